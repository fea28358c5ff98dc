"""One row of the transcript as lines of inked runs: marks, time, speaker, both columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from testimony.text.cells import cell_width, clip, pad
from testimony.text.clocks import clock
from testimony.text.terminal import one_line, safe
from testimony.transcript.find import spans
from testimony.transcript.types import ReviewState, Segment, Severity, Side
from tui.rhythm import is_new_turn, pause_ms
from tui.widgets.columns import DIGIT, Columns, short_names
from tui.widgets.ink import Run
from tui.widgets.speaker_colours import speaker_digits, speaker_inks
from tui.wrapping import wrapped

__all__ = ["Doubted", "RowPaint", "flag_mark", "state_mark"]

_STATE_MARKS = {
    ReviewState.UNREVIEWED: (".", "dim"),
    ReviewState.EDITED: ("e", "edited"),
    ReviewState.APPROVED: ("a", "good"),
    ReviewState.SECOND_APPROVED: ("A", "second"),
}
_SIGNS: Mapping[str, Run] = {"": (" ", ""), "current": (">", "mark"), "picked": ("+", "mark")}  # by ground
_RULE = 3  # cells at each side of the length of a pause

Range = tuple[int, int, str]  # first and last character, ink
Doubted = Callable[[Segment, Side], Sequence[Range]]


def _none_doubted(_: Segment, __: Side) -> Sequence[Range]:
    """Nothing is marked."""
    return ()


def state_mark(state: ReviewState) -> Run:
    """One sign for a side's state, and its ink."""
    return _STATE_MARKS[state]


def flag_mark(segment: Segment) -> Run:
    """One sign for the worst flag that nobody waived."""
    standing = {flag.severity for flag in segment.flags if not flag.waived_by}
    if Severity.ERROR in standing:
        return "!", "error"
    if Severity.WARN in standing:
        return "?", "warn"
    return ("i", "info") if standing else (" ", "")


@dataclass(slots=True)
class RowPaint:
    """What rows are painted with.

    Attributes:
        names: Speaker id → name.
        wanted: Text that is marked wherever it stands.
        spoken: Segment id, first and last character of its source that are heard now.
        linked: Segment id → the sign of a row that renders another or is rendered.
        doubted: Gives the doubtful words of a row's side.
    """

    columns: Columns = field(default_factory=lambda: Columns.of(80))
    names: Mapping[str, str] = field(default_factory=dict)
    wanted: str = ""
    spoken: tuple[str, int, int] | None = None
    linked: Mapping[str, str] = field(default_factory=dict)
    doubted: Doubted = _none_doubted
    _short: Mapping[str, str] = field(default_factory=dict)
    _inks: Mapping[str, str] = field(default_factory=dict)
    _digits: Mapping[str, str] = field(default_factory=dict)

    def use(self, columns: Columns, names: Mapping[str, str]) -> None:
        """Take over widths and names."""
        self.columns, self.names = columns, dict(names)
        self._short = short_names(names, max(0, columns.speaker - DIGIT - 1))
        self._inks, self._digits = speaker_inks(names), speaker_digits(names)

    def pause(self, before: Segment | None, segment: Segment) -> list[list[Run]]:
        """The line that says how long nobody spoke before a row; none for a short while."""
        silence = pause_ms(before, segment)
        if not silence:
            return []
        rule = "─" * _RULE
        return [[("     ", ""), (f"{rule} {clock(silence)} {rule}", "dim")]]

    def lines(self, segment: Segment, before: Segment | None, ground: str) -> list[list[Run]]:
        """A row's lines on a ground (``current``, ``picked`` or none).

        The speaker is named where another one spoke in the row before.
        """
        ink, sign = "bold" if ground == "current" else "", _SIGNS[ground]
        columns = self.columns
        source = _side(segment.source, columns.source, ink, self._source_ranges(segment))
        target = _side(segment.target, columns.target, ink, self._target_ranges(segment))
        if columns.is_stacked:
            texts = [*source, *([("| ", "dim"), *line] for line in target)]
        else:
            texts = _beside(
                *((target, source) if columns.layout.swaps(segment) else (source, target)), columns
            )
        named = ground == "current" or is_new_turn(before, segment)
        return [
            [*(self._blank_lead(sign) if number else self._lead(segment, sign, is_named=named)), *runs]
            for number, runs in enumerate(texts)
        ]

    def _lead(self, segment: Segment, sign: Run, *, is_named: bool) -> list[Run]:
        columns = self.columns
        runs: list[Run] = [
            sign,
            state_mark(segment.state.source),
            state_mark(segment.state.target),
            flag_mark(segment),
            (self.linked.get(segment.id, " "), "accent"),
        ]
        if columns.time:
            runs.append((pad(clock(segment.start_ms), columns.time), "dim"))
        if columns.speaker:
            runs += self._speaker(segment.speaker, is_named)
        return runs

    def _speaker(self, speaker: str, is_named: bool) -> list[Run]:
        """The number of the speaker's key and the name, in the speaker's colour."""
        width, ink = self.columns.speaker - DIGIT, self._inks.get(speaker, "accent")
        name = self._short.get(speaker) or clip(one_line(speaker), width - 1)
        return [(pad(self._digits.get(speaker, ""), DIGIT), ink), (pad(name if is_named else "", width), ink)]

    def _blank_lead(self, sign: Run) -> list[Run]:
        width = 4 + self.columns.time + self.columns.speaker
        return [sign, (" " * width, "")]

    def _ranges(self, text: str) -> list[Range]:
        if not self.wanted:
            return []
        return [(first, last, "match") for first, last in spans(text, self.wanted)]

    def _target_ranges(self, segment: Segment) -> list[Range]:
        return [*self.doubted(segment, Side.TARGET), *self._ranges(segment.target)]

    def _source_ranges(self, segment: Segment) -> list[Range]:
        ranges = [*self.doubted(segment, Side.SOURCE), *self._ranges(segment.source)]
        if self.spoken and self.spoken[0] == segment.id:
            ranges.append((self.spoken[1], self.spoken[2], "spoken"))
        return ranges


def _beside(left: list[list[Run]], right: list[list[Run]], columns: Columns) -> list[list[Run]]:
    """Two columns as lines, as many as the higher one has."""
    lines: list[list[Run]] = []
    for one, other in zip_longest(left, right, fillvalue=[("", "")]):
        used = sum(cell_width(text) for text, _ in one)
        lines.append([*one, (" " * (columns.source - used + 2), ""), *other])
    return lines


def _side(text: str, width: int, ink: str, ranges: list[Range]) -> list[list[Run]]:
    lines = wrapped(text, width)
    if not ranges:
        return [[(line, ink)] for line in lines]
    return _marked(text, lines, ink, ranges)


def _marked(text: str, lines: list[str], ink: str, ranges: list[Range]) -> list[list[Run]]:
    """Lines with the ranges inked; a range may run over a line's end."""
    inks = [ink] * len(text)
    for first, last, name in ranges:
        inks[first:last] = [f"{ink} {name}".strip()] * (min(last, len(text)) - first)
    painted, at = [], 0
    shown = safe(text)
    for line in lines:
        at = max(at, shown.find(line, at)) if line else at
        runs: list[Run] = []
        for sign, name in zip(line, inks[at : at + len(line)], strict=False):
            if runs and runs[-1][1] == name:
                runs[-1] = (runs[-1][0] + sign, name)
            else:
                runs.append((sign, name))
        painted.append(runs or [("", ink)])
        at += len(line)
    return painted
