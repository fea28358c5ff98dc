"""Going from row to row, finding, hearing."""

from __future__ import annotations

from collections.abc import Callable

from testimony.text.clocks import parse_clock
from testimony.transcript.errors import TestimonyError
from testimony.transcript.find import Wanted, following
from testimony.transcript.types import Segment
from tui.filters import doubtful, waiting_for
from tui.plain.desk import Command, PlainDesk

__all__ = ["Moves"]


class Moves:
    """Commands that change nothing."""

    def __init__(self, desk: PlainDesk) -> None:
        self._desk = desk
        self._wanted = ""
        self.commands = (
            Command("down", ("j", "next"), lambda _: self._step(1)),
            Command("up", ("k", "back"), lambda _: self._step(-1)),
            Command("first", ("first",), lambda _: self._to(0)),
            Command("last", ("last",), lambda _: self._to(len(desk.rows) - 1)),
            Command("next_doubtful", ("d",), lambda _: self.to_next(doubtful, "said.no_doubt")),
            Command("previous_doubtful", ("D",), lambda _: self._doubt_before()),
            Command("next_waiting", ("t",), lambda _: self._waiting()),
            Command("go_to_time", ("g",), self._go),
            Command("find", ("/",), self._find),
            Command("find_next", ("n",), lambda _: self._find(self._wanted)),
            Command("play", ("play", "space"), lambda _: self._play()),
        )

    def _to(self, row: int) -> None:
        self._desk.at = row
        self._desk.tell_row()

    def _step(self, step: int) -> None:
        if 0 <= self._desk.at + step < len(self._desk.rows):
            self._to(self._desk.at + step)
        else:
            self._desk.tell(self._desk.say("plain.end"))

    def to_next(self, fits: Callable[[Segment], bool], none_left: str, *, forward: bool = True) -> None:
        """The next row that fits, round the end."""
        desk = self._desk
        current = desk.current
        here = current.id if current is not None else None
        found = following(desk.session.document, here, fits, forward=forward)
        if found is None:
            desk.tell(desk.say(none_left))
        else:
            desk.go_to(found)

    def to_next_unreviewed(self) -> None:
        """Where approving leads."""
        self.to_next(Wanted(unreviewed=True).fits, "said.all_reviewed")

    def _doubt_before(self) -> None:
        self.to_next(doubtful, "said.no_doubt", forward=False)

    def _waiting(self) -> None:
        self.to_next(waiting_for(self._desk.session.by.name), "said.no_waiting")

    def _go(self, text: str) -> None:
        """To a row by its id (``#12``) or to a time."""
        desk = self._desk
        text = text or desk.ask(desk.say("ask.time")) or ""
        if text.startswith("#"):
            desk.go_to(text[1:])
            return
        ms = parse_clock(text)
        if ms is None:
            desk.tell(desk.say("said.no_time", text=text))
            return
        before = [number for number, one in enumerate(desk.rows) if one.start_ms <= ms]
        self._to(before[-1] if before else 0)

    def _find(self, text: str) -> None:
        desk = self._desk
        self._wanted = text or desk.ask(desk.say("ask.find")) or ""
        if not self._wanted:
            return
        found = {match.segment_id for match in desk.session.find(self._wanted)}
        if not found:
            desk.tell(desk.say("said.not_found", text=self._wanted))
        elif desk.current is not None and found == {desk.current.id}:
            desk.tell_row()
        else:
            self.to_next(lambda one: one.id in found, "said.not_found")

    def _play(self) -> None:
        desk, segment = self._desk, self._desk.current
        player = desk.services.player
        if player is None:
            desk.tell(desk.say("detail.no_sound", why=desk.services.no_player_reason))
        elif player.is_playing:
            player.pause()
        elif segment is not None:
            try:
                desk.services.check_recording()
                player.play(segment.start_ms, segment.end_ms)
            except TestimonyError as error:
                desk.tell_error(error)
