"""Find the recordings of a folder, and give each its transcript's name."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from testimony.batch.types import Item, Overrides
from testimony.text.file_names import fitting_name, split_ending
from testimony.transcript.errors import RecordingNotFound, RecordingUnreadable

__all__ = ["SUFFIXES", "find_passed_over", "find_recordings", "is_reserved", "name_outputs"]

SUFFIXES = tuple(
    f".{name}"
    for names in (
        "3g2 3ga 3gp aac ac3 aif aifc aiff amr ape asf au aud avi awb caf dsf dss dts eac3 flac flv gsm m2ts",
        "m4a m4b m4v mka mkv mov mp1 mp2 mp3 mp4 mpeg mpg mpga mts mxf oga ogg ogv oma opus qta ra rm silk",
        "slk snd spx tak ts tta voc vob w64 wav wave webm wma wmv wv",
    )
    for name in names.split()
)
"""Names under which recorders, phones and meeting software leave sound. A manifest may name any file."""

_NO_SOUND = frozenset(
    name
    for names in (
        "asc bmp cer csv doc docx eaf gif heic htm html jpeg jpg json key lnk log md ods odt p12 pdf pem png",
        "pptx py rtf rttm sha256 sig srt svg tbx testimony tif tiff tmx toml tsq tsr tsv txt url vtt webp",
        "xlf xliff xls xlsx xml yaml yml zip",
    )
    for name in names.split()
)
"""Endings of files that lie beside recordings and hold no sound."""

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


def find_passed_over(folder: Path, except_in: Path) -> list[str]:
    """Files of a folder that ``find_recordings`` leaves out and that may be recordings all the same.

    Documents, pictures, texts and transcripts, known by their endings, are not among them.
    """
    if not folder.is_dir():
        return []
    names = _walk(str(folder), "", os.path.realpath(except_in), _may_hold_sound)
    return sorted(names)


def _may_hold_sound(name: str) -> bool:
    lowered = name.lower()
    return not lowered.endswith(SUFFIXES) and lowered.rpartition(".")[2] not in _NO_SOUND


def _is_recording(name: str) -> bool:
    return name.lower().endswith(SUFFIXES)


def _walk(
    folder: str, lead: str, except_in: str, is_wanted: Callable[[str], bool] = _is_recording
) -> Iterator[str]:
    if os.path.realpath(folder) == except_in and lead:
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{lead}{entry.name}/", except_in, is_wanted)
            elif is_wanted(entry.name) and entry.is_file():
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
            output = _with_ending(name)
        items.append(Item(path, output, overrides))
    return items


def is_reserved(output: str) -> bool:
    """True for a transcript whose exports would stand where the batch's own report goes."""
    return _REPORT.fullmatch(output) is not None


def _with_ending(name: str) -> str:
    folder, _, last = name.rpartition("/")
    made = fitting_name(last, ".testimony")
    return f"{folder}/{made}" if folder else made


def _plain(name: str) -> str:
    return _with_ending(split_ending(name)[0])
