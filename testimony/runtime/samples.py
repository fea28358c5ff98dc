"""Where the shipped samples and demo models lie: in the wheel inside the package, in a checkout beside it."""

from __future__ import annotations

from pathlib import Path

from testimony.transcript.errors import RecordingNotFound

__all__ = ["installation_folder", "sample", "samples_folder"]


def installation_folder() -> Path:
    """The folder that holds the four packages: the site-packages of an installation, or the checkout."""
    return Path(__file__).resolve().parents[2]


def samples_folder() -> Path | None:
    """The folder with ``hearing/``, ``interview/`` and ``models/``; None where they were not shipped."""
    home = installation_folder()
    for folder in (home / "testimony" / "samples", home / "samples"):
        if (folder / "hearing").is_dir() or (folder / "models").is_dir():
            return folder
    return None


def sample(*parts: str) -> Path:
    """A shipped file, such as ``sample("hearing", "hearing.opus")``.

    Raises:
        RecordingNotFound: This installation came without its samples.
    """
    folder = samples_folder()
    if folder is None or not folder.joinpath(*parts).is_file():
        raise RecordingNotFound(
            f"The sample {'/'.join(parts)} is missing from this installation.", "install Testimony again"
        )
    return folder.joinpath(*parts)
