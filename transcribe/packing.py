"""Utterances of one language share windows, because a window costs the same however full it is.

Whisper's encoder always hears 30 s. Interpreted speech changes its language every few
seconds, so the utterances of one language in a block, neighbours or not, are laid into windows
of at most 28 s with half a second of silence between them, and the times are mapped back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from transcribe.engine import Clip, Decoded, Piece
from transcribe.sound import SAMPLES_PER_MS

__all__ = ["GAP_MS", "WINDOW_MS", "Window", "pack", "unpack"]

WINDOW_MS = 28_000
GAP_MS = 500


@dataclass(frozen=True, slots=True)
class Window:
    """Several clips in one.

    Attributes:
        clip: The clips with silence between them.
        starts_ms: Where each begins in the window.
        lengths_ms: How long each is.
    """

    clip: Clip
    starts_ms: tuple[int, ...]
    lengths_ms: tuple[int, ...]


def pack(clips: Sequence[Clip], window_ms: int = WINDOW_MS) -> list[Window]:
    """Lay clips into windows, in their order.

    Args:
        clips: Mono float32, 16 kHz.
        window_ms: The engine's window; 0 gives each clip a window of its own.

    Returns:
        Windows of at most 28 s, or longer where a single clip is.
    """
    limit = min(window_ms, WINDOW_MS)
    windows: list[list[Clip]] = []
    filled = 0
    for clip in clips:
        length = len(clip) // SAMPLES_PER_MS
        if not windows or filled + GAP_MS + length > limit:
            windows.append([clip])
            filled = length
        else:
            windows[-1].append(clip)
            filled += GAP_MS + length
    return [_window(group) for group in windows]


def unpack(windows: Sequence[Window], decoded: Sequence[Decoded]) -> list[Decoded]:
    """Give each clip what was decoded inside it, with times from its own start.

    Args:
        windows: As ``pack`` made them.
        decoded: One result a window.

    Returns:
        One result a clip, in the order they were packed. A piece belongs to the clip that its
        middle lies nearest to.
    """
    return [part for window, whole in zip(windows, decoded, strict=True) for part in _unpack(window, whole)]


def _window(clips: Sequence[Clip]) -> Window:
    import numpy as np

    if len(clips) == 1:
        return Window(clips[0], (0,), (len(clips[0]) // SAMPLES_PER_MS,))
    silence = np.zeros(GAP_MS * SAMPLES_PER_MS, np.float32)
    parts: list[Clip] = []
    starts: list[int] = []
    position = 0
    for clip in clips:
        if parts:
            parts.append(silence)
            position += len(silence)
        starts.append(position // SAMPLES_PER_MS)
        parts.append(clip)
        position += len(clip)
    lengths = tuple(len(clip) // SAMPLES_PER_MS for clip in clips)
    return Window(np.concatenate(parts), tuple(starts), lengths)


def _unpack(window: Window, decoded: Decoded) -> list[Decoded]:
    if len(window.starts_ms) == 1:
        return [decoded]
    pieces: list[list[Piece]] = [[] for _ in window.starts_ms]
    for piece in decoded.pieces:
        row = _nearest(window, (piece.start_ms + piece.end_ms) // 2)
        start = window.starts_ms[row]
        pieces[row].append(replace(piece, start_ms=piece.start_ms - start, end_ms=piece.end_ms - start))
    return [replace(decoded, pieces=tuple(row)) for row in pieces]


def _nearest(window: Window, at_ms: int) -> int:
    def distance(row: int) -> int:
        start = window.starts_ms[row]
        return max(start - at_ms, at_ms - start - window.lengths_ms[row], 0)

    return min(range(len(window.starts_ms)), key=distance)
