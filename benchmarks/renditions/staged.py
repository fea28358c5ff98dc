"""Interpreted hearings in synthetic voices, some renditions of which deviate in a known way."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from samples.recipes.hearing import cast, turns, write_files
from samples.recipes.phrasebook import Pair, Template, clauses, fill, templates
from samples.recipes.phrasebook.slots import slot_class, values
from samples.recipes.script import INTERPRETER, Turn
from samples.recipes.staging import stage

__all__ = ["Planted", "Staged", "read_staged", "stage_hearing", "wrong_renditions"]

_KINDS = {
    **dict.fromkeys(
        ("date", "monthday", "year", "monthyear", "clock", "weekday", "dur", "short", "years", "age"), "date"
    ),
    **dict.fromkeys(("yuan", "usd", "people", "officers", "times", "children", "page", "digits"), "number"),
    **dict.fromkeys(("place", "country", "uscity"), "place"),
    "name": "name",
    "relative": "kinship",
    **dict.fromkeys(("agency", "facility", "crime"), "legal"),
}
_SHARE = 0.3  # of the renditions that deviate


@dataclass(frozen=True, slots=True)
class Planted:
    """A deviation: the row of the script that renders, from 1, and its kind."""

    row: int
    kind: str


@dataclass(frozen=True, slots=True)
class Staged:
    """A hearing on the disk: its recording, what was said, and what deviates."""

    recording: Path
    script: Path
    planted: tuple[Planted, ...]


def stage_hearing(seed: int, folder: Path) -> Staged:
    """Write a hearing's recording, script and planted deviations into a folder.

    Args:
        seed: The same seed gives the same hearing.
        folder: Made if need be; a hearing that is there already is not made again.

    Raises:
        SynthesisUnavailable: espeak-ng is not installed.
    """
    if not (folder / "planted.tsv").exists():
        said, planted = _deviating(turns(seed), random.Random(f"deviations {seed}"))
        folder.mkdir(parents=True, exist_ok=True)
        write_files(stage(said, cast(seed), seed), folder, "hearing.opus")
        lines = ["row\tkind", *(f"{one.row}\t{one.kind}" for one in planted)]
        (folder / "planted.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_staged(folder)


def read_staged(folder: Path) -> Staged:
    """The hearing that ``stage_hearing`` wrote."""
    with (folder / "planted.tsv").open(encoding="utf-8", newline="") as file:
        rows = tuple(Planted(int(row["row"]), row["kind"]) for row in csv.DictReader(file, delimiter="\t"))
    return Staged(folder / "hearing.opus", folder / "script.tsv", rows)


def _deviating(said: Sequence[Turn], dice: random.Random) -> tuple[list[Turn], list[Planted]]:
    made, planted = [], []
    for number, turn in enumerate(said, start=1):
        wrong = None
        if turn.speaker == INTERPRETER and dice.random() < _SHARE:
            choices = list(wrong_renditions(turn.pair, dice))
            wrong = dice.choice(choices) if choices else None
        if wrong is None:
            made.append(turn)
            continue
        kind, pair = wrong
        made.append(replace(turn, pair=pair))
        planted.append(Planted(number, kind))
    return made, planted


def wrong_renditions(pair: Pair, dice: random.Random) -> Iterator[tuple[str, Pair]]:
    """The ways in which a sentence can be rendered wrongly within the phrasebook."""
    template = _template(pair)
    known = {slot: next(v for v in values(slot_class(slot)) if v.zh == zh) for slot, zh in pair.slots}
    for slot, value in known.items():
        kind = _KINDS.get(slot_class(slot))
        others = [one for one in values(slot_class(slot)) if one.zh != value.zh and one.en != value.en]
        if kind and others:
            yield kind, fill(template, {**known, slot: dice.choice(others)})
    parts = clauses(pair)
    if len(parts) > 1:
        yield "omission", parts[0]


def _template(pair: Pair) -> Template:
    return next(one for one in templates() if one.id == pair.template)
