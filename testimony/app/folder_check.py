"""What lies in a folder of transcripts that should not: leftovers with words in them, copies, journals."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from testimony.app.doctor import Finding
from testimony.transcript.record.disk.file_checks import is_encrypted
from testimony.transcript.record.disk.leftovers import Leftover, leftovers_in
from testimony.transcript.record.disk.sqlite_errors import journal_of

__all__ = ["examine_folder"]

_TRANSCRIPT = ".testimony"
_OLD_TEMPORARY = (".testimony-", ".part")  # exports of version 0.1 that were killed


def examine_folder(folder: Path) -> Iterator[Finding]:
    """Look through a folder and all below it; links are not followed, nothing is changed.

    Yields:
        One finding for each file that may hold words of a transcript and is none, or that stands in a
        transcript's way; one that all is well, where there is none.
    """
    found = False
    for place, _, names in os.walk(folder):
        for finding in _look(Path(place), names):
            found = True
            yield finding
    if not found:
        yield Finding(str(folder), True, "no leftovers, no copies, no journals")


def _look(place: Path, names: list[str]) -> Iterator[Finding]:
    yield from (_left_over(one) for one in leftovers_in(place))
    for name in sorted(names):
        path = place / name
        if name.startswith(_OLD_TEMPORARY[0]) and name.endswith(_OLD_TEMPORARY[1]):
            yield Finding(str(path), False, "is what an export left that was cut off", f"rm '{path}'")
        elif f"{_TRANSCRIPT}." in name and "bak-" in name and not name.endswith("-journal"):
            yield Finding(str(path), False, f"is a copy that was set aside{_clear(path)}", f"rm '{path}'")
        elif name.endswith(_TRANSCRIPT):
            yield from _of_transcript(path)


def _left_over(one: Leftover) -> Finding:
    if one.is_dead is False:
        return Finding(str(one.path), True, f"is being made into {one.target} by a process that lives")
    what = f"is a second name of {one.target}" if one.is_second_name else "was left by work that was cut off"
    return Finding(str(one.path), False, f"{what}{_clear(one.path)}", f"rm '{one.path}'")


def _clear(path: Path) -> str:
    return "" if is_encrypted(path) else "; its words are not encrypted"


def _of_transcript(path: Path) -> Iterator[Finding]:
    try:
        links = path.stat().st_nlink
    except OSError:
        return
    if links > 1:
        yield Finding(
            str(path), False, f"has {links} names: it is not written",
            f"cp '{path}' '{path}.copy' && mv '{path}.copy' '{path}'",
        )  # fmt: skip
    if os.path.lexists(journal_of(path)):
        yield Finding(str(path), False, "has a journal beside it", f"testimony recover '{path}'")
    for suffix in ("-wal", "-shm"):
        if os.path.lexists(f"{path}{suffix}"):
            hint = f"mv '{path}{suffix}' '{path}{suffix}.old'"
            yield Finding(str(path), False, f"has a foreign file {path.name}{suffix} beside it", hint)
