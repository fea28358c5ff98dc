"""Hearing what was said and what the interpreter said."""

from __future__ import annotations

from testimony.transcript.types import Segment
from tui.keymap import Action
from tui.review.component import Component
from tui.review.desk import Desk
from tui.review.renditions.renditions import MODES, Renditions
from tui.review.sound.playback import Playback

__all__ = ["HearingBoth"]


class HearingBoth(Component):
    """Plays one side of a pair, or both."""

    ACTIONS = (
        Action("hear_both", "space,f4,f13", "hear", MODES),
        Action("hear_original", "o", "hear", MODES),
        Action("hear_rendition", "i", "hear", MODES),
    )

    def __init__(self, desk: Desk, mode: Renditions, playback: Playback) -> None:
        super().__init__(desk)
        self._mode, self._playback = mode, playback

    def hear_original(self) -> None:
        """Play what was said."""
        pair = self._mode.view.current
        if pair is not None:
            self._hear(pair.originals)

    def hear_rendition(self) -> None:
        """Play what the interpreter said."""
        pair = self._mode.view.current
        if pair is not None:
            self._hear(pair.renditions)

    def hear_both(self) -> None:
        """Play what was said and, after it, the rendition."""
        pair = self._mode.view.current
        if pair is not None:
            self._hear((*pair.originals, *pair.renditions))

    def _hear(self, rows: tuple[Segment, ...]) -> None:
        if rows:
            start, end = min(one.start_ms for one in rows), max(one.end_ms for one in rows)
            self._playback.start(rows[0], start, end)
