"""Scorers: links against links, findings against planted deviations, findings on right renditions."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks.renditions.hearings import Hearing
from benchmarks.renditions.pairs import RenderedPair, read_pairs, spoken
from benchmarks.renditions.staged import wrong_renditions
from samples.recipes.phrasebook import generate
from translate.renditions import compare, pair_turns

__all__ = ["Deviations", "book_deviations", "right_pairs", "score_deviations", "score_links", "score_right"]

# The product's kind for a kind of the data.
KIND_OF = {"legal": "term", "softening": "intensity", "reported": "reported_speech"}
_SPOKEN = 196


@dataclass
class Deviations:
    """Counts over planted deviations, by kind.

    Attributes:
        planted: All.
        found: With any finding.
        named: With a finding of the right kind.
    """

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)

    def share(self, counts: Counter[str]) -> float:
        """Of all deviations, in per cent."""
        return 100 * counts.total() / max(self.planted.total(), 1)


def score_links(hearings: Iterable[Hearing], *, speakers: bool) -> tuple[float, float, float]:
    """F1, precision and recall of the links between turns, in per cent."""
    right = got = gold = 0
    for hearing in hearings:
        turns = hearing.turns if speakers else hearing.without_speakers()
        found = {
            (one.id, other.id)
            for pair in pair_turns(turns).renditions
            for one in pair.originals
            for other in pair.renditions
        }
        known = {(one, other) for ones, others in hearing.links for one in ones for other in others}
        right, got, gold = right + len(found & known), got + len(found), gold + len(known)
    precision, recall = right / max(got, 1), right / max(gold, 1)
    return 200 * precision * recall / (precision + recall), 100 * precision, 100 * recall


def score_deviations(pairs: Iterable[RenderedPair], counts: Deviations) -> None:
    """Compare each pair's deviating rendition and add to the counts."""
    for pair in pairs:
        if not pair.deviating:
            continue
        kinds = {
            one.kind.value
            for one in compare(pair.source, pair.deviating, (pair.language, pair.target_language))
        }
        counts.planted[pair.kind] += 1
        counts.found[pair.kind] += bool(kinds)
        counts.named[pair.kind] += KIND_OF.get(pair.kind, pair.kind) in kinds


def score_right(pairs: Sequence[RenderedPair]) -> float:
    """Share of right renditions with any finding, in per cent."""
    found = [bool(compare(one.source, one.right, (one.language, one.target_language))) for one in pairs]
    return 100 * sum(found) / max(len(found), 1)


def right_pairs() -> dict[str, list[RenderedPair]]:
    """A thousand right renditions: as written, by part, and some once more as people speak."""
    dice = random.Random(5)
    parts = {part: read_pairs(part) for part in ("dev", "held")}
    again = dice.sample([pair for pairs in parts.values() for pair in pairs], _SPOKEN)
    return {**parts, "spoken": [spoken(pair, dice) for pair in again]}


def book_deviations(count: int, seed: int = 9) -> list[RenderedPair]:
    """Deviations planted in sentences of the phrasebook's held-out templates."""
    dice = random.Random(seed)
    made: list[RenderedPair] = []
    while len(made) < count:
        (pair,) = generate("test-template", dice, 1)
        choices = list(wrong_renditions(pair, dice))
        if choices:
            kind, wrong = dice.choice(choices)
            answers = "respondent" in pair.roles or "attorney" in pair.roles
            texts = (pair.zh, pair.en, wrong.en) if answers else (pair.en, pair.zh, wrong.zh)
            made.append(RenderedPair("book", kind, "zh" if answers else "en", *texts))
    return made
