"""The error tree, readable before any code that raises it.

Every error carries one sentence for a person (which file, what is wrong) and a
hint: the next command to type. ``testimony.runtime.exit_codes`` gives each family its
exit code; ``testimony.cli.main`` is the one place that prints them.
"""

from __future__ import annotations

__all__ = [
    "CertificateIncomplete",
    "EditRefused",
    "ExportError",
    "GlossaryError",
    "InterruptedWrite",
    "Locked",
    "MissingGlyph",
    "ModelDamaged",
    "ModelError",
    "ModelMissing",
    "ModelUnsupported",
    "NewerSchema",
    "NoSpeech",
    "NotATranscript",
    "NotReviewed",
    "NothingToExport",
    "OutputExists",
    "RecordingChanged",
    "RecordingError",
    "RecordingNotFound",
    "RecordingUnreadable",
    "RedactionLeak",
    "SettingsError",
    "Tampered",
    "TestimonyError",
    "TranscriptFileError",
    "TranscriptionError",
    "TranslationError",
    "UnsupportedPair",
    "WrongPassphrase",
]


class TestimonyError(Exception):
    """Anything a person can understand and act on.

    Args:
        message: One sentence that names the file and what is wrong.
        hint: The next command to type, or what to do; may be empty.
    """

    __test__ = False  # the name starts with "Test"; pytest must not collect it

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type[TestimonyError], tuple[str, str]]:
        # Engine processes send their errors; Exception's own way forgets the hint.
        return type(self), (self.message, self.hint)


class SettingsError(TestimonyError):
    """A settings file or an environment variable holds something unusable."""


class RecordingError(TestimonyError):
    """Anything wrong with the recording itself."""


class RecordingNotFound(RecordingError):
    """There is no such file."""


class RecordingUnreadable(RecordingError):
    """The file exists, but no sound can be decoded from it."""


class NoSpeech(RecordingError):
    """The recording holds sound, but no speech was found in it."""


class RecordingChanged(RecordingError):
    """The recording is not the one the transcript was made from; the message holds both hashes."""


class ModelError(TestimonyError):
    """Anything wrong with a model."""


class ModelMissing(ModelError):
    """No such model is installed."""


class ModelDamaged(ModelError):
    """A file of the model is missing or differs from its manifest; the message names it."""


class ModelUnsupported(ModelError):
    """The model cannot do what the job asks (a language it does not know)."""


class TranscriptionError(TestimonyError):
    """The speech engine failed."""


class TranslationError(TestimonyError):
    """The translation engine failed."""


class UnsupportedPair(TranslationError):
    """No installed package leads from the one language to the other."""


class GlossaryError(TranslationError):
    """A glossary file is unusable; the message names file and line."""


class ExportError(TestimonyError):
    """An export could not be written."""


class NothingToExport(ExportError):
    """The transcript has nothing that belongs into this format."""


class OutputExists(ExportError):
    """The output is there already, and ``--force`` was not given."""


class MissingGlyph(ExportError):
    """The shipped font has no picture for a character; the message names it and the segment."""


class NotReviewed(ExportError):
    """A certificate was asked for while lines are unreviewed."""


class CertificateIncomplete(ExportError):
    """A field that the certificate needs is empty or untrue; the message names it."""


class RedactionLeak(ExportError):
    """Something redacted was found again in the written file, which was removed."""


class TranscriptFileError(TestimonyError):
    """Anything wrong with a transcript file."""


class NotATranscript(TranscriptFileError):
    """The file is something else, or is damaged beyond reading."""


class NewerSchema(TranscriptFileError):
    """The file was written by a newer Testimony."""


class Locked(TranscriptFileError):
    """Another process holds the file; the message names host, process and since when."""


class InterruptedWrite(TranscriptFileError):
    """The last write was cut off, and what stood before lies in a journal beside the file."""


class Tampered(TranscriptFileError):
    """A sealed row was changed, deleted, inserted or swapped; the message names where."""


class WrongPassphrase(TranscriptFileError):
    """The passphrase does not open the file."""


class EditRefused(TranscriptFileError):
    """An edit that makes no sense or breaks a rule; nothing was changed."""
