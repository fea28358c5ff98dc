"""A block of sound → its utterances, each in its language, ready for the engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from testimony.transcript.errors import ModelMissing
from testimony.transcript.types import Utterance
from transcribe.coverage import Stretch
from transcribe.engines.base import Transcriber
from transcribe.joining import BREATH_MS, EVEN, PAUSE_MS, Joined, join_close
from transcribe.language import Evidence, decide
from transcribe.listening import Track, hear_languages
from transcribe.options import SpeechOptions
from transcribe.segmentation.blocks import BlockSound, runs_of
from transcribe.segmentation.silero import FRAME, FRAME_MS
from transcribe.segmentation.voice_activity import BEGIN, Span, find_spans
from transcribe.spoken import PreparedUtterance
from transcribe.voice_changes import cut_where_voice_changes

if TYPE_CHECKING:
    from transcribe.speakers import VoiceEncoder

__all__ = ["hear_block"]

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
    # A model that hears a short clip in a short window gains nothing from a longer stretch, and errs more.
    longest_ms = PAUSE_MS if engine.fills_windows else BREATH_MS
    for track, (samples, voice) in enumerate(zip(block.sound.samples, block.sound.voice, strict=True)):
        heard = Track(samples, voice, block.block.start_ms)
        spans, evidence = _hear_track(heard, engine, options)
        verdicts = decide(evidence, before[track] if track < len(before) else None)
        found.extend(
            _spoken(block, track, joined)
            for joined in join_close(spans, verdicts, _compare_voices(heard), longest_ms)
        )
        last.append(decide(evidence)[-1].language if evidence else None)
    found.sort(key=lambda item: (item.utterance.start_ms, item.utterance.channel))
    return found, tuple(last)


def _compare_voices(track: Track) -> Callable[[Span, Span], float]:
    """Compare the voices of a track's utterances; each is embedded once, and only if it is asked for."""
    encoder = _voice_encoder()
    if encoder is None:
        return lambda _first, _second: EVEN
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


def _spoken(block: BlockSound, track: int, joined: Joined) -> PreparedUtterance:
    import numpy as np

    span, verdict = joined.span, joined.verdict
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
        turns=tuple(offset + frame * FRAME_MS for frame in joined.turns),
    )
