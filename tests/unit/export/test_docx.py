"""Word: a real table, languages set, nothing injected, the same bytes every time."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from samples_of_speech import APPROVED, hearing, many, one
from test_certificate import person, reviewed

from testimony.export import Exhibit, ExportOptions, render
from testimony.transcript.types import Note, Transcript

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NASTY = "<w:p/>&amp;]]><script>{ MERGEFIELD x }\x00\x0b"


def word(transcript: Transcript, **options: object) -> bytes:
    return render(transcript, "docx", ExportOptions(**options))  # type: ignore[arg-type]


def part(data: bytes, name: str) -> ET.Element:
    return ET.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def lines(data: bytes) -> list[list[str]]:
    table = max(docx.Document(io.BytesIO(data)).tables, key=lambda t: len(t.columns) * 100 + len(t.rows))
    for table in docx.Document(io.BytesIO(data)).tables:
        if table.cell(0, 0).text == "Page:line" and table.cell(0, 3).text == "Source (as spoken)":
            return [[cell.text for cell in row.cells] for row in table.rows]
    raise AssertionError("no table of lines")


def test_every_line_stands_in_the_table_in_order() -> None:
    rows = lines(word(hearing()))
    assert rows[0] == ["Page:line", "Time", "Speaker", "Source (as spoken)", "Translation", "Row, state"]
    assert [row[3] for row in rows[1:]] == [segment.source for segment in hearing().segments]
    assert rows[2] == [
        "1:4",
        "00:00:10",
        "THE WITNESS",
        hearing().segments[1].source,
        hearing().segments[1].target,
        "2 U/U",
    ]
    assert len(lines(word(hearing(state=APPROVED)))[0]) == 5


def test_heading_repeats_and_runs_have_their_language() -> None:
    body = part(word(hearing()), "word/document.xml")
    assert body.findall(f".//{W}tblHeader")
    languages = [lang.get(f"{W}eastAsia") for lang in body.iter(f"{W}lang")]
    assert "zh-CN" in languages
    styles = part(word(hearing()), "word/styles.xml")
    assert styles.find(f".//{W}style[@{W}default='1']//{W}rFonts").get(f"{W}eastAsia")  # type: ignore[union-attr]


def test_every_page_is_marked_and_counted() -> None:
    data = word(hearing(state=APPROVED, demo=True), exhibit=Exhibit(tab="C", start_page=41))
    archive = zipfile.ZipFile(io.BytesIO(data))
    headers = "".join(archive.read(n).decode() for n in archive.namelist() if "header" in n)
    assert "REVIEWED – NOT CERTIFIED" in headers
    assert "DEMO MODELS" in headers
    footers = "".join(archive.read(n).decode() for n in archive.namelist() if "footer" in n)
    assert "NUMPAGES" in footers
    assert "Tab C" in footers
    assert lines(data)[1][0] == "41:1"


def test_doubts_are_comments_without_a_date() -> None:
    comments = part(word(hearing()), "word/comments.xml")
    (comment,) = comments.findall(f"{W}comment")
    assert "number mismatch: 十五 / fifteen" in "".join(comment.itertext())
    assert f"{W}date" not in comment.attrib


def test_the_same_transcript_gives_the_same_bytes() -> None:
    assert word(hearing()) == word(hearing())


def test_markup_is_text_and_adds_no_element() -> None:
    plain, nasty = word(one("x", "y")), word(one(NASTY, NASTY, name=NASTY))
    count = [sum(1 for _ in part(data, "word/document.xml").iter()) for data in (plain, nasty)]
    assert abs(count[0] - count[1]) <= 4  # a line break is an element
    assert "<w:p/>&amp;]]><script>{ MERGEFIELD x }" in lines(nasty)[1][3]


@pytest.mark.parametrize(
    "transcript", [many(0), one("长" * 5_000, "word " * 1_000), one("", ""), one("سالام دۇنيا")]
)
def test_hard_transcripts(transcript: Transcript) -> None:
    rows = lines(word(transcript))
    assert len(rows) == len(transcript.segments) + 1


def test_no_member_of_the_archive_tells_a_date_or_a_name() -> None:
    archive = zipfile.ZipFile(io.BytesIO(word(hearing())))
    assert {member.date_time[0] for member in archive.infolist()} == {1980}
    everything = b"".join(archive.read(name) for name in archive.namelist())
    for left in (b"python-docx", b"Macintosh", b"Normal.dotm", b"rsid", b"Light Shading", b"asciiTheme"):
        assert left not in everything
    assert not [
        name for name in archive.namelist() if re.search("theme|thumb|custom|Effects|numbering", name)
    ]


def test_text_is_set_in_styles_that_are_there() -> None:
    data = word(hearing())
    styles = part(data, "word/styles.xml")
    known = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml", "word/comments.xml"):
        for tag in ("pStyle", "rStyle", "tblStyle"):
            used = {one.get(f"{W}val") for one in part(data, name).iter(f"{W}{tag}")}
            assert used <= known, (name, tag)
    body = part(data, "word/document.xml")
    assert {"TranscriptLine", "TranscriptReference"} <= {
        one.get(f"{W}val") for one in body.iter(f"{W}pStyle")
    }
    assert not list(body.iter(f"{W}sz"))  # sizes are the styles' alone
    sized = {s.get(f"{W}styleId"): s.find(f".//{W}sz") for s in styles.iter(f"{W}style")}
    assert sized["Normal"].get(f"{W}val") == "24"  # type: ignore[union-attr]


def test_notes_are_comments_of_whoever_wrote_them() -> None:
    transcript = one("好", "Good")
    noted = replace(transcript.segments[0], notes=(Note("Chen Wei", "Said twice."),))
    comments = part(word(replace(transcript, segments=(noted,))), "word/comments.xml")
    (comment,) = comments.findall(f"{W}comment")
    assert (comment.get(f"{W}author"), comment.get(f"{W}initials")) == ("Chen Wei", "CW")
    assert "Said twice." in "".join(comment.itertext())


def test_chinese_takes_its_quotes_from_the_east_asian_font_and_arabic_runs_leftwards() -> None:
    body = part(word(one("他说：“好。”", "سالام", name="سالام")), "word/document.xml")
    runs = {"".join(run.itertext()): run.find(f"{W}rPr") for run in body.iter(f"{W}r")}
    chinese, arabic = runs["他说：“好。”"], runs["سالام"]
    assert chinese is not None
    assert arabic is not None
    assert chinese.find(f"{W}rFonts").get(f"{W}hint") == "eastAsia"  # type: ignore[union-attr]
    assert arabic.find(f"{W}rtl") is not None


def test_properties_of_a_run_stand_in_the_order_of_the_schema() -> None:
    order = ["rFonts", "b", "sz", "rtl", "lang"]  # ECMA-376, 17.3.2.28, of those that are written
    body = part(word(one("好", "سالام", name="سالام")), "word/document.xml")
    for properties in body.iter(f"{W}rPr"):
        names = [child.tag.removeprefix(W) for child in properties]
        assert names == sorted(names, key=order.index)


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_the_table_is_as_wide_as_the_page_between_its_margins(paper: str) -> None:
    body = part(word(hearing(), paper=paper), "word/document.xml")
    size, margins = body.find(f".//{W}pgSz"), body.find(f".//{W}pgMar")
    assert size is not None
    assert margins is not None
    room = int(size.get(f"{W}w", 0)) - int(margins.get(f"{W}left", 0)) - int(margins.get(f"{W}right", 0))
    for grid in body.iter(f"{W}tblGrid"):
        assert abs(sum(int(column.get(f"{W}w", 0)) for column in grid) - room) < 10


def test_the_certificate_stands_on_a_page_of_its_own(tmp_path: Path) -> None:
    data = word(reviewed(), certificate=person(tmp_path))
    paragraphs = docx.Document(io.BytesIO(data)).paragraphs
    (heading,) = [p for p in paragraphs if p.text == "Certificate of transcription and translation"]
    assert heading.paragraph_format.page_break_before
    signature = next(p for p in paragraphs if p.text.startswith("Signature: ___"))
    assert signature.paragraph_format.keep_with_next
