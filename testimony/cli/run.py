"""``testimony run``: recordings in, transcripts out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from testimony.app.context import AppContext, load_context
from testimony.app.jobs import RunChoices, make_job, parse_languages
from testimony.cli._passphrase import new_passphrase, passphrase_for
from testimony.cli._progress import show_progress
from testimony.cli._run_options import RunOptions, run_options
from testimony.cli._say import say, warn
from testimony.runtime.exit_codes import ExitCode, exit_code_of
from testimony.text.file_names import fitting_name
from testimony.text.terminal import json_line
from testimony.transcript.errors import TestimonyError, TranscriptFileError
from testimony.transcript.progress import Progress, ProgressListener

if TYPE_CHECKING:
    from testimony.app.run.job import RunOutcome
    from transcribe.speakers.known import KnownVoice

__all__ = [
    "choices_of",
    "command",
    "make_folder",
    "print_event",
    "run_one",
    "with_passphrase",
]

_FOR_A_LANGUAGE = re.compile(r"([a-z]{2,3})=(.+)")


@click.command("run")
@click.argument("recordings", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o", "output", type=click.Path(path_type=Path), help="The transcript to write (one recording)."
)
@click.option(
    "--out", "folder", type=click.Path(path_type=Path), help="The folder to write transcripts into."
)
@run_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line on stdout.")
def command(
    recordings: tuple[Path, ...],
    output: Path | None,
    folder: Path | None,
    as_json: bool,
    **options: Unpack[RunOptions],
) -> ExitCode:
    """Transcribe and translate RECORDING into RECORDING.testimony in this folder.

    Running it again goes on with an unfinished transcript and skips a finished one.
    """
    if output is not None and (len(recordings) > 1 or folder is not None):
        raise click.UsageError("-o names one transcript; for several recordings use --out DIR.")
    choices = choices_of(options)
    context = load_context()
    outputs = _outputs(recordings, output, folder)
    if len(recordings) == 1:
        run_one(context, recordings[0], outputs[0], choices, as_json=as_json)
        return ExitCode.DONE
    codes = [
        _try_one(context, *pair, choices, as_json=as_json) for pair in zip(recordings, outputs, strict=True)
    ]
    return ExitCode.BATCH_PART_FAILED if any(codes) else ExitCode.DONE


def _outputs(recordings: tuple[Path, ...], output: Path | None, folder: Path | None) -> list[Path]:
    """Where each transcript goes: named, or the recording's name in ``folder`` or here."""
    if output is not None:
        return [output]
    if folder is not None:
        make_folder(folder)
    outputs = [(folder or Path()) / fitting_name(recording.stem, ".testimony") for recording in recordings]
    if len(set(outputs)) < len(outputs):
        raise click.UsageError("Two of the recordings have the same name; run them with -o one at a time.")
    return outputs


def make_folder(folder: Path) -> None:
    """Make the output folder, readable by its owner alone.

    Raises:
        TranscriptFileError: It cannot be made, or is a file.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise TranscriptFileError(
            f"The folder {folder} cannot be made: {error.strerror}.", "name another one with --out"
        ) from error


def _try_one(
    context: AppContext, recording: Path, output: Path, choices: RunChoices, *, as_json: bool
) -> int:
    """Run one of several; its failure does not keep the others from running."""
    try:
        run_one(context, recording, output, choices, as_json=as_json)
    except TestimonyError as error:
        say(error)
        return exit_code_of(error)
    return ExitCode.DONE


def run_one(
    context: AppContext, recording: Path, output: Path, choices: RunChoices, *, as_json: bool
) -> RunOutcome:
    """Run a recording, showing how far it is and what came of it."""
    from testimony.app.run.pipeline import run

    try:
        job = make_job(context, recording, output, with_passphrase(choices, output))
        with show_progress(quiet=as_json) as bars:
            outcome = run(job, _event_listener(recording) if as_json else bars)
    except TestimonyError as error:
        if as_json:
            failure = {"exit_code": int(exit_code_of(error)), "message": error.message, "hint": error.hint}
            print_event("failed", recording, failure)
        raise
    if as_json:
        print_event(outcome.status, recording, {"transcript": str(output), "segments": outcome.segments})
    else:
        _report(outcome)
    for warning in outcome.warnings:
        warn(warning)
    return outcome


def with_passphrase(choices: RunChoices, output: Path) -> RunChoices:
    """The choices with what opens this output: it may stand there already, encrypted or not."""
    from testimony.transcript.record.disk.file_checks import is_encrypted

    typed = choices.passphrase if choices.passphrase and is_encrypted(output) else None
    given = typed or passphrase_for(output)
    if given is not None:
        return replace(choices, passphrase=given)
    if choices.encrypt and output.exists() and not choices.force:
        raise TranscriptFileError(
            f"{output} is there already, and is not encrypted.", f"testimony encrypt {output}, then run again"
        )
    if choices.encrypt and choices.passphrase is None:
        return replace(choices, passphrase=new_passphrase(output))
    return choices


def _report(outcome: RunOutcome) -> None:
    minutes = outcome.recording.duration_ms / 60_000
    if outcome.status == "skipped":
        click.echo(f"{outcome.transcript} is complete already ({outcome.segments} segments).", err=True)
        return
    resumed = f", going on after {outcome.resumed_blocks} finished blocks" if outcome.resumed_blocks else ""
    click.echo(
        f"{outcome.transcript}: {outcome.segments} segments, {minutes:.1f} minutes{resumed}.", err=True
    )
    click.echo(f"  → testimony review {outcome.transcript}", err=True)


def _event_listener(recording: Path) -> ProgressListener:
    """A listener that prints a progress event whenever a stage of a block is behind it."""

    def listen(step: Progress) -> None:
        if step.stage != "decode":
            values = {"stage": step.stage, "done_ms": step.done_ms, "total_ms": step.total_ms}
            print_event("progress", recording, values)

    return listen


def print_event(event: str, recording: Path | str, values: Mapping[str, object]) -> None:
    """Print one event of ``--json``: one object, one line."""
    click.echo(json_line({"event": event, "recording": str(recording), **values}))


def _main_model(typed: Sequence[str]) -> str:
    """The model that was named without a language; the last of several is a mistake."""
    plain = [name for name in typed if not _FOR_A_LANGUAGE.match(name)]
    if len(plain) > 1:
        raise click.UsageError("Name one --model, or one a language: --model zh=NAME --model en=NAME.")
    return plain[0] if plain else ""


def _models_by_language(typed: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Language and model of each ``--model zh=NAME``."""
    matches = (_FOR_A_LANGUAGE.match(name) for name in typed)
    return tuple((match[1], match[2]) for match in matches if match)


def choices_of(options: RunOptions) -> RunChoices:
    """The shared options as one value."""
    if options["memory_apply"] and not options["memory"]:
        raise click.UsageError("--memory-apply needs --memory FILE or FOLDER.")
    return RunChoices(
        model=_main_model(options["models"]),
        models=_models_by_language(options["models"]),
        language_model=options["language_model"] or "",
        witness=options["witness"] or "",
        languages=parse_languages(options["languages"]),
        target=(options["target"] or "").lower(),
        translate=not options["no_translate"],
        translate_model=options["translate_model"] or "",
        second_translation=options["second_translation"] or "",
        quality=options["quality"],
        script=options["script"],
        glossary=options["glossary"],
        memory=options["memory"],
        memory_apply=options["memory_apply"] or "",
        channels=options["channels"],
        track=options["track"] or 0,
        speakers=_speakers(options),
        roles=options["roles"],
        known_voices=_known_voices(options["voices"]),
        force=options["force"],
        encrypt=options["encrypt"],
    )


def _speakers(options: RunOptions) -> str:
    if options["no_speakers"] and options["speakers"]:
        raise click.UsageError("--no-speakers and --speakers exclude each other.")
    return "off" if options["no_speakers"] else options["speakers"]


def _known_voices(path: Path | None) -> tuple[KnownVoice, ...]:
    if path is None:
        return ()
    from testimony.app.speakers.enrol import known_voices
    from testimony.cli.voices import open_voices

    return known_voices(open_voices(path))
