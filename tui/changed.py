"""Which rows of two versions of a list differ, found in pieces: most edits change one row of thousands."""

from __future__ import annotations

from collections.abc import Sequence
from operator import is_not

from testimony.transcript.types import Segment

__all__ = ["changed_range"]

_PIECE = 1_024  # rows that are compared at once: rows that are the same object compare without a look at them


def changed_range(old: Sequence[Segment], new: Sequence[Segment]) -> tuple[int, int, int]:
    """The rows that are new: ``old[first:old_last]`` became ``new[first:last]``.

    Returns:
        first, last, old_last; all else stands as it stood at both ends.
    """
    shorter = min(len(old), len(new))
    first = _same_from_start(old, new, shorter)
    end = min(shorter - first, _same_from_end(old, new, shorter - first))
    return first, len(new) - end, len(old) - end


def _same_from_start(old: Sequence[Segment], new: Sequence[Segment], most: int) -> int:
    at = 0
    while at < most and old[at : at + _PIECE] == new[at : at + _PIECE]:
        at += _PIECE
    if at >= most:
        return most
    stop = min(at + _PIECE, most)
    differ = bytes(map(is_not, old[at:stop], new[at:stop])).find(1)
    return stop if differ < 0 else at + differ


def _same_from_end(old: Sequence[Segment], new: Sequence[Segment], most: int) -> int:
    count = 0
    while count < most:
        size = min(_PIECE, most - count)
        mine = old[len(old) - count - size : len(old) - count]
        theirs = new[len(new) - count - size : len(new) - count]
        if mine != theirs:
            differ = bytes(map(is_not, reversed(mine), reversed(theirs))).find(1)
            return count + (size if differ < 0 else differ)
        count += size
    return count
