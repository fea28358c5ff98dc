"""What one sitting amounts to: keys, time at work, rows, sound; and how it is kept in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from testimony.transcript.edits import Document

__all__ = ["Sitting", "Tally"]

_PAUSE_S = 600.0  # somebody who presses no key for longer is not at work
_HOUR_S = 3600


@dataclass(frozen=True, slots=True)
class Sitting:
    """One person's work from opening the screen to leaving it.

    Attributes:
        by: Name of the person.
        at: When it ended, ISO 8601; empty for the one that goes on.
        keys: Keys and pasted texts.
        seconds: Time at work, in s: from key to key, pauses of more than ten minutes left out.
        changed: Rows that are not as they were at the beginning.
        reviewed: Rows approved on both sides that were not at the beginning.
        sound_ms: Sound of those, in ms.
    """

    by: str
    at: str
    keys: int
    seconds: int
    changed: int
    reviewed: int
    sound_ms: int

    @property
    def keys_a_row(self) -> float:
        """Keys for each row that was reviewed; 0 where none was."""
        return self.keys / self.reviewed if self.reviewed else 0.0

    @property
    def sound_ms_an_hour(self) -> int:
        """Sound reviewed in an hour of work, in ms; 0 where no time went by."""
        return self.sound_ms * _HOUR_S // self.seconds if self.seconds else 0

    def facts(self) -> dict[str, str]:
        """As the file keeps it: name → value."""
        numbers = ("keys", "seconds", "changed", "reviewed", "sound_ms")
        return {"by": self.by, **{name: str(getattr(self, name)) for name in numbers}}

    @classmethod
    def of_facts(cls, at: str, facts: Mapping[str, str]) -> Sitting:
        """What a file kept, at a time (ISO 8601)."""
        numbers = (
            int(facts.get(name, "0")) for name in ("keys", "seconds", "changed", "reviewed", "sound_ms")
        )
        return cls(facts.get("by", ""), at, *numbers)


class Tally:
    """Counts while somebody works."""

    def __init__(self) -> None:
        self.keys = 0
        self._seconds = 0.0
        self._last: float | None = None

    def press(self, at: float) -> None:
        """A key was pressed at a time in seconds (of a clock that does not go back)."""
        self.keys += 1
        if self._last is not None and at - self._last <= _PAUSE_S:
            self._seconds += max(0.0, at - self._last)
        self._last = at

    def sitting(self, by: str, before: Document, now: Document) -> Sitting:
        """What was done, from the document as it was to the document as it is."""
        old = before.segments
        changed = [one for key, one in now.segments.items() if old.get(key) is not one]
        changed = [one for one in changed if old.get(one.id) != one]
        reviewed = [
            one
            for one in changed
            if one.state.is_reviewed and not (one.id in old and old[one.id].state.is_reviewed)
        ]
        sound = sum(one.end_ms - one.start_ms for one in reviewed)
        return Sitting(by, "", self.keys, round(self._seconds), len(changed), len(reviewed), sound)
