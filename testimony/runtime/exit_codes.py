"""Error family → exit code, the contract with scripts."""

from __future__ import annotations

import enum

from testimony.transcript import errors

__all__ = ["ExitCode", "exit_code_of"]


class ExitCode(enum.IntEnum):
    """What every ``testimony`` command exits with."""

    DONE = 0
    USAGE = 2
    SETTINGS = 3
    RECORDING = 4
    MODEL = 5
    TRANSCRIPTION = 6
    TRANSLATION = 7
    EXPORT = 8
    TRANSCRIPT_FILE = 9
    BATCH_PART_FAILED = 10
    BUG = 70
    INTERRUPTED = 130


_FAMILIES: tuple[tuple[type[errors.TestimonyError], ExitCode], ...] = (
    (errors.SettingsError, ExitCode.SETTINGS),
    (errors.RecordingError, ExitCode.RECORDING),
    (errors.ModelError, ExitCode.MODEL),
    (errors.TranscriptionError, ExitCode.TRANSCRIPTION),
    (errors.TranslationError, ExitCode.TRANSLATION),
    (errors.ExportError, ExitCode.EXPORT),
    (errors.TranscriptFileError, ExitCode.TRANSCRIPT_FILE),
)


def exit_code_of(error: BaseException) -> ExitCode:
    """The exit code that a script sees for ``error``."""
    if isinstance(error, KeyboardInterrupt):
        return ExitCode.INTERRUPTED
    for family, code in _FAMILIES:
        if isinstance(error, family):
            return code
    return ExitCode.BUG
