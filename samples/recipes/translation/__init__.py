"""The recipe of the demo translation models: two small Argos packages, trained from nothing.

``python -m samples.recipes translation train|convert|evaluate|smoke`` is the way in. Torch, SentencePiece,
CTranslate2 and sacrebleu come from the recipes' own environment and are imported when a command needs them.
"""

from __future__ import annotations


def main(argv: list[str]) -> int:
    """Run the translation recipe's command and return an exit code."""
    from samples.recipes.translation.cli import main as run

    return run(argv)
