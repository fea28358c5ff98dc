"""Made-up voiceprints → speakers: found, counted, repeatable, in little memory."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transcribe.speakers.assigning import assign_speakers
from transcribe.speakers.linkage import cut_at, cut_into, merges_of
from transcribe.speakers.pieces import HowMany, Piece
from transcribe.speakers.voiceprint import Voiceprint

COMMON, NOISE = 0.35, 0.27  # of the squared length: what all voices share, what one piece alone has


def _unit(vector: np.ndarray) -> np.ndarray:
    unit: np.ndarray = (vector / np.linalg.norm(vector)).astype(np.float32)
    return unit


def pieces_of(turns: list[int], seed: int = 0, seconds: float = 2.5) -> list[Piece]:
    """Pieces of the speakers named in ``turns``, as alike and as different as real ones."""
    rng = np.random.default_rng(seed)
    basis = np.linalg.qr(rng.standard_normal((192, 1 + len(set(turns)))))[0].T
    place = {name: 1 + number for number, name in enumerate(sorted(set(turns)))}
    made = []
    for number, name in enumerate(turns):
        noise = _unit(rng.standard_normal(192)) * NOISE**0.5
        vector = COMMON**0.5 * basis[0] + (1 - COMMON - NOISE) ** 0.5 * basis[place[name]] + noise
        made.append(
            Piece(number * 3_000, number * 3_000 + int(seconds * 1000), Voiceprint(_unit(vector), seconds))
        )
    return made


def turns_of(count: int, speakers: int, seed: int = 0) -> list[int]:
    rng = np.random.default_rng(seed)
    return [*range(speakers), *rng.integers(0, speakers, count - speakers).tolist()]


@pytest.mark.parametrize("speakers", [1, 2, 5, 12])
def test_speakers_are_found_and_numbered_by_first_appearance(speakers: int) -> None:
    turns = turns_of(96, speakers)
    assert [one.speaker for one in assign_speakers(pieces_of(turns)).assignments] == turns


@pytest.mark.parametrize("wanted", [1, 2, 3, 4, 7])
def test_a_known_number_is_kept(wanted: int) -> None:
    found = assign_speakers(pieces_of(turns_of(40, 4)), HowMany(wanted, wanted)).assignments
    assert len({one.speaker for one in found}) == wanted


def test_more_speakers_than_pieces_gives_one_a_piece() -> None:
    found = assign_speakers(pieces_of([0, 0, 1]), HowMany(9, 9)).assignments
    assert [one.speaker for one in found] == [0, 1, 2]


@pytest.mark.parametrize(("least", "most"), [(0, 2), (3, 2)])
def test_an_empty_range_is_refused(least: int, most: int) -> None:
    with pytest.raises(ValueError, match="no number of speakers"):
        HowMany(least, most)


def test_what_has_no_voice_goes_with_its_neighbour_and_is_unsure() -> None:
    pieces = pieces_of([0, 1, 1, 0])
    silent = Piece(4_000, 4_200, None)
    found = assign_speakers([*pieces[:2], silent, *pieces[2:]]).assignments
    assert found[2].speaker == found[1].speaker
    assert found[2].probability == 0.5


def test_no_voice_at_all_is_one_speaker() -> None:
    assert {
        one.speaker for one in assign_speakers([Piece(0, 100, None), Piece(200, 300, None)]).assignments
    } == {0}
    assert assign_speakers([]).assignments == ()


def test_a_piece_between_two_voices_is_doubted() -> None:
    pieces = pieces_of([0, 1] * 10)
    one, other = pieces[0].voice, pieces[1].voice
    assert one is not None
    assert other is not None
    half = _unit(one.vector + other.vector)
    found = assign_speakers([*pieces, Piece(99_000, 101_000, Voiceprint(half, 2.0))]).assignments
    assert found[-1].probability < 0.85 < min(one.probability for one in found[:-1])
    assert {found[-1].speaker, found[-1].second} == {0, 1}


def test_ten_hours_take_little_memory() -> None:
    turns = turns_of(20_000, 6)
    pieces = pieces_of(turns)
    tracemalloc.start()
    found = assign_speakers(pieces).assignments
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    right = sum(one.speaker == turn for one, turn in zip(found, turns, strict=True))
    assert right / len(turns) > 0.99
    assert peak < 60_000_000  # a matrix of all pairs would take 1.6 GB in single precision


@given(st.integers(1, 30), st.integers(1, 6), st.integers(0, 5))
@settings(max_examples=25, deadline=None)
def test_the_same_pieces_give_the_same_speakers(count: int, speakers: int, seed: int) -> None:
    pieces = pieces_of(turns_of(max(count, speakers), speakers, seed), seed)
    assert assign_speakers(pieces).labels == assign_speakers(list(pieces)).labels


@given(st.integers(2, 24), st.integers(0, 9))
@settings(max_examples=40, deadline=None)
def test_the_chain_finds_the_tree_of_the_best_pairs(count: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    vectors = rng.standard_normal((count, 5))
    weights = rng.uniform(0.5, 4, count)
    merges = merges_of((vectors @ vectors.T).astype(np.float32), weights.astype(np.float32))
    assert len(merges) == count - 1
    assert [merge[2] for merge in merges] == sorted((merge[2] for merge in merges), reverse=True)
    assert merges[0][2] == pytest.approx(np.max((vectors @ vectors.T)[~np.eye(count, dtype=bool)]), abs=1e-4)
    for clusters in range(1, count + 1):
        assert len(set(cut_into(merges, count, clusters))) == clusters
    assert set(cut_at(merges, count, -1e9)) == {0}
