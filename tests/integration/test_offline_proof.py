"""The offline promise, proved on every command: in a network namespace, under strace, by what is on the disk.

One run of ``every_command.py`` is looked at from all sides: it transcribes the whole sample hearing, reviews
it headless, exports every format, runs a batch, where there is no network, with every system call on a socket
or a file recorded.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from every_command import EXAMPLES, NOT_RUN, PLANTED, leaves
from product import write_wav

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux namespaces and strace")

CALLS = "connect,sendto,sendmsg,sendmmsg,bind,openat,creat,open,chdir,execve,memfd_create"
SPOKEN = (
    "申请人已经被移民局关押",
    "detained by immigration",
    "held in immigration",
    "皮带打我的背",
    "with a belt",
)
"""What the sample hearing's transcript says; ``PLANTED`` is typed into it besides."""
ALLOWED_OUTSIDE = ("/dev/", "/proc/")


@dataclass(frozen=True, slots=True)
class Proof:
    """What one run of every command left."""

    root: Path
    results: list[dict[str, object]]
    errors: str
    trace: list[str]
    alone: bool


def _environment(root: Path) -> dict[str, str]:
    """Everything that a run may leave lies under ``root``; no switch of the caller's helps it along."""
    quiet = ("CI", "DO_NOT_TRACK", "HF_HUB_OFFLINE", "ORT_DISABLE_TELEMETRY", "GITHUB_ACTIONS", "TF_BUILD")
    kept = {name: value for name, value in os.environ.items() if name not in quiet}
    places = {
        "HOME": "home",
        "TESTIMONY_HOME": "home/testimony",
        "TMPDIR": "tmp",
        "XDG_CACHE_HOME": "home/.cache",
    }
    return {
        **kept,
        **{name: str(root / place) for name, place in places.items()},
        "TESTIMONY_PASSPHRASE_FILE": str(root / "passphrase"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory, hearing_samples: np.ndarray) -> Path:
    root = tmp_path_factory.mktemp("image")
    for name in ("work", "recordings", "home", "tmp"):
        (root / name).mkdir(mode=0o700)
    write_wav(root / "recordings" / "one.wav", hearing_samples[: 16_000 * 9])
    write_wav(root / "recordings" / "two.wav", hearing_samples[16_000 * 14 : 16_000 * 21])
    (root / "recordings" / "lines.txt").write_text("视频连接清楚吗？\n", encoding="utf-8")
    (root / "passphrase").write_text("correct horse\n")
    return root


@pytest.fixture(scope="session")
def proof(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Proof:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    trace = tmp_path_factory.mktemp("trace") / "calls"
    alone = subprocess.run(["unshare", "-rn", "true"], check=False, capture_output=True).returncode == 0
    strace = [
        "strace",
        "-f",
        "-qq",
        "--seccomp-bpf",
        "-yy",
        "-s",
        "400",
        "-o",
        str(trace),
        "-e",
        f"trace={CALLS}",
    ]
    command = [sys.executable, str(Path(__file__).with_name("every_command.py")), str(root)]
    done = subprocess.run(
        [*(["unshare", "-rn"] if alone else []), *strace, *command],
        env=_environment(root),
        capture_output=True,
        text=True,
        check=False,
    )
    results = [json.loads(line[2:]) for line in done.stderr.splitlines() if line.startswith("@@")]
    calls = trace.read_text("utf-8", "replace").splitlines()
    return Proof(root, results, done.stderr, calls, alone)


def test_every_command_has_an_example() -> None:
    known = set(leaves())
    assert len(known) > 20
    assert known == set(EXAMPLES) | set(NOT_RUN), "a new command needs an example in every_command.py"


def test_every_command_works_where_there_is_no_network(proof: Proof) -> None:
    if not proof.alone:
        pytest.skip("this system lets nobody make a network namespace")
    assert {str(done["command"]) for done in proof.results} == set(EXAMPLES), proof.errors[-3000:]
    assert [done for done in proof.results if done["code"] != 0] == []
    assert "was refused" not in proof.errors


def test_no_command_tries_to_connect(proof: Proof) -> None:
    # Sockets between threads and processes of this machine carry no traffic, and netlink asks the kernel.
    outward = [
        call
        for call in proof.trace
        if re.match(r"\d+ +(connect|sendto|sendmsg|sendmmsg|bind)\(", call)
        and not re.search(r"AF_UNIX|UNIX|AF_NETLINK|NETLINK", call)
    ]
    folders = [call for call in proof.trace if "chdir(" in call and "/work/" in call]
    assert len(folders) >= len(EXAMPLES), "the commands were not traced"
    assert outward == []


def test_nothing_is_created_outside_the_output_folder_and_the_home(proof: Proof) -> None:
    made = [call for call in proof.trace if re.search(r"\b(openat|open|creat)\(", call) and _creates(call)]
    assert len(made) > 50
    paths = [_path_of(call) for call in made]
    inside = (str(proof.root / "work"), str(proof.root / "home" / "testimony"))
    outside = [
        path for path in paths if path.startswith("/") and not path.startswith((*inside, *ALLOWED_OUTSIDE))
    ]
    # Python looks once whether the temporary folder can be written to: four fixed bytes, gone at once.
    probe = re.compile(re.escape(str(proof.root / "tmp")) + "/[a-z0-9_]{8}")
    assert [path for path in outside if not probe.fullmatch(path)] == []
    assert not [call for call in proof.trace if "memfd_create" in call and "exec" not in call]
    # An engine that is killed leaves the empty folder of its fork server's socket; no word can be in it.
    left = [one for one in (proof.root / "tmp").iterdir() if not one.name.startswith("pymp-")]
    assert left == []
    assert [path for path in (proof.root / "tmp").rglob("*") if path.is_file()] == []
    assert [path.name for path in (proof.root / "home").iterdir()] == ["testimony"]


def _creates(call: str) -> bool:
    return ("O_CREAT" in call or "creat(" in call) and not re.search(r"= -1 E", call)


def _path_of(call: str) -> str:
    """The path of a call; one that is relative belongs to the folder that the command was sent to."""
    match = re.search(r'"((?:[^"\\]|\\.)*)"', call)
    assert match
    return match[1]


def test_what_was_said_is_where_it_was_asked_for_and_nowhere_else(proof: Proof) -> None:
    assert _holding(proof.root / "work" / "demo"), "the search finds nothing even where it must"
    assert any(PLANTED.encode() in path.read_bytes() for path in _files(proof.root / "work" / "review"))
    for place in ("home", "tmp", "recordings"):
        assert _holding(proof.root / place) == []


def test_no_program_is_started_with_words_of_it(proof: Proof) -> None:
    started = [call for call in proof.trace if "execve(" in call]
    assert len(started) > 3
    assert not [
        call for call in started if PLANTED in call or "passphrase" in call or "correct horse" in call
    ]


def test_everything_is_for_its_owner_alone(proof: Proof) -> None:
    open_ones = [
        f"{stat.filemode(path.stat().st_mode)} {path.relative_to(proof.root)}"
        for place in ("work", "home/testimony")
        for path in sorted((proof.root / place).rglob("*"))
        if stat.S_IMODE(path.stat().st_mode) & 0o077
    ]
    assert open_ones == []


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _holding(folder: Path) -> list[str]:
    """Files with words of the transcript in them, in the encodings that programs keep text in."""
    needles = [
        word.encode(code) for word in (*SPOKEN, PLANTED) for code in ("utf-8", "utf-16-le", "utf-16-be")
    ]
    return [str(path) for path in _files(folder) if any(needle in path.read_bytes() for needle in needles)]


@pytest.fixture
def image(tmp_path: Path, proof: Proof) -> Path:
    """A disk image for a crash: the finished transcript in its work folder, everything else empty."""
    for name in ("work", "home", "tmp"):
        (tmp_path / name).mkdir(mode=0o700)
    shutil.copy2(proof.root / "work" / "demo" / "hearing.testimony", tmp_path / "work" / "case.testimony")
    shutil.copy2(proof.root / "passphrase", tmp_path / "passphrase")
    return tmp_path


CRASH = """
import os, signal, sys
import testimony.transcript.record.store, testimony.export.output
from testimony.cli import main
def die(*_, **__):
    os.kill(os.getpid(), signal.{signal})
{where} = die
main({arguments!r})
"""


@pytest.mark.parametrize("how", ["SIGKILL", "SIGSEGV"])
@pytest.mark.parametrize(
    ("where", "arguments"),
    [
        ("testimony.export.output._put", ["export", "case.testimony", "--to", "txt", "-o", "out.txt"]),
        (
            "__import__('testimony.app.session').app.session.Session.close",
            ["edit", "case.testimony", "3", "--target", PLANTED, "--by", "Ann"],
        ),
    ],
    ids=["export", "edit"],
)
def test_a_crash_leaves_nothing_elsewhere(image: Path, how: str, where: str, arguments: list[str]) -> None:
    code = CRASH.format(signal=how, where=where, arguments=arguments)
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=image / "work",
        env=_environment(image),
        capture_output=True,
        check=False,
    )
    assert done.returncode == -getattr(signal, how), done.stderr.decode()
    if "edit" in arguments:
        assert any(PLANTED.encode() in path.read_bytes() for path in _files(image / "work"))
    for place in ("home", "tmp"):
        assert _holding(image / place) == []
    assert not list(image.rglob("core*"))
    for path in (image / "work").rglob("*"):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077
    for word in SPOKEN:
        assert word.encode() not in done.stdout + done.stderr


def test_a_killed_run_leaves_nothing_elsewhere(image: Path, root: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "testimony",
        "run",
        str(root.parents[0] / root.name / "recordings" / "one.wav"),
    ]
    running = subprocess.Popen(
        [*command, "--model", "demo", "--json"],
        cwd=image / "work",
        env=_environment(image),
        stdout=subprocess.PIPE,
    )
    assert running.stdout is not None
    running.stdout.readline()  # the first block is transcribed
    time.sleep(0.01)
    running.kill()
    running.communicate()
    for place in ("home", "tmp"):
        assert _holding(image / place) == []
    assert [path.name for path in (image / "home").iterdir()] in ([], ["testimony"])


def test_a_bug_says_its_name_and_no_word_of_the_transcript(image: Path) -> None:
    code = (
        "import testimony.cli.show as show\nfrom testimony.cli import main\n"
        "def bug(transcript):\n    raise ValueError(transcript.segments[3].source)\n"
        "show.heading = bug\nmain(['show', 'case.testimony'])"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=image / "work", env=_environment(image), capture_output=True, check=False
    )
    assert done.returncode == 70
    assert b"internal error (ValueError)" in done.stderr
    assert b"Traceback" not in done.stderr
    for word in SPOKEN:
        assert word.encode() not in done.stderr
    debug = subprocess.run(
        [sys.executable, "-c", code.replace("['show'", "['--debug', 'show'")],
        cwd=image / "work",
        env=_environment(image),
        capture_output=True,
        check=False,
    )
    assert debug.returncode == 70
    assert b"Traceback" in debug.stderr
