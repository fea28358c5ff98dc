"""What is to be done: everything that the ledger and the output folder do not say is done."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from testimony.batch.engine.work import stamp_of
from testimony.batch.exports import export_paths, exported_already
from testimony.batch.ledger import HIDDEN, Ledger, Record
from testimony.batch.types import Item, Outcome, Overrides, Status
from testimony.runtime.exit_codes import ExitCode

__all__ = ["Plan", "Planned", "Task", "Wanted", "make_plan", "take_shard"]

_PARTIAL = re.compile(r"(?P<lead>(?:.*/)?)\.(?P<name>[^/]*)\.[0-9a-f-]{8,60}\.partial.*")
_FRESH_NS = 2 * 10**9
"""A file changed this shortly before it was hashed may have changed again in the same tick of the clock."""


@dataclass(frozen=True, slots=True)
class Task:
    """A recording to be done.

    Attributes:
        size: Bytes of the recording, 0 if it is missing: what the time left is reckoned by.
        again: Begun before and never ended; it comes last, in case it is what killed the machine.
    """

    item: Item
    settings: str
    size: int
    again: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of every recording.

    Attributes:
        folder: The output folder.
        formats: Exports beside each transcript.
        force: Replace what is in the way.
        retry_failed: Try again what failed, even if it has not changed since.
    """

    folder: Path
    formats: tuple[str, ...] = ()
    force: bool = False
    retry_failed: bool = True


@dataclass(frozen=True, slots=True)
class Planned:
    """A recording about which everything is known.

    Attributes:
        before: Known from an earlier run.
    """

    item: Item
    outcome: Outcome
    before: bool = False

    @property
    def status(self) -> Status:
        """``skipped`` for what an earlier run did."""
        return "skipped" if self.before and self.outcome.status == "done" else self.outcome.status


@dataclass(frozen=True, slots=True)
class Plan:
    """The work of one pass over all recordings.

    Attributes:
        tasks: To be done, in order; suspects last.
        done: Done in earlier runs.
        refused: Cannot be done without harm, with the reason.
    """

    tasks: tuple[Task, ...]
    done: tuple[Planned, ...]
    refused: tuple[Planned, ...]

    @property
    def total(self) -> int:
        """Number of all recordings."""
        return len(self.tasks) + len(self.done) + len(self.refused)


def take_shard(items: Sequence[Item], shard: tuple[int, int] | None) -> list[Item]:
    """The ``k``-th of every ``n`` items; the same ones as long as the list is the same."""
    return list(items) if shard is None else list(items[shard[0] - 1 :: shard[1]])


def make_plan(
    items: Sequence[Item], wanted: Wanted, ledger: Ledger, digest_of: Callable[[Item], str]
) -> Plan:
    """Compare what is wanted with what is there; no recording is read.

    Args:
        items: The shard's recordings.
        wanted: Of all of them.
        ledger: What is known of the output folder.
        digest_of: Item → digest of the settings it is to be done with.
    """
    there, formats = _files_in(wanted.folder), wanted.formats
    left_over = _left_over(there)
    digests: dict[Overrides, str] = {}
    tasks: list[Task] = []
    done: list[Planned] = []
    refused: list[Planned] = []
    for item in items:
        if item.overrides not in digests:
            digests[item.overrides] = digest_of(item)
        settings = digests[item.overrides]
        record = ledger.records.get(item.output)
        stamp = stamp_of(item.recording)
        known = _outcome_if_current(record, settings, stamp)
        if known is not None and known.status == "failed" and not wanted.retry_failed:
            refused.append(Planned(item, known))
        elif known is not None and _is_complete(item, known, formats, there):
            done.append(Planned(item, known, before=True))
        elif not wanted.force and (refusal := _in_the_way(item, record, settings, wanted, there)):
            refused.append(Planned(item, refusal))
        else:
            again = record is not None and (record.unfinished > 0 or _failed(record))
            again = again or item.output in left_over
            tasks.append(Task(item, settings, stamp[0] if stamp else 0, again))
    tasks.sort(key=lambda task: task.again)
    return Plan(tuple(tasks), tuple(done), tuple(refused))


def _outcome_if_current(
    record: Record | None, settings: str, stamp: tuple[int, int, int] | None
) -> Outcome | None:
    """What the ledger says, if it was of this very file and these very settings."""
    if record is None or record.outcome is None or record.unfinished:
        return None
    outcome = record.outcome
    if stamp is None or outcome.stamp != stamp or outcome.settings != settings:
        return None
    return outcome if stamp[1] + _FRESH_NS < outcome.hashed_ns else None


def _failed(record: Record) -> bool:
    return record.outcome is not None and record.outcome.status == "failed"


def _is_complete(item: Item, known: Outcome, formats: tuple[str, ...], there: set[str]) -> bool:
    if known.status == "failed" or item.output not in there:
        return False
    return not formats or len(exported_already(item.output, formats, there)) == len(formats)


def _in_the_way(
    item: Item, record: Record | None, settings: str, wanted: Wanted, there: set[str]
) -> Outcome | None:
    """What must not be touched: a transcript of other settings, and files that no batch wrote."""
    before = record.outcome if record is not None else None
    if (
        before is not None
        and before.status != "failed"
        and item.output in there
        and before.settings != settings
    ):
        return Outcome(
            "failed",
            exit_code=int(ExitCode.TRANSCRIPT_FILE),
            message=f"{wanted.folder / item.output} was made with other settings, models or versions.",
            hint="name another folder with --out, or add --force to set it aside as a .bak file",
        )
    ours = set(record.formats) if record is not None else set()
    for name, path in export_paths(item.output, wanted.formats).items():
        if path in there and name not in ours:
            return Outcome(
                "failed",
                exit_code=int(ExitCode.EXPORT),
                message=f"{wanted.folder / path} is there already, and no batch wrote it.",
                hint="name another folder with --out, or add --force to overwrite it",
            )
    return None


def _left_over(there: set[str]) -> set[str]:
    """Transcripts that a killed try began, seen by the files that it left; for when the ledger is lost."""
    left = (_PARTIAL.fullmatch(path) for path in there if ".partial" in path)
    return {f"{found['lead']}{found['name']}" for found in left if found}


def _files_in(folder: Path) -> set[str]:
    """Every file in the output folder, relative, with ``/``."""
    found: set[str] = set()
    stack = [(str(folder), "")]
    while stack:
        path, lead = stack.pop()
        try:
            with os.scandir(path) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        if entry.name != HIDDEN:
                            stack.append((entry.path, f"{lead}{entry.name}/"))
                    else:
                        found.add(lead + entry.name)
        except OSError:
            continue
    return found
