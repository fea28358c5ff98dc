"""Slower by itself over doubtful words: whoever hears them slowly finds more errors in them."""

from __future__ import annotations

from collections.abc import Iterable

from testimony.transcript.errors import TestimonyError
from testimony.transcript.types import Segment
from tui.doubts import UNSURE
from tui.keymap import ANYWHERE, Action
from tui.review.component import Component
from tui.review.desk import Desk
from tui.review.sound.playback import Playback
from tui.review.sound.words import WordCache
from tui.widgets.ink import Run

__all__ = ["Slowing"]

_SLOW = 0.7  # of the speed that is chosen
_AROUND_MS = 250  # before and behind an unsure word


class Slowing(Component):
    """Changes the speed where the sound comes to words that the machine was unsure of, and back."""

    ACTIONS = (Action("slow_doubts", "underscore,alt+y", "hear", ANYWHERE),)
    WORDS = {  # noqa: RUF012 - read only, as every part declares it
        "act.slow_doubts": ("Slower over doubtful words, on or off", "遇存疑的词自动放慢（开/关）"),
        "why.slow_doubts": (
            "Plays unsure words at 70 % of the speed; the pitch stays.",
            "把握不大的词以七成速度播放，音高不变。",
        ),
        "status.slow_doubts": ("slow doubts", "疑处放慢"),
    }

    def __init__(self, desk: Desk, playback: Playback, words: WordCache) -> None:
        super().__init__(desk)
        self._playback, self._words = playback, words
        self.is_on = desk.options.slow_doubts
        self._factor = 1.0
        playback.pace, playback.heard = self._pace, self._heard

    def facts(self) -> Iterable[Run]:
        """That it is on."""
        if self.is_on:
            yield self.desk.say("status.slow_doubts"), ""

    def slow_doubts(self) -> None:
        """On or off; what plays goes on in the new way."""
        self.is_on = not self.is_on
        self._playback.play_on()
        self.desk.facts_changed()

    def _pace(self, segment: Segment, at_ms: int) -> float:
        """What the chosen speed is multiplied by at a place, which the sound then has."""
        self._factor = self._factor_at(segment, at_ms)
        return self._factor

    def _heard(self, segment: Segment, at_ms: int) -> None:
        """The sound came to a place: play on where it calls for another speed."""
        if self.is_on and self._factor_at(segment, at_ms) != self._factor:
            self._playback.play_on()

    def _factor_at(self, segment: Segment, at_ms: int) -> float:
        if not self.is_on:
            return 1.0
        try:
            words = self._words.of(segment)
        except TestimonyError:  # whoever opens the page of words is told why
            return 1.0
        unsure = any(
            one.probability < UNSURE and one.start_ms - _AROUND_MS <= at_ms < one.end_ms + _AROUND_MS
            for one in words
        )
        return _SLOW if unsure else 1.0
