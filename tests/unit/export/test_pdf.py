"""The PDF: every word comes out again by two libraries, and a checker finds nothing amiss."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pypdf
import pypdfium2
import pytest
from samples_of_speech import APPROVED, hearing, many, one

from testimony.export import Exhibit, ExportOptions, render
from testimony.transcript.errors import MissingGlyph
from testimony.transcript.types import Speaker, Transcript

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
    assert any("我是二〇一九年三月离开" in line for line in lines)


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
    with document.open_metadata() as metadata:
        assert metadata.pdfa_status == "2A"
    assert b"/Lang" in hundred or any("zh" in str(o.get("/Lang", "")) for o in document.objects if isinstance(o, pikepdf.Dictionary))  # fmt: skip  # noqa: E501


def test_every_page_says_what_it_is_and_counts(hundred: bytes) -> None:
    document = pypdfium2.PdfDocument(hundred)
    for number, page in enumerate(document, start=1):
        text = page.get_textpage().get_text_range()
        assert "DRAFT – UNREVIEWED MACHINE OUTPUT (100 of 100 lines)" in text
        assert f"Page {number} of {len(document)}" in text


def test_demo_and_reviewed_are_said() -> None:
    text = by_pdfium(pdf(hearing(state=APPROVED, demo=True)))
    assert text.count("REVIEWED – NOT CERTIFIED") == text.count("MADE WITH DEMO MODELS") == 3


def test_an_exhibit_carries_its_tab_and_first_page() -> None:
    exhibit = Exhibit(case="Matter of L–M–", tab="C", start_page=41)
    text = by_pdfium(pdf(hearing(), exhibit=exhibit))
    assert "Tab C – 41" in text
    assert "Page 1 of 3" in text
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
    from testimony.export import pdf as writer
    from testimony.export.preparing import prepare

    monkeypatch.setattr(writer, "SINGLE_ROWS", 4)
    monkeypatch.setattr(writer, "VOLUME_ROWS", 4)
    job = prepare(hearing(), "pdf", ("columns",), ExportOptions())
    first, second = writer.write(job)
    assert "volume 1 of 2" in by_pdfium(first)
    assert "Page 1 of 3, volume 2 of 2" in by_pdfium(second)
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
