"""``testimony voices``: known voices of a case, encrypted, only if asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from testimony.cli._files import load_transcript
from testimony.cli._passphrase import new_passphrase, passphrase_for
from testimony.text.terminal import safe
from testimony.transcript.errors import TranscriptFileError

if TYPE_CHECKING:
    from testimony.app.speakers.voices_file import VoicesFile

__all__ = ["command", "open_voices"]


@click.group("voices")
def command() -> None:
    """Enrol, list and forget voices of a case.

    A voiceprint is biometric data: enrol nobody without their consent, and keep the file as safe as the case.
    """


def open_voices(path: Path, *, make: bool = False) -> VoicesFile:
    """Open a file of voices with its passphrase, asked for where no passphrase file is set.

    Raises:
        TranscriptFileError: There is no such file, and none is to be made.
        WrongPassphrase: There is nobody to ask.
    """
    from testimony.app.speakers.voices_file import VoicesFile

    if not path.exists() and not make:
        raise TranscriptFileError(
            f"There is no file of voices {path}.", "testimony voices enrol CASE.voices FILE S1 makes one"
        )
    passphrase = passphrase_for(path) if path.exists() else new_passphrase(path)
    return VoicesFile(path, passphrase or "")


@command.command("enrol")
@click.argument("voices", metavar="CASE.voices", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("speaker")
@click.option("--name", help="What to call the voice; the speaker's name by default.")
@click.option("--recording", type=click.Path(path_type=Path), help="Where the recording is now.")
def enrol_voice(voices: Path, file: Path, speaker: str, name: str | None, recording: Path | None) -> None:
    """Keep the voice of SPEAKER (S1, S2 …) of FILE, to be offered in other recordings of the case."""
    from testimony.app.speakers.enrol import enrol

    transcript = load_transcript(file)
    known = {one.id: one.name for one in transcript.speakers}
    if speaker not in known:
        raise TranscriptFileError(f"{file} has no speaker {speaker}.", f"testimony speakers {file} --list")
    called = " ".join((name or known[speaker].removesuffix("?")).split())
    heard = enrol(open_voices(voices, make=True), transcript, file, speaker, called, recording)
    rows = "1 row" if heard == 1 else f"{heard} rows"
    click.echo(safe(f"{voices}: {called}, from {rows} of {file}."), err=True)
    click.echo(
        "  A voiceprint is biometric data: keep it only with consent; testimony voices forget removes it.",
        err=True,
    )


@command.command("list")
@click.argument("voices", metavar="CASE.voices", type=click.Path(path_type=Path))
def list_voices(voices: Path) -> None:
    """List who is enrolled, from how much speech, from which recording and when."""
    for one in open_voices(voices).voices():
        languages = ",".join(one.voice.languages)
        click.echo(
            safe(
                f"{one.voice.name:<28} {languages:<7} {one.voice.seconds:6.0f} s"
                f"  recording {one.recording[:12]}  {one.at[:10]}"
            )
        )


@command.command("forget")
@click.argument("voices", metavar="CASE.voices", type=click.Path(path_type=Path))
@click.argument("name")
def forget_voice(voices: Path, name: str) -> None:
    """Remove a voice for good."""
    open_voices(voices).forget(name)
    click.echo(safe(f"{voices}: {name} is forgotten."), err=True)
