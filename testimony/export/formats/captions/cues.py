"""Subtitle cues: how much text stands on the screen, and when.

At most two lines, 42 Latin or 16 Han characters a line, between one and seven
seconds, one cue at a time: the limits that Netflix's timed-text guides give for
English and Simplified Chinese. Where people speak faster than that, a cue stays
for its second and the next one follows up to a second after its words; only where
even that is not enough, cues are shorter than a second.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, zip_longest

from testimony.export.job import Job, Row
from testimony.text.cells import cell_width, wrap
from testimony.text.sanitize import one_line
from testimony.transcript.types import Segment

__all__ = ["Cue", "cues"]

LATIN_CELLS = 42
HAN_CELLS = 32
HAN_CHARACTERS = 16
SHORTEST_MS = 1_000
LONGEST_MS = 7_000
LATEST_MS = 1_000
_FLICKER_MS = 40  # one picture of a film: what a cue is given where there is no time at all
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
    """Yield the cues in order, not overlapping; the first says what the document is.

    Args:
        job: What to show.
        named: Put a speaker's name before the first words where the voice changes.
    """
    waiting = _Timed(0, _MARK_MS, "", tuple((one_line(mark), "en") for mark in job.marks[:2]))
    start = 0
    for following in _timed(job, named):
        earliest = max(following.start_ms, start + SHORTEST_MS)
        latest = max(following.start_ms + LATEST_MS, start + _FLICKER_MS)
        then = min(earliest, latest)
        yield waiting.cue(start, then)
        waiting, start = following, then
    yield waiting.cue(start, start + LONGEST_MS)


@dataclass(frozen=True, slots=True)
class _Timed:
    """A cue as it would be if it were alone."""

    start_ms: int
    end_ms: int
    speaker: str
    lines: tuple[tuple[str, str], ...]

    def cue(self, start_ms: int, limit_ms: int) -> Cue:
        end = min(max(self.end_ms, start_ms + SHORTEST_MS), start_ms + LONGEST_MS, limit_ms)
        return Cue(start_ms, end, self.speaker, self.lines)


def _timed(job: Job, named: bool) -> Iterator[_Timed]:
    speaker, begun = "", 0
    for row in job.rows():
        prefix = f"{row.speaker}: " if named and row.speaker != speaker else ""
        screens = _screens(row, job.options.text, prefix)
        if not screens:
            continue
        speaker = row.speaker
        starts = _starts(row.segment, screens)
        for screen, start, end in zip(screens, starts, [*starts[1:], row.segment.end_ms], strict=True):
            begun = max(begun, start)  # people speak at once, and their cues stand one after another
            yield _Timed(begun, max(end, begun), row.speaker, screen.lines)


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
        lines = _wrapped(text)
        pairs = [tuple((line, language) for line in lines[i : i + 2]) for i in range(0, len(lines), 2)]
        heard = ["".join(line for line, _ in pair) if heard_first else "" for pair in pairs]
    else:
        count = max(len(_wrapped(text)) for text, _ in texts)
        sides = [[(line, language) for line in _spread(text, count)] for text, language in texts]
        pairs = [tuple(line for line in pair if line) for pair in zip_longest(*sides)]
        heard = [line for line, _ in sides[0]] + [""] * (len(pairs) - len(sides[0]))
    heard[0] = heard[0].removeprefix(prefix.rstrip())
    return [_Screen(pair, _squeeze(said)) for pair, said in zip(pairs, heard, strict=True)]


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _wrapped(text: str) -> list[str]:
    """Break text into lines that are short enough; Han text is two cells a character, and fewer of them."""
    lines = wrap(text, LATIN_CELLS)
    return lines if _fits(text, lines) else wrap(text, HAN_CELLS)


def _fits(text: str, lines: Sequence[str]) -> bool:
    if _wide(text) * 2 > len(text):
        return all(cell_width(line) <= HAN_CELLS for line in lines)
    return all(cell_width(line) <= LATIN_CELLS and _wide(line) <= HAN_CHARACTERS for line in lines)


def _wide(text: str) -> int:
    return 0 if text.isascii() else sum(unicodedata.east_asian_width(c) in "WF" for c in text)


def _spread(text: str, count: int) -> list[str]:
    """Break into at most ``count`` lines that are as even as they can be."""
    best = _wrapped(text)
    high = max(map(cell_width, best), default=1)
    low = min(high, max(2, -(-cell_width(text) // count)))
    while low < high:
        middle = (low + high) // 2
        lines = wrap(text, middle)
        if len(lines) <= count:
            high, best = middle, lines if _fits(text, lines) else best
        else:
            low = middle + 1
    return best


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
