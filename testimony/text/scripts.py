"""Compare Chinese whatever script it is written in; nothing here changes what is stored.

Character by character with OpenCC's own table, never phrase by phrase: a phrase
conversion changes words (软件 → 軟體), and a record must keep the speaker's.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

__all__ = ["normalise", "to_simplified"]


def to_simplified(text: str) -> str:
    """Give the text with every Traditional character in its Simplified form, length unchanged."""
    return text if text.isascii() else text.translate(_table())


def normalise(text: str) -> str:
    """Give the form in which texts are compared: NFKC (full-width digits, forms) and Simplified."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).translate(_table())


@cache
def _table() -> dict[int, str]:
    spec = find_spec("opencc")
    if spec is None or spec.origin is None:
        return {}
    path = Path(spec.origin).parent / "dictionary" / "TSCharacters.txt"
    rows = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    table = {ord(row[0]): row[1] for row in rows if len(row) > 1 and len(row[0]) == 1}
    # 著/着 and 乾/干 split by meaning; for comparing, the common character will do.
    return table | {ord("著"): "着", ord("妳"): "你", ord("〇"): "零"}
