"""A hearing's language as parallel Chinese and English sentences with slots.

``generate(split, rng, count)`` draws pairs, ``sentences(split)`` walks through them in a fixed
order. The pairs are one to one: within the phrasebook a Chinese sentence has one English sentence
and the other way round. Written and spoken forms stand side by side, because a synthesis must read
``2019`` as "twenty nineteen". Pure standard library.
"""

from samples.recipes.phrasebook.book import (
    Pair,
    Role,
    Template,
    clauses,
    fill,
    generate,
    sentences,
    templates,
)
from samples.recipes.phrasebook.splits import SPLITS, Split

__all__ = [
    "SPLITS",
    "Pair",
    "Role",
    "Split",
    "Template",
    "clauses",
    "fill",
    "generate",
    "sentences",
    "templates",
]
