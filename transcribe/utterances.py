"""A block of sound → its utterances, each in its language, ready for the engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from testimony.transcript.errors import ModelMissing
from testimony.transcript.types import Utterance
from transcribe.coverage import Stretch
from transcribe.engines.base import Transcriber
from transcribe.language import Evidence, Verdict, decide
from transcribe.listening import Track, hear_languages
from transcribe.options import SpeechOptions
from transcribe.segmentation.blocks import BlockSound, runs_of
from transcribe.segmentation.silero import FRAME, FRAME_MS
from transcribe.segmentation.voice_activity import BEGIN, MAX_UTTERANCE_MS, Span, find_spans
from transcribe.spoken import PreparedUtterance
from transcribe.thresholds import THRESHOLDS
from transcribe.voice_changes import cut_where_voice_changes

if TYPE_CHECKING:
    pass

if TYPE_CHECKING:
    from transcribe.speakers import VoiceEncoder

__all__ = ["hear_block", "join_close"]

_BREATH_MS = 300
_PAUSE_MS = 600
_EVEN = 0.5
_ONE_VOICE = 0.8  # so likely one voice says both that they are joined over a pause
_TWO_VOICES = 0.1  # so unlikely one voice says both that the two are kept apart at any pause
_MOST = 0.75  # a voice falls silent between its words: not the mean, but what a quarter of the frames reach
_EDGE_MS = 64  # voice activity answers a frame or two late; words may begin this much before it


def hear_block(
    block: BlockSound, engine: Transcriber, options: SpeechOptions, before: Sequence[str | None]
) -> tuple[list[PreparedUtterance], tuple[str | None, ...]]:
    """Find the utterances of a block and their languages.

    Args:
        block: The block with its sound.
        engine: Detects the languages.
        options: The job.
        before: For each track, the language spoken last in the block before; empty if unknown.

    Returns:
        The utterances in time order; and for each track the language spoken last, judged from this
        block alone, so that a resumed run that heard only this block judges the next one the same.
    """
    found: list[PreparedUtterance] = []
    last: list[str | None] = []
    for track, (samples, voice) in enumerate(zip(block.sound.samples, block.sound.voice, strict=True)):
        heard = Track(samples, voice, block.block.start_ms)
        spans, evidence = _hear_track(heard, engine, options)
        verdicts = decide(evidence, before[track] if track < len(before) else None)
        found.extend(
            _spoken(block, track, span, verdict)
            for span, verdict in join_close(spans, verdicts, _compare_voices(heard))
        )
        last.append(decide(evidence)[-1].language if evidence else None)
    found.sort(key=lambda item: (item.utterance.start_ms, item.utterance.channel))
    return found, tuple(last)


def join_close(
    spans: Sequence[Span],
    verdicts: Sequence[Verdict],
    one_voice: Callable[[Span, Span], float] = lambda _first, _second: _EVEN,
) -> list[tuple[Span, Verdict]]:
    """Join neighbours in one language that one speaker says, so that a sentence is decoded whole.

    They were kept apart to detect the language of each. Rows are cut at the sentence ends inside.

    Args:
        spans: The utterances of one track.
        verdicts: Their languages.
        one_voice: Tells how likely one speaker says both of two neighbours, 0–1; 0.5 where it cannot tell.

    Returns:
        Utterances of at most 20 s. Joined are neighbours less than 300 ms apart, unless two voices are
        heard, and neighbours up to 0.6 s apart if surely one voice is heard. The less sure verdict stands
        for both.
    """
    joined: list[tuple[Span, Verdict]] = []
    last: Span | None = None  # the part before, whose voice is compared
    for span, verdict in zip(spans, verdicts, strict=True):
        if last is not None and _belongs(joined[-1], (span, verdict), last, one_voice):
            before, judged = joined[-1]
            whole = Span(before.start, span.end, before.padded_start, span.padded_end)
            joined[-1] = (whole, min(judged, verdict, key=lambda item: item.probability))
        else:
            joined.append((span, verdict))
        last = span
    return joined


def _belongs(
    whole: tuple[Span, Verdict],
    part: tuple[Span, Verdict],
    last: Span,
    one_voice: Callable[[Span, Span], float],
) -> bool:
    (before, judged), (span, verdict) = whole, part
    pause_ms = (span.start - before.end) * FRAME_MS
    together_ms = (span.padded_end - before.padded_start) * FRAME_MS
    if judged.language != verdict.language or together_ms > MAX_UTTERANCE_MS or pause_ms > _PAUSE_MS:
        return False
    if (judged.other > THRESHOLDS.other_languages) != (verdict.other > THRESHOLDS.other_languages):
        return False  # one of them sounds like a language outside the job
    if pause_ms < _BREATH_MS:
        return one_voice(last, span) >= _TWO_VOICES
    return one_voice(last, span) >= _ONE_VOICE


def _compare_voices(track: Track) -> Callable[[Span, Span], float]:
    """Compare the voices of a track's utterances; each is embedded once, and only if it is asked for."""
    encoder = _voice_encoder()
    if encoder is None:
        return lambda _first, _second: _EVEN
    from transcribe.speakers import Voiceprint, same_voice

    known: dict[Span, Voiceprint | None] = {}

    def print_of(span: Span) -> Voiceprint | None:
        if span not in known:
            known[span] = encoder.embed(track.samples[span.start * FRAME : span.end * FRAME])
        return known[span]

    return lambda first, second: same_voice(print_of(first), print_of(second))


@cache
def _voice_encoder() -> VoiceEncoder | None:
    """The encoder that comes with the product; None in an installation without it."""
    from transcribe.speakers import open_voice_encoder

    try:
        return open_voice_encoder()
    except ModelMissing:
        return None


def _hear_track(
    track: Track, engine: Transcriber, options: SpeechOptions
) -> tuple[list[Span], list[Evidence]]:
    spans = cut_where_voice_changes(find_spans(track.voice, track.samples), track.samples)
    if len(options.languages) == 1:
        # Nothing to decide; what else it may be is detected for nothing while the utterance is decoded.
        return spans, [_only(span, options.languages[0], track.start_ms) for span in spans]
    return hear_languages(spans, track, engine, options)


def _only(span: Span, language: str, offset_ms: int) -> Evidence:
    return Evidence(offset_ms + span.start * FRAME_MS, offset_ms + span.end * FRAME_MS, {language: 1.0})


def _spoken(block: BlockSound, track: int, span: Span, verdict: Verdict) -> PreparedUtterance:
    import numpy as np

    voice = block.sound.voice[track][span.start : span.end]
    offset = block.block.start_ms
    edge = _EDGE_MS // FRAME_MS
    start = offset + max(span.padded_start, span.start - edge) * FRAME_MS
    end = min(offset + min(span.padded_end, span.end + edge) * FRAME_MS, block.block.end_ms)
    return PreparedUtterance(
        utterance=Utterance(start, max(start, end), track, verdict.language, verdict.probability),
        verdict=verdict,
        clip=Track(block.sound.samples[track], block.sound.voice[track], offset).clip(span),
        clip_start_ms=offset + span.padded_start * FRAME_MS,
        voice=float(np.quantile(voice, _MOST)),
        voiced=tuple(
            Stretch(offset + (span.start + first) * FRAME_MS, offset + (span.start + last) * FRAME_MS)
            for first, last in runs_of(voice >= BEGIN)
        ),
    )
