"""Hearings of any seed, the voices that say them, and the times of their words."""

import random
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from samples.recipes import engine, hearing, noise, opus
from samples.recipes.__main__ import main
from samples.recipes.phrasebook import generate
from samples.recipes.resample import to_16k
from samples.recipes.script import RESPONDENT, Turn
from samples.recipes.staging import stage
from samples.recipes.synthesis import RATE, SynthesisUnavailable, say
from samples.recipes.voices import VARIANTS, Language, Voice, draw

SEEDS = [1, 7, 23]


def installed() -> bool:
    try:
        engine.engine()
    except SynthesisUnavailable:
        return False
    return True


speaking = pytest.mark.skipif(not installed(), reason="espeak-ng is not installed")


@pytest.mark.parametrize("seed", SEEDS)
def test_a_hearing_is_made_of_held_out_sentences_and_voices(seed: int) -> None:
    turns = hearing.turns(seed)
    assert {turn.pair.split for turn in turns if turn.pair.slots} == {"test"}
    voices = hearing.cast(seed)
    assert {voice.variant for voice in voices.values()} <= set(VARIANTS["test"])
    assert len({voice.variant for voice in voices.values()}) == 4
    assert {turn.speaker for turn in turns} == set(voices)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_hearing_has_what_makes_one_hard(seed: int) -> None:
    turns = hearing.turns(seed)
    changes = sum(a.language != b.language for a, b in pairwise(turns))
    assert changes >= 30
    assert sum(0 < turn.gap_ms < 350 for turn in turns) >= 5
    assert [15_000 <= turn.pause_ms <= 19_000 for turn in turns if turn.pause_ms] == [True]
    lines = [turn.telephone for turn in turns if turn.speaker == RESPONDENT]
    assert any(lines)
    assert not all(lines)


def test_a_seed_is_one_hearing_and_another_seed_another() -> None:
    assert hearing.turns(3) == hearing.turns(3)
    assert {t.source for t in hearing.turns(3)} != {t.source for t in hearing.turns(4)}


def test_voices_are_split_and_enough() -> None:
    split = [set(VARIANTS[name]) for name in ("train", "dev", "test")]
    assert len(split[0]) >= 30
    assert len(split[2]) >= 6
    assert len(set.union(*split)) == sum(map(len, split))


@speaking
@pytest.mark.parametrize("language", ["zh", "en"])
def test_word_times_are_in_order_and_cover_the_speech(language: Language) -> None:
    rng = random.Random(f"words {language}")
    for pair in generate("test", rng, 12):
        speech = say(pair, language, draw("test", rng))
        words = speech.words
        assert all(word.start_ms < word.end_ms for word in words)
        assert all(a.end_ms <= b.start_ms + 1 for a, b in pairwise(words))
        assert words[0].start_ms <= 60
        assert speech.duration_ms - words[-1].end_ms <= 120
        written = [c for c in pair.zh if c not in "，。？、：；"] if language == "zh" else pair.en.split()
        assert [word.text for word in words] == written


@speaking
def test_between_words_a_pause_is_quiet_and_words_are_not() -> None:
    rng = random.Random(11)
    quiet, loud = [], []
    paused = [pair for pair in generate("test", rng, 120) if "，" in pair.zh[:-4]]
    for pair in paused[:10]:
        speech = say(pair, "zh", draw("test", rng))
        loud += [level(speech.samples, word.start_ms, word.end_ms) for word in speech.words]
        for before, after in pairwise(speech.words):
            if after.start_ms - before.end_ms > 80:
                quiet.append(level(speech.samples, before.end_ms + 20, after.start_ms - 10))
    assert len(quiet) >= 8
    assert np.median(quiet) < 0.01 < np.median(loud) / 2


def level(samples: "np.ndarray[tuple[int], np.dtype[np.float32]]", start_ms: int, end_ms: int) -> float:
    return float(np.sqrt(np.mean(samples[start_ms * 16 : end_ms * 16] ** 2)))


@speaking
def test_staging_keeps_the_gaps_and_the_silence() -> None:
    turns = hearing.turns(7)
    first = next(number for number, turn in enumerate(turns) if turn.pause_ms)
    piece = [*turns[first - 2 : first], turns[first], *turns[first + 1 : first + 3]]
    recording = stage(
        [Turn(t.speaker, t.language, t.pair, 310, t.telephone, t.pause_ms) for t in piece], hearing.cast(7), 7
    )
    rows = recording.rows
    measured = [b.start_ms - a.end_ms for a, b in pairwise(rows)]
    assert measured == [310 + turn.pause_ms for turn in piece[:-1]]
    assert all(row.words[0].start_ms == row.start_ms for row in rows)
    assert recording.samples.size / RATE * 1000 > rows[-1].end_ms


@speaking
def test_an_unknown_voice_is_one_sentence() -> None:
    with pytest.raises(SynthesisUnavailable, match=r"no voice xx-nowhere\+m1"):
        engine.engine().say("Yes.", "en", Voice("m1", "xx-nowhere"))


def test_without_espeak_there_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(engine, "_LIBRARIES", ("libnot-there.so.9",))
    monkeypatch.setattr("ctypes.util.find_library", lambda _name: None)
    engine.engine.cache_clear()
    assert main(["hearing", "--seed", "1", "--out", str(tmp_path / "out")]) == 1
    engine.engine.cache_clear()
    said = capsys.readouterr().err
    assert said == "Error: espeak-ng is not installed: install the package libespeak-ng1\n"
    assert not (tmp_path / "out").exists()


def test_resampling_keeps_a_tone_and_drops_what_would_fold() -> None:
    time = np.arange(22_050) / 22_050
    kept = to_16k(np.sin(2 * np.pi * 1000 * time).astype(np.float32))
    expected = np.sin(2 * np.pi * 1000 * np.arange(kept.size) / RATE)
    assert kept.size == 16_000
    assert np.abs(kept - expected)[100:-100].max() < 0.01
    assert np.abs(to_16k(np.sin(2 * np.pi * 9500 * time).astype(np.float32)))[100:-100].max() < 0.02


def test_opus_is_the_same_bytes_and_keeps_the_time(tmp_path: Path) -> None:
    samples = noise.hold_tone(1.0, peak=0.3)
    for name in ("a", "b"):
        opus.write(tmp_path / name, samples)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_noises_are_those_of_their_seed_and_a_telephone_is_narrow() -> None:
    for made in (noise.door, noise.paper, noise.keyboard):
        one, two = (made(np.random.default_rng(4)) for _ in range(2))
        assert np.array_equal(one, two)
        assert np.abs(one).max() > 0.01
    loud = noise.telephone(np.random.default_rng(1).standard_normal(RATE).astype(np.float32) * 0.1)
    power = np.abs(np.fft.rfft(loud)) ** 2
    frequency = np.fft.rfftfreq(RATE, 1 / RATE)
    inside = power[(frequency > 300) & (frequency < 3400)].sum()
    assert power[(frequency < 150) | (frequency > 4000)].sum() / inside < 0.02
