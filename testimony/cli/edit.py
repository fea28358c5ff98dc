"""``testimony edit``: what the review screen does, by script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from testimony.app.jobs import open_glossary
from testimony.cli._review import by_option, open_session, take_over_option
from testimony.text.clocks import parse_clock
from testimony.transcript.editing.speaker_fields import SpeakerName
from testimony.transcript.types import FlagKind, Side

if TYPE_CHECKING:
    from testimony.app.session import Session

__all__ = ["command"]

_WITHOUT_ID = ("undo", "redo", "link", "unlink")
_SIDES = {"source": (Side.SOURCE,), "target": (Side.TARGET,), "both": (Side.SOURCE, Side.TARGET)}


class _Options(TypedDict):
    """The options as they were typed; None and False are those that were not."""

    returned: Path | None
    source: str | None
    target: str | None
    language: str | None
    speaker: str | None
    start: int | None
    end: int | None
    split_at: int | None
    merge: str | None
    flag: str | None
    waive: str | None
    link: str | None
    unlink: str | None
    note: str | None
    name: str | None
    role: str | None
    variety: str | None
    approve: bool
    second_approve: bool
    reopen: bool
    side: str
    undo: bool
    redo: bool


def _time(_context: click.Context, _option: click.Parameter, text: str | None) -> int | None:
    """Milliseconds of ``1:02:03.450``, ``62.5`` or ``3723450ms``."""
    if text is None:
        return None
    milliseconds = parse_clock(text)
    if milliseconds is None:
        raise click.BadParameter(f"{text!r} is no time: 1:02:03.450, 62.5 or 3723450ms")
    return milliseconds


def _words(_context: click.Context, _option: click.Parameter, text: str | None) -> str | None:
    """``-`` is standard input: what is typed on a command line shows in process lists and shell histories."""
    if text != "-":
        return text
    with click.open_file("-", encoding="utf-8") as typed:
        return str(typed.read()).removesuffix("\n")


@click.command("edit")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("id", required=False)
@click.option(
    "--from",
    "returned",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.xlf",
    help="Bring in the corrections of a translator (XLIFF), in the name that --by says.",
)
@click.option("--source", metavar="TEXT|-", callback=_words, help="What was said, written anew.")
@click.option(
    "--target",
    metavar="TEXT|-",
    callback=_words,
    help="The translation, written anew; - reads it from stdin, so that no process list shows it.",
)
@click.option("--language", help="The language that was spoken (zh, en, ug, und …).")
@click.option("--speaker", help="Give the segment to this speaker (S1, S2 …).")
@click.option("--start", metavar="TIME", callback=_time, help="Move its beginning.")
@click.option("--end", metavar="TIME", callback=_time, help="Move its end.")
@click.option(
    "--split-at",
    metavar="TIME",
    callback=_time,
    help="Cut it in two at the gap between words nearest to this.",
)
@click.option("--merge", metavar="ID", help="Join the segment with its next neighbour.")
@click.option("--flag", type=click.Choice([kind.value for kind in FlagKind]), help="Raise a doubt.")
@click.option("--waive", type=click.Choice([kind.value for kind in FlagKind]), help="Say a doubt is none.")
@click.option("--link", metavar="A,B|A,B>C", help="Row B renders row A; C renders A and B. With --note: why.")
@click.option("--unlink", metavar="A,B|A,B>C", help="It does not; pairing again will not say so.")
@click.option("--note", help="Add a translator's note (with --flag: what to look at).")
@click.option("--name", help="With a speaker's id: name the speaker, everywhere at once.")
@click.option("--role", help="With a speaker's id: their role.")
@click.option("--variety", help="With a speaker's id: the variety they speak.")
@click.option("--approve", is_flag=True, help="Approve the segment as it then stands.")
@click.option("--second-approve", is_flag=True, help="Approve what others edited and approved.")
@click.option("--reopen", is_flag=True, help="Take approvals back.")
@click.option(
    "--side", type=click.Choice(list(_SIDES)), default="both", help="Of approvals; both by default."
)
@click.option("--undo", is_flag=True, help="Take the newest edit back.")
@click.option("--redo", is_flag=True, help="Bring it again.")
@click.option(
    "--glossary",
    type=click.Path(path_type=Path),
    help="The case's terms (TSV or TBX) to check the edit against.",
)
@by_option
@take_over_option
def command(
    file: Path,
    id: str | None,
    by: str | None,
    take_over: bool,
    glossary: Path | None,
    **options: Unpack[_Options],
) -> None:
    """Change segment (or speaker) ID of FILE; every change is kept in its history."""
    returned = options["returned"]
    acts = [act for name, act in _ACTS.items() if options.get(name) not in (None, False)]
    if returned is not None:
        if acts or id is not None or not by:
            raise click.UsageError("--from takes --by NAME, the translator's name, and no other change.")
        _bring_in(file, returned, by, take_over, glossary)
        return
    if not acts:
        raise click.UsageError("Say what to change: --source, --target, --approve …")
    if id is None and not any(options.get(name) for name in _WITHOUT_ID):
        raise click.UsageError("Name the segment to change.")
    terms = open_glossary(glossary)
    with open_session(file, by, take_over=take_over, glossary=terms) as session:
        before = session.store.last_entry()
        for act in dict.fromkeys(acts):
            act(session, id or "", options)
        kept = session.store.last_entry() - before
        click.echo(f"{file}: {kept} {'change' if kept == 1 else 'changes'} kept.", err=True)
        click.echo(f"  before: {session.store.verdict}", err=True)


def _bring_in(file: Path, returned: Path, by: str, take_over: bool, glossary: Path | None) -> None:
    from testimony.app.corrections import bring_in

    with open_session(file, by, take_over=take_over, glossary=open_glossary(glossary)) as session:
        found = bring_in(session, returned)
    for one in found:
        said = f"note\t{one.note}" if one.note else f"{one.side.value}\t{one.refused or 'changed'}"
        click.echo(f"{one.segment_id}\t{said}")
    left = sum(bool(one.refused) for one in found)
    notes = sum(bool(one.note) for one in found)
    corrected = len(found) - left - notes
    beside = f", {notes} {'note' if notes == 1 else 'notes'}" if notes else ""
    click.echo(f"{file}: {corrected} corrected by {by}, {left} left out{beside}.", err=True)
    if corrected:
        click.echo(
            f"  read them    testimony history {file}\n  take back    testimony edit {file} --undo", err=True
        )


_Act = Callable[["Session", str, _Options], object]


def _times(session: Session, id: str, options: _Options) -> None:
    from testimony.transcript.review import segment_of

    segment = segment_of(session.document, id)
    start, end = options["start"], options["end"]
    session.change_times(
        id, segment.start_ms if start is None else start, segment.end_ms if end is None else end
    )


def _split(session: Session, id: str, options: _Options) -> None:
    from testimony.transcript.editing.reshape import Cut

    session.split(id, Cut(at_ms=options["split_at"]))


def _speaker(session: Session, id: str, options: _Options) -> None:
    fields = SpeakerName()
    if options["name"] is not None:
        fields["name"] = options["name"]
    if options["role"] is not None:
        fields["role"] = options["role"]
    if options["variety"] is not None:
        fields["variety"] = options["variety"]
    session.speakers.rename(id, **fields)


def _flag(session: Session, id: str, options: _Options) -> None:
    session.marks.add_flag(id, FlagKind(options["flag"] or ""), options["note"] or "")


def _note(session: Session, id: str, options: _Options) -> None:
    if options["flag"] is None and options["link"] is None:
        session.marks.add_note(id, options["note"] or "")


def _link(session: Session, _id: str, options: _Options) -> None:
    from testimony.transcript.renditions import parse_link

    session.renditions.link(*parse_link(options["link"] or ""), options["note"] or "")


def _unlink(session: Session, _id: str, options: _Options) -> None:
    from testimony.transcript.renditions import parse_link

    session.renditions.unlink(*parse_link(options["unlink"] or ""))


# In this order: a text is corrected before it is approved, whatever order it was typed in.
_ACTS: dict[str, _Act] = {
    "undo": lambda session, _id, _options: session.undo(),
    "redo": lambda session, _id, _options: session.redo(),
    "name": _speaker,
    "role": _speaker,
    "variety": _speaker,
    "language": lambda session, id, options: session.change_language(id, options["language"] or ""),
    "speaker": lambda session, id, options: session.speakers.reassign([id], options["speaker"] or ""),
    "start": _times,
    "end": _times,
    "source": lambda session, id, options: session.correct(id, Side.SOURCE, options["source"] or ""),
    "target": lambda session, id, options: session.correct(id, Side.TARGET, options["target"] or ""),
    "unlink": _unlink,
    "link": _link,
    "flag": _flag,
    "waive": lambda session, id, options: session.marks.waive_flag(id, FlagKind(options["waive"] or "")),
    "note": _note,
    "reopen": lambda session, id, options: session.reopen([id], _SIDES[options["side"]]),
    "approve": lambda session, id, options: session.approve([id], _SIDES[options["side"]]),
    "second_approve": lambda session, id, options: session.second_approve([id], _SIDES[options["side"]]),
    "split_at": _split,
    "merge": lambda session, id, options: session.merge(id, options["merge"] or ""),
}
