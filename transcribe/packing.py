"""Utterances of one language share windows, because a window costs the same however full it is.

Whisper's encoder always hears 30 s. Interpreted speech changes its language every few
seconds, so the utterances of one language in a block, neighbours or not, are laid into windows
of at most 28 s with half a second of silence between them, and the times are mapped back.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from transcribe.engines.base import Clip, Decoded, Piece
from transcribe.segmentation.sound import SAMPLES_PER_MS

__all__ = ["GAP_MS", "WINDOW_MS", "Padded", "Window", "pack", "unpack"]

_LEAST = 1e-4
_UNIT_MS = 20
WINDOW_MS = 28_000
GAP_MS = 500


@dataclass(frozen=True, slots=True)
class Padded:
    """A clip of an utterance, with the silence that it holds.

    Attributes:
        clip: Mono float32, 16 kHz.
        lead_ms: So much before the utterance.
        tail_ms: So much after it.
    """

    clip: Clip
    lead_ms: int = 0
    tail_ms: int = 0

    @property
    def length_ms(self) -> int:
        """How long the clip is."""
        return len(self.clip) // SAMPLES_PER_MS


@dataclass(frozen=True, slots=True)
class Window:
    """Several clips in one.

    Attributes:
        clip: The clips with silence between them.
        rows: Which of the packed clips they are.
        starts_ms: Where each begins in the window.
        lengths_ms: How long each is.
    """

    clip: Clip
    rows: tuple[int, ...]
    starts_ms: tuple[int, ...]
    lengths_ms: tuple[int, ...]


def pack(clips: Sequence[Padded], window_ms: int = WINDOW_MS) -> list[Window]:
    """Lay clips into windows, each as full as it can be made with the longest that is left.

    Args:
        clips: In time order.
        window_ms: The engine's window; 0 gives each clip a window of its own.

    Returns:
        Windows of at most 28 s, or longer where a single clip is, each in time order, with at least
        half a second of silence between two utterances.
    """
    padding = max((max(item.lead_ms, item.tail_ms) for item in clips), default=0)
    room = min(window_ms, WINDOW_MS) + GAP_MS - 2 * padding if window_ms else 0
    needed = [item.length_ms + GAP_MS - item.lead_ms - item.tail_ms for item in clips]
    left = sorted(range(len(clips)), key=lambda row: -needed[row])
    groups: list[list[int]] = []
    while left:
        longest, *others = left
        groups.append([longest, *_fullest([(row, needed[row]) for row in others], room - needed[longest])])
        left = [row for row in left if row not in groups[-1]]
    return [_window(sorted(group), clips) for group in sorted(groups, key=min)]


def _fullest(items: Sequence[tuple[int, int]], room: int) -> tuple[int, ...]:
    """Choose the items that fill a room best (the minimum bin slack rule of Gupta and Ho, 1999).

    Lengths are rounded up to 20 ms, so that a choice never overfills.
    """
    best: dict[int, tuple[int, ...]] = {0: ()}
    for row, length in items:
        units = -(-length // _UNIT_MS)
        for filled, rows in sorted(best.items(), reverse=True):
            together = filled + units
            if together * _UNIT_MS <= room and together not in best:
                best[together] = (*rows, row)
    return best[max(best)]


def unpack(windows: Sequence[Window], decoded: Sequence[Decoded]) -> list[Decoded]:
    """Give each clip what was decoded inside it, with times from its own start.

    Args:
        windows: As ``pack`` made them.
        decoded: One result a window.

    Returns:
        One result a clip, in the order they were given to ``pack``. A piece belongs to the clip that
        its middle lies nearest to.
    """
    found: dict[int, Decoded] = {}
    for window, whole in zip(windows, decoded, strict=True):
        found.update(zip(window.rows, _unpack(window, whole), strict=True))
    return [found[row] for row in range(len(found))]


def _window(rows: Sequence[int], clips: Sequence[Padded]) -> Window:
    import numpy as np

    if len(rows) == 1:
        (row,) = rows
        return Window(clips[row].clip, (row,), (0,), (clips[row].length_ms,))
    parts: list[Clip] = []
    starts: list[int] = []
    position, tail_ms = 0, 0
    for row in rows:
        if parts:
            gap = max(0, GAP_MS - tail_ms - clips[row].lead_ms) * SAMPLES_PER_MS
            parts.append(np.zeros(gap, np.float32))
            position += gap
        starts.append(position // SAMPLES_PER_MS)
        parts.append(clips[row].clip)
        position += len(clips[row].clip)
        tail_ms = clips[row].tail_ms
    lengths = tuple(clips[row].length_ms for row in rows)
    return Window(np.concatenate(parts), tuple(rows), tuple(starts), lengths)


def _unpack(window: Window, decoded: Decoded) -> list[Decoded]:
    if len(window.rows) == 1:
        return [decoded]
    pieces: list[list[Piece]] = [[] for _ in window.rows]
    for piece in decoded.pieces:
        row = _nearest(window, (piece.start_ms + piece.end_ms) // 2)
        start = window.starts_ms[row]
        pieces[row].append(replace(piece, start_ms=piece.start_ms - start, end_ms=piece.end_ms - start))
    return [replace(decoded, pieces=tuple(row), logprob=_own_logprob(row, decoded.logprob)) for row in pieces]


def _own_logprob(pieces: Sequence[Piece], of_window: float) -> float:
    """Judge a clip by its own text: one bad sentence must not have a whole window decoded again."""
    if not pieces:
        return of_window
    return sum(math.log(max(_LEAST, piece.probability)) for piece in pieces) / len(pieces)


def _nearest(window: Window, at_ms: int) -> int:
    def distance(row: int) -> int:
        start = window.starts_ms[row]
        return max(start - at_ms, at_ms - start - window.lengths_ms[row], 0)

    return min(range(len(window.starts_ms)), key=distance)
