"""Find the recordings of a folder, and give each its transcript's name."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from testimony.batch.types import Item, Overrides
from testimony.transcript.errors import RecordingNotFound, RecordingUnreadable

__all__ = ["SUFFIXES", "find_recordings", "is_reserved", "name_outputs"]

SUFFIXES = tuple(
    f".{name}"
    for names in (
        "3gp aac ac3 aif aiff amr ape asf au avi caf dss flac m4a m4b m4v mka mkv mov mp2 mp3",
        "mp4 mpeg mpg mts oga ogg opus tta voc w64 wav webm wma wmv wv",
    )
    for name in names.split()
)
"""Names under which recorders, phones and meeting software leave sound. A manifest may name any file."""

_NONE = Overrides()
_REPORT = re.compile(r"report(-\d+-of-\d+)?\.testimony")


def find_recordings(folder: Path, except_in: Path) -> list[str]:
    """Recordings in a folder and the folders in it, sorted, as paths relative to it with ``/``.

    Hidden files and folders are passed over, and so is the output folder; linked folders are not entered.

    Raises:
        RecordingNotFound: There is no such folder.
        RecordingUnreadable: It cannot be listed.
    """
    if not folder.is_dir():
        raise RecordingNotFound(f"There is no folder {folder}.", f"ls {folder.parent}")
    inside = os.path.realpath(except_in)
    try:
        return sorted(_walk(str(folder), "", inside))
    except OSError as error:
        raise RecordingUnreadable(
            f"The folder {error.filename or folder} cannot be listed: {error.strerror}.", f"ls -ld {folder}"
        ) from error


def _walk(folder: str, lead: str, except_in: str) -> Iterator[str]:
    if os.path.realpath(folder) == except_in and lead:
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{lead}{entry.name}/", except_in)
            elif entry.name.lower().endswith(SUFFIXES) and entry.is_file():
                yield lead + entry.name


def name_outputs(
    folder: Path, found: Iterable[str], known: Mapping[str, str], overrides: Overrides = _NONE
) -> list[Item]:
    """Give recordings of a folder their transcripts' names: the same tree, ``.testimony`` for the ending.

    Two recordings that differ only in their ending keep it: ``a.mp3.testimony``, ``a.wav.testimony``.

    Args:
        folder: Where they were found.
        found: Relative paths.
        known: Recording → output of earlier runs, which keep their names whatever was found since.
        overrides: For all of them.
    """
    paths = [(name, os.path.join(folder, name)) for name in found]  # noqa: PTH118 - a hundred thousand of them
    taken = Counter(known[path] if path in known else _plain(name) for name, path in paths)
    items = []
    for name, path in paths:
        output = known.get(path) or _plain(name)
        if path not in known and (taken[output] > 1 or is_reserved(output)):
            output = f"{name}.testimony"
        items.append(Item(path, output, overrides))
    return items


def is_reserved(output: str) -> bool:
    """True for a transcript whose exports would stand where the batch's own report goes."""
    return _REPORT.fullmatch(output) is not None


def _plain(name: str) -> str:
    return f"{os.path.splitext(name)[0]}.testimony"  # noqa: PTH122 - speed
