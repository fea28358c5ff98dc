"""The file of a record: who may write it, what a failed write leaves, how it is rewritten."""

from __future__ import annotations

import gc
import os
import sqlite3
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import made_up_hearing as hearing
import pytest

from testimony.app.session import Session, author_of
from testimony.audio.recordings import find_recording
from testimony.transcript.edits import Edit
from testimony.transcript.errors import (
    Locked,
    NotATranscript,
    Tampered,
    TranscriptFileError,
)
from testimony.transcript.record import draft_writer, history, maintenance, snapshot
from testimony.transcript.record.collector import collector_paused
from testimony.transcript.record.disk import files, leftovers, lock
from testimony.transcript.record.disk.database import APPLICATION_ID, connect, new_file, schema_version
from testimony.transcript.record.disk.file_checks import file_mark, is_encrypted
from testimony.transcript.record.history import Author
from testimony.transcript.record.store import TranscriptStore
from testimony.transcript.review import correct
from testimony.transcript.types import Side

ANN = Author("Ann Li")
posix = pytest.mark.skipif(os.name != "posix", reason="links of POSIX")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    hearing.make(tmp_path / "case.testimony").close()
    return tmp_path / "case.testimony"


def edit_of(store: TranscriptStore, text: str) -> Edit:
    return correct(store.document(), "1", Side.SOURCE, text, hearing.ANN)


# What was read and what stands


def test_a_reader_learns_that_another_wrote(path: Path) -> None:
    with TranscriptStore.open(path, readonly=True) as reader:
        assert not reader.log.refresh()
        with Session.open(path, hearing.ANN) as session:
            session.correct("1", Side.SOURCE, "anew")
        assert reader.log.refresh()
        assert reader.document().segments["1"].source == "anew"
        assert not reader.log.refresh()


@posix
def test_a_write_that_is_given_up_is_not_what_stands(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = history.append

    def linked(*arguments: Any, **more: Any) -> history.Entry:
        entry = whole(*arguments, **more)
        os.link(path, path.with_name("second"))  # proved once more before the commit
        return entry

    with TranscriptStore.open(path) as store:
        before = store.document().segments["1"].source, store.last_entry(), store.head()
        edit = edit_of(store, "never kept")
        with monkeypatch.context() as patched:
            patched.setattr(history, "append", linked)
            with pytest.raises(TranscriptFileError, match="2 names"):
                store.commit_edit(edit, ANN, based_on=store.last_entry())
        path.with_name("second").unlink()
        assert (store.last_entry(), store.head()) == before[1:]
        assert store.document().segments["1"].source == before[0]
        store.commit_edit(edit_of(store, "kept"), ANN, based_on=store.last_entry())
        assert store.document().segments["1"].source == "kept"
    assert TranscriptStore.open(path).verify().is_clean


def test_what_was_opened_for_reading_is_not_written(path: Path) -> None:
    before = path.read_bytes()
    with TranscriptStore.open(path, readonly=True) as store:
        with pytest.raises(TranscriptFileError, match="opened for reading"):
            store.acquire()
        with store.file.reading() as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM scratch")
    assert path.read_bytes() == before


def test_everything_in_a_transaction_is_kept_or_nothing(path: Path) -> None:
    with TranscriptStore.open(path) as store:
        with pytest.raises(TranscriptFileError, match="UNIQUE"), store.file.writing() as connection:
            connection.executemany("INSERT INTO scratch VALUES (?, 'b', 'c')", [("a",), ("a",)])
        assert store.notebook.scratch() == {}
        assert store.file.holder() is None  # the lock that it took was given up with it
        store.notebook.save_scratch("a", "c")
        assert store.notebook.scratch() == {"a": "c"}


@pytest.mark.parametrize(("due", "kept"), [(12, True), (13, False)])
def test_a_snapshot_is_kept_for_many_rows_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, due: int, kept: bool
) -> None:
    monkeypatch.setattr(snapshot, "DUE_ROWS", due)
    hearing.make(tmp_path / "x.testimony").close()
    number = sqlite3.connect(tmp_path / "x.testimony").execute("SELECT count(*) FROM snapshot").fetchone()[0]
    assert bool(number) is kept


@pytest.mark.parametrize(("more", "renewed"), [(2, False), (3, True)])
def test_a_snapshot_is_renewed_after_as_many_entries_again(
    path: Path, monkeypatch: pytest.MonkeyPatch, more: int, renewed: bool
) -> None:
    def stands_at() -> int:
        return int(sqlite3.connect(path).execute("SELECT seq FROM snapshot").fetchone()[0])

    monkeypatch.setattr(snapshot, "DUE", 3)
    with Session.open(path, hearing.ANN) as session:
        session.correct("1", Side.SOURCE, "anew")
    first = stands_at()
    with Session.open(path, hearing.ANN) as session:
        for number in range(more):
            session.correct("1", Side.SOURCE, f"anew {number}")
    assert (stands_at() > first) is renewed


# The lock


def held(store: TranscriptStore) -> lock.Holder:
    """Who holds the file, where somebody does."""
    holder = store.file.holder()
    assert holder is not None
    return holder


def test_the_lock_beats_once_a_minute(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter(["2026-03-31T09:00:00.000Z", "2026-03-31T09:00:59.000Z", "2026-03-31T09:01:00.000Z"])
    beats = []
    with TranscriptStore.open(path) as store:
        for _ in range(3):
            now = next(times)
            monkeypatch.setattr(lock, "now_text", lambda now=now: now)
            store.acquire(name="Ann Li")
            beats.append(held(store).heartbeat)
        holder = held(store)
    assert [beat[11:19] for beat in beats] == ["09:00:00", "09:00:00", "09:01:00"]
    assert (holder.name, holder.since) == ("Ann Li", "2026-03-31T09:00:00.000Z")
    assert str(holder).startswith(f"Ann Li, process {os.getpid()} on ")


def test_who_lost_the_lock_neither_renames_nor_removes(path: Path) -> None:
    with TranscriptStore.open(path) as first:
        first.acquire()
        with TranscriptStore.open(path) as second:
            second.acquire(take_over=True)
        with pytest.raises(Locked, match="taken over and given back"), first.file._alone():
            raise AssertionError("the lock was lost")
        with pytest.raises(Locked):
            first.maintenance._record.replace_with(path.with_name("none"), None)
    assert path.exists()


def test_a_rewritten_file_is_nobodys_until_the_next_write(path: Path) -> None:
    with TranscriptStore.open(path) as store:
        store.acquire()
        store.maintenance.purge(["3"], ANN)
        assert (store.file.holder(), store.file.lock.is_held) == (None, False)
        with TranscriptStore.open(path) as other:
            other.acquire()
            with pytest.raises(Locked):
                store.notebook.save_scratch("a", "b")
        store.notebook.save_scratch("a", "b")
        assert store.file.lock.is_held


# Rewriting


def test_a_purge_on_what_somebody_changed_meanwhile_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = files.temporary_beside

    def beside(target: Path) -> Path:  # after the plan was made, before the new file is written
        with TranscriptStore.open(path) as other:
            other.acquire(take_over=True)
            other.commit_edit(edit_of(other, "acknowledged"), ANN, based_on=other.last_entry())
        return named(target)

    monkeypatch.setattr(maintenance, "temporary_beside", beside)
    with TranscriptStore.open(path) as store, pytest.raises(Locked, match="changed since it was read"):
        store.maintenance.purge(["3"], ANN)
    with TranscriptStore.open(path) as again:
        assert again.document().segments["1"].source == "acknowledged"
        assert again.document().segments["3"].source == hearing.LINES[2][1]
    assert list(path.parent.iterdir()) == [path]


@posix
def test_a_purge_and_an_encryption_remove_the_copies_that_nobody_asked_for(path: Path) -> None:
    pytest.importorskip("sqlcipher3")
    words = hearing.LINES[2][1].encode()
    names = ["interrupted.bak-1", "interrupted.bak-1-journal", "schema-2.bak-1", "bak-1", "other"]
    copies = [path.with_name(f"{path.name}.{name}") for name in names]
    for act in ("purge", "encrypt"):
        for copy in copies:
            copy.write_bytes(words)
        with TranscriptStore.open(path) as store:
            if act == "purge":
                store.maintenance.purge(["3"], ANN)
            else:
                store.maintenance.encrypt("battery horse")
            assert store.maintenance.removed == tuple(sorted(copies[:3]))
        assert [copy.exists() for copy in copies] == [False, False, False, True, True]
    copies[0].write_bytes(words)
    with TranscriptStore.open(path, passphrase="battery horse") as store:
        store.maintenance.decrypt()
        assert store.maintenance.removed == ()
    assert copies[0].exists()


def test_a_rewrite_keeps_what_lies_beside_the_record_and_a_purge_drops_words(path: Path) -> None:
    pytest.importorskip("sqlcipher3")
    with TranscriptStore.open(path) as store:
        store.notebook.save_scratch("3:source", "看守所")
        store.notebook.save_peaks("R1", 0, 10, b"ab")
        store.notebook.note_run("begun", {"threads": "2"})
        store.notebook.note_run("done", {"threads": "3"})
        store.maintenance.encrypt("battery horse")
        assert store.notebook.scratch() == {"3:source": "看守所"}
        store.maintenance.decrypt()
        store.maintenance.purge(["3"], ANN)
        assert store.notebook.scratch() == {}
        assert store.notebook.peaks(0) == (10, b"ab")
        assert [(one.event, dict(one.facts)) for one in store.notebook.runs()] == [
            ("begun", {"threads": "2"}),
            ("done", {"threads": "3"}),
        ]
        rows = sqlite3.connect(path).execute("SELECT version FROM migrations ORDER BY version").fetchall()
        assert [row[0] for row in rows] == [1, 2, 3]


def test_a_purge_says_how_many_rows_and_entries_it_took(path: Path) -> None:
    with Session.open(path, hearing.ANN) as session:
        session.correct("3", Side.TARGET, "anew")
        taken = session.store.maintenance.purge(["3"], author_of(hearing.ANN))
        assert taken == 4  # reading, words, translation; the edit
        entry = session.store.log.entries()[-1]
        assert entry.after is not None
        assert (entry.entry.kind, entry.entry.author, entry.after["purged"]) == ("purge", "Ann Li", ["3"])
        assert session.store.log.entries("3")[-1].entry.kind == "purge"


# Beginning and finishing


def test_a_journal_without_its_file_is_not_played_into_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "new.testimony"
    journal = tmp_path / "new.testimony-journal"
    journal.write_bytes(b"x" * 600)
    with pytest.raises(TranscriptFileError, match="without its transcript") as caught:
        hearing.begin(path, 1, 2)
    assert caught.value.hint.startswith("mv ")
    assert list(tmp_path.iterdir()) == [journal]


def test_a_beginning_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise TranscriptFileError("no")

    monkeypatch.setattr(draft_writer, "put_in_place", refuse)
    with pytest.raises(TranscriptFileError):
        hearing.begin(tmp_path / "new.testimony", 1, 2)
    assert list(tmp_path.iterdir()) == []


def test_finishing_twice_is_one_entry_and_speakers_come_before(tmp_path: Path) -> None:
    store = hearing.begin(tmp_path / "new.testimony", 1, 2)
    assert not store.draft.has_speakers
    store.commit_block(*hearing.block(0, 2), speakers=hearing.SPEAKERS)
    store.finish(hearing.recording(2))
    last = store.last_entry()
    store.finish(hearing.recording(2, name="other.wav"))
    assert (store.last_entry(), store.complete, store.recording().path) == (last, True, "hearing.wav")
    with pytest.raises(TranscriptFileError, match="complete already"):
        store.draft.commit_speakers(edit_of(store, "x"))
    with pytest.raises(TranscriptFileError, match="of a complete transcript"):
        store.commit_block(*hearing.block(1, 2))
    store.close()


def test_what_a_run_began_is_removed_only_where_it_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new.testimony"
    store = hearing.begin(path, 1, 2)
    store.commit_block(*hearing.block(0, 2), speakers=hearing.SPEAKERS)
    store.discard()
    assert path.exists()


# Entries


def test_entries_are_found_by_segment_number_and_time(path: Path) -> None:
    with Session.open(path, hearing.ANN) as session:
        session.correct("1", Side.SOURCE, "a")
        session.renditions.link(["2", "3"], ["4"])
        session.speakers.rename("S1", name="X")
        log = session.store.log
        entries = log.entries()
        kinds = {key: [one.entry.kind for one in log.entries(key)] for key in ("1", "2", "4", "5")}
        assert kinds == {"1": ["correct_source"], "2": ["link"], "4": ["link"], "5": []}
        seqs = [one.entry.seq for one in entries]
        assert seqs == list(range(1, len(seqs) + 1))
        assert log.entry(7).kind == "correct_source"
        assert [one.seq for one in log.since(6, entries[7].entry.at)][-1] == seqs[-1]
        assert log.since(6, "2999") == []
        assert [one.seq for one in log.since(6, "2000")] == seqs[6:]
        assert (log.undoable(), log.redoable()) == ((7, 8, 9), ())
        session.undo()
        assert (log.undoable(), log.redoable()) == ((7, 8), (9,))


@pytest.mark.parametrize(
    ("subject", "segments"),
    [
        ("1 2", {"1", "2"}),
        ("speaker:S1", set()),
        ("link:rendition:1,2>3", {"1", "2", "3"}),
        ("finding:omission:4>5", {"4", "5"}),
        ("block:0 7", {"7"}),
    ],
)
def test_an_entry_names_segments_wherever_they_stand(subject: str, segments: set[str]) -> None:
    values = (1, "", "", "", "", subject, b"", b"", b"")
    assert history.entry_of(values).segments == segments
    with pytest.raises(TypeError, match="entry 1 of the log"):
        history.entry_of((*values[:5], 6, *values[6:]))


# Databases and files


def test_another_program_s_database_with_our_tables_is_refused(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID + 1}")
    connection.close()
    for readonly in (True, False):
        with pytest.raises(NotATranscript, match="but not a transcript"):
            TranscriptStore.open(path, readonly)


@pytest.mark.parametrize("version", [0, -1])
def test_a_version_below_one_is_refused(path: Path, version: int) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    with pytest.raises(NotATranscript, match="schema version"):
        TranscriptStore.open(path)
    with pytest.raises(NotATranscript, match="schema version"):
        schema_version(sqlite3.connect(path), path, 3)


@posix
def test_a_new_file_is_for_its_owner_alone_and_never_over_another(tmp_path: Path) -> None:
    database = new_file(tmp_path / "new")
    database.close()
    database.close()
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o600
    with pytest.raises(TranscriptFileError, match="exists already"):
        new_file(tmp_path / "new")
    with pytest.raises(TranscriptFileError, match="cannot be written"):
        new_file(tmp_path / "none" / "new")


def test_a_passphrase_with_quotes_opens_what_it_closed(path: Path) -> None:
    pytest.importorskip("sqlcipher3")
    with TranscriptStore.open(path) as store:
        store.maintenance.encrypt('it\'s "one"; --')
    assert is_encrypted(path)
    with TranscriptStore.open(path, passphrase='it\'s "one"; --') as store:
        assert store.verify().is_clean
    with connect(path, "ro", 'it\'s "one"; --').transaction(write=False) as connection:
        assert connection.execute("SELECT count(*) FROM readings").fetchone()[0] == 12


@posix
def test_a_finished_file_takes_a_free_name_or_the_one_of_the_file_it_replaces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, new = tmp_path / "target", tmp_path / "new"
    new.write_bytes(b"new")
    files.put_in_place(new, target)
    assert (target.read_bytes(), new.exists()) == (b"new", False)
    new.write_bytes(b"other")
    with pytest.raises(TranscriptFileError, match="exists already"):
        files.put_in_place(new, target)
    assert (target.read_bytes(), new.exists()) == (b"new", False)
    mark = file_mark(target)
    target.unlink()
    (tmp_path / "holds the number").write_bytes(b"")
    target.write_bytes(b"a stranger's")
    new.write_bytes(b"newer")
    if not file_mark(target).is_same_file(mark):
        with pytest.raises(Locked, match="replaced by another file"):
            files.put_in_place(new, target, replace=mark)
        assert (target.read_bytes(), new.exists()) == (b"a stranger's", False)
    new.write_bytes(b"newest")
    files.put_in_place(new, target, replace=file_mark(target))
    assert (target.read_bytes(), new.exists()) == (b"newest", False)

    def no_links(*_: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    new.write_bytes(b"again")
    with pytest.raises(TranscriptFileError, match="exists already"):
        files.put_in_place(new, target)
    new.write_bytes(b"again")
    files.put_in_place(new, tmp_path / "free")
    assert (tmp_path / "free").read_bytes() == b"again"


@posix
def test_only_the_file_that_was_opened_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = tmp_path / "mine"
    mine.write_bytes(b"mine")
    mark = file_mark(mine)
    other = tmp_path / "other"
    other.write_bytes(b"theirs")
    assert not files.remove_own(other, mark)
    assert other.exists()
    whole = type(mine).rename

    def swapped(self: Path, target: Path) -> Path:  # another file takes the name right before
        self.unlink()
        whole(other, self)
        return whole(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(type(mine), "rename", swapped)
        assert not files.remove_own(mine, mark)
    assert mine.read_bytes() == b"theirs"
    assert files.remove_own(mine, file_mark(mine))
    assert list(tmp_path.iterdir()) == []


@posix
def test_a_copy_is_for_its_owner_alone_and_never_over_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, copy = tmp_path / "source", tmp_path / "copy"
    source.write_bytes(b"words")
    source.chmod(0o644)
    files.copy_bytes(source, copy)
    assert (copy.read_bytes(), stat.S_IMODE(copy.stat().st_mode)) == (b"words", 0o600)
    copy.unlink()

    def fails(_: object) -> None:
        raise OSError(5, "no")

    monkeypatch.setattr(files, "sync_folder", fails)
    with pytest.raises(OSError, match="no"):
        files.copy_bytes(source, copy)
    assert list(tmp_path.iterdir()) == [source]


@posix
def test_a_sweep_returns_what_may_hold_words_and_nobody_here_can_call_dead(
    path: Path, tmp_path: Path
) -> None:
    unknown = tmp_path / ".case.testimony.deadbeef.partial"
    foreign = tmp_path / ".case.testimony.00000000-1-1-deadbeef.partial"
    other = tmp_path / ".other.testimony.00000000-1-1-deadbeef.partial"
    alive = leftovers.hidden_name(path)
    for one in (unknown, foreign, other, alive):
        one.write_bytes(b"SQLite format 3\0 words")
    assert sorted(one.path for one in leftovers.sweep(path)) == sorted([unknown, foreign])
    assert [one.path for one in leftovers.sweep(path, holding=True)] == []
    assert sorted(tmp_path.iterdir()) == sorted([path, other, alive])
    foreign.write_bytes(b"no transcript")
    (left,) = leftovers.sweep(path, holding=True)
    assert str(left) == f"{foreign} (made for case.testimony)"


def test_tampering_is_one_sentence_with_the_command_to_type(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE more (a)")
    connection.commit()
    connection.close()
    with pytest.raises(Tampered, match="table more does not belong to a transcript") as caught:
        TranscriptStore.open(path)
    assert "testimony verify" in caught.value.hint


@pytest.mark.parametrize("was_on", [True, False])
def test_the_search_for_garbage_goes_on_as_it_was(was_on: bool) -> None:
    try:
        (gc.enable if was_on else gc.disable)()
        with collector_paused():
            assert not gc.isenabled()
        assert gc.isenabled() is was_on
    finally:
        gc.enable()


def test_a_purge_takes_what_a_segment_was_split_from_and_not_what_shared_an_entry_with_it(path: Path) -> None:
    with Session.open(path, hearing.ANN) as session:
        session.approve(["1", "2"])
        session.renditions.link(["1"], ["2"])
        session.renditions.unlink(["1"], ["2"])
        session.store.maintenance.purge(["1"], author_of(hearing.ANN))
        assert session.store.words("1") == ()
        assert len(session.store.words("2")) == len(hearing.LINES[1][1].split())
        standing = session.store.document().segments
        assert (standing["2"].source, standing["1"].source) == (hearing.LINES[1][1], "[removed]")
        assert session.store.verify().purged == ("1",)


def test_a_lock_is_given_back_where_an_error_left_a_transaction_open(path: Path) -> None:
    store = TranscriptStore.open(path)
    store.acquire()
    store.file._database.connection.execute("BEGIN IMMEDIATE")
    store.close()
    with TranscriptStore.open(path) as other:
        assert other.file.holder() is None


def test_a_beginning_that_gets_no_lock_keeps_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = TranscriptStore.acquire

    def fails(self: TranscriptStore) -> None:
        whole(self)
        raise MemoryError

    monkeypatch.setattr(TranscriptStore, "acquire", fails)
    with pytest.raises(MemoryError):
        hearing.begin(tmp_path / "new.testimony", 1, 2)
    monkeypatch.undo()
    with TranscriptStore.open(tmp_path / "new.testimony") as other:
        assert other.file.holder() is None


@pytest.mark.parametrize("name", ["a\0b.wav", "x" * 5000, "/dev/zero", ".", ""])
def test_a_recording_whose_name_no_file_can_have_is_not_at_hand(path: Path, name: str) -> None:
    assert find_recording(replace(hearing.recording(12), path=name), path) is None
