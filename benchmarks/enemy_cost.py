"""What verifying costs: opening, editing and exporting 20,000 rows, beside the same code that checks nothing.

Both are measured in turn in one process, in processor time: checking costs no waiting.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from benchmarks.bars import Figure
from benchmarks.from_tests import helper
from testimony.app.session import Session
from testimony.app.transcripts import read_transcript
from testimony.transcript.encoding import canonical
from testimony.transcript.record import snapshot
from testimony.transcript.record.checks import draft_check, log_check
from testimony.transcript.types import Identity, Side

__all__ = ["cost"]

_ANN = Identity("Ann Li")
_TIMES = 15


def cost(folder: Path, rows: int) -> list[Figure]:
    """Open, edit, load and export a transcript, with and without checking.

    Args:
        folder: Empty.
        rows: How many rows it has.
    """
    path = folder / "long.testimony"
    helper("made_up_hearing").make(path, blocks=rows // 50, rows=50).close()  # closing keeps a snapshot
    numbers = iter(range(10**9))

    def edit() -> object:
        with Session.open(path, _ANN) as session:
            return session.correct("7", Side.TARGET, f"again {next(numbers)}")

    return [
        Figure("rows", rows),
        *_compared("open for review, from the snapshot", lambda: _opened(path), 10),
        *_compared("open, one edit, close", edit, 10),
        *_compared("open for export, every row", lambda: read_transcript(path), None),
        *_compared("export --to txt", lambda: _exported(path, "txt"), 10),
        *_compared("export --to json, with words", lambda: _exported(path, "json"), 10),
        *_compared("export --to csv", lambda: _exported(path, "csv"), 10),
    ]


def _opened(path: Path) -> object:
    with Session.open(path, _ANN, readonly=True) as session:
        return session.document


def _exported(path: Path, name: str) -> int:
    from testimony.export.options import ExportOptions
    from testimony.export.registry import stream

    transcript = read_transcript(path, words=name == "json")
    return sum(map(len, stream(transcript, name, ExportOptions())))


def _compared(what: str, work: Callable[[], object], bar: float | None) -> list[Figure]:
    work()
    checked, unchecked = [], []
    for _ in range(_TIMES):
        checked.append(_seconds(work))
        with _no_checks():
            unchecked.append(_seconds(work))
    # The quickest of many: what else runs on the machine only ever adds to a time.
    with_checks, without = min(checked), min(unchecked)
    return [
        Figure(f"{what}: with checks", with_checks * 1000, "ms"),
        Figure("… without", without * 1000, "ms"),
        Figure("… cost of verifying", 100 * (with_checks / without - 1), "%", bar),
    ]


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@contextlib.contextmanager
def _no_checks() -> Iterator[None]:
    """The same code without a hash: rows are read without salt and commitment, the log without its chain."""

    def groups(connection, table):  # type: ignore[no-untyped-def]
        query = f"SELECT 0, entry, '', segment, body FROM {table} NOT INDEXED ORDER BY position"  # noqa: S608
        for entry, rows in groupby(connection.execute(query), itemgetter(1)):
            yield entry, list(rows)

    believing = SimpleNamespace(**{**vars(canonical), "commit": lambda *_: _Same()})
    checked = draft_check.CheckedDraft
    with (
        mock.patch.object(draft_check, "_groups", groups),
        mock.patch.object(checked, "_is_whole", return_value=True),
        mock.patch.object(log_check.CheckedLog, "_link"),
        mock.patch.object(log_check, "canonical", believing),
        mock.patch.object(snapshot, "_digest", return_value=_Same()),
    ):
        yield


class _Same(bytes):
    """Equal to any digest."""

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False

    __hash__ = bytes.__hash__
