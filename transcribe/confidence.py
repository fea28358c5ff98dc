"""When the words of a model are doubted: limits that were measured on the model's own scores.

A probability means something else in every model and language. A model folder may carry ``calibration.json``
(made by ``testimony models calibrate``); limits of official weights are shipped and known by the SHA-256 of
``model.bin``. Other weights start from those of whisper-base, and their transcripts say so.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from testimony.transcript.errors import ModelDamaged
from testimony.transcript.types import Word

__all__ = [
    "CALIBRATION",
    "UNMEASURED",
    "Confidence",
    "WordLimits",
    "calibration_text",
    "confidence_of",
    "read_calibration",
    "spoken_words",
    "weakest_run",
    "wrong_words",
]

CALIBRATION = "calibration.json"
RUN = 3  # words whose mean probability is judged together
_SCHEMA = "testimony-calibration/1"
_MAX_BYTES = 1 << 16
_SHIPPED = Path(__file__).with_name("calibrations")

_Json: TypeAlias = "Mapping[str, object]"


@dataclass(frozen=True, slots=True)
class WordLimits:
    """When a line of a language is doubted for its words' probabilities p, 0–1.

    Attributes:
        run: Three words in a row with a mean below it.
        word: A single word below it.
        wrong_words: So many wrong words are to be expected, more than this sum of 1 - p over the line.
    """

    run: float = 0.68
    word: float = 0.1
    wrong_words: float = math.inf

    @staticmethod
    def measured(wrong_words: float) -> WordLimits:
        """The limits of a measured model: by the expected number of wrong words alone."""
        return WordLimits(run=0.0, word=0.0, wrong_words=wrong_words)


@dataclass(frozen=True, slots=True)
class Confidence:
    """The limits of a model.

    Attributes:
        limits: Language → its limits.
        measured_on: The name of the weights that they were measured on; empty for none.
        exact: True where those are the weights in use.
    """

    limits: Mapping[str, WordLimits] = field(default_factory=dict)
    measured_on: str = ""
    exact: bool = False

    def of(self, language: str) -> WordLimits:
        """The limits of a language; those that suit most where it was not measured."""
        return self.limits.get(language, WordLimits())

    def told(self) -> str:
        """Say in a transcript's provenance where the limits come from."""
        if not self.measured_on:
            return "not measured"
        return f"measured on {self.measured_on}" if self.exact else f"started from {self.measured_on}"


UNMEASURED = Confidence()


def spoken_words(words: Sequence[Word]) -> list[Word]:
    """Leave out what is punctuation alone."""
    return [word for word in words if any(mark.isalnum() for mark in word.text)]


def weakest_run(words: Sequence[Word]) -> Sequence[Word]:
    """Find the three words in a row (all, of fewer) with the lowest mean probability; empty for none."""
    length = min(RUN, len(words))
    runs = [words[index : index + length] for index in range(len(words) - length + 1)] if length else []
    return min(runs, key=lambda run: sum(word.probability for word in run), default=())


def wrong_words(words: Iterable[Word]) -> float:
    """How many of the words are to be expected wrong, as far as their probabilities tell."""
    return sum(1 - word.probability for word in words)


def confidence_of(folder: Path, sha256: str) -> Confidence:
    """Find the limits of a model.

    Args:
        folder: The model's folder; its own ``calibration.json`` comes first.
        sha256: Of its ``model.bin``, as 64 hexadecimal digits.

    Returns:
        Limits that were measured on these weights, else those of whisper-base as a start.

    Raises:
        ModelDamaged: The folder's ``calibration.json`` is unreadable, or made for other weights.
    """
    own = folder / CALIBRATION
    if own.is_file():
        made_for, confidence = read_calibration(own)
        if made_for != sha256:
            raise ModelDamaged(
                f"{own} was made for other weights than the model.bin beside it.",
                f"Delete it, or make it again: testimony models calibrate {folder} --clips DIR",
            )
        return confidence
    shipped = [read_calibration(path) for path in sorted(_SHIPPED.glob("*.json"))]
    for made_for, confidence in shipped:
        if made_for == sha256:
            return confidence
    start = next((known for _, known in shipped if known.measured_on == "whisper-base"), Confidence())
    return Confidence(start.limits, start.measured_on)


def read_calibration(path: Path) -> tuple[str, Confidence]:
    """Read a ``calibration.json``.

    Returns:
        The SHA-256 of the ``model.bin`` that it was made for, and its limits.

    Raises:
        ModelDamaged: It is not one.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ValueError("too long")  # noqa: TRY301 - one message for everything that is wrong with it
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["schema"] != _SCHEMA:
            raise ValueError("schema")  # noqa: TRY301
        limits = {
            str(language): WordLimits.measured(_count(entry["wrong_words"]))
            for language, entry in content["limits"].items()
        }
        return str(content["model_sha256"]), Confidence(limits, str(content["model"]), exact=True)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ModelDamaged(
            f"{path} is not a calibration that can be used.",
            "Delete it, or make it again: testimony models calibrate NAME --clips DIR",
        ) from error


def calibration_text(sha256: str, confidence: Confidence, measured: _Json) -> str:
    """Write a ``calibration.json``.

    Args:
        sha256: Of the ``model.bin`` that was measured.
        confidence: Its limits.
        measured: What they were measured on, and what they reach; for a person who reads the file.
    """
    content = {
        "schema": _SCHEMA,
        "model": confidence.measured_on,
        "model_sha256": sha256,
        "limits": {
            language: {"wrong_words": limits.wrong_words}
            for language, limits in sorted(confidence.limits.items())
        },
        "measured": dict(measured),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _count(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value < math.inf:
        raise ValueError(value)
    return float(value)
