"""One numbering for every format: page and line of the court page, 25 lines a page.

An excerpt keeps the numbers of the whole: a line stands where it stands there, and what is left out is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from testimony.export.job import Cell, Job
from testimony.export.pages.courtpage import Line, lines_of, rules_of

__all__ = ["LINES", "Numbering", "Page", "Spot", "pages_of", "spots_of"]

LINES = 25
_BLANK = Line(0, "", Cell("", "en", remark=True))


@dataclass(frozen=True, slots=True)
class Page:
    """A numbered page.

    Attributes:
        number: As it is cited, the first one ``--start-page``.
        lines: Up to 25; one that an excerpt leaves out is blank.
    """

    number: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a line stands.

    Attributes:
        page: As it is cited.
        line: 1 to 25.
    """

    page: int
    line: int

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


@dataclass(frozen=True, slots=True)
class _Gap:
    """Lines that an excerpt leaves out: the first and one past the last, counted from 0."""

    first: int
    end: int


def spots_of(job: Job) -> Iterator[tuple[Spot, Line, str]]:
    """Yield every line of the document with its spot and the id of its segment."""
    ids = _shown(job)
    ordinal = 0
    for block in lines_of(_whole(job)):
        name = block[0].segment
        if ids is None or name in ids:
            for offset, line in enumerate(block):
                yield _spot(job, ordinal + offset), line, name
        ordinal += len(block)


def pages_of(job: Job) -> Iterator[Page]:
    """Yield pages of 25 lines; only the last may have fewer, and a page without any line is left out."""
    said = _notices(job) if _shown(job) is not None else {}
    number, lines = 0, dict[int, Line]()
    last = None
    for spot, line, _ in spots_of(job):
        if spot.page != number:
            if lines:
                yield _page(number, lines, said, LINES)
            number, lines = spot.page, {}
        lines[spot.line] = line
        last = spot
    if last is not None:
        yield _page(number, lines, said)


def _page(number: int, lines: dict[int, Line], said: dict[Spot, str], end: int = 0) -> Page:
    told = {spot.line: text for spot, text in said.items() if spot.page == number}
    end = end or max((*lines, *told))
    return Page(
        number, tuple(lines.get(place) or _notice(told.get(place, "")) for place in range(1, end + 1))
    )


def _notice(text: str) -> Line:
    return replace(_BLANK, text=text) if text else _BLANK


class Numbering:
    """Where the rows of a document stand.

    Attributes:
        places: Id of each row that is shown → its first line, ``page:line``.
        gaps: Id of a row → what is left out before it; an empty id: what is left out after the last.
        pages: Number of the last page; 0 where there are no lines.
    """

    def __init__(self, job: Job) -> None:
        ids = _shown(job)
        self.places: dict[str, str] = {}
        self.gaps: dict[str, str] = {}
        begin = ordinal = 0
        for block in lines_of(_whole(job)):
            name = block[0].segment
            if ids is None or name in ids:
                self.places[name] = str(_spot(job, ordinal))
                if begin < ordinal:
                    self.gaps[name] = _told(job, _Gap(begin, ordinal))
                begin = ordinal + len(block)
            ordinal += len(block)
        if begin < ordinal:
            self.gaps[""] = _told(job, _Gap(begin, ordinal))
        self.pages = _spot(job, begin - 1).page if begin else 0

    def at(self, name: str) -> str:
        """Return ``page:line`` of a row; empty where it is not in the document."""
        return self.places.get(name, "")


def _whole(job: Job) -> Job:
    return job if job.whole is None else replace(job, transcript=job.whole)


def _shown(job: Job) -> frozenset[str] | None:
    """The rows that an excerpt shows; None for the whole."""
    return None if job.whole is None else frozenset(one.id for one in job.transcript.segments)


def _spot(job: Job, ordinal: int) -> Spot:
    return Spot(job.options.exhibit.start_page + ordinal // LINES, ordinal % LINES + 1)


def _gaps(job: Job) -> Iterator[_Gap]:
    ids = _shown(job)
    if ids is None:
        return
    begin = ordinal = 0
    for block in lines_of(_whole(job)):
        name = block[0].segment
        if name in ids:
            if begin < ordinal:
                yield _Gap(begin, ordinal)
            begin = ordinal + len(block)
        ordinal += len(block)
    if begin < ordinal:
        yield _Gap(begin, ordinal)


def _told(job: Job, gap: _Gap) -> str:
    first, last = _spot(job, gap.first), _spot(job, gap.end - 1)
    return f"{first} is left out" if first == last else f"{first} to {last} are left out"


def _notices(job: Job) -> dict[Spot, str]:
    """Put each notice on a blank line of a page that shows something: where its gap begins or ends."""
    used = {spot.page for spot, _, _ in spots_of(job)}
    found = {}
    for gap in _gaps(job):
        first, last = _spot(job, gap.first), _spot(job, gap.end - 1)
        spot = first if first.page in used else Spot(last.page, 1)
        if spot.page in used:
            found[spot] = " " * rules_of(job).parenthesis + f"({_told(job, gap)})"
    return found
