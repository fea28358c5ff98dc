"""Hostile transcripts under every command that takes one, each file in a forked process of its own.

What a command may not do: end in exit 70 or die, take more than five seconds of processor time, put control
characters on the terminal, change a file while it reads, or touch a file outside its folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import os
import re
import select
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partialmethod
from pathlib import Path
from typing import Any
from unittest import mock

from benchmarks.bars import Figure
from benchmarks.from_tests import helper

__all__ = ["Found", "hostile"]

_LIMIT_S = 5.0
_EXPORTS = ("pdf", "docx", "html", "txt", "ascii", "srt", "vtt", "csv", "json", "tmx", "rttm", "xliff")
# F is the file, O a folder for what is written, D the folder of the file, X what lies outside of it.
_READ = (
    "verify F", "verify F --json", "verify F --report O/report.pdf", "verify F --head abcdefabcdef",
    "show F --flags", "show F --find 三月", "show F --alternatives 7", "history F", "history F --json",
    "history F --segment 1", "export F --to txt", "export F --to pdf --certificate X/person.toml -o O/c.pdf",
    *(f"export F --to {name} --unverified -o O/case.{name}" for name in _EXPORTS),
    "export F --to pdf --layout court --unverified -o O/court.pdf",
    "export F --to html --embed-audio -o O/e.html",
    "export F --to clip --segments 1-2 -o O/clip.wav", "export F --to discrepancies --unverified -o O/d.pdf",
    "quote F 2-5", "quote F 2-5 --unverified", "check F", "check F --json", "speakers F --list",
    "speakers F --timeline O/voices.svg", "seal F --request O/head.tsq", "renditions F --list",
    "evaluate F --reference X/reference.tsv", "redact F --profile X/profile.toml --propose O/decided.toml",
    "doctor D", "voices enrol O/people.voices F S1",
)  # fmt: skip
_WRITE = (
    "edit F 5 --note hi --by Ann", "edit F 1 --target x --approve --by Ann", "edit F S1 --name Wu --by Ann",
    "edit F --undo --by Ann", "purge F 3 --yes --by Ann", "renditions F", "recover F", "encrypt F",
    "decrypt F",
    "speakers F --rttm X/turns.rttm --by Ann", "seal F --attach X/answer.tsr --authority X/answer.tsr",
    "run X/sound.wav --model demo -o F", "review F --by Ann --silent",
)  # fmt: skip
_COMMANDS = _READ + _WRITE
_GOOD = (0, 2, 3, 4, 8, 9)
# What moves a cursor or turns the direction of writing; tabs and line feeds may stand.
_BARE = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]")
_OUTSIDE = {
    "victim.txt": "mine\n",
    "answer.tsr": "no answer",
    "turns.rttm": "SPEAKER x 1 0.0 2.0 <NA> <NA> A <NA> <NA>\n",
    "person.toml": 'name = "Ann Li"\nlanguages = ["Chinese", "English"]\n',
    "profile.toml": 'patterns = ["phone"]\n',
    "passphrase": "battery horse\n",
    "reference.tsv": "start_ms\tend_ms\tspeaker\tlanguage\tsource\ttarget\n0\t1800\tA\tzh\t我离开新疆\tx\n",
}


@dataclass(slots=True)
class Found:
    """What one range of files did: counts of what may not be, and exit codes of all commands."""

    wrong: Counter[str] = field(default_factory=Counter)
    codes: Counter[int] = field(default_factory=Counter)

    def blame(self, seed: int, kind: str, what: str, detail: object) -> None:
        """Count a fault and name the file and the command."""
        self.wrong[what] += 1
        print(f"seed {seed} ({kind}): {what}: {detail}", file=sys.stderr, flush=True)


def hostile(source: Path, folder: Path, seeds: Sequence[int]) -> list[Figure]:
    """Try the files of these seeds.

    Args:
        source: A sound transcript, that the hostile ones are made of.
        folder: Empty; for everything that is made.
        seeds: One a file.
    """
    maker, found = helper("hostile_transcripts"), Found()
    outside = _outside(folder)
    _load_everything(source, folder)
    for seed in seeds:
        place = folder / "place"
        (place / "pristine").mkdir(parents=True)
        kind = maker.make(source, place / "pristine" / "case.testimony", seed)
        before = dict(_digests(outside))
        _try(place, outside, (seed, kind), found)
        after = dict(_digests(outside))
        changed = [name for name in before | after if before.get(name) != after.get(name)]
        if changed:
            found.blame(seed, kind, "touched outside", changed)
            shutil.rmtree(outside)
            _outside(folder)
        shutil.rmtree(place)
    told = ", ".join(f"{code}: {number:,}" for code, number in sorted(found.codes.items()))
    number = sum(found.codes.values())
    return [
        Figure(f"hostile transcripts of {len(maker.KINDS) + 1} kinds", len(seeds)),
        Figure(f"… commands run on them, {len(_COMMANDS)} a file (exits {told})", number),
        *(Figure(f"… {what}", found.wrong[what], "", 0) for what in (
            "exit 70 or another that may not be", "over five seconds", "hang or death",
            "control characters on the terminal", "changed while it was read", "touched outside",
        )),
    ]  # fmt: skip


def _outside(folder: Path) -> Path:
    import wave

    outside = folder / "outside"
    for name in ("", "../home", "tmp", "cwd"):
        (outside / name).mkdir(parents=True, exist_ok=True)
    for name, text in _OUTSIDE.items():
        (outside / name).write_text(text, "utf-8")
    with wave.open(str(outside / "sound.wav"), "wb") as sound:
        sound.setparams((1, 2, 16_000, 0, "NONE", ""))
        sound.writeframes(bytes(32_000))
    return outside


def _load_everything(source: Path, folder: Path) -> None:
    """Load what the commands load before the processes are forked: whatever a first process had loaded."""
    reading, writing = os.pipe()
    place = folder / "first"
    (place / "pristine").mkdir(parents=True)
    shutil.copy2(source, place / "pristine" / "case.testimony")
    child = os.fork()
    if child == 0:
        try:
            _run_all(place, folder / "outside", os.open(os.devnull, os.O_WRONLY))
            os.write(writing, " ".join(sys.modules).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        names = pipe.read().decode().split()
    os.waitpid(child, 0)
    for name in names:
        with contextlib.suppress(Exception):  # some of them are made up by their packages
            importlib.import_module(name)


def _digests(folder: Path) -> Iterator[tuple[str, tuple[object, ...]]]:
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place) / name
            facts = path.lstat()
            plain = path.is_file() and not path.is_symlink()
            digest = hashlib.sha256(path.read_bytes()).hexdigest() if plain else ""
            yield str(path.relative_to(folder)), (facts.st_mode, facts.st_size, digest)


def _try(place: Path, outside: Path, which: tuple[int, str], found: Found) -> None:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.setsid()
        try:
            _run_all(place, outside, writing)
        finally:
            os._exit(0)
    os.close(writing)
    said = _listen(reading, child)
    os.close(reading)
    os.waitpid(child, 0)
    lines = [line.split() for line in said.decode().splitlines()]
    ended = [line for line in lines if line[0] != "changed"]
    for number, code, seconds in ((int(one[0]), int(one[1]), float(one[2])) for one in ended):
        found.codes[code] += 1
        told = f"{_COMMANDS[number]}: exit {code}, {seconds:.1f} s"
        if code not in _GOOD:
            found.blame(*which, "exit 70 or another that may not be", told)
        if seconds > _LIMIT_S:
            found.blame(*which, "over five seconds", told)
    for line in lines:
        if line[0] == "changed":
            found.blame(*which, "changed while it was read", line[1:])
    if len(ended) < len(_COMMANDS):
        found.blame(*which, "hang or death", _COMMANDS[len(ended)])
    bare = _BARE.search((place / "output").read_bytes())
    if bare:
        around = (place / "output").read_bytes()[max(0, bare.start() - 100) : bare.end() + 20]
        found.blame(*which, "control characters on the terminal", around)


def _listen(reading: int, child: int) -> bytes:
    said, quiet = b"", 0.0
    while quiet < 12 * _LIMIT_S:  # seconds in which no command ended
        if not select.select([reading], [], [], 1.0)[0]:
            quiet += 1.0
            continue
        part = os.read(reading, 65536)
        if not part:
            return said
        said, quiet = said + part, 0.0
    os.killpg(child, signal.SIGKILL)
    return said


def _run_all(place: Path, outside: Path, told: int) -> None:
    """In the child: every command, its exit code and its processor seconds."""
    output = os.open(place / "output", os.O_CREAT | os.O_RDWR | os.O_APPEND, 0o600)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for stream in (1, 2):
        os.dup2(output, stream)
    home = outside.parent / "home"
    os.environ |= {"HOME": f"{home}", "TESTIMONY_HOME": f"{home}/t", "TMPDIR": str(outside / "tmp")}
    os.environ["TESTIMONY_PASSPHRASE_FILE"] = f"{outside}/passphrase"
    os.chdir(outside / "cwd")
    _review_without_terminal()
    work = place / "work"
    shutil.copytree(place / "pristine", work, symlinks=True, copy_function=_copy)
    before = dict(_digests(work))
    for number, line in enumerate(_COMMANDS):
        if number >= len(_READ):
            shutil.rmtree(work)
            shutil.copytree(place / "pristine", work, symlinks=True, copy_function=_copy)
        start = time.process_time()
        code = _run(line, work, outside, place / "out")
        os.write(told, f"{number} {code} {time.process_time() - start:.2f}\n".encode())
        if number < len(_READ) and dict(_digests(work)) != before:
            os.write(told, f"changed {line}\n".encode())
            before = dict(_digests(work))


def _copy(one: str, other: str) -> None:
    if os.path.islink(one) or not os.path.isfile(one):  # noqa: PTH113, PTH114 - as shutil hands them over
        os.mkfifo(other)
    else:
        shutil.copy2(one, other)


def _run(line: str, work: Path, outside: Path, out: Path) -> int:
    from testimony import cli

    out.mkdir(exist_ok=True)
    places = {"F": work / "case.testimony", "D": work, "O": out, "X": outside}
    arguments = []
    for word in line.split():
        first, slash, rest = word.partition("/")
        arguments.append(f"{places[first]}{slash}{rest}" if first in places else word)
    try:
        cli.main(arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    finally:
        shutil.rmtree(out, ignore_errors=True)


def _review_without_terminal() -> None:
    """Open the screen, walk, look at the help, leave: keys come from a pilot, the picture goes nowhere."""
    from testimony.cli import review
    from tui.app import ReviewApp

    async def pilot(pilot: Any) -> None:
        await pilot.press("escape", "down", "enter", "escape", "end", "home", "q")
        await pilot.pause()
        pilot.app.exit()

    whole = partialmethod(ReviewApp.run, headless=True, auto_pilot=pilot)
    mock.patch.object(ReviewApp, "run", whole).start()
    mock.patch.object(review, "_need_terminal").start()
