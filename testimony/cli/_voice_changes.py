"""Changes of single voices, for ``testimony speakers``: the options and what each of them does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, TypeVar

import click

from testimony.transcript.errors import RecordingNotFound

if TYPE_CHECKING:
    from testimony.app.session import Session
    from testimony.app.speakers.people import VoiceEdits

__all__ = ["CHANGES", "VoiceChanges", "change_options", "change_voice", "chosen_changes"]

_ALIKE = 0.5  # probability from which one voice is likelier than two
Command = TypeVar("Command", bound=Callable[..., object])


class VoiceChanges(TypedDict):
    """The changes as they were typed; None for each that was not."""

    name: tuple[str, str] | None
    role: tuple[str, str] | None
    accept: str | None
    refuse: str | None
    merge: tuple[str, str] | None
    split: str | None
    move: tuple[str, str] | None


CHANGES = tuple(VoiceChanges.__annotations__)
_OPTIONS = (
    click.option("--name", nargs=2, metavar="ID NAME", help="Name a voice, everywhere at once."),
    click.option("--role", nargs=2, metavar="ID ROLE", help='Give a voice a role; "" takes it away.'),
    click.option("--accept", metavar="ID", help="Take the name that is offered, such as INTERPRETER?."),
    click.option("--refuse", metavar="ID", help="Put a neutral name in its place."),
    click.option(
        "--merge", nargs=2, metavar="ID OTHER", help="Make one of two voices; OTHER keeps its name."
    ),
    click.option("--split", metavar="ID", help="Make two of a voice by its sound; needs the recording."),
    click.option("--move", nargs=2, metavar="ROWS ID", help="Give rows, such as 12-20,31, to a voice."),
)


def change_options(command: Command) -> Command:
    """Give a command the options of ``VoiceChanges``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def chosen_changes(asked: VoiceChanges) -> list[tuple[str, tuple[str, ...]]]:
    """The changes that were typed, each with its values."""
    values = {name: asked[name] for name in CHANGES}  # type: ignore[literal-required]
    return [
        (name, (value,) if isinstance(value, str) else tuple(value))
        for name, value in values.items()
        if value is not None
    ]


def change_voice(session: Session, what: str, values: tuple[str, ...], recording: Path | None) -> str:
    """Carry out one change.

    Args:
        session: Open for writing.
        what: One of ``CHANGES``.
        values: What was typed for it.
        recording: Where the recording is; None looks beside the transcript.

    Returns:
        What was done, as one sentence.

    Raises:
        EditRefused: There is no such voice or row, or the change makes no sense.
        RecordingError: The recording is needed and not at hand.
    """
    from testimony.app.speakers.people import VoiceEdits

    edits, speaker = VoiceEdits(session), values[-1] if what == "move" else values[0]
    if what == "split":
        return _split(session, edits, speaker, recording)
    if what == "move":
        count = edits.move(*values)
        return f"{count} {'row' if count == 1 else 'rows'} moved to {speaker}."
    if what == "merge":
        edits.merge(*values)
        return f"{speaker} is {values[1]} now."
    acts: dict[str, Callable[..., object]] = {
        "name": lambda speaker, name: session.speakers.rename(speaker, name=name),
        "role": edits.give_role,
        "accept": edits.accept,
        "refuse": edits.refuse,
    }
    acts[what](*values)
    now = session.document.speakers[speaker]
    return f"{speaker} is {now.name}{f' ({now.role})' if now.role else ''} now."


def _split(session: Session, edits: VoiceEdits, speaker: str, recording: Path | None) -> str:
    if session.attach_recording(recording) is None:
        raise RecordingNotFound(
            f"The recording of {session.store.path} is not beside it.",
            f"testimony speakers {session.store.path} --split {speaker} --recording RECORDING",
        )
    made = edits.split(speaker)()
    doubt = f"; both may be one voice ({made.alike:.0%})" if made.alike >= _ALIKE else ""
    return f"{made.rows} rows of {speaker} are {made.speaker} now{doubt}."
