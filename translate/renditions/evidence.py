"""What two turns in different languages have in common: words, figures, the machine's translation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from testimony.text.scripts import normalise
from translate.checks.reading.dictionary import dictionary
from translate.checks.reading.figures.facts_en import read_english
from translate.checks.reading.figures.facts_zh import read_chinese
from translate.checks.reading.figures.numerals import digits_of_words
from translate.renditions.turns import Turn

__all__ = ["Common", "Features", "common", "features_of"]

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_HAN = re.compile(r"[\u3400-\u9fff]")
_TOKEN = re.compile(r"[A-Za-z0-9']+")
_NAME = re.compile(r"\b[A-Z][a-z]{2,}")
_TYPICAL = 0.66  # English words for a Chinese character, docs/decisions/0041
_RARE, _FREQUENT = 120, 500  # Chinese words that an English word may render: few, many
_NUMBER, _PROPER = 1.5, 1.5  # a figure or a name tells more than a word
_NONE: frozenset[str] = frozenset()
_SMALL = 2.0  # one and two are too frequent to tell turns apart


@dataclass(frozen=True, slots=True)
class Features:
    """What a turn can be known by.

    Attributes:
        units: Its length in English words, also for Chinese.
        own: Key → weight; English roots, figures and names of an English turn, words of a Chinese one.
        reach: What the turn's words may be rendered by (English roots), for a Chinese turn.
        words: Chinese word → its English roots.
        machine: English roots of the machine translation of a Chinese turn.
        echo: Two-character pieces of a Chinese turn, or of an English turn's machine translation.
    """

    units: float
    own: dict[str, float]
    reach: frozenset[str]
    words: dict[str, frozenset[str]]
    machine: frozenset[str]
    echo: frozenset[str]


@dataclass(frozen=True, slots=True)
class Common:
    """What a Chinese and an English turn share.

    Attributes:
        chinese: Weight of the Chinese turn's words that the English one renders.
        english: Weight of the English turn's words that the Chinese one calls for.
        machine: Share, 0 to 1, of the machine's words that stand in the rendition; 0 without a machine.
    """

    chinese: float
    english: float
    machine: float


@lru_cache(maxsize=20_000)
def _weight(stem: str) -> float:
    count = dictionary().often[stem]
    return 1.0 if count < _RARE else 0.5 if count < _FREQUENT else 0.2


def features_of(turn: Turn) -> Features:
    """Read a turn once; every comparison uses the same reading."""
    return _chinese(turn) if turn.language == "zh" else _english(turn)


def _bigrams(text: str) -> frozenset[str]:
    han = "".join(_HAN.findall(text))
    return frozenset(han[at : at + 2] for at in range(len(han) - 1)) or frozenset(han)


def _chinese(turn: Turn) -> Features:
    text = normalise(turn.text)
    known = dictionary()
    words: dict[str, frozenset[str]] = {}
    own: dict[str, float] = {}
    for word, weight in known.listed_words(text):
        words[word] = known.words[word]
        own[word] = weight
    for fact in read_chinese(text):
        if not fact.weak:
            own[_figure(*fact.readings[0])] = _NUMBER if fact.readings[0][1] > _SMALL else 0.5
    machine = known.roots(_WORD.findall(turn.translation.lower()))
    letters = len(_HAN.findall(text)) + len(_TOKEN.findall(text))
    return Features(max(letters * _TYPICAL, 0.5), own, known.reachable(text), words, machine, _bigrams(text))


def _english(turn: Turn) -> Features:
    known = dictionary()
    text = digits_of_words(turn.text)
    own = {stem: _weight(stem) for stem in known.root_of_each(_WORD.findall(turn.text.lower()))}
    for fact in read_english(text):
        if not fact.weak:
            own[_figure(*fact.readings[0])] = _NUMBER if fact.readings[0][1] > _SMALL else 0.5
    units = max(len(_TOKEN.findall(turn.text)), 1)
    return Features(units, own, frozenset(), {}, frozenset(), _bigrams(normalise(turn.translation)))


def _figure(kind: str, value: float) -> str:
    return f"#{kind.partition('-')[0]}:{value:g}"


def common(zh: Features, en: Features) -> Common:
    """Compare a Chinese turn's features with an English one's."""
    theirs = en.own.keys()
    english = sum(
        weight for key, weight in en.own.items() if key in zh.reach or key in zh.machine or key in zh.own
    )
    chinese = sum(
        weight
        for key, weight in zh.own.items()
        if (key in en.own if key[0] == "#" else not zh.words.get(key, _NONE).isdisjoint(theirs))
    )
    return Common(chinese, english, _machine(zh, en))


def _machine(zh: Features, en: Features) -> float:
    """How alike the machine's translation of one turn and the other turn are, the better of both ways."""
    forward = _dice(zh.machine, frozenset(key for key in en.own if key[0] != "#"))
    return max(forward, _dice(en.echo, zh.echo) if en.echo else 0.0)


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    if not one or not other:
        return 0.0
    return 2 * len(one & other) / (len(one) + len(other))
