"""An outside translator's corrections: in as edits in that name, never over the work of others."""

from __future__ import annotations

import re
from pathlib import Path

import made_up_hearing as hearing
import pytest
from click.testing import CliRunner, Result

from testimony.app.corrections import bring_in
from testimony.app.session import Session
from testimony.cli.edit import command
from testimony.export import ExportOptions, render
from testimony.transcript.errors import ExportError
from testimony.transcript.record.store import TranscriptStore
from testimony.transcript.types import ReviewState, Side


@pytest.fixture
def path(tmp_path: Path) -> Path:
    hearing.make(tmp_path / "case.testimony").close()
    return tmp_path / "case.testimony"


@pytest.fixture
def sent(path: Path) -> Path:
    """The file as it left."""
    with TranscriptStore.open(path, readonly=True) as store:
        data = render(store.load(), "xliff", ExportOptions())
    returned = path.with_name("back.xlf")
    returned.write_bytes(data)
    return returned


def rewrite(sent: Path, segment_id: str, side: str, text: str) -> None:
    """Change a side of a unit as a translator's program would."""
    page = sent.read_text(encoding="utf-8")
    unit = re.search(rf'<trans-unit id="{re.escape(segment_id)}".*?</trans-unit>', page, re.DOTALL)
    assert unit
    changed = re.sub(
        rf"(<{side}[^>]*?)(?:/>|>.*?</{side}>)", rf"\1>{text}</{side}>", unit[0], flags=re.DOTALL
    )
    sent.write_text(page.replace(unit[0], changed), encoding="utf-8")


def run(*words: object) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words])


def test_corrections_come_in_as_one_edit_in_that_name(path: Path, sent: Path) -> None:
    with Session.open(path, hearing.ANN) as session:
        session.approve(["1"])
        before = session.document
    rewrite(sent, "1", "target", "Corrected &amp; <g id='1'>checked</g>.")
    rewrite(sent, "2", "target", "Second.")
    rewrite(sent, "2", "source", "第二。")
    done = run(path, "--from", sent, "--by", "Chen Wei")
    assert done.exit_code == 0, done.output
    assert done.stdout == "1\ttarget\tchanged\n2\tsource\tchanged\n2\ttarget\tchanged\n"
    assert "3 corrected by Chen Wei, 0 left out" in done.stderr
    with Session.open(path, hearing.ANN) as session:
        first, second = session.document.segments["1"], session.document.segments["2"]
        assert (first.target, first.target_author) == ("Corrected & checked.", "Chen Wei")
        assert (first.state.source, first.state.target) == (ReviewState.APPROVED, ReviewState.EDITED)
        assert (second.source, second.target, second.source_author) == ("第二。", "Second.", "Chen Wei")
        assert session.store.log.entries("2")[-1].entry.author == "Chen Wei"
        assert session.undo() == before


def test_a_file_that_came_back_untouched_changes_nothing_even_over_later_work(path: Path, sent: Path) -> None:
    with Session.open(path, hearing.ANN) as session:
        session.correct("1", Side.TARGET, "Better.")
        entries = session.store.last_entry()
    done = run(path, "--from", sent, "--by", "Chen Wei")
    assert (done.exit_code, done.stdout) == (0, "")
    with Session.open(path, hearing.ANN) as session:
        assert session.store.last_entry() == entries
        assert session.document.segments["1"].target == "Better."


def test_what_changed_on_both_sides_is_left_out_and_said(path: Path, sent: Path) -> None:
    for number in ("1", "2", "3"):
        rewrite(sent, number, "target", f"New {number}.")
    with Session.open(path, hearing.ANN) as session:
        session.correct("1", Side.TARGET, "Better.")
        session.correct("2", Side.SOURCE, "改过的。")
    sent.write_text(sent.read_text(encoding="utf-8").replace(' id="3"', ' id="99"'), encoding="utf-8")
    done = run(path, "--from", sent, "--by", "Chen Wei")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "1\ttarget\tthe translation was changed here since the file was made",
        "2\ttarget\twhat was said was corrected here since the file was made",
        "99\ttarget\tthe transcript has no such line any more: it was split or merged",
    ]
    assert "0 corrected by Chen Wei, 3 left out" in done.stderr


def test_a_file_without_its_marks_goes_in_nowhere(path: Path, sent: Path) -> None:
    rewrite(sent, "1", "target", "New.")
    sent.write_text(re.sub(r' resname="[^"]*"', "", sent.read_text(encoding="utf-8")), encoding="utf-8")
    with Session.open(path, hearing.BEN) as session:
        (found,) = bring_in(session, sent)
        assert "lost the marks" in found.refused
        assert session.document.segments["1"].target != "New."


def test_a_file_of_another_transcript_or_with_a_line_twice_is_refused(path: Path, sent: Path) -> None:
    page = sent.read_text(encoding="utf-8")
    with Session.open(path, hearing.BEN) as session:
        sent.write_text(re.sub(r"SHA-256: \w+", "SHA-256: " + "0" * 64, page), encoding="utf-8")
        with pytest.raises(ExportError, match="another transcript"):
            bring_in(session, sent)
        sent.write_text(page.replace("SHA-256: ", "Hash "), encoding="utf-8")
        with pytest.raises(ExportError, match="no recording that it names"):
            bring_in(session, sent)
        sent.write_text(page.replace(' id="2"', ' id="1"'), encoding="utf-8")
        with pytest.raises(ExportError, match="twice"):
            bring_in(session, sent)


def test_a_translators_name_is_asked_for(path: Path, sent: Path) -> None:
    assert run(path, "--from", sent).exit_code == 2
    assert run(path, "1", "--from", sent, "--by", "Chen Wei").exit_code == 2
    assert run(path, "--from", sent, "--by", "Chen Wei", "--undo").exit_code == 2


def test_sentences_that_a_program_cut_keep_a_space_and_notes_come_in(path: Path, sent: Path) -> None:
    rewrite(sent, "1", "target", '<mrk mid="0" mtype="seg">One.</mrk><mrk mid="1" mtype="seg">Two.</mrk>')
    page = sent.read_text(encoding="utf-8")
    unit = re.search(r'<trans-unit id="2".*?</trans-unit>', page, re.DOTALL)
    assert unit
    noted = unit[0].replace(
        "</trans-unit>", '<note from="translator">Unclear, please listen.</note></trans-unit>'
    )
    sent.write_text(page.replace(unit[0], noted), encoding="utf-8")
    done = run(path, "--from", sent, "--by", "Chen Wei")
    assert done.stdout == "1\ttarget\tchanged\n2\tnote\tUnclear, please listen.\n"
    assert "1 corrected by Chen Wei, 0 left out, 1 note." in done.stderr
    with Session.open(path, hearing.ANN) as session:
        assert session.document.segments["1"].target == "One. Two."
        (note,) = session.document.segments["2"].notes
        assert (note.text, note.by) == ("Unclear, please listen.", "Chen Wei")
    again = run(path, "--from", sent, "--by", "Chen Wei")
    assert "note" not in again.stdout


def test_an_emptied_line_is_said_and_left_as_it_was(path: Path, sent: Path) -> None:
    with Session.open(path, hearing.ANN) as session:
        before = session.document.segments["2"].target
    rewrite(sent, "2", "target", "")
    done = run(path, "--from", sent, "--by", "Chen Wei")
    assert done.stdout.startswith("2\ttarget\tthe target came back empty")
    assert "0 corrected by Chen Wei, 1 left out" in done.stderr
    with Session.open(path, hearing.ANN) as session:
        assert session.document.segments["2"].target == before
