"""The one rule of routing: a direct way from one language to another, else two steps through English."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from translate.sentences import primary_language

__all__ = ["PIVOT", "find_route"]

PIVOT = "en"
_ALIASES = {"zh-hant": "zt", "zh-tw": "zt", "zh-hk": "zt"}  # Argos Translate's code for Traditional Chinese
_Way = TypeVar("_Way")


def find_route(direct: Callable[[str, str], _Way | None], source: str, target: str) -> tuple[_Way, ...]:
    """Find the way from one language to another.

    A language is looked for by its whole code, by Argos Translate's name for it, then by its primary subtag.

    Args:
        direct: Two codes → what translates the one into the other at once, or None.
        source: BCP-47 code of the text.
        target: BCP-47 code to translate into.

    Returns:
        One or two steps; empty where no way is known.
    """
    if (step := _direct(direct, source, target)) is not None:
        return (step,)
    if primary_language(source) == primary_language(target):
        return ()  # varieties of one language are not translated through another
    first, second = _direct(direct, source, PIVOT), _direct(direct, PIVOT, target)
    return () if first is None or second is None else (first, second)


def _direct(direct: Callable[[str, str], _Way | None], source: str, target: str) -> _Way | None:
    for from_code in _codes(source):
        for to_code in _codes(target):
            if (way := direct(from_code, to_code)) is not None:
                return way
    return None


def _codes(code: str) -> Iterator[str]:
    lower = code.lower()
    yield from dict.fromkeys((lower, _ALIASES.get(lower, lower), primary_language(code)))
