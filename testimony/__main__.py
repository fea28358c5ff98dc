"""``python -m testimony``."""

from testimony.cli import main

main()
