"""A hearing nobody has seen: consecutive interpretation from held-out sentences and voices."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from samples.recipes import opus
from samples.recipes.choosing import held_out
from samples.recipes.exchanges import (
    BEFORE_PAUSE,
    CLOSING,
    LINE_CHECK,
    NAME,
    OATH,
    OPENING,
    THEMES,
    THIS_YEAR,
    Exchange,
)
from samples.recipes.phrasebook import Pair
from samples.recipes.phrasebook.slots import Value
from samples.recipes.script import (
    COUNSEL,
    COURT,
    INTERPRETER,
    RESPONDENT,
    Turn,
    write_script,
    write_words,
)
from samples.recipes.staging import Recording, stage
from samples.recipes.voices import ACCENTS, VARIANTS, Voice

_REMEMBERED = ("place", "uscity")
_ROUNDS = 500
_CLOSE_GAPS = 7
_TELEPHONE_SHARE = 0.5


def make(seed: int, out: Path) -> Recording:
    """Write ``script.tsv``, ``words.tsv`` and ``hearing.opus`` of a seed's hearing into a folder.

    The same seed gives the same bytes in a fresh process with the same library versions.

    Raises:
        SynthesisUnavailable: espeak-ng is not installed.
    """
    recording = stage(turns(seed), cast(seed), seed)
    out.mkdir(parents=True, exist_ok=True)
    write_files(recording, out, "hearing.opus")
    return recording


def write_files(recording: Recording, out: Path, audio: str) -> None:
    """Write a recording's script, word times and audio."""
    write_script(out / "script.tsv", recording.rows)
    write_words(out / "words.tsv", recording.rows)
    opus.write(out / audio, recording.samples)


def cast(seed: int) -> dict[str, Voice]:
    """Give each role a held-out variant of its own."""
    rng = random.Random(f"cast {seed}")
    variants = rng.sample(VARIANTS["test"], 4)
    return {
        role: Voice(variant, rng.choice(ACCENTS), rng.randint(140, 170), rng.randint(40, 60))
        for role, variant in zip((COURT, COUNSEL, RESPONDENT, INTERPRETER), variants, strict=True)
    }


def turns(seed: int) -> tuple[Turn, ...]:
    """Give a seed's turns: at least 34 language changes, seven close gaps, one stretch without speech."""
    rng = random.Random(f"hearing {seed}")
    story: dict[str, Value] = {}
    plan = _plan(rng)
    said = _opening(rng, story)
    telephone_until = int(len(plan) * _TELEPHONE_SHARE)
    for number, exchange in enumerate(plan):
        said += _interpreted(exchange, rng, story, telephone=number < telephone_until)
        if number == len(plan) // 2:
            (pair,), _ = held_out([BEFORE_PAUSE], rng, story)
            said.append(Turn(COUNSEL, "en", pair, gap_ms=600, pause_ms=rng.randint(15_500, 18_000)))
    pairs, _ = _this_year(CLOSING, rng)
    said += [Turn(COURT, "en", pair) for pair in pairs]
    return _with_close_gaps(said, rng)


def _plan(rng: random.Random) -> list[Exchange]:
    chosen = [exchange for count, theme in THEMES for exchange in _some(theme, count, rng)]
    middle = len(chosen) // 2
    return [OATH, *chosen[:middle], LINE_CHECK, *chosen[middle:]]


def _some(theme: tuple[Exchange, ...], count: int, rng: random.Random) -> list[Exchange]:
    picked = set(rng.sample(range(len(theme)), count))
    return [exchange for number, exchange in enumerate(theme) if number in picked]


def _opening(rng: random.Random, story: dict[str, Value]) -> list[Turn]:
    """Open the hearing this year, and hear who the respondent is."""
    (name, *pairs), chosen = _this_year([NAME.answer, *OPENING], rng)
    _remember(story, chosen)
    (question,), _ = held_out([NAME.question], rng, {})
    opened = [Turn(COURT, "en", pair) for pair in pairs]
    return [*opened, *rendered(NAME.asker, question, name, telephone=True)]


def _this_year(patterns: Sequence[str], rng: random.Random) -> tuple[list[Pair], dict[str, Value]]:
    for _ in range(_ROUNDS):
        pairs, chosen = held_out(patterns, rng, {})
        if chosen["date"].zh.startswith(THIS_YEAR):
            return pairs, chosen
    raise LookupError(f"No held-out sentences of {THIS_YEAR}: {' '.join(patterns)}")


def _interpreted(
    exchange: Exchange, rng: random.Random, story: dict[str, Value], telephone: bool
) -> Iterator[Turn]:
    pairs, chosen = held_out([exchange.question, exchange.answer], rng, story)
    _remember(story, chosen)
    yield from rendered(exchange.asker, pairs[0], pairs[1], telephone)


def rendered(asker: str, question: Pair, answer: Pair, telephone: bool) -> Iterator[Turn]:
    """Give a question, its rendering, the answer and its rendering."""
    yield Turn(asker, "en", question)
    yield Turn(INTERPRETER, "zh", question)
    yield Turn(RESPONDENT, "zh", answer, telephone=telephone)
    yield Turn(INTERPRETER, "en", answer)


def _remember(story: dict[str, Value], chosen: dict[str, Value]) -> None:
    for slot in _REMEMBERED:
        if slot in chosen:
            story.setdefault(slot, chosen[slot])


def _with_close_gaps(said: list[Turn], rng: random.Random) -> tuple[Turn, ...]:
    """Make some gaps a third of a second, at changes of language and of speaker alike."""
    free = [n for n, turn in enumerate(said[:-1]) if not turn.gap_ms]
    for number in rng.sample(free, _CLOSE_GAPS):
        said[number] = replace(said[number], gap_ms=rng.randint(300, 340))
    return tuple(said)
