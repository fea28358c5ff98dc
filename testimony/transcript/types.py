"""The shared noun: what flows between the rooms.

Frozen, slotted dataclasses; every time is an integer number of milliseconds
from the start of the recording; ids are strings and never reused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from testimony.transcript.findings import Finding
from testimony.transcript.kinds import FlagKind, ReviewState, Severity, Side
from testimony.transcript.verdict import NOT_STORED, Verdict

__all__ = [
    "Alternative",
    "Approval",
    "Block",
    "Flag",
    "FlagKind",
    "Identity",
    "Link",
    "Note",
    "Provenance",
    "Recording",
    "ReviewState",
    "Segment",
    "Severity",
    "Side",
    "Speaker",
    "State",
    "Transcript",
    "Translation",
    "Utterance",
    "Word",
    "WordSpan",
]


@dataclass(frozen=True, slots=True)
class Recording:
    """The evidence: a file that is never changed and never copied into a transcript.

    Attributes:
        id: ``R1``, ``R2``, … within a transcript.
        path: Where it was when it was transcribed, as the user named it.
        sha256: Hex digest of the file's bytes.
        duration_ms: Length of the decoded sound.
        channels: Channels of the audio stream.
        sample_rate: Hz, as recorded.
        started_at: ISO 8601 time at which the recording began, where the container says.
        track: Number of the sound track that was heard, from 1.
        tracks: Number of sound tracks in the file.
    """

    id: str
    path: str
    sha256: str
    duration_ms: int
    channels: int
    sample_rate: int
    started_at: str | None = None
    track: int = 1
    tracks: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """The unit of work: at most two minutes, cut at silences, a function of the audio alone.

    Attributes:
        index: 0, 1, 2, … in time order (all channels of one stretch share an index).
        start_ms: Where its sound begins.
        end_ms: Where the next one begins.
    """

    index: int
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Utterance:
    """A stretch of speech by one speaker, at most 20 s, in one language.

    Attributes:
        language: BCP-47 primary tag (``zh``, ``en``), or ``und`` before detection.
        language_probability: 0–1 among the languages of the job.
    """

    start_ms: int
    end_ms: int
    channel: int = 0
    language: str = "und"
    language_probability: float = 0.0


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its times; a Chinese word is a character.

    Attributes:
        text: As decoded, a leading space kept where the language writes one.
        probability: 0–1, the engine's own.
        language: Set only when it differs from the segment's.
    """

    start_ms: int
    end_ms: int
    text: str
    probability: float
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """A doubt about a segment, never a deletion.

    Attributes:
        note: What a person should listen or look for, one sentence.
        pass_id: The pass that raised it (``asr-1``, ``check-2``, ``person``), empty before it is stored.
        waived_by: Who looked and found nothing to worry about; empty while the doubt stands.
    """

    kind: FlagKind
    severity: Severity
    note: str = ""
    pass_id: str = ""
    waived_by: str = ""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another text that an engine found for the same side of a segment."""

    side: Side
    language: str
    text: str
    score: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """The review state of both sides."""

    source: ReviewState = ReviewState.UNREVIEWED
    target: ReviewState = ReviewState.UNREVIEWED

    @property
    def is_reviewed(self) -> bool:
        """True when both sides are approved as they now stand."""
        return self.source.is_reviewed and self.target.is_reviewed


@dataclass(frozen=True, slots=True)
class Translation:
    """A machine's or memory's target text for one segment, with the doubts its checks raised.

    Attributes:
        author: ``memory:`` and the memory's digest for an approved text used again; empty for the engine's.
        alternatives: What other engines made of the same source.
    """

    segment_id: str
    language: str
    text: str
    score: float = 0.0
    flags: tuple[Flag, ...] = ()
    author: str = ""
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """Who acts: a claim, not an authentication (see SECURITY.md).

    Attributes:
        name: As given with ``--by`` or in the settings; else the account's name.
        confirmed: False for an account's name, which edits but never second-approves or certifies.
    """

    name: str
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Approval:
    """Somebody's word that one side of a segment is right as it stands.

    Attributes:
        stage: ``approved`` or ``second_approved``.
        by: Name of the person.
        text_sha256: Hex digest of what was approved (``canonical.text_digest``).
        confirmed: False where the name is only that of an account: it certifies nothing.
    """

    side: Side
    stage: ReviewState
    by: str
    text_sha256: str
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    """A translator's note, kept apart from the utterance and off in exports by default."""

    by: str
    text: str


@dataclass(frozen=True, slots=True)
class WordSpan:
    """Words ``first`` (included) to ``last`` (excluded) of a segment of the machine's draft."""

    segment: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Segment:
    """The reviewed unit: a row on the screen and in the exhibit.

    ``words`` and ``alternatives`` are empty in lists; they load a segment at a time.

    Attributes:
        speaker: A ``Speaker.id``.
        language: BCP-47 tag of the source, or ``und``.
        source: What was said, in the language it was said in.
        target: The translation that now stands; empty where there is none.
        target_language: BCP-47 tag of the target; empty where there is none.
        source_author: Who wrote the source as it stands; empty for the machine's draft.
        target_author: The same for the target.
        word_spans: Whose words these are after a split or a merge; empty means its own.
        glue: White space that a split cut away before this half (source, NUL, target); else None.
    """

    id: str
    recording: str
    channel: int
    start_ms: int
    end_ms: int
    speaker: str
    language: str
    language_probability: float
    source: str
    target: str = ""
    target_language: str = ""
    flags: tuple[Flag, ...] = ()
    state: State = field(default_factory=State)
    words: tuple[Word, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    source_author: str = ""
    target_author: str = ""
    approvals: tuple[Approval, ...] = ()
    notes: tuple[Note, ...] = ()
    word_spans: tuple[WordSpan, ...] = ()
    glue: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks in the recording; the interpreter has two languages."""

    id: str
    name: str
    role: str = ""
    languages: tuple[str, ...] = ()
    variety: str = ""
    name_hanzi: str = ""
    name_roman: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between segments, many to many.

    Attributes:
        kind: ``rendition`` (``to_ids`` render ``from_ids``), or ``no_rendition`` where a person said
            that they do not.
        made_by: The pass that made it (``renditions-1``); empty for a person's.
    """

    kind: str
    from_ids: tuple[str, ...]
    to_ids: tuple[str, ...]
    note: str = ""
    made_by: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made a pass; everything here is part of the draft's hash.

    Times, host and threads are kept beside it, in the ``runs`` table.

    Attributes:
        models: Role (``speech``, ``language``, ``zh-en``) → ``name@sha256``.
        settings: Name → value, as text.
        versions: Package → version.
        demo: True when any model of the pass is a demo model, whose text can never be certified.
    """

    models: Mapping[str, str]
    settings: Mapping[str, str]
    versions: Mapping[str, str]
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Transcript:
    """A whole transcript as it now stands, for exports and evaluation.

    Attributes:
        languages: The languages of the job, in the order they were asked for.
        provenance: Pass id → what made it.
        history_head: Hash of the last entry of the record, hex; empty for a transcript never stored.
            It differs between two runs of the same draft: the record carries times and salts.
        complete: False while a run is unfinished.
        verdict: What was checked of it when it was read from its file.
    """

    recordings: tuple[Recording, ...]
    languages: tuple[str, ...]
    speakers: tuple[Speaker, ...]
    segments: tuple[Segment, ...]
    links: tuple[Link, ...] = ()
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    history_head: str = ""
    complete: bool = True
    verdict: Verdict = NOT_STORED
    findings: tuple[Finding, ...] = ()

    @property
    def is_demo(self) -> bool:
        """True when any machine text in it came from a demo model."""
        return any(provenance.demo for provenance in self.provenance.values())
