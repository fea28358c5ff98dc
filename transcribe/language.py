"""Which language each utterance is in, decided together and not one by one.

Whisper guesses over a hundred languages for each sound. A hearing has two: the guess is
restricted to the languages of the job (Cantonese counts as Chinese, and is remembered), and
the utterances of a block are decided together, with a prior against switching that only
weak evidence (an "OK", a cough) is too light to overcome.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from transcribe.thresholds import THRESHOLDS

__all__ = ["Evidence", "Verdict", "decide", "weigh"]

_CHINESE = ("zh", "yue")
_FLOOR = 1e-3  # no single guess may outweigh everything else
_FULL_WEIGHT_MS = 1_000  # shorter utterances say less about their language
_MIN_WEIGHT = 0.25
_FOREIGN_WEIGHT_MS = 1_500  # of 20 utterances that were heard closely for their foreign sound 14 were shorter
_SWITCH = 0.35  # share of neighbours, in consecutively interpreted speech, that differ in language
_CLOSE_SWITCH = 0.15  # within a quarter of a second it is more often one speaker pausing
_CLOSE_MS = 250


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was heard of one utterance, before its neighbours are asked.

    Attributes:
        start_ms: Where it starts.
        end_ms: Where it ends.
        probabilities: Language of the job → probability, sum 1.
        other: 0–1, the mass that was heard on languages outside the job; less for a short utterance, whose
            sound resembles a syllable of many languages.
        cantonese: True when more mass lies on ``yue`` than on ``zh``.
    """

    start_ms: int
    end_ms: int
    probabilities: Mapping[str, float]
    other: float = 0.0
    cantonese: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The language an utterance is taken to be in.

    Attributes:
        language: One of the job's.
        probability: 0–1 among the job's languages, from its own sound alone.
        second: The runner-up; None in a job of one language.
        uncertain: True when the sound alone leaves real doubt.
        other: 0–1, mass on languages outside the job.
        cantonese: True when Chinese was more likely Cantonese than Mandarin.
    """

    language: str
    probability: float
    second: str | None
    uncertain: bool
    other: float
    cantonese: bool


def weigh(heard: Mapping[str, float], languages: Sequence[str], start_ms: int, end_ms: int) -> Evidence:
    """Restrict what was heard to the languages of the job.

    Args:
        heard: Language → probability over all that the engine knows.
        languages: The languages of the job.
        start_ms: Where the utterance starts.
        end_ms: Where it ends.

    Returns:
        The renormalised guess with what was thrown away; an even guess if nothing was left.
    """
    mandarin, cantonese = heard.get("zh", 0.0), heard.get("yue", 0.0)
    both = "zh" in languages and "yue" in languages
    mass = {
        language: mandarin + cantonese if language in _CHINESE and not both else heard.get(language, 0.0)
        for language in languages
    }
    total = sum(mass.values())
    probabilities = {
        language: (value / total if total > 0 else 1 / len(mass)) for language, value in mass.items()
    }
    is_cantonese = "zh" in languages and not both and cantonese > mandarin
    believed = min(1.0, (end_ms - start_ms) / _FOREIGN_WEIGHT_MS)
    return Evidence(start_ms, end_ms, probabilities, max(0.0, 1.0 - total) * believed, is_cantonese)


def decide(evidence: Sequence[Evidence], before: str | None = None) -> list[Verdict]:
    """Find the likeliest sequence of languages (Viterbi).

    Args:
        evidence: The utterances of one channel of a block, in time order.
        before: The language spoken last before them, if known.

    Returns:
        One verdict an utterance.
    """
    if not evidence:
        return []
    languages = list(evidence[0].probabilities)
    scores = {language: 0.0 if before in (None, language) else math.log(_SWITCH) for language in languages}
    scores = {language: scores[language] + _emission(evidence[0], language) for language in languages}
    steps: list[dict[str, str]] = []
    for previous, current in itertools.pairwise(evidence):
        scores, came_from = _step(scores, previous, current)
        steps.append(came_from)
    path = [max(languages, key=lambda language: scores[language])]
    for came_from in reversed(steps):
        path.append(came_from[path[-1]])
    return [_verdict(item, language) for item, language in zip(evidence, reversed(path), strict=True)]


def _step(
    scores: Mapping[str, float], previous: Evidence, current: Evidence
) -> tuple[dict[str, float], dict[str, str]]:
    switch = _CLOSE_SWITCH if current.start_ms - previous.end_ms < _CLOSE_MS else _SWITCH
    stay, leave = math.log(1 - switch), math.log(switch / max(1, len(scores) - 1))
    best: dict[str, float] = {}
    came_from: dict[str, str] = {}
    for language in scores:
        source = max(scores, key=lambda other: scores[other] + (stay if other == language else leave))
        came_from[language] = source
        best[language] = (
            scores[source] + (stay if source == language else leave) + _emission(current, language)
        )
    return best, came_from


def _emission(evidence: Evidence, language: str) -> float:
    weight = min(1.0, max(_MIN_WEIGHT, (evidence.end_ms - evidence.start_ms) / _FULL_WEIGHT_MS))
    return weight * math.log(max(_FLOOR, evidence.probabilities[language]))


def _verdict(evidence: Evidence, language: str) -> Verdict:
    others = {code: value for code, value in evidence.probabilities.items() if code != language}
    second = max(others, key=lambda code: others[code]) if others else None
    probability = evidence.probabilities[language]
    return Verdict(
        language=language,
        probability=probability,
        second=second,
        uncertain=second is not None and probability < THRESHOLDS.uncertain_language,
        other=evidence.other,
        cantonese=evidence.cantonese and language == "zh",
    )
