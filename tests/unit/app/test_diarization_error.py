"""Diarization and Jaccard error rates: as pyannote.metrics scores the same turns."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimony.app.diarization_error import best_pairs, score_turns
from testimony.transcript.turns import Turn

# Made by benchmarks/peers/speakers/scores.py with pyannote.metrics 4.2.0.
CASES = json.loads((Path(__file__).parent / "data" / "pyannote_scores.json").read_text(encoding="utf-8"))


def turns(rows: list[tuple[int, int, str]]) -> list[Turn]:
    return [Turn(start, end, name) for start, end, name in rows]


@pytest.mark.parametrize("case", CASES)
def test_scores_are_those_of_pyannote(case: dict[str, Any]) -> None:
    found = score_turns(turns(case["truth"]), turns(case["said"]), [tuple(span) for span in case["uem"]])
    assert found.rate == pytest.approx(case["der"], abs=1e-6)
    assert found.missed == pytest.approx(case["missed"], abs=1e-6)
    assert found.jaccard == pytest.approx(case["jer"], abs=1e-6)


def test_names_do_not_matter_and_a_perfect_answer_has_no_error() -> None:
    truth = [Turn(0, 1_000, "A"), Turn(1_500, 2_500, "B"), Turn(2_000, 3_000, "A")]
    said = [Turn(one.start_ms, one.end_ms, {"A": "x", "B": "y"}[one.speaker]) for one in truth]
    found = score_turns(truth, said)
    assert (found.rate, found.jaccard, found.speakers, found.found) == (0, 0, 2, 2)


def test_no_reference_speech_is_no_error() -> None:
    assert score_turns([], [Turn(0, 10, "A")]).rate == 0


@given(st.integers(1, 5), st.integers(1, 5), st.data())
def test_pairs_are_worth_most(rows: int, columns: int, data: st.DataObject) -> None:
    first, second = [f"a{n}" for n in range(rows)], [f"b{n}" for n in range(columns)]
    worth = {(a, b): data.draw(st.integers(0, 9)) for a in first for b in second}
    pairs = best_pairs(first, second, worth)
    assert len({a for a, _ in pairs}) == len({b for _, b in pairs}) == len(pairs)
    short, long, flip = (first, second, False) if rows <= columns else (second, first, True)
    best = max(
        sum(worth[(b, a) if flip else (a, b)] for a, b in zip(short, chosen, strict=True))
        for chosen in permutations(long, len(short))
    )
    assert sum(worth[pair] for pair in pairs) == best
