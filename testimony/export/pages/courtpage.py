"""Laying lines out as US court reporters do: Q and A, colloquy, lines of 63 columns.

Lines that go on begin at the left margin: so Utah R. Jud. Admin. 5-203(7) and (9). Widths are cells, so
Chinese counts double. Pages are made of the lines in ``numbering``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from testimony.export.job import Cell, Job, Row, clock
from testimony.text.cells import wrap

__all__ = ["COLUMNS", "COURTS", "Line", "Rules", "lines_of", "marked_rows", "rules_of"]

COLUMNS = 63
_ASKING = frozenset(("attorney", "counsel", "lawyer", "officer", "interviewer", "examiner", "prosecutor"))
_ANSWERING = frozenset(("witness", "respondent", "applicant", "interviewee", "defendant", "claimant"))
_LABELS = {"en": "English", "zh": "Chinese", "ug": "Uyghur"}


@dataclass(frozen=True, slots=True)
class Rules:
    """Where a court wants things to begin, in columns left of them.

    Attributes:
        mark: Q and A.
        text: What was asked and answered; five columns after the mark.
        colloquy: A speaker's name.
        parenthesis: Parentheticals, their further lines too.
        source: The rule.
        number_below: The page number stands below the lines, at the right; else above them, at the right.
    """

    mark: int
    text: int
    colloquy: int
    parenthesis: int
    source: str
    number_below: bool = False


# "Shall begin at the fifth column" leaves four columns free.
_UTAH = Rules(4, 9, 9, 9, "Utah R. Jud. Admin. 5-203(5), (9)", number_below=True)
COURTS: dict[str, Rules] = {
    "federal": Rules(0, 5, 10, 5, "Guide to Judiciary Policy, vol. 6, § 520.36"),
    "utah": _UTAH,
    # Neither sets columns of its own: 12 point and double spaced, which the page is.
    "najit": replace(_UTAH, source="NAJIT, transcripts of interpreters: 12 point, double spaced"),
    "eoir": replace(_UTAH, source="Immigration Court Practice Manual 3.3(c): 12 point, double spaced"),
}


def _sides(job: Job) -> Iterator[Row]:
    """Yield the rows; with one side wanted, that side alone."""
    for row in job.rows():
        if job.options.text == "both":
            yield row
        elif job.options.text == "source" or row.target.remark or not row.target.text:
            yield replace(row, target=Cell("", row.target.language))
        else:
            yield replace(row, source=row.target, target=Cell("", row.target.language))


def rules_of(job: Job) -> Rules:
    """Return the rules that were asked for; Utah's where none were."""
    return COURTS[job.options.court or "utah"]


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
        translated: It is of the translation below what was said.
    """

    indent: int
    text: str
    cell: Cell
    segment: str = ""
    time: str = ""
    mark: str = ""
    translated: bool = False


def marked_rows(job: Job) -> Iterator[tuple[Row, str, bool]]:
    """Yield each row with its ``Q`` or ``A``, and whether its speaker is to be named.

    A Q or an A does not say whose it is, so whoever begins to ask or to answer is named first.
    """
    roles = {speaker.id: speaker.role.lower() for speaker in job.transcript.speakers}
    asker = answerer = ""
    for row in _sides(job):
        words = set(roles.get(row.segment.speaker, "").replace("-", " ").split())
        mark, named = "", False
        if words & _ASKING:
            mark, named, asker = "Q", row.segment.speaker != asker, row.segment.speaker
        elif words & _ANSWERING and asker:
            mark, named, answerer = "A", row.segment.speaker != answerer, row.segment.speaker
        elif "interpreter" not in words:
            asker = ""  # somebody else speaks: the examination is named anew when it goes on
        yield row, mark, named


def lines_of(job: Job) -> Iterator[list[Line]]:
    """Yield each segment's lines: what was said as Q, A or colloquy, below it the translation."""
    rules = rules_of(job)
    for row, mark, named in marked_rows(job):
        yield [*_said(row, mark, rules, named=named), *_translated(row, rules)]


def _said(row: Row, mark: str, rules: Rules, *, named: bool) -> Iterator[Line]:
    name, time = row.segment.id, clock(row.segment.start_ms)
    shown = row.target if row.source.remark and row.target.text else row.source
    if not mark:
        first, *rest = _flow(f"{row.speaker}:  {shown.text}", rules.colloquy)
        yield Line(rules.colloquy, first, shown, name, time)
        yield from (Line(0, text, shown) for text in rest)
        return
    if named and mark == "Q":
        for text in wrap(f"BY {row.speaker}:", COLUMNS - rules.mark):
            yield Line(rules.mark, text, Cell(text, "en"), name, time)
            name = time = ""
    text = f"{row.speaker}:  {shown.text}" if named and mark == "A" else shown.text
    first, *rest = _flow(text, rules.text)
    yield Line(rules.mark, first, shown, name, time, mark)
    yield from (Line(0, text, shown) for text in rest)


def _flow(text: str, indent: int) -> list[str]:
    """Break a text whose first line is indented and whose further lines begin at the margin."""
    first, *more = wrap(text, COLUMNS - indent)
    rest = text[len(first) :].lstrip() if text.startswith(first) else "\n".join(more)
    return [first, *wrap(rest, COLUMNS)] if rest else [first]


def _translated(row: Row, rules: Rules) -> Iterator[Line]:
    """Set the other language below, in brackets that say which it is; nothing where it stands already."""
    if not row.target.text or row.source.remark:
        return
    indent = rules.parenthesis
    if row.target.remark:
        yield Line(indent, f"({row.target.text.strip('[]')})", row.target, translated=True)
        return
    language = row.target.language.split("-", maxsplit=1)[0]
    label = _LABELS.get(language, language)
    for text in wrap(f"({label}: {row.target.text})", COLUMNS - indent):
        yield Line(indent, text, row.target, translated=True)
