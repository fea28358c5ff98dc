"""What an exported model is worth, measured through sherpa-onnx on sentences and voices it never heard."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import sherpa_onnx

from samples.recipes.ctc.features import RATE
from samples.recipes.speech.evaluation import CONDITIONS, Utterance, conditioned, held_out
from samples.recipes.speech.scoring import errors, units


def load(folder: Path) -> sherpa_onnx.OfflineRecognizer:
    """Load an exported folder as the product does."""
    return sherpa_onnx.OfflineRecognizer.from_zipformer_ctc(
        model=str(folder / "model.int8.onnx"), tokens=str(folder / "tokens.txt"), num_threads=1
    )


def measure(
    model: sherpa_onnx.OfflineRecognizer, said: Iterable[Utterance], condition: str = "clean"
) -> dict[str, float]:
    """Give the error rates in 0..1: of characters in Chinese, of words in English."""
    wrong = {"zh": 0, "en": 0}
    count = {"zh": 0, "en": 0}
    for number, one in enumerate(said):
        stream = model.create_stream()
        stream.accept_waveform(RATE, conditioned(one.samples, condition, number))
        model.decode_stream(stream)
        wanted = units(one.text, one.language)
        wrong[one.language] += errors(wanted, units(stream.result.text, one.language))
        count[one.language] += len(wanted)
    rates = {language: wrong[language] / max(1, count[language]) for language in wrong}
    return {"cer_zh": round(rates["zh"], 4), "wer_en": round(rates["en"], 4)}


def report(folder: Path, pairs: int) -> dict[str, dict[str, float]]:
    """Give the error rates on held-out combinations and templates, by condition."""
    model = load(folder)
    figures = {}
    combinations = held_out("test", "test", pairs, seed=7)
    for condition in CONDITIONS:
        figures[f"combinations, {condition}"] = measure(model, combinations, condition)
    templates = held_out("test-template", "test", pairs, seed=8)
    figures["templates, clean"] = measure(model, templates)
    return figures
