"""Text that a terminal may be shown: what a file holds never reaches it as a command."""

from __future__ import annotations

import json
import unicodedata

__all__ = ["json_line", "one_line", "printable", "safe"]

_KEPT_FORMAT = "\u200c\u200d"  # joiners belong to Uyghur, Tibetan and Indic writing
_FIRST_PICTURE = 0x2400  # ␀: the visible picture of each control character
_LAST_CONTROL = 0x20
_DELETE = 0x7F


def safe(text: str) -> str:
    """Text with control characters replaced by their pictures; line feeds stay.

    Escape becomes ``␛``; what has no picture (C1 controls, marks that turn the direction of
    writing, half characters) becomes ``�``. Text without any is returned as it is.
    """
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else _shown(sign) for sign in text)


def printable(text: str) -> str:
    """Safe text whose tabs stay, for output that another program may read."""
    return "\t".join(map(safe, text.split("\t")))


def json_line(value: object) -> str:
    """A JSON text on one line; what a terminal would obey is escaped, so that the value stays exact."""
    text = json.dumps(value, ensure_ascii=False)
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() or sign in _KEPT_FORMAT else _escaped(sign) for sign in text)


def _escaped(sign: str) -> str:
    return json.dumps(sign)[1:-1]  # a pair of \\u escapes beyond U+FFFF


def one_line(text: str) -> str:
    """Safe text without line feeds, for names and messages."""
    return " ".join(safe(text).split())


def _shown(sign: str) -> str:
    code = ord(sign)
    if sign == "\n" or sign in _KEPT_FORMAT:
        return sign
    if sign == "\t" or unicodedata.category(sign) == "Zs":
        return " " if code < _FIRST_PICTURE else sign
    if code < _LAST_CONTROL:
        return chr(_FIRST_PICTURE + code)
    return "\u2421" if code == _DELETE else "\ufffd"
