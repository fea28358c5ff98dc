"""Voice activity that is slow to believe a voice loses no beginning."""

from __future__ import annotations

import numpy as np
from speech_fakes import silence, tone

from transcribe.segmentation.silero import FRAME
from transcribe.segmentation.voice_activity import find_spans


def spans_of(voice: list[float], samples: np.ndarray) -> list[tuple[int, int]]:
    frames = np.array(voice, np.float32)
    return [(span.start, span.end) for span in find_spans(frames, samples[: len(frames) * FRAME])]


def test_a_start_moves_back_over_loud_frames() -> None:
    samples = np.concatenate([silence(640), tone("zh", 1_600), silence(640)])
    assert spans_of([0.0] * 20 + [0.1] * 15 + [0.9] * 35 + [0.0] * 20, samples) == [(20, 70)]


def test_it_moves_over_a_short_stop_but_not_over_a_silence() -> None:
    stop = np.concatenate([silence(640), tone("zh", 320), silence(96), tone("zh", 640), silence(640)])
    assert spans_of([0.0] * 33 + [0.9] * 20 + [0.0] * 20, stop) == [(20, 53)]
    pause = np.concatenate([silence(640), tone("zh", 320), silence(320), tone("zh", 640), silence(640)])
    assert spans_of([0.0] * 40 + [0.9] * 20 + [0.0] * 20, pause) == [(40, 60)]


def test_it_moves_by_less_than_a_second_and_not_into_the_utterance_before() -> None:
    samples = np.concatenate([silence(320), tone("zh", 4_800), silence(320)])
    assert spans_of([0.0] * 90 + [0.9] * 70 + [0.0] * 10, samples) == [(65, 160)]
    close = [0.0] * 10 + [0.9] * 60 + [0.1] * 10 + [0.9] * 80 + [0.0] * 10
    assert spans_of(close, samples) == [(10, 70), (70, 160)]


def test_a_steady_background_is_no_beginning() -> None:
    samples = tone("xx", 5_000, loudness=0.01)
    samples[63 * FRAME : 93 * FRAME] += tone("zh", 30 * 32)
    assert spans_of([0.0] * 63 + [0.9] * 30 + [0.0] * 60, samples) == [(63, 93)]
