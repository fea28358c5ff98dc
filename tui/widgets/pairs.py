"""What was said beside what was rendered: a pair a row, its findings below it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import zip_longest

from textual.geometry import Size
from textual.strip import Strip

from testimony.text.cells import cell_width, pad
from testimony.text.clocks import clock
from testimony.text.terminal import one_line, safe
from testimony.transcript.findings import Decision, Finding, Grade
from testimony.transcript.rendered import RenderedPair
from testimony.transcript.types import Segment
from tui.flag_notes import note_in
from tui.strings import Strings
from tui.widgets.ink import InkedView, Run
from tui.wrapping import wrapped

__all__ = ["PairView", "Stop"]

_MACHINE = 2  # index of the machine's column, the last one

Stop = tuple[int, int]  # number of a pair, and of a finding within it; -1 for a pair without one

_THREE_COLUMNS = 90  # cells; below, the texts stand one under the other
_GRADES = {Grade.CRITICAL: ("!", "error"), Grade.MAJOR: ("?", "warn"), Grade.MINOR: ("i", "info")}
_STATES = {Decision.ACCEPTED: "good", Decision.REJECTED: "dim", Decision.OPEN: "bold"}


class PairView(InkedView, can_focus=False):
    """Paints the pairs that are seen, from one that stands at the top.

    Attributes:
        pairs: What is shown.
        stops: Where the cursor can stand.
        cursor: Which of them it stands at.
        is_stale: Tells whether the texts of a finding changed since they were compared.
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.say = Strings()
        self.pairs: Sequence[RenderedPair] = ()
        self.stops: Sequence[Stop] = ()
        self.cursor = 0
        self.is_stale: Callable[[Finding], bool] = lambda _: False
        self._top = 0
        self._lines: list[tuple[list[Run], bool]] = []
        self._painted: tuple[object, float] = (None, 0.0)
        self._folded = Size(0, 0)

    @property
    def current(self) -> RenderedPair | None:
        """The pair that the cursor stands at."""
        return self.pairs[self.stops[self.cursor][0]] if self.stops else None

    @property
    def finding(self) -> Finding | None:
        """The finding that the cursor stands at."""
        pair = self.current
        place = self.stops[self.cursor][1] if self.stops else -1
        return pair.findings[place][1] if pair is not None and place >= 0 else None

    def show(self, pairs: Sequence[RenderedPair], cursor: int) -> None:
        """Take over pairs; the cursor stands at the stop of this index."""
        self.pairs = pairs
        self.stops = [
            (number, place)
            for number, pair in enumerate(pairs)
            for place in (range(len(pair.findings)) if pair.findings else (-1,))
        ]
        self.move_to(cursor)

    def move_to(self, cursor: int) -> None:
        """Stand at the stop of this index, and show it."""
        self.cursor = max(0, min(cursor, len(self.stops) - 1))
        self._fold()
        self.refresh()

    def was_painted(self, before: float) -> bool:
        """True where what the cursor stands at was painted before a time (monotonic seconds)."""
        return self._painted[0] == self._shown() and self._painted[1] <= before

    def _shown(self) -> object:
        return (self.finding, self.current, self.cursor)

    @property
    def text(self) -> str:
        """What is seen, for tests."""
        return "\n".join("".join(text for text, _ in runs) for runs, _ in self._lines)

    # Laying out

    def _fold(self) -> None:
        """The lines that are seen: from the top pair on, so far down that the current one is among them."""
        self._folded = self.size
        height = self.size.height or 24
        current = self.stops[self.cursor][0] if self.stops else 0
        self._top = min(self._top, current)
        while True:
            self._lines = self._titles()
            ends = -1
            for number in range(self._top, len(self.pairs)):
                self._lines += self._pair(number)
                ends = len(self._lines) if number == current else ends
                if len(self._lines) >= height and ends >= 0:
                    break
            if ends <= height or self._top >= current:
                return
            self._top += 1

    def _titles(self) -> list[tuple[list[Run], bool]]:
        """What the columns are, over them."""
        width = self.size.width or 80
        if width < _THREE_COLUMNS or not self.pairs:
            return []
        column = (width - 7) // 3
        names = [self.say(f"renditions.{name}") for name in ("said", "rendered", "machine")]
        return [([("   " + "".join(pad(name, column + 2) for name in names), "dim")], False)]

    def _pair(self, number: int) -> list[tuple[list[Run], bool]]:
        pair = self.pairs[number]
        here = bool(self.stops) and self.stops[self.cursor][0] == number
        lines = [self._heading(pair, here), *self._texts(pair, here)]
        shown: list[tuple[list[Run], bool]] = [(line, here) for line in lines]
        for place, (label, finding) in enumerate(pair.findings):
            chosen = here and self.stops[self.cursor][1] == place
            shown += [(line, chosen) for line in self._finding(label, finding, chosen)]
        return [*shown, ([("", "")], False)]

    def _heading(self, pair: RenderedPair, here: bool) -> list[Run]:
        rows = (*pair.originals, *pair.renditions)
        ids = [",".join(one.id for one in side) or "-" for side in (pair.originals, pair.renditions)]
        by = f"  {self.say('renditions.by_person')}" if pair.by_person else ""
        start = min((one.start_ms for one in rows), default=0)
        return [
            (">" if here else " ", "mark" if here else ""),
            (f" {clock(start)}  {ids[0]} = {ids[1]}{by}", "dim"),
        ]

    def _texts(self, pair: RenderedPair, here: bool) -> list[list[Run]]:
        ink = "bold" if here else ""
        parts = [
            ("said", _said(pair.originals)),
            ("rendered", _said(pair.renditions)),
            ("machine", pair.machine),
        ]
        width = self.size.width or 80
        if width < _THREE_COLUMNS:
            return [line for name, text in parts for line in self._stacked(name, text, ink, width)]
        column = (width - 7) // 3
        sides = [wrapped(one_line(text) or "-", column) for _, text in parts]
        lines = []
        for cells in zip_longest(*sides, fillvalue=""):
            runs: list[Run] = [("   ", "")]
            for place, cell in enumerate(cells):
                runs.append((cell, "dim" if place == _MACHINE else ink))
                gap = column - cell_width(cell) + 2 if place < _MACHINE else 0
                runs.append((" " * gap, ""))
            lines.append(runs)
        return lines

    def _stacked(self, name: str, text: str, ink: str, width: int) -> list[list[Run]]:
        if name == "machine" and not text:
            return []
        label = self.say(f"renditions.{name}")
        room = max(10, width - 14)
        return [
            [
                ("   " + (label if not at else "").ljust(10), "dim"),
                (line, "dim" if name == "machine" else ink),
            ]
            for at, line in enumerate(wrapped(one_line(text) or "-", room))
        ]

    def _finding(self, label: int, finding: Finding, chosen: bool) -> list[list[Run]]:
        sign, ink = _GRADES[finding.grade]
        state = self.say(f"decision.{finding.decision.value}")
        if self.is_stale(finding):
            state += f", {self.say('renditions.stale')}"
        kind = f"{self.say(f'finding.{finding.kind.value}')}, {self.say(f'grade.{finding.grade.value}')}"
        head: list[Run] = [
            ("  > " if chosen else "    ", "accent"),
            (f"{label:>3} {sign} ", ink),
            (f"{kind}, {state}: ", _STATES[finding.decision]),
        ]
        used = sum(cell_width(text) for text, _ in head)
        room = max(20, (self.size.width or 80) - 12)
        extra = [finding.doubt, finding.proposal and f"{self.say('renditions.better')} {finding.proposal}"]
        extra.append(finding.remark)
        lines: list[list[Run]] = []
        note = wrapped(
            one_line(note_in(self.say.language, finding.note)), max(20, (self.size.width or 80) - used - 1)
        )
        for number, line in enumerate(note):
            lines.append([*head, (line, "")] if not number else [(" " * used, ""), (line, "")])
        for text in filter(None, extra):
            lines += [[("          ", ""), (line, "info")] for line in wrapped(safe(text), room)]
        return lines

    # Painting

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        if self._folded != self.size:  # it was hidden when it was folded
            self._fold()
        if y == 0 and self._painted[0] != self._shown():
            self._painted = (self._shown(), time.monotonic())
        if y >= len(self._lines):
            return Strip.blank(self.paper_width, self.rich_style)
        runs, is_current = self._lines[y]
        return self.strip_of(runs, self.paper_width, "current" if is_current else "")


def _said(rows: Sequence[Segment]) -> str:
    return " ".join(one.source.strip() for one in rows)
