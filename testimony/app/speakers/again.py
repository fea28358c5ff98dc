"""The voices of a finished transcript told apart again, or taken from another tool; people's word stands."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from testimony.app.speakers.changes import DIARIZE, Found, Pinned, RowVoice, speaker_edit
from testimony.app.speakers.diarize import ChosenSound, channels_of, diarize, diarize_provenance
from testimony.app.speakers.naming import Naming
from testimony.transcript.edits import EditKind
from testimony.transcript.errors import RecordingNotFound, TranscriptFileError
from testimony.transcript.progress import ProgressListener, ignore_progress
from testimony.transcript.turns import Turn, read_rttm
from testimony.transcript.types import Provenance

if TYPE_CHECKING:
    from testimony.app.session import Session
    from testimony.app.speakers.options import SpeakerOptions

__all__ = ["Outcome", "pinned_by_people", "take_turns", "tell_again"]

_BEYOND_MS = 2_000  # turns may reach this far beyond the recording's end
_GIVING = (EditKind.REASSIGN_SPEAKER, EditKind.MERGE_SPEAKERS, EditKind.SPLIT_SPEAKER)
_NAMING = (
    EditKind.RENAME_SPEAKER,
    EditKind.ADD_SPEAKER,
    EditKind.MERGE_SPEAKERS,
    EditKind.SPLIT_SPEAKER,
)
_FITTING = 0.5  # of the rows must hold a turn, or the file is of another recording


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a pass over the voices changed.

    Attributes:
        rows: Rows that have another speaker now.
        kept: Rows whose speaker people had decided.
        naming: What the voices are called.
    """

    rows: int
    kept: int
    naming: Naming


def tell_again(
    session: Session,
    options: SpeakerOptions,
    audio: Path | None = None,
    progress: ProgressListener = ignore_progress,
) -> Outcome:
    """Tell the voices of a transcript apart again; one step that can be undone.

    Args:
        session: The transcript, open for writing.
        options: What is known of the speakers.
        audio: Where the recording is; None looks beside the transcript and where it was.
        progress: Told how far it is.

    Raises:
        RecordingError: The recording is not at hand, or is another one.
        ModelError: The speaker model is missing or damaged.
        TranscriptFileError: The file cannot be written.
    """
    recording = session.attach_recording(audio)
    if recording is None:
        raise RecordingNotFound(
            f"The recording of {session.store.path} is not beside it.",
            f"testimony speakers {session.store.path} --recording RECORDING",
        )
    segments = tuple(session.document.segments.values())
    sound = ChosenSound(channels_of(session.store.draft.provenance), session.document.recording.track)
    found = diarize(recording, segments, options, sound, progress=progress)
    if not _are_as_cut(session):
        found = found.without_times()
    return _keep(session, found, diarize_provenance(options))


def take_turns(session: Session, rttm: Path) -> Outcome:
    """Take the speakers from another tool's turns; each row goes to whoever speaks longest in it.

    Args:
        session: The transcript, open for writing.
        rttm: The turns of one recording.

    Raises:
        TranscriptFileError: The turns cannot be read, or are those of another recording.
    """
    turns = read_rttm(rttm)
    found = _found_in(session, turns)
    duration = session.document.recording.duration_ms
    if turns[-1].end_ms > duration + _BEYOND_MS or len(found.rows) < _FITTING * len(
        session.document.segments
    ):
        raise TranscriptFileError(
            f"{rttm} does not fit {session.store.path}: its turns lie elsewhere or end after the recording.",
            "give the RTTM file of this recording",
        )
    digest = hashlib.sha256(rttm.read_bytes()).hexdigest()
    return _keep(session, found, Provenance({}, {"rttm": rttm.name, "sha256": digest}, {}))


def _found_in(session: Session, turns: Sequence[Turn]) -> Found:
    labels = list(dict.fromkeys(turn.speaker for turn in turns))
    rows = {}
    for segment in session.document.segments.values():
        times: dict[str, int] = defaultdict(int)
        for turn in turns:
            times[turn.speaker] += max(
                0, min(turn.end_ms, segment.end_ms) - max(turn.start_ms, segment.start_ms)
            )
        ranked = sorted(times, key=lambda label: (-times[label], label))
        if ranked and times[ranked[0]]:
            second = ranked[1] if len(ranked) > 1 and times[ranked[1]] else None
            share = times[ranked[0]] / sum(times[label] for label in ranked[:2])
            rows[segment.id] = RowVoice(
                labels.index(ranked[0]), round(share, 4), labels.index(second) if second else None
            )
    return Found(rows, names=tuple(labels))


def _keep(session: Session, found: Found, made_by: Provenance) -> Outcome:
    pinned = pinned_by_people(session)
    edit, naming = speaker_edit(session.document, found, pinned)
    before = session.document
    if edit.changes:
        session.commit_pass(edit, _free_pass(session), made_by)
    changed = sum(
        before.segments[one.id].speaker != one.speaker
        for one in session.document.segments.values()
        if one.id in before.segments
    )
    return Outcome(changed, len(pinned.segments & found.rows.keys()), naming)


def _are_as_cut(session: Session) -> bool:
    """True where the rows still have the times of voice activity, and nobody has worked on them."""
    passes = session.store.draft.provenance
    told = any(name.partition("-")[0] == DIARIZE for name in passes)
    return "asr" in passes and not told and not session.store.log.undoable()


def _free_pass(session: Session) -> str:
    known = session.store.draft.provenance
    name, number = DIARIZE, 1
    while name in known:
        number += 1
        name = f"{DIARIZE}-{number}"
    return name


def pinned_by_people(session: Session) -> Pinned:
    """The rows whose speaker people decided or approved, and the speakers whom they named."""
    standing = set(session.store.log.undoable())
    segments: set[str] = {
        one.id
        for one in session.document.segments.values()
        if one.state.source.is_reviewed or one.state.target.is_reviewed
    }
    speakers: set[str] = set()
    merged: set[str] = set()
    for logged in session.store.log.entries():
        entry = logged.entry
        if standing and entry.seq not in standing:
            continue
        if entry.kind in _GIVING:
            segments |= entry.segments
        if entry.kind == EditKind.MERGE_SPEAKERS:
            merged |= entry.segments
        if entry.kind in _NAMING:
            names = (name for name in entry.subject.split(" ") if name.startswith("speaker:"))
            speakers |= {name.removeprefix("speaker:") for name in names}
    # Two that a person made one stay one: the rows that were there before the merge, too.
    joined = {one.speaker for one in session.document.segments.values() if _whole(one.id) & merged}
    segments |= {one.id for one in session.document.segments.values() if one.speaker in joined}
    parts = {one for one in session.document.segments if _whole(one) & segments}
    return Pinned(frozenset(parts), frozenset(speakers))


def _whole(segment_id: str) -> set[str]:
    """A segment's id and those of the segments that it was split from: 12.1.2, 12.1, 12."""
    parts = segment_id.split(".")
    return {".".join(parts[:count]) for count in range(1, len(parts) + 1)}
