"""What the screen is handed: an open session, and services for sound and engines.

The screen knows no engine, no audio library and no file; ``testimony.cli.review`` gives it these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, Unpack

from testimony.transcript.editing.replacing import Hit
from testimony.transcript.editing.reshape import Cut
from testimony.transcript.editing.speaker_fields import SpeakerFields, SpeakerName
from testimony.transcript.edits import Document, Edit
from testimony.transcript.errors import TranscriptFileError
from testimony.transcript.find import Match
from testimony.transcript.findings import Verdict
from testimony.transcript.record.history import LoggedEntry
from testimony.transcript.types import Alternative, Identity, Segment, Side, Word
from tui.pace import Step
from tui.voice_services import VoiceServices

__all__ = ["Player", "RedactionQuestion", "ReviewOptions", "ReviewSession", "ReviewStore", "Services"]

Peak = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RedactionQuestion:
    """Something that a redaction is not sure of.

    Attributes:
        kind: What it may be.
        text: As it is written.
        replacement: What would stand instead.
        why: Why a person has to look, one sentence.
        places: Where it stands: ``line 12, source``.
        context: The text around the first of them.
        answer: ``accept``, ``refuse``, or empty while nobody answered.
    """

    kind: str
    text: str
    replacement: str
    why: str
    places: tuple[str, ...]
    context: str
    answer: str = ""


class Player(Protocol):
    """Plays stretches of the recording; no call waits for the sound to end."""

    def play(self, start_ms: int, end_ms: int, *, speed: float = 1.0, loop: bool = False) -> None:
        """Play from ``start_ms`` to ``end_ms``, at a ratio of the true speed and at the same pitch."""

    def pause(self) -> None:
        """Stop; ``position_ms`` stays where it was."""

    @property
    def position_ms(self) -> int | None:
        """Where in the recording the sound is; None before the first play."""

    @property
    def is_playing(self) -> bool:
        """True while sound comes out."""

    @property
    def failure(self) -> str:
        """Why the sound ended by itself, as one sentence; empty where it did not."""

    def close(self) -> None:
        """Let go of the device."""


class Services(Protocol):
    """What the screen asks of the rest of the product. Calls may block: the screen uses threads.

    Attributes:
        player: None where nothing can be played.
        abbreviations: What is typed → what it stands for.
        no_player_reason: One sentence: why not.
        recording_wanted: One sentence: why the recording is not there, or is not the one; empty where
            it is, so that nobody needs to be asked for it.
        recording_path: Where the transcript says that the recording was; read once a person confirmed it.
    """

    @property
    def player(self) -> Player | None:
        """What plays the recording; None where nothing can."""

    @property
    def abbreviations(self) -> Mapping[str, str]:
        """What is typed → what it stands for."""

    @property
    def no_player_reason(self) -> str:
        """Why nothing can be played, one sentence; empty where it can."""

    @property
    def recording_wanted(self) -> str:
        """Why the recording has to be named again; empty where it is at hand."""

    @property
    def recording_path(self) -> str:
        """Where the transcript says that its recording was."""

    @property
    def voices(self) -> VoiceServices:
        """Edits of whole voices."""

    def use_recording(self, path: str) -> None:
        """Take the recording at a path, once its hash proved that it is the one.

        Raises:
            RecordingError: There is none, or it is another one; the message holds both hashes.
        """

    def check_recording(self) -> None:
        """See that the recording is still the one that was proved, before any of it is heard.

        Raises:
            RecordingError: It was changed or removed meanwhile; there is no player any more.
        """

    def complete_path(self, beginning: str) -> Sequence[str]:
        """Paths that begin so, folders with a slash at their end."""

    def steps_today(self) -> Sequence[Step]:
        """Today's entries of the history that were not asked for before, the oldest first."""

    def peaks(self, start_ms: int, end_ms: int) -> Sequence[Peak]:
        """Smallest and largest sample (-127…127), about 100 a second; empty when unknown."""

    def retranslate(self, segment: Segment) -> str:
        """Translate the source as it now stands, in a process of its own.

        Raises:
            TestimonyError: No model, or the engine failed or died.
        """

    def keep_translation(self, segment_id: str, text: str) -> Document:
        """Write a retranslation as what it is: the machine's, unreviewed."""

    def pair_renditions(self) -> Callable[[], tuple[int, int, bool]]:
        """Pair the interpreter with those they interpret, and compare; nothing is kept yet.

        Returns:
            What keeps it: it gives the number of renditions and of findings, and whether an interpreter
            could be made out, and refuses where the transcript changed meanwhile.
        """

    def redaction_questions(self) -> Sequence[RedactionQuestion]:
        """What a redaction by the profile that was named asks about; seconds for a long hearing.

        Raises:
            TestimonyError: No profile was named, or it is unusable.
        """

    def answer_redaction(self, number: int, answer: str) -> None:
        """Write an answer into the profile: ``accept``, ``refuse``, or empty to take it back.

        Args:
            number: Of the question, from 0, as ``redaction_questions`` gave them.
            answer: What a person decided.

        Raises:
            TestimonyError: The profile cannot be written.
        """

    def alternatives(self, segment: Segment) -> Sequence[Alternative]:
        """Other texts that engines found."""

    def glossary_terms(self, segment: Segment) -> Sequence[tuple[str, str]]:
        """Terms in the source with their wanted rendering."""

    def load_spelling(self) -> None:
        """Read the dictionary; it takes about a second, in a thread."""

    def misspelt(self, text: str, language: str) -> Sequence[tuple[int, int]]:
        """First and last character (excluded) of words that are hardly right; ``language`` is BCP-47."""

    def export_formats(self) -> Sequence[tuple[str, str, str]]:
        """Name, suffix and one line of help of each format."""

    def export(self, name: str, path: str) -> str:
        """Write what is saved in a format to a file that must not exist yet; tells what its pages say.

        Raises:
            TestimonyError: It cannot be written.
        """

    def check_editor(self) -> None:
        """See that there is an editor, before the screen steps aside for it.

        Raises:
            TestimonyError: None is set, or its command is not installed.
        """

    def edit_in_editor(self, text: str) -> str:
        """The text after the person's own editor; the screen has stepped aside meanwhile.

        Raises:
            TestimonyError: No editor, or it failed.
        """

    def close(self) -> None:
        """Let go of devices and processes."""


class ReviewLog(Protocol):
    """What people did."""

    def entries(self, segment_id: str = "") -> tuple[LoggedEntry, ...]:
        """The log of a segment."""


class ReviewRun(Protocol):
    """A note of a run or a sitting."""

    @property
    def at(self) -> str: ...
    @property
    def event(self) -> str: ...
    @property
    def facts(self) -> Mapping[str, str]: ...


class ReviewNotebook(Protocol):
    """Where the screen keeps unfinished typing, and what sittings amounted to."""

    def save_scratch(self, name: str, body: str) -> None:
        """Keep an open editor's text."""

    def scratch(self) -> dict[str, str]:
        """What open editors left behind."""

    def clear_scratch(self, name: str) -> None:
        """Forget an editor's text."""

    def note_run(self, event: str, facts: Mapping[str, str]) -> None:
        """Write down what a sitting amounted to."""

    def runs(self) -> Sequence[ReviewRun]:
        """What was written down, the oldest first."""


class ReviewStore(Protocol):
    """What the screen reads beside the document."""

    @property
    def path(self) -> Path:
        """The file."""

    @property
    def log(self) -> ReviewLog:
        """The history of the file."""

    @property
    def notebook(self) -> ReviewNotebook:
        """What is kept beside the sealed record."""


class SpeakerEdits(Protocol):
    """Edits of the speakers."""

    def rename(self, speaker_id: str, **fields: Unpack[SpeakerName]) -> Document:
        """Say who a speaker is, everywhere at once."""

    def add(self, name: str, **fields: Unpack[SpeakerFields]) -> str:
        """Add somebody; gives the new id."""

    def reassign(self, ids: Iterable[str], speaker_id: str) -> Document:
        """Give segments to another speaker."""


class RenditionEdits(Protocol):
    """Edits of renditions and findings."""

    def link(self, originals: Sequence[str], rendered: Sequence[str], note: str = "") -> Document:
        """Say that some rows render others."""

    def unlink(self, originals: Sequence[str], rendered: Sequence[str]) -> Document:
        """Say that rows do not render others."""

    def decide(self, key: str, **verdict: Unpack[Verdict]) -> Document:
        """Decide about a finding, regrade it, note something, or write the right rendition."""


class ReviewSession(Protocol):
    """The part of ``testimony.app.session.Session`` that the screen uses; every edit goes through it."""

    document: Document
    by: Identity
    recording: Path | None
    refusal: TranscriptFileError | None

    @property
    def speakers(self) -> SpeakerEdits:
        """Edits of the speakers."""

    @property
    def renditions(self) -> RenditionEdits:
        """Edits of renditions and findings."""

    @property
    def store(self) -> ReviewStore:
        """The file, for reading."""

    @property
    def is_writable(self) -> bool:
        """True when edits will be kept."""

    def commit(self, edit: Edit) -> Document:
        """Run the checks that an edit touches, keep it, and only then show it."""

    def correct(self, segment_id: str, side: Side, text: str, language: str = "") -> Document:
        """Write one side anew."""

    def replace_hits(self, hits: Sequence[Hit]) -> Document:
        """Replace a text wherever it was found: one entry, one undo."""

    def last_author(self) -> tuple[str, str]:
        """Who made the edit that undo would take back, and its kind; empty where there is none."""

    def take_over(self) -> bool:
        """Become the writer where the one who held the file has let go of it; True when that happened."""

    def approve(self, ids: Iterable[str], sides: Sequence[Side] = ...) -> Document:
        """Approve sides as they stand."""

    def second_approve(self, ids: Iterable[str], sides: Sequence[Side] = ...) -> Document:
        """Approve what another person edited and another approved."""

    def reopen(self, ids: Iterable[str], sides: Sequence[Side] = ...) -> Document:
        """Take approvals back."""

    def split(self, segment_id: str, cut: Cut) -> Document:
        """Cut a segment in two."""

    def merge(self, first_id: str, second_id: str) -> Document:
        """Join two neighbours."""

    def change_times(self, segment_id: str, start_ms: int, end_ms: int) -> Document:
        """Move a segment's beginning or end."""

    def undo(self) -> Document:
        """Take the newest edit back, whoever made it, in this session or an earlier one."""

    def redo(self) -> Document:
        """Bring the edit again that was taken back last."""

    def find(self, text: str, sides: tuple[Side, ...] = ...) -> Sequence[Match]:
        """Rows that hold a text, whatever its width and case."""

    def words(self, segment_id: str) -> tuple[Word, ...]:
        """The words of a segment."""

    def reload(self) -> bool:
        """Read again what another process wrote; True when there was something."""


@dataclass(frozen=True, slots=True)
class ReviewOptions:
    """How the screen looks and listens.

    Attributes:
        language: ``en`` or ``zh``: the language of the interface.
        theme: ``dark``, ``light`` or ``contrast``.
        columns: ``source`` (what was said at the left), ``en`` or ``zh`` (that language at the left) or
            ``stacked``.
        keys: Action → keys (comma-separated, Textual's names) in place of the built-in ones.
        demo: Demo models made the draft, which the screen then says.
        slow_doubts: Play unsure words slower.
        first_start: Explain the screen once; ``seen`` is then called.
    """

    language: str = "en"
    theme: str = "dark"
    columns: str = "source"
    keys: Mapping[str, str] = field(default_factory=dict)
    demo: bool = False
    first_start: bool = False
    slow_doubts: bool = False
    seen: Callable[[], None] = lambda: None
