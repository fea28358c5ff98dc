"""Wrapping for the screen: the shared rules, with short cuts for plain English and plain Chinese."""

from __future__ import annotations

import re

from testimony.text.cells import wrap
from testimony.text.terminal import safe

__all__ = ["wrapped"]

_CHINESE = re.compile("[\u4e00-\u9fff，。、？！：；]+")
_CLOSING = "，。、？！：；"  # never start a line


def wrapped(text: str, width: int) -> list[str]:
    """What ``testimony.text.cells.wrap`` gives, sooner for plain English and plain Chinese."""
    text = safe(text)
    if text.isascii():
        if len(text) <= width and "\n" not in text:
            return [text.rstrip()]
        if "  " not in text and "\n" not in text and text[:1] != " ":
            return _wrap_ascii(text, width)
    elif _CHINESE.fullmatch(text):
        return _wrap_chinese(text, max(2, width) // 2)
    return wrap(text, width)


def _wrap_chinese(text: str, count: int) -> list[str]:
    lines, at, end = [], 0, len(text)
    while end - at > count:
        cut = at + count
        while cut > at and text[cut] in _CLOSING:
            cut -= 1
        cut = cut if cut > at else at + count
        lines.append(text[at:cut])
        at = cut
    return [*lines, text[at:]]


def _wrap_ascii(text: str, width: int) -> list[str]:
    lines, at, end = [], 0, len(text)
    while end - at > width:
        cut = text.rfind(" ", at, at + width + 1)
        if cut <= at:
            lines.append(text[at : at + width])
            at += width
            if text[at : at + 1] == " ":
                return [*lines, *wrap(text[at + 1 :], width)] if at + 1 < end else lines
        else:
            lines.append(text[at:cut])
            at = cut + 1
    rest = text[at:].rstrip()
    return [*lines, rest] if rest else lines
