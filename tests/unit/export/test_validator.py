"""PDF files under a checker of PDF/UA that is not ours; it knows a part of the rules, and says so."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from samples_of_speech import APPROVED, hearing, many

from testimony.export import FORMATS, ExportOptions, render
from testimony.export.options import Layout
from testimony.export.record import Record
from testimony.transcript.types import Transcript

NAMES = [name for name, kind in FORMATS.items() if kind.readers == ("pdf",)]


def checked(data: bytes, folder: Path) -> list[str]:
    """Check a file; the ids of the rules that it breaks."""
    path = folder / "checked.pdf"
    path.write_bytes(data)
    command = [sys.executable, "-m", "pdfua", "check", "--format", "json", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert report["summary"]["rules_run"] > 8, done.stdout
    return [one["rule_id"] for one in report["findings"]]


@pytest.mark.parametrize("name", NAMES)
def test_no_rule_of_the_checker_is_broken(name: str, tmp_path: Path) -> None:
    record = Record("case.testimony", "ab" * 32, 9, many(30), (), "x")
    options = ExportOptions(record=record)
    assert checked(render(many(60), name, options), tmp_path) == []


@pytest.mark.parametrize("layout", ["columns", "court"])
@pytest.mark.parametrize("transcript", [hearing(), hearing(state=APPROVED), many(0)])
def test_nor_by_the_exhibit(transcript: Transcript, layout: Layout, tmp_path: Path) -> None:
    assert checked(render(transcript, "pdf", ExportOptions(layout=layout)), tmp_path) == []
