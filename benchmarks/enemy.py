"""Hostile transcripts under every command, faults at every system call, random changes after purges.

python -m benchmarks enemy hostile [COUNT]     made-up and damaged files, each under fifteen commands
python -m benchmarks enemy faults [STEP]       purge, edit, encrypt, decrypt; every STEPth call fails or kills
python -m benchmarks enemy changes [COUNT]     random changes of a transcript that was purged twice
"""

from __future__ import annotations

import os
import random
import re
import select
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.bars import Figure, print_figures
from benchmarks.from_tests import helper
from testimony.app.session import Session, author_of
from testimony.transcript import review
from testimony.transcript.errors import TestimonyError
from testimony.transcript.record import seal
from testimony.transcript.types import Identity, Side

__all__ = ["main"]

_ANN = Identity("Ann Li")
_LIMIT_S = 5.0
_COMMANDS = (
    "verify F", "show F --flags", "history F --json", "history F", "export F --to json",
    "export F --to txt --unverified", "quote F 2-5 --unverified", "check F", "edit F 5 --note hi --by Ann",
    "edit F --undo --by Ann", "show F --alternatives 7", "recover F", "purge F 3 --yes --by Ann", "verify F",
    "renditions F",
)  # fmt: skip
# What moves a cursor or turns the direction of writing; tabs and line feeds may stand.
_BARE = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]")


def main(argv: list[str]) -> int:
    """Run one of the three; figures on stdout."""
    acts = {"hostile": (hostile, 2000), "faults": (faults, 1), "changes": (changes, 10_000)}
    if not argv or argv[0] not in acts:
        print(__doc__)
        return 2
    act, usual = acts[argv[0]]
    with tempfile.TemporaryDirectory() as folder:
        figures = act(Path(folder), int(argv[1]) if len(argv) > 1 else usual)
    return 0 if print_figures(f"Enemy ground: {argv[0]}", figures) else 1


def _source(path: Path) -> Path:
    """A transcript with a good deal of history, two purges in it."""
    helper("made_up_hearing").make(path, blocks=2, rows=12).close()
    with Session.open(path, _ANN) as session:
        session.correct("1", Side.TARGET, "I left Xinjiang last March.")
        session.approve(["1", "2", "5"])
        session.speakers.rename("S1", name="THE WITNESS", role="witness")
        session.commit(review.link(session.document, "rendition", ["1"], ["2"]))
        session.marks.add_note("4", "coughs")
        session.undo()
        for segment_id in ("3", "20"):
            session.store.maintenance.purge([segment_id], author_of(_ANN))
            session.document = session.store.document()
            session.correct("8", Side.SOURCE, f"after the purge of {segment_id}")
    return path


def hostile(folder: Path, count: int) -> list[Figure]:
    """Each file in a process of its own, its commands one after another."""
    source, maker = _source(folder / "source.testimony"), helper("hostile_transcripts")
    wrong: Counter[str] = Counter()
    codes: Counter[int] = Counter()
    for seed in range(count):
        place = folder / "place"
        place.mkdir()
        maker.make(source, place / "case.testimony", seed)
        found, output = _under_every_command(place)
        for number, code, seconds in found:
            codes[code] += 1
            wrong["exit 70"] += code not in (0, 2, 4, 8, 9)
            wrong["slow"] += seconds > _LIMIT_S
            if code not in (0, 2, 4, 8, 9) or seconds > _LIMIT_S:
                print(f"seed {seed}: {_COMMANDS[number]}: exit {code}, {seconds:.1f} s", file=sys.stderr)
        wrong["hang or death"] += len(found) < len(_COMMANDS)
        wrong["escape"] += bool(_BARE.search(output))
        shutil.rmtree(place)
    told = ", ".join(f"{code}: {number}" for code, number in sorted(codes.items()))
    return [
        Figure(
            f"hostile transcripts of {len(maker.KINDS)} kinds, each under {len(_COMMANDS)} commands", count
        ),
        Figure(f"… commands that ended in exit 70 (exits {told})", wrong["exit 70"], "", 0),
        Figure(f"… that took over {_LIMIT_S:.0f} s of processor time", wrong["slow"], "", 0),
        Figure("… files that hung or ended a process", wrong["hang or death"], "", 0),
        Figure("… files that put control characters on the terminal", wrong["escape"], "", 0),
    ]


def _under_every_command(place: Path) -> tuple[list[tuple[int, int, float]], bytes]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _run_all(place, writing)
        os._exit(0)
    os.close(writing)
    said, deadline = b"", time.monotonic() + 30 * _LIMIT_S
    while time.monotonic() < deadline:
        if select.select([reading], [], [], 1.0)[0]:
            part = os.read(reading, 65536)
            if not part:
                break
            said += part
    else:
        os.kill(child, signal.SIGKILL)
    os.close(reading)
    os.waitpid(child, 0)
    lines = [line.split() for line in said.decode().splitlines()]
    found = [(int(number), int(code), float(seconds)) for number, code, seconds in lines]
    return found, (place / "output").read_bytes()


def _run_all(place: Path, told: int) -> None:
    """In the child: every command, its exit code and its processor seconds."""
    from testimony import cli

    output = os.open(place / "output", os.O_CREAT | os.O_RDWR, 0o600)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, line in enumerate(_COMMANDS):
        arguments = [str(place / "case.testimony") if word == "F" else word for word in line.split()]
        start = time.process_time()
        try:
            cli.main(arguments)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        os.write(told, f"{number} {code} {time.process_time() - start:.2f}\n".encode())


def faults(folder: Path, step: int) -> list[Figure]:
    """Every STEPth system call of each kind, failed with EIO and killed."""
    tests, figures = helper("faults"), []
    for act in tests.ACTS:
        place = folder / act / "case"
        place.mkdir(parents=True)
        lost = left = count = 0
        for call, numbers in tests.moments(place, act).items():
            for number in list(numbers)[::step]:
                for error in ("KILL", "EIO"):
                    outcome = tests.try_fault(place, act, tests.Fault(call, number, error))
                    count, lost, left = count + 1, lost + bool(outcome.lost), left + bool(outcome.left)
                    if outcome.lost or outcome.left:
                        print(f"{act}, {call} {number} {error}: {outcome}", file=sys.stderr)
        figures += [
            Figure(f"{act}: system calls that failed or killed", count),
            Figure("… after which something acknowledged was missing", lost, "", 0),
            Figure("… after which words or files were left", left, "", 0),
        ]
    return figures


def changes(folder: Path, count: int) -> list[Figure]:
    """Random changes of a transcript that was purged twice."""
    tampering, source = helper("tampering"), sqlite3.connect(_source(folder / "source.testimony"))
    dice, missed, done = random.Random(5), 0, 0
    while done < count:
        copy = tampering.copy_in_memory(source)
        try:
            what = tampering.tamper(copy, dice)
            clean = seal.verify(copy).is_clean
        except (TestimonyError, sqlite3.Error):
            clean, what = False, None
        done += 1
        if clean:
            missed += 1
            print(f"not reported: {what}", file=sys.stderr)
        copy.close()
    return [
        Figure("random changes of sealed tables, after two purges", done),
        Figure("… not reported by verify", missed, "", 0),
    ]
