"""What the page of voices asks of the rest of the product."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from testimony.transcript.edits import Document

__all__ = ["AskedRole", "SplitVoice", "VoiceServices"]


class AskedRole(Protocol):
    """A role that somebody said is there, and no voice has."""

    @property
    def name(self) -> str:
        """In plain words: ``judge``."""

    @property
    def count(self) -> int:
        """How many have it."""


class SplitVoice(Protocol):
    """What a split made."""

    @property
    def speaker(self) -> str:
        """Id of the new speaker."""

    @property
    def rows(self) -> int:
        """How many rows went there."""

    @property
    def alike(self) -> float:
        """0 to 1: how likely both are one voice after all."""


class VoiceServices(Protocol):
    """Edits of whole voices: each one entry of the history. All of them may raise a ``TestimonyError``."""

    def open_roles(self) -> Sequence[AskedRole]:
        """Roles that were named when voices were told apart, and that too few voices have."""

    def offered(self, speaker_id: str) -> str:
        """The name that the machine offers for a voice; empty for none."""

    def accept(self, speaker_id: str) -> Document:
        """Take the name that is offered."""

    def refuse(self, speaker_id: str) -> Document:
        """Put a neutral name in its place."""

    def give_role(self, speaker_id: str, role: str) -> Document:
        """Give a role, and its name to a voice that has only a neutral one."""

    def merge(self, speaker_id: str, into: str) -> Document:
        """Make one speaker of two."""

    def split(self, speaker_id: str) -> Callable[[], SplitVoice]:
        """Hear a voice's rows and find two in them; returns what keeps that. It may take minutes."""

    def move(self, rows: str, speaker_id: str) -> int:
        """Give rows, named as ``12-20,31``, to a voice; returns how many changed hands."""
