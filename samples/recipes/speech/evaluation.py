"""What a converted model is worth, measured through faster-whisper in int8 with a beam of 5.

Sentences come from combinations (or whole templates) and voices that training never saw.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from samples.recipes import noise
from samples.recipes.phrasebook import Split, generate
from samples.recipes.speech.corpus import opus_coded
from samples.recipes.speech.scoring import errors, matches, units
from samples.recipes.synthesis import RATE, TimedWord, say
from samples.recipes.voices import VoiceSplit, draw

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

CONDITIONS = ("clean", "noisy", "telephone", "opus")
BEAM = 5
_NO_SPEECH, _LOW_LOGPROB = 0.6, -1.0


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something said, with its text and, where they are known, its words' times."""

    language: str
    text: str
    samples: NDArray[np.float32]
    words: tuple[TimedWord, ...] = ()


@dataclass(slots=True)
class Score:
    """Running counts over utterances."""

    wrong: dict[str, int] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)
    detected: int = 0
    utterances: int = 0
    start_errors_ms: list[float] = field(default_factory=list)

    def rate(self, language: str) -> float:
        """Give the error rate of a language: CER for Chinese, WER for English."""
        return self.wrong.get(language, 0) / max(1, self.units.get(language, 0))

    def summary(self) -> dict[str, float]:
        """Give the figures by name; times in milliseconds."""
        figures = {"cer_zh": self.rate("zh"), "wer_en": self.rate("en")}
        figures["language"] = self.detected / max(1, self.utterances)
        if self.start_errors_ms:
            median, late = np.percentile(self.start_errors_ms, (50, 95))
            figures |= {"start_median_ms": float(median), "start_p95_ms": float(late)}
        return {name: round(value, 4) for name, value in figures.items()}


def held_out(split: Split, voices: VoiceSplit, pairs: int, seed: int) -> list[Utterance]:
    """Say held-out sentences, each in both languages, with 0.1 to 0.3 s of silence around."""
    rng = random.Random(seed)
    said = []
    for pair in generate(split, rng, pairs):
        for language, text in (("zh", pair.zh), ("en", pair.en)):
            speech = say(pair, language, draw(voices, rng))  # type: ignore[arg-type]
            lead, tail = (int(rng.uniform(0.05, 0.2) * RATE) for _ in range(2))
            shift = lead * 1000 // RATE
            words = tuple(TimedWord(w.start_ms + shift, w.end_ms + shift, w.text) for w in speech.words)
            said.append(Utterance(language, text, np.pad(speech.samples, (lead, tail)), words))
    return said


def conditioned(samples: NDArray[np.float32], condition: str, seed: int) -> NDArray[np.float32]:
    """Give the samples as they are, in noise of 15 dB, in a telephone's band, or Opus coded."""
    if condition == "noisy":
        hiss = np.random.default_rng(seed).standard_normal(samples.size).astype(np.float32)
        return samples + hiss * np.sqrt(np.mean(samples**2)) * np.float32(10 ** (-15 / 20))
    if condition == "telephone":
        spectrum = np.fft.rfft(samples)
        frequency = np.fft.rfftfreq(samples.size, 1 / RATE)
        spectrum[(frequency < 300) | (frequency > 3400)] *= 1e-3
        return np.fft.irfft(spectrum, samples.size).astype(np.float32)
    return opus_coded(samples, 24_000) if condition == "opus" else samples


def load(folder: Path, threads: int = 1) -> WhisperModel:
    """Load a converted model as the product does."""
    from faster_whisper import WhisperModel

    return WhisperModel(
        str(folder), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
    )


def measure(model: WhisperModel, utterances: Iterable[Utterance], condition: str = "clean") -> Score:
    """Decode each utterance in a window of its own and count."""
    score = Score()
    for index, utterance in enumerate(utterances):
        samples = conditioned(utterance.samples, condition, index)
        _count(model, utterance, samples, score)
    return score


def _count(model: WhisperModel, utterance: Utterance, samples: NDArray[np.float32], score: Score) -> None:
    language, _, _ = model.detect_language(samples)
    segments, _ = model.transcribe(
        samples,
        language=utterance.language,
        beam_size=BEAM,
        temperature=0.0,
        without_timestamps=True,
        word_timestamps=bool(utterance.words),
        condition_on_previous_text=False,
        no_speech_threshold=None,
    )
    heard = list(itertools.takewhile(lambda segment: segment.seek == 0, segments))  # not its look at the tail
    said = units(utterance.text, utterance.language)
    text = units("".join(s.text for s in heard), utterance.language)
    score.utterances += 1
    score.detected += language == utterance.language
    score.wrong[utterance.language] = score.wrong.get(utterance.language, 0) + errors(said, text)
    score.units[utterance.language] = score.units.get(utterance.language, 0) + len(said)
    times = [(w.word, w.start) for s in heard for w in s.words or ()]
    score.start_errors_ms += _start_errors(utterance, times)


def _start_errors(utterance: Utterance, heard: list[tuple[str, float]]) -> list[float]:
    left = [("".join(units(w.text, "zh")), w.start_ms) for w in utterance.words]
    right = [("".join(units(text, "zh")), start * 1000) for text, start in heard]
    pairs = matches([text for text, _ in left], [text for text, _ in right])
    return [abs(left[i][1] - right[j][1]) for i, j in pairs]


def from_hearing(folder: Path) -> list[Utterance]:
    """Cut a hearing (``script.tsv`` and ``hearing.opus``) into its utterances, 0.1 s around each."""
    import csv

    from faster_whisper.audio import decode_audio

    samples = decode_audio(str(folder / "hearing.opus"), sampling_rate=RATE)
    with (folder / "script.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    utterances = []
    for row in rows:
        start, end = (int(row[name]) * RATE // 1000 for name in ("start_ms", "end_ms"))
        piece = samples[max(0, start - RATE // 10) : end + RATE // 10]
        utterances.append(Utterance(row["language"], row["source"], piece))
    return utterances


def _sounds(rng: np.random.Generator) -> NDArray[np.float32]:
    """Give one to eight seconds of a courtroom in which nobody speaks; training never heard these."""
    seconds = float(rng.uniform(1.5, 8))
    samples = noise.room(int(seconds * RATE), rng, 10 ** rng.uniform(-3.5, -2))
    kind = int(rng.integers(0, 6))
    if kind == 0:
        return samples
    if kind == 1:
        return samples + noise.hum(samples.size, rng)
    longest = seconds - 0.1
    sounds = (noise.door(rng), noise.paper(rng, longest), noise.keyboard(rng, longest), noise.hold_tone(1.0))
    sound = sounds[kind - 2]
    samples[: sound.size] += sound
    return samples


def no_speech(model: WhisperModel, count: int = 30, seed: int = 5) -> dict[str, float]:
    """Say how often Whisper's own rule drops windows without speech, and the median probability.

    CTranslate2 never ends a text before its first token, so an empty text cannot be asked for; the rule
    is no speech likelier than 0.6 and a mean log probability under -1.
    """
    rng = np.random.default_rng(seed)
    dropped, probabilities = 0, []
    prompt = "<|startoftranscript|><|en|><|transcribe|><|notimestamps|>"
    tokens = model.hf_tokenizer.encode(prompt).ids
    for _ in range(count):
        features = model.feature_extractor(_sounds(rng))[:, :3000]
        features = np.pad(features, ((0, 0), (0, 3000 - features.shape[1])))
        encoded = model.encode(features)
        result = model.model.generate(
            encoded, [tokens], beam_size=BEAM, return_scores=True, return_no_speech_prob=True
        )[0]
        dropped += result.no_speech_prob > _NO_SPEECH and result.scores[0] < _LOW_LOGPROB
        probabilities.append(result.no_speech_prob)
    return {
        "dropped": round(dropped / count, 3),
        "median_probability": round(float(np.median(probabilities)), 3),
    }


def report(folder: Path, pairs: int, hearing: Path | None = None) -> dict[str, dict[str, float]]:
    """Measure a model: held-out combinations in every condition, held-out templates, no speech."""
    model = load(folder)
    sentences = held_out("test", "test", pairs, seed=101)
    figures = {name: measure(model, sentences, name).summary() for name in CONDITIONS}
    templates = held_out("test-template", "test", pairs // 2, seed=102)
    figures["held_out_templates"] = measure(model, templates).summary()
    figures["without_speech"] = no_speech(model)
    if hearing is not None:
        figures["hearing"] = measure(model, from_hearing(hearing)).summary()
    return figures
