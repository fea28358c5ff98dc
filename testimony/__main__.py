"""``python -m testimony``."""

import sys

if sys.path and not __file__.startswith(sys.path[0] or "."):
    # ``-m`` puts the working folder first; it may hold a file named like a module of Python.
    del sys.path[0]

from testimony.cli import main

main()
