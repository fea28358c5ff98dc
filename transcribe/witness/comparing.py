"""What a witness heard otherwise → a flag on the row, both readings beside it, and surer probabilities."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from testimony.transcript.kinds import FlagKind, Severity, Side
from testimony.transcript.types import Alternative, Flag, Segment, Word
from transcribe.witness.alignment import Aligned, Difference, align
from transcribe.witness.tokens import Weight, normalised, weight_of

__all__ = ["AGREEMENT", "Agreement", "compare"]

_SHOWN = 3
_MUCH = 0.34  # of a row's words: so many that differ are worth listening to whatever they are
_SURE = 1e-4


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the witness's agreement enters the probability of a word, as log-odds.

    Found by logistic regression over the words of real clips whose voices the benchmark does not report on
    (``python -m benchmarks witness``; ``docs/decisions/0164-a-witness.md``).

    Attributes:
        bias: Of every word.
        own: Factor of the writer's own log-odds.
        agrees: Added where the witness heard the word too.
    """

    bias: float = -1.3
    own: float = 0.53
    agrees: float = 2.13

    def of(self, probability: float, *, agreed: bool) -> float:
        """The probability that a word is right, 0–1, given the writer's own and the witness's agreement."""
        bounded = min(max(probability, _SURE), 1 - _SURE)
        odds = self.bias + self.own * math.log(bounded / (1 - bounded)) + self.agrees * agreed
        return 1 / (1 + math.exp(-odds))


AGREEMENT = Agreement()


@dataclass(frozen=True, slots=True)
class _Readings:
    """Both readings of an utterance, side by side."""

    aligned: Aligned
    words: Sequence[Word]
    heard: Sequence[str]


def compare(segments: Sequence[Segment], heard: Sequence[str], name: str) -> list[Segment]:
    """Lay a witness's reading of an utterance beside the rows that were cut from it.

    Args:
        segments: The rows, in order.
        heard: The witness's words, spaces included, for the whole utterance.
        name: Its model, for the note.

    Returns:
        The rows, each word with a probability that knows of the witness; where it heard something else, with
        its reading as an alternative, and with a flag unless nothing hangs on the difference.
    """
    words = [word for segment in segments for word in segment.words]
    if not words:
        return [_unwritten(segment, heard, name) for segment in segments]
    pair = _Readings(align([word.text for word in words], heard), words, heard)
    compared, at = [], 0
    for segment in segments:
        end = at + len(segment.words)
        compared.append(_compared(segment, (at, end), pair, name))
        at = end
    return compared


def _compared(segment: Segment, place: tuple[int, int], pair: _Readings, name: str) -> Segment:
    start, end = place
    aligned, words, heard = pair.aligned, pair.words, pair.heard
    agreed = aligned.agreed[start:end]
    kept = tuple(
        replace(word, probability=AGREEMENT.of(word.probability, agreed=agrees))
        for word, agrees in zip(segment.words, agreed, strict=True)
    )
    inside = [one for one in aligned.differences if _belongs(one, place, len(words))]
    if not inside:
        return replace(segment, words=kept)
    first = aligned.places[start] if start else 0
    last = aligned.places[end] if end < len(words) else len(heard)
    text = "".join(heard[first:last]).strip()
    other = Alternative(Side.SOURCE, segment.language, text, 0.0, f"heard by {name}")
    flag = _flag(inside, words, heard, name, share=1 - sum(agreed) / max(1, len(agreed)))
    return replace(
        segment,
        words=kept,
        alternatives=(*segment.alternatives, *([other] if text and text != segment.source else [])),
        flags=(*segment.flags, flag) if flag is not None else segment.flags,
    )


def _belongs(difference: Difference, rows: tuple[int, int], total: int) -> bool:
    start, end = rows
    if difference.start < difference.end:
        return difference.start < end and start < difference.end
    return start <= difference.start < end or difference.start == end == total


def _flag(
    differences: Sequence[Difference], words: Sequence[Word], heard: Sequence[str], name: str, *, share: float
) -> Flag | None:
    """A warning where a fact differs or much of the row does; else a remark; none for fillers alone."""
    notes, weights = [], []
    for one in differences:
        mine = [word.text for word in words[one.start : one.end]]
        theirs = list(heard[one.first : one.last])
        weight = _weight(mine, theirs, begins=one.start == 0)
        if weight is not Weight.NOTHING:
            notes.append(f"{_quoted(mine)} here, {_quoted(theirs)} there")
            weights.append(weight)
    if not weights:
        return None
    severity = Severity.WARN if Weight.FACT in weights or share >= _MUCH else Severity.INFO
    more = f"; and {len(notes) - _SHOWN} more" if len(notes) > _SHOWN else ""
    note = f"{name} heard something else: {'; '.join(notes[:_SHOWN])}{more}"
    return Flag(FlagKind.ENGINES_DISAGREE, severity, note)


def _weight(mine: Sequence[str], theirs: Sequence[str], *, begins: bool) -> Weight:
    weights = [
        weight_of(word, begins=begins and index == 0)
        for side in (mine, theirs)
        for index, word in enumerate(side)
        if normalised(word)
    ]
    return max(weights, key=list(Weight).index, default=Weight.NOTHING)


def _quoted(words: Sequence[str]) -> str:
    text = "".join(words).strip()
    return f"“{text}”" if text else "nothing"


def _unwritten(segment: Segment, heard: Sequence[str], name: str) -> Segment:
    """A row without text where the witness heard some."""
    text = "".join(heard).strip()
    if not any(normalised(word) and weight_of(word, begins=True) is not Weight.NOTHING for word in heard):
        return segment
    other = Alternative(Side.SOURCE, segment.language, text, 0.0, f"heard by {name}")
    flag = Flag(FlagKind.ENGINES_DISAGREE, Severity.WARN, f"{name} heard “{text}” where nothing was written")
    return replace(segment, alternatives=(*segment.alternatives, other), flags=(*segment.flags, flag))
