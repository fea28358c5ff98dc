"""Subtitle cues: how much text stands on the screen, and when.

At most two lines, 42 Latin or 16 Han characters a line, between one and seven
seconds: the limits that Netflix's timed-text guides give for English and
Simplified Chinese. A line is measured in cells, so 16 Han characters are 32.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise, zip_longest

from testimony.export.clean import one_line
from testimony.export.job import Job, Row
from testimony.transcript.cells import cell_width, wrap
from testimony.transcript.types import Segment

__all__ = ["Cue", "cues"]

LATIN_CELLS = 42
HAN_CELLS = 32
SHORTEST_MS = 1_000
LONGEST_MS = 7_000
_MARK_MS = 2_000


@dataclass(frozen=True, slots=True)
class Cue:
    """What stands on the screen for a while.

    Attributes:
        speaker: Empty for what the product itself says.
        lines: One or two, unescaped, each with its language tag.
    """

    start_ms: int
    end_ms: int
    speaker: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Screen:
    """The lines of one cue, and what of them is heard in it (no spaces; empty for a translation)."""

    lines: tuple[tuple[str, str], ...]
    heard: str


def cues(job: Job, *, named: bool = False) -> Iterator[Cue]:
    """Yield the cues in order; the first says what the document is.

    Args:
        job: What to show.
        named: Put a speaker's name before the first words where the voice changes.
    """
    yield Cue(0, _MARK_MS, "", tuple((one_line(mark), "en") for mark in job.marks[:2]))
    timed, speaker = [], ""
    for row in job.rows():
        prefix = f"{row.speaker}: " if named and row.speaker != speaker else ""
        screens = _screens(row, job.options.text, prefix)
        if screens:
            timed.append((row, screens))
            speaker = row.speaker
    for (row, screens), follower in zip_longest(timed, timed[1:]):
        limit = follower[0].segment.start_ms if follower else row.segment.end_ms + LONGEST_MS
        yield from _timed(row, screens, limit)


def _screens(row: Row, side: str, prefix: str) -> list[_Screen]:
    """Cut a row into screens of at most two lines."""
    cells = [row.source] if side != "target" else []
    cells += [row.target] if side != "source" else []
    texts = [(one_line(cell.text), cell.language) for cell in cells if cell.text and not cell.remark]
    if not texts:
        return []
    texts[0] = (prefix + texts[0][0], texts[0][1])
    heard_first = side != "target" and not row.source.remark
    if len(texts) == 1:
        text, language = texts[0]
        lines = wrap(text, _limit(text))
        pairs = [tuple((line, language) for line in lines[i : i + 2]) for i in range(0, len(lines), 2)]
        heard = ["".join(line for line, _ in pair) if heard_first else "" for pair in pairs]
    else:
        count = max(len(wrap(text, _limit(text))) for text, _ in texts)
        sides = [[(line, language) for line in _spread(text, count)] for text, language in texts]
        pairs = [tuple(line for line in pair if line) for pair in zip_longest(*sides)]
        heard = [line for line, _ in sides[0]] + [""] * (len(pairs) - len(sides[0]))
    heard[0] = heard[0].removeprefix(prefix.rstrip())
    return [_Screen(pair, _squeeze(said)) for pair, said in zip(pairs, heard, strict=True)]


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _limit(text: str) -> int:
    """Han text is cell for cell harder to read: two cells a character, and fewer of them."""
    wide = cell_width(text) - len(text)
    return HAN_CELLS if wide * 2 > len(text) else LATIN_CELLS


def _spread(text: str, count: int) -> list[str]:
    """Break into at most ``count`` lines that are as even as they can be."""
    high = _limit(text)
    low = min(high, max(2, -(-cell_width(text) // count)))
    while low < high:
        middle = (low + high) // 2
        if len(wrap(text, middle)) <= count:
            high = middle
        else:
            low = middle + 1
    return wrap(text, high)


def _timed(row: Row, screens: Sequence[_Screen], limit: int) -> Iterator[Cue]:
    segment = row.segment
    starts = _starts(segment, screens)
    last_end = max(segment.end_ms, min(limit, segment.start_ms + SHORTEST_MS))
    for screen, (start, end) in zip(screens, pairwise([*starts, last_end]), strict=True):
        yield Cue(start, min(max(end, start + 1), start + LONGEST_MS), row.speaker, screen.lines)


def _starts(segment: Segment, screens: Sequence[_Screen]) -> list[int]:
    """Find when each screen begins: by its words where they still are the text, else by its length."""
    sizes = [sum(cell_width(line) for line, _ in screen.lines) for screen in screens]
    before = [0, *accumulate(sizes)]
    length = segment.end_ms - segment.start_ms
    even = [segment.start_ms + length * done // max(1, before[-1]) for done in before[:-1]]
    words = [_squeeze(word.text) for word in segment.words]
    if not words or "".join(words) != "".join(screen.heard for screen in screens) or not screens[-1].heard:
        return even
    ends = list(accumulate(map(len, words)))
    offsets = [0, *accumulate(len(screen.heard) for screen in screens)]
    found = [segment.words[bisect_right(ends, offset)].start_ms for offset in offsets[1:-1]]
    found = [segment.start_ms, *found]
    return found if found == sorted(found) else even
