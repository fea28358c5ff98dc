"""What became of each utterance of a made recording: right, wrong language, translated, missing, flagged."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from benchmarks.bars import Figure
from testimony.app.evaluation import Evaluation, ReferenceRow, evaluate, normalise
from testimony.text.han import is_han
from testimony.transcript.types import Segment

if TYPE_CHECKING:
    from benchmarks.transcribe_sets import Take

__all__ = ["Outcome", "error_rate", "figures_of", "from_windows", "judge", "word_errors_ms"]

_TOUCH_MS = 80
_SURELY = 0.05  # an utterance counts as translated when its text is nearer to the target by so much


@dataclass(slots=True)
class Outcome:
    """One utterance and what was written for it.

    Attributes:
        row: What was said.
        text: What was written for it, by the rule of ``testimony evaluate``.
        language: The language that most of it is marked as; empty for none.
        flags: Kinds on the segments that touch it.
    """

    row: ReferenceRow
    text: str = ""
    language: str = ""
    flags: tuple[str, ...] = ()
    pieces: list[str] = field(default_factory=list)

    @property
    def is_missing(self) -> bool:
        """Nothing was written."""
        return not normalise(self.text)

    @property
    def is_wrong_language(self) -> bool:
        """It is marked as another language than was spoken."""
        return not self.is_missing and self.language != self.row.language

    @property
    def is_translated(self) -> bool:
        """The text is nearer to the translation of what was said than to what was said."""
        if self.is_missing:
            return False
        near, far = (_distance(self.text, side) for side in (self.row.source, self.row.target))
        return far < near - _SURELY

    @property
    def error(self) -> float:
        """Error rate of its characters (Chinese) or words."""
        return error_rate(self.row.source, self.text, self.row.language)


def judge(segments: Sequence[Segment], rows: Sequence[ReferenceRow]) -> list[Outcome]:
    """Give each utterance its words: those whose middle lies in it, or nearest to it."""
    outcomes = [Outcome(row) for row in rows]
    starts = [row.start_ms for row in rows]
    durations: list[Counter[str]] = [Counter() for _ in rows]
    for segment in sorted(segments, key=lambda item: item.start_ms):
        for word in segment.words:
            index = _row_of((word.start_ms + word.end_ms) / 2, rows, starts)
            outcomes[index].pieces.append(word.text)
            durations[index][word.language or segment.language] += max(1, word.end_ms - word.start_ms)
    for outcome, seen in zip(outcomes, durations, strict=True):
        outcome.text = "".join(outcome.pieces)
        outcome.language = seen.most_common(1)[0][0] if seen else ""
        outcome.flags = tuple(
            flag.kind.value for item in _touching(segments, outcome.row) for flag in item.flags
        )
    return outcomes


def _touching(segments: Sequence[Segment], row: ReferenceRow) -> Iterable[Segment]:
    return (
        item
        for item in segments
        if min(item.end_ms, row.end_ms) - max(item.start_ms, row.start_ms) > _TOUCH_MS
    )


def _row_of(moment: float, rows: Sequence[ReferenceRow], starts: Sequence[int]) -> int:
    after = bisect_right(starts, moment)
    near = range(max(0, after - 2), min(len(rows), after + 1))
    return min(near, key=lambda index: max(rows[index].start_ms - moment, moment - rows[index].end_ms, 0.0))


def error_rate(wanted: str, got: str, language: str) -> float:
    """Character (Chinese) or word error rate after the evaluation's own normalisation."""
    import jiwer

    wanted, got = normalise(wanted), normalise(got)
    if language == "zh":
        return float(jiwer.cer("".join(wanted.split()), "".join(got.split())))
    return float(jiwer.wer(wanted, got))


def _distance(text: str, side: str) -> float:
    import jiwer

    return float(jiwer.cer("".join(normalise(side).split()) or "-", "".join(normalise(text).split())))


def figures_of(name: str, segments: Sequence[Segment], take: Take, bar: float | None) -> list[Figure]:
    """The figures of one recording; ``bar`` in percent of the utterances."""
    outcomes = judge(segments, take.rows)
    measured: Evaluation = evaluate(segments, take.rows)
    count = len(outcomes)
    wrong = [one for one in outcomes if one.is_wrong_language or one.is_translated or one.is_missing]
    return [
        Figure(f"{name}: wrong language", 100 * sum(o.is_wrong_language for o in outcomes) / count, "%", bar),
        Figure(f"{name}: translated", 100 * sum(o.is_translated for o in outcomes) / count, "%", bar),
        Figure(f"{name}: missing", 100 * sum(o.is_missing for o in outcomes) / count, "%", bar),
        Figure(f"{name}: of these not flagged", float(sum(not one.flags for one in wrong)), "utterances"),
        *(Figure(f"{name}: CER {code}", 100 * rate, "%") for code, rate in measured.cer.items()),
        *(Figure(f"{name}: WER {code}", 100 * rate, "%") for code, rate in measured.wer.items()),
    ]


def word_errors_ms(segments: Sequence[Segment], take: Take) -> list[int]:
    """How far word starts lie from the synthesis' own, for the words that were written right.

    Words of each utterance are matched in order (longest common subsequence), so that a word that was
    misheard is compared with nothing.
    """
    from difflib import SequenceMatcher

    words = sorted((word for segment in segments for word in segment.words), key=lambda word: word.start_ms)
    starts = [row.start_ms for row in take.rows]
    heard: list[list[tuple[str, int]]] = [[] for _ in take.rows]
    for word in words:
        text = normalise(word.text)
        if text:
            row = _row_of((word.start_ms + word.end_ms) / 2, take.rows, starts)
            heard[row].append((text, word.start_ms))
    errors: list[int] = []
    for said, got in zip(take.words, heard, strict=True):
        wanted = [(normalise(text), start) for start, _, text in said]
        matcher = SequenceMatcher(None, [w for w, _ in wanted], [g for g, _ in got], autojunk=False)
        for block in matcher.get_matching_blocks():
            errors += [abs(wanted[block.a + step][1] - got[block.b + step][1]) for step in range(block.size)]
    return errors


def from_windows(found: Sequence[Sequence[Any]]) -> list[Segment]:
    """Make segments of a peer's (start and end in seconds, text); their language is that of the script."""
    return [
        Segment(
            id=str(number),
            recording="",
            channel=0,
            start_ms=round(start * 1000),
            end_ms=max(round(start * 1000) + 1, round(end * 1000)),
            speaker="",
            language="zh" if any(is_han(mark) for mark in text) else "en",
            language_probability=0.0,
            source=text,
        )
        for number, (start, end, text) in enumerate(found)
        if text.strip()
    ]
