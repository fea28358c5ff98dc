"""Overlaps in mixed voices of the sample hearing, with the model that is shipped."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from testimony.audio.decoding import open_recording
from testimony.runtime.samples import sample
from transcribe.speakers.listening import Stretch, sounds_of
from transcribe.speakers.model import find_speaker_model
from transcribe.speakers.overlap import OverlapFinder, common_ms

MS = 16


@pytest.fixture(scope="module")
def turns() -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Sounds of two different speakers, two to four seconds long."""
    with open_recording(sample("hearing", "hearing.opus")) as reader:
        sound = np.concatenate([np.atleast_2d(chunk.samples).mean(axis=0) for chunk in reader.chunks()])
    with sample("hearing", "script.tsv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["source"].strip()]
    cut = {
        name: [
            sound[int(row["start_ms"]) * MS : int(row["end_ms"]) * MS]
            for row in rows
            if row["speaker"] == name and 2_000 < int(row["end_ms"]) - int(row["start_ms"]) < 4_500
        ]
        for name in ("COUNSEL", "THE INTERPRETER")
    }
    return cut["COUNSEL"][:4], cut["THE INTERPRETER"][:4]


def heard(sound: np.ndarray, spans: list[tuple[int, int]], size: int = 16_000) -> list[tuple[int, int]]:
    finder = OverlapFinder(find_speaker_model(), spans)
    passed = list(finder.watch(sound[np.newaxis, at : at + size] for at in range(0, len(sound), size)))
    assert sum(part.shape[1] for part in passed) == len(sound)
    return finder.overlaps


def test_two_at_once_are_found_and_one_alone_is_not(turns: tuple[list[np.ndarray], list[np.ndarray]]) -> None:
    parts: list[np.ndarray] = []
    alone: list[tuple[int, int]] = []
    both: list[tuple[int, int]] = []
    at = 0
    for first, second in zip(*turns, strict=True):
        for piece, spans in ((first, alone), (second, alone), (first + np.resize(second, len(first)), both)):
            spans.append((at // MS, (at + len(piece)) // MS))
            gap = np.zeros(8_000, np.float32)
            parts += [piece.astype(np.float32), gap]
            at += len(piece) + len(gap)
    found = heard(np.concatenate(parts), alone + both)
    assert sum(common_ms(found, *span) >= 150 for span in both) >= 3
    assert sum(common_ms(found, *span) >= 150 for span in alone) <= 1


def test_the_pieces_that_sound_comes_in_do_not_matter(
    turns: tuple[list[np.ndarray], list[np.ndarray]],
) -> None:
    first, second = turns[0][0], turns[1][0]
    sound = np.concatenate([first + np.resize(second, len(first)), np.zeros(300_000)]).astype(np.float32)
    spans = [(0, len(first) // MS)]
    assert heard(sound, spans, 1_600) == heard(sound, spans, 100_000) != []


def test_where_nobody_speaks_nothing_is_looked_at(turns: tuple[list[np.ndarray], list[np.ndarray]]) -> None:
    sound = (turns[0][0] + np.resize(turns[1][0], len(turns[0][0]))).astype(np.float32)
    assert heard(sound, []) == []


def test_each_stretch_gets_its_own_sound() -> None:
    sound = np.arange(40_000, dtype=np.float32)[np.newaxis]
    stretches = [Stretch(0, 500), Stretch(250, 1_000), Stretch(900, 950), Stretch(2_400, 3_000)]
    arrays = [sound[:, at : at + 3_000] for at in range(0, 40_000, 3_000)]
    cut = [part for _, part in sounds_of(arrays, stretches)]
    assert [(part[0], len(part)) for part in cut] == [
        (0, 8_000),
        (4_000, 12_000),
        (14_400, 800),
        (38_400, 1_600),
    ]


def test_channels_are_cut_each_from_its_own() -> None:
    sound = np.stack([np.zeros(16_000), np.ones(16_000)]).astype(np.float32)
    cut = [part.mean() for _, part in sounds_of([sound], [Stretch(0, 100, 0), Stretch(0, 100, 1)])]
    assert cut == [0, 1]
