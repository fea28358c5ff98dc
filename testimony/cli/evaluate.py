"""``testimony evaluate``: how far a transcript is from a reference."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from testimony.cli._files import load_transcript
from testimony.text.terminal import json_line

__all__ = ["command"]


@click.command("evaluate")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--reference", required=True, type=click.Path(path_type=Path), help="The reference TSV.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
def command(file: Path, reference: Path, as_json: bool) -> None:
    """Measure FILE against a reference: error rates, language, translation, missing and invented text."""
    from testimony.app.evaluation import evaluate, read_reference

    rows = read_reference(reference)
    result = evaluate(load_transcript(file, words=True).segments, rows)
    if as_json:
        click.echo(json_line(result.as_json()))
        return
    click.echo(f"Compared with {result.rows} reference rows (normalised; raw in brackets):")
    _rates("CER", result.cer, result.raw["cer"])
    _rates("WER", result.wer, result.raw["wer"])
    click.echo(f"  language right  {result.language_accuracy:7.1%}")
    for pair, score in result.chrf.items():
        click.echo(f"  chrF {pair:<10} {score:7.1f}")
    click.echo(f"  rows without text {result.missing}, invented segments {result.invented}")


def _rates(name: str, rates: Mapping[str, float], raw: Mapping[str, float]) -> None:
    for language, rate in rates.items():
        click.echo(f"  {name} {language:<11} {rate:7.1%}  ({raw[language]:.1%})")
