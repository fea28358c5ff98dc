"""Subtitles, tables and XML: golden bytes, rules of reading, nothing injected."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples_of_speech import APPROVED, hearing, many, one, words_of

from testimony.export import FORMATS, ExportOptions, render
from testimony.export.formats.captions.cues import cues
from testimony.export.formats.exchange.xliff import read_corrections
from testimony.export.prepare import prepare
from testimony.export.scripts import converter, tag_of
from testimony.text.cells import cell_width
from testimony.transcript.errors import ExportError
from testimony.transcript.types import Side, Transcript

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
NASTY = "#*<script>alert(1)</script>{\\an8}-->&=cmd()|'/C calc'!A0"
TEXT = st.text(alphabet="我被拘留，。 abc DEF.<>&-{}", min_size=1, max_size=300)


def text(transcript: Transcript, name: str, **options: object) -> str:
    return render(transcript, name, ExportOptions(**options)).decode("utf-8-sig")  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["srt", "vtt", "csv", "tmx", "xliff"])
def test_golden_bytes(name: str) -> None:
    data = render(hearing(words=True), name, ExportOptions())
    assert data == (GOLDEN / f"hearing.{name}").read_bytes()
    assert data == render(hearing(words=True), name, ExportOptions())


@pytest.mark.parametrize("name", ["srt", "vtt", "csv", "tmx", "xliff"])
@pytest.mark.parametrize("state", [None, APPROVED])
def test_every_format_says_what_it_is(name: str, state: object) -> None:
    transcript = hearing(demo=True) if state is None else hearing(state=APPROVED, demo=True)
    page = text(transcript, name)
    assert ("DRAFT – UNREVIEWED" if state is None else "REVIEWED – NOT CERTIFIED") in page
    assert "DEMO MODELS" in page


@settings(deadline=None)
@given(TEXT, TEXT, st.sampled_from(["both", "source", "target"]), st.booleans())
def test_cues_keep_the_reading_rules(source: str, target: str, side: str, named: bool) -> None:
    transcript = one(source, target)
    job = prepare(transcript, FORMATS["srt"], ExportOptions(text=side))  # type: ignore[arg-type]
    shown = list(cues(job, named=named))[1:]
    for cue in shown:
        assert 1 <= len(cue.lines) <= 2
        assert all(cell_width(line) <= 42 for line, _ in cue.lines)
        assert 0 < cue.end_ms - cue.start_ms <= 7_000
    said = "".join(line for cue in shown for line, _ in cue.lines)
    wanted = (source if side != "target" else "") + (target if side != "source" else "")
    assert sorted("".join(said.split()).removeprefix("THEWITNESS:")) == sorted("".join(wanted.split()))


def test_no_cue_starts_before_the_one_above() -> None:
    job = prepare(many(200), FORMATS["srt"], ExportOptions())
    starts = [cue.start_ms for cue in cues(job)]
    assert starts == sorted(starts)


def test_a_cue_begins_where_its_words_were_spoken() -> None:
    source = "我被拘留了十五天没有见到律师" * 4
    words = words_of(source, 0, 1_000)[: len(source)]
    late = tuple(
        replace(word, start_ms=word.start_ms + 5_000, end_ms=word.end_ms + 5_000) for word in words[32:]
    )
    base = one(source)
    segment = replace(base.segments[0], words=words[:32] + late, end_ms=9_000)
    job = prepare(replace(base, segments=(segment,)), FORMATS["srt"], ExportOptions(text="source"))
    assert [cue.start_ms for cue in cues(job)][1:] == [
        1_000,
        late[0].start_ms,
    ]  # the first second is the mark's


def test_subtitles_hold_no_timing_arrow_or_tag_of_a_speaker() -> None:
    srt = text(one(NASTY, NASTY, name="A --> B <v X>"), "srt")
    assert all(re.fullmatch(r"[\d:,]+ --> [\d:,]+", line) for line in srt.splitlines() if "-->" in line)
    assert "<script" not in srt
    assert "{\\an8" not in srt
    vtt = text(one(NASTY, name="A --> B <c>"), "vtt")
    assert all(re.match(r"[\d:.]+ --> [\d:.]+$", line) for line in vtt.splitlines() if "-->" in line)
    assert "<script" not in vtt
    assert "<c>" not in vtt


@pytest.mark.parametrize(
    "text_", ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "  =cmd()", "＝1", "|calc", "\n=1"]
)
def test_no_cell_of_a_spreadsheet_is_a_formula(text_: str) -> None:
    rows = list(csv.DictReader(io.StringIO(text(one(text_, text_, name=text_), "csv"), newline="")))
    assert all(not cell.lstrip()[:1] or cell.lstrip()[0] not in "=+-@＝|" for cell in rows[0].values())


def test_csv_reads_back() -> None:
    rows = list(csv.DictReader(io.StringIO(text(one('a"b,\nc', "x"), "csv"), newline="")))
    assert rows[0]["source"] == 'a"b,\nc'
    assert rows[0]["speaker"] == "THE WITNESS"


@pytest.mark.parametrize("name", ["tmx", "xliff"])
def test_xml_carries_every_character_and_no_markup(name: str) -> None:
    nasty = NASTY + "]]>\x00\x0b\ufffe"
    root = ET.fromstring(text(one(nasty, nasty, name=nasty), name))
    texts = [
        "".join(element.itertext())
        for element in root.iter()
        if element.tag.endswith(("seg", "source", "target"))
    ]
    assert texts == [NASTY + "]]>\n"] * 2


def test_tmx_leaves_out_what_has_no_translation() -> None:
    assert len(ET.fromstring(text(hearing(), "tmx")).findall("body/tu")) == 5


def test_xliff_comes_back_as_corrections(tmp_path: Path) -> None:
    page = text(hearing(), "xliff").replace(
        "for fifteen days.", "for 15 days & nights.".replace("&", "&amp;")
    )
    path = tmp_path / "back.xlf"
    path.write_text(page, encoding="utf-8")
    (found,) = read_corrections(path, hearing())
    assert (found.segment_id, found.side, found.language) == ("5", Side.TARGET, "en")
    assert found.after == "I was detained for 15 days & nights."
    path.write_bytes(render(hearing(), "xliff", ExportOptions()))
    assert read_corrections(path, hearing()) == ()


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xliff>&e;</xliff>', "document type"),
        ('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x><x/>'.encode("utf-16"), "document type"),
        (b"<tmx/>", "not an XLIFF"),
        (b"", "not well-formed"),
        (b"\xff\xfe\x00", "not well-formed"),
    ],
)
def test_a_bad_xliff_is_one_sentence(tmp_path: Path, data: bytes, match: str) -> None:
    path = tmp_path / "bad.xlf"
    path.write_bytes(data)
    with pytest.raises(ExportError, match=match):
        read_corrections(path, hearing())


def test_xliff_of_another_transcript_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.xlf"
    path.write_bytes(render(hearing(), "xliff", ExportOptions()))
    strange = replace(one("对。"), recordings=(replace(hearing().recordings[0], sha256="cd" * 32),))
    with pytest.raises(ExportError, match="from another transcript"):
        read_corrections(path, strange)
    assert [found.refused for found in read_corrections(path, one("对。"))] == [
        "the transcript has no such line any more: it was split or merged"
    ] * 5


def test_script_changes_characters_never_words_nor_names() -> None:
    assert "我叫李明" in text(hearing(), "txt", script="hant")
    page = text(hearing(), "txt", script="hant", width=200)
    assert "沒有見到律師" in page
    assert converter("hant")("软件") == "軟件"
    assert converter("hant", ["范里"])("范里的范围") == "范里的範圍"
    assert converter("hans")("沒有見到律師") == "没有见到律师"


def test_data_keeps_the_characters_as_written() -> None:
    with pytest.raises(ExportError, match="--script does not apply"):
        text(hearing(), "json", script="hant")


@pytest.mark.parametrize(
    ("said", "tag"), [("没有见到律师", "zh-Hans"), ("沒有見到律師", "zh-Hant"), ("一二三", "zh-Hans")]
)
def test_the_script_of_a_text_is_seen(said: str, tag: str) -> None:
    assert tag_of("zh", said) == tag
    assert tag_of("en", said) == "en"


@pytest.mark.parametrize("name", ["srt", "vtt", "csv", "tmx", "xliff"])
@pytest.mark.parametrize(
    "transcript", [many(0), one("长" * 5_000, "word " * 1_000), one("", ""), one("سالام دۇنيا")]
)
def test_hard_transcripts(name: str, transcript: Transcript) -> None:
    page = text(transcript, name)
    assert "DRAFT" in page or (name == "csv" and not transcript.segments)
