"""``batch`` as the scripter uses it: poison, kills, Ctrl-C, a full disk, a cluster, a watched folder."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from product import ROOT, Testimony, write_wav

from testimony import open_transcript
from testimony.transcript.record.store import TranscriptStore

posix = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")
DEMO = ("--model", "demo", "--quality", "draft", "--no-translate", "--json")
STARTS_MS = (0, 2140, 6_600, 11_300, 16_300, 18_300)  # of lines of the sample hearing


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "in"
    path.mkdir()
    return path


@pytest.fixture
def record(folder: Path, hearing_samples: np.ndarray) -> Callable[..., Path]:
    """Write the recording of that name, two seconds of the sample hearing."""

    def record(name: str, number: int = 0) -> Path:
        first = STARTS_MS[number] * 16
        return write_wav(folder / f"{name}.wav", hearing_samples[first : first + 32_000])

    return record


def events_of(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def ends(events: list[dict[str, object]]) -> dict[str, str]:
    return {
        Path(str(event["recording"])).stem: str(event["event"])
        for event in events
        if event["event"] != "progress"
    }


def report_of(out: Path) -> dict[str, dict[str, object]]:
    rows = json.loads((out / "report.json").read_text(encoding="utf-8"))["recordings"]
    return {Path(row["recording"]).stem: row for row in rows}


@posix
def test_poison_is_reported_with_its_reason_and_the_others_go_on(
    testimony: Testimony, tmp_path: Path, folder: Path, record: Callable[..., Path]
) -> None:
    for number, name in enumerate(("good-1", "crash", "hang", "good-2")):
        record(name, number % len(STARTS_MS))
    (folder / "garbage.mp3").write_text("These are notes. " * 99)
    command = [sys.executable, "-m", "benchmarks.batch_faults", "batch", "in", "--out", "out", "--to", "txt"]
    faulty = subprocess.run(
        [*command, *DEMO, "--jobs", "2", "--timeout", "0.1"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert faulty.returncode == 10, faulty.stderr
    out = tmp_path / "out"
    events = events_of(faulty.stdout)
    assert ends(events) == {
        "good-1": "done",
        "good-2": "done",
        "crash": "failed",
        "hang": "failed",
        "garbage": "failed",
    }
    told = {Path(str(event["recording"])).stem: event for event in events if event["event"] == "failed"}
    assert "signal 11" in str(told["crash"]["message"])
    assert "3 times" in str(told["crash"]["message"])
    assert "no progress" in str(told["hang"]["message"])
    assert "--timeout" in str(told["hang"]["hint"])
    assert (told["garbage"]["exit_code"], told["crash"]["exit_code"]) == (4, 6)
    assert {row["status"] for row in report_of(out).values()} == {"done", "failed"}
    assert (out / "good-1.txt").read_text(encoding="utf-8").strip()
    assert {path.stat().st_mode & 0o777 for path in out.rglob("*") if path.is_file()} == {0o600}

    again = testimony("batch", "in", "--out", "out", "--to", "txt", *DEMO, "--jobs", "1")
    assert again.code == 10
    assert ends(again.events) == {
        "good-1": "skipped",
        "good-2": "skipped",
        "crash": "done",
        "hang": "done",
        "garbage": "failed",
    }
    made = Counter(path.suffix for path in out.iterdir() if not path.name.startswith("."))
    assert made == {".testimony": 4, ".txt": 4, ".json": 1, ".html": 1}
    assert [path.name for path in out.iterdir() if path.name.startswith(".")] == [".testimony-batch"]
    assert [path.name for path in (out / ".testimony-batch").iterdir()] == ["ledger.jsonl"]


def start(tmp_path: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "testimony", "batch", "in", "--out", "out", *DEMO, "--jobs", "1"]
    return subprocess.Popen(
        [*command, *options], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def until_done(process: subprocess.Popen[str]) -> Iterator[dict[str, object]]:
    for line in process.stdout or ():
        event = json.loads(line)
        yield event
        if event["event"] == "done":
            return


@posix
def test_killed_interrupted_and_typed_again_each_recording_is_done_once(
    testimony: Testimony, tmp_path: Path, record: Callable[..., Path]
) -> None:
    names = [f"r{number:02}" for number in range(16)]
    for number, name in enumerate(names):
        record(name, number % len(STARTS_MS))
    done: Counter[str] = Counter()
    killed = start(tmp_path)
    done.update(str(event["recording"]) for event in until_done(killed) if event["event"] == "done")
    killed.send_signal(signal.SIGSTOP)
    second = testimony("batch", "in", "--out", "out", *DEMO)
    assert second.code == 9
    assert "Another batch is working on out" in second.err
    assert len(second.err.splitlines()) == 2
    killed.kill()
    killed.wait()

    # On a busy machine all may be done by now: more, so that something is left to interrupt.
    for number in range(16):
        names.append(f"s{number:02}")
        record(names[-1], number % len(STARTS_MS))
    interrupted = start(tmp_path)
    done.update(str(event["recording"]) for event in until_done(interrupted) if event["event"] == "done")
    interrupted.send_signal(signal.SIGINT)
    _, said = interrupted.communicate(timeout=60)
    assert interrupted.returncode == 130
    assert "the same command goes on" in said
    assert "Traceback" not in said
    assert json.loads((tmp_path / "out" / "report.json").read_text())["interrupted"]

    last = testimony("batch", "in", "--out", "out", *DEMO, "--jobs", "1")
    assert last.code == 0, last.err
    done.update(str(event["recording"]) for event in last.events if event["event"] == "done")
    assert ends(last.events).keys() == set(names)
    assert max(done.values()) == 1
    for name in names:
        with TranscriptStore.open(tmp_path / "out" / f"{name}.testimony", readonly=True) as store:
            assert store.complete
            kinds = Counter(entry.entry.kind for entry in store.log.entries())
            assert (kinds["create"], kinds["finish"]) == (1, 1)


def test_a_cluster_within_the_process_and_a_manifest_with_speakers(
    testimony: Testimony, tmp_path: Path, folder: Path, record: Callable[..., Path]
) -> None:
    pytest.importorskip("distributed")
    record("a", 0)
    (folder / "list.csv").write_text(
        "recording,output,speakers\na.wav,feng/first,en=THE COURT\nnone.wav,,\n", encoding="utf-8"
    )
    done = testimony("batch", "in/list.csv", "--out", "out", *DEMO, "--cluster", "local:1")
    assert done.code == 10, done.err
    assert "was refused" not in done.err
    assert ends(done.events) == {"a": "done", "none": "failed"}
    [missing] = [event for event in done.events if event["event"] == "failed"]
    assert "list.csv, line 3" in str(missing["message"])
    transcript = open_transcript(tmp_path / "out" / "feng" / "first.testimony", words=True)
    assert "THE COURT" in [speaker.name for speaker in transcript.speakers]
    assert transcript.segments[0].words


@posix
def test_a_full_disk_is_said_and_the_next_run_finishes(
    testimony: Testimony, tmp_path: Path, record: Callable[..., Path]
) -> None:
    import resource

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))

    record("a")
    done = testimony("batch", "in", "--out", "out", *DEMO, preexec_fn=limit)
    assert done.code == 10, done.err
    assert done.events[-1]["exit_code"] == 9
    assert "a.testimony" in str(done.events[-1]["message"])
    assert "Traceback" not in done.err
    again = testimony("batch", "in", "--out", "out", *DEMO)
    assert again.code == 0, again.err
    assert ends(again.events) == {"a": "done"}


@posix
def test_a_watched_folder_takes_up_what_comes_and_ends_at_ctrl_c(
    tmp_path: Path, folder: Path, record: Callable[..., Path]
) -> None:
    watching = start(tmp_path, "--watch")
    deadline = time.monotonic() + 30
    while not (tmp_path / "out" / "report.json").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    record("late", 1)
    [*_, done] = until_done(watching)
    assert Path(str(done["recording"])).name == "late.wav"
    watching.send_signal(signal.SIGTERM)  # as a service manager does
    _, said = watching.communicate(timeout=60)
    assert watching.returncode == 130, said
    assert (tmp_path / "out" / "late.testimony").exists()


BAD = {
    "no folder": (["none", "--out", "out"], 4, "none"),
    "manifest": (["in/list.csv", "--out", "out"], 3, "list.csv, line 1"),
    "a recording": (["in/a.wav", "--out", "out"], 3, "testimony run in/a.wav"),
    "nothing to do": (["in", "--out", "out"], 0, "in holds no recording"),
    "output is a file": (["in", "--out", "in/list.csv"], 9, "list.csv"),
    "unknown format": (["in", "--out", "out", "--to", "odt"], 8, "odt"),
    "shard": (["in", "--out", "out", "--shard", "9/8"], 2, "9/8"),
    "watched manifest": (["in/list.csv", "--out", "out", "--watch"], 2, "--watch"),
    "cluster": (["in", "--out", "out", "--cluster", "tcp://192.0.2.1:8786"], 3, "in clear"),
}


@pytest.mark.parametrize(("arguments", "code", "what"), BAD.values(), ids=BAD)
def test_what_makes_no_sense_is_one_sentence(
    testimony: Testimony, folder: Path, arguments: list[str], code: int, what: str
) -> None:
    (folder / "list.csv").write_text("recording,colour\na.wav,red\n", encoding="utf-8")
    if "in/a.wav" in arguments:
        (folder / "a.wav").write_bytes(b"RIFF\xff")
    done = testimony("batch", *arguments, "--model", "demo")
    assert done.code == code, done.err
    assert what in done.err
    assert "Traceback" not in done.err
    assert done.out == ""
