"""``testimony fonts``: letters that the shipped font lacks."""

from __future__ import annotations

from pathlib import Path

import click

from testimony.runtime.exit_codes import ExitCode

__all__ = ["command"]


@click.group("fonts")
def command() -> None:
    """Fonts for scripts that the shipped one lacks: Uyghur, Tibetan, rare Chinese characters."""


@command.command("add")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace a font of the same name.")
def add(file: Path, force: bool) -> int:
    """Copy FILE, a .ttf or .otf font, to where PDF exports find it.

    Noto fonts have every script and a licence that lets them be used (SIL Open Font Licence).
    """
    from testimony.export.pages.fonts import add_font

    added, count = add_font(file, force=force)
    click.echo(f"Added {added}: {count} characters that the shipped font lacks.", err=True)
    return ExitCode.DONE


@command.command("list")
def show() -> ExitCode:
    """Name the fonts that were added."""
    from testimony.export.pages.glyphs import added_fonts

    for path in added_fonts():
        click.echo(path.name)
    return ExitCode.DONE
