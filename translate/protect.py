"""Keep what a tokenizer is known to change: exhibit numbers with an underscore.

SentencePiece models write ``_`` where they mean a space, and Argos Translate's
decoder turns both into a space, so ``EX_1`` comes out as ``EX 1``.
"""

from __future__ import annotations

import re

__all__ = ["needs_translation", "restore_underscores"]

_JOINED = re.compile(r"[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+")


def restore_underscores(source: str, target: str) -> str:
    """Write the source's ``EX_1`` again where the target has ``EX 1``."""
    if "_" not in source:
        return target
    for token in dict.fromkeys(_JOINED.findall(source)):
        loose = r"\s?".join(map(re.escape, token.split("_")))
        target = re.sub(rf"(?<![A-Za-z0-9]){loose}(?![A-Za-z0-9])", token, target, flags=re.IGNORECASE)
    return target


def needs_translation(text: str) -> bool:
    """Tell whether there is any letter in the text; digits and signs stay as they are."""
    return any(char.isalpha() for char in text)
