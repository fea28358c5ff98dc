"""Doubt in ink: unsure, named and misspelt words are marked in the list and in the editors.

The words of a row lie in the file, so rows that come into view are read once one stays there; what a person
wrote or approved is settled and loses its marks. In the editors the cursor starts at the first mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from time import perf_counter
from typing import ClassVar

from textual.timer import Timer

from testimony.transcript.errors import TestimonyError
from testimony.transcript.types import Segment, Side
from tui.doubts import SPELLING, Place, carried, is_settled, named_places, unsure_places
from tui.keymap import EDIT, Action
from tui.review.component import Component
from tui.review.desk import Desk
from tui.strings import Words

__all__ = ["Doubts"]

_WAIT_S, _SLICE_S = 0.15, 0.005  # at rest before rows are read; of reading between two keys
_KEPT = 4_000  # rows whose unsure words are remembered


class Doubts(Component):
    """Says which words of a row want an ear or an eye."""

    ACTIONS = (Action("next_mark", "ctrl+n", "find", (EDIT,)),)
    WORDS: ClassVar[Words] = {
        "why.next_mark": (
            "The cursor goes to the next doubtful or misspelt word of the open text.",
            "光标到本栏下一个存疑或拼错的词。",
        ),
        "act.next_mark": ("To the next marked word", "到下一个标记的词"),
        "said.no_marks": ("No word is marked in this text.", "本段没有标记的词。"),
    }

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._unsure: dict[str, tuple[str, list[Place]]] = {}  # segment id → source, places
        self._waiting: dict[str, Segment] = {}
        self._reading: Timer | None = None
        self._spells = False
        desk.panes.view.mark_doubts(self.places_of)

    def started(self) -> None:
        """Read the dictionary in a thread; words are marked when it is there."""
        work = partial(self._load)
        self.desk.host.run_worker(work, thread=True, exclusive=True, group="spelling", exit_on_error=False)

    def _load(self) -> None:
        self.desk.services.load_spelling()
        self.desk.host.app.call_from_thread(self._loaded)

    def _loaded(self) -> None:
        self._spells = True
        self.desk.panes.view.forget_paint()
        self.desk.panes.view.refresh()

    # In the list

    def places_of(self, segment: Segment, side: Side) -> Sequence[Place]:
        """The marked places of a row's side as it stands; unsure words once they were read."""
        if getattr(segment.state, side.value).is_reviewed:
            return ()
        text = segment.source if side is Side.SOURCE else segment.target
        return [*self._misspelt(segment, side, text), *self._standing(segment, side, text)]

    def _standing(self, segment: Segment, side: Side, text: str) -> Iterable[Place]:
        if segment.flags:
            yield from named_places(text, segment.flags)
        if side is Side.SOURCE and not is_settled(segment, side):
            known = self._unsure.get(segment.id)
            if known is not None and known[0] == segment.source:
                yield from known[1]
            else:
                self._wait_for(segment)

    def _misspelt(self, segment: Segment, side: Side, text: str) -> Iterable[Place]:
        if self._spells:
            language = segment.language if side is Side.SOURCE else segment.target_language
            for first, last in self.desk.services.misspelt(text, language):
                yield first, last, SPELLING

    def _wait_for(self, segment: Segment) -> None:
        self._waiting[segment.id] = segment
        if self._reading is None:
            self._reading = self.desk.host.set_timer(_WAIT_S, self._read_some)
        else:
            self._reading.reset()

    def _read_some(self) -> None:
        """Read the words of rows that were painted, the newest first, for a few milliseconds."""
        until, found, self._reading = perf_counter() + _SLICE_S, [], None
        if len(self._unsure) > _KEPT:
            self._unsure.clear()
        try:
            while self._waiting and perf_counter() < until:
                _, segment = self._waiting.popitem()
                if self._read(segment):
                    found.append(segment)
        except TestimonyError as error:  # the file cannot be read; whoever acts on it is told why
            self._waiting.clear()
            self.desk.host.log(f"no words: {type(error).__name__}")
        self.desk.panes.view.repaint(found)
        if self._waiting:
            self._reading = self.desk.host.set_timer(_SLICE_S, self._read_some)

    def _read(self, segment: Segment) -> list[Place]:
        places = unsure_places(segment.source, self.desk.session.words(segment.id))
        self._unsure[segment.id] = (segment.source, places)
        return places

    # In the editors

    def opened(self, *, restored: bool) -> None:
        """Mark the texts that are edited; the cursor goes to the first mark, unless typing came back."""
        segment = self.desk.panes.editors.segment
        if segment is None:
            return
        if not is_settled(segment, Side.SOURCE):
            try:
                self._read(segment)
            except TestimonyError as error:
                self.desk.tell_error(error)
        for editor in (self.desk.panes.editors.source, self.desk.panes.editors.target):
            before = segment.source if editor.side is Side.SOURCE else segment.target
            standing = list(self._standing(segment, editor.side, before))
            editor.mark(partial(self._in_editor, segment, editor.side, before, standing))
            if not restored and (places := sorted(editor.places)):
                editor.move_to_offset(places[0][0])

    def _in_editor(
        self, segment: Segment, side: Side, before: str, standing: Sequence[Place], text: str
    ) -> list[Place]:
        """The marks of a text while it is typed: what was doubted and still stands, and slips."""
        return [*self._misspelt(segment, side, text), *carried(standing, before, text)]

    def next_mark(self) -> None:
        """Select the next marked word of the side, round its end; typing then replaces it."""
        editor = self.desk.panes.editors.focused
        places = sorted(editor.places)
        if not places:
            self.desk.tell(self.desk.say("said.no_marks"))
            return
        at = editor.cursor_offset
        first, last, _ = next((one for one in places if one[0] >= at and one[1] != at), places[0])
        editor.select_range(first, last)
