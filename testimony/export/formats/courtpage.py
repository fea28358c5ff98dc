"""Laying lines out as US court reporters do: 25 numbered lines, Q and A, colloquy.

The columns are those of 22 NYCRR 108.3 and Utah R. Jud. Admin. 5-203 as the project's facts give
them: Q and A at column 5, their text at 10, a speaker's name at 10 with a colon, parentheticals at
10, 63 columns at most. Widths are cells, so Chinese counts double.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from testimony.export.job import Cell, Job, Row, clock
from testimony.text.cells import wrap

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
    """Yield each segment's lines: what was said as Q, A or colloquy, below it the translation.

    A Q or an A does not say whose it is, so whoever begins to ask or to answer is named first.
    """
    roles = {speaker.id: speaker.role.lower() for speaker in job.transcript.speakers}
    asker = answerer = ""
    for row in job.rows():
        words = set(roles.get(row.segment.speaker, "").replace("-", " ").split())
        mark, named = "", False
        if words & _ASKING:
            mark, named, asker = "Q", row.segment.speaker != asker, row.segment.speaker
        elif words & _ANSWERING and asker:
            mark, named, answerer = "A", row.segment.speaker != answerer, row.segment.speaker
        elif "interpreter" not in words:
            asker = ""  # somebody else speaks: the examination is named anew when it goes on
        yield [*_said(row, mark, named=named), *_translated(row)]


def _said(row: Row, mark: str, *, named: bool) -> Iterator[Line]:
    name, time = row.segment.id, clock(row.segment.start_ms)
    shown = row.target if row.source.remark and row.target.text else row.source
    if not mark:
        first, *rest = _with_name(row.speaker, shown.text)
        yield Line(_TEXT, first, shown, name, time)
        yield from _hanging(rest, shown)
        return
    if named and mark == "Q":
        for text in wrap(f"BY {row.speaker}:", COLUMNS - _MARK):
            yield Line(_MARK, text, Cell(text, "en"), name, time)
            name = time = ""
    text = f"{row.speaker}:  {shown.text}" if named and mark == "A" else shown.text
    first, *rest = wrap(text, COLUMNS - _TEXT)
    yield Line(_MARK, first, shown, name, time, mark)
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
