"""Templates filled with slot values: the pairs a model is trained and measured on."""

import hashlib
import itertools
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from samples.recipes.phrasebook.slots import Value, said_letter, slot_class, values
from samples.recipes.phrasebook.splits import Split, split_of, template_is_held_out
from samples.recipes.phrasebook.templates import rows

Role = Literal["judge", "counsel", "respondent", "interpreter", "attorney"]
_ROLES: dict[str, Role] = {
    "J": "judge",
    "C": "counsel",
    "R": "respondent",
    "I": "interpreter",
    "A": "attorney",
}
_SLOT = re.compile(r"\{(\w+)\}")
_COMMA = re.compile(r"(?<=[，：；]|[,:;])")
_ENUMERATED = 3000
_TRIES = 400
_FIXED_WEIGHT = 0.25


@dataclass(frozen=True, slots=True)
class Template:
    """One parallel pattern and who says it first; the interpreter may render any of them."""

    id: str
    theme: str
    roles: tuple[Role, ...]
    zh: str
    en: str
    slots: tuple[str, ...]

    @property
    def held_out(self) -> bool:
        """Whether the whole template is kept out of training."""
        return template_is_held_out(self.zh)

    @property
    def combinations(self) -> int:
        """How many fillings there are, counting equal neighbours of one class."""
        total = 1
        for slot in self.slots:
            total *= len(values(slot_class(slot)))
        return total


@dataclass(frozen=True, slots=True)
class Pair:
    """One parallel sentence, written and spoken, with what it was made from.

    ``en_units`` has the spoken words of each written English word and ``zh_units`` the spoken
    characters of each written one: what word times are told by.
    """

    template: str
    roles: tuple[Role, ...]
    slots: tuple[tuple[str, str], ...]
    zh: str
    en: str
    zh_units: tuple[str, ...]
    en_units: tuple[str, ...]
    split: Split

    @property
    def zh_spoken(self) -> str:
        """The Chinese text for the synthesis."""
        return "".join(self.zh_units)

    @property
    def en_spoken(self) -> str:
        """The English text for the synthesis."""
        return " ".join(self.en_units)


@cache
def templates() -> tuple[Template, ...]:
    """Give every template, in the phrasebook's order."""
    return tuple(_template(*row) for row in rows())


def _template(theme: str, who: str, zh: str, en: str) -> Template:
    slots = tuple(dict.fromkeys(_SLOT.findall(zh)))
    if set(slots) != set(_SLOT.findall(en)):
        raise ValueError(f"The two sides of “{zh}” have different slots")
    mark = hashlib.sha256(zh.encode()).hexdigest()[:6]
    return Template(f"{theme}-{mark}", theme, tuple(_ROLES[code] for code in who), zh, en, slots)


def fill(template: Template, filling: Mapping[str, Value], begins: bool = True) -> Pair:
    """Put values into a template's slots; the split follows from them.

    English that begins a sentence gets a capital.
    """
    parts = {slot: filling[slot] for slot in template.slots}
    written = {slot: value.zh for slot, value in parts.items()}
    return Pair(
        template=template.id,
        roles=template.roles,
        slots=tuple((slot, value.zh) for slot, value in parts.items()),
        zh=_put(template.zh, written),
        en=_tidy(_put(template.en, {slot: value.en for slot, value in parts.items()}), begins),
        zh_units=tuple(said_letter(c) for c in _put(template.zh, written)),
        en_units=_spoken_units(template, parts, begins),
        split=split_of(template.zh, tuple(value.zh for value in parts.values())),
    )


def _spoken_units(template: Template, parts: Mapping[str, Value], begins: bool) -> tuple[str, ...]:
    text = _tidy(_put(template.en, {slot: value.en_said for slot, value in parts.items()}), begins)
    return tuple(unit.replace("_", " ") for unit in text.split())


def _put(pattern: str, words: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda found: words[found[1]], pattern)


def _tidy(text: str, begins: bool) -> str:
    tidy = text.replace("..", ".")  # "at 3 p.m." at the end of a sentence
    return tidy[0].upper() + tidy[1:] if begins else tidy


def clauses(pair: Pair) -> tuple[Pair, ...]:
    """Give the parallel clauses of a sentence whose two sides have commas in the same places.

    Speech is cut at pauses, and people pause at commas: a model that hears or translates half a
    sentence must have met half sentences. A clause keeps its sentence's split, roles and id, and
    has only its own slots. Empty when the sides do not run in parallel.
    """
    template = _by_id()[pair.template]
    sides = [_pieces(template.zh), _pieces(template.en)]
    slots = [[set(_SLOT.findall(piece)) for piece in side] for side in sides]
    if len(sides[0]) < 2 or slots[0] != slots[1]:
        return ()
    known = {slot: _value(slot, zh) for slot, zh in pair.slots}
    numbered = enumerate(zip(*sides, strict=True))
    return tuple(_clause(pair, piece, known, begins=not number) for number, piece in numbered)


@cache
def _by_id() -> dict[str, Template]:
    return {template.id: template for template in templates()}


@cache
def _value(slot: str, zh: str) -> Value:
    return next(value for value in values(slot_class(slot)) if value.zh == zh)


def _pieces(pattern: str) -> list[str]:
    return [piece.strip() for piece in _COMMA.split(pattern) if piece.strip()]


def _clause(pair: Pair, piece: tuple[str, str], known: Mapping[str, Value], begins: bool) -> Pair:
    slots = tuple(dict.fromkeys(_SLOT.findall(piece[0])))
    part = Template(pair.template, "", pair.roles, *piece, slots)
    return replace(fill(part, known, begins), split=pair.split)


def generate(split: Split, rng: random.Random, count: int) -> Iterator[Pair]:
    """Draw ``count`` pairs of a split, templates about equally often, repeats possible.

    Sentences without slots come a quarter as often as a template with slots.
    """
    pool = [t for t in templates() if _can_hold(t, split)]
    weights = [1.0 if t.slots else _FIXED_WEIGHT for t in pool]
    made = 0
    while made < count:
        pair = _draw(rng.choices(pool, weights)[0], split, rng)
        if pair is not None:
            made += 1
            yield pair


def _can_hold(template: Template, split: Split) -> bool:
    if not template.slots:
        return split == "train"
    return template.held_out == (split == "test-template")


def _draw(template: Template, split: Split, rng: random.Random) -> Pair | None:
    if template.combinations <= _ENUMERATED:
        fitting = _small(template, split)
        return fill(template, rng.choice(fitting)) if fitting else None
    for _ in range(_TRIES):
        filling = {slot: rng.choice(values(slot_class(slot))) for slot in template.slots}
        if _fits(template, filling, split):
            return fill(template, filling)
    return None


@cache
def _small(template: Template, split: Split) -> tuple[dict[str, Value], ...]:
    choices = [values(slot_class(slot)) for slot in template.slots]
    rows = (dict(zip(template.slots, row, strict=True)) for row in itertools.product(*choices))
    return tuple(filling for filling in rows if _fits(template, filling, split))


def _fits(template: Template, filling: Mapping[str, Value], split: Split) -> bool:
    """Say whether a filling is of a split, before the costlier work of putting it together."""
    fillings = tuple(filling[slot].zh for slot in template.slots)
    return split_of(template.zh, fillings) == split and _distinct(filling)


def _distinct(filling: Mapping[str, Value]) -> bool:
    seen = {(slot_class(slot), value.zh) for slot, value in filling.items()}
    return len(seen) == len(filling)


def sentences(split: Split, per_template: int = 200, seed: int = 0) -> Iterator[Pair]:
    """Give up to ``per_template`` different pairs of each template of a split, in a fixed order."""
    for template in templates():
        if not _can_hold(template, split):
            continue
        rng = random.Random(f"{seed}/{template.id}")
        if template.combinations <= _ENUMERATED:
            fitting = list(_small(template, split))
            yield from (fill(template, one) for one in rng.sample(fitting, min(per_template, len(fitting))))
            continue
        seen: set[str] = set()
        for _ in range(2 * per_template):
            pair = _draw(template, split, rng)
            if pair is not None and pair.zh not in seen and len(seen) < per_template:
                seen.add(pair.zh)
                yield pair
