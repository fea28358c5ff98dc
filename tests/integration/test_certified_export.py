"""A certificate is never written over a broken seal, whatever is broken and whatever is asked for."""

from __future__ import annotations

import io
from pathlib import Path

import made_up_hearing as hearing
import pytest
from tampering import spoil

from testimony import cli
from testimony.app.session import Session, author_of
from testimony.transcript.types import FlagKind, Identity

PERSON = """
name = "Chen Wei"
competence = "I have translated Chinese court recordings for twelve years."
from_language = "Chinese"
into_language = "English"
address = "1 Main Street, Springfield"
telephone = "555-0100"
party = false
listened = true
"""
BROKEN = {
    "words that are shown": "UPDATE readings SET body = replace(body, '三月', '四月') WHERE segment = '1'",
    "times of words that the page does not show": "UPDATE words SET body = replace(body, '0.9', '0.8')",
    "an engine's other reading": "UPDATE alternatives SET body = replace(body, '0.4', '0.5')",
    "who approved": "UPDATE history SET author = 'Ben Wu' WHERE kind = 'approve'",
    "what was approved": "UPDATE contents SET after = replace(after, '\"approved\"', '\"edited\"')",
    "a commitment that nobody sees": "UPDATE readings SET commitment = zeroblob(32) WHERE segment = '2'",
    "a row in another's place": "UPDATE translations SET segment = '99' WHERE segment = '2'",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A transcript that is reviewed as a whole, one segment of it purged."""
    path = tmp_path / "case.testimony"
    hearing.make(path).close()
    with Session.open(path, Identity("Chen Wei")) as session:
        session.marks.waive_flag("9", FlagKind.DATE_MISMATCH)
        session.approve(list(session.document.segments))
        session.store.maintenance.purge(["11"], author_of(hearing.ANN))
        session.document = session.store.document()
        session.approve(["11"])
    (tmp_path / "person.toml").write_text(PERSON, "utf-8")
    return path


def export(path: Path, *more: str) -> int:
    """Type the command; its exit code."""
    out = path.with_name(f"out.{more[0]}")
    person = str(path.with_name("person.toml"))
    return cli._run(
        ["export", str(path), "--to", *more, "--certificate", person, "-o", str(out)], debug=False
    )


@pytest.fixture(autouse=True)
def _nobody_at_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())


def test_a_whole_seal_is_certified(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(path, "txt") == 0, capsys.readouterr().err
    text = path.with_name("out.txt").read_text("utf-8")
    assert "Chen Wei, certify" in text.replace("\n", " ")
    assert "verified: head" in capsys.readouterr().err + text


@pytest.mark.parametrize("options", [["txt"], ["txt", "--unverified"], ["docx", "--unverified"], ["pdf"]])
@pytest.mark.parametrize("what", BROKEN)
def test_no_certificate_over_a_broken_seal(
    path: Path, what: str, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(path, BROKEN[what])
    assert export(path, *options) in (8, 9)
    said = capsys.readouterr().err
    assert "NOT VERIFIED" in said or "not what was sealed" in said or "--unverified" in said, said
    assert sorted(one.name for one in path.parent.iterdir()) == ["case.testimony", "person.toml"]
