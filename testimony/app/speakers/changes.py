"""What telling voices apart changes in a transcript. Pure; what people said always stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from testimony.app.speakers.naming import Naming, Voice, name_voices
from testimony.app.speakers.options import Role
from testimony.transcript.edits import Change, Document, Edit, EditKind
from testimony.transcript.types import Flag, FlagKind, Segment, Severity, Speaker

__all__ = ["DIARIZE", "Found", "Pinned", "RowVoice", "speaker_edit"]

DIARIZE = "diarize"
_DOUBTED = 0.75  # a speaker less likely than this is flagged


@dataclass(frozen=True, slots=True)
class RowVoice:
    """What was heard in one row.

    Attributes:
        voice: 0, 1, 2, … by first appearance.
        probability: 0–1, that it is this voice and not the second best.
        second: The second best; None where there is no other.
        overlap_ms: How long two speak at once.
        times_ms: Where the row begins and ends from now on, in ms; None where it keeps its times.
    """

    voice: int
    probability: float = 1.0
    second: int | None = None
    overlap_ms: int = 0
    times_ms: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The voices of a transcript.

    Attributes:
        rows: Segment id → what was heard in it.
        interpreter: The voice that does what interpreters do; None where nobody does.
        roles: Roles that are known to be there.
        names: What another tool calls the voices; empty for names of our own.
        offered: Voice → name of the enrolled voice that it sounds like, and how likely that is.
    """

    rows: Mapping[str, RowVoice]
    interpreter: int | None = None
    roles: tuple[Role, ...] = ()
    names: tuple[str, ...] = ()
    offered: Mapping[int, tuple[str, float]] = field(default_factory=dict)

    def without_times(self) -> Found:
        """The same, with the rows at the times that they have."""
        return replace(self, rows={one: replace(row, times_ms=None) for one, row in self.rows.items()})


@dataclass(frozen=True, slots=True)
class Pinned:
    """What people decided: these segments keep their speaker, these speakers their names and roles."""

    segments: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()


def speaker_edit(
    document: Document, found: Found, pinned: Pinned | None = None, known: Sequence[str] = ()
) -> tuple[Edit, Naming]:
    """Give each segment the speaker of its voice.

    A voice takes over the speaker who had most of its rows, so that names that people gave stay with the
    voice; a speaker without a voice or a row is taken out unless a person made it.

    Args:
        document: The transcript as it stands.
        found: What was heard.
        pinned: What people decided; None for nothing.
        known: Names given by channel or language before voices were told apart.

    Returns:
        One edit, and what the voices are called.
    """
    held = pinned or Pinned()
    naming = _naming(document, found, known)
    ids = _ids(document, found, held, len(naming.names))
    speakers = _speakers(document, found, naming, ids, held)
    changes = [
        Change(segment, after)
        for segment in document.segments.values()
        if (after := _row(segment, found, ids, speakers, held)) != segment
    ]
    used = {segment.speaker for segment in document.segments.values()}
    used.difference_update(change.before.speaker for change in changes if isinstance(change.before, Segment))
    used.update(change.after.speaker for change in changes if isinstance(change.after, Segment))
    ended = [
        Change(one, None)
        for one in document.speakers.values()
        if one.id not in used and one.id not in held.speakers and one.id not in ids
    ]
    named = [
        Change(document.speakers.get(one.id), one)
        for one in speakers.values()
        if document.speakers.get(one.id) != one
    ]
    return Edit(EditKind.DIARIZE, (*named, *ended, *changes)), naming


def _naming(document: Document, found: Found, known: Sequence[str]) -> Naming:
    """What the voices are called: by another tool, by an enrolled voice in doubt, or by what they speak."""
    if found.names:
        return Naming(found.names, tuple("" for _ in found.names))
    naming = name_voices(_voices(document, found, known), found.interpreter, found.roles)
    names = (
        f"{found.offered[index][0]}? ({found.offered[index][1]:.0%})" if index in found.offered else name
        for index, name in enumerate(naming.names)
    )
    return replace(naming, names=tuple(names))


def _voices(document: Document, found: Found, known: Sequence[str]) -> list[Voice]:
    count = 1 + max((row.voice for row in found.rows.values()), default=-1)
    spoken: list[dict[str, int]] = [defaultdict(int) for _ in range(count)]
    names: list[set[str]] = [set() for _ in range(count)]
    for segment_id, row in found.rows.items():
        segment = document.segments[segment_id]
        if segment.language != "und":
            spoken[row.voice][segment.language] += segment.end_ms - segment.start_ms
        speaker = document.speakers.get(segment.speaker)
        names[row.voice].add(speaker.name if speaker and speaker.name in known else "")
    return [Voice(dict(times), frozenset(name)) for times, name in zip(spoken, names, strict=True)]


def _ids(document: Document, found: Found, pinned: Pinned, count: int) -> tuple[str, ...]:
    """A speaker id for each voice: of the speaker who had most of its rows, else a new one."""
    shared: dict[tuple[int, str], int] = defaultdict(int)
    for segment_id, row in found.rows.items():
        segment = document.segments[segment_id]
        shared[row.voice, segment.speaker] += segment.end_ms - segment.start_ms
    voices: dict[int, int] = defaultdict(int)
    theirs: dict[str, int] = defaultdict(int)
    for (voice, speaker), time in shared.items():
        voices[voice] += time
        theirs[speaker] += time
    ids: dict[int, str] = {}
    for voice, speaker in sorted(shared, key=lambda key: (key[1] not in pinned.speakers, -shared[key], key)):
        most = 2 * shared[voice, speaker] >= min(voices[voice], theirs[speaker])
        if most and voice not in ids and speaker not in ids.values() and speaker in document.speakers:
            ids[voice] = speaker
    number = max((int(one[1:]) for one in document.speakers if one[1:].isdigit()), default=0)
    for voice in range(count):
        if voice not in ids:
            number += 1
            ids[voice] = f"S{number}"
    return tuple(ids[voice] for voice in range(count))


def _speakers(
    document: Document, found: Found, naming: Naming, ids: Sequence[str], pinned: Pinned
) -> dict[str, Speaker]:
    voices = _voices(document, found, ())
    speakers = {}
    for voice, (speaker_id, name, role) in enumerate(zip(ids, naming.names, naming.roles, strict=True)):
        standing = document.speakers.get(speaker_id)
        if standing is not None and speaker_id in pinned.speakers:
            speakers[speaker_id] = standing
            continue
        base = standing or Speaker(speaker_id, name)
        speakers[speaker_id] = replace(base, name=name, role=role, languages=voices[voice].languages)
    return speakers


def _row(
    segment: Segment, found: Found, ids: Sequence[str], speakers: Mapping[str, Speaker], pinned: Pinned
) -> Segment:
    row = found.rows.get(segment.id)
    if row is None:
        return segment
    flags = tuple(
        flag for flag in segment.flags if flag.waived_by or flag.pass_id.partition("-")[0] != DIARIZE
    )
    waived = {flag.kind for flag in flags if flag.pass_id.partition("-")[0] == DIARIZE}
    if row.overlap_ms and FlagKind.OVERLAP not in waived:
        note = f"Two speak at once for {row.overlap_ms / 1000:.1f} s: listen to who says what."
        flags = (*flags, Flag(FlagKind.OVERLAP, Severity.WARN, note, DIARIZE))
    if segment.id in pinned.segments:
        return replace(segment, flags=flags)
    if row.times_ms is not None:
        segment = replace(segment, start_ms=row.times_ms[0], end_ms=row.times_ms[1])
    if row.second is not None and row.probability < _DOUBTED and FlagKind.SPEAKER_UNCERTAIN not in waived:
        other = speakers[ids[row.second]].name
        note = f"The voice may be that of {other} instead ({row.probability:.0%} sure)."
        flags = (*flags, Flag(FlagKind.SPEAKER_UNCERTAIN, Severity.INFO, note, DIARIZE))
    return replace(segment, speaker=ids[row.voice], flags=flags)
