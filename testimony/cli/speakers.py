"""``testimony speakers``: the voices of a transcript, listed, told apart again, drawn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from testimony.app.speakers.options import speaker_options
from testimony.cli._files import load_transcript
from testimony.cli._progress import show_progress
from testimony.cli._review import by_option, open_session, take_over_option
from testimony.cli._say import warn
from testimony.cli._voice_changes import CHANGES, VoiceChanges, change_options, change_voice, chosen_changes
from testimony.runtime.exit_codes import ExitCode
from testimony.text.clocks import clock
from testimony.text.terminal import json_line, safe

if TYPE_CHECKING:
    from testimony.app.session import Session
    from testimony.app.speakers.again import Outcome
    from testimony.transcript.voices import SpeakerSummary

__all__ = ["command"]


class _Options(VoiceChanges):
    """The options as they were typed."""

    only_list: bool
    as_json: bool
    recording: Path | None
    speakers: str
    roles: str
    rttm: Path | None
    force: bool


@click.command("speakers")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--list", "only_list", is_flag=True, help="List the voices; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a voice on stdout.")
@click.option("--recording", type=click.Path(path_type=Path), help="Where the recording is now.")
@click.option("--speakers", metavar="N|A-B", default="", help="How many speak, where it is known.")
@click.option(
    "--roles",
    metavar="LIST",
    default="",
    help="Who is there, such as judge,counsel:2,respondent:zh,interpreter.",
)
@click.option("--rttm", type=click.Path(path_type=Path), help="Take the speakers from another tool's turns.")
@click.option("--timeline", type=click.Path(path_type=Path), metavar="OUT.svg", help="Draw who spoke when.")
@click.option("--force", is_flag=True, help="Overwrite OUT.svg.")
@change_options
@by_option
@take_over_option
def command(
    file: Path, by: str | None, take_over: bool, timeline: Path | None, **asked: Unpack[_Options]
) -> int:
    """Tell the voices of FILE apart again, list or draw them, or change one.

    Rows whose speaker a person decided or approved stay as they are, and so do the names that people gave.
    Every change is one step: testimony edit FILE --undo takes it back.
    """
    changes = chosen_changes(asked)
    apart = bool(asked["speakers"] or asked["roles"] or (asked["recording"] and not changes))
    exclusive = [bool(asked["only_list"]), bool(asked["rttm"]), apart, *(True for _ in changes)]
    if sum(exclusive) > 1 or (asked["only_list"] and timeline):
        names = ", ".join(f"--{name}" for name in ("list", "rttm", *CHANGES))
        raise click.UsageError(f"{names} and telling voices apart exclude each other.")
    if timeline is not None:
        _draw(file, timeline, force=asked["force"])
        if not any(exclusive):
            return ExitCode.DONE
    if not asked["only_list"]:
        with open_session(file, by, take_over=take_over) as session:
            if changes:
                done = change_voice(session, *changes[0], recording=asked["recording"])
                click.echo(f"{file}: {done}", err=True)
            else:
                _report(file, _tell(session, asked))
    _list(file, as_json=asked["as_json"])
    return ExitCode.DONE


def _tell(session: Session, asked: _Options) -> Outcome:
    from testimony.app.speakers.again import take_turns, tell_again

    if asked["rttm"]:
        return take_turns(session, asked["rttm"])
    options = speaker_options(asked["speakers"], asked["roles"])
    if options is None:
        raise click.UsageError("--speakers takes a number or a range here.")
    with show_progress(quiet=asked["as_json"]) as bars:
        return tell_again(session, options, asked["recording"], bars)


def _draw(file: Path, out: Path, *, force: bool) -> None:
    from testimony.app.speakers.timeline import timeline
    from testimony.export.output import refuse_existing, write_file

    refuse_existing(out, force=force)
    write_file(out, timeline(load_transcript(file)).encode(), force=force)
    click.echo(str(out), err=True)


def _report(file: Path, outcome: Outcome) -> None:
    from testimony.app.speakers.naming import explain_unmapped

    kept = f"; {outcome.kept} rows stay as people decided" if outcome.kept else ""
    rows = "1 row has" if outcome.rows == 1 else f"{outcome.rows} rows have"
    click.echo(f"{file}: {len(outcome.naming.names)} voices; {rows} another speaker{kept}.", err=True)
    for sentence in explain_unmapped(outcome.naming, file):
        warn(sentence)


def _list(file: Path, *, as_json: bool) -> None:
    from testimony.transcript.voices import summarise

    transcript = load_transcript(file)
    for one in summarise(transcript.segments, transcript.speakers):
        click.echo(json_line(_value(one)) if as_json else _line(one))


def _value(one: SpeakerSummary) -> dict[str, object]:
    return {
        "id": one.speaker.id,
        "name": one.speaker.name,
        "role": one.speaker.role,
        "languages": list(one.speaker.languages),
        "turns": one.turns,
        "spoken_ms": one.spoken_ms,
        "samples": [{"start_ms": row.start_ms, "end_ms": row.end_ms} for row in one.samples],
    }


def _line(one: SpeakerSummary) -> str:
    turns = "1 turn" if one.turns == 1 else f"{one.turns} turns"
    where = " ".join(clock(row.start_ms) for row in one.samples)
    languages = ",".join(one.speaker.languages)
    parts = [f"{one.speaker.id:<4}", f"{one.speaker.name:<28}", f"{one.speaker.role:<12}", f"{languages:<7}"]
    return safe(" ".join([*parts, f"{turns:>10}", f"{one.spoken_ms / 60_000:6.1f} min", where])).rstrip()
