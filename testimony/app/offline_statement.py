"""``doctor --offline``: what holds the offline promise here, for somebody to keep, and what lies outside."""

from __future__ import annotations

import datetime
import json
import os
import platform
import subprocess
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from testimony.app.doctor import TOP_LEVEL, engine_packages
from testimony.models.manifest import digest_of
from testimony.runtime.children import python_command, safe_environment
from testimony.runtime.offline import try_to_leave
from testimony.runtime.samples import installation_folder

if TYPE_CHECKING:
    from testimony.models import ModelLibrary
    from testimony.runtime.settings import Settings

__all__ = ["Statement", "lines_of", "make_statement"]

_WIDTH = 100
_CHILD = (
    "import json; from testimony.runtime.offline import forbid_network, try_to_leave;"
    "forbid_network(); print(json.dumps(try_to_leave()))"
)
_SYNCED = (
    "dropbox",
    "onedrive",
    "icloud",
    "mobile documents",
    "google drive",
    "nextcloud",
    "syncthing",
    "box sync",
)
_COVERED = (
    "Every command but two runs with a guard inside its process that refuses connections, look-ups of names"
    " and listening; every process that it starts takes the same guard. The two are typed in order to use the"
    " network, and say so: `testimony models fetch` (brings models; sends nothing but the request for them)"
    " and `testimony batch --cluster ADDRESS` (reaches that address).",
    "There is no telemetry, no update check, no account, no crash report that is sent.",
    "What is said in a recording goes into the transcript and the exports that you name, readable by their"
    " owner alone, and nowhere else: no log, no cache, no shared temporary folder, no crash file.",
    "The tests of this version run the commands in a network namespace without interfaces, count attempted"
    " connections of every command under strace (none), and search a run's whole disk for planted words.",
)
_OUTSIDE = (
    "The operating system and whatever else runs on it: search indexes, screen recorders, remote support,"
    " antivirus in the cloud, backups. They see files and screens as you do.",
    "Folders that a sync client copies away (Dropbox, OneDrive, iCloud …). Keep case files out of them.",
    "Swap space and hibernation, where the system may write memory to the disk. Encrypt the disk.",
    "Your editor, your shell's history, the clipboard and the terminal's scrollback, which keep what passes"
    " through them. An editor that the review screen starts is your program and has no guard.",
    "Native code inside the engines could open a socket without asking Python, past the guard. None does"
    " (that is what the tests look for); a machine without a network, or a firewall, is the stronger proof.",
    "What people do with an export once they have it.",
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What was seen on this machine at that time.

    Attributes:
        made: UTC, to the minute.
        tried: Way out → refused, in this process and in a child of it (``child …``).
        program: SHA-256 over the names and hashes of all program files.
        models: Name → digest of every installed model.
        swap: Devices and files that the system may write memory to; None where it does not say.
        synced: Folders in use that look as if a sync client copied them away.
    """

    made: str
    machine: str
    tried: dict[str, bool]
    program: str
    program_files: int
    versions: dict[str, str]
    models: dict[str, str]
    swap: tuple[str, ...] | None
    synced: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """True when every way out was refused."""
        return all(self.tried.values())

    def as_json(self) -> str:
        """One line for a script."""
        return json.dumps({"holds": self.holds, **asdict(self)}, ensure_ascii=False)


def make_statement(settings: Settings, library: ModelLibrary) -> Statement:
    """Try the ways out, hash the program, look at the machine. Takes about a second."""
    files = _program_files()
    return Statement(
        made=datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC"),
        machine=f"{platform.node()}, {platform.system()} {platform.release()}, {platform.machine()}",
        tried=_tried(),
        program=digest_of(files),
        program_files=len(files),
        versions=_versions(),
        models={info.name: info.digest for info in library.list()},
        swap=_swap(),
        synced=tuple(str(path) for path in (settings.home, Path.cwd()) if _looks_synced(path)),
    )


def _tried() -> dict[str, bool]:
    here = {f"this process: {way}": refused for way, refused in try_to_leave().items()}
    command, environment = python_command("-c", _CHILD), safe_environment()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    try:
        there = json.loads(done.stdout)
    except ValueError:
        there = {"any": False}
    return {**here, **{f"a child process: {way}": refused for way, refused in there.items()}}


def _program_files() -> dict[str, str]:
    from testimony.runtime.hashing import sha256_of

    home = installation_folder()
    return {
        path.relative_to(home).as_posix(): sha256_of(path)
        for name in TOP_LEVEL
        for path in sorted((home / name).rglob("*"))
        if path.is_file()
        and "__pycache__" not in path.parts
        and "samples" not in path.relative_to(home).parts
    }


def _versions() -> dict[str, str]:
    found = {"testimony": version("testimony"), "python": platform.python_version()}
    for name in (*engine_packages(), "huggingface-hub", "numpy"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _swap() -> tuple[str, ...] | None:
    try:
        lines = Path("/proc/swaps").read_text("utf-8").splitlines()[1:]
    except OSError:
        return None
    return tuple(line.split()[0] for line in lines)


def _looks_synced(path: Path) -> bool:
    return any(name in part.lower() for part in path.resolve().parts for name in _SYNCED)


def lines_of(statement: Statement) -> Iterator[str]:
    """The statement as a page of text."""
    yield "TESTIMONY – OFFLINE STATEMENT"
    yield f"Made {statement.made} on {statement.machine}"
    yield ""
    yield "1. Tried just now"
    for way, refused in statement.tried.items():
        yield f"   {'refused' if refused else 'NOT REFUSED':<12} {way}"
    if not statement.holds:
        yield "   The promise does not hold here: a way out was open. Do not use this installation."
    yield ""
    yield "2. This program"
    yield f"   {statement.program_files} program files, SHA-256 over their names and hashes:"
    yield f"   {statement.program}"
    yield from _wrapped(", ".join(f"{name} {number}" for name, number in statement.versions.items()), "   ")
    yield ""
    yield "3. Its models, by the SHA-256 over their files"
    yield from (f"   {digest}  {name}" for name, digest in statement.models.items())
    for number, title, texts in (
        (4, "What the promise covers", _COVERED),
        (5, "What lies outside it", _OUTSIDE),
    ):
        yield ""
        yield f"{number}. {title}"
        for text in texts:
            yield from _wrapped(text, "   - ")
    yield from _seen(statement)


def _seen(statement: Statement) -> Iterator[str]:
    yield ""
    yield "6. Seen on this machine"
    if statement.swap is None:
        yield "   - Whether the system swaps memory to the disk could not be seen."
    else:
        yield f"   - Swap: {', '.join(statement.swap) or 'none'}."
    for folder in statement.synced:
        yield from _wrapped(f"{folder} looks as if a sync client copied it away.", "   - ")
    core = "off" if os.name == "posix" else "the system's own business here"
    yield f"   - Crash files of Testimony's processes: {core}."


def _wrapped(text: str, bullet: str) -> list[str]:
    import textwrap

    return textwrap.wrap(text, _WIDTH, initial_indent=bullet, subsequent_indent=" " * len(bullet))
