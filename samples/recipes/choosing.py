"""Sentences that were never trained on: slot values found such that every sentence is held out."""

import random
from collections.abc import Mapping, Sequence
from functools import cache

from samples.recipes.phrasebook import Pair, Template, fill, templates
from samples.recipes.phrasebook.slots import Value, slot_class, values

_TRIES = 400
_ROUNDS = 60
_TIMES = frozenset({"year", "monthyear", "clock"})


@cache
def _by_pattern() -> dict[str, Template]:
    return {template.zh: template for template in templates()}


def template(pattern: str) -> Template:
    """Give the template of a Chinese pattern.

    Raises:
        KeyError: the phrasebook has no such template.
    """
    return _by_pattern()[pattern]


def exact(pattern: str, **slots: str) -> Pair:
    """Give the sentence of a pattern with the Chinese values named.

    Raises:
        KeyError: no such template, or no such value.
    """
    found = template(pattern)
    filling = {slot: next(v for v in values(slot_class(slot)) if v.zh == slots[slot]) for slot in found.slots}
    return fill(found, filling)


def held_out(
    patterns: Sequence[str], rng: random.Random, preferred: Mapping[str, Value]
) -> tuple[list[Pair], dict[str, Value]]:
    """Fill patterns that share their slots so that each sentence with a slot is a test one.

    ``preferred`` values (a name, a home town told before) are kept where the split allows.

    Raises:
        LookupError: no filling was found.
    """
    for attempt in range(_ROUNDS):
        known: dict[str, Value] = dict(preferred) if attempt < _ROUNDS // 2 else {}
        pairs: list[Pair] = []
        chosen: dict[str, Value] = {}
        for pattern in patterns:
            found = _one(template(pattern), rng, known, chosen)
            if found is None:
                break
            pairs.append(found)
        if len(pairs) == len(patterns):
            return pairs, chosen
    raise LookupError(f"No held-out filling of {' '.join(patterns)}")


def _one(
    found: Template, rng: random.Random, known: Mapping[str, Value], chosen: dict[str, Value]
) -> Pair | None:
    if not found.slots:
        return fill(found, {})
    for attempt in range(_TRIES):
        filling = {}
        for slot in found.slots:
            keep = chosen.get(slot) or (known.get(slot) if attempt < _TRIES // 2 else None)
            filling[slot] = keep or rng.choice(values(slot_class(slot)))
        if not _sensible(filling):
            continue
        pair = fill(found, filling)
        if pair.split == "test":
            chosen.update(filling)
            return pair
    return None


def _sensible(filling: Mapping[str, Value]) -> bool:
    """Say whether no value stands twice, and what is from one time to another goes forward."""
    if len({(slot_class(slot), value.zh) for slot, value in filling.items()}) < len(filling):
        return False
    for slot in _TIMES & filling.keys():
        later = filling.get(slot + "2")
        order = values(slot)
        if later is not None and order.index(filling[slot]) > order.index(later):
            return False
    return True
