"""Written pairs with one error each: answers, times, units, places, hedges, quantifiers, roles, tenses.

Each row of ``translate_data`` holds a right pair and the same with its English and its Chinese side wrong, so
that it is looked at in both directions. Nothing here knows the checks.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.translate_errors import TextPair, plant

__all__ = ["DATA", "SET_FLAGS", "Case", "added_clauses", "cases", "changed_scales"]

DATA = Path(__file__).with_name("translate_data")
SET_FLAGS = {
    "answer": {"negation"},
    "relative time": {"date_mismatch"},
    "unit": {"number_mismatch"},
    "place": {"name_mismatch"},
    "hedge": {"hedge"},
    "quantifier": {"quantifier"},
    "roles": {"pronoun"},
    "tense": {"tense"},
    "clause added": {"length_ratio"},
    "scale": {"number_mismatch"},
}
_FILES = {
    "relative time": ("time.tsv", "times_2.tsv"),
    "unit": ("units.tsv", "units_2.tsv"),
    "place": ("places.tsv", "places_2.tsv"),
}
_ANSWERS = {
    ("zh", "en"): ("answers.tsv", "answers_2.tsv"),
    ("en", "zh"): ("answers_en.tsv", "answers_en_2.tsv"),
}


@dataclass(frozen=True, slots=True)
class Case:
    """A pair that is right or wrong, and what was said before it.

    Attributes:
        wrong: It holds an error.
    """

    pair: TextPair
    wrong: bool
    before: str = ""


def cases(kind: str) -> Iterator[Case]:
    """Give the right and the wrong pairs of a kind, both directions."""
    if kind == "answer":
        yield from _answers()
    elif kind in _FILES:
        for row in _rows(_FILES[kind]):
            yield from _both(*row)
    else:
        for name, *row in _rows(("sense.tsv", "sense_2.tsv")):
            if name == kind:
                yield from _both(*row)


def _rows(names: Sequence[str]) -> Iterator[list[str]]:
    for name in names:
        for line in (DATA / name).read_text(encoding="utf-8").splitlines():
            yield line.split("\t")


def _both(chinese: str, english: str, wrong_english: str, wrong_chinese: str) -> Iterator[Case]:
    yield Case(TextPair(chinese, english, "zh", "en"), False)
    yield Case(TextPair(english, chinese, "en", "zh"), False)
    yield Case(TextPair(chinese, wrong_english, "zh", "en"), True)
    yield Case(TextPair(english, wrong_chinese, "en", "zh"), True)


def _answers() -> Iterator[Case]:
    for (source, target), names in _ANSWERS.items():
        for _, question, answer, right, reversed_ in _rows(names):
            yield Case(TextPair(answer, right, source, target), False, question)
            if reversed_:
                yield Case(TextPair(answer, reversed_, source, target), True, question)


def added_clauses(pairs: Sequence[TextPair], dice: random.Random) -> Iterator[TextPair]:
    """Give translations with a clause that the source lacks: pairs that lost one, the other way round."""
    for one in plant(pairs, dice, ["clause"]):
        pair = one.pair
        yield TextPair(pair.target, pair.source, pair.target_language, pair.source_language)


_SCALES = {
    "百": "千",
    "千": "万",
    "万": "千",
    "亿": "万",
    "hundred": "thousand",
    "thousand": "million",
    "million": "billion",
}
_SCALE = re.compile(
    r"(?<=[一二两三四五六七八九十\d])[百千万亿]|\b(?:hundred|thousand|million)\b|(?<![\d:.,])\d{1,3},000\b"
)


def changed_scales(pairs: Sequence[TextPair]) -> Iterator[TextPair]:
    """Give translations in which one figure is ten or more times too large or too small."""
    for pair in pairs:
        match = _SCALE.search(pair.target)
        if match is None:
            continue
        said = match.group()
        wrong = _SCALES.get(said) or said.replace(",000", "0,000")
        text = pair.target[: match.start()] + wrong + pair.target[match.end() :]
        yield TextPair(pair.source, text, pair.source_language, pair.target_language)
