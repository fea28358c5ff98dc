"""A second voice inside an utterance: made-up networks for the rules, real voices where clips are at hand."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from testimony.audio.decoding import open_recording
from testimony.runtime.samples import sample
from transcribe import voice_changes
from transcribe.segmentation.silero import FRAME
from transcribe.segmentation.voice_activity import Span
from transcribe.speakers import Voiceprint, open_voice_encoder
from transcribe.speakers.changes import ChangeFinder
from transcribe.speakers.encoder import VoiceEncoder
from transcribe.speakers.model import Network

RATE = 16_000
CLIPS = Path(__file__).parents[5] / "shared" / "real"


class Levels:
    """A network and an encoder for sound in which each voice is a level: 0.1, 0.2, 0.3, silence is 0."""

    def run(self, sound: np.ndarray) -> np.ndarray:
        frames = (sound.shape[2] - 721) // 270
        centres = 495 + 270 * np.arange(frames)
        voices = np.round(sound[0, 0, centres] * 10).astype(int)
        probabilities: np.ndarray = np.log(np.eye(7)[voices] * 0.9 + 0.01)[np.newaxis]
        return probabilities

    def embed(self, sound: np.ndarray) -> Voiceprint:
        vector = np.zeros(192, np.float32)
        vector[round(float(np.median(sound)) * 10)] = 1
        return Voiceprint(vector, len(sound) / RATE)


def of_levels(*parts: tuple[float, float]) -> np.ndarray:
    return np.concatenate([np.full(int(seconds * RATE), level, np.float32) for level, seconds in parts])


@pytest.fixture
def finder() -> ChangeFinder:
    return ChangeFinder(cast("VoiceEncoder", Levels()), cast("Network", Levels()))


def test_a_change_is_where_the_voice_changes(finder: ChangeFinder) -> None:
    (at,) = finder.changes(of_levels((0.1, 3), (0.2, 2)))
    assert abs(at - 3 * RATE) < 400


def test_a_pause_between_two_voices_is_cut_in_its_middle(finder: ChangeFinder) -> None:
    (at,) = finder.changes(of_levels((0.1, 2), (0, 0.4), (0.2, 2)))
    assert abs(at - 2.2 * RATE) < 400


def test_there_and_back_are_two_changes(finder: ChangeFinder) -> None:
    assert len(finder.changes(of_levels((0.1, 2), (0.2, 2), (0.1, 2)))) == 2


@pytest.mark.parametrize(
    "parts",
    [
        [(0.1, 6)],
        [(0.1, 3), (0, 0.5), (0.1, 3)],
        [(0.1, 3), (0.2, 0.5), (0.1, 2)],  # a word of another: too short to be an utterance
        [(0.1, 1), (0.2, 0.9)],  # too short as a whole
    ],
)
def test_what_stays_whole(finder: ChangeFinder, parts: list[tuple[float, float]]) -> None:
    assert finder.changes(of_levels(*parts)) == []


def test_utterances_are_cut_at_frames_and_keep_their_padding(
    finder: ChangeFinder, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = of_levels((0, 0.5), (0.1, 3), (0.2, 3), (0, 0.5))
    span = Span(16, 203, 10, 209)
    monkeypatch.setattr(voice_changes, "_finder", lambda: finder)
    first, second = voice_changes.cut_where_voice_changes([span], sound)
    assert (first.start, first.padded_start, second.end, second.padded_end) == (16, 10, 203, 209)
    assert first.end == second.start == first.padded_end == second.padded_start
    assert abs(first.end * FRAME - 3.5 * RATE) < 2 * FRAME
    monkeypatch.setattr(voice_changes, "_finder", lambda: None)
    assert voice_changes.cut_where_voice_changes([span], sound) == [span]


def test_one_synthetic_voice_is_left_whole() -> None:
    with open_recording(sample("hearing", "hearing.opus")) as reader:
        sound = np.concatenate([np.atleast_2d(chunk.samples).mean(axis=0) for chunk in reader.chunks()])
    with sample("hearing", "script.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))[:30]
    spans = [
        Span(start, end, start, end)
        for start, end in ((int(row["start_ms"]) // 32, int(row["end_ms"]) // 32) for row in rows)
    ]
    assert voice_changes.cut_where_voice_changes(spans, sound.astype(np.float32)) == spans


@pytest.mark.skipif(not (CLIPS / "manifest.tsv").is_file(), reason="no clips")
def test_two_real_voices_without_a_pause_are_cut() -> None:
    clips: dict[str, Path] = {}
    with (CLIPS / "manifest.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["kind"] == "read" and row["speaker"] and float(row["seconds"]) > 4:
                clips.setdefault(row["speaker"], CLIPS / "clips" / row["file"])
    sounds = []
    for path in list(clips.values())[:9]:
        with open_recording(path) as reader:
            whole = np.concatenate([np.atleast_2d(chunk.samples).mean(axis=0) for chunk in reader.chunks()])
        sounds.append((whole[RATE // 2 : RATE * 7 // 2] / np.abs(whole).max() / 2).astype(np.float32))
    finder = ChangeFinder(open_voice_encoder())
    found = [finder.changes(np.concatenate(pair)) for pair in pairwise(sounds)]
    near = sum(any(abs(at - 3 * RATE) < RATE // 2 for at in changes) for changes in found)
    assert near >= 2  # the model proposes no place between voices that are much alike
    assert not any(finder.changes(sound) for sound in sounds)
