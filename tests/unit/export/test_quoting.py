"""A quotation carries everything a reader needs to find and weigh it."""

from __future__ import annotations

import re

import pytest
from samples_of_speech import APPROVED, hearing, many

from testimony.export import Exhibit, ExportOptions, render
from testimony.export.quote import quote
from testimony.transcript.errors import ExportError


def test_a_passage_in_both_languages_with_its_source() -> None:
    text = quote(hearing(), "2-3")
    assert "THE WITNESS, 1:4, 00:00:10–00:00:19:\n    我叫李明。" in text
    assert "    My name is Li Ming. I left China in March 2019." in text
    assert "Recording: hearing.wav" in text
    assert "SHA-256: abab" in text
    assert text.endswith("State: DRAFT – UNREVIEWED MACHINE OUTPUT (2 of 2 lines)")


def test_state_and_demo_are_told() -> None:
    assert quote(hearing(state=APPROVED), "1").endswith("REVIEWED – NOT CERTIFIED")
    assert "DEMO MODELS" in quote(hearing(demo=True), "1")


def test_a_passage_that_is_not_there() -> None:
    with pytest.raises(ExportError, match="no segment 77"):
        quote(hearing(), "77")


def test_a_quotation_cites_the_page_and_line_of_the_document_that_is_filed() -> None:
    paged = ExportOptions(direction="to-en", court="federal", exhibit=Exhibit(start_page=41))
    text = quote(many(60), "30,32", paged)
    court = render(many(60), "ascii", paged).decode()
    cited = re.search(r"THE COURT, (\d+):(\d+), ", text) or re.search(r", (\d+):(\d+), ", text)
    assert cited is not None
    pages = {page.split()[0]: page.splitlines() for page in court.split("\f")}
    said = next(line for line in text.splitlines() if line.startswith("    ")).strip()
    assert said[:8] in "".join(pages[cited[1]][int(cited[2]) : int(cited[2]) + 2])
    assert "left out]" in text
    assert "Page:line: --court federal, --direction to-en" in text
