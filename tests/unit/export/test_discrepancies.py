"""The discrepancy log in its four forms; each exchange once; what may be printed when."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import interpreted_hearing as hearing
import openpyxl
import pypdf
import pytest

from testimony.app.renditions import make_renditions
from testimony.app.session import Session
from testimony.export import FORMATS, Exhibit, ExportOptions, export, render
from testimony.export.exchanges import RENDERED, once
from testimony.export.pages.numbering import Numbering, pages_of
from testimony.export.prepare import prepare
from testimony.transcript.errors import ExportError, OutputExists
from testimony.transcript.findings import Decision
from testimony.transcript.types import Identity, Side, Transcript

ALL = ExportOptions(findings="all", exhibit=Exhibit(case="Matter of F."))


@pytest.fixture
def session(tmp_path: Path) -> Session:
    hearing.make(tmp_path / "case.testimony").close()
    session = Session.open(tmp_path / "case.testimony", Identity("Ann Li"))
    make_renditions(session)
    return session


def _decide(session: Session, decision: Decision = Decision.ACCEPTED) -> None:
    for key in list(session.document.findings):
        session.renditions.decide(key, decision=decision, proposal="I was held for forty-one days.")


def _load(session: Session) -> Transcript:
    loaded = session.store.load()
    return replace(loaded, provenance={})


def _rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def _written(session: Session, path: Path, options: ExportOptions = ALL) -> bytes:
    (written,) = export(_load(session), "discrepancies", options, path).paths
    return written.read_bytes()


def test_csv_says_what_was_said_rendered_and_decided(session: Session, tmp_path: Path) -> None:
    _decide(session)
    heads, *rows = _rows(_written(session, tmp_path / "log.csv"))
    assert heads[:5] == ["No.", "Page:line", "Time", "Speaker", "Original"]
    found = next(dict(zip(heads, row, strict=False)) for row in rows if "四十一" in row[4])
    assert found["Rendition"] == "I was held for forty-two days."
    assert found["Proposed rendition"] == "I was held for forty-one days."
    assert found["Speaker"] == "THE WITNESS"
    assert found["Severity"] == "critical"
    assert found["State"] == "accepted by Ann Li"
    assert ["Declaration of the reviewer"] in rows


def test_no_cell_is_a_formula(session: Session, tmp_path: Path) -> None:
    session.correct("4", Side.SOURCE, "=1+1 我被关了四十一天。")
    make_renditions(session)
    _decide(session)
    row = next(row for row in _rows(_written(session, tmp_path / "log.csv")) if "四十一" in "".join(row))
    assert row[4].startswith("'=")
    book = openpyxl.load_workbook(io.BytesIO(_written(session, tmp_path / "log.xlsx")))
    cells = [cell for line in book["Findings"].iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert any(str(cell.value).startswith("=1+1") for cell in cells)


def test_only_what_a_person_accepted_unless_asked(session: Session, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="None of the"):
        _written(session, tmp_path / "log.csv", ExportOptions())
    key = next(one.id for one in session.document.findings.values() if one.originals == ("4",))
    session.renditions.decide(key, decision=Decision.ACCEPTED)
    rows = _rows(_written(session, tmp_path / "log.csv", ExportOptions()))
    assert [row[4] for row in rows[1:2]] == ["我被关了四十一天。"]
    assert rows[2] == ["Declaration of the reviewer"]


def test_undecided_findings_carry_a_mark_and_no_declaration(session: Session, tmp_path: Path) -> None:
    rows = _rows(_written(session, tmp_path / "log.csv"))
    assert "NOT DECIDED BY A PERSON" in rows[1][-1]
    assert ["Declaration of the reviewer"] not in rows


def test_a_changed_text_is_said_and_nothing_is_declared(session: Session, tmp_path: Path) -> None:
    _decide(session)
    session.correct("5", Side.SOURCE, "I was held for forty-one days.")
    rows = _rows(_written(session, tmp_path / "log.csv"))
    assert any("text changed since" in row[9] for row in rows[1:])
    assert ["Declaration of the reviewer"] not in rows


def test_an_excerpt_keeps_numbers_and_another_script_is_not_stale(session: Session, tmp_path: Path) -> None:
    _decide(session)
    whole = _rows(_written(session, tmp_path / "log.csv"))
    part = _rows(_written(session, tmp_path / "part.csv", replace(ALL, segments="8-9", script="hant")))
    numbers = [row[0] for row in whole if len(row) > 4 and "成都" in row[4]]
    assert [row[0] for row in part[1 : 1 + len(numbers)]] == numbers
    assert "changed since" not in str(part)


def test_pdf_docx_and_xlsx_say_the_same(session: Session, tmp_path: Path) -> None:
    _decide(session)
    pages = pypdf.PdfReader(io.BytesIO(_written(session, tmp_path / "log.pdf"))).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    document = docx.Document(io.BytesIO(_written(session, tmp_path / "log.docx")))
    table = "".join(cell.text for row in document.tables[-1].rows for cell in row.cells)
    book = openpyxl.load_workbook(io.BytesIO(_written(session, tmp_path / "log.xlsx")))
    sheet = "".join(str(cell.value) for row in book["Findings"].iter_rows() for cell in row)
    for wanted in ("四十一天", "forty-two days", "critical", "accepted by Ann Li"):
        assert "".join(wanted.split()) in text
        assert wanted in table
        assert wanted in sheet
    assert "Declarationofthereviewer" in text
    assert book.sheetnames == ["Findings", "Compared", "Declaration"]
    assert "Declaration of the reviewer" in [one.text for one in document.paragraphs]


@pytest.mark.parametrize("suffix", ["pdf", "docx", "xlsx", "csv"])
def test_the_same_findings_give_the_same_bytes(session: Session, tmp_path: Path, suffix: str) -> None:
    first = _written(session, tmp_path / f"one.{suffix}")
    assert first == _written(session, tmp_path / f"two.{suffix}")
    if suffix in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(first)) as archive:
            assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_unknown_form_and_no_findings_are_refused(session: Session, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="written as"):
        _written(session, tmp_path / "log.odt")
    bare = replace(_load(session), findings=(), links=())
    with pytest.raises(ExportError, match="no findings"):
        export(bare, "discrepancies", ALL, tmp_path / "bare.csv")
    (tmp_path / "there.csv").write_text("mine")
    with pytest.raises(OutputExists):
        _written(session, tmp_path / "there.csv")


def test_a_finding_is_cited_where_the_court_page_has_it(session: Session, tmp_path: Path) -> None:
    transcript = _load(session)
    paged = replace(ALL, exhibit=Exhibit(start_page=40))
    job = prepare(transcript, FORMATS["discrepancies"], paged, ".csv")
    places = Numbering(job).places
    options = ExportOptions(layout="court", exhibit=Exhibit(start_page=40))
    export(transcript, "pdf", options, tmp_path / "court.pdf")
    pages = pypdf.PdfReader(tmp_path / "court.pdf").pages
    page, line = map(int, places["4"].split(":"))
    assert "四十一天" in "".join(pages[page - 39].extract_text().split())  # the title page has no number
    court = prepare(transcript, FORMATS["pdf"], options)
    (first, *_) = pages_of(court)
    assert first.number == page == 40
    assert first.lines[line - 1].segment == "4"


def test_clips_are_for_a_discrepancy_log_alone(session: Session, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="does not apply to"):
        export(_load(session), "csv", replace(ALL, clips=tmp_path / "clips"), tmp_path / "all.csv")


def test_once_folds_each_exchange(session: Session) -> None:
    folded = once(_load(session))
    rows = {one.id: one for one in folded.segments}
    assert set(rows) == {"1", "2", "4", "6", "8", "10", "11"}
    assert rows["4"].target == f"{RENDERED} I was held for forty-two days."
    assert rows["4"].end_ms == 14_500
    assert rows["11"].target == "I was very afraid."
    text = render(_load(session), "txt", ExportOptions(once=True)).decode()
    assert "NOT A TRANSLATION MADE FOR THIS DOCUMENT" in " ".join(text.split())
    assert text.count("forty-two") == 1
    with pytest.raises(ExportError, match="over a translation"):
        render(_load(session), "txt", ExportOptions(once=True, certificate=Path("p.toml")))


def test_redaction_reaches_notes_and_proposals(session: Session, tmp_path: Path) -> None:
    _decide(session)
    for key in list(session.document.findings):
        session.renditions.decide(key, remark="ask 冯永福 again")
    profile = tmp_path / "p.toml"
    profile.write_text('[[term]]\ntext = "冯永福"\nreplacement = "[NAME]"\n', encoding="utf-8")
    for suffix in ("csv", "xlsx", "pdf"):
        data = _written(session, tmp_path / f"log.{suffix}", replace(ALL, redact=profile))
        assert "冯永福".encode() not in data
    assert "[NAME]" in (tmp_path / "log.csv").read_text("utf-8-sig")
    assert "changed since" not in (tmp_path / "log.csv").read_text("utf-8-sig")
