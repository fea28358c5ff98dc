"""Transcribe clips with references, and choose below what the words of the model are doubted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from testimony.app.calibration.clips import Clip, ClipSound, by_turns, halves
from testimony.app.calibration.limits import choose_limits
from testimony.app.calibration.scores import LineScore, Reach, line_scores, reach_of, sum_of
from testimony.app.evaluation import ComparedRow, compare_rows
from testimony.transcript.errors import SettingsError
from testimony.transcript.types import Segment
from transcribe import transcribe
from transcribe.confidence import Confidence, WordLimits

if TYPE_CHECKING:
    from transcribe.engines.base import Transcriber
    from transcribe.options import SpeechOptions

__all__ = ["FEWEST_LINES", "CalibrationReport", "calibrate", "choose_and_check"]

FEWEST_LINES = 10  # of a language, right ones: from fewer no share of some percent can be told


@dataclass(frozen=True, slots=True)
class CalibrationReport:
    """What was measured.

    Attributes:
        confidence: The limits.
        chosen_on: Language → what they reach on the voices that they were chosen on: all of them.
        checked_on: Language → what limits reach that were chosen on the other half of the voices; empty where
            there was one voice only.
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
        Limits chosen on all voices; what they reach on them; and what limits that were chosen on one half of
        the voices reach on the other.

    Raises:
        SettingsError: A language has too few lines that came out right.
        RecordingError: A clip cannot be decoded.
        TranscriptionError: The engine fails.
    """
    scores = [line_scores(_compared(half, engine, options)) for half in halves(clips) if half]
    return choose_and_check(scores, options.languages, model, clips)


def choose_and_check(
    scores: Sequence[Sequence[LineScore]], languages: Sequence[str], model: str, clips: Sequence[Clip]
) -> CalibrationReport:
    """Choose limits and check them (see ``calibrate``).

    Args:
        scores: The lines of one half of the voices, and those of the other.
        languages: Those to choose limits for.
        model: Its name.
        clips: All that were heard.
    """
    limits: dict[str, WordLimits] = {}
    chosen: dict[str, Reach] = {}
    checked: dict[str, Reach] = {}
    for language in languages:
        parts = [[line for line in half if line.language == language] for half in scores]
        every = [line for part in parts for line in part]
        _refuse_too_few(language, every)
        limits[language] = choose_limits(every)
        chosen[language] = reach_of(every, limits[language])
        if all(parts) and len(parts) > 1:
            first, second = parts
            crossed = ((first, second), (second, first))
            checked[language] = sum_of([reach_of(own, choose_limits(other)) for own, other in crossed])
    voices = {(clip.language, clip.speaker) for clip in clips}
    return CalibrationReport(
        Confidence(limits, model, exact=True), chosen, checked, voices=len(voices), clips=len(clips)
    )


def _refuse_too_few(language: str, lines: Sequence[LineScore]) -> None:
    right = sum(not line.wrong for line in lines)
    if right < FEWEST_LINES:
        raise SettingsError(
            f"Only {right} clips in {language} came out right; {FEWEST_LINES} are needed to measure.",
            "Give more clips of more voices, or name one language: --languages en",
        )


def _compared(clips: Sequence[Clip], engine: Transcriber, options: SpeechOptions) -> tuple[ComparedRow, ...]:
    sound = ClipSound(by_turns(clips))
    segments: list[Segment] = list(_segments(sound, engine, options))
    return compare_rows(segments, sound.reference)


def _segments(sound: ClipSound, engine: Transcriber, options: SpeechOptions) -> Iterator[Segment]:
    for draft in transcribe(sound.chunks(), engine, options):
        yield from draft.segments
