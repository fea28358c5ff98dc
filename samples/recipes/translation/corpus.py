"""Sentences of the phrasebook in one direction, plain for measuring and varied for training."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import cache

from samples.recipes.phrasebook import Pair, Split, generate
from samples.recipes.phrasebook.slots import slot_class, values
from samples.recipes.translation.variants import Sentence, carry_over, join, spoil

JOINED = 0.18
"""Share of training examples that are two or three sentences in one segment."""

FOREIGN_NAME = "Ωδυσσεύς"
"""A name in letters that neither language writes: it has to pass through."""

VOCABULARY_SENTENCES = 40_000
"""Sentences that the vocabulary is trained on."""


def sentence(pair: Pair, source: str) -> Sentence:
    """Turn a pair of the phrasebook into a sentence to translate from ``source``, ``zh`` or ``en``."""
    slots = tuple((zh, _english(slot_class(slot))[zh]) for slot, zh in pair.slots)
    if source == "zh":
        return Sentence("zh", pair.zh, pair.en, slots)
    return Sentence("en", pair.en, pair.zh, tuple((en, zh) for zh, en in slots))


def held_out(split: Split, source: str, count: int, seed: int) -> list[Sentence]:
    """Draw up to ``count`` different sentences of a split."""
    pairs = generate(split, random.Random(f"{split}/{seed}"), 3 * count)
    unique = dict.fromkeys(sentence(pair, source) for pair in pairs)
    return list(unique)[:count]


def joined(split: Split, source: str, count: int, seed: int) -> list[Sentence]:
    """Draw ``count`` segments of two sentences each."""
    single = held_out(split, source, 2 * count, seed)
    return [join(pair) for pair in zip(single[::2], single[1::2], strict=False)]


def spoiled(split: Split, source: str, count: int, seed: int) -> list[Sentence]:
    """Draw ``count`` sentences, each with a variant of its source: no final mark, a letter misheard."""
    generator = random.Random(f"spoiled/{seed}")
    return [spoil(single, generator, always=True) for single in held_out(split, source, count, seed)]


def carried(split: Split, source: str, count: int, seed: int) -> list[Sentence]:
    """Draw ``count`` sentences with a name in a script that no vocabulary here has, to be carried over."""
    generator = random.Random(f"carried/{seed}")
    single = held_out(split, source, 4 * count, seed)
    return [changed for one in single if (changed := carry_over(one, FOREIGN_NAME, generator)) is not one][
        :count
    ]


def training(source: str) -> Callable[[random.Random, int], Sequence[tuple[str, str]]]:
    """Give the function that draws training examples, varied as ``variants`` says."""

    def draw(generator: random.Random, count: int) -> list[tuple[str, str]]:
        sizes = [generator.choice((2, 2, 3)) if generator.random() < JOINED else 1 for _ in range(count)]
        pairs = generate("train", generator, sum(sizes))
        examples = []
        for size in sizes:
            parts = [spoil(sentence(next(pairs), source), generator) for _ in range(size)]
            whole = join(parts)
            examples.append((whole.source, whole.target))
        return examples

    return draw


def vocabulary_texts(seed: int, count: int = VOCABULARY_SENTENCES) -> list[str]:
    """Training sentences in both languages for the vocabulary."""
    pairs = list(generate("train", random.Random(f"vocabulary/{seed}"), count))
    return [text for pair in pairs for text in (pair.zh, pair.en)]


@cache
def _english(name: str) -> dict[str, str]:
    return {value.zh: value.en for value in values(name)}
