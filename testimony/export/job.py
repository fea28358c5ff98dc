"""What every writer is given: the transcript as it is to be shown, and what must be said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from testimony.export.options import Direction, ExportOptions
from testimony.export.sound import Sound
from testimony.text.sanitize import clean, file_name, one_line
from testimony.transcript.types import FlagKind, ReviewState, Segment, Transcript
from testimony.transcript.verdict import NOT_VERIFIED

if TYPE_CHECKING:
    from testimony.export.redaction.redact import Redaction

__all__ = [
    "DRAFT",
    "EXCERPT",
    "LANGUAGE_NAMES",
    "Cell",
    "Job",
    "Row",
    "clock",
    "facts",
    "language_name",
    "marks_of",
    "model_name",
    "reviewed_lines",
    "state_code",
]

LANGUAGE_NAMES: Mapping[str, str] = {
    "zh": "Chinese",
    "zh-Hans": "Chinese (Simplified characters)",
    "zh-Hant": "Chinese (Traditional characters)",
    "en": "English",
    "ug": "Uyghur",
    "und": "language not determined",
}
DRAFT, EXCERPT = "DRAFT", "EXCERPT"
_STATE_CODES = {
    ReviewState.UNREVIEWED: "U",
    ReviewState.EDITED: "E",
    ReviewState.APPROVED: "A",
    ReviewState.SECOND_APPROVED: "2A",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One side of a row as it is shown.

    Attributes:
        text: Cleaned; an editor's remark stands in square brackets.
        language: BCP-47 tag of the text; ``en`` for a remark.
        remark: True where the product speaks, not a person in the recording.
    """

    text: str
    language: str
    remark: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A segment laid out in two columns."""

    segment: Segment
    speaker: str
    source: Cell
    target: Cell


@dataclass(frozen=True, slots=True)
class Job:
    """An export about to be written.

    Attributes:
        transcript: Already selected, redacted and converted.
        marks: What every page says, the most important first; never empty.
        direction: Settled, no longer None.
        certificate: Paragraphs of the certificate page, empty without one.
        sound: What a page plays, None where it plays nothing.
        redaction: What was taken out, None where nothing was.
        suffix: Ending of the file's name, lower case, where there is a file.
        findings: Id of each finding about a rendition → its number in the whole transcript, and whether
            the texts it is about changed since they were compared.
        bleeped: A copy of the recording with the redacted words bleeped, for ``--audio-out``.
        whole: Of an excerpt, the whole transcript as the document would show it, whose pages and lines are
            cited; None where the document is the whole.
    """

    transcript: Transcript
    options: ExportOptions
    marks: tuple[str, ...]
    direction: Direction = "both"
    certificate: tuple[str, ...] = ()
    sound: Sound | None = None
    redaction: Redaction | None = None
    suffix: str = ""
    bleeped: bytes = b""
    findings: Mapping[str, tuple[int, bool]] = field(default_factory=dict)
    whole: Transcript | None = None

    @property
    def is_draft(self) -> bool:
        """Whether a line of it is not reviewed: only then do pages show the state of lines."""
        return any(mark.startswith(DRAFT) for mark in self.marks)

    @property
    def titles(self) -> tuple[str, str]:
        """Headings of the two text columns."""
        right = {"both": "Translation", "to-en": "English", "to-zh": "Chinese"}[self.direction]
        return ("Source (as spoken)", right)

    def speakers(self) -> dict[str, str]:
        """Map speaker ids to the names that pages print."""
        return {s.id: one_line(s.name) or one_line(s.role) or s.id for s in self.transcript.speakers}

    def rows(self) -> Iterator[Row]:
        """Yield the segments as rows of two cells, English on the right where the direction asks it."""
        names = self.speakers()
        column = {"both": "", "to-en": "en", "to-zh": "zh"}[self.direction]
        for segment in self.transcript.segments:
            source, target = _cells(segment, column)
            yield Row(segment, names.get(segment.speaker, one_line(segment.speaker)), source, target)


def _cells(segment: Segment, column: str) -> tuple[Cell, Cell]:
    said = clean(segment.source).strip()
    if not said:
        unheard = any(flag.kind is FlagKind.SPEECH_WITHOUT_TEXT for flag in segment.flags)
        remark = Cell("[speech not transcribed]" if unheard else "[no text]", "en", remark=True)
        return remark, Cell(clean(segment.target).strip(), segment.target_language or "en")
    if column and _primary(segment.language) == column:
        elsewhere = Cell(f"[in {LANGUAGE_NAMES[column]}]", "en", remark=True)
        return elsewhere, Cell(said, segment.language)
    source = Cell(said, segment.language)
    translated = clean(segment.target).strip()
    if not translated or (column and _primary(segment.target_language) != column):
        return source, Cell("[not translated]", "en", remark=True)
    return source, Cell(translated, segment.target_language)


def _primary(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()


def reviewed_lines(transcript: Transcript) -> int:
    """Count the lines whose two sides are approved as they now stand."""
    return sum(segment.state.is_reviewed for segment in transcript.segments)


def marks_of(transcript: Transcript, *, certified: bool = False) -> tuple[str, ...]:
    """Say what a document is, in the words every page carries.

    Args:
        transcript: The lines that the document holds.
        certified: A certificate page is part of the document.

    Returns:
        The status first, but for a broken seal; then demo models, an unfinished run, where they apply.
    """
    total = len(transcript.segments)
    unreviewed = total - reviewed_lines(transcript)
    if unreviewed or not total or not transcript.complete:
        status = f"{DRAFT} – UNREVIEWED MACHINE OUTPUT ({unreviewed} of {total} lines)"
    elif certified:
        status = "CERTIFICATE ATTACHED – VALID ONLY WHEN SIGNED"
    else:
        status = "REVIEWED – NOT CERTIFIED"
    marks = [status]
    if transcript.verdict.is_broken:
        marks.insert(0, f"{NOT_VERIFIED} – THE WORDS ARE NOT THE ONES THAT WERE SEALED")
    if transcript.is_demo:
        marks.append("MADE WITH DEMO MODELS – FOR DEMONSTRATION ONLY, NEVER TO BE CERTIFIED OR FILED")
    if not transcript.complete:
        marks.append("UNFINISHED – THE RUN HAS NOT REACHED THE END OF THE RECORDING")
    return tuple(marks)


def clock(ms: int) -> str:
    """Write a time as ``HH:MM:SS``, rounded down: a cited time is never before the words begin."""
    seconds = max(0, ms) // 1000
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def language_name(tag: str) -> str:
    """Return the English name of a language tag, or the tag itself."""
    return LANGUAGE_NAMES.get(tag, tag)


def state_code(segment: Segment) -> str:
    """Return the state of both sides, ``U/A``: source, then translation."""
    return f"{_STATE_CODES[segment.state.source]}/{_STATE_CODES[segment.state.target]}"


def model_name(role: str, name: str) -> str:
    """Name a model with what it did, without its hash; once where both are the same word."""
    bare = name.split("@", maxsplit=1)[0]
    return bare if bare == role else f"{role} {bare}"


def facts(transcript: Transcript) -> list[tuple[str, str]]:
    """List what identifies the recording and what made the text, label and value."""
    found: list[tuple[str, str]] = []
    for recording in transcript.recordings:
        found.append(("Recording", file_name(recording.path)))
        found.append(("Duration", clock(recording.duration_ms)))
        if recording.started_at:
            found.append(("Recorded", one_line(recording.started_at)))
        if recording.tracks > 1:
            found.append(("Sound track", f"{recording.track} of {recording.tracks}"))
        found.append(("SHA-256", one_line(recording.sha256)))
    names = ", ".join(language_name(tag) for tag in transcript.languages)
    found.append(("Languages", names or "none recorded"))
    models = dict.fromkeys(
        model_name(role, name)
        for provenance in transcript.provenance.values()
        for role, name in sorted(provenance.models.items())
    )
    found.append(("Models", one_line(", ".join(models)) or "none recorded"))
    found.append(("History head", one_line(transcript.history_head) or "no edits yet"))
    if transcript.verdict.stored:
        what = "every line was held against the history head"
        found.append(("Seal", f"verified: {what}" if transcript.verdict.is_verified else NOT_VERIFIED))
    return found
