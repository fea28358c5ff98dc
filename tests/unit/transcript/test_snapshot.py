"""The snapshot saves folding and shows nothing but what the log says; a bad one is passed over or told."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import made_up_hearing as hearing
import pytest

from testimony.app.session import Session, author_of
from testimony.transcript import review
from testimony.transcript.editing.reshape import Cut
from testimony.transcript.encoding import canonical
from testimony.transcript.record import snapshot
from testimony.transcript.record.store import TranscriptStore
from testimony.transcript.types import FlagKind, Side


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(snapshot, "DUE", 8)
    hearing.make(tmp_path / "case.testimony").close()
    return tmp_path / "case.testimony"


def work(session: Session, times: int = 1) -> None:
    """More than eight entries of many kinds."""
    for number in range(times):
        session.correct("1", Side.TARGET, f"anew {number}")
        session.approve(["1", "2", "4"])
        session.speakers.rename("S1", name=f"THE WITNESS {number}")
        session.marks.add_flag("4", FlagKind.NEGATION, f"heard {number}")
        session.marks.add_note("4", "coughs")
    session.split("3", Cut(at_ms=session.document.segments["3"].start_ms + 900, target_offset=9))
    session.commit(review.link(session.document, "rendition", ["3.1", "3.2"], ["4"]))
    session.correct("5", Side.SOURCE, "一\x00二\u202e")
    session.undo()


def begun_at(store: TranscriptStore) -> int:
    return store._state.fold().base


def test_the_next_session_begins_at_the_snapshot_and_sees_the_same(path: Path) -> None:
    with Session.open(path, hearing.ANN) as session:
        work(session)
        shown, words = session.document, session.words("3.2")
        last = session.store.last_entry()
    with Session.open(path, hearing.BEN) as session:
        assert begun_at(session.store) == last + 1  # behind the entry that vouches for it
        assert session.document == shown
        assert session.words("3.2") == words
        session.redo()
        assert session.document.segments["5"].source == "一\x00二\u202e"
        for _ in range(8):
            session.undo()
        assert {key for key in session.document.segments if key.startswith("3")} == {"3"}
        assert session.document.speakers["S1"].name == "Speaker 1"
        session.split("3", Cut(at_ms=session.document.segments["3"].start_ms + 900))
        assert {"3.3", "3.4"} <= set(session.document.segments)  # no id is used again
        assert session.store.verify().is_clean
        shown = session.document
    with TranscriptStore.open(path) as store:  # and from the log alone
        assert begun_at(store) == 0
        assert store.document() == shown


def test_what_leaves_the_file_is_folded_from_the_sealed_tables(path: Path) -> None:
    with Session.open(path, hearing.ANN) as session:
        work(session)
    with TranscriptStore.open(path, readonly=True) as store:
        assert begun_at(store) == 0


def test_few_entries_and_a_draft_in_the_making_leave_no_snapshot(path: Path, tmp_path: Path) -> None:
    with Session.open(path, hearing.ANN) as session:
        session.approve(["1"])
    store = hearing.begin(tmp_path / "long.testimony", 9, 1)
    for index in range(8):
        store.commit_block(*hearing.block(index, 1), speakers=hearing.SPEAKERS)
    store.close()
    for one in (path, tmp_path / "long.testimony"):
        assert sqlite3.connect(one).execute("SELECT count(*) FROM snapshot").fetchone() == (0,)


def spoil(path: Path, statement: str, *values: object) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement, values).connection.commit()
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE snapshot SET rows = x'5b5d'",
        "UPDATE snapshot SET state = replace(state, 'WITNESS', 'JUDGE')",
        "UPDATE snapshot SET digest = x'00'",
        "UPDATE snapshot SET head = x'00'",
        "UPDATE snapshot SET seq = seq - 1",
        "UPDATE snapshot SET seq = 999",
    ],
)
def test_a_damaged_or_strange_snapshot_is_passed_over(path: Path, statement: str) -> None:
    with Session.open(path, hearing.ANN) as session:
        work(session)
        shown = session.document
    spoil(path, statement)
    with Session.open(path, hearing.ANN) as session:
        assert begun_at(session.store) == 0
        assert session.document == shown
        report = session.store.verify()
        assert [problem.where for problem in report.problems] == ["snapshot"]


def test_a_forged_snapshot_is_reported(path: Path) -> None:
    with Session.open(path, hearing.ANN) as session:
        work(session)
    connection = sqlite3.connect(path)
    state, rows = connection.execute("SELECT state, rows FROM snapshot").fetchone()
    connection.close()
    salt = json.loads(state)["salt"]
    values = json.loads(rows)
    values[0][8] = "他从来没有离开过新疆"
    forged = canonical.dumps(values).encode()
    spoil(path, "UPDATE snapshot SET rows = ?, digest = ?", forged, snapshot._digest(salt, state, forged))
    with TranscriptStore.open(path, readonly=True) as store:
        assert store.load().segments[0].source == hearing.LINES[0][1]
        (problem,) = store.verify().problems
    assert problem.where == "snapshot"
    nonsense = b'{"no": "rows"}'
    spoil(path, "UPDATE snapshot SET rows = ?, digest = ?", nonsense, snapshot._digest(salt, state, nonsense))
    with Session.open(path, hearing.ANN) as session:  # not to be read back: the log is folded
        assert session.document.segments["1"].source == hearing.LINES[0][1]
        assert not session.store.verify().is_clean


def test_a_cut_tail_leaves_no_use_for_the_snapshot(path: Path) -> None:
    with Session.open(path, hearing.ANN) as session:
        work(session)
    connection = sqlite3.connect(path, isolation_level=None)
    last = connection.execute("SELECT max(seq) FROM history").fetchone()[0]
    for table in ("history", "contents"):
        trigger = f"{table}_no_delete"
        (sql,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (trigger,)).fetchone()
        connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute(f"DELETE FROM {table} WHERE seq >= ?", (last - 1,))
        connection.execute(sql)
    connection.close()
    with Session.open(path, hearing.ANN) as session:
        assert begun_at(session.store) == 0
        assert session.document.segments["5"].source == "一\x00二\u202e"


def test_a_purge_takes_the_snapshot_with_it(path: Path) -> None:
    with Session.open(path, hearing.ANN) as session:
        work(session)
    assert "三个月" in path.read_bytes().decode("utf-8", "replace")
    with Session.open(path, hearing.ANN) as session:
        session.store.maintenance.purge(["3.1", "3.2", "7", "11"], author_of(hearing.ANN))
        assert session.store.verify().is_clean
    assert "三个月" not in path.read_bytes().decode("utf-8", "replace")
    with Session.open(path, hearing.ANN) as session:
        assert session.document.segments["3.1"].source == "[removed]"


def test_a_snapshot_of_an_encrypted_file_is_encrypted(path: Path) -> None:
    pytest.importorskip("sqlcipher3")
    with Session.open(path, hearing.ANN) as session:
        session.store.maintenance.encrypt("battery horse")
        work(session)
        shown = session.document
    assert b"WITNESS" not in path.read_bytes()
    with Session.open(path, hearing.ANN, passphrase="battery horse") as session:
        assert begun_at(session.store) > 0
        assert session.document == shown
