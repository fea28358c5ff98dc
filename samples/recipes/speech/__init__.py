"""The demo speech model: a small Whisper trained from nothing on synthetic speech.

``python -m samples.recipes speech train|convert|evaluate`` is the way in; torch and CTranslate2 come
from the recipes' own environment and are imported when a command needs them.
"""

from __future__ import annotations


def main(argv: list[str]) -> int:
    """Run the speech recipe's command and return an exit code."""
    from samples.recipes.speech.commands import main as run

    return run(argv)
