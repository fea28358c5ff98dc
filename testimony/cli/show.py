"""``testimony show``: the transcript on the terminal, line by line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from testimony.cli._files import open_readonly
from testimony.cli._listing import heading, listing, terminal_width

if TYPE_CHECKING:
    from testimony.transcript.store import TranscriptStore

__all__ = ["command"]


@click.command("show")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--find", "wanted", metavar="TEXT", help="Only segments that hold this text, in any width or case."
)
@click.option("--flags", is_flag=True, help="Explain every flag under its segment.")
@click.option("--alternatives", metavar="ID", help="Other texts that the engines found for this segment.")
def command(file: Path, wanted: str | None, flags: bool, alternatives: str | None) -> None:
    """Print FILE as aligned columns: time, speaker, language, source, translation.

    The marks before an id: · unreviewed, e edited, a approved, A approved twice (source, then
    translation), ! a doubt is flagged.
    """
    with open_readonly(file) as store:
        if alternatives is not None:
            _alternatives(store, alternatives)
            return
        transcript = store.load()
    segments = transcript.segments
    if wanted is not None:
        from testimony.transcript.edits import document_of
        from testimony.transcript.find import TextIndex

        document = document_of(transcript)
        found = {match.segment_id for match in TextIndex().find(document, wanted)}
        segments = tuple(one for one in segments if one.id in found)
    for line in heading(transcript):
        click.echo(line)
    click.echo()
    for line in listing(segments, transcript.speakers, terminal_width(), flags=flags):
        click.echo(line)


def _alternatives(store: TranscriptStore, segment_id: str) -> None:
    from testimony.transcript.review import segment_of

    segment = segment_of(store.document(), segment_id)
    click.echo(f"{segment_id} source ({segment.language}): {segment.source}")
    click.echo(f"{segment_id} target ({segment.target_language}): {segment.target}")
    for one in store.alternatives(segment_id):
        note = f"  {one.note}" if one.note else ""
        click.echo(f"  {one.side} ({one.language}, {one.score:.2f}): {one.text}{note}")
