"""Chinese text comes in the script of the job, and what was heard is kept."""

from __future__ import annotations

from functools import partial

import pytest
from speech_fakes import FakeEngine, LoudnessStream, chunks_of, recording

from testimony.transcript.errors import SettingsError
from transcribe import SpeechOptions, pipeline, transcribe
from transcribe.engines.base import Decoded, Piece
from transcribe.segmentation.sound import hear_voices

TURNS = recording(("", 300), ("zh", 1_600), ("", 700), ("en", 1_200), ("", 400))
HEARD = "我們在紐約。"


@pytest.fixture(autouse=True)
def _voice_is_loudness(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "hear_voices", partial(hear_voices, open_stream=LoudnessStream))


def rows(script: str) -> list[tuple[str, str, list[str]]]:
    said = Decoded(
        tuple(Piece(200 + 200 * n, 400 + 200 * n, mark, 0.9) for n, mark in enumerate(HEARD)), -0.1
    )
    options = SpeechOptions(script=script)  # type: ignore[arg-type]
    drafts = transcribe(chunks_of(TURNS), FakeEngine(wordy={"zh": said}), options)
    return [
        (
            one.source,
            "".join(word.text for word in one.words).strip(),
            [other.text for other in one.alternatives],
        )
        for draft in drafts
        for one in draft.segments
        if one.language == "zh"
    ]


@pytest.mark.parametrize(
    ("script", "written", "kept"),
    [("hans", "我们在纽约。", [HEARD]), ("hant", HEARD, []), ("as-heard", HEARD, [])],
)
def test_a_line_is_written_in_the_script_of_the_job(script: str, written: str, kept: list[str]) -> None:
    assert rows(script) == [(written, written, kept)]


def test_a_script_that_does_not_exist_is_refused() -> None:
    with pytest.raises(SettingsError):
        SpeechOptions(script="latin")  # type: ignore[arg-type]
