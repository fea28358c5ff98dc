"""Is the record what it was? Every sealed row is looked at; what is wrong is named.

A wholly rebuilt chain or a cut tail looks whole from inside: only a head that was printed or
signed elsewhere (``--head``) shows it. ``CANNOT_KNOW`` says so to the user.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from testimony.transcript.record import draft
from testimony.transcript.record.collector import collector_paused
from testimony.transcript.record.state_check import StateWitness
from testimony.transcript.record.witness import Problem, Witness

__all__ = ["CANNOT_KNOW", "Problem", "Report", "verify"]

CANNOT_KNOW = (
    "This proves that nothing inside the file was changed without its chain. It cannot show entries cut off"
    " the end, or a file made anew as a whole: for that, compare the head with one printed on an export"
    " (testimony verify FILE --head HASH). Names are claims; the tables lock, scratch, runs, peaks,"
    " migrations and snapshot are not under the seal."
)


@dataclass(frozen=True, slots=True)
class Report:
    """What verifying found.

    Attributes:
        notices: Worth knowing, no sign of tampering (a clock that went back, entries since a head).
        purged: Segments whose content was removed for good, by a purge that the chain holds.
    """

    problems: tuple[Problem, ...]
    notices: tuple[str, ...]
    entries: int
    segments: int
    head: str
    purged: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """True when nothing was found."""
        return not self.problems


def _survive(witness: Witness, look: Callable[[], None]) -> None:
    # A forger's well-hashed nonsense must end in a report, not in a crash.
    try:
        look()
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        witness.blame(look.__name__.replace("_", " "), f"cannot be read back ({error})")


def verify(connection: sqlite3.Connection, head: str | None = None) -> Report:
    """Look at every sealed row.

    Args:
        connection: Inside a read transaction.
        head: A head printed elsewhere; at least twelve hex digits of it.
    """
    witness = Witness(connection)
    for look in (witness.pages, witness.schema, witness.chain, witness.content, witness.draft_rows):
        _survive(witness, look)
    if not witness.problems:
        with collector_paused():
            state = StateWitness(witness)
            _survive(witness, state.state)
            _survive(witness, state.snapshot)
    if head is not None:
        witness.compare_head(head)
    return Report(
        tuple(witness.problems),
        tuple(witness.notices),
        len(witness.entries),
        draft.count(connection),
        witness.entries[-1].hash.hex() if witness.entries else "",
        tuple(witness.purged_segments),
    )
