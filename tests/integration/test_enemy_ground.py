"""What an opponent or an accident can put beside, around or into a transcript, and what must come of it."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import struct
from collections.abc import Callable
from functools import partial
from pathlib import Path

import hostile_transcripts
import made_up_hearing as hearing
import pytest
import reliability
from tampering import spoil

from testimony.app.folder_check import examine_folder
from testimony.app.session import Session, author_of
from testimony.app.transcripts import read_transcript
from testimony.transcript.errors import (
    InterruptedWrite,
    Locked,
    Tampered,
    TestimonyError,
    TranscriptFileError,
)
from testimony.transcript.record.disk import files, leftovers
from testimony.transcript.record.disk.processes import this_process
from testimony.transcript.record.store import TranscriptStore, verify_file
from testimony.transcript.types import Side

posix = pytest.mark.skipif(os.name != "posix", reason="links and signals of POSIX")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    hearing.make(tmp_path / "case.testimony").close()
    return tmp_path / "case.testimony"


def journal_of(path: Path) -> Path:
    return Path(f"{path}-journal")


def super_journal(path: Path, victim: Path) -> bytes:
    """A hot journal that restores nothing and names a victim as its super-journal."""
    name, magic = os.fsencode(victim), bytes.fromhex("d9d505f920a163d7")
    head = (magic + struct.pack(">IIIII", 0, 7, path.stat().st_size // 4096, 512, 4096)).ljust(512, b"\0")
    locked = struct.pack(">I", 0x40000000 // 4096 + 1)
    return head + locked + name + struct.pack(">II", len(name), sum(name)) + magic


# What lies beside it


@pytest.mark.parametrize("readonly", [True, False])
def test_a_journal_that_names_another_file_deletes_nothing(
    path: Path, tmp_path: Path, readonly: bool
) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("mine")
    journal_of(path).write_bytes(super_journal(path, victim))
    before = path.read_bytes()
    with pytest.raises(TranscriptFileError, match="names another file") as caught:
        TranscriptStore.open(path, readonly)
    assert caught.value.hint.startswith(f"mv '{journal_of(path)}'")
    with pytest.raises(TranscriptFileError, match="names another file"):
        verify_file(path)
    assert (victim.read_text(), path.read_bytes()) == ("mine", before)


def test_a_journal_put_beside_an_open_file_is_not_played(path: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("mine")
    with Session.open(path, hearing.ANN) as session:
        journal_of(path).write_bytes(super_journal(path, victim))
        with pytest.raises(TranscriptFileError, match="names another file"):
            session.correct("1", Side.SOURCE, "x")
        journal_of(path).unlink()
    assert victim.exists()


@pytest.mark.parametrize("suffix", ["-wal", "-shm"])
def test_a_log_of_another_kind_beside_it_is_refused(path: Path, suffix: str) -> None:
    Path(f"{path}{suffix}").write_bytes(b"anything")
    with pytest.raises(TranscriptFileError, match="lies beside"):
        TranscriptStore.open(path, readonly=True)


@posix
@pytest.mark.parametrize("kind", ["folder", "link", "pipe", "second name"])
def test_a_journal_that_is_no_plain_file_is_refused(path: Path, tmp_path: Path, kind: str) -> None:
    journal = journal_of(path)
    other = tmp_path / "other"
    other.write_bytes(b"x")
    make: dict[str, Callable[[], object]] = {
        "folder": journal.mkdir,
        "link": lambda: journal.symlink_to(path),
        "pipe": lambda: os.mkfifo(journal),
        "second name": lambda: os.link(other, journal),
    }
    make[kind]()
    with pytest.raises(TranscriptFileError, match="no plain file of its own"):
        TranscriptStore.open(path, readonly=True)


# A write that was cut off


def interrupted(folder: Path) -> tuple[Path, reliability.Commit]:
    """A file whose writer was killed after all its pages were written, before the journal went."""
    commit = reliability.record_commits(folder / "made.testimony", 2)[-1]
    path = folder / "case.testimony"
    path.write_bytes(commit.after)
    journal_of(path).write_bytes(commit.journal)
    return path, commit


def test_reading_a_broken_write_changes_no_byte_and_names_the_command(tmp_path: Path) -> None:
    path, commit = interrupted(tmp_path)
    with pytest.raises(InterruptedWrite) as caught:
        TranscriptStore.open(path, readonly=True)
    assert caught.value.hint == f"testimony recover '{path}'"
    assert (path.read_bytes(), journal_of(path).read_bytes()) == (commit.after, commit.journal)


def test_writing_takes_a_broken_write_back_after_a_copy_was_set_aside(tmp_path: Path) -> None:
    path, commit = interrupted(tmp_path)
    with TranscriptStore.open(path) as store:
        assert store.document().segments["1"].source == commit.text_before
        assert store.file.recovered == path.with_name("case.testimony.interrupted.bak-1")
        assert store.file.recovered.read_bytes() == commit.after
        assert journal_of(store.file.recovered).read_bytes() == commit.journal
    assert not journal_of(path).exists()


def test_a_journal_of_an_older_state_does_not_undo_what_was_restored(tmp_path: Path) -> None:
    """After a crash the file is restored from a copy that has other edits; the journal still lies there."""
    path, commit = interrupted(tmp_path)
    path.write_bytes(commit.before)
    with Session.open(path, hearing.BEN, take_over=True) as session:  # the copy's own history goes on
        session.correct("2", Side.SOURCE, "acknowledged")
    restored = path.read_bytes()
    journal_of(path).write_bytes(commit.journal)
    for readonly in (True, False):
        with pytest.raises(TranscriptFileError) as caught:
            TranscriptStore.open(path, readonly)
        assert str(journal_of(path)) in caught.value.message + caught.value.hint or readonly
    assert path.read_bytes() == restored
    journal_of(path).rename(tmp_path / "old")
    with TranscriptStore.open(path) as store:
        assert store.document().segments["2"].source == "acknowledged"


def test_a_journal_of_another_file_is_refused(path: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other, commit = interrupted(tmp_path / "other")
    before = path.read_bytes()
    journal_of(path).write_bytes(commit.journal)
    with pytest.raises(TranscriptFileError, match=r"is not the journal of case\.testimony"):
        TranscriptStore.open(path)
    assert path.read_bytes() == before
    assert other.exists()


@posix
def test_a_file_of_two_names_is_read_and_not_written(path: Path, tmp_path: Path) -> None:
    os.link(path, tmp_path / "copy.testimony")
    assert len(read_transcript(path).segments) == 12
    with (
        Session.open(path, hearing.ANN) as session,
        pytest.raises(TranscriptFileError, match="2 names") as caught,
    ):
        session.correct("1", Side.SOURCE, "x")
    assert caught.value.hint.startswith("cp ")


# Whose file it is


def test_a_run_that_wakes_up_removes_nothing_that_others_made(tmp_path: Path) -> None:
    path = tmp_path / "case.testimony"
    sleeping = hearing.begin(path, 2, 6)
    path.rename(tmp_path / "case.testimony.bak-1")  # as somebody with a file manager does
    hearing.make(path).close()
    with Session.open(path, hearing.ANN) as session:
        session.approve(["1"])
    with pytest.raises(Locked):
        sleeping.commit_block(*hearing.block(0, 6), speakers=hearing.SPEAKERS)
    sleeping.discard()
    with TranscriptStore.open(path) as store:
        assert store.document().segments["1"].state.is_reviewed


def test_a_run_whose_lock_was_taken_removes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "case.testimony"
    sleeping = hearing.begin(path, 2, 6)
    with TranscriptStore.open(path) as other:
        other.acquire(take_over=True)
        sleeping.discard()
        assert path.exists()


def test_what_a_run_began_and_holds_nothing_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "case.testimony"
    hearing.begin(path, 2, 6).discard()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_a_living_process_writes_is_not_set_aside(path: Path) -> None:
    with Session.open(path, hearing.ANN), TranscriptStore.open(path) as other:
        with pytest.raises(Locked):
            other.file.set_aside()
        assert path.exists()


# What is left behind


@posix
@pytest.mark.parametrize("act", ["encrypt", "decrypt", "purge"])
def test_a_rename_that_fails_leaves_no_second_file(
    path: Path, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    pytest.importorskip("sqlcipher3")

    def refuse(*_: object) -> None:
        raise OSError(16, "Device or resource busy")

    store = TranscriptStore.open(path)
    acts: dict[str, Callable[[], object]] = {
        "encrypt": lambda: store.maintenance.encrypt("battery horse"),
        "decrypt": store.maintenance.decrypt,
        "purge": lambda: store.maintenance.purge(["1"], author_of(hearing.ANN)),
    }
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(TranscriptFileError, match="busy"):
        acts[act]()
    monkeypatch.undo()
    assert list(path.parent.iterdir()) == [path]
    store.close()
    with TranscriptStore.open(path) as again:
        assert again.verify().is_clean


def dead_name(path: Path) -> Path:
    """A hidden name as a process gave it that is gone: this one's, with another start."""
    name = leftovers.hidden_name(path).name
    start = this_process().start.rpartition(":")[2]
    return path.with_name(name.replace(f"-{start}-", "-1-"))


@posix
def test_every_open_sweeps_what_a_dead_process_left_and_nothing_else(path: Path, tmp_path: Path) -> None:
    if not this_process().start:
        pytest.skip("this system tells no start of a process")
    dead, alive = dead_name(path), leftovers.hidden_name(path)
    second = dead_name(path)
    others = [tmp_path / ".case.testimony.notes", tmp_path / ".other.deadbeef.partial"]
    for one in (dead, alive, *others):
        one.write_bytes(b"SQLite format 3\0 words")
    os.link(path, second)
    read_transcript(path)
    assert sorted(tmp_path.iterdir()) == sorted([path, alive, *others])
    with Session.open(path, hearing.ANN) as session:
        session.approve(["1"])


@posix
def test_a_holder_of_the_lock_removes_unmarked_leftovers_of_this_file(path: Path) -> None:
    old = path.with_name(".case.testimony.4db98146.partial")  # as version 0.1 named them
    old.write_bytes(b"SQLite format 3\0 words")
    read_transcript(path)
    assert old.exists()
    with Session.open(path, hearing.ANN):
        assert not old.exists()


@posix
def test_a_second_hidden_name_of_the_file_is_taken_away_before_writing(path: Path) -> None:
    hidden = path.with_name(".case.testimony.fbc5082b.partial")
    os.link(path, hidden)
    with Session.open(path, hearing.ANN) as session:
        session.store.maintenance.purge(["1"], author_of(hearing.ANN))
    assert not hidden.exists()


def test_doctor_finds_what_lies_in_a_folder(path: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / ".case.testimony.4db98146.partial").write_bytes(b"SQLite format 3\0 words")
    (tmp_path / "case.testimony.bak-1").write_bytes(path.read_bytes())
    journal_of(path).write_bytes(b"x" * 600)
    found = {Path(one.subject).name: one.detail for one in examine_folder(tmp_path) if not one.ok}
    assert set(found) == {".case.testimony.4db98146.partial", "case.testimony.bak-1", "case.testimony"}
    assert "not encrypted" in found["case.testimony.bak-1"]
    shutil.rmtree(tmp_path / "in")
    (tmp_path / "case.testimony.bak-1").unlink()
    journal_of(path).unlink()
    (only,) = examine_folder(tmp_path)
    assert only.ok


def test_a_link_of_another_file_under_a_hidden_name_is_not_touched(path: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    hidden = path.with_name(".case.testimony.4db98146.partial")
    os.link(mine, hidden)
    with Session.open(path, hearing.ANN):
        pass
    assert hidden.read_text() == "mine"


# What is shown


def test_a_purged_row_cannot_be_given_to_another_segment(path: Path) -> None:
    with Session.open(path, hearing.ANN) as session:
        session.store.maintenance.purge(["3"], author_of(hearing.ANN))
    spoil(
        path,
        "UPDATE translations SET segment = '4', pass = 'asr' WHERE segment = '3'",
        "UPDATE words SET segment = '4', pass = 'mt' WHERE segment = '3'",
    )
    report = verify_file(path)
    assert {problem.where.split(",")[0] for problem in report.problems} >= {"translations", "words"}
    with pytest.raises(Tampered):
        read_transcript(path)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE readings SET body = replace(body, '三月', '四月') WHERE segment = '1'",
        "UPDATE translations SET segment = '99' WHERE segment = '2'",
        "UPDATE contents SET after = replace(after, 'anew', 'forged') WHERE after LIKE '%anew%'",
        "UPDATE history SET author = 'Ben Wu' WHERE author = 'Ann Li'",
    ],
)
def test_words_that_are_not_the_sealed_ones_do_not_leave_the_file(path: Path, statement: str) -> None:
    with Session.open(path, hearing.ANN) as session:
        session.correct("1", Side.TARGET, "anew")
    spoil(path, statement)
    with pytest.raises(Tampered, match="NOT VERIFIED"):
        read_transcript(path)
    shown = read_transcript(path, unverified=True)
    assert shown.verdict.is_broken
    with Session.open(path, hearing.ANN) as session, pytest.raises(Tampered):
        session.correct("2", Side.TARGET, "on forged ground")


def test_changed_words_of_a_segment_are_refused_when_they_are_looked_at(path: Path) -> None:
    spoil(path, "UPDATE words SET body = replace(body, '0.9', '0.8') WHERE segment = '2'")
    with TranscriptStore.open(path, readonly=True) as store:
        assert store.load().verdict.is_verified  # rows without words
        with pytest.raises(Tampered, match="words, segment 2"):
            store.words("2")
        assert store.load(words=True).verdict.is_broken
        assert store.load(whole=True).verdict.is_broken


def test_hostile_files_end_in_one_sentence_or_are_read(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "hostile.testimony"
    kinds = set()
    for seed in range(120):
        for left in tmp_path.glob("hostile*"):
            shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()
        kinds.add(hostile_transcripts.make(path, target, seed))
        for look in (verify_file, partial(read_transcript, words=True, unverified=True)):
            with contextlib.suppress(TestimonyError):
                look(target, passphrase=hostile_transcripts.PASSPHRASE)
    assert kinds == {*hostile_transcripts.KINDS, "encrypted"}


def test_pages_that_point_in_circles_end_soon(path: Path, tmp_path: Path) -> None:
    import time

    target = tmp_path / "hostile.testimony"
    for seed in range(40):
        shutil.copyfile(path, target)
        hostile_transcripts.KINDS["pointers"](target, random.Random(seed))
        start = time.process_time()
        with contextlib.suppress(TestimonyError):
            verify_file(target)
        assert time.process_time() - start < 5


def test_a_name_of_three_hundred_bytes_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(TranscriptFileError):
        hearing.begin(tmp_path / ("x" * 300), 1, 1)
    long = tmp_path / f"{'案' * 70}.testimony"
    hearing.make(long).close()
    with TranscriptStore.open(long) as store:
        store.maintenance.purge(["1"], author_of(hearing.ANN))
    assert list(tmp_path.iterdir()) == [long]
    assert len(os.fsencode(files.temporary_beside(long).name)) < 250
