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
from tui.widgets.ink import Run
from tui.widgets.speaker_colours import speaker_digits, speaker_inks
from tui.wrapping import wrapped

__all__ = ["Columns", "Doubted", "RowPaint", "flag_mark", "short_names", "state_mark"]

_STATE_MARKS = {
    ReviewState.UNREVIEWED: (".", "dim"),
    ReviewState.EDITED: ("e", "edited"),
    ReviewState.APPROVED: ("a", "good"),
    ReviewState.SECOND_APPROVED: ("A", "second"),
}
_NARROW, _MEDIUM, _WIDE = 60, 100, 140
_DIGIT = 2  # cells of a speaker's number

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


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in cells; 0 leaves a column out."""

    time: int
    speaker: int
    source: int
    target: int

    @classmethod
    def of(cls, width: int) -> Columns:
        """The columns that a width has room for."""
        time = 8 if width >= _NARROW else 0
        speaker = 0 if width < _NARROW else 10 if width < _MEDIUM else 15 if width < _WIDE else 19
        left = max(4, width - 5 - time - speaker - 2)
        return cls(time, speaker, left // 2, left - left // 2)


def short_names(names: Mapping[str, str], width: int) -> dict[str, str]:
    """Names cut to a width so that different ones stay different, where that can be."""
    whole = {key: one_line(name) for key, name in names.items()}
    cut = {key: clip(name, width) for key, name in whole.items()}
    meant: dict[str, set[str]] = {}
    for key, name in cut.items():
        meant.setdefault(name, set()).add(whole[key])
    for key, name in whole.items():
        if len(meant[cut[key]]) > 1:  # SPEAKER (EN), SPEAKER (ZH): what tells them apart is their end
            last = name.rpartition(" ")[2]
            end = last if cell_width(last) <= width - 2 else _end(name, width // 2)
            cut[key] = clip(name, width - cell_width(end)) + end
    return cut


def _end(text: str, width: int) -> str:
    at = len(text)
    while at and cell_width(text[at - 1 :]) <= width:
        at -= 1
    return text[at:]


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
        self._short = short_names(names, max(0, columns.speaker - _DIGIT - 1))
        self._inks, self._digits = speaker_inks(names), speaker_digits(names)

    def lines(self, segment: Segment, *, is_current: bool) -> list[list[Run]]:
        """A row's lines, as many as its higher column has."""
        columns, text_ink = self.columns, "bold" if is_current else ""
        source = _side(segment.source, columns.source, text_ink, self._source_ranges(segment))
        target = _side(segment.target, columns.target, text_ink, self._target_ranges(segment))
        lines = []
        empty: list[Run] = [("", "")]
        for number, (left, right) in enumerate(zip_longest(source, target, fillvalue=empty)):
            used = sum(cell_width(text) for text, _ in left)
            lead = self._lead(segment, is_current) if number == 0 else self._blank_lead(is_current)
            gap: Run = (" " * (columns.source - used + 2), "")
            lines.append([*lead, *left, gap, *right])
        return lines

    def _lead(self, segment: Segment, is_current: bool) -> list[Run]:
        columns = self.columns
        runs: list[Run] = [
            (">", "mark") if is_current else (" ", ""),
            state_mark(segment.state.source),
            state_mark(segment.state.target),
            flag_mark(segment),
            (self.linked.get(segment.id, " "), "accent"),
        ]
        if columns.time:
            runs.append((pad(clock(segment.start_ms), columns.time), "dim"))
        if columns.speaker:
            runs += self._speaker(segment.speaker)
        return runs

    def _speaker(self, speaker: str) -> list[Run]:
        """The number of the speaker's key and the name, in the speaker's colour."""
        width, ink = self.columns.speaker - _DIGIT, self._inks.get(speaker, "accent")
        name = self._short.get(speaker) or clip(one_line(speaker), width - 1)
        return [(pad(self._digits.get(speaker, ""), _DIGIT), ink), (pad(name, width), ink)]

    def _blank_lead(self, is_current: bool) -> list[Run]:
        width = 4 + self.columns.time + self.columns.speaker
        return [(">", "mark") if is_current else (" ", ""), (" " * width, "")]

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
