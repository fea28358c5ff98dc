"""The Python API: ``from testimony import run, open_transcript, export_transcript``.

The same work as ``testimony run`` and the same errors (``testimony.transcript.errors``), without printing
anything. Nothing here opens a connection. The guard that commands put on their process is left to the
script, which may have network business of its own: ``testimony.runtime.offline.forbid_network()`` puts it on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

from testimony.text.file_names import fitting_name
from testimony.transcript.errors import SettingsError
from testimony.transcript.progress import ProgressListener, ignore_progress

if TYPE_CHECKING:
    from testimony.app.engines import Engines
    from testimony.app.jobs import RunChoices
    from testimony.app.run.job import RunOutcome
    from testimony.export import ExportOptions
    from testimony.transcript.types import Transcript

__all__ = ["RunOptions", "export_transcript", "open_transcript", "run"]

_CHOICES = {
    "quality": ("draft", "standard", "best"),
    "channels": ("mix", "split"),
    "script": ("hans", "hant", "as-heard"),
}


class RunOptions(TypedDict, total=False):
    """The options of ``testimony run``, by the same names and with the same defaults.

    Attributes:
        model: Installed speech model, a folder, or ``demo``; by default the settings', else the largest.
        language_model: Smaller speech model that detects languages.
        witness: A second model that hears what was written, ``self`` or ``auto``.
        languages: That may be spoken; ``("zh", "en")`` by default.
        target: Translate everything into this language; by default the first two go into each other.
        translate: False transcribes only.
        translate_model: Translation package to prefer, or ``demo``.
        quality: ``draft``, ``standard`` or ``best``.
        script: Of Chinese text: ``hans``, ``hant`` or ``as-heard``.
        glossary: The case's terms and names (TSV).
        memory: Approved lines of other transcripts (TMX or transcripts, a file or a folder).
        memory_apply: ``exact`` takes over what stands there word for word; without it the memory is not used.
        channels: ``mix``, or ``split`` to transcribe each by itself.
        track: Number of the sound track, counted from 1; 0 for the main one.
        speakers: How many speak, a number or a range; ``off`` tells no voices apart; empty for as many as
            there are.
        roles: Who is there, such as ``judge,counsel:2,respondent:zh,interpreter``.
        force: Set an existing transcript of other settings aside instead of refusing.
        passphrase: Encrypts the transcript, or opens the encrypted one that is to be finished.
    """

    model: str
    language_model: str
    witness: str
    languages: Sequence[str]
    target: str
    translate: bool
    translate_model: str
    second_translation: str
    quality: Literal["draft", "standard", "best"]
    script: Literal["hans", "hant", "as-heard"]
    glossary: str | Path | None
    memory: str | Path | None
    memory_apply: Literal["", "exact"]
    channels: Literal["mix", "split"]
    track: int
    speakers: str
    roles: str
    force: bool
    passphrase: str | None


def run(
    recording: str | Path,
    output: str | Path | None = None,
    *,
    progress: ProgressListener = ignore_progress,
    engines: Engines | None = None,
    **options: Unpack[RunOptions],
) -> RunOutcome:
    """Transcribe and translate one recording; go on with an unfinished transcript, skip a finished one.

    Args:
        recording: A sound file; it is only read.
        output: The transcript; by default the recording's name with ``.testimony`` in the working folder.
        progress: Called with every step.
        engines: ``testimony.app.engines.Engines()``; given to every call, it keeps the models loaded.
        **options: See ``RunOptions``.

    Returns:
        What became of it: ``status``, ``transcript``, ``segments``, ``flags``, ``warnings``.

    Raises:
        TestimonyError: Its families are those of the exit codes; ``message`` and ``hint`` are for a person.
    """
    from testimony.app.context import load_context
    from testimony.app.jobs import make_job
    from testimony.app.run.pipeline import run as run_job

    recording = Path(recording)
    target = Path(output) if output is not None else Path(fitting_name(recording.stem, ".testimony"))
    job = make_job(load_context(), recording, target, _choices(options))
    return run_job(job, progress, engines)


def _choices(options: RunOptions) -> RunChoices:
    from testimony.app.jobs import RunChoices, parse_languages

    if unknown := set(options) - set(RunOptions.__annotations__):
        raise TypeError(f"run() has no option {min(unknown)!r}")
    for name, allowed in _CHOICES.items():
        value = options.get(name, allowed[0])
        if value not in allowed:
            raise SettingsError(f"{name} cannot be {value!r}.", f"one of {', '.join(allowed)}")
    languages = options.get("languages", ("zh", "en"))
    return RunChoices(
        model=options.get("model", ""),
        language_model=options.get("language_model", ""),
        witness=options.get("witness", ""),
        languages=parse_languages(languages if isinstance(languages, str) else ",".join(languages)),
        target=options.get("target", ""),
        translate=options.get("translate", True),
        translate_model=options.get("translate_model", ""),
        second_translation=options.get("second_translation", ""),
        quality=options.get("quality", "standard"),
        script=options.get("script", "hans"),
        glossary=_path(options.get("glossary")),
        memory=_path(options.get("memory")),
        memory_apply=options.get("memory_apply", ""),
        channels=options.get("channels", "mix"),
        track=options.get("track", 0),
        speakers=options.get("speakers", ""),
        roles=options.get("roles", ""),
        force=options.get("force", False),
        passphrase=options.get("passphrase"),
    )


def _path(named: str | Path | None) -> Path | None:
    return Path(named) if named else None


def open_transcript(path: str | Path, *, passphrase: str | None = None, words: bool = False) -> Transcript:
    """Read a transcript as it now stands: segments in time order, speakers, flags, states, provenance.

    Args:
        path: A ``.testimony`` file; it is only read.
        passphrase: What opens it, where it is encrypted.
        words: Load the words of every segment, with their times, too.

    Raises:
        TranscriptFileError: It is missing, something else, damaged, or encrypted with another passphrase.
    """
    from testimony.app.transcripts import read_transcript

    return read_transcript(Path(path), passphrase, words=words)


def export_transcript(
    path: str | Path,
    to: str,
    output: str | Path,
    *,
    options: ExportOptions | None = None,
    passphrase: str | None = None,
) -> tuple[Path, ...]:
    """Write a transcript in another format, as ``testimony export`` does.

    Args:
        path: A ``.testimony`` file; it is only read.
        to: A format: ``pdf``, ``docx``, ``html``, ``txt``, ``srt``, ``vtt``, ``csv``, ``json``, ``tmx``, …
        output: The file to write.
        options: ``testimony.export.ExportOptions``; by default those of the command.
        passphrase: What opens the transcript, where it is encrypted.

    Returns:
        The files written; a PDF of many thousand lines comes in volumes.

    Raises:
        ExportError: The format is not known, the file is there already, or it cannot be made.
        TranscriptFileError: As ``open_transcript``.
    """
    from testimony.export import ExportOptions, export, format_named

    options = replace(options or ExportOptions(), transcript=Path(path))
    words = format_named(to).words or options.redact is not None
    transcript = open_transcript(path, passphrase=passphrase, words=words)
    return export(transcript, to, options, Path(output)).paths
