"""What tests and benchmarks do to a transcript file: kill its writer, cut the power, fill the disk.

Power cuts are played from the protocol's own bytes. A commit is: journal written and synced, pages
written and synced, journal removed, folder synced, only then acknowledged. The journal's final bytes
are kept by a second name (a hard link made just before COMMIT), the pages by copies before and after;
then any prefix of that order is put together, with what was not yet synced cut, dropped, torn at
sectors or shuffled.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import made_up_hearing as hearing

from testimony.app.session import Session
from testimony.transcript.errors import TestimonyError
from testimony.transcript.record.store import TranscriptStore
from testimony.transcript.types import Side

SECTOR = 512
MAGIC = 12  # bytes at the start of a journal: its mark, and how many pages it holds
WRITER = """
import os, sys
sys.path.insert(0, sys.argv[1])
import made_up_hearing as hearing
from pathlib import Path
from testimony.app.session import Session
from testimony.transcript.record.store import TranscriptStore
from testimony.transcript.types import Side

def say(number):
    os.write(1, f"{number}\\n".encode())

path, what, blocks, rows = Path(sys.argv[2]), sys.argv[3], 12, 6
if what == "edits":
    with Session.open(path, hearing.ANN) as session:
        number = int(session.document.segments["1"].source or 0)
        while True:
            number += 1
            session.correct("1", Side.SOURCE, str(number))
            say(number)
else:
    store = TranscriptStore.open(path) if path.exists() else hearing.begin(path, blocks, rows)
    for index in range(store.finished_blocks(), blocks):
        store.commit_block(*hearing.block(index, rows), speakers=hearing.SPEAKERS)
        say(index + 1)
    store.finish(hearing.recording(blocks * rows))
    store.close()
    say("finished")
"""

READER = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from testimony.transcript.record.store import TranscriptStore
last = 0
store = TranscriptStore.open(Path(sys.argv[2]), readonly=True)
for turn in range(int(sys.argv[3])):
    if turn % 5 == 0:
        store.close()
        store = TranscriptStore.open(Path(sys.argv[2]), readonly=True)
    segments = store.document().segments
    assert segments["1"].speaker == segments["2"].speaker == segments["3"].speaker, "half an edit"
    seen = store.last_entry()
    assert seen >= last, "older than what was read before"
    last = seen
print("entries", last)
"""


def start_writer(path: Path, what: str) -> subprocess.Popen[str]:
    """A process that edits for ever, or makes a draft of twelve blocks; it says what is kept."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(Path(__file__).parent), str(path), what],
        stdout=subprocess.PIPE,
        text=True,
    )


def kill_at_random(path: Path, what: str, dice: random.Random, longest_s: float = 0.15) -> str:
    """Let a writer work, kill it without warning; the last thing it said, empty for nothing."""
    writer = start_writer(path, what)
    assert writer.stdout is not None
    first = writer.stdout.readline() if dice.random() < 0.9 else ""  # else: killed while it starts
    time.sleep(dice.random() * longest_s)
    writer.send_signal(signal.SIGKILL)
    rest = writer.stdout.read().split("\n")
    writer.wait()
    said = [line for line in (first.strip(), *rest[:-1]) if line]
    return said[-1] if said else ""


def kills_during_edits(path: Path, times: int, dice: random.Random) -> Iterator[tuple[int, int]]:
    """For each kill: what was acknowledged, what the file then holds; the file must open and verify."""
    hearing.make(path).close()
    with Session.open(path, hearing.ANN) as session:
        session.correct("1", Side.SOURCE, "0")
    told = 0
    for _ in range(times):
        told = max(told, int(kill_at_random(path, "edits", dice) or 0))
        with TranscriptStore.open(path) as store:
            assert store.verify().is_clean
            kept = int(store.document().segments["1"].source)
            assert kept >= told, (kept, told)
            yield told, kept
        told = kept


def draft_hash_after_kills(path: Path, dice: random.Random) -> tuple[int, str]:
    """Make a draft, killed and resumed until it is done: how many kills, and its hash."""
    kills, told = 0, 0
    while True:
        last = kill_at_random(path, "blocks", dice, 0.003)  # a block takes about as long
        kills += 1
        for left in path.parent.glob(".*.partial"):
            left.unlink()
        if not path.exists():
            continue
        with TranscriptStore.open(path) as store:
            assert store.finished_blocks() >= told
            told = store.finished_blocks()
            assert last in ("", "finished") or int(last) <= told
            assert store.verify().is_clean
            if store.complete:
                return kills, store.draft_hash()


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit, as the disk saw it."""

    before: bytes
    journal: bytes
    after: bytes
    text_before: str
    text_after: str


def record_commits(path: Path, count: int) -> list[Commit]:
    """Make edits and keep the bytes of each commit."""
    hearing.make(path, blocks=3, rows=8).close()
    commits = []
    with Session.open(path, hearing.ANN) as session:
        session.correct("1", Side.SOURCE, "edit 0")
        with session.store.file.reading() as connection:
            kept = path.with_name("journal-kept")
        journal = Path(f"{path}-journal")

        def keep(statement: str) -> None:
            if statement == "COMMIT" and journal.exists():
                os.link(journal, kept)

        connection.set_trace_callback(keep)
        for number in range(1, count + 1):
            before = path.read_bytes()
            session.correct("1", Side.SOURCE, f"edit {number}")
            commits.append(
                Commit(before, kept.read_bytes(), path.read_bytes(), f"edit {number - 1}", f"edit {number}")
            )
            kept.unlink()
        connection.set_trace_callback(None)
    return commits


def power_cut(folder: Path, commit: Commit, dice: random.Random) -> tuple[str, str]:
    """Put together what a power cut may leave of one commit, open it, and say how it went.

    Returns:
        Where the cut fell, and ``before``, ``after`` or ``refused``. Anything else raises.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = folder / "case.testimony"
    where = dice.choice(("journal", "pages", "pages synced", "removed"))
    database, journal = commit.before, b""
    if where == "journal":
        journal = _torn(commit.journal, dice)
    elif where == "pages":
        database, journal = _mixed(commit.before, commit.after, dice), commit.journal
    elif where == "pages synced":
        database, journal = commit.after, commit.journal
    else:
        database = commit.after
    path.write_bytes(database)
    if journal:
        Path(f"{path}-journal").write_bytes(journal)
    return where, _outcome(path, commit, acknowledged=where == "removed")


def _torn(whole: bytes, dice: random.Random) -> bytes:
    """A journal under way.

    SQLite leaves its magic and its count of pages (12 bytes) zero, syncs the rest, and only then writes and
    syncs them: before that anything may be missing or wrong in the rest, after it only in them.
    """
    if dice.random() < 0.5:
        part = bytearray(whole[: dice.randrange(len(whole) + 1)])
        for start in range(0, len(part), SECTOR):
            if dice.random() < 0.2:
                stop = min(start + SECTOR, len(part))
                part[start:stop] = dice.choice((bytes(stop - start), dice.randbytes(stop - start)))
        part[:MAGIC] = bytes(min(MAGIC, len(part)))
        return bytes(part)
    arrived = dice.randrange(MAGIC + 1)
    rest = dice.choice((bytes(MAGIC - arrived), dice.randbytes(MAGIC - arrived)))
    return whole[:arrived] + rest + whole[MAGIC:]


def _mixed(before: bytes, after: bytes, dice: random.Random) -> bytes:
    """Some sectors new, some old, the end perhaps not there yet, one perhaps half written."""
    mixed = bytearray(before)
    stop = dice.choice((len(before), dice.randrange(len(before), len(after) + 1), len(after)))
    mixed += bytes(stop - len(before))
    for start in range(0, len(mixed), SECTOR):
        if dice.random() < 0.5:
            mixed[start : start + SECTOR] = after[start : start + SECTOR][: len(mixed) - start]
    torn = dice.randrange(len(mixed))
    if before[torn : torn + SECTOR] != after[torn : torn + SECTOR]:
        mixed[torn : torn + 7] = dice.randbytes(len(mixed[torn : torn + 7]))
    return bytes(mixed)


def _outcome(path: Path, commit: Commit, *, acknowledged: bool) -> str:
    try:
        with TranscriptStore.open(path) as store:
            report = store.verify()
            text = store.document().segments["1"].source
    except TestimonyError:
        assert not acknowledged, "an acknowledged edit was lost"
        return "refused"
    assert report.is_clean, report.problems
    if acknowledged:
        assert text == commit.text_after
    assert text in (commit.text_before, commit.text_after)
    return "after" if text == commit.text_after else "before"


@dataclass(frozen=True, slots=True)
class Seen:
    """What readers saw beside a writer."""

    edits: int
    reads: int
    errors: int
    problems: int


def readers_beside_a_writer(path: Path, readers: int, turns: int) -> Seen:
    """Edit three segments at once, over and over, while other processes read the file."""
    hearing.make(path).close()
    arguments = [sys.executable, "-c", READER, str(Path(__file__).parent), str(path), str(turns)]
    with Session.open(path, hearing.ANN) as session:
        session.speakers.reassign(["1", "2", "3"], "S1")
        started = [
            subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(readers)
        ]
        edits = 0
        while any(reader.poll() is None for reader in started):
            session.speakers.reassign(["1", "2", "3"], "S2" if edits % 2 == 0 else "S1")
            edits += 1
        failed = 0
        for reader in started:
            said, complained = reader.communicate()
            if reader.returncode or complained or not said.startswith("entries "):
                failed += 1
                print(complained, file=sys.stderr)
        return Seen(edits, readers * turns, failed, len(session.store.verify().problems))
