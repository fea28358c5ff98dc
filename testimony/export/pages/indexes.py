"""The index of witnesses and exhibits that a court reporter puts before the lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from testimony.export.job import Job, Row
from testimony.export.pages.courtpage import marked_rows
from testimony.export.pages.numbering import Numbering
from testimony.export.redaction.numerals import digits_in
from testimony.text.sanitize import one_line

__all__ = ["Examination", "Mention", "examinations", "exhibits_named"]

_WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_WORDS += " seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
_SPOKEN = "|".join(_WORDS.split())
_HAN = "[〇零一二三四五六七八九十百两]+"
_OWNERS = "Government|Respondent|Applicant|Defense|Defendant|Plaintiff|Petitioner|Joint|Court|State|People"
# "Exhibit A", "Government's Exhibit No. 3-B", "exhibit twelve"; a small letter alone is a word, not a label.
_ENGLISH = re.compile(
    rf"(?:\b(?P<owner>{_OWNERS})(?:['’]s|s['’])?\s+)?\b[Ee](?:xhibit|XHIBIT|x\.)\s+(?:[Nn](?:o\.|umber)\s*)?"
    rf"(?:(?P<label>[A-Z]{{1,3}}(?:-?\d{{1,4}})?(?![\w'’])|\d{{1,4}}(?:-?[A-Z])?(?![\w.]?\d))"
    rf"|(?P<spoken>(?i:{_SPOKEN})(?:[\s-](?i:{_SPOKEN}))*)\b)"
)
_CHINESE = re.compile(
    rf"(?:证据|證據|证物|證物|展品|物证|物證)(?:编号|編號|第)?\s*(?P<label>[A-Z]{{1,3}}\d*(?![A-Za-z])|\d{{1,4}}|{_HAN})"
    rf"|第?(?P<before>\d{{1,4}}|{_HAN})号(?:证据|證據|证物|證物|展品|物证|物證)"
)
_AROUND = 40
"""Characters of the context on either side."""


@dataclass(frozen=True, slots=True)
class Examination:
    """A stretch of questions and answers.

    Attributes:
        witness: Who answers.
        examiner: Who asks.
        at: ``page:line`` where the questions begin.
        row: Id of the row there.
    """

    witness: str
    examiner: str
    at: str
    row: str


@dataclass(frozen=True, slots=True)
class Mention:
    """An exhibit that the words name.

    Attributes:
        label: As it is listed: ``Exhibit 3``, ``Government Exhibit B``.
        places: ``page:line`` of each row that names it, in order.
        rows: Ids of those rows.
        words: The words around the first mention, as they stand.
    """

    label: str
    places: tuple[str, ...]
    rows: tuple[str, ...]
    words: str


def examinations(job: Job, numbering: Numbering) -> Iterator[Examination]:
    """Yield who is questioned by whom, from the roles of the speakers; a new examiner begins a new entry."""
    asking: Row | None = None
    answering = ""
    for row, mark, named in marked_rows(job):
        if mark == "Q" and named:
            asking, answering = row, ""
        if mark == "A" and asking is not None and row.segment.speaker != answering:
            answering = row.segment.speaker
            name = asking.segment.id
            yield Examination(row.speaker, asking.speaker, numbering.at(name), name)


def exhibits_named(job: Job, numbering: Numbering) -> list[Mention]:
    """List the exhibits that the lines name, by label; no rule tells whether one was admitted."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in job.rows():
        for cell in (row.source, row.target):
            if not cell.remark:
                for label, words in _labels(cell.text):
                    found.setdefault(label, []).append((row.segment.id, words))
    mentions = (_mention(label, said, numbering) for label, said in found.items())
    return sorted(mentions, key=lambda one: _order(one.label))


def _mention(label: str, said: list[tuple[str, str]], numbering: Numbering) -> Mention:
    rows = tuple(dict.fromkeys(name for name, _ in said))
    return Mention(label, tuple(numbering.at(name) for name in rows), rows, said[0][1])


def _labels(text: str) -> Iterator[tuple[str, str]]:
    for match in _ENGLISH.finditer(text):
        owner = f"{match['owner']} " if match["owner"] else ""
        number = match["label"] or _figures(match["spoken"])
        yield f"{owner}Exhibit {number}", _context(text, match)
    for match in _CHINESE.finditer(text):
        yield f"Exhibit {_figures(match['label'] or match['before'])}", _context(text, match)


def _figures(text: str) -> str:
    return text if text.isascii() and not text[0].islower() and text.isalnum() else digits_in(text) or text


def _context(text: str, match: re.Match[str]) -> str:
    start, end = max(0, match.start() - _AROUND), min(len(text), match.end() + _AROUND)
    return one_line(f"{'…' * (start > 0)}{text[start:end]}{'…' * (end < len(text))}")


def _order(label: str) -> tuple[str, int, str]:
    """Sort Exhibit 2 before Exhibit 10."""
    owner, _, number = label.rpartition("Exhibit ")
    digits = re.match(r"\d+", number)
    return owner, int(digits[0]) if digits else -1, number
