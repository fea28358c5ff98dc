"""Characters that may not reach a page: controls, direction overrides, halves of pairs."""

from __future__ import annotations

import re

__all__ = ["clean", "file_name", "one_line"]

# Controls could drive a terminal or break XML. Explicit direction marks (U+202A–202E, U+2066–2069) can
# make a line of an exhibit read as something else than its bytes say; text needs none of them.
_BARRED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_HALVES = re.compile("[\ud800-\udfff]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def clean(text: str) -> str:
    r"""Return the text without barred characters; every line break is ``\n``, a lone surrogate U+FFFD."""
    if text.isascii() and text.isprintable():
        return text
    return _HALVES.sub("\ufffd", _BARRED.sub("", _BREAKS.sub("\n", text)))


def one_line(text: str) -> str:
    """Return the cleaned text with every run of white space as one space."""
    return " ".join(clean(text).split())


def file_name(path: str) -> str:
    """Return the last part of a path: folders name people and cases, an export must not."""
    return one_line(re.split(r"[\\/]", path.rstrip("\\/"))[-1])
