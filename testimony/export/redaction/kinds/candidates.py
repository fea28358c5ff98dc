"""Stretches of a text that may be one number, and what is said around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from testimony.export.redaction.numerals import Group, Run, number_runs

__all__ = ["Candidate", "candidates"]

_LONGEST = 21
_SHORTEST = 5
_REACH = 48
_SENTENCE = re.compile(r"[,;:!?。，、；：！？]|and|then|然后")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_DATES = re.compile(
    r"(?:19|20)\d\d[\s\-./]{1,3}[01]?\d[\s\-./]{1,3}[0-3]?\d|[0-3]?\d[\s\-./]{1,3}[0-3]?\d[\s\-./]{1,3}(?:19|20)\d\d"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One number as it may be meant.

    Attributes:
        digits: In figures.
        sizes: How many digits are written or said together, in order.
        spoken: Whether any of it is in words.
        loose: Whether a comma or a full stop separates parts of it unevenly, so that it may be several.
        whole: Whether nothing else is in the row of numbers.
        start: First character in the folded text.
        end: One past the last.
        before: Up to 48 characters that come before it.
        after: Up to 48 characters that follow.
        written: Its text.
    """

    digits: str
    sizes: tuple[int, ...]
    spoken: bool
    loose: bool
    whole: bool
    start: int
    end: int
    before: str
    after: str
    written: str

    @property
    def is_amount_or_date(self) -> bool:
        """Whether it is written as 1,234,567 or as a day."""
        return bool(_THOUSANDS.fullmatch(self.written) or _DATES.fullmatch(self.written))

    @property
    def counts_up(self) -> bool:
        """Whether it is somebody counting: one, two, three."""
        steps = {int(b) - int(a) for a, b in pairwise(self.digits)}
        return steps == {1}


def candidates(text: str) -> Iterator[Candidate]:
    """Yield every stretch of neighbouring parts of a row of numbers, the longest first."""
    for run in number_runs(text):
        parts = list(_parts(run))
        for size in range(len(parts), 0, -1):
            for at in range(len(parts) - size + 1):
                chosen = parts[at : at + size]
                count = sum(len(group.digits) for part in chosen for group in part)
                if _SHORTEST <= count <= _LONGEST:
                    yield _candidate(text, chosen, whole=size == len(parts))


def _parts(run: Run) -> Iterator[list[Group]]:
    """Join digits that are said one after the other; each group of figures stands for itself."""
    part: list[Group] = []
    for group in run.groups:
        close = group.spoken and part and part[-1].spoken and not _SENTENCE.search(group.gap)
        touching = bool(part) and group.gap == ""
        if part and not close and not touching:
            yield part
            part = []
        part.append(group)
    if part:
        yield part


def _candidate(text: str, parts: list[list[Group]], *, whole: bool) -> Candidate:
    groups = [group for part in parts for group in part]
    start, end = groups[0].start, groups[-1].end
    gaps = [part[0].gap for part in parts[1:]]
    sizes = tuple(sum(len(group.digits) for group in part) for part in parts)
    sentence = [bool(_SENTENCE.search(gap)) for gap in gaps]
    spoken = any(group.spoken for group in groups)
    return Candidate(
        "".join(group.digits for group in groups),
        sizes,
        spoken,
        any(sentence) and not (len(set(gaps)) == 1 and (spoken or len(gaps) > 1)),
        whole,
        start,
        end,
        text[max(0, start - _REACH) : start],
        text[end : end + _REACH],
        text[start:end],
    )
