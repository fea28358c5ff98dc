"""``testimony show``: the transcript on the terminal, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from testimony.app.jobs import open_memory
from testimony.cli._files import open_readonly
from testimony.cli._listing import heading, listing, terminal_width
from testimony.cli._printable import printable_segment, printable_speaker
from testimony.cli._say import warn
from testimony.text.terminal import safe
from testimony.transcript.errors import ModelError, UnsupportedPair

if TYPE_CHECKING:
    from testimony.transcript.record.store import TranscriptStore
    from testimony.transcript.types import Segment
    from translate.memory import Memory
    from translate.search import Candidate

__all__ = ["command"]


@click.command("show")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--find", "wanted", metavar="TEXT", help="Only segments that hold this text, in any width or case."
)
@click.option("--flags", is_flag=True, help="Explain every flag under its segment.")
@click.option("--alternatives", metavar="ID", help="Other readings and translations of this segment.")
@click.option(
    "--memory",
    type=click.Path(path_type=Path),
    metavar="FILE|FOLDER",
    help="With --alternatives: approved translations of other cases that are like it.",
)
def command(
    file: Path, wanted: str | None, flags: bool, alternatives: str | None, memory: Path | None
) -> None:
    """Print FILE as aligned columns: time, speaker, language, source, translation.

    The marks before an id: · unreviewed, e edited, a approved, A approved twice (source, then
    translation), ! a doubt is flagged.
    """
    if memory is not None and alternatives is None:
        raise click.UsageError("--memory goes with --alternatives ID.")
    known = open_memory(memory)
    with open_readonly(file) as store:
        if alternatives is not None:
            _alternatives(store, alternatives, known)
            return
        transcript = store.load()
    click.echo(transcript.verdict, err=True)
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
    rows, names = map(printable_segment, segments), map(printable_speaker, transcript.speakers)
    for line in listing(rows, names, terminal_width(), flags=flags):
        click.echo(line)
    if flags:
        for line in _meanings(segments):
            click.echo(line)


def _meanings(segments: Sequence[Segment]) -> Iterator[str]:
    """Say what the checks look for that raised the doubts shown, each kind once."""
    from translate.checks import explain

    kinds = sorted({flag.kind for one in segments for flag in one.flags})
    told = [(kind, explanation) for kind in kinds if (explanation := explain(kind))]
    if told:
        yield ""
    for kind, explanation in told:
        yield f"{kind}: {explanation}"


def _alternatives(store: TranscriptStore, segment_id: str, memory: Memory | None) -> None:
    """What the engines kept of the sound, what a memory holds, and what the translator finds now."""
    from testimony.transcript.review import segment_of

    segment = segment_of(store.document(), segment_id)
    shown = printable_segment(segment)
    click.echo(f"{segment_id} source ({segment.language}): {shown.source}")
    click.echo(f"{segment_id} target ({segment.target_language}): {shown.target}")
    for one in store.alternatives(segment_id):
        note = f"  {one.note}" if one.note else ""
        click.echo(f"  {one.side} ({one.language}, {one.score:.2f}): {safe(one.text)}{note}")
    if not segment.target_language or not segment.source.strip():
        return
    if memory is not None:
        for match in memory.matches(segment.source, segment.language, segment.target_language):
            click.echo(f"  memory ({match.score} %, {safe(match.unit.origin)}): {safe(match.unit.target)}")
            click.echo(f"    {safe(match.marked)}")
    try:
        candidates = _candidates(segment, demo=store.load().is_demo)
    except (ModelError, UnsupportedPair) as error:  # the transcript may be read where no engine is
        warn(f"no translations can be offered: {error.message}")
        return
    for candidate in candidates:
        click.echo(f"  target ({segment.target_language}, {candidate.score:.2f}): {candidate.text}")
        click.echo("    " + " ".join(f"{piece}{score:+.2f}" for piece, score in candidate.tokens))


def _candidates(segment: Segment, *, demo: bool) -> list[Candidate]:
    """Translations of a segment, best first, with the log-probability of every piece."""
    from testimony.app.context import load_context
    from testimony.app.packages import DEMO, find_packages
    from translate import TranslationOptions, open_translator

    house, pair = load_context(), (segment.language, segment.target_language)
    packages = find_packages(house.library, [pair], DEMO if demo else "")
    options = TranslationOptions(threads=house.settings.translation_threads)
    translator = open_translator([package.path for package in packages], options)
    return translator.alternatives(segment.source, *pair)
