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
        segment: Id and time at the first line of a segment, else empty.
    """

    indent: int
    text: str
    cell: Cell
    segment: str = ""
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
    stamp = f"{row.segment.id}  {clock(row.segment.start_ms)}"
    shown = row.target if row.source.remark and row.target.text else row.source
    if mark:
        first, *rest = wrap(shown.text, COLUMNS - _TEXT)
        yield Line(_MARK, first, shown, stamp, mark)
        yield from _hanging(rest, shown)
        return
    first, *rest = _with_name(row.speaker, shown.text)
    yield Line(_TEXT, first, shown, stamp)
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
    """Yield pages of at most 25 lines; a segment's first line never stands alone at the foot."""
    page: list[Line] = []
    for block in lines_of(job):
        if page and len(page) == LINES - 1 and len(block) > 1:
            yield page
            page = []
        for line in block:
            if len(page) == LINES:
                yield page
                page = []
            page.append(line)
    if page:
        yield page
