"""Edits of a session by what they are about: its speakers, its flags and notes, its renditions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, Unpack

from testimony.transcript import renditions, review
from testimony.transcript.editing.speaker_fields import SpeakerFields, SpeakerName
from testimony.transcript.edits import Document, Edit
from testimony.transcript.findings import Verdict
from testimony.transcript.types import FlagKind, Identity, Severity

__all__ = ["MarkEdits", "RenditionEdits", "SpeakerEdits"]


class _Session(Protocol):
    """What an edit needs of the session: what stands, who acts, and where it is kept."""

    document: Document
    by: Identity

    def commit(self, edit: Edit) -> Document:
        """Keep the edit; gives what stands then."""


@dataclass(frozen=True, slots=True)
class SpeakerEdits:
    """Who the speakers are, and who says what."""

    session: _Session

    def rename(self, speaker_id: str, **fields: Unpack[SpeakerName]) -> Document:
        """Say who a speaker is, everywhere at once; the fields are those of ``Speaker``."""
        return self.session.commit(review.rename_speaker(self.session.document, speaker_id, **fields))

    def add(self, name: str, **fields: Unpack[SpeakerFields]) -> str:
        """Add somebody; returns the new id."""
        edit = review.add_speaker(self.session.document, name, **fields)
        self.session.commit(edit)
        return edit.changes[0].id

    def reassign(self, ids: Iterable[str], speaker_id: str) -> Document:
        """Give segments to another speaker."""
        edit = review.reassign_speaker(self.session.document, ids, speaker_id, self.session.by)
        return self.session.commit(edit)


@dataclass(frozen=True, slots=True)
class MarkEdits:
    """Flags and notes of segments."""

    session: _Session

    def add_flag(
        self, segment_id: str, kind: FlagKind, note: str = "", severity: Severity = Severity.WARN
    ) -> Document:
        """Raise a flag."""
        return self.session.commit(review.add_flag(self.session.document, segment_id, kind, note, severity))

    def waive_flag(self, segment_id: str, kind: FlagKind) -> Document:
        """Say that a flag stands for nothing wrong."""
        edit = review.waive_flag(self.session.document, segment_id, kind, self.session.by)
        return self.session.commit(edit)

    def add_note(self, segment_id: str, text: str) -> Document:
        """Add a translator's note."""
        return self.session.commit(review.add_note(self.session.document, segment_id, text, self.session.by))


@dataclass(frozen=True, slots=True)
class RenditionEdits:
    """Which rows render which, and what people decide about the findings."""

    session: _Session

    def link(self, originals: Sequence[str], rendered: Sequence[str], note: str = "") -> Document:
        """Say that some rows render others."""
        edit = renditions.link_rows(self.session.document, originals, rendered, note)
        return self.session.commit(edit)

    def unlink(self, originals: Sequence[str], rendered: Sequence[str]) -> Document:
        """Say that rows do not render others."""
        return self.session.commit(renditions.unlink_rows(self.session.document, originals, rendered))

    def decide(self, key: str, **verdict: Unpack[Verdict]) -> Document:
        """Decide about a finding, regrade it, note something, or write the right rendition.

        Args:
            key: The finding's id.
            **verdict: What is said of it; see ``Verdict``.
        """
        edit = renditions.change_finding(self.session.document, key, self.session.by, **verdict)
        return self.session.commit(edit)
