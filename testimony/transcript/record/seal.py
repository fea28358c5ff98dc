"""Is the record what it was? Every sealed row is looked at; what is wrong is named.

A wholly rebuilt chain or a cut tail looks whole from inside: only a head that was printed or
signed elsewhere (``--head``) shows it. ``CANNOT_KNOW`` says so to the user.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from testimony.transcript.encoding.content import Content, read_after, read_before
from testimony.transcript.record import draft
from testimony.transcript.record.checks.draft_check import CheckedDraft
from testimony.transcript.record.checks.log_check import CheckedLog
from testimony.transcript.record.checks.problems import Problem, Problems
from testimony.transcript.record.checks.schema_check import schema_problems
from testimony.transcript.record.checks.state_check import StateCheck
from testimony.transcript.record.history import Entry

__all__ = ["CANNOT_KNOW", "Problem", "Report", "verify"]

CANNOT_KNOW = (
    "This proves that nothing inside the file was changed without its chain. It cannot show entries cut off"
    " the end, or a file made anew as a whole: for that, compare the head with one printed on an export"
    " (testimony verify FILE --head HASH). Names are claims; the tables lock, scratch, runs, peaks,"
    " migrations, snapshot and stamp are not under the seal."
)
_MIN_HEAD = 12
_UNREADABLE = (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Report:
    """What verifying found.

    Attributes:
        notices: Worth knowing, no sign of tampering (a clock that went back, entries since a head).
        seal: 2 where the seal vouches for the place of every row apart from its words; 1 for a file
            that version 0.1 made and nobody has written since.
        purged: Segments whose content was removed for good, by a purge that the chain holds.
    """

    problems: tuple[Problem, ...]
    notices: tuple[str, ...]
    entries: int
    segments: int
    head: str
    seal: int = 2
    purged: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """True when nothing was found."""
        return not self.problems


class _Look:
    """One walk through a file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.problems = Problems()
        self.log = CheckedLog(connection, self.problems)
        self.entries: list[Entry] = []
        self.contents: dict[int, Content] = {}

    def pages(self) -> None:
        """What SQLite itself finds."""
        for (line,) in self.connection.execute("PRAGMA integrity_check(20)"):
            if line != "ok":
                self.problems.blame("the file's pages", str(line))

    def schema(self) -> None:
        """Every table, trigger and index as that version of the software makes them, and nothing else."""
        version = int(self.connection.execute("PRAGMA user_version").fetchone()[0])
        for where, what in schema_problems(self.connection, version):
            self.problems.blame(where, what)

    def history(self) -> None:
        """Each entry follows the one before it and says what it committed to."""
        for entry, before, after in self.log.read():
            self.entries.append(entry)
            if before is None or after is None:
                continue
            self.contents[entry.seq] = read_before(before), read_after(after)
            self.log.note(entry, self.contents[entry.seq][1])
        if not self.entries:
            self.problems.blame("history", "is empty")
        orphans = "SELECT seq FROM contents WHERE seq NOT IN (SELECT seq FROM history) LIMIT 20"
        for (seq,) in self.connection.execute(orphans):
            self.problems.blame(f"contents {seq}", "belongs to no entry")

    def rows(self) -> None:
        """Each row of the draft is what it committed to, and stands where its entry sealed it."""
        CheckedDraft(self.connection, self.log, self.problems).everything()

    def state(self) -> None:
        """Each change starts from what stood, each approval names what stands."""
        StateCheck(self.connection, self.log, self.problems).all(self.entries, self.contents)

    def compare_head(self, expected: str) -> None:
        """Look for a head that was printed elsewhere."""
        expected = expected.strip().lower()
        if len(expected) < _MIN_HEAD:
            self.problems.blame("head", f"give at least {_MIN_HEAD} signs of it")
            return
        place = next((n for n, one in enumerate(self.entries, 1) if one.hash.hex().startswith(expected)), 0)
        if not place:
            self.problems.blame(
                "head", f"{expected} is no entry of this file: entries were cut off, or it was made anew"
            )
        elif place < len(self.entries):
            added = len(self.entries) - place
            self.problems.notice(f"the head you gave is entry {place}; {added} entries were added since")


def verify(connection: sqlite3.Connection, head: str | None = None) -> Report:
    """Look at every sealed row; a foreign schema is reported, and then no row is read.

    Args:
        connection: Inside a read transaction.
        head: A head printed elsewhere; at least twelve hex digits of it.
    """
    look = _Look(connection)
    found = look.problems.found
    _survive(look.problems, look.schema)
    if found:
        return Report(tuple(found), (), 0, 0, "")
    for step in (look.pages, look.history, look.rows):
        _survive(look.problems, step)
    if not found:
        _survive(look.problems, look.state)
    if head is not None:
        look.compare_head(head)
    return Report(
        tuple(found),
        tuple(look.problems.notices),
        len(look.entries),
        draft.count(connection),
        look.entries[-1].hash.hex() if look.entries else "",
        look.log.seal_version,
        tuple(look.log.purged_segments),
    )


def _survive(problems: Problems, look: Callable[[], None]) -> None:
    # A forger's well-hashed nonsense must end in a report, not in a crash.
    try:
        look()
    except _UNREADABLE as error:
        problems.blame(look.__name__, f"cannot be read back ({error!s:.100})")
