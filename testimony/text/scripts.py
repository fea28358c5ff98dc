"""Compare Chinese whatever script it is written in; nothing here changes what is stored.

Character by character with OpenCC's own table, never phrase by phrase: a phrase
conversion changes words (软件 → 軟體), and a record must keep the speaker's.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

__all__ = ["Script", "character_table", "normalise"]

Script = Literal["hans", "hant"]
_TABLES = {"hans": "TSCharacters.txt", "hant": "STCharacters.txt"}


@cache
def character_table(script: Script) -> MappingProxyType[int, str]:
    """Give the characters that are written otherwise in a script, for ``str.translate``.

    The first choice of OpenCC's character tables; one that has no counterpart is not in it.
    """
    text = files("opencc").joinpath("dictionary", _TABLES[script]).read_text(encoding="utf-8")
    table: dict[int, str] = {}
    for line in text.splitlines():
        before, _, choices = line.partition("\t")
        first = choices.split(" ")[0]
        if len(before) == 1 and first and first != before:
            table[ord(before)] = first
    return MappingProxyType(table)


def normalise(text: str) -> str:
    """Give the form in which texts are compared: NFKC (full-width digits, forms) and Simplified."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).translate(_table())


@cache
def _table() -> dict[int, str]:
    # 著/着 and 乾/干 split by meaning; for comparing, the common character will do.
    return {**character_table("hans"), ord("著"): "着", ord("妳"): "你", ord("〇"): "零"}
