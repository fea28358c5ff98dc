"""The two texts a rule looks at, prepared once for all rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from testimony.text.scripts import normalise
from testimony.transcript.kinds import Side
from translate.checks.reading.answers import Answers, read_answers
from translate.checks.reading.figures.facts import Fact, compare_facts
from translate.checks.reading.figures.facts_en import read_english, states_english
from translate.checks.reading.figures.facts_zh import read_chinese, states_chinese
from translate.checks.reading.figures.numerals import NUMBER_WORDS, digits_of_words
from translate.checks.reading.gazetteer import Found, gazetteer
from translate.checks.reading.people import MASK, masked_names
from translate.checks.reading.persons import count_chinese_persons, count_english_persons
from translate.sentences import primary_language

if TYPE_CHECKING:
    from testimony.transcript.types import Segment, Word
    from translate.glossary import Glossary

__all__ = ["Context", "Pair"]

T = TypeVar("T")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d[\d,.:]*")
_NUMERALS = frozenset("零一二三四五六七八九十百千万")
_CACHED = 8192  # texts of either language that are kept as they were read
_QUOTES = str.maketrans("’‘“”", "''\"\"")


@lru_cache(maxsize=_CACHED)
def _english_side(
    text: str,
) -> tuple[str, tuple[str, ...], frozenset[str], str, dict[str, int]]:
    """Give plain text, words, their set, the text in digits, and its persons; the same text is read once."""
    plain = text.translate(_QUOTES)
    words = tuple(_WORD.findall(plain.lower()))
    bare = frozenset([word[:-2] if word.endswith("'s") else word for word in words])
    digits = plain if NUMBER_WORDS.isdisjoint(bare) else digits_of_words(plain)
    return plain, words, bare, digits, count_english_persons(plain, words)


@lru_cache(maxsize=_CACHED)
def _chinese_side(text: str) -> tuple[tuple[Found, ...], dict[str, int]]:
    """Give the places and the persons of a normalised text."""
    return tuple(gazetteer().find(text)), count_chinese_persons(text)


def _named(name: str, words: Sequence[str]) -> bool:
    """Tell whether the English words hold every word of a place's name."""
    return all(part in words for part in name.split("_"))


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the two texts.

    Attributes:
        glossary: The case's own terms; none switches the glossary rules off.
        words: The source's words with the engine's probabilities, where there are any.
        alternatives: Other readings of the same source sound.
        before: What was said in the row before, in either language; empty where there is none.
    """

    glossary: Glossary | None = None
    words: Sequence[Word] = ()
    alternatives: Sequence[str] = ()
    before: str = ""

    @classmethod
    def of_segment(cls, segment: Segment, glossary: Glossary | None, before: str = "") -> Context:
        """What a segment that was loaded with its words and other readings tells the rules.

        A word that a person wrote anew says nothing of how surely it was heard, and once a person wrote the
        source, what an engine read otherwise is settled.
        """
        words = [word for word in segment.words if word.text.strip() in segment.source]
        readings = [
            one.text
            for one in segment.alternatives
            if one.side is Side.SOURCE and one.language == segment.language and not segment.source_author
        ]
        return cls(glossary, words, readings, before)


class Pair:
    """A source and its target; ``zh`` and ``en`` are the sides by language.

    Everything several rules need is worked out once, here.

    Args:
        source: As it stands in the transcript.
        target: As it stands in the transcript.
        source_language: BCP-47 code.
        target_language: BCP-47 code.
        context: What is known beside the texts.

    Attributes:
        is_zh_en: One side is Chinese and the other English; the fields below are empty otherwise.
        from_chinese: The source is the Chinese side.
        zh: The Chinese side, normalised and Simplified; names that the English spells in pinyin are blanked.
        zh_said: The same with its names.
        en: The English side, with plain quotation marks.
        english_words: The English side's words and figures, lower case.
        english_set: The same without repetition and without a final ``'s``.
        english_digits: The English side with its number words in digits.
        facts: The figures of the Chinese side and of the English side.
        differences: Of those, what only the one side states, and only the other.
        persons: How often each grammatical person is named, in Chinese and in English.
        places: The places that the Chinese side names.
    """

    __slots__ = (
        "_answered", "_answers",
        "context", "differences", "en", "english_digits", "english_set", "english_words", "facts",
        "from_chinese", "is_zh_en", "persons", "places", "source", "source_language", "target",
        "target_language", "zh",
        "zh_said",
    )  # fmt: skip

    def __init__(
        self, source: str, target: str, source_language: str, target_language: str, context: Context
    ) -> None:
        self.source, self.target, self.context = source, target, context
        self.source_language, self.target_language = source_language, target_language
        codes = primary_language(source_language), primary_language(target_language)
        self.from_chinese = codes[0] == "zh"
        self.is_zh_en = codes in {("zh", "en"), ("en", "zh")}
        self.zh = self.zh_said = self.en = ""
        self._answers: Answers | None = None
        self._answered = False
        self.english_words: tuple[str, ...] = ()
        self.english_set: frozenset[str] = frozenset()
        self.english_digits = ""
        self.facts: tuple[Sequence[Fact], Sequence[Fact]] = ((), ())
        self.differences: tuple[list[Fact], list[Fact]] = ([], [])
        self.persons: tuple[dict[str, int], dict[str, int]] = ({}, {})
        self.places: tuple[Found, ...] = ()
        if self.is_zh_en:
            self._read(*((source, target) if self.from_chinese else (target, source)))

    def _read(self, chinese: str, english: str) -> None:
        side = _english_side(english)
        self.en, self.english_words, self.english_set, self.english_digits, english_persons = side
        self.zh_said = normalise(chinese)
        self.zh = masked_names(self.zh_said, self.en)
        self.places, chinese_persons = _chinese_side(self.zh)
        self.persons = chinese_persons, english_persons
        # A figure that nobody would miss (一, "a day") matters only beside one that somebody would.
        if states_chinese(self.zh) or states_english(self.english_digits, self.english_words):
            self.facts = read_chinese(self._without_counted_places()), read_english(self.english_digits)
            if self.facts[0] or self.facts[1]:
                self.differences = compare_facts(*self.facts)

    @property
    def answers(self) -> Answers | None:
        """Both sides as short answers; None where either is none. Read once, where a rule asks."""
        if not self._answered:
            self._answers, self._answered = read_answers(self), True
        return self._answers

    def _without_counted_places(self) -> str:
        """Blank the places that hold a numeral (三亚, 马三家) where the English names them."""
        text = self.zh
        for place in self.places:
            if not _NUMERALS.isdisjoint(place.text) and any(
                _named(name, self.english_words) for name in place.names
            ):
                text = text.replace(place.text, MASK * len(place.text))
        return text

    @property
    def zh_without_places(self) -> str:
        """The Chinese side with its places blanked: 西弗吉尼亚 holds a 弗 that negates nothing."""
        if not self.places:
            return self.zh
        text = self.zh
        for place in self.places:
            text = text.replace(place.text, "\u3000" * len(place.text)) if place.sure else text
        return text

    def ordered(self, chinese: T, english: T) -> tuple[T, T]:
        """Put what was found on the two sides in the order source, target."""
        return (chinese, english) if self.from_chinese else (english, chinese)
