"""The shipped demo speech model: whole, small, loaded like any other, as good as it says (with slack)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from faster_whisper import WhisperModel

from samples.recipes.speech import evaluation

SAMPLES = Path(__file__).parents[3] / "samples"
MODEL = SAMPLES / "models" / "whisper-demo"
LARGEST = 8 * 1024 * 1024
LOOSE_RATE = 0.10
SENTENCES = 14


@pytest.fixture(scope="module")
def model() -> WhisperModel:
    return evaluation.load(MODEL)


@pytest.fixture(scope="module")
def sentences() -> list[evaluation.Utterance]:
    return evaluation.from_hearing(SAMPLES / "hearing")[:SENTENCES]


def test_the_manifest_names_every_file_with_its_hash() -> None:
    manifest = json.loads((MODEL / "manifest.json").read_text(encoding="utf-8"))
    there = {path.name for path in MODEL.iterdir()} - {"manifest.json"}
    assert set(manifest["files"]) == there
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((MODEL / name).read_bytes()).hexdigest() == digest, name
    assert (manifest["name"], manifest["kind"]) == ("whisper-demo", "whisper")
    assert (manifest["languages"], manifest["demo"]) == (["zh", "en"], True)


def test_the_folder_is_small() -> None:
    assert sum(path.stat().st_size for path in MODEL.iterdir()) <= LARGEST


def test_the_readme_says_what_its_figures_do_not_say() -> None:
    text = " ".join((MODEL / "README.md").read_text(encoding="utf-8").split())
    assert "demo model" in text
    assert "says nothing about other weights" in text or "say nothing about other weights" in text


def test_faster_whisper_loads_it_as_multilingual_with_word_times(model: WhisperModel) -> None:
    assert model.model.is_multilingual
    config = json.loads((MODEL / "config.json").read_text(encoding="utf-8"))
    assert config["alignment_heads"]
    assert len(config["lang_ids"]) == 2


def test_it_hears_the_sample_hearing(model: WhisperModel, sentences: list[evaluation.Utterance]) -> None:
    score = evaluation.measure(model, sentences)
    assert score.detected == score.utterances == SENTENCES
    assert score.rate("zh") <= LOOSE_RATE
    assert score.rate("en") <= LOOSE_RATE


def test_words_have_times_in_order_and_inside_the_audio(
    model: WhisperModel, sentences: list[evaluation.Utterance]
) -> None:
    sentence = sentences[2]
    segments, _ = model.transcribe(
        sentence.samples, language=sentence.language, word_timestamps=True, without_timestamps=True
    )
    words = [word for segment in segments for word in segment.words]
    starts = [word.start for word in words]
    assert len(words) > 3
    assert starts == sorted(starts)
    assert words[-1].end <= sentence.samples.size / 16000 + 0.1


def test_it_knows_where_nobody_speaks(model: WhisperModel) -> None:
    figures = evaluation.no_speech(model, count=6)
    assert figures["dropped"] >= 0.8
    assert figures["median_probability"] >= 0.5


def test_digital_silence_has_no_text(model: WhisperModel) -> None:
    segments, _ = model.transcribe(np.zeros(32000, dtype=np.float32), language="en", temperature=0.0)
    assert "".join(segment.text for segment in segments) == ""
