"""The court page: 25 lines, Q and A where somebody asks, both languages, nothing lost."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pypdfium2
import pytest
from samples_of_speech import hearing, many, one

from testimony.export import FORMATS, Exhibit, ExportOptions, render
from testimony.export.job import Job
from testimony.export.pages.courtpage import COLUMNS, COURTS, lines_of
from testimony.export.pages.indexes import examinations, exhibits_named
from testimony.export.pages.numbering import LINES, Numbering, pages_of, spots_of
from testimony.export.prepare import prepare
from testimony.text.cells import cell_width
from testimony.transcript.types import Speaker, Transcript


def examined(transcript: Transcript) -> Transcript:
    first, *others = transcript.speakers
    return replace(transcript, speakers=(replace(first, name="MR. CHEN", role="attorney"), *others))


def job_of(transcript: Transcript, **options: object) -> Job:
    return prepare(transcript, FORMATS["pdf"], ExportOptions(layout="court", **options))  # type: ignore[arg-type]


def test_pages_have_25_lines_within_the_margins() -> None:
    pages = list(pages_of(job_of(many(120))))
    assert all(len(page.lines) <= LINES for page in pages)
    assert all(len(page.lines) == LINES for page in pages[:-1])
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    assert all(line.indent + cell_width(line.text) <= COLUMNS for page in pages for line in page.lines)


def test_questions_and_answers_are_marked_and_the_interpreter_is_colloquy() -> None:
    blocks = list(lines_of(job_of(examined(hearing()))))
    marks = [next((line.mark for line in block if line.mark), "") for block in blocks]
    assert marks == ["Q", "A", "", "Q", "A", "A"]
    assert blocks[2][0].text.startswith("THE INTERPRETER:  ")
    assert [block[0].indent for block in blocks] == [4, 4, 9, 4, 4, 4]


def test_whoever_begins_to_ask_or_to_answer_is_named() -> None:
    base = examined(hearing())
    court = Speaker("S9", "THE COURT", "judge")
    aside = replace(base.segments[3], id="3.5", speaker="S9", source="Overruled.")
    transcript = replace(
        base,
        speakers=(*base.speakers, court),
        segments=(*base.segments[:3], aside, *base.segments[3:]),
    )
    blocks = list(lines_of(job_of(transcript)))
    assert [block[0].text for block in blocks if block[0].text.startswith("BY ")] == ["BY MR. CHEN:"] * 2
    assert blocks[1][0].text.startswith("THE WITNESS:  我叫李明。")
    assert blocks[5][0].text.startswith("我被拘留了十五天")
    assert all(block[0].segment == s.id for block, s in zip(blocks, transcript.segments, strict=True))


def test_nobody_asks_then_everything_is_colloquy() -> None:
    blocks = list(lines_of(job_of(hearing())))
    assert all(not block[0].mark for block in blocks)


@pytest.mark.parametrize("transcript", [hearing(), many(60), one("长" * 600, "word " * 300)])
def test_nothing_is_lost(transcript: Transcript) -> None:
    said = "".join(line.text for page in pages_of(job_of(transcript)) for line in page.lines)
    squeezed = "".join(said.split())
    for segment in transcript.segments:
        assert "".join(segment.source.split()) in squeezed
        assert "".join(segment.target.split()) in squeezed


def test_english_stands_once_when_everything_goes_to_english() -> None:
    said = "".join(
        line.text for page in pages_of(job_of(hearing(), direction="to-en")) for line in page.lines
    )
    assert "早上好" not in said
    assert "[in English]" not in said
    assert said.count("Were you ever detained?") == 1


def test_the_page_never_claims_to_be_official() -> None:
    document = pypdfium2.PdfDocument(render(hearing(), "pdf", ExportOptions(layout="court")))
    for page in document:
        text = page.get_textpage().get_text_range()
        assert "NOT AN OFFICIAL TRANSCRIPT OF ANY COURT" in text
        assert "DRAFT – UNREVIEWED MACHINE OUTPUT" in text
    first = document[1].get_textpage().get_text_range()
    assert "THE WITNESS: 我叫李明。" in " ".join(first.split())


def test_chinese_takes_two_columns_of_the_grid_and_has_no_space_inside() -> None:
    said = "他们说：“你不要问。”（停顿）on record"
    data = render(one(said), "pdf", ExportOptions(layout="court"))
    page = pypdfium2.PdfDocument(data)[1].get_textpage()
    text = page.get_text_range()
    assert said in text
    at = text.index(said)
    lefts = [page.get_charbox(at + index, loose=True)[0] for index in range(len(said))]
    columns = [cell_width(said[:index]) * 7.2 for index in range(len(said))]
    for left, column in zip(lefts, columns, strict=True):
        assert abs(left - lefts[0] - column) < 0.5
    assert pypdf.PdfReader(io.BytesIO(data)).pages[1].extract_text().count(said) == 1


def test_every_page_but_the_last_has_25_lines_and_what_goes_on_begins_at_the_margin() -> None:
    long = replace(
        many(40), segments=tuple(replace(s, source="长" * 150, target="") for s in many(40).segments)
    )
    pages = list(pages_of(job_of(examined(long))))
    assert {len(page.lines) for page in pages[:-1]} == {LINES}
    assert 0 < len(pages[-1].lines) <= LINES
    for block in lines_of(job_of(examined(long))):
        further = [line for line in block if not (line.segment or line.mark or line.text.startswith("("))]
        assert further
        assert {line.indent for line in further} == {0}


@pytest.mark.parametrize(("court", "mark", "name", "parenthesis"), [("utah", 4, 9, 9), ("federal", 0, 10, 5)])
def test_a_court_says_where_things_begin(court: str, mark: int, name: int, parenthesis: int) -> None:
    blocks = list(lines_of(job_of(examined(hearing()), court=court)))
    assert blocks[0][0].text == "BY MR. CHEN:"
    assert {line.indent for block in blocks for line in block if line.mark} == {mark}
    assert blocks[2][0].indent == name
    assert {line.indent for block in blocks for line in block if line.text.startswith("(")} == {parenthesis}
    assert all(court_rules.source for court_rules in COURTS.values())


def test_case_software_gets_numbered_pages_of_numbered_lines() -> None:
    options = ExportOptions(text="target", direction="to-en", exhibit=Exhibit(start_page=7))
    text = render(examined(many(60)), "ascii", options).decode()
    pages = text.split("\f")
    assert len(pages) > 2
    for number, page in enumerate(pages, start=7):
        head, *lines = page.strip("\r\n").split("\r\n")
        assert head.strip() == str(number)
        assert len(head) == COLUMNS + 4
        numbered = [line for line in lines if line[:2].strip().isdigit()]
        assert [int(line[:2]) for line in numbered] == list(range(1, len(numbered) + 1))
        assert len(numbered) == 25 or number == 6 + len(pages)
        assert "DRAFT – UNREVIEWED MACHINE OUTPUT" in page
    assert "Good morning" in text
    assert "我叫李明" not in text
    assert "我叫李明" in render(examined(many(60)), "ascii", ExportOptions()).decode()


@pytest.mark.parametrize("wanted", ["30", "3,12-15,40", "1-5", "58-60", "2,4,6"])
def test_an_excerpt_keeps_the_numbers_of_the_whole_and_says_what_is_left_out(wanted: str) -> None:
    whole, part = job_of(many(60)), job_of(many(60), segments=wanted)
    standing = {str(spot): line for spot, line, _ in spots_of(whole)}
    shown = {
        f"{page.number}:{place}": line for page in pages_of(part) for place, line in enumerate(page.lines, 1)
    }
    ids = {one.id for one in part.transcript.segments}
    kept = {str(spot) for spot, _, name in spots_of(whole) if name in ids}
    for place, line in shown.items():
        if place in kept:
            assert line == standing[place]
        else:
            assert not line.segment
            assert not line.text or line.text.strip().endswith("left out)")
    assert kept <= shown.keys()
    numbers, everywhere = Numbering(part), Numbering(whole).places
    assert numbers.places == {name: place for name, place in everywhere.items() if name in ids}
    said = " ".join(line.text for line in shown.values() if "left out" in line.text)
    told = [gap for gap in numbers.gaps.values() if gap in said]
    assert len(told) == len(numbers.gaps)


def test_witnesses_and_exhibits_are_listed_with_their_page_and_line() -> None:
    base = examined(hearing())
    words = (
        "Look at Exhibit A.",
        "这是证据三。",
        "exhibit a fear",
        "Government's Exhibit No. 12",
        "exhibit three",
    )
    lines = tuple(replace(s, source=text, target="") for s, text in zip(base.segments, words, strict=False))
    job = job_of(replace(base, segments=(*lines, *base.segments[5:])))
    numbering = Numbering(job)
    named = {one.label: one.rows for one in exhibits_named(job, numbering)}
    assert named == {"Exhibit A": ("1",), "Exhibit 3": ("2", "5"), "Government Exhibit 12": ("4",)}
    questioned = [(one.witness, one.examiner, one.at) for one in examinations(job, numbering)]
    assert questioned == [("THE WITNESS", "MR. CHEN", "1:1")]
    text = "".join(
        page.extract_text()
        for page in pypdf.PdfReader(io.BytesIO(render(job.transcript, "pdf", ExportOptions()))).pages
    )
    assert "Exhibits named" in text
    assert "Witnesses" in text
