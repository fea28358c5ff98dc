"""``testimony check``: the translation checks, on a transcript or on any bilingual table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from testimony.app.jobs import open_glossary
from testimony.cli._pairs import TextPair, is_transcript, read_pairs, transcript_pairs
from testimony.text.terminal import json_line
from testimony.transcript.types import Flag

if TYPE_CHECKING:
    from translate.glossary import Glossary

__all__ = ["command"]


@click.command("check")
@click.argument("file", metavar="FILE|PAIRS.tsv", type=click.Path(path_type=Path))
@click.option(
    "--glossary",
    type=click.Path(path_type=Path),
    help="The case's terms and names (TSV or TBX) to check against.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a pair, flagged or not.")
def command(file: Path, glossary: Path | None, as_json: bool) -> None:
    """Look for numbers, dates, names, negations, persons and terms that a translation changed.

    PAIRS.tsv is UTF-8, tab-separated, with the columns source, target, source_language and
    target_language. Exit code 0 says that the checks ran, not that they found nothing.
    """
    terms = open_glossary(glossary)
    checked = flagged = 0
    for pair in transcript_pairs(file) if is_transcript(file) else read_pairs(file):
        flags = _flags(pair, terms)
        checked, flagged = checked + 1, flagged + bool(flags)
        if as_json:
            click.echo(_as_json(pair, flags))
        elif flags:
            _show(pair, flags)
    click.echo(f"{file}: {checked} pairs checked, {flagged} with flags.", err=True)


def _flags(pair: TextPair, glossary: Glossary | None) -> list[Flag]:
    """The doubts about a pair, without those that a person has waived."""
    from translate.checks import Context, check_pair

    languages = pair.source_language, pair.target_language
    context = Context(glossary, pair.words, pair.alternatives, pair.before)
    waived = {(flag.kind, flag.note) for flag in pair.flags if flag.waived_by}
    found = check_pair(pair.source, pair.target, *languages, context=context)
    return [flag for flag in found if (flag.kind, flag.note) not in waived]


def _as_json(pair: TextPair, flags: list[Flag]) -> str:
    found = [{"kind": flag.kind.value, "severity": flag.severity.value, "note": flag.note} for flag in flags]
    values = {"row": pair.row, "source": pair.source, "target": pair.target, "flags": found}
    return json_line(values)


def _show(pair: TextPair, flags: list[Flag]) -> None:
    click.echo(f"{pair.name}: {pair.source}")
    click.echo(f"  {pair.target}")
    for flag in flags:
        click.echo(f"  {flag.severity.upper()} {flag.kind}: {flag.note}")
