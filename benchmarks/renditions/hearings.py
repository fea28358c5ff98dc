"""Made-up interpreted hearings, of which it is known what renders what."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.renditions.pairs import RenderedPair, book_pairs, read_pairs
from translate.renditions import Turn

__all__ = ["Hearing", "hearings"]

_COLLOQUY = (
    "Your Honor, may we have a brief recess?", "Counsel, how much longer do you need?",
    "About twenty minutes, Your Honor.", "The government has no position on that.",
    "I'll take it under advisement.", "Let's move on.", "We would ask to mark this for identification.",
    "Any objection from the government?", "None, Judge.", "Is the recording still running?",
    "I have the file here.", "Could we go off the record for a moment?",
)  # fmt: skip
_ASIDES_EN = (
    "The interpreter requests a repetition.", "The interpreter would like to clarify a term.",
    "The interpreter did not hear the last part.", "Interpreter's correction, Your Honor.",
)  # fmt: skip
_ASIDES_ZH = ("翻译没有听清楚，请您再说一遍。", "翻译请求您说慢一点。", "翻译需要确认一下。")
_INTERRUPTIONS = ("Just answer the question.", "Objection, nonresponsive.", "Please let him finish.")


@dataclass
class Hearing:
    """Turns in order of time, and the links between them.

    Attributes:
        turns: With speakers and roles.
        links: (ids of the originals, ids of their renditions).
    """

    turns: list[Turn] = field(default_factory=list)
    links: list[tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=list)
    clock_ms: int = 1000

    def say(self, speaker: str, language: str, text: str, dice: random.Random) -> str:
        """Add a turn after the last one; returns its id."""
        seconds = 0.24 * len(text) if language == "zh" else 0.36 * len(text.split())
        length = int(1000 * max(seconds, 0.4) * dice.uniform(0.85, 1.2))
        turn = Turn(
            str(len(self.turns) + 1), self.clock_ms, self.clock_ms + length, language, text,
            speaker=speaker, interprets=speaker == "THE INTERPRETER",
        )  # fmt: skip
        self.turns.append(turn)
        self.clock_ms += length + int(1000 * dice.uniform(0.25, 1.3))
        return turn.id

    def without_speakers(self) -> list[Turn]:
        """The turns as a draft without voices has them."""
        return [
            Turn(turn.id, turn.start_ms, turn.end_ms, turn.language, turn.text, turn.translation, "S1")
            for turn in self.turns
        ]


def hearings(count: int, *, hard: bool, part: str, seed: int = 1) -> list[Hearing]:
    """Make hearings.

    Args:
        count: How many; every second one from the phrasebook, the others from pairs written by hand.
        hard: With interruptions, asides, several turns in one rendition, missing renditions.
        part: ``dev`` for tuning (the phrasebook's training templates); ``held`` for figures.
        seed: Of the dice.
    """
    dice = random.Random(seed)
    made = []
    for number in range(count):
        pairs = _material(part, dice, from_book=number % 2 == 0)
        made.append(_hearing(pairs, dice, hard=hard))
    return made


def _material(part: str, dice: random.Random, *, from_book: bool) -> list[RenderedPair]:
    if from_book:
        return list(book_pairs("train" if part == "dev" else "test-template", dice, 120))
    pairs = read_pairs(part)
    dice.shuffle(pairs)
    return pairs[:120]


def _hearing(pairs: Sequence[RenderedPair], dice: random.Random, *, hard: bool) -> Hearing:
    questions = [pair for pair in pairs if pair.language == "en"]
    answers = [pair for pair in pairs if pair.language == "zh"]
    hearing = Hearing()
    for line in dice.sample(_COLLOQUY, 3):
        hearing.say("THE COURT", "en", line, dice)
    while answers:
        if questions:
            _exchange(
                hearing, dice.choice(("THE COURT", "COUNSEL", "COUNSEL")), [questions.pop()], dice, hard
            )
        count = dice.choice((1, 1, 1, 2, 3)) if hard else 1
        taken = [answers.pop() for _ in range(min(count, len(answers)))]
        _exchange(hearing, "THE WITNESS", taken, dice, hard)
        if dice.random() < 0.08:
            for line in dice.sample(_COLLOQUY, dice.randint(1, 4)):
                hearing.say(dice.choice(("THE COURT", "COUNSEL", "THE GOVERNMENT")), "en", line, dice)
    return hearing


def _exchange(
    hearing: Hearing, speaker: str, pairs: Sequence[RenderedPair], dice: random.Random, hard: bool
) -> None:
    language, other = pairs[0].language, pairs[0].target_language
    said: list[list[str]] = []
    for pair in pairs:
        pieces = _pieces(pair.source, language) if dice.random() < 0.15 else [pair.source]
        said.append([])
        for piece in pieces:
            said[-1].append(hearing.say(speaker, language, piece, dice))
            if hard and dice.random() < 0.06:
                hearing.say("COUNSEL", "en", dice.choice(_INTERRUPTIONS), dice)
    if hard and dice.random() < 0.07:
        return  # nobody rendered it
    if hard and dice.random() < 0.07:
        aside = _ASIDES_EN if dice.random() < 0.5 else _ASIDES_ZH
        hearing.say("THE INTERPRETER", "en" if aside is _ASIDES_EN else "zh", dice.choice(aside), dice)
    if len(pairs) > 1 and dice.random() < 0.5:
        joined = ("" if other == "zh" else " ").join(pair.right for pair in pairs)
        rendered = hearing.say("THE INTERPRETER", other, joined, dice)
        hearing.links.append((tuple(one for ids in said for one in ids), (rendered,)))
        return
    for ids, pair in zip(said, pairs, strict=True):
        texts = _pieces(pair.right, other) if dice.random() < 0.12 else [pair.right]
        renditions = tuple(hearing.say("THE INTERPRETER", other, text, dice) for text in texts)
        hearing.links.append((tuple(ids), renditions))


def _pieces(text: str, language: str) -> list[str]:
    """Cut a text at a comma near its middle, as a pause would."""
    mark = "，" if language == "zh" else ", "
    places = [at for at in range(len(text)) if text.startswith(mark, at)]
    if not places:
        return [text]
    at = min(places, key=lambda place: abs(place - len(text) / 2)) + len(mark)
    return [text[:at].strip(), text[at:].strip()]
