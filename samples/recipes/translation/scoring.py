"""Measuring a package the way the product uses it: CTranslate2 with Argos Translate's own arguments."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from samples.recipes.translation import vocabulary
from samples.recipes.translation.variants import Sentence

BATCH = 256
"""Sentences handed over at once; CTranslate2 cuts them into batches of 32 tokens itself."""

_LOOP = re.compile(r"(.{2,40}?)\1{3,}")
_WORD_LOOP = re.compile(r"\b(\w+(?: \w+){0,5})(?: \1){2,}\b")


@dataclass(frozen=True, slots=True)
class Score:
    """What was measured on a set of sentences.

    Attributes:
        sentences: How many.
        chrf: sacrebleu's chrF2 of the corpus, 0 to 100.
        exact: Share of translations that equal the reference.
        slots: Share of sentences with slots in which every slot's value is there and no other number.
        loops: Translations that repeat themselves.
        empty: Translations without text.
        seconds: Processor time of the translation, which one thread does.
    """

    sentences: int
    chrf: float
    exact: float
    slots: float
    loops: int
    empty: int
    seconds: float


def translate(package: Path, sentences: Sequence[str]) -> list[str]:
    """Translate sentences with a package's folder as Argos Translate 1.11 does, on one thread."""
    import ctranslate2

    processor = vocabulary.load(package / "sentencepiece.model")
    translator = ctranslate2.Translator(
        str(package / "model"), device="cpu", compute_type="int8", inter_threads=1, intra_threads=1
    )
    results: list[str] = []
    for start in range(0, len(sentences), BATCH):
        batch = processor.encode(list(sentences[start : start + BATCH]), out_type=str)
        for result in translator.translate_batch(
            batch,
            replace_unknowns=True,
            max_batch_size=32,
            batch_type="tokens",
            beam_size=4,
            num_hypotheses=1,
            length_penalty=0.2,
        ):
            text = processor.decode_pieces(result.hypotheses[0])
            results.append(text.replace("▁", " ").replace("_", " ").removeprefix(" "))
    return results


def score(package: Path, sentences: Sequence[Sentence]) -> tuple[Score, list[str]]:
    """Translate sentences and compare; return the figures and the translations."""
    from sacrebleu.metrics.chrf import CHRF

    started = time.process_time()
    results = translate(package, [sentence.source for sentence in sentences])
    seconds = time.process_time() - started
    references = [sentence.target for sentence in sentences]
    judged = [
        slots_kept(sentence, result)
        for sentence, result in zip(sentences, results, strict=True)
        if sentence.slots
    ]
    figures = Score(
        sentences=len(sentences),
        chrf=round(float(CHRF().corpus_score(results, [references]).score), 2),
        exact=_share([result == reference for result, reference in zip(results, references, strict=True)]),
        slots=_share(judged),
        loops=sum(
            loops(result) and not loops(reference)
            for result, reference in zip(results, references, strict=True)
        ),
        empty=sum(not result.strip() for result in results),
        seconds=round(seconds, 2),
    )
    return figures, results


def slots_kept(sentence: Sentence, translation: str) -> bool:
    """Say whether a translation has every slot's value, and each number of the reference and no other.

    Case is not compared, because a value at the start of a sentence is written with a capital.
    """
    text = translation.casefold()
    if any(target.casefold() not in text for _, target in sentence.slots):
        return False
    return numbers(translation) == numbers(sentence.target)


def numbers(text: str) -> list[str]:
    """The numbers of a text in order of size: runs of digits, and runs of Chinese numerals."""
    return sorted(re.findall(r"\d+|[零一二三四五六七八九十百千万亿两]+", text.replace(",", "")))


def loops(text: str) -> bool:
    """Say whether a text repeats a stretch at least four times, or up to six words at least three times."""
    return bool(_LOOP.search(text) or _WORD_LOOP.search(text))


def _share(flags: Sequence[bool]) -> float:
    return round(sum(flags) / len(flags), 4) if flags else 1.0
