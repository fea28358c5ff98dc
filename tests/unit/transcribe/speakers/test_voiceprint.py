"""Voiceprints of the sample hearing's synthetic voices, with the model that is shipped."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from testimony.audio.decoding import open_recording
from testimony.runtime.samples import sample, samples_folder
from testimony.transcript.errors import ModelDamaged, ModelError, ModelMissing
from transcribe.speakers import Voiceprint, open_voice_encoder, same_voice
from transcribe.speakers.encoder import VoiceEncoder

SECOND = 16_000
CLIPS = Path(__file__).parents[4].parent / "shared" / "real"


@pytest.fixture(scope="module")
def encoder() -> VoiceEncoder:
    return open_voice_encoder()


@pytest.fixture(scope="module")
def spoken() -> list[tuple[str, np.ndarray]]:
    """(speaker, samples) of the first rows of the sample hearing that last two to eight seconds."""
    with open_recording(sample("hearing", "hearing.opus")) as reader:
        sound = np.concatenate([np.atleast_2d(chunk.samples).mean(axis=0) for chunk in reader.chunks()])
    with sample("hearing", "script.tsv").open(encoding="utf-8") as file:
        rows = [
            (row["speaker"], int(row["start_ms"]), int(row["end_ms"]))
            for row in csv.DictReader(file, delimiter="\t")
        ]
    return [
        (speaker, sound[start * 16 : end * 16].astype(np.float32))
        for speaker, start, end in rows
        if 2_000 <= end - start <= 8_000
    ][:24]


def test_one_voice_is_told_from_another(encoder: VoiceEncoder, spoken: list[tuple[str, np.ndarray]]) -> None:
    made = [(speaker, encoder.embed(samples)) for speaker, samples in spoken]
    pairs = [(a, b) for index, a in enumerate(made) for b in made[index + 1 :]]
    assert len({speaker for speaker, _ in made}) >= 3
    same = [same_voice(one, other) for (who, one), (whom, other) in pairs if who == whom]
    different = [same_voice(one, other) for (who, one), (whom, other) in pairs if who != whom]
    ranked = [a > b for a in same for b in different]
    assert sum(ranked) / len(ranked) > 0.98
    # The place of 0.5 is fitted on people. One synthetic voice is never taken for two; those of one speech
    # engine sound more alike than people do, and most of them are still told apart.
    assert min(same) > 0.5
    assert np.median(different) < 0.5


@pytest.mark.skipif(not (CLIPS / "manifest.tsv").is_file(), reason="no clips")
@pytest.mark.parametrize("seconds", [2, 4])
def test_real_voices_are_told_apart_at_one_half(encoder: VoiceEncoder, seconds: int) -> None:
    clips: dict[str, list[Path]] = {}
    with (CLIPS / "manifest.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["kind"] == "read" and row["speaker"] and float(row["seconds"]) > seconds + 0.5:
                clips.setdefault(row["speaker"], []).append(CLIPS / "clips" / row["file"])
    made = []
    for speaker, paths in sorted(clips.items()):
        for path in paths[:2]:
            with open_recording(path) as reader:
                whole = np.concatenate(
                    [np.atleast_2d(chunk.samples).mean(axis=0) for chunk in reader.chunks()]
                )
            made.append((speaker, encoder.embed(whole[SECOND // 4 : SECOND // 4 + seconds * SECOND])))
    answers = [
        (one == other, same_voice(first, second) >= 0.5)
        for index, (one, first) in enumerate(made)
        for other, second in made[index + 1 :]
    ]
    same = [answer for is_same, answer in answers if is_same]
    different = [answer for is_same, answer in answers if not is_same]
    assert len(same) >= 8
    assert sum(same) / len(same) >= 0.9
    assert sum(different) / len(different) <= 0.05


def test_the_same_sound_gives_the_same_bits(
    encoder: VoiceEncoder, spoken: list[tuple[str, np.ndarray]]
) -> None:
    first, second = encoder.embed(spoken[0][1]), open_voice_encoder().embed(spoken[0][1])
    assert first is not None
    assert second is not None
    assert first.vector.tobytes() == second.vector.tobytes()


def test_a_level_changes_nothing(encoder: VoiceEncoder, spoken: list[tuple[str, np.ndarray]]) -> None:
    first, quiet = encoder.embed(spoken[0][1]), encoder.embed(spoken[0][1] * np.float32(0.1))
    assert first is not None
    assert quiet is not None
    assert float(first.vector @ quiet.vector) > 0.99


@pytest.mark.parametrize("sound", [np.zeros(0), np.zeros(SECOND), np.full(SECOND // 10, 0.1)])
def test_too_little_sound_has_no_voiceprint(encoder: VoiceEncoder, sound: np.ndarray) -> None:
    assert encoder.embed(sound.astype(np.float32)) is None


def test_a_short_answer_decides_little() -> None:
    vector = np.zeros(192, np.float32)
    vector[0] = 1
    other = np.zeros(192, np.float32)
    other[1] = 1
    long, short = (same_voice(Voiceprint(vector, s), Voiceprint(other, s)) for s in (3.0, 0.3))
    assert long < short < 0.5
    assert same_voice(None, Voiceprint(vector, 3.0)) == 0.5


@pytest.mark.parametrize(
    ("harm", "error"),
    [
        (shutil.rmtree, ModelMissing),
        (lambda folder: (folder / "voice.onnx").unlink(), ModelDamaged),
        (lambda folder: (folder / "voice.onnx").write_bytes(b"no network"), ModelDamaged),
        (lambda folder: (folder / "manifest.json").write_text("{"), ModelDamaged),
        (lambda folder: (folder / "manifest.json").write_text(json.dumps({"files": {}})), ModelDamaged),
    ],
)
def test_a_damaged_model_is_named(
    tmp_path: Path, harm: Callable[[Path], object], error: type[ModelError]
) -> None:
    folder = tmp_path / "speaker"
    samples = samples_folder()
    assert samples is not None
    shutil.copytree(samples / "speaker", folder)
    harm(folder)
    with pytest.raises(error, match=str(folder)):
        open_voice_encoder(folder)
