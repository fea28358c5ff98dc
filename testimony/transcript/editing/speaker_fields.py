"""What people say of a speaker: the fields of ``Speaker`` that an edit can set."""

from __future__ import annotations

from typing import TypedDict

__all__ = ["SpeakerFields", "SpeakerName"]


class SpeakerFields(TypedDict, total=False):
    """Everything but the name; what is left out stays."""

    role: str
    languages: tuple[str, ...]
    variety: str
    name_hanzi: str
    name_roman: str


class SpeakerName(SpeakerFields, total=False):
    """The name and everything else."""

    name: str
