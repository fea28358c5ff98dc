"""Renditions of a transcript: made, kept, made again, decided, purged."""

from __future__ import annotations

from pathlib import Path

import interpreted_hearing as hearing
import pytest

from testimony.app.renditions import make_renditions
from testimony.app.session import Session, author_of
from testimony.transcript.errors import EditRefused
from testimony.transcript.findings import Decision, Grade
from testimony.transcript.rendered import rendered_pairs
from testimony.transcript.renditions import is_stale, parse_link
from testimony.transcript.types import Identity, Side

ANN = Identity("Ann Li")


@pytest.fixture
def session(tmp_path: Path) -> Session:
    hearing.make(tmp_path / "case.testimony").close()
    return Session.open(tmp_path / "case.testimony", ANN)


def _links(session: Session) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
    return {(one.from_ids, one.to_ids) for one in session.document.links.values() if one.kind == "rendition"}


def _kinds(session: Session) -> dict[str, str]:
    return {
        one.kind.value: ",".join(one.originals + one.renditions) for one in session.document.findings.values()
    }


def test_links_and_findings_are_kept_as_a_pass_under_the_seal(session: Session) -> None:
    outcome = make_renditions(session)
    assert _links(session) == {(("2",), ("3",)), (("4",), ("5",)), (("6",), ("7",)), (("8",), ("9",))}
    assert _kinds(session) == {
        "date": "4,5",
        "kinship": "8,9",
        "place": "8,9",
        "not_interpreted": "11",
    } or _kinds(session).keys() >= {"kinship", "place", "not_interpreted"}
    assert outcome.interpreted
    assert outcome.asides == 1
    assert "renditions-1" in session.store.load().provenance
    session.close()
    again = Session.open(session.store.path, ANN)
    assert again.document.findings == session.document.findings
    assert again.store.verify().problems == ()


def test_a_number_that_changed_is_critical(session: Session) -> None:
    make_renditions(session)
    found = [one for one in session.document.findings.values() if one.originals == ("4",)]
    assert [one.grade for one in found] == [Grade.CRITICAL]
    assert "四十一天" in found[0].note


def test_making_them_again_changes_nothing(session: Session) -> None:
    make_renditions(session)
    entries = session.store.last_entry()
    assert not make_renditions(session).changed
    assert session.store.last_entry() == entries


def test_a_doubtful_draft_is_said_and_a_persons_text_is_not_doubted(tmp_path: Path) -> None:
    hearing.make(tmp_path / "case.testimony", weak=frozenset({5})).close()
    with Session.open(tmp_path / "case.testimony", ANN) as session:
        make_renditions(session)
        doubts = {one.originals: one.doubt for one in session.document.findings.values()}
        assert "row 5" in doubts["4",]
        assert doubts["8",] == ""
        session.approve(["5"], (Side.SOURCE,))
        session.correct("4", Side.SOURCE, "我被关了四十三天。")
        make_renditions(session)
        assert {one.doubt for one in session.document.findings.values()} == {""}


def test_what_people_decided_stays_when_the_text_changes(session: Session) -> None:
    make_renditions(session)
    key = next(one.id for one in session.document.findings.values() if one.originals == ("4",))
    session.renditions.decide(key, decision=Decision.ACCEPTED, remark="heard twice", grade=Grade.MAJOR)
    session.correct("5", Side.SOURCE, "I was held for forty-one days.")
    assert is_stale(session.document, session.document.findings[key])
    make_renditions(session)
    kept = session.document.findings[key]
    assert (kept.decision, kept.remark, kept.by, kept.grade) == (
        Decision.ACCEPTED,
        "heard twice",
        "Ann Li",
        Grade.MAJOR,
    )
    assert is_stale(session.document, kept)


def test_an_open_finding_goes_with_its_difference(session: Session) -> None:
    make_renditions(session)
    session.correct("5", Side.SOURCE, "I was held for forty-one days.")
    make_renditions(session)
    assert not [one for one in session.document.findings.values() if one.originals == ("4",)]


def test_peoples_links_win_and_what_they_refused_does_not_come_back(session: Session) -> None:
    make_renditions(session)
    session.renditions.unlink(("4",), ("5",))
    session.renditions.link(("4", "8"), ("9",), "one answer")
    make_renditions(session)
    assert (("4",), ("5",)) not in _links(session)
    assert (("4", "8"), ("9",)) in _links(session)
    assert (("8",), ("9",)) not in _links(session)
    assert [pair.by_person for pair in rendered_pairs(session.document)].count(True) == 1


def test_a_purge_takes_the_words_out_of_the_findings(session: Session) -> None:
    make_renditions(session)
    session.store.maintenance.purge(["4"], author_of(ANN))
    data = session.store.path.read_bytes()
    assert "四十一".encode() not in data
    assert session.store.verify().problems == ()
    document = session.store.document()
    assert not [one for one in document.findings.values() if "4" in one.originals]
    assert [one for one in document.findings.values() if "8" in one.originals]
    session.close()
    with Session.open(session.store.path, ANN) as again:
        make_renditions(again)
        assert not [one for one in again.document.links.values() if "4" in one.from_ids]


def test_a_pairing_is_one_step_to_undo(session: Session) -> None:
    make_renditions(session)
    session.undo()
    assert not _links(session)
    assert not session.document.findings


@pytest.mark.parametrize(
    ("text", "sides"), [("58,59", (("58",), ("59",))), ("58, 60>61", (("58", "60"), ("61",)))]
)
def test_links_are_read(text: str, sides: object) -> None:
    assert parse_link(text) == sides


@pytest.mark.parametrize("text", ["58", "58>", ">59", "58,59,60", ""])
def test_half_a_link_is_refused(text: str) -> None:
    with pytest.raises(EditRefused):
        parse_link(text)
