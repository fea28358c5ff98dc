"""``python -m benchmarks quality``: what the demo models reach, with the product's own commands.

Everything is demo model and synthetic speech: the figures say nothing about other weights. The
sample hearing, a hearing of a fresh seed, held-out sentences in held-out voices and held-out
templates are run through ``testimony.app.run.pipeline.run`` and measured by ``testimony.app.evaluation``.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.bars import Figure, print_figures
from testimony.app.evaluation import Evaluation, ReferenceRow, evaluate, read_reference
from testimony.transcript.types import Segment

if TYPE_CHECKING:
    from samples.recipes.phrasebook import Pair, Split

__all__ = ["Heard", "hear", "hear_sentences", "main", "speak_sentences", "translation_scores"]

SENTENCES = 200
TRANSLATIONS = 500
_RATE = 16_000


@dataclass(frozen=True, slots=True)
class Heard:
    """What a run made of one recording with a known script."""

    evaluation: Evaluation
    segments: tuple[Segment, ...]
    reference: tuple[ReferenceRow, ...]
    seconds: float

    @property
    def stretch_without_speech(self) -> tuple[int, int]:
        """The longest pause of the script, start and end in milliseconds."""
        ends, starts = [row.end_ms for row in self.reference], [row.start_ms for row in self.reference[1:]]
        return max(zip(ends, starts, strict=False), key=lambda pause: pause[1] - pause[0])

    @property
    def characters_in_stretch(self) -> int:
        """Characters of the words whose middle lies in the longest pause."""
        start, end = self.stretch_without_speech
        words = (word for segment in self.segments for word in segment.words)
        return sum(
            len(word.text.strip()) for word in words if start < (word.start_ms + word.end_ms) / 2 < end
        )


def hear(recording: Path, script: Path, folder: Path) -> Heard:
    """Run a recording with the demo models and compare it with its script."""
    from testimony.app.context import load_context
    from testimony.app.jobs import RunChoices, make_job
    from testimony.app.run.pipeline import run
    from testimony.transcript.record.store import TranscriptStore

    job = make_job(
        load_context(), recording, folder / f"{recording.stem}.testimony", RunChoices(model="demo")
    )
    start = time.perf_counter()
    outcome = run(job)
    seconds = time.perf_counter() - start
    with TranscriptStore.open(outcome.transcript, readonly=True) as store:
        segments = tuple(replace(row, words=store.words(row.id)) for row in store.load().segments)
    reference = read_reference(script)
    return Heard(evaluate(segments, reference), segments, reference, seconds)


def speak_sentences(pairs: Sequence[Pair], folder: Path, seed: int) -> tuple[Path, Path]:
    """Speak each pair once, Chinese and English in turn, in held-out voices; write recording and script."""
    import numpy as np

    from samples.recipes.synthesis import say
    from samples.recipes.voices import draw

    rng = random.Random(seed)
    sound, rows, at = [np.zeros(_RATE // 2, np.float32)], [], _RATE // 2
    for number, pair in enumerate(pairs):
        language = "zh" if number % 2 == 0 else "en"
        speech = say(pair, language, draw("test", rng))  # type: ignore[arg-type]
        pause = np.zeros(int(rng.uniform(0.5, 1.2) * _RATE), np.float32)
        sides = (pair.zh, pair.en) if language == "zh" else (pair.en, pair.zh)
        times = (at * 1000 // _RATE, (at + speech.samples.size) * 1000 // _RATE)
        rows.append("\t".join([*map(str, times), language.upper(), language, *sides]))
        sound += [speech.samples, pause]
        at += speech.samples.size + pause.size
    noise = np.random.default_rng(seed).normal(0, 0.0005, at).astype(np.float32)
    samples = (np.clip(np.concatenate(sound) + noise, -1, 1) * 32767).astype("<i2")
    recording, script = folder / f"sentences-{seed}.wav", folder / f"sentences-{seed}.tsv"
    with wave.open(str(recording), "wb") as stream:
        stream.setparams((1, 2, _RATE, 0, "NONE", ""))
        stream.writeframes(samples.tobytes())
    script.write_text(
        "\n".join(["start_ms\tend_ms\tspeaker\tlanguage\tsource\ttarget", *rows]) + "\n", encoding="utf-8"
    )
    return recording, script


def hear_sentences(split: Split, folder: Path, count: int, seed: int) -> Heard:
    """Speak and run ``count`` sentences of a split."""
    from samples.recipes.phrasebook import generate

    pairs = list(generate(split, random.Random(seed), count))
    return hear(*speak_sentences(pairs, folder, seed), folder)


def translation_scores(split: Split, count: int, seed: int) -> dict[str, float]:
    """ChrF of the demo packages on written sentences of a split, both ways."""
    import sacrebleu

    from samples.recipes.phrasebook import generate
    from testimony.app.context import load_context
    from testimony.app.packages import find_packages
    from translate import TranslationOptions, open_translator

    packages = find_packages(load_context().library, [("zh", "en"), ("en", "zh")], "demo")
    translator = open_translator([package.path for package in packages], TranslationOptions())
    pairs = list(generate(split, random.Random(seed), count))
    sides = {"zh": [pair.zh for pair in pairs], "en": [pair.en for pair in pairs]}
    scores = {}
    for source, target in (("zh", "en"), ("en", "zh")):
        got = list(translator.translate_lines(sides[source], source, target))
        scores[f"{source}-{target}"] = float(sacrebleu.corpus_chrf(got, [sides[target]]).score)
    return scores


def _rates(heard: Heard, name: str, bar: float | None, language_bar: float | None) -> Iterator[Figure]:
    result = heard.evaluation
    percent = None if bar is None else bar * 100
    yield Figure(f"{name}: CER of Chinese", result.cer["zh"] * 100, "%", percent)
    yield Figure(f"{name}: WER of English", result.wer["en"] * 100, "%", percent)
    accuracy_bar = None if language_bar is None else language_bar * 100
    yield Figure(
        f"{name}: language of each utterance",
        result.language_accuracy * 100,
        "%",
        accuracy_bar,
        at_most=False,
    )
    yield Figure(f"{name}: rows without text", result.missing)
    yield Figure(f"{name}: invented segments", result.invented)


def _figures(folder: Path, seed: int) -> Iterator[Figure]:
    from testimony.runtime.samples import sample

    start = time.perf_counter()
    command = [sys.executable, "-m", "testimony", "demo", "--out", str(folder / "demo")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    yield Figure("`testimony demo`", time.perf_counter() - start, "s", 60)

    hearing = hear(sample("hearing", "hearing.opus"), sample("hearing", "script.tsv"), folder)
    yield from _rates(hearing, "sample hearing", 0.05, 1.0)
    yield Figure(
        "sample hearing: characters in the stretch without speech", hearing.characters_in_stretch, "", 0
    )
    interview = hear(sample("interview", "interview.opus"), sample("interview", "script.tsv"), folder)
    yield Figure("sample interview: CER of Chinese", interview.evaluation.cer["zh"] * 100, "%")

    fresh = folder / "fresh"
    command = [sys.executable, "-m", "samples.recipes", "hearing", "--seed", str(seed), "--out", str(fresh)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    heard = hear(fresh / "hearing.opus", fresh / "script.tsv", fresh)
    yield from _rates(heard, f"hearing of seed {seed}", 0.08, 0.98)
    yield Figure(
        f"hearing of seed {seed}: characters in the stretch without speech",
        heard.characters_in_stretch,
        "",
        0,
    )

    for split, bar in (("test", 0.10), ("test-template", None)):
        name = "held-out combinations" if split == "test" else "held-out templates"
        spoken = hear_sentences(split, folder, SENTENCES, seed + len(split))  # type: ignore[arg-type]
        yield from _rates(spoken, f"{name}, held-out voices ({SENTENCES} sentences)", bar, None)
        for pair, score in translation_scores(split, TRANSLATIONS, seed).items():  # type: ignore[arg-type]
            chrf_bar = 92.0 if split == "test" else None
            yield Figure(
                f"{name}: chrF {pair} ({TRANSLATIONS} sentences)", score, "", chrf_bar, at_most=False
            )


def main(argv: list[str]) -> int:
    """Print the table; exit 1 if a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks quality", description=__doc__)
    parser.add_argument("--seed", type=int, default=20261, help="of the fresh hearing and the sentences")
    seed = parser.parse_args(argv).seed
    with tempfile.TemporaryDirectory() as folder:
        title = "Demo models, synthetic speech; says nothing about other weights"
        return 0 if print_figures(title, _figures(Path(folder), seed)) else 1
