"""Find a decoder that went round in circles.

Repeats carry high confidence, and four repeats of a short sentence stay under
the usual compression-ratio limit, so the text itself is looked at.
"""

from __future__ import annotations

import re

__all__ = ["collapse_loop", "find_loop", "is_doubled", "is_looping", "may_repeat"]

# Three or more times the same eight characters or more; five or more times two to seven.
_LONG = re.compile(r"(.{8,60}?)(?:[\s,,。.、;;]*\1){2,}", re.DOTALL)
_SHORT = re.compile(r"([^\s\d](?:.{1,6}?))(?:[\s,,。.、;;]*\1){4,}", re.DOTALL)
_WHOLE = re.compile(r"(.{6,}?)(?:[\s,,。.、;;?!?!]*\1){1,}[\s,,。.、;;?!?!]*", re.DOTALL)
_TWICE = re.compile(r"(.{16,80})[\s,,。.、;;]*\1", re.DOTALL)


def may_repeat(text: str) -> bool:
    """Tell cheaply whether any six characters come again often enough for a loop."""
    count = len(text) - 5
    return count > 3 and count - len({text[at : at + 6] for at in range(count)}) > 2  # noqa: PLR2004


def find_loop(text: str) -> re.Match[str] | None:
    """Give the first stretch that repeats itself; group 1 is what is repeated."""
    if not may_repeat(text):
        return None
    return _LONG.search(text) or _SHORT.search(text) or _WHOLE.fullmatch(text)


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
    return re.search(r"(.{5,60})[\s,,。.、;;]*\1", source, re.DOTALL) is None


def collapse_loop(text: str) -> str:
    """Keep the first round of every loop."""
    while match := find_loop(text):
        text = text[: match.start()] + match.group(1) + text[match.end() :]
    return text
