"""The room on the demo model and the end of the sample hearing, which holds the stretch without speech."""

from __future__ import annotations

import csv
import statistics
from pathlib import Path

import numpy as np
import pytest
from speech_fakes import chunks_of

from testimony.audio.decoding import open_recording
from testimony.transcript.types import Segment
from transcribe.options import SpeechOptions
from transcribe.pipeline import BlockDraft, open_transcriber, transcribe

START_MS = 159_000
QUIET_MS = (159_900, 176_900)


@pytest.fixture(scope="module")
def samples_folder() -> Path:
    return Path(__file__).parents[3] / "samples"


@pytest.fixture(scope="module")
def drafts(samples_folder: Path) -> list[BlockDraft]:
    with open_recording(samples_folder / "hearing" / "hearing.opus") as reader:
        sound = np.concatenate([chunk.samples for chunk in reader.chunks()], axis=1)
    options = SpeechOptions(threads=1)
    engine = open_transcriber(samples_folder / "models" / "whisper-demo", options=options)
    return list(transcribe(chunks_of(sound[:, START_MS * 16 :]), engine, options))


@pytest.fixture(scope="module")
def segments(drafts: list[BlockDraft]) -> list[Segment]:
    return [segment for draft in drafts for segment in draft.segments]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in rows if int(row["start_ms"]) >= START_MS]


def over(segments: list[Segment], row: dict[str, str]) -> list[Segment]:
    start, end = int(row["start_ms"]) - START_MS, int(row["end_ms"]) - START_MS
    return [item for item in segments if min(item.end_ms, end) - max(item.start_ms, start) > 80]


def test_every_row_is_heard_in_its_own_language(samples_folder: Path, segments: list[Segment]) -> None:
    rows = rows_of(samples_folder / "hearing" / "script.tsv")
    assert len(rows) > 15
    for row in rows:
        found = over(segments, row)
        assert found
        assert {item.language for item in found} == {row["language"]}, row["source"]


def test_no_segment_reaches_over_two_rows(samples_folder: Path, segments: list[Segment]) -> None:
    rows = rows_of(samples_folder / "hearing" / "script.tsv")
    for segment in segments:
        assert len([row for row in rows if segment in over([segment], row)]) <= 1


def test_the_stretch_without_speech_has_no_text(segments: list[Segment]) -> None:
    start, end = (at - START_MS for at in QUIET_MS)
    assert not [
        item for item in segments if item.source and item.start_ms < end - 100 and item.end_ms > start + 100
    ]


def test_words_lie_where_they_were_said(samples_folder: Path, segments: list[Segment]) -> None:
    said: dict[str, list[int]] = {}
    for row in rows_of(samples_folder / "hearing" / "words.tsv"):
        said.setdefault(row["text"].casefold(), []).append(int(row["start_ms"]) - START_MS)
    errors = [
        min(
            (abs(word.start_ms - at) for at in said.get(word.text.strip(" ,.?!。，？").casefold(), [])),
            default=None,
        )
        for segment in segments
        if segment.language == "en"
        for word in segment.words
    ]
    close = [error for error in errors if error is not None and error < 1_000]
    assert len(close) > 40
    assert statistics.median(close) <= 80


def test_words_stay_inside_their_segments(segments: list[Segment]) -> None:
    for segment in segments:
        assert all(
            segment.start_ms <= word.start_ms <= word.end_ms <= segment.end_ms for word in segment.words
        )
        assert "".join(word.text for word in segment.words).strip() == segment.source
