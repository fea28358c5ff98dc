"""What one look at a file may cost: a damaged or hostile file ends in a sentence, never in a wait.

Pages that point at each other in circles make SQLite walk for ever; a body of gigabytes fills the
memory. So every connection has a limit on the size of one value, and every transaction a budget of
processor time that grows with the file.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Final

__all__ = ["Budget", "limit_values"]

_STEPS: Final = 20_000  # virtual-machine steps between two looks at the clock: under a millisecond
_SECONDS: Final = 3.0  # what a small file may take; an honest one of 5 MB takes under half a second
_SECONDS_PER_MB: Final = 0.5  # processor seconds; verifying takes 0.05 (docs/record-shown.md)
_VALUE_BYTES: Final = 256 * 2**20  # the snapshot of a million rows
_LIMITS: Final = (
    (sqlite3.SQLITE_LIMIT_LENGTH, _VALUE_BYTES),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 50),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 2),
)


def limit_values(connection: sqlite3.Connection) -> None:
    """Bound the size of one value and what a schema can make SQLite do."""
    if hasattr(connection, "setlimit"):  # SQLCipher's module has no such call; its pages are authenticated
        for limit, most in _LIMITS:
            connection.setlimit(limit, most)


class Budget:
    """Stops a connection that works longer than any transcript of the file's size needs.

    Args:
        connection: Its queries are interrupted, which raises "interrupted".
        path: The file, whose size gives the budget.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._path = path
        self._end = 0.0
        connection.set_progress_handler(self._is_spent, _STEPS)

    def start(self) -> None:
        """Begin anew, for one transaction."""
        try:
            size = self._path.stat().st_size
        except OSError:
            size = 0
        self._end = time.thread_time() + _SECONDS + size / 2**20 * _SECONDS_PER_MB

    def _is_spent(self) -> int:
        return int(time.thread_time() > self._end)
