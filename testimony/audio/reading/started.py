"""When a recording began, where its container says so."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer

__all__ = ["started_at"]

_FIRST_YEAR = 1990
"""QuickTime counts from 1904 and many devices start at 1970: an unset clock, not a date."""


def started_at(container: InputContainer, stream: AudioStream) -> str | None:
    """ISO 8601 time, in the container's own zone (no zone where it names none), or None."""
    tags = {key.lower(): value for key, value in (dict(stream.metadata) | dict(container.metadata)).items()}
    created, date = tags.get("creation_time", ""), tags.get("date", "")
    for text in (created, f"{date}T{created}", date if "T" in date else ""):
        try:
            moment = datetime.fromisoformat(text.strip())
        except ValueError:
            continue
        if moment.year >= _FIRST_YEAR:
            return moment.isoformat()
    return None
