"""The PDF: every word comes out again by two libraries, and a checker finds nothing amiss."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import replace

import pikepdf
import pypdf
import pypdfium2
import pytest
from samples_of_speech import APPROVED, hearing, many, one

from testimony.export import FORMATS, Exhibit, ExportOptions, render
from testimony.export.job import marks_of
from testimony.export.pages.numbering import Numbering
from testimony.export.prepare import prepare
from testimony.transcript.errors import MissingGlyph
from testimony.transcript.types import Link, Note, Provenance, Speaker, Transcript

NASTY = "#text(red)[x] *b* _i_ $x$ <label> @ref `raw` \\ // /* {[(\"'~= - + http://x.org"


def pdf(transcript: Transcript, **options: object) -> bytes:
    return render(transcript, "pdf", ExportOptions(**options))  # type: ignore[arg-type]


def by_pdfium(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def by_pypdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def squeeze(text: str) -> str:
    return "".join(text.replace("\ufffe", "").split())


@pytest.fixture(scope="module")
def hundred() -> bytes:
    return pdf(many(100))


@pytest.mark.parametrize("extract", [by_pdfium, by_pypdf])
def test_every_segment_comes_out_in_order_in_both_columns(extract: object, hundred: bytes) -> None:
    text = squeeze(extract(hundred))  # type: ignore[operator]
    at = 0
    for segment in many(100).segments:
        for said in (segment.source, segment.target):
            place = text.find(squeeze(said), at)
            assert place >= 0, segment.id
            at = place + 1


@pytest.mark.parametrize("extract", [by_pdfium, by_pypdf])
def test_no_stray_space_in_chinese(extract: object) -> None:
    lines = extract(pdf(hearing())).splitlines()  # type: ignore[operator]
    assert any("我是二〇一九年三月离" in line for line in lines)


def test_the_checker_finds_fonts_tags_language_and_nothing_else(hundred: bytes) -> None:
    document = pikepdf.open(io.BytesIO(hundred))
    root = document.Root
    assert root.MarkInfo.Marked
    assert str(root.Lang).startswith("en")
    assert "/StructTreeRoot" in root
    assert "/Outlines" in root
    for banned in ("/OpenAction", "/AA", "/AcroForm"):
        assert banned not in root
    assert "/EmbeddedFiles" not in root.get("/Names", {})
    assert "/JavaScript" not in root.get("/Names", {})
    for page in document.pages:
        for font in page.Resources.Font.values():
            assert "/ToUnicode" in font
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor or "/FontFile3" in font.DescendantFonts[0].FontDescriptor  # fmt: skip  # noqa: E501
    assert root.ViewerPreferences.DisplayDocTitle
    with document.open_metadata() as metadata:
        assert metadata.pdfa_status == "2A"
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"


@pytest.mark.parametrize("layout", ["columns", "court"])
@pytest.mark.parametrize(("script", "tag"), [("hans", "zh-CN"), ("hant", "zh-TW")])
def test_chinese_runs_have_their_language(layout: str, script: str, tag: str) -> None:
    document = pikepdf.open(io.BytesIO(pdf(hearing(), layout=layout, script=script)))
    found = {str(o.Lang) for o in document.objects if isinstance(o, pikepdf.Dictionary) and "/Lang" in o}
    for page in document.pages:
        for step in pikepdf.parse_content_stream(page):
            if str(step.operator) == "BDC" and "/Lang" in step.operands[1]:
                found.add(str(step.operands[1].Lang))
    assert found == {"en-US", tag}


def test_every_page_says_what_it_is_and_counts(hundred: bytes) -> None:
    document = pypdfium2.PdfDocument(hundred)
    for number, page in enumerate(document, start=1):
        text = page.get_textpage().get_text_range()
        assert "DRAFT – UNREVIEWED MACHINE OUTPUT (100 of 100 lines)" in text
        assert f"exhibit page {number} of {len(document)}" in text


def test_demo_and_reviewed_are_said() -> None:
    text = by_pdfium(pdf(hearing(state=APPROVED, demo=True)))
    assert text.count("REVIEWED – NOT CERTIFIED") == text.count("MADE WITH DEMO MODELS") == 3


def test_an_exhibit_carries_its_tab_and_first_page() -> None:
    exhibit = Exhibit(case="Matter of L–M–", tab="C", start_page=41, bates="CHEN000098", stamp="EXHIBIT 12")
    text = by_pdfium(pdf(hearing(), exhibit=exhibit))
    assert "Tab C, exhibit page 1 of 3" in text
    assert [f"CHEN{number:06}" in text for number in range(97, 102)] == [False, True, True, True, False]
    assert text.count("EXHIBIT 12") == 1
    assert "41:4" in text
    assert "Matter of L–M–" in text


def test_the_same_transcript_gives_the_same_bytes() -> None:
    assert pdf(hearing()) == pdf(hearing())


def test_markup_is_text() -> None:
    text = squeeze(
        by_pdfium(pdf(one(NASTY, NASTY, name="#panic() *x*"), exhibit=Exhibit(title="#panic() <a>")))
    )
    assert text.count(squeeze(NASTY)) == 2
    assert text.count("#panic()*x*") >= 1
    assert "#panic()<a>" in text


def test_a_character_without_a_glyph_is_named_with_its_segment() -> None:
    with pytest.raises(MissingGlyph, match=r"U\+0633 ARABIC LETTER SEEN.*segment 1"):
        pdf(one("سالام"))
    with pytest.raises(MissingGlyph, match="title block"):
        pdf(hearing(), exhibit=Exhibit(case="🏛"))


def test_volumes_are_numbered_through(monkeypatch: pytest.MonkeyPatch) -> None:
    from testimony.export.formats.documents import pdf as writer
    from testimony.export.prepare import prepare

    monkeypatch.setattr(writer, "SINGLE_ROWS", 4)
    monkeypatch.setattr(writer, "VOLUME_ROWS", 4)
    job = prepare(hearing(), FORMATS["pdf"], ExportOptions())
    first, second = writer.write(job)
    assert "Bilingual transcript, volume 1 of 2" in by_pdfium(first)
    assert "Speakers in this volume" in by_pdfium(first)
    assert "exhibit page 3 of 5, volume 2 of 2" in " ".join(by_pdfium(second).split())
    assert "我叫李明" not in by_pdfium(second).split("Appendix")[0].split("State")[-1]


@pytest.mark.parametrize("transcript", [many(0), one("长" * 5_000, "word " * 1_000), one("", "")])
def test_hard_transcripts(transcript: Transcript) -> None:
    text = squeeze(by_pdfium(pdf(transcript)))
    for segment in transcript.segments:
        assert text.count("长") == segment.source.count("长")
    assert "DRAFT" in text


def test_forty_speakers() -> None:
    base = many(40)
    speakers = tuple(Speaker(f"X{i}", f"SPEAKER {i}") for i in range(40))
    segments = tuple(replace(segment, speaker=f"X{i}") for i, segment in enumerate(base.segments))
    text = by_pdfium(pdf(replace(base, speakers=speakers, segments=segments)))
    assert all(f"SPEAKER {i}" in text for i in range(40))


def test_an_english_apostrophe_takes_no_room_of_a_han_character() -> None:
    document = pypdfium2.PdfDocument(pdf(one("他说：“好。”", "I didn’t say “yes”.")))
    page = document[1].get_textpage()
    text = page.get_text_range()
    left = [page.get_charbox(text.index("didn’t") + offset)[0] for offset in (4, 5)]
    assert left[1] - left[0] < 5  # at 10.5 points a Han character is 10.5 wide
    assert "他说：“好。”" in text


def outline(data: bytes) -> list[tuple[str, int]]:
    """List the bookmarks with the page that each leads to, 1 for the first."""
    reader = pypdf.PdfReader(io.BytesIO(data))

    def walk(entries: Sequence[object]) -> list[tuple[str, int]]:
        found: list[tuple[str, int]] = []
        for entry in entries:
            if isinstance(entry, list):
                found += walk(entry)
            else:
                found.append((entry.title, (reader.get_destination_page_number(entry) or 0) + 1))  # type: ignore[attr-defined, arg-type]
        return found

    return walk(reader.outline)


@pytest.mark.parametrize("layout", ["columns", "court"])
def test_bookmarks_lead_to_the_minutes_of_a_long_hearing(layout: str) -> None:
    base = many(120)
    spread = tuple(
        replace(s, start_ms=i * 90_000, end_ms=i * 90_000 + 3_000) for i, s in enumerate(base.segments)
    )
    data = pdf(replace(base, segments=spread), layout=layout)
    found = outline(data)
    times = [(title, page) for title, page in found if ":" in title]
    assert 10 < len(times) <= 40  # three hours
    document = pypdfium2.PdfDocument(data)
    for title, page in times:
        clock = title.split()[1][:8]
        assert clock in document[page - 1].get_textpage().get_text_range()
    assert [title for title, _ in found if title in ("Speakers", "Transcript", "Appendix")] == [
        "Speakers",
        "Transcript",
        "Appendix",
    ]


@pytest.mark.parametrize("layout", ["columns", "court"])
def test_the_index_of_speakers_cites_page_and_line(layout: str) -> None:
    base = many(60)
    late = replace(base.segments[50], speaker="S9", source="我来晚了。")
    segments = (*base.segments[:50], late, *base.segments[51:])
    speakers = (*base.speakers, Speaker("S9", "MS. LATE", "clerk"))
    data = pdf(
        replace(base, segments=segments, speakers=speakers), layout=layout, exhibit=Exhibit(start_page=7)
    )
    document = pypdfium2.PdfDocument(data)
    title = document[0].get_textpage().get_text_range()
    cited = re.search(r"MS\. LATE clerk\D*1 (\d+):(\d+)", " ".join(title.split()))
    assert cited is not None
    if layout == "columns":
        text = " ".join(by_pdfium(data).split())
        assert re.search(rf"{cited[1]}:{cited[2]} 00:\d\d:\d\d MS. LATE 我来晚了", text)
        return
    page = document[int(cited[1]) - 6].get_textpage()  # the title page has no number
    text = page.get_text_range()
    assert text.split()[-1] == cited[1] or f"\n{cited[1]}\r" in text
    line = page.get_charbox(text.index(late.source))
    assert int((page.page.get_height() - line[3] - 76) / 24) + 1 == int(cited[2])


def test_rows_are_cited_by_the_lines_of_the_court_page_in_every_layout(hundred: bytes) -> None:
    places = Numbering(prepare(many(100), FORMATS["pdf"], ExportOptions())).places
    text = " ".join(by_pdfium(hundred).split())
    at = 0
    for place in places.values():
        found = re.compile(rf"(?<!\S){place} 00:").search(text, at)
        assert found, place
        at = found.end()


def test_the_table_says_on_every_page_what_its_columns_are(hundred: bytes) -> None:
    document = pypdfium2.PdfDocument(hundred)
    for page in [*document][1:-1]:
        assert "Source (as spoken)" in page.get_textpage().get_text_range()


def test_doubts_are_marked_in_the_row_and_told_in_the_legend_and_the_appendix() -> None:
    text = by_pdfium(pdf(hearing()))
    assert "00:00:40 †" in text
    assert "a doubt about this line is still open" in text
    assert "number mismatch" in text
    assert "†" not in by_pdfium(pdf(many(3)))


def test_codes_are_spelled_out_where_they_occur() -> None:
    text = by_pdfium(pdf(one("我[UI]去了[pause]。", "I [UI] went [pause].")))
    assert "[UI] unintelligible" in " ".join(text.split())
    assert "[laughter]" not in text


def test_the_appendix_tells_notes_discrepancies_glossary_and_head() -> None:
    base = hearing()
    noted = replace(base.segments[0], notes=(Note("Chen Wei", "She laughs here."),))
    links = (Link("discrepancy", ("5",), ("3",), "The interpreter left out the lawyer."),)
    made = {"mt-1": Provenance({"zh-en": "zh_en@" + "ef" * 32}, {"glossary": "0c" * 32}, {})}
    told = replace(base, segments=(noted, *base.segments[1:]), links=links, provenance=made)
    text = squeeze(by_pdfium(pdf(told)).split("Appendix")[-1])
    for wanted in ("She laughs here.", "left out the lawyer", "我被拘留了十五天", "0c" * 32, "12" * 32):
        assert squeeze(wanted) in text


def test_six_marks_all_find_room_above_the_text() -> None:
    from testimony.export.formats.documents.pdf import write
    from testimony.export.prepare import prepare

    job = prepare(hearing(), FORMATS["pdf"], ExportOptions(layout="court"))
    unfinished = marks_of(replace(hearing(demo=True), complete=False))
    marks = (*unfinished, "REDACTED COPY", "EXCERPT – 12 OF 1200 LINES")
    (data,) = write(replace(job, marks=marks))
    page = pypdfium2.PdfDocument(data)[1]
    text = page.get_textpage()
    whole = text.get_text_range()
    for mark in (*marks, "NOT AN OFFICIAL TRANSCRIPT OF ANY COURT"):
        _, bottom, _, top = text.get_charbox(whole.index(mark))
        assert page.get_height() - 76 < bottom < top < page.get_height() - 10


def test_a_long_case_name_stays_within_the_footer() -> None:
    document = pypdfium2.PdfDocument(pdf(hearing(), exhibit=Exhibit(case="In the Matter of " + "Wang " * 60)))
    page = document[1].get_textpage()
    text = page.get_text_range()
    assert page.get_charbox(text.index("page 2"))[1] > 20
    assert "…" in text


@pytest.mark.parametrize("word", ["a" * 300, "W" * 300, "http://x.org/" + "i" * 200])
def test_a_word_wider_than_its_column_is_broken_and_stays_on_the_page(word: str) -> None:
    base = one(f"我 {word}", f"see {word} there", name=f"MR. {word[:60]}")
    noted = replace(base.segments[0], notes=(Note("Chen Wei", word),))
    data = pdf(replace(base, segments=(noted,)), exhibit=Exhibit(case=word, title=word))
    document = pypdfium2.PdfDocument(data)
    for page in document:
        text = page.get_textpage()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        assert max(box[2] for box in boxes) < page.get_width() - 40
    pages = [page.get_textpage() for page in document]
    text = next(page for page in pages if "我" in page.get_text_range())
    found = text.get_text_range()
    source = range(found.index("我"), found.index("see"))
    assert max(text.get_charbox(index)[2] for index in source) < 346  # where the other column begins
    for extract in (by_pdfium, by_pypdf):
        assert squeeze(extract(data)).count(word) >= 5
