"""Fonts that a person adds for letters that the shipped one lacks."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from testimony.export.output import write_file
from testimony.export.pages.glyphs import SUFFIXES, characters_of, supported
from testimony.runtime.settings import load_settings
from testimony.transcript.errors import ExportError, MissingGlyph

__all__ = ["add_font"]

_LARGEST = 64 * 1024 * 1024


def add_font(file: Path, *, force: bool = False) -> tuple[Path, int]:
    """Copy a font into ``$TESTIMONY_HOME/fonts``.

    Args:
        file: A TrueType or OpenType font.
        force: Replace one of the same name.

    Returns:
        Where it is now, and how many characters it has that could not be drawn before.

    Raises:
        ExportError: It cannot be read, is larger than 64 MB, no font, or adds nothing.
    """
    try:
        if file.stat().st_size > _LARGEST:
            raise ExportError(f"{file} is larger than 64 MB.", "Take a font for one script.")
        data = file.read_bytes()
    except OSError as error:
        raise ExportError(f"{file} cannot be read: {error.strerror}.", "Name a .ttf or .otf file.") from error
    if file.suffix.lower() not in SUFFIXES:
        raise ExportError(f"{file} is no .ttf or .otf file.", "Take one, for instance a Noto font.")
    try:
        new = characters_of(data) - supported()
    except MissingGlyph as error:
        raise ExportError(f"{file} is no font that can be used: {error.message}", error.hint) from error
    if not new:
        raise ExportError(f"{file} has no character that cannot be drawn already.", "testimony fonts list")
    folder = load_settings().home / "fonts"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder / file.name
    _refuse_unusable(file, data, folder)
    write_file(place, data, force=force)
    return place, len(new)


def _refuse_unusable(file: Path, data: bytes, beside: Path) -> None:
    """Refuse what the typesetter would pass over: its characters would be boxes on the page."""
    import typst

    with TemporaryDirectory(dir=beside) as folder:
        Path(folder, file.name).write_bytes(data)
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
        if not fonts.fonts():
            raise ExportError(
                f"{file} is a font that the typesetter cannot use.", "Take another, such as Noto."
            )
