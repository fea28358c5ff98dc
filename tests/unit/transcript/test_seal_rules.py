"""What verifying says of rows and entries whose every hash fits: an insider can write them, not we."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import made_up_hearing as hearing
import pytest
from tampering import insider, rechain, spoil, without_triggers

from testimony.app.review.edits import keep_translation
from testimony.app.session import Session, author_of
from testimony.app.transcripts import read_transcript
from testimony.transcript.encoding import canonical
from testimony.transcript.errors import Tampered
from testimony.transcript.record import snapshot
from testimony.transcript.record.store import TranscriptStore, verify_file
from testimony.transcript.types import Provenance, Side

SQL = "UPDATE {table} SET {what} WHERE segment = '{segment}'"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    hearing.make(tmp_path / "case.testimony").close()
    return tmp_path / "case.testimony"


@pytest.fixture
def purged(path: Path) -> Path:
    with Session.open(path, hearing.ANN) as session:
        session.correct("1", Side.TARGET, "anew")
        session.store.maintenance.purge(["3"], author_of(hearing.ANN))
    return path


def problems(path: Path) -> list[str]:
    return [str(one) for one in verify_file(path).problems]


def test_an_insider_who_changes_nothing_leaves_a_clean_file(path: Path) -> None:
    insider(path)
    assert problems(path) == []


def test_an_insider_who_changes_words_makes_another_head_and_nothing_else(path: Path) -> None:
    head = verify_file(path).head
    insider(path, "UPDATE readings SET body = replace(body, '三月', '四月') WHERE segment = '1'")
    assert problems(path) == []
    assert "四月" in read_transcript(path).segments[0].source
    assert [one.where for one in verify_file(path, head=head).problems] == ["head"]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE translations SET pass = 'asr' WHERE segment = '2'", "no pass asr writes such a row"),
        ("UPDATE readings SET pass = 'mt' WHERE segment = '2'", "no pass mt writes such a row"),
        ("UPDATE readings SET pass = 'memory' WHERE segment = '2'", "no pass memory writes such a row"),
        ("UPDATE words SET pass = 'nobody' WHERE segment = '2'", "no pass nobody writes such a row"),
        (
            "UPDATE translations SET segment = '99' WHERE segment = '2'",
            "has a row of a segment that is not in the block",
        ),
        ("UPDATE words SET segment = '1', pass = 'mt' WHERE segment = '2'", "has two rows of one segment"),
        ("UPDATE readings SET body = replace(body, '\"R1\"', '\"R9\"')", "is of a recording"),
        ("UPDATE words SET entry = 4 WHERE entry = 5", "has a row of a segment that is not in the block"),
    ],
)
def test_rows_that_no_pass_could_have_written(path: Path, statement: str, said: str) -> None:
    insider(path, statement)
    assert any(said in one for one in problems(path)), problems(path)


def test_a_row_whose_commitment_alone_was_changed_is_named_and_its_words_are_shown(path: Path) -> None:
    spoil(path, "UPDATE readings SET commitment = zeroblob(32) WHERE segment = '2'")
    assert "readings, segment 2 (row 2, block of entry 4): was changed" in problems(path)
    assert read_transcript(path).verdict.is_verified  # what is shown is what was sealed
    with pytest.raises(Tampered):
        read_transcript(path, whole=True)


@pytest.mark.parametrize("table", ["readings", "words", "alternatives", "translations"])
def test_words_under_a_renewed_commitment_are_not_shown(path: Path, table: str) -> None:
    """The row's own commitment fits; what its entry says of the group does not."""
    query = f"SELECT position, body, salt FROM {table} ORDER BY position LIMIT 1"
    position, body, salt = sqlite3.connect(path).execute(query).fetchone()
    forged = body.replace("0", "1", 1)
    assert forged != body
    put = f"body = '{forged}', commitment = x'{canonical.commit(salt, forged).hex()}'"
    spoil(path, f"UPDATE {table} SET {put} WHERE position = {position}")
    assert any("not the ones that were sealed" in one for one in problems(path)), problems(path)
    with TranscriptStore.open(path, readonly=True) as store:
        shown = store.load(words=table == "words")
        if table == "alternatives":
            with pytest.raises(Tampered):
                store.alternatives("7")
        else:
            assert shown.verdict.is_broken


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE readings SET salt = x'00' WHERE segment = '3'", "has half of what a purge takes"),
        (
            "UPDATE readings SET body = '[]', salt = x'00' WHERE segment = '3'",
            "a purge took its content",
        ),
        (
            "UPDATE readings SET body = NULL, salt = NULL WHERE segment = '5'",
            "its content is missing, and no purge took it",
        ),
        (
            "UPDATE readings SET segment = '33' WHERE segment = '3'",
            "is emptied, but no purge names",
        ),
    ],
)
def test_purged_rows_are_the_ones_that_a_purge_took(purged: Path, statement: str, said: str) -> None:
    assert problems(purged) == []
    insider(purged, statement)
    assert any(said in one for one in problems(purged)), problems(purged)


def test_a_purge_makes_one_group_be_hashed_row_by_row_and_is_still_verified(purged: Path) -> None:
    assert read_transcript(purged, words=True).verdict.is_verified
    with TranscriptStore.open(purged, readonly=True) as store:
        assert store.words("3") == ()
        assert [word.text for word in store.words("1")] == list(hearing.LINES[0][1])


def test_rows_of_a_group_that_are_gone_or_too_many_are_counted(path: Path) -> None:
    spoil(path, "DELETE FROM words WHERE entry = 5", "UPDATE readings SET entry = 5 WHERE position = 6")
    found = problems(path)
    assert "words, block of entry 5: holds 0 rows, 6 were sealed" in found
    assert "readings, block of entry 4: holds 5 rows, 6 were sealed" in found
    assert "readings, block of entry 5: holds 7 rows, 6 were sealed" in found


def test_rows_that_no_entry_seals_were_put_in(path: Path) -> None:
    spoil(path, "UPDATE translations SET entry = 2 WHERE position > 11")
    assert any("rows of entry 2: no entry seals them: they were put in" in one for one in problems(path))
    with pytest.raises(Tampered):
        read_transcript(path)


# The log


def entry(
    path: Path,
    kind: str,
    subject: str,
    after: object,
    before: object = None,
    author: str = "Ann Li",
) -> None:
    """An entry that is hashed as it should be, whatever it says."""
    from testimony.transcript.record import history

    connection = sqlite3.connect(path, isolation_level=None)
    history.append(connection, kind, subject, after, before=before, author=history.Author(author))
    connection.close()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            [["segment", "1", {"source": "x"}]],
            [["segment", "1", {"source": "y"}]],
            "starts from another segment 1",
        ),
        ([["segment", "77", {"source": "x"}]], [["segment", "77", {"source": "y"}]], "77 that was not there"),
        (
            [["segment", "1", None]],
            [["segment", "1", {"source": "y"}]],
            "from a segment 1 that was not",
        ),
        (
            [["speaker", "S1", {"name": "x"}]],
            [["speaker", "S1", {"name": "y"}]],
            "from another speaker S1",
        ),
        ([["link", "k", {"note": "x"}]], [["link", "k", {"note": "y"}]], "from a link k that was not"),
    ],
)
def test_a_change_starts_from_what_stood(path: Path, before: object, after: object, said: str) -> None:
    entry(path, "correct_source", "1", {"changes": after}, before)
    assert any(said in one for one in problems(path)), problems(path)


def test_entries_in_another_order_are_named(path: Path) -> None:
    with Session.open(path, hearing.ANN) as session:
        session.correct("1", Side.SOURCE, "a")
        session.correct("2", Side.SOURCE, "b")
    last = verify_file(path).entries
    moves = ((last, 999), (last - 1, last), (999, last - 1), (last, last + 1))
    spoil(path, *(f"UPDATE history SET seq = {new} WHERE seq = {old}" for old, new in moves))
    found = problems(path)
    assert any(f"entry {last} should stand here: entries were taken out or put in" in one for one in found)
    assert any("does not follow the entry before it" in one for one in found)
    assert any("was changed: its hash is another" in one for one in found)


def test_entries_before_a_snapshot_are_looked_at_when_words_are(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session that begins at a snapshot reads what earlier entries say of rows when it shows words."""
    monkeypatch.setattr(snapshot, "DUE", 3)
    with Session.open(path, hearing.ANN) as session:
        session.correct("1", Side.SOURCE, "a")
        session.correct("2", Side.SOURCE, "b")
    spoil(path, "UPDATE contents SET after = replace(after, '\"end_ms\":', '\"end_ms\":1') WHERE seq = 4")
    with TranscriptStore.open(path, readonly=True, quick=True) as store:
        assert store.load().verdict.is_verified  # what the snapshot shows
        with pytest.raises(Tampered, match="of entry 4: no entry seals them"):
            store.words("1")
    with pytest.raises(Tampered, match="history entry 4"):
        read_transcript(path)


def test_a_later_pass_is_a_row_of_its_own_and_is_verified(path: Path) -> None:
    with Session.open(path, hearing.ANN) as session:
        keep_translation(session, "2", "again", Provenance({"zh-en": "better@02"}, {}, {}))
        keep_translation(session, "2", "and again", Provenance({"zh-en": "better@02"}, {}, {}))
        keep_translation(session, "3", "once", Provenance({"zh-en": "better@02"}, {}, {}))
        keep_translation(session, "3", "other", Provenance({"zh-en": "another@03"}, {}, {}))
    connection = sqlite3.connect(path)
    later = connection.execute("SELECT pass, segment FROM translations WHERE position > 12 ORDER BY position")
    assert later.fetchall() == [("mt-2", "2"), ("mt-3", "2"), ("mt-2", "3"), ("mt-4", "3")]
    assert problems(path) == []


def test_timestamps_are_read_back_and_a_strange_one_is_an_error(path: Path) -> None:
    from testimony.transcript.record.edit_log import Timestamp

    with Session.open(path, hearing.ANN) as session:
        log = session.store.log
        stamp = Timestamp(6, session.store.head(), b"\x30\x00", "PEM")
        made = log.attach_timestamp(stamp, author_of(hearing.ANN))
        assert (made.kind, made.subject, log.timestamps()) == ("timestamp", "entry:6", (stamp,))
        session.correct("1", Side.SOURCE, "after the stamp")  # the log goes on behind it
        session.undo()
        assert session.store.verify().is_clean
    insider(path, 'UPDATE contents SET after = replace(after, \'"token":"\', \'"token":"!\') WHERE seq = 7')
    with TranscriptStore.open(path, readonly=True) as store, pytest.raises(Tampered):
        store.log.timestamps()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([], [["segment", "1", {"source": "y"}]]),
        ([["segment", "1", {"source": "x"}]], []),
        ([["segment", "77", None]], [["segment", "77", {"source": "y"}]]),
        ([["segment", "1", {"source": 5}]], [["segment", "1", {"source": "y"}]]),
        ([["nothing", "1", {}]], [["nothing", "1", {}]]),
    ],
)
def test_what_no_edit_wrote_is_not_undone(path: Path, before: object, after: object) -> None:
    entry(path, "correct_source", "1", {"changes": after}, before)
    with pytest.raises(Tampered), Session.open(path, hearing.ANN) as session:
        session.undo()


def test_a_digest_of_a_group_that_does_not_fit_its_rows_is_named_and_the_rows_are_hashed(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    triggers = without_triggers(connection)
    value = json.loads(connection.execute("SELECT after FROM contents WHERE seq = 4").fetchone()[0])
    value["rows"]["readings"][2] = "00" * 32
    connection.execute("UPDATE contents SET after = ? WHERE seq = 4", (canonical.dumps(value),))
    rechain(connection)
    for sql in triggers:
        connection.execute(sql)
    connection.close()
    assert problems(path) == ["readings, block of entry 4: what its rows hold is not what was sealed"]
    assert not read_transcript(path, unverified=True).verdict.is_verified
