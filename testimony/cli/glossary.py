"""``testimony glossary``: is this table of terms and names one that can be worked with?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from testimony.cli._say import warn

if TYPE_CHECKING:
    from translate.glossary import Entry, Glossary

__all__ = ["command"]


@click.group("glossary")
def command() -> None:
    """Look at the case's own terms and names."""


@command.command("check")
@click.argument("file", metavar="FILE.tsv|FILE.tbx", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    """Read FILE as `run --glossary` does; say what is in it, and what is wrong with it.

    A table has the columns term and preferred (needed), variants, forbidden, kind (term or name), note,
    source, status and direction (zh-en, en-zh or both); for names also hanzi, romanisation and aliases.
    Several values of a cell are parted by |. A TBX file is read by its preferred, admitted and deprecated
    terms.
    """
    from translate.glossary import load_glossary

    glossary = load_glossary(file)
    names = sum(entry.kind == "name" for entry in glossary.entries)
    click.echo(f"{file}: {len(glossary)} rows in force (terms {len(glossary) - names}, names {names}).")
    click.echo(f"  SHA-256  {glossary.digest}")
    for sentence in _doubts(glossary):
        warn(f"{file}, {sentence}")


def _doubts(glossary: Glossary) -> Iterator[str]:
    """What can be worked with, but hardly as it was meant; one sentence each."""
    if not glossary.entries:
        yield "line 1: no row is in force."
    seen: dict[tuple[str, tuple[str, str]], Entry] = {}
    for entry in glossary.entries:
        for form in entry.forms:
            first = seen.setdefault((form.lower(), entry.pair), entry)
            if first is not entry:
                yield f"line {entry.line}: {form} is in line {first.line} too; one of the two is not used."
