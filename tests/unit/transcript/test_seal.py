"""Tampering is seen and named; the page that documents the record is enough to check it."""

from __future__ import annotations

import hashlib
import json
import random
import sqlite3
import time
from pathlib import Path

import made_up_hearing as hearing
import pytest
from tampering import copy_in_memory, spoil, tamper

from testimony.app.review.edits import keep_translation
from testimony.app.session import Session
from testimony.transcript import review
from testimony.transcript.editing.reshape import Cut
from testimony.transcript.encoding import canonical
from testimony.transcript.errors import EditRefused, Tampered, TestimonyError
from testimony.transcript.record import migrations, seal
from testimony.transcript.record.history import Author
from testimony.transcript.record.seal import Report
from testimony.transcript.record.store import TranscriptStore, verify_file
from testimony.transcript.types import FlagKind, Provenance, Side


def independent_verifier(path: Path) -> str:
    """Checks the chain and every commitment after docs/record.md, without the product's code."""
    db, sha = sqlite3.connect(path), hashlib.sha256

    def canon(value: object) -> bytes:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    previous, due, sealed = bytes(32), 1, {}
    contents = {row[0]: row[1:] for row in db.execute("SELECT seq, salt, before, after FROM contents")}
    for *values, commitment, stored_previous, digest in db.execute("SELECT * FROM history ORDER BY seq"):
        line = canon(["testimony/entry/1", *values, commitment.hex(), previous.hex()])
        assert (values[0], stored_previous, digest) == (due, previous, sha(line).digest()), values
        salt, before, after = contents.pop(due)
        assert sha(salt + f"[{before},{after}]".encode()).digest() == commitment, values
        if values[4] in ("block", "pass"):
            sealed[due] = json.loads(after).get("rows", {})
            assert not sealed[due] or json.loads(after)["seal"] == 2
        previous, due = digest, due + 1
    assert not contents
    for table in ("readings", "words", "alternatives", "translations"):
        groups: dict[int, list[tuple[object, ...]]] = {}
        for *key, body, salt, commitment in db.execute(f"SELECT * FROM {table} ORDER BY position"):
            assert sha(salt + body.encode()).digest() == commitment, key
            position, entry, *place = key
            groups.setdefault(entry, []).append((position, *place, commitment, salt, body))
        told = {seq: rows[table] for seq, rows in sealed.items() if table in rows}
        assert told.keys() == groups.keys()
        for seq, rows in groups.items():
            *columns, commitments, salts, bodies = zip(*rows, strict=True)
            places, whole = (
                canon([f"testimony/{kind}", table, seq, *map(list, columns)])
                for kind in ("places/2", "bodies/1")
            )
            held = whole + b"".join(salts) + f"[{','.join(bodies)}]".encode()
            digests = [sha(places + b"".join(commitments)).hexdigest(), sha(held).hexdigest()]
            assert told[seq] == [len(rows), *digests]
    return previous.hex()


def worked_on(path: Path, blocks: int = 2, rows: int = 6) -> Session:
    """A transcript with a good deal of history."""
    hearing.make(path, blocks, rows).close()
    session = Session.open(path, hearing.ANN)
    session.correct("1", Side.TARGET, "I left Xinjiang last March.")
    session.approve(["1", "2", "3"])
    session.split("3", Cut(at_ms=session.document.segments["3"].start_ms + 900, target_offset=9))
    session.speakers.rename("S1", name="THE WITNESS", role="witness")
    session.commit(review.link(session.document, "rendition", ["3.1", "3.2"], ["4"]))
    session.merge("3.1", "3.2")
    session.undo()
    session.marks.add_flag("4", FlagKind.NEGATION, "not heard")
    session.marks.add_note("4", "coughs")
    session.change_times(
        "5", session.document.segments["5"].start_ms + 10, session.document.segments["5"].end_ms
    )
    keep_translation(session, "6", "When did you leave?", Provenance({"zh-en": "better@02"}, {}, {}))
    return session


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "case.testimony"


def test_an_untouched_record_is_clean_and_the_documentation_is_enough_to_check_it(path: Path) -> None:
    with worked_on(path) as session:
        report = session.store.verify()
        assert report.is_clean, report.problems
        assert independent_verifier(path) == report.head == session.store.head()
        assert session.store.verify(report.head).is_clean


def test_every_random_change_is_reported(path: Path) -> None:
    worked_on(path).close()
    source, dice = sqlite3.connect(path), random.Random(20260331)
    verbs = set()
    for _ in range(400):
        copy = copy_in_memory(source)
        done = tamper(copy, dice)
        report = _verified(copy)
        assert report is None or report.problems, done
        verbs.add((done.verb, done.table))
        copy.close()
    assert {verb for verb, _ in verbs} == {"field", "delete", "insert", "swap", "forge"}
    assert {table for _, table in verbs} == set(migrations.SEALED_TABLES)


def _verified(connection: sqlite3.Connection) -> Report | None:
    """The report, or None where the file cannot even be read: reported as well."""
    try:
        return seal.verify(connection)
    except TestimonyError:
        return None


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        (
            "UPDATE readings SET body = replace(body, '三月', '四月') WHERE segment = '1'",
            "readings, segment 1 ",
        ),
        ("UPDATE words SET body = replace(body, '0.9', '0.8') WHERE segment = '2'", "words, segment 2 "),
        ("DELETE FROM translations WHERE segment = '4'", "row 4 should stand here"),
        ("UPDATE history SET author = 'Ben Wu' WHERE kind = 'approve'", r"\(approve 1 2 3"),
        ("UPDATE history SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 6", "history entry 6"),
        ("UPDATE contents SET after = replace(after, 'approved', 'edited') WHERE seq = 8", "history entry 8"),
        ("DELETE FROM contents WHERE seq = 7", "its content is missing, and no purge took it"),
        ("DROP TABLE peaks", "schema, table peaks"),
        ("CREATE VIEW present AS SELECT 1", "schema, view present"),
        ("INSERT INTO contents VALUES (999, x'00', 'null', 'null')", "contents 999"),
    ],
)
def test_the_report_names_where(path: Path, statement: str, where: str) -> None:
    worked_on(path).close()
    spoil(path, statement)
    report = verify_file(path)
    assert not report.is_clean
    import re

    assert any(re.search(where, str(problem)) for problem in report.problems), report.problems


def test_a_byte_changed_in_the_file_is_named(path: Path) -> None:
    worked_on(path).close()
    content = path.read_bytes()
    at = content.index("看守所".encode())
    path.write_bytes(content[:at] + "劳改队".encode() + content[at + 9 :])
    with TranscriptStore.open(path) as store:
        assert any("segment" in problem.where for problem in store.verify().problems)


def test_a_missing_trigger_is_reported(path: Path) -> None:
    worked_on(path).close()
    sqlite3.connect(path).execute("DROP TRIGGER history_no_delete").connection.commit()
    assert [str(problem) for problem in verify_file(path).problems] == [
        "schema, trigger history_no_delete on history: is missing"
    ]
    with pytest.raises(Tampered, match="trigger history_no_delete"):
        TranscriptStore.open(path)


def test_a_cut_tail_looks_whole_but_for_its_head(path: Path) -> None:
    with worked_on(path) as session:
        head = session.store.head()
    last = sqlite3.connect(path).execute("SELECT max(seq) FROM history").fetchone()[0]
    spoil(path, f"DELETE FROM history WHERE seq = {last}", f"DELETE FROM contents WHERE seq = {last}")
    with TranscriptStore.open(path) as store:
        assert store.verify().is_clean
        problems = store.verify(head).problems
        assert [problem.where for problem in problems] == ["head"]
        assert "cut off" in problems[0].what
    assert "cut off" in seal.CANNOT_KNOW


def test_a_file_made_anew_looks_whole_but_for_its_head(tmp_path: Path) -> None:
    with worked_on(tmp_path / "true.testimony") as session:
        head = session.store.head()
    with worked_on(tmp_path / "false.testimony") as session:
        assert session.store.verify().is_clean
        assert not session.store.verify(head).is_clean


def test_a_head_from_before_the_last_edits_says_how_many_came_since(path: Path) -> None:
    with worked_on(path) as session:
        head = session.store.head()
        session.correct("6", Side.SOURCE, "later")
        report = session.store.verify(head[:16].upper())
        assert report.is_clean
        assert "1 entries were added since" in report.notices[0]
        assert not session.store.verify(head[:6]).is_clean


def test_a_forged_state_under_a_fitting_chain_is_reported(path: Path) -> None:
    """Somebody writes a whole, well-hashed entry that approves words that do not stand there."""
    from testimony.transcript.record import history
    from testimony.transcript.record.history import Author

    with worked_on(path):
        pass
    connection = sqlite3.connect(path, isolation_level=None)
    digest = canonical.text_digest("en", "something else")
    history.append(
        connection,
        "approve",
        "8",
        {"changes": [["segment", "8", {"approvals": [["source", "approved", "Ann Li", digest]]}]]},
        before=[["segment", "8", {"approvals": []}]],
        author=Author("Ann Li"),
    )
    history.append(
        connection,
        "correct_source",
        "9",
        {"changes": [["segment", "9", {"source": "b"}]]},
        before=[["segment", "9", {"source": "never stood there"}]],
        author=Author("Ann Li"),
    )
    connection.close()
    with TranscriptStore.open(path) as store:
        said = [str(problem) for problem in store.verify().problems]
    assert any("starts from another segment 9" in one for one in said)
    assert any(one.startswith("segment 8: Ann Li approved another source") for one in said)


# Purge


def test_a_purge_removes_the_words_for_good_and_the_chain_still_verifies(path: Path) -> None:
    secret, also = "看守所", "detention center"
    with worked_on(path) as session:
        before = session.store.head()
        others = {key: one for key, one in session.document.segments.items() if not key.startswith("3")}
        for segment_id in ("7", "11"):
            session.correct(segment_id, Side.SOURCE, "无关")
            session.correct(segment_id, Side.TARGET, "unrelated")
        session.store.notebook.save_scratch("3.2:source", secret)
        ids = [one.id for one in session.document.segments.values() if secret in one.source]
        assert ids == ["3.2"]
        assert session.store.maintenance.purge(["3.1", "3.2", "7", "11"], hearing_author()) > 4
        session.document = session.store.document()
        report = session.store.verify(before)
        assert report.is_clean, report.problems
        assert report.purged == ("11", "3.1", "3.2", "7")
        assert session.document.segments["3.1"].source == "[removed]"
        assert session.store.words("3.1") == ()
        for key, one in others.items():
            if key not in ("7", "11"):
                assert session.document.segments[key] == one
    raw = path.read_bytes()
    assert secret.encode() not in raw
    assert also.encode() not in raw
    assert list(path.parent.iterdir()) == [path]
    with TranscriptStore.open(path) as again:
        assert any(one.is_purged for one in again.log.entries("3.1"))
        assert again.verify().is_clean


def hearing_author() -> Author:
    return Author("Ann Li")


def test_purging_a_half_keeps_what_stands_of_the_other(path: Path) -> None:
    with worked_on(path) as session:
        other = session.document.segments["3.2"]
        session.store.maintenance.purge(["3.1"], hearing_author())
        session.document = session.store.document()
        assert session.document.segments["3.2"] == other
        session.correct("3.2", Side.TARGET, "for three whole months")
        session.store.maintenance.purge(
            ["3.2"], hearing_author()
        )  # what the first purge wrote down goes as well
        report = session.store.verify()
        assert report.is_clean, report.problems
        assert report.purged == ("3.1", "3.2")
        session.document = session.store.document()
        assert session.document.segments["3.2"].target == "[removed]"
    assert b"three whole" not in path.read_bytes()
    assert b"three months" not in path.read_bytes().replace(hearing.LINES[2][2].encode(), b"")


def test_a_purge_cannot_be_undone_and_needs_a_segment_that_is_there(path: Path) -> None:
    with worked_on(path) as session:
        with pytest.raises(EditRefused, match="no segment 3 now"):
            session.store.maintenance.purge(["3"], hearing_author())
        session.store.maintenance.purge(["1"], hearing_author())
        session.document = session.store.document()
        with pytest.raises(EditRefused, match="nothing to undo"):
            session.undo()
        session.correct("1", Side.SOURCE, "anew")
        session.undo()
        assert session.document.segments["1"].source == "[removed]"


def test_hiding_a_deletion_as_a_purge_is_reported(path: Path) -> None:
    worked_on(path).close()
    spoil(path, "UPDATE readings SET body = NULL, salt = NULL WHERE segment = '2'")
    with TranscriptStore.open(path) as store:
        assert any("no purge took it" in problem.what for problem in store.verify().problems)


def test_verifying_a_thousand_rows_takes_no_time(path: Path) -> None:
    with hearing.make(path, blocks=10, rows=100) as store:
        start = time.process_time()
        assert store.verify().is_clean
        assert time.process_time() - start < 3
