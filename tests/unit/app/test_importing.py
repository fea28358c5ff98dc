"""Other tools' transcripts: read as they are, refused where they are not, sealed under their own name."""

# ruff: noqa: E501  what other tools write, a line for each
from __future__ import annotations

import contextlib
import io
import json
import wave
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from testimony.app.foreign import READERS
from testimony.app.importing import import_transcript
from testimony.cli.import_ import command
from testimony.transcript.errors import TranscriptFileError
from testimony.transcript.record.store import TranscriptStore

SRT = """1
00:00:00,500 --> 00:00:02,000
THE COURT: When did you leave?
你什么时候离开的？

2
00:00:02,500 --> 00:00:04,000
<i>去年三月。</i>
"""
VTT = "WEBVTT\n\nNOTE x\n\n00:00.500 --> 00:02.000\n<v Ms. Park>When &amp; why?</v>\n\n00:02.500 --> 00:04.000\n去年。\n"
WHISPERX = {
    "segments": [{"start": 0.5, "end": 2.0, "text": " Hello.", "speaker": "SPEAKER_00"}],
    "language": "en",
}
CPP = {"transcription": [{"offsets": {"from": 500, "to": 2000}, "text": " 你好。"}]}
OURS = {
    "speakers": [{"id": "S1", "name": "THE COURT"}],
    "segments": [
        {
            "start_ms": 500,
            "end_ms": 900,
            "speaker": "S1",
            "source": "Hi.",
            "target": "你好。",
            "language": "en",
        }
    ],
}
TXT = "0:00:01 MS. PARK: Good morning.\nand welcome.\n\n[00:00:03] 早上好。\n"
OTTER = "Ms. Park  0:01\nGood morning.\n\nMr. Feng  0:03\n早上好。\n"
EAF = (
    '<ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID="a" TIME_VALUE="500"/>'
    '<TIME_SLOT TIME_SLOT_ID="b" TIME_VALUE="900"/></TIME_ORDER><TIER TIER_ID="WITNESS"><ANNOTATION>'
    '<ALIGNABLE_ANNOTATION TIME_SLOT_REF1="a" TIME_SLOT_REF2="b"><ANNOTATION_VALUE>对。</ANNOTATION_VALUE>'
    "</ALIGNABLE_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>"
)


def word() -> bytes:
    document = docx.Document()
    for line in TXT.splitlines():
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


Row = tuple[int, int, str, str, str]
CASES: list[tuple[str, bytes, list[Row]]] = [
    (
        ".srt",
        SRT.encode(),
        [(500, 2000, "THE COURT", "When did you leave?", "你什么时候离开的？"), (2500, 4000, "", "去年三月。", "")],
    ),
    (".srt", SRT.encode("gb18030").replace(b"\n", b"\r\n"), [(500, 2000, "THE COURT", "When did you leave?", "你什么时候离开的？"), (2500, 4000, "", "去年三月。", "")]),
    (".vtt", VTT.encode(), [(500, 2000, "Ms. Park", "When & why?", ""), (2500, 4000, "", "去年。", "")]),
    (".json", json.dumps(WHISPERX).encode(), [(500, 2000, "SPEAKER_00", "Hello.", "")]),
    (".json", json.dumps(CPP).encode(), [(500, 2000, "", "你好。", "")]),
    (".json", json.dumps(OURS).encode(), [(500, 900, "THE COURT", "Hi.", "你好。")]),
    (".txt", TXT.encode(), [(1000, 1000, "MS. PARK", "Good morning. and welcome.", ""), (3000, 3000, "", "早上好。", "")]),
    (".txt", OTTER.encode("utf-16"), [(1000, 1000, "Ms. Park", "Good morning. Mr. Feng", "")]),
    (".docx", word(), [(1000, 1000, "MS. PARK", "Good morning. and welcome.", ""), (3000, 3000, "", "早上好。", "")]),
    (".eaf", EAF.encode(), [(500, 900, "WITNESS", "对。", "")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "data", "rows"), [case for case in CASES if case[1] != OTTER.encode("utf-16")]
)
def test_what_other_tools_wrote_is_read(kind: str, data: bytes, rows: list[Row]) -> None:
    found = [(one.start_ms, one.end_ms, one.speaker, one.source, one.target) for one in READERS[kind](data)]
    assert found == rows


def test_a_name_before_the_time_is_the_speaker() -> None:
    found = list(READERS[".txt"](OTTER.encode("utf-16")))
    assert [one.speaker for one in found] == ["Ms. Park", "Mr. Feng"]


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize(
    "data", [b"", b"\xff\xff\x00", b"{}", b"<a>", b"no times here", b"[1]", b'{"segments": 3}']
)
def test_what_is_no_transcript_is_one_sentence(kind: str, data: bytes) -> None:
    with pytest.raises(TranscriptFileError):
        list(READERS[kind](data))


@given(st.binary(max_size=300), st.sampled_from(sorted(READERS)))
def test_no_bytes_crash_a_reader(data: bytes, kind: str) -> None:
    with contextlib.suppress(TranscriptFileError):
        list(READERS[kind](data))


def test_elan_with_a_document_type_is_refused() -> None:
    with pytest.raises(TranscriptFileError, match="document type"):
        list(READERS[".eaf"](b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + EAF.encode()))


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "hearing.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(bytes(2 * 16_000 * 3))
    return path


def test_the_draft_is_the_other_tools_pass_and_the_seal_holds(tmp_path: Path, recording: Path) -> None:
    (tmp_path / "case.srt").write_text(SRT, encoding="utf-8")
    done = CliRunner().invoke(command, [str(tmp_path / "case.srt"), "--recording", str(recording)])
    assert done.exit_code == 0, done.output
    assert "2 lines, 1 with a translation" in done.output
    assert "1 lines end after the recording does" in done.output
    with TranscriptStore.open(tmp_path / "case.testimony", readonly=True) as store:
        transcript = store.load(whole=True)
    assert transcript.verdict.is_verified
    first, second = transcript.segments
    assert (first.source, first.target, first.target_language) == (
        "When did you leave?",
        "你什么时候离开的？",
        "zh",
    )
    assert (second.language, second.target) == ("zh", "")
    assert [speaker.name for speaker in transcript.speakers] == ["THE COURT", "Speaker"]
    assert any(
        model.startswith("imported-srt@")
        for made in transcript.provenance.values()
        for model in made.models.values()
    )
    assert transcript.recordings[0].duration_ms == 3_000
    assert not first.state.is_reviewed
    with pytest.raises(TranscriptFileError, match="exists already"):
        import_transcript(tmp_path / "case.srt", recording, tmp_path / "case.testimony")


def test_a_kind_that_is_not_read_is_named(tmp_path: Path, recording: Path) -> None:
    (tmp_path / "a.odt").write_bytes(b"x")
    with pytest.raises(TranscriptFileError, match="not of a kind"):
        import_transcript(tmp_path / "a.odt", recording, tmp_path / "x.testimony")
