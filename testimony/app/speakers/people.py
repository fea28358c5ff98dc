"""What a person does with the voices of a transcript: each one entry of the history, one step to undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from testimony.app.own_process import run_apart
from testimony.app.speakers.halves import Halves, RowsToHear, hear_halves
from testimony.app.speakers.options import Role, parse_roles
from testimony.transcript.editing.speaker_fields import SpeakerName
from testimony.transcript.errors import EditRefused, ExportError, RecordingNotFound
from testimony.transcript.review import rename_speaker
from testimony.transcript.types import Transcript
from testimony.transcript.voices import (
    is_machine_name,
    is_offered,
    merge_speakers,
    neutral_name,
    speaker_of,
    split_speaker,
    without_doubt,
)

if TYPE_CHECKING:
    from testimony.app.session import Session
    from testimony.transcript.edits import Document

__all__ = ["Split", "VoiceEdits"]

_HALVES = 2

_PATIENCE_S = 1_800.0  # ten hours are decoded in less, on one slow core
Hear = Callable[[RowsToHear], Halves]


@dataclass(frozen=True, slots=True)
class Split:
    """What a split made.

    Attributes:
        speaker: Id of the new speaker.
        rows: How many rows went there.
        alike: 0–1: how likely it is that both are one voice after all.
    """

    speaker: str
    rows: int
    alike: float


def _hear_apart(job: RowsToHear) -> Halves:
    return run_apart(hear_halves, job, _PATIENCE_S)


class VoiceEdits:
    """The edits, over one open session.

    Args:
        session: Open for writing.
        hear: Divides rows by their sound; by default in a process of its own.
    """

    def __init__(self, session: Session, hear: Hear = _hear_apart) -> None:
        self._session = session
        self._hear = hear

    def open_roles(self) -> tuple[Role, ...]:
        """The roles that ``--roles`` named and that too few voices have; the newest pass counts."""
        held = [one.role for one in self._session.document.speakers.values()]
        left = [(role, role.count - held.count(role.name)) for role in self._asked_roles]
        return tuple(Role(role.name, count, role.language) for role, count in left if count > 0)

    @cached_property
    def _asked_roles(self) -> tuple[Role, ...]:
        passes = self._session.store.draft.provenance
        asked = [one.settings["roles"] for name, one in passes.items() if _tells_roles(name, one.settings)]
        return parse_roles(asked[-1]) if asked else ()

    def offered(self, speaker_id: str) -> str:
        """The name that the machine offers for a speaker; empty for none."""
        speaker = self._session.document.speakers.get(speaker_id)
        return without_doubt(speaker.name) if speaker is not None and is_offered(speaker.name) else ""

    def accept(self, speaker_id: str) -> Document:
        """Take the name that the machine offers.

        Raises:
            EditRefused: There is no such speaker, or nothing is offered.
        """
        speaker = self._offered(speaker_id)
        return self._session.speakers.rename(speaker_id, name=without_doubt(speaker))

    def refuse(self, speaker_id: str) -> Document:
        """Put a neutral name in place of the one that the machine offers, and no role.

        Raises:
            EditRefused: There is no such speaker, or nothing is offered.
        """
        self._offered(speaker_id)
        document = self._session.document
        rows = [row for row in document.segments.values() if row.speaker == speaker_id]
        name = neutral_name(document, rows, besides=speaker_id)
        return self._session.speakers.rename(speaker_id, name=name, role="")

    def _offered(self, speaker_id: str) -> str:
        speaker = speaker_of(self._session.document, speaker_id)
        if not is_offered(speaker.name):
            raise EditRefused(f"No name is offered for {speaker.name}.", "name the speaker yourself")
        return speaker.name

    def give_role(self, speaker_id: str, role: str) -> Document:
        """Give a role; a neutral or offered name becomes the role's, as in ``COUNSEL 2``.

        Args:
            speaker_id: Whose it is.
            role: In any words; empty takes it away.

        Raises:
            EditRefused: There is no such speaker.
        """
        document, role = self._session.document, " ".join(role.split()).lower()
        speaker = speaker_of(document, speaker_id)
        fields = SpeakerName(role=role)
        if role and is_machine_name(speaker.name):
            taken = {one.name for one in document.speakers.values() if one.id != speaker_id}
            names = [role.upper(), *(f"{role.upper()} {k}" for k in range(2, len(taken) + 3))]
            fields["name"] = next(name for name in names if name not in taken)
        return self._session.commit(rename_speaker(document, speaker_id, **fields))

    def merge(self, speaker_id: str, into: str) -> Document:
        """Make one speaker of two; ``into`` keeps its name.

        Raises:
            EditRefused: There is no such speaker, or both are the same.
        """
        session = self._session
        return session.commit(merge_speakers(session.document, speaker_id, into, session.by))

    def split(self, speaker_id: str) -> Callable[[], Split]:
        """Hear a speaker's rows, which may take a while, and find two voices in them.

        Returns:
            What keeps the split; it refuses where the speaker is no more.

        Raises:
            EditRefused: There is no such speaker, or too little to hear.
            RecordingError: The recording is not at hand.
            ModelError: The speaker model is missing or damaged.
        """
        from testimony.app.speakers.diarize import channels_of

        session = self._session
        speaker = speaker_of(session.document, speaker_id)
        rows = tuple(row for row in session.document.segments.values() if row.speaker == speaker_id)
        if len(rows) < _HALVES:
            raise EditRefused(f"{speaker.name} has a single row.", "split that row instead")
        if session.recording is None:
            raise RecordingNotFound(
                f"The recording of {session.store.path} is not at hand.", "say where it is"
            )
        channels = channels_of(session.store.draft.provenance)
        job = RowsToHear(session.recording, session.document.recording.track, channels, rows)
        halves = self._hear(job)

        def keep() -> Split:
            edit = split_speaker(session.document, speaker_id, halves.second, session.by)
            session.commit(edit)
            return Split(edit.changes[0].id, len(halves.second), halves.alike)

        return keep

    def move(self, rows: str, speaker_id: str) -> int:
        """Give a range of rows to a speaker.

        Args:
            rows: Ids, as in ``12-20,31``.
            speaker_id: Whose they are from now on.

        Returns:
            How many rows changed hands.

        Raises:
            EditRefused: There is no such speaker, no such row, or the range cannot be read.
        """
        from testimony.export.selection import select

        document = self._session.document
        speaker_of(document, speaker_id)
        whole = Transcript((document.recording,), (), (), tuple(document.segments.values()))
        try:
            chosen = select(whole, rows).segments if rows.strip() else ()
        except ExportError as error:
            raise EditRefused(error.message, "name rows as 12-20 or 3,7-9") from error
        if not chosen:
            raise EditRefused("No row is named.", "name rows as 12-20 or 3,7-9")
        moved = [one.id for one in chosen if one.speaker != speaker_id]
        self._session.speakers.reassign(moved, speaker_id)
        return len(moved)


def _tells_roles(name: str, settings: Mapping[str, str]) -> bool:
    from testimony.app.speakers.changes import DIARIZE

    return name.partition("-")[0] == DIARIZE and "roles" in settings
