"""The exports of one recording: made out of sight, put in place when they are whole."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from testimony.text.file_names import split_ending
from testimony.transcript.errors import ExportError, OutputExists

if TYPE_CHECKING:
    from testimony.app.run.job import RunJob
    from testimony.export import Exhibit

__all__ = ["check_formats", "export_paths", "exported_already", "write_exports"]


def check_formats(names: Sequence[str]) -> tuple[str, ...]:
    """The formats of ``--to``, each known and each once.

    Raises:
        ExportError: One is not known, or makes no sense for whole recordings.
    """
    from testimony.export import format_named

    formats = dict.fromkeys(format_named(name.strip()) for name in names if name.strip())
    for one in formats:
        if not one.batched:
            raise ExportError(
                f"A {one.name} needs a passage to be named, so a batch cannot make any.",
                f"testimony export --to {one.name}",
            )
    return tuple(one.name for one in formats)


def export_paths(output: str, formats: Sequence[str]) -> dict[str, str]:
    """Format → file beside the transcript ``output`` (relative, with ``/``)."""
    from testimony.export import format_named

    stem = output.removesuffix(".testimony")
    return {name: stem + format_named(name).suffix for name in formats}


def exported_already(output: str, formats: Sequence[str], present: frozenset[str] | set[str]) -> list[str]:
    """The files among ``present`` that hold these exports, volumes of a large one included."""
    found = []
    for path in export_paths(output, formats).values():
        stem, suffix = split_ending(path)
        found += [name for name in (path, f"{stem}-volume-1{suffix}") if name in present][:1]
    return found


def write_exports(
    job: RunJob, folder: Path, scratch: Path, paths: dict[str, str], exhibit: Exhibit
) -> tuple[str, ...]:
    """Write a finished transcript in several formats; they appear one after another, each whole.

    Args:
        job: The recording's.
        folder: The output folder.
        scratch: A folder on the same disk, for what is not whole yet.
        paths: Format → path relative to ``folder``; what is there already is replaced.
        exhibit: Names on the pages.

    Returns:
        The files written, relative to ``folder``.

    Raises:
        ExportError: As ``testimony export``.
    """
    from testimony.app.transcripts import read_transcript
    from testimony.export import ExportOptions, export, format_named

    options = ExportOptions(exhibit=exhibit, audio=job.recording)
    words = any(format_named(name).words for name in paths)
    transcript = read_transcript(job.output, job.passphrase, words=words)
    with _scratch(scratch) as place:
        made = [
            (Path(path).parent, written)
            for name, path in paths.items()
            for written in export(
                transcript, name, format_named(name).fitting(options), place / Path(path).name
            ).paths
        ]
        for parent, written in made:
            _put(written, folder / parent / written.name)
    return tuple((parent / written.name).as_posix() for parent, written in made)


def _put(written: Path, path: Path) -> None:
    if path.is_dir():
        raise OutputExists(f"{path} is a folder, where an export was to go.", "move it away")
    try:
        written.replace(path)
    except OSError as error:
        raise ExportError(
            f"{path} could not be written: {error.strerror}.", "free some space or name another --out"
        ) from error


@contextlib.contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    try:
        place = Path(tempfile.mkdtemp(dir=folder))
    except OSError as error:
        raise ExportError(
            f"{folder} could not be written: {error.strerror}.", "free some space or name another --out"
        ) from error
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
