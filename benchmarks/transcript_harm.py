"""Kills, power cuts, tampering and readers beside a writer, at the full counts of the bars."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
import wave
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.bars import Figure
from benchmarks.from_tests import helper
from testimony.app.session import Session
from testimony.transcript.errors import TestimonyError
from testimony.transcript.record import history, seal
from testimony.transcript.record.store import TranscriptStore
from testimony.transcript.types import Identity, Side

__all__ = ["edit_kills", "power_cuts", "readers", "run_kills", "tamperings"]

_ANN = Identity("Ann Li")
_SAMPLE = Path(__file__).parents[1] / "samples" / "hearing" / "hearing.opus"
_RATE = 16_000


def edit_kills(folder: Path, times: int) -> list[Figure]:
    """SIGKILL in a stream of edits; the file must open and verify after each."""
    reliability = helper("reliability")
    kept = list(reliability.kills_during_edits(folder / "edited.testimony", times, random.Random(2)))
    lost = sum(1 for told, found in kept if found < told)
    return [
        Figure("SIGKILLs in a stream of edits, the file opened and clean each time", len(kept)),
        Figure("edits acknowledged before the last kill", kept[-1][0] if kept else 0),
        Figure("kills after which an acknowledged edit was missing", lost, "", 0),
    ]


def run_kills(folder: Path, times: int, deadline: float) -> list[Figure]:
    """SIGKILL at random moments of ``testimony run`` with the demo model; counts are kept in ``folder``.

    Args:
        folder: Where the work lies; called again with the same one, it goes on counting.
        times: Kills wanted in all.
        deadline: ``time.monotonic()`` at which to stop for now.
    """
    book = _Book(folder)
    dice = random.Random(book.counts["kills"])
    while book.counts["kills"] < times and time.monotonic() < deadline:
        book.one_run(dice)
    counts = book.counts
    return [
        Figure(f"SIGKILLs at random moments of a run of {book.length_s:.1f} s", counts["kills"]),
        Figure("… before the transcript had its name", counts["before"]),
        Figure("… after which it opened and verified", counts["opened"]),
        Figure("… after which it did not open, or not clean", counts["unclean"], "", 0),
        Figure("… after which a block seen before was missing", counts["lost"], "", 0),
        Figure("drafts finished after kills", counts["drafts"]),
        Figure("drafts that differ from the uninterrupted one", counts["different"], "", 0),
    ]


class _Book:
    """What was counted so far, and the run that is killed."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._file = folder, folder / "kills.json"
        self._recording, self._path = folder / "recording.wav", folder / "killed.testimony"
        self.counts: Counter[str] = Counter()
        self.length_s, self._expected = 0.0, ""
        if self._file.exists():
            kept = json.loads(self._file.read_text())
            self.counts.update(kept["counts"])
            self.length_s, self._expected = kept["length_s"], kept["expected"]
        else:
            self._begin()

    def _begin(self) -> None:
        _cut_sample(self._recording)
        straight = self._folder / "straight.testimony"
        start = time.monotonic()
        self._start(straight).wait()
        self.length_s = time.monotonic() - start
        with TranscriptStore.open(straight, readonly=True) as store:
            self._expected = store.draft_hash()
            print(f"{store.finished_blocks()} blocks, {store.segment_count()} segments", file=sys.stderr)
        self._keep()

    def _keep(self) -> None:
        values = {"counts": self.counts, "length_s": self.length_s, "expected": self._expected}
        self._file.write_text(json.dumps(values))

    def _start(self, output: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "testimony", "run", str(self._recording), "-o", str(output)]
        command += ["--model", "demo", "--quality", "draft"]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def one_run(self, dice: random.Random) -> None:
        """Start or resume, kill at a random moment (or see it through), look at what is there."""
        process = self._start(self._path)
        until = time.monotonic() + dice.random() * self.length_s
        while process.poll() is None and time.monotonic() < until:
            time.sleep(0.005)
        told = self._finished_blocks()
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        if process.wait() == -signal.SIGKILL:
            self.counts["kills"] += 1
            self._look(told)
        if self._is_complete():
            self._compare()
        self._keep()

    def _finished_blocks(self) -> int:
        if not self._path.exists():
            return 0
        with TranscriptStore.open(self._path, readonly=True) as store:
            return store.finished_blocks()

    def _look(self, told: int) -> None:
        for left in self._folder.glob(".*.partial"):
            left.unlink()
        if not self._path.exists():
            self.counts["before"] += 1
            return
        try:
            with TranscriptStore.open(self._path) as store:
                clean, blocks = store.verify().is_clean, store.finished_blocks()
        except TestimonyError as error:
            print("unclean:", error.message, file=sys.stderr)
            clean, blocks = False, told
        self.counts["opened" if clean else "unclean"] += 1
        self.counts["lost"] += blocks < told

    def _is_complete(self) -> bool:
        if not self._path.exists():
            return False
        with TranscriptStore.open(self._path, readonly=True) as store:
            return store.complete

    def _compare(self) -> None:
        with TranscriptStore.open(self._path, readonly=True) as store:
            self.counts["drafts"] += 1
            self.counts["different"] += store.draft_hash() != self._expected
        self._path.unlink()


def _cut_sample(path: Path, begin_s: int = 60, length_s: int = 150) -> None:
    """Two and a half minutes of the sample hearing, long enough for more than one block."""
    import numpy as np

    from testimony.audio.decoding import open_recording

    with open_recording(_SAMPLE) as reader:
        samples = np.concatenate([chunk.samples.mean(axis=0) for chunk in reader.chunks()])
    samples = samples[begin_s * _RATE : (begin_s + length_s) * _RATE]
    with wave.open(str(path), "wb") as stream:
        stream.setnchannels(1)
        stream.setsampwidth(2)
        stream.setframerate(_RATE)
        stream.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())


def power_cuts(folder: Path, times: int) -> list[Figure]:
    """Whatever a power cut may leave of a commit; anything but the two right states raises."""
    reliability, dice = helper("reliability"), random.Random(3)
    commits = reliability.record_commits(folder / "power.testimony", 12)
    outcomes: Counter[tuple[str, str]] = Counter()
    wrong = 0
    for _ in range(times):
        try:
            outcomes[reliability.power_cut(folder / "cut", dice.choice(commits), dice)] += 1
        except AssertionError as error:
            print("wrong:", error, file=sys.stderr)
            wrong += 1
    figures = [
        Figure(f"power cut while {where} was written: {found}", number)
        for (where, found), number in sorted(outcomes.items())
    ]
    return [*figures, Figure(f"of {times}: wrong data, or an acknowledged edit lost", wrong, "", 0)]


def tamperings(folder: Path, times: int) -> list[Figure]:
    """One random change at a time in a sealed table; then tails cut and chains made anew."""
    tampering, dice = helper("tampering"), random.Random(4)
    source = _worked_on(folder / "sealed.testimony")
    head, done, missed = history.head(source)[1].hex(), Counter[tuple[str, str]](), []
    for _ in range(times):
        copy = tampering.copy_in_memory(source)
        change = tampering.tamper(copy, dice)
        done[change.verb, change.table] += 1
        if _is_clean(copy, None):
            missed.append(change)
        copy.close()
    for one in missed[:5]:
        print("missed:", one, file=sys.stderr)
    kinds = ", ".join(f"{verb} {number}" for verb, number in _by_verb(done))
    count = max(1, times // 20)
    inside, outside = _heads(source, head, count)
    return [
        Figure(f"random changes in {len({table for _, table in done})} sealed tables ({kinds})", times),
        Figure("… not reported by verify", len(missed), "", 0),
        Figure("tails cut or chains made anew", count),
        Figure("… not reported by verify --head", outside, "", 0),
        Figure("… that plain verify calls clean, as it says it must", inside),
    ]


def _by_verb(done: Counter[tuple[str, str]]) -> list[tuple[str, int]]:
    verbs: Counter[str] = Counter()
    for (verb, _), number in done.items():
        verbs[verb] += number
    return sorted(verbs.items())


def _worked_on(path: Path) -> sqlite3.Connection:
    helper("made_up_hearing").make(path, blocks=2, rows=6).close()
    with Session.open(path, _ANN) as session:
        session.correct("1", Side.TARGET, "I left Xinjiang last March.")
        session.approve(["1", "2", "3"])
        session.speakers.rename("S1", name="THE WITNESS")
        session.marks.add_note("4", "coughs")
        session.undo()
    return sqlite3.connect(path)


def _heads(source: sqlite3.Connection, head: str, times: int) -> tuple[int, int]:
    tampering, dice = helper("tampering"), random.Random(5)
    inside = outside = 0
    for _ in range(times):
        copy = tampering.copy_in_memory(source)
        tampering.rebuild_chain(copy, dice)
        inside += _is_clean(copy, None)
        outside += _is_clean(copy, head)
        copy.close()
    return inside, outside


def _is_clean(connection: sqlite3.Connection, head: str | None) -> bool:
    try:
        return seal.verify(connection, head).is_clean
    except (TestimonyError, sqlite3.Error):
        return False


def readers(folder: Path, turns: int) -> list[Figure]:
    """Three processes that read while one edits without a pause."""
    reliability: Any = helper("reliability")
    seen = reliability.readers_beside_a_writer(folder / "read.testimony", 3, turns)
    return [
        Figure("edits of three segments at once, meanwhile", seen.edits),
        Figure("reads by three processes beside them", seen.reads),
        Figure("reads that failed, showed half an edit or went back", seen.errors, "", 0),
        Figure("problems in the file afterwards", seen.problems, "", 0),
    ]
