"""What training sentences become on their way in: the shapes in which speech recognition hands them over.

The source side is spoilt a little, the target never is: it stays what a reader should get. Every variant is a
small share, so that the plain sentence stays the rule.
"""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from samples.recipes.translation.vocabulary import TAGS, is_han

UNKNOWN_CHARACTER = "\ue000"
"""A private-use character that no text holds: it becomes the unknown piece on both sides."""

FINAL_PUNCTUATION = "。？！.?!"
INNER_PUNCTUATION = "，、,"
_HALF_WIDTH = str.maketrans("，。？！、：", ",.?!,:")
_NUMERALS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in both languages, with its slots' values as they stand in each.

    Attributes:
        language: Of the source, ``zh`` or ``en``.
        source: As it is spoken.
        target: Its translation.
        slots: (source value, target value) of names, dates, numbers, places and so on.
    """

    language: str
    source: str
    target: str
    slots: tuple[tuple[str, str], ...] = ()


def join(sentences: Sequence[Sentence]) -> Sentence:
    """Put sentences of one language pair one after the other, as one segment."""
    language = sentences[0].language
    return Sentence(
        language,
        _space(language).join(sentence.source for sentence in sentences),
        _space("en" if language == "zh" else "zh").join(sentence.target for sentence in sentences),
        tuple(slot for sentence in sentences for slot in sentence.slots),
    )


def spoil(sentence: Sentence, generator: random.Random, always: bool = False) -> Sentence:
    """Give the sentence or, three times in ten, one of its variants; ``always`` gives a variant."""
    chance = generator.random() * (sum(share for _, share in _VARIANTS) if always else 1)
    for variant, share in _VARIANTS:
        if chance < share:
            return variant(sentence, generator)
        chance -= share
    return sentence


def without_final_punctuation(sentence: Sentence, _: random.Random) -> Sentence:
    """Drop the source's last mark."""
    return replace(sentence, source=sentence.source.rstrip(FINAL_PUNCTUATION))


def without_punctuation(sentence: Sentence, _: random.Random) -> Sentence:
    """Drop the source's commas and last mark, as a recogniser without punctuation would."""
    marks = INNER_PUNCTUATION + FINAL_PUNCTUATION
    kept = (
        character
        for index, character in enumerate(sentence.source)
        if character not in marks or _inside_number(sentence.source, index)
    )
    return replace(sentence, source="".join(kept))


def other_case(sentence: Sentence, generator: random.Random) -> Sentence:
    """Write an English source in small letters, or its first letter small."""
    if generator.random() < 0.5:
        return replace(sentence, source=sentence.source.lower())
    return replace(sentence, source=sentence.source[:1].lower() + sentence.source[1:])


def half_width(sentence: Sentence, _: random.Random) -> Sentence:
    """Write a Chinese source with ASCII punctuation."""
    return replace(sentence, source=sentence.source.translate(_HALF_WIDTH))


def arabic_digits(sentence: Sentence, _: random.Random) -> Sentence:
    """Write the years and digit strings of a Chinese source in Arabic digits: 二零一九年 → 2019年."""
    source, run = "", ""
    for character in sentence.source + "\n":
        if character in _NUMERALS:
            run += character
            continue
        source += "".join(str(_NUMERALS.index(digit)) for digit in run) if len(run) >= 3 else run
        source, run = source + character, ""
    return replace(sentence, source=source.rstrip("\n"))


def misheard(sentence: Sentence, generator: random.Random) -> Sentence:
    """Drop or double one letter or character of the source, outside the slots: those must stay exact."""
    places = [
        index
        for index, character in enumerate(sentence.source)
        if (is_han(character) or character.isalpha()) and not _in_slot(sentence, index)
    ]
    if len(places) < 4:
        return sentence
    index = generator.choice(places)
    middle = sentence.source[index] * 2 if generator.random() < 0.3 else ""
    return replace(sentence, source=sentence.source[:index] + middle + sentence.source[index + 1 :])


def tagged(sentence: Sentence, generator: random.Random) -> Sentence:
    """Put a code of the transcript's legend at the same place of both sides."""
    tag = generator.choice(TAGS)
    slots = _slots_found_once(sentence)
    if slots and generator.random() < 0.6:
        source, target = generator.choice(slots)
        return replace(
            sentence,
            source=_insert(sentence.source, sentence.source.index(source) + len(source), tag),
            target=_insert(sentence.target, sentence.target.index(target) + len(target), tag),
        )
    if generator.random() < 0.5:
        return replace(sentence, source=f"{tag} {sentence.source}", target=f"{tag} {sentence.target}")
    return replace(sentence, source=f"{sentence.source} {tag}", target=f"{sentence.target} {tag}")


def foreign(sentence: Sentence, generator: random.Random) -> Sentence:
    """Put something into a slot that cannot be translated, so that it has to be carried over.

    Half the time an unknown character (the translation then holds the unknown piece, which CTranslate2
    replaces by the source's word), half the time a made-up word in Latin letters.
    """
    word = UNKNOWN_CHARACTER if generator.random() < 0.5 else _made_up(generator)
    return carry_over(sentence, word, generator)


def carry_over(sentence: Sentence, word: str, generator: random.Random) -> Sentence:
    """Put ``word`` in place of one slot's value on both sides; a sentence without one stays the same."""
    slots = [slot for slot in _slots_found_once(sentence) if not any(c.isnumeric() for c in "".join(slot))]
    if not slots:
        return sentence
    source, target = generator.choice(slots)
    return replace(
        sentence,
        source=sentence.source.replace(source, word),
        target=sentence.target.replace(target, word),
        slots=(*(slot for slot in sentence.slots if slot != (source, target)), (word, word)),
    )


Variant = Callable[[Sentence, random.Random], Sentence]


def _either(zh: Variant, en: Variant) -> Variant:
    def choose(sentence: Sentence, generator: random.Random) -> Sentence:
        return (zh if sentence.language == "zh" else en)(sentence, generator)

    return choose


_VARIANTS: tuple[tuple[Variant, float], ...] = (
    (without_final_punctuation, 0.06),
    (without_punctuation, 0.03),
    (_either(half_width, other_case), 0.03),
    (_either(arabic_digits, other_case), 0.03),
    (misheard, 0.08),
    (tagged, 0.03),
    (foreign, 0.03),
)


def _space(language: str) -> str:
    return "" if language == "zh" else " "


def _inside_number(text: str, index: int) -> bool:
    """Say whether the mark at ``index`` stands between digits (20,500) or in an abbreviation (a.m.)."""
    after = text[index + 1 : index + 2]
    before = text[index - 1 : index] if index else ""
    return (
        (before.isdigit() and after.isdigit())
        or text[max(0, index - 3) : index + 1] in ("a.m.", "p.m.")
        or (before in tuple("ap") and after == "m")
    )


def _in_slot(sentence: Sentence, index: int) -> bool:
    for source, _ in sentence.slots:
        start = sentence.source.find(source)
        while start >= 0:
            if start <= index < start + len(source):
                return True
            start = sentence.source.find(source, start + 1)
    return False


def _slots_found_once(sentence: Sentence) -> list[tuple[str, str]]:
    return [
        (source, target)
        for source, target in sentence.slots
        if sentence.source.count(source) == 1 and sentence.target.count(target) == 1
    ]


def _insert(text: str, index: int, tag: str) -> str:
    """Insert ``tag`` with a space on the sides where a Latin word stands."""
    before, after = text[:index], text[index:]
    left = " " if before[-1:].isascii() and before[-1:].strip() else ""
    right = " " if after[:1].isascii() and after[:1].isalnum() else ""
    return before + left + tag + right + after


def _made_up(generator: random.Random) -> str:
    word = "".join(generator.choice(string.ascii_lowercase) for _ in range(generator.randint(2, 7)))
    return word.upper() if len(word) < 4 else word.capitalize()
