"""Laying lines out as US court reporters do: 25 numbered lines, Q and A, colloquy.

The columns are those of 22 NYCRR 108.3 and Utah R. Jud. Admin. 5-203 as the project's facts give
them: Q and A at column 5, their text at 10, a speaker's name at 10 with a colon, parentheticals at
10, 63 columns at most. Widths are cells, so Chinese counts double.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from testimony.export.job import Cell, Job, Row, clock
from testimony.transcript.cells import wrap

__all__ = ["COLUMNS", "LINES", "Line", "lines_of", "pages_of"]

LINES = 25
COLUMNS = 63
_MARK, _TEXT = 5, 10
_ASKING = frozenset(("attorney", "counsel", "lawyer", "officer", "interviewer", "examiner", "prosecutor"))
_ANSWERING = frozenset(("witness", "respondent", "applicant", "interviewee", "defendant", "claimant"))
_LABELS = {"en": "English", "zh": "Chinese", "ug": "Uyghur"}


@dataclass(frozen=True, slots=True)
class Line:
    """One of the numbered lines.

    Attributes:
        indent: Columns left of the text.
        text: At most ``COLUMNS - indent`` cells.
        mark: ``Q`` or ``A`` before it, five columns wide.
        cell: Whose language the text has.
        segment: Id at the first line of a segment, else empty.
        time: When it begins, beside its id.
    """

    indent: int
    text: str
    cell: Cell
    segment: str = ""
    time: str = ""
    mark: str = ""


def lines_of(job: Job) -> Iterator[list[Line]]:
    """Yield each segment's lines: what was said as Q, A or colloquy, below it the translation."""
    roles = {speaker.id: speaker.role.lower() for speaker in job.transcript.speakers}
    asked = False
    for row in job.rows():
        role = roles.get(row.segment.speaker, "")
        words = set(role.replace("-", " ").split())
        if words & _ASKING:
            mark, asked = "Q", True
        elif words & _ANSWERING and asked:
            mark = "A"
        else:
            mark = ""
            asked = asked and "interpreter" in words
        yield [*_said(row, mark), *_translated(row)]


def _said(row: Row, mark: str) -> Iterator[Line]:
    name, time = row.segment.id, clock(row.segment.start_ms)
    shown = row.target if row.source.remark and row.target.text else row.source
    if mark:
        first, *rest = wrap(shown.text, COLUMNS - _TEXT)
        yield Line(_MARK, first, shown, name, time, mark)
        yield from _hanging(rest, shown)
        return
    first, *rest = _with_name(row.speaker, shown.text)
    yield Line(_TEXT, first, shown, name, time)
    yield from _hanging(rest, shown)


def _with_name(speaker: str, text: str) -> list[str]:
    """Begin colloquy with the speaker's name; only the first line is indented that far."""
    whole = f"{speaker}:  {text}"
    return wrap(whole, COLUMNS - _TEXT)


def _hanging(texts: list[str], cell: Cell) -> Iterator[Line]:
    for text in texts:
        yield Line(_TEXT, text, cell)


def _translated(row: Row) -> Iterator[Line]:
    """Set the other language below, in brackets that say which it is; nothing where it stands already."""
    if not row.target.text or row.source.remark:
        return
    if row.target.remark:
        yield Line(_TEXT, f"({row.target.text.strip('[]')})", row.target)
        return
    language = row.target.language.split("-", maxsplit=1)[0]
    label = _LABELS.get(language, language)
    for text in wrap(f"({label}: {row.target.text})", COLUMNS - _TEXT):
        yield Line(_TEXT, text, row.target)


def pages_of(job: Job) -> Iterator[list[Line]]:
    """Yield pages of 25 lines, or 24 where a line of a segment would stand alone on this or the next."""
    page: list[Line] = []
    for block in lines_of(job):
        for index, line in enumerate(block):
            if len(page) == LINES or (len(page) == LINES - 1 and _lonely(index, len(block))):
                yield page
                page = []
            page.append(line)
    if page:
        yield page


def _lonely(index: int, count: int) -> bool:
    """Say whether the line would be the only one of its segment on this page, or leave one to the next."""
    return (index == 0 and count > 1) or (index == count - 2 and count > 3)  # noqa: PLR2004
