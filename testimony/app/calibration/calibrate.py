"""Transcribe clips with references, and choose below what the words of the model are doubted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from testimony.app.calibration.clips import Clip, ClipSound, by_turns, halves
from testimony.app.calibration.limits import choose_limits
from testimony.app.calibration.scores import LineScore, Reach, line_scores, reach_of
from testimony.app.evaluation import ComparedRow, compare_rows
from testimony.transcript.errors import SettingsError
from testimony.transcript.types import Segment
from transcribe import transcribe
from transcribe.confidence import Confidence

if TYPE_CHECKING:
    from transcribe.engines.base import Transcriber
    from transcribe.options import SpeechOptions

__all__ = ["FEWEST_LINES", "CalibrationReport", "calibrate"]

FEWEST_LINES = 10  # of a language, right ones: from fewer no share of some percent can be told


@dataclass(frozen=True, slots=True)
class CalibrationReport:
    """What was measured.

    Attributes:
        confidence: The limits.
        chosen_on: Language → what they reach on the voices that they were chosen on.
        checked_on: Language → what they reach on other voices; empty where there was one voice only.
        voices: How many voices were heard.
        clips: How many clips.
    """

    confidence: Confidence
    chosen_on: Mapping[str, Reach]
    checked_on: Mapping[str, Reach]
    voices: int
    clips: int

    def as_json(self) -> dict[str, object]:
        """What ``calibration.json`` keeps under ``measured``."""
        return {
            "clips": self.clips,
            "voices": self.voices,
            "chosen_on": {language: reach.as_json() for language, reach in self.chosen_on.items()},
            "checked_on_other_voices": {
                language: reach.as_json() for language, reach in self.checked_on.items()
            },
        }


def calibrate(
    clips: Sequence[Clip], engine: Transcriber, options: SpeechOptions, model: str
) -> CalibrationReport:
    """Measure a model.

    Args:
        clips: Of voices that the model was not trained on, in the languages of the job.
        engine: The loaded model.
        options: The job that its users will run.
        model: Its name.

    Returns:
        Limits chosen on half of the voices, and what they reach on both halves.

    Raises:
        SettingsError: A language has too few lines that came out right.
        RecordingError: A clip cannot be decoded.
        TranscriptionError: The engine fails.
    """
    first, others = halves(clips)
    chosen = line_scores(_compared(first, engine, options))
    checked = line_scores(_compared(others, engine, options)) if others else []
    limits = {}
    for language in options.languages:
        own = _of(chosen, language)
        right = sum(not line.wrong for line in own)
        if right < FEWEST_LINES:
            raise SettingsError(
                f"Only {right} clips in {language} came out right; {FEWEST_LINES} are needed to measure.",
                "Give more clips of more voices, or name one language: --languages en",
            )
        limits[language] = choose_limits(own)
    return CalibrationReport(
        confidence=Confidence(limits, model, exact=True),
        chosen_on={code: reach_of(_of(chosen, code), one) for code, one in limits.items()},
        checked_on={code: reach_of(_of(checked, code), one) for code, one in limits.items() if checked},
        voices=len({(clip.language, clip.speaker) for clip in clips}),
        clips=len(clips),
    )


def _of(lines: Sequence[LineScore], language: str) -> list[LineScore]:
    return [line for line in lines if line.language == language]


def _compared(clips: Sequence[Clip], engine: Transcriber, options: SpeechOptions) -> tuple[ComparedRow, ...]:
    sound = ClipSound(by_turns(clips))
    segments: list[Segment] = list(_segments(sound, engine, options))
    return compare_rows(segments, sound.reference)


def _segments(sound: ClipSound, engine: Transcriber, options: SpeechOptions) -> Iterator[Segment]:
    for draft in transcribe(sound.chunks(), engine, options):
        yield from draft.segments
