"""Files that version 0.1 began: read as they are, said to be of seal 1, sealed anew at their first write."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import made_up_hearing as hearing
import pytest
from tampering import rechain, spoil, without_triggers

from testimony.app.session import Session, author_of
from testimony.app.transcripts import read_transcript
from testimony.transcript.encoding import canonical
from testimony.transcript.errors import Tampered
from testimony.transcript.record.draft import row_content
from testimony.transcript.record.migrations import SEALED_DRAFT
from testimony.transcript.record.store import TranscriptStore, verify_file
from testimony.transcript.types import Side


def made_by_version_0_1(path: Path, blocks: int = 2) -> None:
    """A transcript with the schema and the seal of version 0.1: a row commits to where it stands as well."""
    hearing.make(path, blocks=blocks).close()
    connection = sqlite3.connect(path, isolation_level=None)
    triggers = without_triggers(connection)
    connection.execute("DROP TABLE stamp")
    connection.execute("DELETE FROM migrations WHERE version = 3")
    connection.execute("PRAGMA user_version = 2")
    told: dict[int, dict[str, list[object]]] = {}
    for table in SEALED_DRAFT:
        groups: dict[int, list[bytes]] = {}
        for *key, body, salt, _ in connection.execute(f"SELECT * FROM {table} ORDER BY position").fetchall():
            commitment = canonical.commit(salt, row_content(table, tuple(key), body))
            connection.execute(f"UPDATE {table} SET commitment = ? WHERE position = ?", (commitment, key[0]))
            groups.setdefault(key[1], []).append(commitment)
        for seq, commitments in groups.items():
            told.setdefault(seq, {})[table] = [len(commitments), canonical.rows_digest(commitments)]
    for seq, rows in told.items():
        query = "SELECT after FROM contents WHERE seq = ?"
        value = json.loads(connection.execute(query, (seq,)).fetchone()[0])
        del value["seal"]
        text = canonical.dumps(value | {"rows": rows})
        connection.execute("UPDATE contents SET after = ? WHERE seq = ?", (text, seq))
    rechain(connection)
    for sql in triggers:
        connection.execute(sql)
    connection.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made_by_version_0_1(tmp_path / "case.testimony")
    return tmp_path / "case.testimony"


def problems(path: Path) -> list[str]:
    return [str(one) for one in verify_file(path).problems]


def test_it_is_read_as_it_is_and_says_which_seal_it_has(path: Path) -> None:
    before = path.read_bytes()
    report = verify_file(path)
    assert (report.is_clean, report.seal) == (True, 1), report.problems
    transcript = read_transcript(path, words=True)
    assert transcript.verdict.is_verified
    assert transcript.segments[0].source == hearing.LINES[0][1]
    with TranscriptStore.open(path, readonly=True) as store:
        assert not store.file.is_current
        assert [word.text for word in store.words("1")] == list(hearing.LINES[0][1])
    assert path.read_bytes() == before


def test_its_first_write_seals_it_anew_after_a_copy_was_set_aside(path: Path) -> None:
    before = path.read_bytes()
    with Session.open(path, hearing.ANN) as session:
        session.correct("1", Side.TARGET, "anew")
        assert session.store.file.is_current
    report = verify_file(path)
    assert (report.is_clean, report.seal) == (True, 2), report.problems
    assert path.with_name("case.testimony.schema-2.bak-1").read_bytes() == before
    with TranscriptStore.open(path, readonly=True) as store:
        kinds = [one.entry.kind for one in store.log.entries()]
        assert kinds[-2:] == ["reseal", "correct_target"]
        assert store.load(words=True).verdict.is_verified


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE readings SET body = replace(body, '三月', '四月') WHERE segment = '1'", "was changed"),
        ("UPDATE translations SET segment = '99' WHERE segment = '2'", "was changed"),
        ("UPDATE words SET commitment = zeroblob(32) WHERE segment = '2'", "not the ones that were sealed"),
        ("DELETE FROM translations WHERE segment = '4'", "holds 5 rows, 6 were sealed"),
        ("UPDATE words SET pass = 'mt', segment = '1' WHERE segment = '2'", "has two rows of one segment"),
        ("UPDATE translations SET pass = 'asr' WHERE segment = '2'", "no pass asr writes such a row"),
    ],
)
def test_what_was_changed_in_it_is_named_not_shown_and_not_sealed_over(
    path: Path, statement: str, said: str
) -> None:
    spoil(path, statement)
    assert any(said in one for one in problems(path)), problems(path)
    before = path.read_bytes()
    with Session.open(path, hearing.ANN) as session, pytest.raises(Tampered):
        session.correct("3", Side.TARGET, "anew")
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_purge_of_it_leaves_no_word_and_every_place_is_vouched_for(path: Path) -> None:
    with Session.open(path, hearing.ANN) as session:
        for segment in ("3", "7", "11"):
            session.store.maintenance.purge([segment], author_of(hearing.ANN))
    assert list(path.parent.iterdir()) == [path]  # the copy that was set aside held the words
    assert "看守所".encode() not in path.read_bytes()
    assert (problems(path), verify_file(path).seal) == ([], 2)
    spoil(path, "UPDATE words SET segment = '4', pass = 'mt' WHERE segment = '3'")
    assert "words, rows of an older seal: do not stand where they were sealed anew" in problems(path)
