"""The shipped hearing and interview, measured from their files."""

import csv
import random
from functools import cache
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from samples.recipes.curated import said_in
from samples.recipes.phrasebook import generate
from samples.recipes.script import COUNSEL, COURT, HEADER, INTERPRETER, RESPONDENT, WORDS_HEADER

SAMPLES = Path(__file__).parents[3] / "samples"
NAMES = ["hearing", "interview"]
RATE = 16_000
LARGEST = 1_500_000


@cache
def script(name: str) -> tuple[dict[str, str], ...]:
    with (SAMPLES / name / "script.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        assert tuple(rows.fieldnames or ()) == HEADER
        return tuple(rows)


@cache
def audio(name: str) -> NDArray[np.float64]:
    resampler = av.AudioResampler("s16", "mono", RATE)
    with av.open(str(SAMPLES / name / f"{name}.opus")) as container:
        parts = [r.to_ndarray()[0] for f in container.decode(audio=0) for r in resampler.resample(f)]
    return np.concatenate(parts).astype(np.float64) / 32768


def times(row: dict[str, str]) -> tuple[int, int]:
    return int(row["start_ms"]), int(row["end_ms"])


def gaps(name: str) -> list[int]:
    rows = script(name)
    return [times(after)[0] - times(before)[1] for before, after in pairwise(rows)]


def level(name: str, start_ms: int, end_ms: int) -> float:
    piece = audio(name)[start_ms * RATE // 1000 : end_ms * RATE // 1000]
    return float(np.sqrt(np.mean(piece**2)))


@pytest.mark.parametrize("name", NAMES)
def test_the_script_is_what_the_recipe_says(name: str) -> None:
    written = [(r["speaker"], r["language"], r["source"], r["target"]) for r in script(name)]
    assert written == [(t.speaker, t.language, t.source, t.target) for t in said_in(name)]


@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_with_a_slot_may_be_trained_on(name: str) -> None:
    with_slots = [turn.pair for turn in said_in(name) if turn.pair.slots]
    assert len(with_slots) > 10
    assert {pair.split for pair in with_slots} == {"test"}
    trained = {pair.zh for pair in generate("train", random.Random(9), 20_000)}
    assert not trained & {pair.zh for pair in with_slots}


@pytest.mark.parametrize("name", NAMES)
def test_rows_follow_each_other_within_the_recording(name: str) -> None:
    assert all(start < end for start, end in map(times, script(name)))
    assert min(gaps(name)) >= 250
    assert times(script(name)[-1])[1] < audio(name).size * 1000 / RATE
    assert (SAMPLES / name / f"{name}.opus").stat().st_size <= LARGEST


@pytest.mark.parametrize("name", NAMES)
def test_words_lie_in_their_rows_and_spell_them(name: str) -> None:
    lines = (SAMPLES / name / "words.tsv").read_text(encoding="utf-8").splitlines()
    assert tuple(lines[0].split("\t")) == WORDS_HEADER
    words: dict[int, list[tuple[int, int, str]]] = {}
    for line in lines[1:]:
        first, last, row_number, text = line.split("\t")
        words.setdefault(int(row_number), []).append((int(first), int(last), text))
    for number, row in enumerate(script(name), 1):
        start, end = times(row)
        said = words[number]
        assert (said[0][0], said[-1][1]) == (start, end)
        assert all(a[1] <= b[0] + 1 and a[0] < a[1] for a, b in pairwise(said))
        joint = " " if row["language"] == "en" else ""
        bare = row["source"] if joint else "".join(c for c in row["source"] if c not in "，。？、：；")
        assert joint.join(word[2] for word in said) == bare


@pytest.mark.parametrize("name", NAMES)
def test_speech_is_where_the_script_says(name: str) -> None:
    assert min(level(name, *times(row)) for row in script(name)) > 0.02
    quiet = [
        level(name, times(before)[1] + 120, times(after)[0] - 60)
        for before, after in pairwise(script(name))
        if 300 < times(after)[0] - times(before)[1] < 5000
    ]
    assert max(quiet) < 0.01


def test_the_hearing_has_what_makes_one_hard() -> None:
    rows = script("hearing")
    assert 180_000 <= times(rows[-1])[1] <= 240_000
    assert {row["speaker"] for row in rows} == {COURT, COUNSEL, RESPONDENT, INTERPRETER}
    languages = [row["language"] for row in rows]
    assert sum(a != b for a, b in pairwise(languages)) >= 28
    assert sum(gap < 350 for gap in gaps("hearing")) >= 5
    assert [gap for gap in gaps("hearing") if gap > 5000 and not 15_000 <= gap <= 20_000] == []
    assert sum(gap >= 15_000 for gap in gaps("hearing")) == 1


def test_the_respondent_is_on_a_telephone_for_part_of_it() -> None:
    shares = []
    for row in script("hearing"):
        if row["speaker"] != RESPONDENT:
            continue
        start, end = times(row)
        power = np.abs(np.fft.rfft(audio("hearing")[start * 16 : end * 16])) ** 2
        frequency = np.fft.rfftfreq((end - start) * 16, 1 / RATE)
        shares.append(power[frequency > 4000].sum() / power.sum())
    narrow = [share < 0.001 for share in shares]
    assert 3 <= sum(narrow) < len(narrow)


def test_the_silence_has_sounds_in_it_but_no_speech() -> None:
    at = gaps("hearing").index(max(gaps("hearing")))
    start, end = times(script("hearing")[at])[1] + 200, times(script("hearing")[at + 1])[0] - 200
    assert 0.004 < level("hearing", start, end) < 0.03


def test_the_interview_is_one_voice_in_one_language() -> None:
    rows = script("interview")
    assert 60_000 <= times(rows[-1])[1] <= 120_000
    assert {(row["speaker"], row["language"]) for row in rows} == {("THE ATTORNEY", "zh")}
    assert np.mean([len(row["source"]) for row in rows]) > 20
