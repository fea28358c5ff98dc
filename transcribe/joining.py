"""Utterances of one speaker in one language are joined over short pauses: a sentence is decoded whole.

They were kept apart to detect the language of each. People pause inside sentences: of 134 pauses inside
read sentences nine in ten were shorter than 0.6 s and 99 in 100 shorter than 1.1 s. What keeps two speakers
apart is their voices (figures: ``docs/decisions/0200-rows-are-turns.md``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from transcribe.language import Verdict
from transcribe.segmentation.silero import FRAME_MS
from transcribe.segmentation.voice_activity import MAX_UTTERANCE_MS, Span
from transcribe.thresholds import THRESHOLDS

__all__ = ["BREATH_MS", "EVEN", "PAUSE_MS", "Joined", "join_close"]

BREATH_MS = 300  # over a shorter pause only two voices keep neighbours apart
PAUSE_MS = 1_500  # over a longer one nothing is joined
EVEN = 0.5  # where nothing is known of the voices
_ONE_VOICE = 0.6  # so likely one voice says both that they are joined over a pause
_TWO_VOICES = 0.2  # so unlikely one voice says both that the two are kept apart at any pause
_SURELY_ONE = 0.95  # less leaves open whether a new sentence is another speaker's
_TELLING = 1_500 // FRAME_MS  # frames of speech that tell a language outside the job from a slurred word


@dataclass(frozen=True, slots=True)
class Joined:
    """Neighbours that are decoded as one utterance.

    Attributes:
        span: From the first to the last.
        verdict: Their language.
        turns: Frames where a part begins that another voice may say, in time order.
    """

    span: Span
    verdict: Verdict
    turns: tuple[int, ...] = ()


def join_close(
    spans: Sequence[Span],
    verdicts: Sequence[Verdict],
    one_voice: Callable[[Span, Span], float] = lambda _first, _second: EVEN,
    longest_ms: int = PAUSE_MS,
) -> list[Joined]:
    """Join neighbours in one language that one speaker says.

    Args:
        spans: The utterances of one track, in time order.
        verdicts: Their languages.
        one_voice: Tells how likely one speaker says both of two utterances, 0–1; 0.5 where it cannot tell.
        longest_ms: The longest pause, in milliseconds, inside an utterance.

    Returns:
        Utterances of at most 20 s. Joined are neighbours less than 300 ms apart, unless two voices are
        heard, and neighbours up to ``longest_ms`` apart if one voice is heard. The less sure verdict stands
        for both, unless it is that of a part too short to tell.
    """
    joined: list[Joined] = []
    known: Span | None = None  # the longest part of the last utterance: its voice is known best
    for span, verdict in zip(spans, verdicts, strict=True):
        likely = one_voice(known, span) if known and _may_belong(joined[-1], known, span, verdict) else 0.0
        pause_ms = (span.start - joined[-1].span.end) * FRAME_MS if joined else longest_ms + 1
        if known is None or pause_ms > longest_ms or likely < _least(pause_ms):
            joined.append(Joined(span, verdict))
            known = span
            continue
        joined[-1] = _join(
            joined[-1], known, Joined(span, verdict, () if likely >= _SURELY_ONE else (span.start,))
        )
        known = max(known, span, key=_length)
    return joined


def _least(pause_ms: int) -> float:
    """Say how likely one voice must be over a pause of so many milliseconds, 0–1."""
    return _TWO_VOICES if pause_ms < BREATH_MS else _ONE_VOICE


def _may_belong(before: Joined, known: Span, span: Span, verdict: Verdict) -> bool:
    """Tell whether a part may belong to the utterance before it, whoever says it."""
    pause_ms = (span.start - before.span.end) * FRAME_MS
    together_ms = (span.padded_end - before.span.padded_start) * FRAME_MS
    if before.verdict.language != verdict.language or together_ms > MAX_UTTERANCE_MS or pause_ms > PAUSE_MS:
        return False
    is_foreign = [one.other > THRESHOLDS.other_languages for one in (before.verdict, verdict)]
    # one of two that are long enough sounds like a language outside the job
    return is_foreign[0] == is_foreign[1] or min(_length(known), _length(span)) < _TELLING


def _join(before: Joined, known: Span, part: Joined) -> Joined:
    whole = Span(before.span.start, part.span.end, before.span.padded_start, part.span.padded_end)
    both = ((known, before.verdict), (part.span, part.verdict))
    telling = [verdict for span, verdict in both if _length(span) >= _TELLING]
    verdict = min(telling or [before.verdict, part.verdict], key=lambda one: one.probability)
    return Joined(whole, verdict, (*before.turns, *part.turns))


def _length(span: Span) -> int:
    return span.end - span.start
