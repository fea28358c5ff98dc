"""Playing from a word on, word by word."""

from __future__ import annotations

from testimony.transcript.types import Segment
from tui.keymap import ANYWHERE, Action
from tui.review.component import Component
from tui.review.desk import Desk
from tui.review.sound.playback import Playback
from tui.review.sound.words import WordCache
from tui.spoken import word_range, word_spans

__all__ = ["SpokenWords"]


class SpokenWords(Component):
    """Finds the sound of words."""

    ACTIONS = (
        Action("next_word", "right", "hear"),
        Action("previous_word", "left", "hear"),
        Action("play_word", "W,alt+w", "hear", ANYWHERE),
    )

    def __init__(self, desk: Desk, playback: Playback, words: WordCache) -> None:
        super().__init__(desk)
        self._playback, self._words = playback, words

    def play_word(self) -> None:
        """Play from a word on: the one under the cursor of the editor, else one of a list."""
        desk = self.desk
        segment = desk.panes.editors.segment or desk.current
        words = self._words.of(segment) if segment else ()
        if segment is None or not words:
            desk.tell(desk.say("said.no_words"))
            return
        if desk.is_editing:
            text, at = desk.panes.editors.source.text, desk.panes.editors.source.cursor_offset
            spans = [(word, span) for word, span in word_spans(text, words) if span]
            here = next((word for word, span in spans if at < span[1]), words[-1])
            self._playback.start(segment, here.start_ms, segment.end_ms)
            return

        def chosen(choice: int | None) -> None:
            if choice is not None:
                self._start_at(segment, choice)

        desk.choose(desk.say("ask.word"), [word.text for word in words], chosen)

    def next_word(self) -> None:
        """Play from the next word of the segment on."""
        self._step(1)

    def previous_word(self) -> None:
        """Play from the word before on."""
        self._step(-1)

    def _step(self, step: int) -> None:
        segment = self.desk.current
        if segment is None or self._playback.player() is None:
            return
        words = self._words.of(segment)
        if not words:
            self.desk.tell(self.desk.say("said.no_words"))
            return
        at = self._playback.playhead(segment)
        heard = -1 if at is None else sum(word.start_ms <= at for word in words) - 1
        self._start_at(segment, 0 if at is None else max(0, min(heard + step, len(words) - 1)))

    def _start_at(self, segment: Segment, number: int) -> None:
        words = self._words.of(segment)
        self._playback.start(segment, words[number].start_ms, max(segment.end_ms, words[number].end_ms))
        found = word_range(segment.source, words, words[number].start_ms)
        self.desk.panes.view.mark_spoken(segment, found)
