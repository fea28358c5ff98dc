"""``testimony demo``: the sample hearing, end to end, offline, with the demo models."""

from __future__ import annotations

from pathlib import Path

import click

from testimony.app.context import load_context
from testimony.app.jobs import RunChoices
from testimony.app.packages import DEMO
from testimony.app.run.witnesses import DEMO_WITNESS
from testimony.cli._files import load_transcript
from testimony.cli._listing import heading, listing, terminal_width
from testimony.cli.run import make_folder, run_one

__all__ = ["command"]


@click.command("demo")
@click.option(
    "--out", "folder", type=click.Path(path_type=Path), default=Path(), help="Where hearing.testimony goes."
)
@click.option(
    "--witness",
    is_flag=True,
    help="A second small engine hears every utterance too (needs the extra sherpa).",
)
def command(folder: Path, witness: bool) -> None:
    """Transcribe and translate the sample hearing, and print it: real engines, no network.

    The voices are synthetic and the people fictional. The models that come along know the language of
    this hearing's phrasebook and nothing else.
    """
    from testimony.runtime.samples import sample

    house = load_context()
    make_folder(folder)
    output = folder / "hearing.testimony"
    choices = RunChoices(
        model=DEMO,
        glossary=sample("glossary", "immigration-zh-en.tsv"),
        witness=DEMO_WITNESS if witness else "",
    )
    run_one(house, sample("hearing", "hearing.opus"), output, choices, as_json=False)
    transcript = load_transcript(output)
    for line in heading(transcript):
        click.echo(line)
    click.echo()
    for line in listing(transcript.segments, transcript.speakers, terminal_width()):
        click.echo(line)
    click.echo()
    click.echo(f"Saved as {output}.")
    click.echo(f"  review it       testimony review {output}")
    click.echo(f"  its doubts      testimony show {output} --flags")
    click.echo(f"  export it       testimony export {output} --to pdf -o {folder / 'hearing.pdf'}")
