"""The Python API: ``from testimony import run, open_transcript``.

The same work as ``testimony run`` and the same errors (``testimony.transcript.errors``), without printing
anything. Nothing here opens a connection. The guard that commands put on their process is left to the
script, which may have network business of its own: ``testimony.offline.forbid_network()`` puts it on.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

from testimony.transcript.progress import ProgressListener, ignore_progress

if TYPE_CHECKING:
    from testimony.pipeline import RunOutcome
    from testimony.transcript.types import Transcript

__all__ = ["RunOptions", "open_transcript", "run"]


class RunOptions(TypedDict, total=False):
    """The options of ``testimony run``, by the same names and with the same defaults.

    Attributes:
        model: Installed speech model, a folder, or ``demo``; by default the settings', else the largest.
        language_model: Smaller speech model that detects languages.
        languages: That may be spoken; ``("zh", "en")`` by default.
        target: Translate everything into this language; by default the first two go into each other.
        translate: False transcribes only.
        translate_model: Translation package to prefer, or ``demo``.
        quality: ``draft``, ``standard`` or ``best``.
        glossary: The case's terms and names (TSV).
        channels: ``mix``, or ``split`` to transcribe each by itself.
        force: Set an existing transcript of other settings aside instead of refusing.
        passphrase: Encrypts the transcript, or opens the encrypted one that is to be finished.
    """

    model: str
    language_model: str
    languages: Sequence[str]
    target: str
    translate: bool
    translate_model: str
    quality: Literal["draft", "standard", "best"]
    glossary: str | Path | None
    channels: Literal["mix", "split"]
    force: bool
    passphrase: str | None


def run(
    recording: str | Path,
    output: str | Path | None = None,
    *,
    progress: ProgressListener = ignore_progress,
    **options: Unpack[RunOptions],
) -> RunOutcome:
    """Transcribe and translate one recording; go on with an unfinished transcript, skip a finished one.

    Args:
        recording: Any sound file; it is only read.
        output: The transcript; by default the recording's name with ``.testimony`` in the working folder.
        progress: Called with every step.
        **options: See ``RunOptions``.

    Returns:
        What became of it: ``status``, ``transcript``, ``segments``, ``flags``, ``warnings``.

    Raises:
        TestimonyError: Its families are those of the exit codes; ``message`` and ``hint`` are for a person.
    """
    from testimony.cli._house import open_house
    from testimony.cli._jobs import RunChoices, make_job
    from testimony.pipeline import run as run_job

    recording = Path(recording)
    target = Path(output) if output is not None else Path(f"{recording.stem}.testimony")
    chosen: dict[str, object] = {**options}
    chosen["languages"] = tuple(options.get("languages", ("zh", "en")))
    glossary = options.get("glossary")
    chosen["glossary"] = Path(glossary) if glossary else None
    choices = RunChoices(**chosen)  # type: ignore[arg-type]
    return run_job(make_job(open_house(), recording, target, choices), progress)


def open_transcript(path: str | Path, *, passphrase: str | None = None, words: bool = False) -> Transcript:
    """Read a transcript as it now stands: segments in time order, speakers, flags, states, provenance.

    Args:
        path: A ``.testimony`` file; it is only read.
        passphrase: What opens it, where it is encrypted.
        words: Load the words of every segment, with their times, too.

    Raises:
        TranscriptFileError: It is missing, something else, damaged, or encrypted with another passphrase.
    """
    from testimony.reading import read_transcript

    return read_transcript(Path(path), passphrase, words=words)
