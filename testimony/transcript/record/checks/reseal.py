"""A file of an older seal gets today's: one entry that commits to where every row stands."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from testimony.transcript.errors import Tampered
from testimony.transcript.record import history
from testimony.transcript.record.checks.draft_check import places_of
from testimony.transcript.record.draft import SEAL
from testimony.transcript.record.seal import verify

__all__ = ["reseal"]


def reseal(connection: sqlite3.Connection, path: Path) -> None:
    """Verify an older file and seal it anew, inside the caller's transaction.

    Raises:
        Tampered: It is not what was sealed; a new seal would cover that up.
    """
    report = verify(connection)
    if not report.is_clean:
        raise Tampered(
            f"{path} is not what was sealed ({report.problems[0]}); it is not brought to today's schema.",
            f"testimony verify '{path}'",
        )
    if report.seal < SEAL:
        history.append(connection, "reseal", "draft", {"seal": SEAL, "rows": places_of(connection)})
