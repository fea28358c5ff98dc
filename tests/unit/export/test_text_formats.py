"""Plain text and JSON, and what every export says of itself."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from samples_of_speech import APPROVED, hearing, many, one

from testimony.export import Exhibit, ExportOptions, format_named, render
from testimony.export.job import marks_of
from testimony.text.cells import cell_width
from testimony.transcript.errors import ExportError
from testimony.transcript.types import Transcript

GOLDEN = Path(__file__).resolve().parents[2] / "golden"


def text(transcript: Transcript, **options: object) -> str:
    return render(transcript, "txt", ExportOptions(**options)).decode()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "format_", "options"),
    [
        ("hearing.txt", "txt", ExportOptions()),
        ("hearing-stacked.txt", "txt", ExportOptions(layout="stacked", width=60)),
        ("hearing.json", "json", ExportOptions()),
    ],
)
def test_golden_bytes(name: str, format_: str, options: ExportOptions) -> None:
    assert render(hearing(words=True), format_, options) == (GOLDEN / name).read_bytes()


def test_a_draft_says_so_with_its_count_at_both_ends() -> None:
    lines = text(hearing()).splitlines()
    assert lines[0] == lines[-1] == "DRAFT – UNREVIEWED MACHINE OUTPUT (6 of 6 lines)"


def test_marks_follow_the_review() -> None:
    half = hearing(state=APPROVED)
    half = replace(half, segments=(hearing().segments[0], *half.segments[1:]))
    assert marks_of(half)[0] == "DRAFT – UNREVIEWED MACHINE OUTPUT (1 of 6 lines)"
    assert marks_of(hearing(state=APPROVED)) == ("REVIEWED – NOT CERTIFIED",)
    assert "DEMO MODELS" in marks_of(hearing(state=APPROVED, demo=True))[1]
    assert marks_of(replace(hearing(state=APPROVED), complete=False))[0].startswith("DRAFT")
    assert marks_of(replace(hearing(), segments=()))[0].startswith("DRAFT")


@pytest.mark.parametrize("width", [40, 60, 80, 132])
def test_no_line_is_wider_than_the_width(width: int) -> None:
    assert all(cell_width(line) <= width for line in text(hearing(), width=width).splitlines())


def test_english_speech_appears_once_when_everything_goes_to_english() -> None:
    page = text(hearing(), direction="to-en", width=120)
    assert "[in English]" in page
    assert "早上好" not in page
    assert page.count("Were you ever detained?") == 1


def test_no_control_or_direction_override_reaches_the_page() -> None:
    page = text(one("a\x1b[31mb\u202ec\x00d\ud800", name="X\nY\x07"))
    assert not set(page) & set("\x1b\u202e\x00\x07")
    assert "X Y" in page


def test_folders_of_the_recording_are_not_told() -> None:
    for name in ("txt", "json"):
        assert b"someone" not in render(hearing(), name, ExportOptions())


def test_the_title_block_has_what_the_caller_named() -> None:
    page = text(hearing(), exhibit=Exhibit(case="Matter of L\x1b", title="Direct\nexamination", tab="C"))
    for line in ("Document:     Direct examination", "Case:         Matter of L", "Tab:          C"):
        assert line in page.splitlines()


def test_an_excerpt_says_so_and_keeps_order() -> None:
    page = text(hearing(), segments="4-5,2")
    assert "EXCERPT – 3 OF 6 LINES" in page
    assert page.index("二〇一九") < page.index("detained?") < page.index("十五")


@pytest.mark.parametrize("wanted", ["9", "x", "3-2", "1-", ",", "2-99"])
def test_a_bad_range_is_one_sentence(wanted: str) -> None:
    with pytest.raises(ExportError) as caught:
        text(hearing(), segments=wanted)
    assert caught.value.hint


def test_an_id_names_its_split_children() -> None:
    base = hearing()
    split = (replace(base.segments[1], id="2.1"), replace(base.segments[1], id="2.2"))
    transcript = replace(base, segments=(base.segments[0], *split, *base.segments[2:]))
    data = json.loads(render(transcript, "json", ExportOptions(segments="2")))
    assert [segment["id"] for segment in data["segments"]] == ["2.1", "2.2"]


def test_json_has_the_schema_of_the_design() -> None:
    data = json.loads(render(hearing(words=True), "json", ExportOptions()))
    assert list(data) == [
        "schema", "recordings", "languages", "provenance", "history_head", "links", "speakers", "complete",
        "findings", "segments",
    ]  # fmt: skip
    assert data["schema"] == "testimony/1"
    segment = data["segments"][1]
    assert set(segment) == {
        "id", "recording", "channel", "start_ms", "end_ms", "speaker", "language", "language_probability",
        "source", "target", "target_language", "state", "flags", "words", "authors",
        "approvals", "notes",
    }  # fmt: skip
    assert segment["words"][0] == {"start_ms": 10500, "end_ms": 10925, "text": "我", "probability": 0.9}


def test_unknown_format_and_layout_name_the_known_ones() -> None:
    with pytest.raises(ExportError, match="there are: pdf, "):
        format_named("docm")
    with pytest.raises(ExportError, match="court"):
        text(hearing(), layout="court")


@pytest.mark.parametrize(
    "transcript", [many(0), one("长" * 5_000, "word " * 1_000), one("#*<script>{-->&=cmd()")]
)
def test_hard_transcripts_give_text_and_json(transcript: Transcript) -> None:
    for segment in transcript.segments:
        assert (
            segment.source in json.loads(render(transcript, "json", ExportOptions()))["segments"][0]["source"]
        )
    assert text(transcript).endswith("lines)\n")
