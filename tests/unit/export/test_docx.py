"""Word: a real table, languages set, nothing injected, the same bytes every time."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile

import docx
import pytest
from samples_of_speech import APPROVED, hearing, many, one

from testimony.export import Exhibit, ExportOptions, render
from testimony.transcript.types import Transcript

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NASTY = "<w:p/>&amp;]]><script>{ MERGEFIELD x }\x00\x0b"


def word(transcript: Transcript, **options: object) -> bytes:
    return render(transcript, "docx", ExportOptions(**options))  # type: ignore[arg-type]


def part(data: bytes, name: str) -> ET.Element:
    return ET.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def lines(data: bytes) -> list[list[str]]:
    table = max(docx.Document(io.BytesIO(data)).tables, key=lambda t: len(t.columns) * 100 + len(t.rows))
    for table in docx.Document(io.BytesIO(data)).tables:
        if table.cell(0, 0).text == "Line" and len(table.columns) == 6:
            return [[cell.text for cell in row.cells] for row in table.rows]
    raise AssertionError("no table of lines")


def test_every_line_stands_in_the_table_in_order() -> None:
    rows = lines(word(hearing()))
    assert rows[0] == ["Line", "Time", "Speaker", "Source (as spoken)", "Translation", "State"]
    assert [row[3] for row in rows[1:]] == [segment.source for segment in hearing().segments]
    assert rows[2] == [
        "2",
        "00:00:10",
        "THE WITNESS",
        hearing().segments[1].source,
        hearing().segments[1].target,
        "U/U",
    ]


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
    assert "NUMPAGES" not in footers  # "Page 41 of 3" would be nonsense
    assert "Tab C" in footers
    assert part(data, "word/document.xml").find(f".//{W}pgNumType").get(f"{W}start") == "41"  # type: ignore[union-attr]


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
    assert b"python-docx" not in archive.read("docProps/core.xml")
