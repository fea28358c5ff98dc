"""The published pairs: what was said, a right rendition, and for some a rendition that deviates."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from samples.recipes.phrasebook import generate
from samples.recipes.phrasebook.book import Pair as BookPair

__all__ = ["KINDS", "RenderedPair", "book_pairs", "read_pairs", "spoken"]

KINDS = (
    "omission", "addition", "number", "date", "place", "name", "kinship", "negation", "person", "tense",
    "softening", "hedge", "legal", "reported",
)  # fmt: skip
_DATA = Path(__file__).parent / "data" / "pairs.tsv"
_FILLERS_ZH = ("嗯，", "呃，", "那个，", "就是说，", "这个，")
_FILLERS_EN = ("Um, ", "Uh, ", "Well, ", "You know, ")


@dataclass(frozen=True, slots=True)
class RenderedPair:
    """What was said and how it was rendered.

    Attributes:
        part: ``dev`` for tuning, ``held`` for figures; ``book`` for the phrasebook.
        kind: One of ``KINDS`` for a pair with a deviating rendition, else ``right``.
        language: Of the source, ``zh`` or ``en``; the rendition is in the other.
        source: What was said.
        right: A right rendition, free where people are.
        deviating: The rendition with one deviation of the kind; empty for a ``right`` pair.
    """

    part: str
    kind: str
    language: str
    source: str
    right: str
    deviating: str = ""

    @property
    def target_language(self) -> str:
        """The language of the rendition."""
        return "en" if self.language == "zh" else "zh"


def read_pairs(part: str = "") -> list[RenderedPair]:
    """The pairs written by hand, of one part where it is named."""
    with _DATA.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            RenderedPair(
                row["part"], row["kind"], row["source_language"], row["source"], row["rendition"],
                row["deviating"],
            )
            for row in rows
            if part in ("", row["part"])
        ]  # fmt: skip


def book_pairs(split: str, dice: random.Random, count: int) -> Iterator[RenderedPair]:
    """Pairs of the phrasebook: questions go from English to Chinese, answers the other way."""
    for pair in generate(split, dice, count):  # type: ignore[arg-type]
        yield _of_book(pair)


def _of_book(pair: BookPair) -> RenderedPair:
    if "respondent" in pair.roles or "attorney" in pair.roles:
        return RenderedPair("book", "right", "zh", pair.zh, pair.en)
    return RenderedPair("book", "right", "en", pair.en, pair.zh)


def spoken(pair: RenderedPair, dice: random.Random) -> RenderedPair:
    """The same pair as people say it: fillers and false starts on either side, none on the other."""
    source, right = pair.source, pair.right
    if dice.random() < 0.8:
        source = _with_filler(source, pair.language, dice)
    if dice.random() < 0.6:
        right = _with_filler(right, pair.target_language, dice)
    if dice.random() < 0.4:
        source = _false_start(source, pair.language)
    return RenderedPair(pair.part, "right", pair.language, source, right)


def _with_filler(text: str, language: str, dice: random.Random) -> str:
    if language == "zh":
        return dice.choice(_FILLERS_ZH) + text
    head = text if text.startswith(("I ", "I'")) else text[:1].lower() + text[1:]
    return dice.choice(_FILLERS_EN) + head


def _false_start(text: str, language: str) -> str:
    if language == "zh":
        return f"{text[:2]}，{text}" if len(text) > 6 else text
    words: Sequence[str] = text.split()
    return f"{' '.join(words[:2])} -- {text}" if len(words) > 5 else text
