"""``testimony evaluate``: how far a transcript is from a reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from testimony.cli._files import load_transcript
from testimony.text.terminal import json_line

if TYPE_CHECKING:
    from testimony.app.diarization_error import DiarizationError
    from testimony.app.draft_worth import DraftWorth
    from testimony.app.evaluation import Evaluation, ReferenceRow
    from testimony.transcript.types import Segment

__all__ = ["command"]

_SHOWN = 12  # starts of lines in one sentence


@click.command("evaluate")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--reference", type=click.Path(path_type=Path), help="The reference TSV.")
@click.option("--rttm", type=click.Path(path_type=Path), help="Reference turns, to score speakers alone.")
@click.option("--uem", type=click.Path(path_type=Path), help="Stretches in which speakers are scored.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
def command(file: Path, reference: Path | None, rttm: Path | None, uem: Path | None, as_json: bool) -> None:
    """Measure FILE against a reference: error rates, language, translation, speakers, missing text."""
    from testimony.app.draft_worth import judge_draft
    from testimony.app.evaluation import compare_rows, evaluate, read_reference

    if reference is None and rttm is None:
        raise click.UsageError("Give a reference with --reference FILE.tsv or --rttm FILE.rttm.")
    segments = load_transcript(file, words=True).segments
    rows = read_reference(reference) if reference is not None else ()
    speakers = _score_speakers(segments, rows, rttm, uem)
    result = evaluate(segments, rows) if rows else None
    worth = judge_draft(compare_rows(segments, rows)) if rows else None
    if as_json:
        found: dict[str, object] = dict(result.as_json()) if result is not None else {}
        if worth is not None:
            found["worth"] = worth.as_json()
        click.echo(json_line({**found, "speakers": speakers.as_json()}))
        return
    if result is not None:
        _print_rates(result)
    if worth is not None:
        _print_worth(worth)
    click.echo(
        f"  speakers: DER {speakers.rate:.1%} (missed {speakers.missed:.1%},"
        f" false {speakers.false_alarm:.1%}, confused {speakers.confusion:.1%}), JER {speakers.jaccard:.1%};"
        f" {speakers.found} found of {speakers.speakers}"
    )


def _score_speakers(
    segments: Sequence[Segment], rows: Sequence[ReferenceRow], rttm: Path | None, uem: Path | None
) -> DiarizationError:
    from testimony.app.diarization_error import score_turns
    from testimony.transcript.turns import Turn, read_rttm, read_uem, turns_of

    told = [Turn(row.start_ms, row.end_ms, row.speaker) for row in rows if row.speaker]
    reference = read_rttm(rttm) if rttm is not None else told
    return score_turns(reference, turns_of(segments), read_uem(uem) if uem is not None else ())


def _print_rates(result: Evaluation) -> None:
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


def _print_worth(worth: DraftWorth) -> None:
    from testimony.app.draft_worth import TYPING_ANEW
    from testimony.text.clocks import clock

    for language, rate in worth.error_rates.items():
        verdict = "correcting the draft is faster" if worth.helps(language) else "typing anew is faster"
        click.echo(f"  {language}: {verdict} ({rate:.1%} of errors; the limit is {TYPING_ANEW:.0%})")
    click.echo(
        f"  flags mark {worth.found} of {worth.wrong_lines} wrong lines"
        f" and {worth.false_alarms} of {worth.right_lines} right ones"
    )
    for flag in worth.flags:
        click.echo(f"    {flag.kind:<20} {flag.wrong_lines} wrong, {flag.right_lines} right")
    if worth.overlooked_ms:
        shown = ", ".join(clock(start) for start in worth.overlooked_ms[:_SHOWN])
        more = len(worth.overlooked_ms) - _SHOWN
        click.echo(
            f"  wrong lines without a flag start at {shown}" + (f" and {more} more" if more > 0 else "")
        )
