"""What a batch is made of: recordings with what is wanted of each, orders, and what came of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from testimony.app.run.job import RunJob
    from testimony.transcript.errors import TestimonyError

__all__ = [
    "Broken",
    "Died",
    "Item",
    "JobMaker",
    "Message",
    "Order",
    "Outcome",
    "Overrides",
    "Ready",
    "Stamp",
    "Status",
    "Step",
]

Status = Literal["done", "skipped", "failed"]
Stamp = tuple[int, int, int]
"""Size in bytes, modification time in nanoseconds, inode: while they stand, a file is not hashed again."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """What one recording is to be treated with, where it differs from the rest of its batch.

    Attributes:
        languages: Languages that may be spoken; empty for the batch's.
        target: Translate everything into this language; empty for the batch's.
        channels: ``mix`` or ``split``; empty for the batch's.
        glossary: The case's terms; None for the batch's.
        speakers: (channel, language or both; name): ``("zh", "CHEN HUI")``, ``("2:en", "THE COURT")``.
        case: Name of the case, for the title block of exports.
        matter: Number of the matter, likewise.
    """

    languages: tuple[str, ...] = ()
    target: str = ""
    channels: Literal["", "mix", "split"] = ""
    glossary: Path | None = None
    speakers: tuple[tuple[str, str], ...] = ()
    case: str = ""
    matter: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A recording of the plan.

    Attributes:
        recording: Path of the sound.
        output: The transcript, relative to the output folder, with ``/``; the item's key.
        where: ``manifest.csv, line 5``, for messages; empty for what was found in a folder.
    """

    recording: str
    output: str
    overrides: Overrides = Overrides()
    where: str = ""


class JobMaker(Protocol):
    """Makes the job of one recording; travels to engine processes, so it must be picklable."""

    def __call__(self, recording: Path, output: Path, overrides: Overrides) -> RunJob:
        """The job, its models found and verified."""


@dataclass(frozen=True, slots=True)
class Order:
    """One recording to be done by an engine process.

    Attributes:
        item: Which.
        folder: The output folder.
        scratch: A folder inside it where exports are made before they get their names.
        formats: Exports to write beside the transcript.
        settings: What ``settings_digest`` must give; otherwise other models or versions are at work.
        take_over: An earlier try on it ended without a word, perhaps on another machine.
        sweep: A killed try on it may have left files of its own beside the transcript.
        fresh_exports: Write all exports anew; otherwise only those that are missing.
    """

    item: Item
    folder: Path
    scratch: Path
    formats: tuple[str, ...] = ()
    settings: str = ""
    take_over: bool = False
    sweep: bool = False
    fresh_exports: bool = False

    @property
    def output(self) -> Path:
        """Where the transcript goes."""
        return self.folder / self.item.output


@dataclass(frozen=True, slots=True)
class Ready:
    """An engine process has loaded its models."""

    settings: str


@dataclass(frozen=True, slots=True)
class Broken:
    """An engine process cannot work at all: the models are missing or damaged."""

    error: TestimonyError


@dataclass(frozen=True, slots=True)
class Step:
    """A recording got further; also a sign of life."""

    stage: str
    done_ms: int
    total_ms: int


@dataclass(frozen=True, slots=True)
class Died:
    """An engine process ended on a recording.

    Attributes:
        reason: The end of a sentence: ``was killed (signal 9), most likely for want of memory``.
        again: False where trying once more would only cost the same time.
    """

    reason: str
    again: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a recording.

    Attributes:
        settings: Digest of the settings, models and versions it was done with.
        stamp: Of the recording, from before it was hashed.
        hashed_ns: When it was hashed (Unix time).
        exports: Files written or found, relative to the output folder.
        flags: Kind of doubt → segments.
        seconds: Wall time.
        exit_code: As the commands' own, 0 unless failed.
    """

    status: Status
    settings: str = ""
    sha256: str = ""
    stamp: Stamp | None = None
    hashed_ns: int = 0
    exports: tuple[str, ...] = ()
    segments: int = 0
    duration_ms: int = 0
    flags: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0
    exit_code: int = 0
    message: str = ""
    hint: str = ""


Message = Ready | Broken | Step | Died | Outcome
