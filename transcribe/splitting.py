"""The text of a window → the clips that shared it.

The engine's times are not exact: where a clip has no text, the alignment stretches the first words of the
next one back over it. So the limits are chosen together: a sentence is only cut inside where the times of
its words leave little doubt.
"""

from __future__ import annotations

from collections.abc import Sequence

from testimony.text.han import is_han
from transcribe.engines.base import Piece
from transcribe.segments import ends_sentence

__all__ = ["ends_openly", "split_pieces"]

_IN_A_WORD = 60_000.0  # milliseconds that a word would have to lie elsewhere before it was torn
_IN_A_SENTENCE = 150.0
_MARKS = "。，？！、；：,.?!;:"


def split_pieces(pieces: Sequence[Piece], places: Sequence[tuple[int, int]]) -> list[tuple[Piece, ...]]:
    """Give each clip of a window its part of the text.

    Args:
        pieces: The text of the window, in the order it was written.
        places: Start and end of each clip in the window, in milliseconds, in time order.

    Returns:
        For each clip its pieces; joined they are all the pieces in their order. The distances of the
        pieces' middles from their clips, and 150 ms for each limit inside a sentence, are least.
    """
    limits = [_cost_of_limit(pieces, index) for index in range(len(pieces) + 1)]
    best = list(limits)  # best[i]: pieces before i are given to the clips so far
    best[0] = 0.0
    ways: list[list[int]] = []
    for number, place in enumerate(places):
        sums = [0.0]
        for piece in pieces:
            sums.append(sums[-1] + _distance(piece, place))
        if number == 0:
            best = [total + limit for total, limit in zip(sums, limits, strict=True)]
            ways.append([0] * len(best))
            continue
        best, way = _step(best, sums, limits)
        ways.append(way)
    at = len(pieces)
    parts: list[tuple[Piece, ...]] = []
    for way in reversed(ways):
        first = way[at]
        parts.append(tuple(pieces[first:at]))
        at = first
    return parts[::-1]


def _step(
    best: Sequence[float], sums: Sequence[float], limits: Sequence[float]
) -> tuple[list[float], list[int]]:
    """Add one clip: for each end of its text the cheapest start."""
    found: list[float] = []
    way: list[int] = []
    cheapest, start = best[0] - sums[0], 0
    for end, total in enumerate(sums):
        empty = best[end]  # a clip without text adds no limit of its own
        if best[end] - total < cheapest:
            cheapest, start = best[end] - total, end
        if start < end and cheapest + total + limits[end] < empty:
            found.append(cheapest + total + limits[end])
            way.append(start)
        else:
            found.append(empty)
            way.append(end)
    return found, way


def ends_openly(text: str) -> bool:
    """Tell whether a text stops inside a sentence, as far as its marks tell."""
    return bool(text.strip()) and not ends_sentence(text)


def _distance(piece: Piece, place: tuple[int, int]) -> float:
    middle = (piece.start_ms + piece.end_ms) / 2
    return max(place[0] - middle, middle - place[1], 0.0)


def _cost_of_limit(pieces: Sequence[Piece], index: int) -> float:
    """Say how little a limit before this piece suits the text."""
    if index in (0, len(pieces)):
        return 0.0
    before, after = pieces[index - 1].text, pieces[index].text
    if not before or not after or after.lstrip()[:1] in _MARKS:
        return _IN_A_WORD
    if not (after[0].isspace() or before[-1].isspace() or is_han(after[0]) or is_han(before[-1])):
        return _IN_A_WORD if not ends_sentence(before) else 0.0
    return 0.0 if ends_sentence(before) else _IN_A_SENTENCE
