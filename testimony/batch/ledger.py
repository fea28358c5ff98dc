"""The ledger: what a batch did, on the disk, a JSON object a line.

It lies in ``OUT/.testimony-batch/``, one file a batch (and one a shard, so that each has one writer, on any
file system); whoever plans reads all of them. It is a memory, not the truth: the truth is the transcripts,
which say themselves whether they are complete and what they were made of. So a lost line costs a look at a
transcript, a torn one is passed over, and a deleted ledger costs time and nothing else.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import time
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from testimony.batch.ledger_lines import Line, lines_in
from testimony.batch.types import Item, Outcome
from testimony.transcript.errors import TranscriptFileError
from testimony.transcript.record.disk.files import sync_folder, temporary_beside

__all__ = ["HIDDEN", "Ledger", "Record", "home_of"]

HIDDEN = ".testimony-batch"
"""The batch's own folder in the output folder: ledgers, locks, exports under way."""

_SYNC_S = 1.0
_WORTH_COMPACTING = 1_000


@dataclass(slots=True)
class Record:
    """What is known of one output.

    Attributes:
        recording: Path of its recording when it was last worked on.
        outcome: The last one; None if it was begun and never ended.
        at: When (Unix time).
        attempts: Tries of the run that gave the outcome.
        unfinished: Tries begun since that ended without a word: a killed batch, a dead machine.
        formats: Exports that these tries may have written.
    """

    recording: str
    outcome: Outcome | None = None
    at: float = 0.0
    attempts: int = 0
    unfinished: int = 0
    formats: tuple[str, ...] = ()


def home_of(folder: Path) -> Path:
    """Make the batch's own folder in the output folder, for this user alone.

    Raises:
        TranscriptFileError: It cannot be made.
    """
    home = folder / HIDDEN
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        links = [path for path in (home, *home.iterdir()) if path.is_symlink()]
    except OSError as error:
        raise TranscriptFileError(
            f"The folder {home} cannot be made: {error.strerror}.", "name another folder with --out"
        ) from error
    if links:
        raise TranscriptFileError(
            f"{links[0]} is a link, and a batch writes nothing through links.",
            f"remove it, or name another folder with --out: ls -la {home}",
        )
    return home


class Ledger:
    """All records of an output folder, and the file that this batch writes.

    Args:
        home: ``home_of`` the output folder.
        name: Of the file to write, ``ledger`` or ``ledger-3-of-8``.
    """

    def __init__(self, home: Path, name: str = "ledger") -> None:
        self.path = home / f"{name}.jsonl"
        self.records: dict[str, Record] = {}
        self.trouble = ""
        self._pending: list[str] = []
        self._synced = 0.0
        self._file: IO[str] | None = None
        lines = self._load(home)
        if lines > 1.5 * len(self.records) + _WORTH_COMPACTING and not list(home.glob("ledger-*")):
            self._compact()
        self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def begin(self, item: Item, formats: tuple[str, ...]) -> None:
        """Note that a recording is being worked on."""
        self._add(Line(item.output, item.recording, time.time(), formats=formats))

    def end(self, item: Item, outcome: Outcome, attempts: int) -> None:
        """Note what became of it.

        Args:
            item: The recording.
            outcome: How it ended.
            attempts: Number of tries that it took.
        """
        self._add(Line(item.output, item.recording, time.time(), True, attempts, outcome=outcome))

    def _add(self, line: Line) -> None:
        self._apply(line)
        self._write(line)

    def close(self) -> None:
        """Write what is still to be written; a full disk here is no error, see ``trouble``."""
        if self._file is not None:
            self._flush(sync=True)
            with contextlib.suppress(OSError):
                self._file.close()
            self._file = None

    # Reading

    def _load(self, home: Path) -> int:
        paths = sorted(home.glob("ledger*.jsonl"))
        lines = itertools.chain.from_iterable(map(lines_in, paths))
        count = 0
        # One writer wrote in order; several have to be put in order.
        for line in lines if len(paths) == 1 else sorted(lines, key=attrgetter("at")):
            self._apply(line)
            count += 1
        return count

    def _apply(self, line: Line) -> None:
        if not line.is_end:
            record = self.records.setdefault(line.output, Record(line.recording))
            record.unfinished += 1
            record.formats = tuple(dict.fromkeys((*record.formats, *line.formats)))
            record.recording = line.recording
            return
        before = self.records.get(line.output)
        formats = line.formats or (before.formats if before else ())
        self.records[line.output] = Record(
            line.recording, line.outcome, line.at, line.attempts, formats=formats
        )

    # Writing

    def _open(self) -> None:
        try:
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            self._file = os.fdopen(handle, "w", encoding="utf-8")
            if self.path.stat().st_size and not _ends_whole(self.path):
                self._file.write("\n")  # the line before was torn by a crash
                self._file.flush()
        except OSError as error:
            raise TranscriptFileError(
                f"The ledger {self.path} cannot be written: {error.strerror}.",
                "free some space or name another folder with --out",
            ) from error

    def _write(self, line: Line) -> None:
        self._pending.append(line.as_json())
        now = time.monotonic()
        if now - self._synced > _SYNC_S:
            self._synced = now
            self._flush(sync=True)
        else:
            self._flush(sync=False)

    def _flush(self, *, sync: bool) -> None:
        """To the system at once, so that a killed batch loses no line; to the disk once a second."""
        if self._file is None:
            return
        try:
            while self._pending:
                self._file.write(self._pending[0] + "\n")
                self._file.flush()
                self._pending.pop(0)
            if sync:
                os.fsync(self._file.fileno())
            self.trouble = ""
        except OSError as error:
            # What could not be written comes again with the next line, whole, on a line of its own.
            self.trouble = error.strerror or str(error)
            with contextlib.suppress(OSError):
                self._file.close()
            self._file = None
            with contextlib.suppress(TranscriptFileError):
                self._open()

    def _compact(self) -> None:
        """Write the file anew with the last word on each output; a crash leaves the old one."""
        temporary = temporary_beside(self.path)
        try:
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                for output, record in self.records.items():
                    for line in _lines_of(output, record):
                        file.write(line.as_json() + "\n")
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(self.path)
            sync_folder(self.path.parent)
        except OSError:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _lines_of(output: str, record: Record) -> list[Line]:
    begun = [Line(output, record.recording, record.at, formats=record.formats)] * record.unfinished
    if record.outcome is None:
        return begun
    end = Line(output, record.recording, record.at, True, record.attempts, record.formats, record.outcome)
    return [end, *begun]


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
