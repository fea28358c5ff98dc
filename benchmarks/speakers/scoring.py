"""A made hearing through the product's own parts: cuts, voiceprints, speakers, scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.speakers.hearings import RATE, Hearing, Samples
from testimony.app.diarization_error import DiarizationError, score_turns
from testimony.app.speakers.diarize import edges_of
from testimony.transcript.turns import Turn, turns_of
from testimony.transcript.types import Segment
from transcribe.segmentation.blocks import cut_blocks
from transcribe.segmentation.sound import hear_voices
from transcribe.segmentation.voice_activity import find_spans
from transcribe.speakers.diarizing import Diarization, diarize
from transcribe.speakers.encoder import VoiceEncoder
from transcribe.speakers.listening import Stretch, hear_pieces, hear_rows
from transcribe.speakers.pieces import HowMany, Piece

__all__ = ["Scored", "cut_by_voice", "found_interpreter", "given_cuts", "rows_of", "score_hearing"]

_FRAME_MS, _EDGE = 32, 2


@dataclass(frozen=True, slots=True)
class Scored:
    """One hearing.

    Attributes:
        given: On the true cuts, number of speakers given.
        given_open: On the true cuts, number not given.
        cut: On the cuts of voice activity, number given.
        cut_open: On the cuts of voice activity, number not given.
        count_error: Speakers found less speakers there are, number not given, cuts of voice activity.
        interpreter: Who was taken for the interpreter; empty for nobody.
    """

    given: DiarizationError
    given_open: DiarizationError
    cut: DiarizationError
    cut_open: DiarizationError
    count_error: int
    interpreter: str


def score_hearing(hearing: Hearing, encoder: VoiceEncoder) -> Scored:
    """Tell the voices of a hearing apart in four ways."""
    speakers = len({turn.speaker for turn in hearing.turns})
    known = HowMany(speakers, speakers)
    true, cut = given_cuts(hearing, encoder), cut_by_voice(hearing, encoder)
    open_ = diarize(cut)
    return Scored(
        _score(hearing, true, diarize(true, known), exact=True),
        _score(hearing, true, diarize(true), exact=True),
        _score(hearing, cut, diarize(cut, known)),
        _score(hearing, cut, open_),
        len({one.speaker for one in open_.assignments}) - speakers,
        found_interpreter(hearing, cut, open_),
    )


def given_cuts(hearing: Hearing, encoder: VoiceEncoder) -> list[Piece]:
    """A piece for each true turn."""
    stretches = [Stretch(one.start_ms, one.end_ms, 0, one.language) for one in hearing.turns]
    return list(hear_pieces([hearing.samples[np.newaxis]], stretches, encoder.embed))


def cut_by_voice(hearing: Hearing, encoder: VoiceEncoder) -> list[Piece]:
    """A piece for each utterance of voice activity, with the edges of its speech and its turn's language."""
    rows = rows_of(hearing)
    stretches = [Stretch(row.start_ms, row.end_ms, 0, row.language) for row in rows]
    heard = list(hear_rows([hearing.samples[np.newaxis]], stretches, encoder.embed))
    times = edges_of(rows, [speech for _, speech in heard], len(hearing.samples) * 1_000 // RATE)
    return [
        piece if moved is None else replace(piece, start_ms=moved[0], end_ms=moved[1])
        for (piece, _), moved in zip(heard, times, strict=True)
    ]


def _utterances(samples: Samples) -> Iterator[tuple[int, int]]:
    arrays = (samples[np.newaxis, at : at + 16_000] for at in range(0, len(samples), 16_000))
    for block in cut_blocks(hear_voices(arrays)):
        offset = block.block.start_ms
        for span in find_spans(block.sound.voice[0], block.sound.samples[0]):
            start = max(span.padded_start, span.start - _EDGE) * _FRAME_MS
            end = min(span.padded_end, span.end + _EDGE) * _FRAME_MS
            yield offset + start, min(offset + end, block.block.end_ms)


def rows_of(hearing: Hearing) -> list[Segment]:
    """A row for each utterance of voice activity, nobody's yet."""
    return [
        Segment(str(number), "R1", 0, start, end, "S1", _language(hearing, start, end), 1.0, "x")
        for number, (start, end) in enumerate(_utterances(hearing.samples))
    ]


def _language(hearing: Hearing, start: int, end: int) -> str:
    most = max(hearing.turns, key=lambda turn: min(turn.end_ms, end) - max(turn.start_ms, start))
    return most.language


def _score(
    hearing: Hearing, pieces: Sequence[Piece], told: Diarization, *, exact: bool = False
) -> DiarizationError:
    truth = [Turn(one.start_ms, one.end_ms, one.speaker) for one in hearing.turns]
    rows = [
        Segment(
            str(number), "R1", 0, piece.start_ms, piece.end_ms, str(one.speaker), piece.language, 1.0, "x"
        )
        for number, (piece, one) in enumerate(zip(pieces, told.assignments, strict=True))
    ]
    said = [Turn(one.start_ms, one.end_ms, one.speaker) for one in rows] if exact else turns_of(rows)
    return score_turns(truth, said)


def found_interpreter(hearing: Hearing, pieces: Sequence[Piece], told: Diarization) -> str:
    """Whose speech the offered interpreter has most of."""
    if told.interpreter is None:
        return ""
    times: Counter[str] = Counter()
    for piece, one in zip(pieces, told.assignments, strict=True):
        if one.speaker == told.interpreter:
            for turn in hearing.turns:
                times[turn.speaker] += max(
                    0, min(turn.end_ms, piece.end_ms) - max(turn.start_ms, piece.start_ms)
                )
    return times.most_common(1)[0][0]
