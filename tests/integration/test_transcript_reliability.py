"""Kills, power cuts, readers beside a writer, full disks: nothing acknowledged is lost."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import made_up_hearing as hearing
import pytest
import reliability

from testimony.transcript.record.store import TranscriptStore

posix = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")


@posix
def test_kills_during_edits_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    dice = random.Random(7)
    outcomes = list(reliability.kills_during_edits(tmp_path / "case.testimony", 6, dice))
    assert outcomes[-1][1] > 6


@posix
def test_a_draft_killed_and_resumed_is_the_same_draft(tmp_path: Path) -> None:
    straight = hearing.make(tmp_path / "straight.testimony", blocks=12, rows=6)
    expected = straight.draft_hash()
    straight.close()
    kills, found = reliability.draft_hash_after_kills(tmp_path / "killed.testimony", random.Random(11))
    assert kills > 1
    assert found == expected


def test_a_power_cut_leaves_the_last_commit_or_the_one_before(tmp_path: Path) -> None:
    dice = random.Random(13)
    commits = reliability.record_commits(tmp_path / "case.testimony", 4)
    outcomes = Counter(reliability.power_cut(tmp_path / "cut", dice.choice(commits), dice) for _ in range(80))
    assert outcomes[("removed", "after")] > 5
    assert outcomes[("pages", "before")] > 5
    assert {where for where, _ in outcomes} == {"journal", "pages", "pages synced", "removed"}


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
def test_the_disk_is_told_in_the_order_that_the_power_cuts_assume(tmp_path: Path) -> None:
    """Journal synced before the first page, pages before the journal goes, the folder before the ack."""
    hearing.make(tmp_path / "case.testimony").close()
    script = (
        "import os, sys; sys.path.insert(0, sys.argv[1]); import made_up_hearing as h\n"
        "from pathlib import Path\nfrom testimony.app.session import Session\n"
        "from testimony.transcript.types import Side\n"
        "s = Session.open(Path(sys.argv[2]), h.ANN)\n"
        "os.write(1, b'START')\ns.correct('1', Side.SOURCE, 'x')\nos.write(1, b'ACK')\nos._exit(0)\n"
    )
    trace = tmp_path / "trace"
    calls = "pwrite64,write,fsync,fdatasync,unlink,unlinkat"
    command = ["strace", "-f", "-y", "-e", f"trace={calls}", "-o", str(trace), sys.executable, "-c", script]
    command += [str(Path(__file__).parents[1]), str(tmp_path / "case.testimony")]
    done = subprocess.run(command, capture_output=True, check=False)
    if b"START" not in done.stdout:
        pytest.skip("strace may not trace here")
    traced = trace.read_text("utf-8", "replace")
    lines = traced[traced.index('"START"') : traced.index('"ACK"')].splitlines()
    steps: list[tuple[str, str]] = []
    for line in lines:
        call = re.search(r"(pwrite64|fsync|fdatasync|unlink\w*)\((.*)", line)
        if call is None:
            continue
        name = "journal" if "-journal" in call[2] else "pages" if ".testimony" in call[2] else "folder"
        step = (call[1].replace("fdatasync", "fsync").replace("unlinkat", "unlink"), name)
        if not steps or steps[-1] != step:
            steps.append(step)
    first_page, last_page = (
        steps.index(("pwrite64", "pages")),
        len(steps) - steps[::-1].index(("pwrite64", "pages")),
    )
    assert ("fsync", "journal") in steps[:first_page]
    assert ("pwrite64", "journal") not in steps[first_page:]
    assert steps[last_page:] == [("fsync", "pages"), ("unlink", "journal"), ("fsync", "folder")]


def test_readers_beside_a_writer_see_whole_edits_and_no_error(tmp_path: Path) -> None:
    seen = reliability.readers_beside_a_writer(tmp_path / "case.testimony", readers=2, turns=8)
    assert (seen.errors, seen.problems, seen.reads) == (0, 0, 16)
    assert seen.edits > 10


FULL = """
import resource, signal, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
import made_up_hearing as hearing
from testimony.app.session import Session
from testimony.transcript.errors import TranscriptFileError
from testimony.transcript.types import Side
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[2])
with Session.open(path, hearing.ANN) as session:
    limit = path.stat().st_size + 40_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    for number in range(1000):
        before = session.document
        try:
            session.correct("1", Side.SOURCE, f"{number} " + "x" * 3000)
        except TranscriptFileError as error:
            assert session.document is before
            assert "could not be written" in error.message, error.message
            print(number - 1, error.message)
            break
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    session.correct("2", Side.SOURCE, "space again")
"""


@posix
def test_a_full_disk_is_one_sentence_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "case.testimony"
    hearing.make(path).close()
    arguments = [sys.executable, "-c", FULL, str(Path(__file__).parents[1]), str(path)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    last, message = done.stdout.split(" ", 1)
    assert str(path) in message
    assert int(last) > 2
    with TranscriptStore.open(path) as store:
        document = store.document()
        assert document.segments["1"].source.startswith(f"{last} ")
        assert document.segments["2"].source == "space again"
        assert store.verify().is_clean
    assert list(tmp_path.iterdir()) == [path]
