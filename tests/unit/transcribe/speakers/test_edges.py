"""Edges of speech: where the sound rises and falls, never further than allowed, never over a neighbour."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from testimony.app.speakers.diarize import edges_of
from testimony.transcript.types import Segment
from transcribe.speakers.edges import EDGE_REACH_MS, speech_edges
from transcribe.speakers.listening import EDGE_MS, Stretch, hear_pieces, hear_rows

MS = 16


def sound(total_ms: int, *spoken: tuple[int, int], background: float = 0.001) -> NDArray[np.float32]:
    rng = np.random.default_rng(7)
    samples = rng.standard_normal(total_ms * MS) * background
    for start, end in spoken:
        samples[start * MS : end * MS] += rng.standard_normal((end - start) * MS) * 0.1
    return samples.astype(np.float32)


@pytest.mark.parametrize("background", [0.0, 0.0005, 0.005])
@pytest.mark.parametrize(("start", "end"), [(600, 1_400), (520, 1_500), (700, 1_300), (580, 1_480)])
def test_edges_move_to_where_the_sound_begins_and_ends(start: int, end: int, background: float) -> None:
    first, last = speech_edges(sound(2_000, (start, end), background=background), 600, 1_400)
    assert abs(first - start) <= 20
    assert abs(last - end) <= 20


def test_a_short_stop_is_crossed_and_a_pause_is_not() -> None:
    stop = sound(2_000, (450, 600), (700, 1_300))
    assert abs(speech_edges(stop, 700, 1_300)[0] - 450) <= 20
    pause = sound(2_000, (300, 450), (700, 1_300))
    assert abs(speech_edges(pause, 700, 1_300)[0] - 700) <= 20


def test_an_edge_goes_no_further_than_it_may() -> None:
    first, last = speech_edges(sound(4_000, (500, 3_500)), 1_500, 2_500)
    assert first == 1_500 - EDGE_REACH_MS
    assert last == 2_500 + EDGE_REACH_MS


def test_where_nothing_is_heard_the_edges_stay() -> None:
    assert speech_edges(np.zeros(0, np.float32), 0, 500) == (0, 500)
    first, last = speech_edges(np.zeros(16_000, np.float32), 300, 700)
    assert first < last


@given(st.integers(0, 2_900), st.integers(40, 2_900), st.integers(0, 1_000))
def test_edges_never_cross(start: int, length: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    samples = (rng.standard_normal(3_000 * MS) * rng.random()).astype(np.float32)
    first, last = speech_edges(samples, start, min(3_000, start + length))
    assert first < last or last - first == min(3_000, start + length) - start


def row(number: int, start: int, end: int, channel: int = 0) -> Segment:
    return Segment(str(number), "R1", channel, start, end, "S1", "en", 1.0, "words")


@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(150, 3_000)), min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(-600, 600), st.integers(-600, 600)), min_size=8, max_size=8),
)
def test_rows_never_reach_over_each_other(said: list[tuple[int, int]], moves: list[tuple[int, int]]) -> None:
    rows, now = [], 0
    for number, (gap, length) in enumerate(said):
        rows.append(row(number, now + gap, now + gap + length))
        now += gap + length
    spoken = [(one.start_ms + a, one.end_ms + b) for one, (a, b) in zip(rows, moves, strict=False)]
    times = [
        moved or (one.start_ms, one.end_ms)
        for one, moved in zip(rows, edges_of(rows, spoken, now), strict=True)
    ]
    for (start, end), one in zip(times, rows, strict=True):
        assert 0 <= start < end <= now, (start, end, one)
    for number, (before, after) in enumerate(pairwise(times)):
        assert before[1] <= after[0]
        touched = rows[number].end_ms == rows[number + 1].start_ms
        assert (before[1] == after[0]) <= touched


def test_voiceprints_are_made_of_the_same_sound_as_without_edges() -> None:
    samples = sound(6_000, (1_000, 2_000), (3_000, 5_000))[np.newaxis]
    stretches = [Stretch(1_000 - EDGE_MS, 2_000 + EDGE_MS), Stretch(3_100, 4_900)]
    heard: list[list[int]] = [[], []]

    def note(place: int, given: NDArray[np.float32]) -> None:
        heard[place].append(hash(given.tobytes()))

    pieces = list(hear_pieces([samples], stretches, lambda given: note(0, given)))
    rows = list(hear_rows([samples], stretches, lambda given: note(1, given)))
    assert heard[0] == heard[1]
    assert [piece for piece, _ in rows] == pieces
    assert abs(rows[1][1][0] - 3_000) <= 20
    assert abs(rows[1][1][1] - 5_000) <= 20
