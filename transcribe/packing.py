"""Utterances of one language share windows, because a window costs the same however full it is.

Whisper's encoder always hears 30 s. Interpreted speech changes its language every few seconds, so the
utterances of one language in a block are laid into windows in the order of time, with silence between
them, and the times are mapped back. What was said before helps the decoder: in this order it made fewer
errors than with utterances chosen to fill the windows best, and than with a window an utterance.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from transcribe.engines.base import Clip, Decoded, Piece
from transcribe.segmentation.sound import SAMPLES_PER_MS
from transcribe.splitting import split_pieces

__all__ = ["GAP_MS", "WIDEST_GAP_MS", "WINDOW_MS", "Padded", "Window", "pack", "unpack"]

_LEAST = 1e-4
_UNIT_MS = 20
WINDOW_MS = 23_000
GAP_MS = 500
WIDEST_GAP_MS = 1_000


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
    """Lay clips into as few windows as the order of time allows, filled as evenly as possible.

    Args:
        clips: In time order.
        window_ms: The engine's window; 0 gives each clip a window of its own.

    Returns:
        Windows of at most 23 s, or longer where a single clip is, in time order, with at least half a
        second of silence between two utterances, and up to a second where there is room.
    """
    padding = max((max(item.lead_ms, item.tail_ms) for item in clips), default=0)
    room = min(window_ms, WINDOW_MS) + GAP_MS - 2 * padding if window_ms else 0
    needed = [item.length_ms + GAP_MS - item.lead_ms - item.tail_ms for item in clips]
    groups = _in_order(needed, room)
    least, most = max(needed, default=0), room
    while most - least > _UNIT_MS:
        middle = (least + most) // 2
        tried = _in_order(needed, middle)
        least, most = (least, middle) if len(tried) <= len(groups) else (middle, most)
    if room > 0:
        groups = _in_order(needed, max(most, least))
    return [_window(group, clips, room - sum(needed[row] for row in group)) for group in groups]


def _in_order(needed: Sequence[int], room: int) -> list[list[int]]:
    """Fill one group after the other."""
    groups: list[list[int]] = []
    filled = 0
    for row, length in enumerate(needed):
        if groups and filled + length <= room:
            groups[-1].append(row)
            filled += length
        else:
            groups.append([row])
            filled = length
    return groups


def unpack(windows: Sequence[Window], decoded: Sequence[Decoded]) -> list[Decoded]:
    """Give each clip what was decoded inside it, with times from its own start.

    Args:
        windows: As ``pack`` made them.
        decoded: One result a window.

    Returns:
        One result a clip, in the order they were given to ``pack``. Every piece of a window belongs to one
        of its clips, and they stay in their order (see ``split_pieces``).
    """
    found: dict[int, Decoded] = {}
    for window, whole in zip(windows, decoded, strict=True):
        found.update(zip(window.rows, _unpack(window, whole), strict=True))
    return [found[row] for row in range(len(found))]


def _window(rows: Sequence[int], clips: Sequence[Padded], spare_ms: int) -> Window:
    import numpy as np

    if len(rows) == 1:
        (row,) = rows
        return Window(clips[row].clip, (row,), (0,), (clips[row].length_ms,))
    wanted_ms = GAP_MS + min(WIDEST_GAP_MS - GAP_MS, max(0, spare_ms) // (len(rows) - 1))
    parts: list[Clip] = []
    starts: list[int] = []
    position, tail_ms = 0, 0
    for row in rows:
        if parts:
            gap = max(0, wanted_ms - tail_ms - clips[row].lead_ms) * SAMPLES_PER_MS
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
    places = [
        (start, start + length) for start, length in zip(window.starts_ms, window.lengths_ms, strict=True)
    ]
    parts = [
        tuple(replace(piece, start_ms=piece.start_ms - start, end_ms=piece.end_ms - start) for piece in part)
        for part, start in zip(split_pieces(decoded.pieces, places), window.starts_ms, strict=True)
    ]
    return [
        replace(decoded, pieces=part, logprob=_own_logprob(part, decoded.logprob), no_speech=0.0, shared=True)
        for part in parts
    ]


def _own_logprob(pieces: Sequence[Piece], of_window: float) -> float:
    """Judge a clip by its own text: one bad sentence must not have a whole window decoded again."""
    if not pieces:
        return of_window
    return sum(math.log(max(_LEAST, piece.probability)) for piece in pieces) / len(pieces)
