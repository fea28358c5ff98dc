"""Find a decoder that went round in circles.

Repeats carry high confidence, and four repeats of a short sentence stay under
the usual compression-ratio limit, so the text itself is looked at.
"""

from __future__ import annotations

import re

__all__ = ["collapse_loop", "find_loop", "find_repeat", "is_doubled", "is_looping", "may_repeat"]

_BETWEEN = r"[\s,\uff0c。.、;\uff1b?!\uff1f\uff01:\uff1a]*"
# What is cut: three or more times the same eight characters or more; five or more times two to seven.
_LONG = re.compile(r"(.{8,60}?)(?:[\s,\uff0c。.、;\uff1b]*\1){2,}", re.DOTALL)
_SHORT = re.compile(r"([^\s\d](?:.{1,6}?))(?:[\s,\uff0c。.、;\uff1b]*\1){4,}", re.DOTALL)
_WHOLE = re.compile(
    r"(.{6,}?)(?:[\s,\uff0c。.、;\uff1b?!\uff1f\uff01]*\1){1,}[\s,\uff0c。.、;\uff1b?!\uff1f\uff01]*",
    re.DOTALL,
)
_TWICE = re.compile(r"(.{16,80})[\s,\uff0c。.、;\uff1b]*\1", re.DOTALL)
# What a person is asked to look at is less: three times four Han characters or five letters, twice eight
# Han characters; a phrase of two or three characters four times.
_THRICE = re.compile(
    rf"((?=[^\W\d])(?:[\u4e00-\u9fff]{{3,30}}?|[\u4e00-\u9fff].{{3,40}}?|[^\W\d].{{4,60}}?))(?:{_BETWEEN}\1){{2,}}",
    re.DOTALL,
)
_FOUR_TIMES = re.compile(rf"([^\W\d].{{1,3}}?)(?:{_BETWEEN}\1){{3,}}", re.DOTALL)
_HAN_TWICE = re.compile(r"([\u4e00-\u9fff][\u4e00-\u9fff,\uff0c、]{7,40})[,\uff0c。.、;\uff1b]*\1")
# A source that repeats anything itself may be rendered by a text that does.
_ANY_TWICE = re.compile(
    r"([\u4e00-\u9fff]{1,8}?|\b[^\W\d]\w*?\b.{0,40}?)(?:[\s,\uff0c。.、;\uff1b?!\uff1f\uff01…—-]*\1){2,}",
    re.DOTALL,
)
_SAID_TWICE = re.compile(r"(.{5,60})[\s,\uff0c。.、;\uff1b]*\1", re.DOTALL)


def may_repeat(text: str) -> bool:
    """Tell cheaply whether any four characters come again often enough for a loop."""
    count = len(text) - 3
    return count > 3 and count - len({text[at : at + 4] for at in range(count)}) > 2  # noqa: PLR2004


def find_loop(text: str) -> re.Match[str] | None:
    """Give the first stretch that repeats itself so much that it is cut; group 1 is what is repeated."""
    if not may_repeat(text):
        return None
    return _LONG.search(text) or _SHORT.search(text) or _WHOLE.fullmatch(text)


def find_repeat(source: str, target: str) -> str:
    """Give what the target says again and again where the source does not; empty where it does not.

    Looser than ``find_loop``: nothing is cut by it.
    """
    if not may_repeat(target):
        return ""
    match = _THRICE.search(target) or _FOUR_TIMES.search(target)
    if match and not _ANY_TWICE.search(source):
        return match.group(1).strip()
    match = _HAN_TWICE.search(target)
    return match.group(1) if match and not _SAID_TWICE.search(source) else ""


def is_looping(source: str, target: str) -> bool:
    """Tell whether the target repeats itself where the source does not.

    A witness who says 不 five times is rendered faithfully by five noes.
    """
    found = find_loop(target)
    return found is not None and find_loop(source) is None


def is_doubled(source: str, target: str) -> bool:
    """Tell whether the target says one long stretch twice on end, and the source none of 5 characters."""
    if not may_repeat(target) or _TWICE.search(target) is None:
        return False
    return _SAID_TWICE.search(source) is None


def collapse_loop(text: str) -> str:
    """Keep the first round of every loop."""
    while match := find_loop(text):
        text = text[: match.start()] + match.group(1) + text[match.end() :]
    return text
