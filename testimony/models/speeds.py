"""How fast each model was on this machine, as runs saw it: numbers only, nothing of any recording.

They lie in ``$TESTIMONY_HOME/models/.speeds.json``, by the model's digest, and may be deleted at any time.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from testimony.models.remembered import read_remembered, write_remembered
from testimony.text.json_values import as_float, as_int, as_object

__all__ = ["Speed", "SpeedLog", "SpeedMeter"]

_Piece = TypeVar("_Piece")

_WEIGHT = 0.5
"""How much of what was known stays when a run adds to it: the newest runs count most."""


@dataclass(frozen=True, slots=True)
class Speed:
    """What runs saw of a model.

    Attributes:
        work: Seconds of sound for speech, characters for translation; older runs count less.
        seconds: Wall time spent on it, in seconds.
        runs: How many runs were seen.
    """

    work: float
    seconds: float
    runs: int

    @property
    def rate(self) -> float:
        """Work a second: times real time for speech, characters a second for translation."""
        return self.work / self.seconds if self.seconds > 0 else 0.0


class SpeedLog:
    """The speeds of one ``$TESTIMONY_HOME``."""

    def __init__(self, home: Path) -> None:
        self._path = home / "models" / ".speeds.json"

    def of(self, digest: str) -> Speed | None:
        """What is known of a model; None before its first run."""
        try:
            entry = as_object(read_remembered(self._path)[digest])
            return Speed(as_float(entry["work"]), as_float(entry["seconds"]), as_int(entry["runs"]))
        except (KeyError, TypeError):
            return None

    def add(self, digest: str, work: float, seconds: float) -> None:
        """Remember a run; where the folder cannot be written, nothing happens.

        Args:
            digest: Of the model.
            work: Seconds of sound, or characters.
            seconds: Wall time spent on it.

        Two runs that end at once may lose one of the two: it is a hint for a person, no record.
        """
        if work <= 0 or seconds <= 0:
            return
        before = self.of(digest) or Speed(0, 0, 0)
        content = read_remembered(self._path)
        content[digest] = {
            "work": round(before.work * _WEIGHT + work, 3),
            "seconds": round(before.seconds * _WEIGHT + seconds, 3),
            "runs": before.runs + 1,
        }
        write_remembered(self._path, content)


@dataclass(slots=True)
class SpeedMeter:
    """Adds up what a run spends on speech and on translation, block by block."""

    _speech: list[float] = field(default_factory=lambda: [0.0, 0.0])
    _translation: list[float] = field(default_factory=lambda: [0.0, 0.0])

    def heard(self, pieces: Iterable[_Piece], seconds_of: Callable[[_Piece], float]) -> Iterator[_Piece]:
        """Pass on what is made of the sound, and measure how long each piece took to come."""
        before = time.perf_counter()
        for piece in pieces:
            _add(self._speech, seconds_of(piece), before)
            yield piece
            before = time.perf_counter()

    @contextlib.contextmanager
    def translating(self, characters: int) -> Iterator[None]:
        """Measure a translation of so many characters."""
        before = time.perf_counter()
        yield
        _add(self._translation, characters, before)

    def keep(self, log: SpeedLog | None, speech: str, translations: Iterable[str]) -> None:
        """Add the run to what is known of its models, by their digests.

        Translation is timed as a whole: each package of a run gets the same rate.
        """
        if log is None:
            return
        log.add(speech, *self._speech)
        for translation in translations:
            log.add(translation, *self._translation)


def _add(total: list[float], work: float, before: float) -> None:
    total[0] += work
    total[1] += time.perf_counter() - before
