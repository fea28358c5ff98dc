"""A person's whole name: in either script, in every romanisation, whatever stands between its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from testimony.export.redaction.fold import fold
from testimony.export.redaction.people.romanisation import Roman, romans_of
from testimony.export.redaction.people.words import EVERYDAY_SYLLABLES, cuts_a_word, is_word
from testimony.export.redaction.profile import Person
from testimony.export.redaction.rules import Hit, Rule, rules_for_texts
from testimony.text.han import has_han, is_han

__all__ = ["HanName", "RomanName", "rules_for_names"]

_TAG = r"</?[A-Za-z]{1,10}>"
_REMARK = r"[(\[][^()\[\]]{1,10}[)\]]"
# What may stand between the characters of a name: nothing that ends a clause.
_TIGHT = rf"(?:[^\w,;:!?。，、；：！？\n]|_|\n(?!\n)|{_TAG}|{_REMARK}){{0,6}}"
_LOOSE = rf"(?:[^\w]|_|{_TAG}|{_REMARK}){{0,4}}"
_BETWEEN = rf"(?:[^\w;!?。；！？]|_|{_TAG}|(?<=[A-Za-z])[1-5](?![0-9])){{0,6}}"
_TONE = r"[1-5]?"
_BEFORE, _AFTER = r"(?<![A-Za-z])", r"(?![A-Za-z])"
_IN_A_HANDLE = 7
_LONG_NAME = 3
_WORD = re.compile(r"[A-Za-z0-9._@+\-]+")


def rules_for_names(person: Person, label: str) -> Iterator[Rule]:
    """Find a person by the whole name; aliases and accepted look-alikes as they are written."""
    named = [name for name in person.hanzi if has_han(name)]
    for name in named:
        yield HanName.of(name, person.pseudonym, label)
    romans = romans_of(person)
    for roman in romans:
        yield RomanName.of(roman, person.pseudonym, label)
    joined = {"".join(roman.tokens).lower() for roman in romans}
    joined |= {"".join(reversed(roman.tokens)).lower() for roman in romans}
    yield _Handles(frozenset(filter(lambda name: len(name) >= _IN_A_HANDLE, joined)), person.pseudonym, label)
    others = [name for name in person.hanzi if not has_han(name)]
    yield from rules_for_texts((*others, *person.aliases, *person.accept), person.pseudonym, label)


@dataclass(frozen=True, slots=True)
class HanName:
    """A name in Hanzi.

    Attributes:
        tight: Its characters with nothing between them that ends a clause.
        loose: Its characters with anything but letters between them.
        length: How many characters it has.
        pseudonym: What stands instead.
        label: What a report calls it.
    """

    tight: re.Pattern[str]
    loose: re.Pattern[str]
    length: int
    pseudonym: str
    label: str

    @classmethod
    def of(cls, name: str, pseudonym: str, label: str) -> HanName:
        """Make the rule for a name."""
        characters = [re.escape(c) for c in fold(name).text if is_han(c)]
        return cls(
            re.compile(_TIGHT.join(characters)),
            re.compile(_LOOSE.join(characters)),
            len(characters),
            pseudonym,
            label,
        )

    def hits(self, text: str, _before: str = "", /) -> Iterator[Hit]:
        """Yield the name; where it may be parts of other words, a person decides."""
        taken = -1
        for match in self.tight.finditer(text):
            taken = match.end()
            yield Hit(*match.span(), self.pseudonym, self.label, self._doubt(text, match))
        for match in self.loose.finditer(text):
            if match.start() >= taken or not self.tight.search(text, *match.span()):
                yield Hit(*match.span(), self.pseudonym, self.label, "Punctuation stands inside the name.")

    def _doubt(self, text: str, match: re.Match[str]) -> str:
        start, end = match.span()
        if is_word(match[0]):
            return "It is an everyday word as well."
        if self.length >= _LONG_NAME:
            return ""
        if _joins(text, start):
            return "Its first character may belong to the word before."
        if _joins(text, end):
            return "Its last character may belong to the word that follows."
        return ""


def _joins(text: str, edge: int) -> bool:
    """Whether a word stands across an edge."""
    return cuts_a_word(text, edge, edge)


@dataclass(frozen=True, slots=True)
class RomanName:
    """A name in Latin letters: any order, case and spacing, syllables apart or together, tones or none.

    Attributes:
        pattern: Finds it.
        everyday: Whether it consists of English words, so that only capitals make it a name.
        sure: Whether it is a name and nothing else.
        pseudonym: What stands instead.
        label: What a report calls it.
    """

    pattern: re.Pattern[str]
    everyday: bool
    sure: bool
    pseudonym: str
    label: str

    @classmethod
    def of(cls, roman: Roman, pseudonym: str, label: str) -> RomanName:
        """Make the rule for a name in one romanisation."""
        bodies = [_BETWEEN.join(map(_token, order)) for order in _orders(roman.syllables)]
        flat = roman.flat
        everyday = all(syllable in EVERYDAY_SYLLABLES for syllable in flat)
        sure = roman.given or (len(flat) >= _LONG_NAME and not everyday)
        pattern = re.compile(f"(?i){_BEFORE}(?:{'|'.join(bodies)}){_AFTER}")
        return cls(pattern, everyday or len(roman.tokens) == 1, sure, pseudonym, label)

    def hits(self, text: str, _before: str = "", /) -> Iterator[Hit]:
        """Yield the name."""
        for match in self.pattern.finditer(text):
            yield Hit(*match.span(), self.pseudonym, self.label, self._doubt(match[0]))

    def _doubt(self, found: str) -> str:
        if not self.sure:
            return "It is how the name may be written in another romanisation."
        words = re.findall(r"[A-Za-z]+", found)
        if self.everyday and not all(word[0].isupper() for word in words):
            return "It is written like everyday words."
        return ""


def _orders(tokens: Sequence[Sequence[str]]) -> Iterator[tuple[Sequence[str], ...]]:
    yield from dict.fromkeys((tuple(tokens), (*tokens[1:], *tokens[:1]), (*tokens[-1:], *tokens[:-1])))


def _token(syllables: Sequence[str]) -> str:
    return _BETWEEN.join(rf"{_syllable(one)}{_TONE}" for one in syllables)


def _syllable(syllable: str) -> str:
    """吕 is Lü, Lv, Lu, and Lyu in a passport; an apostrophe may stand after an aspirated initial."""
    marked = re.sub(r"^(ch|ts|tz|[ptk])(?=[a-z])", r"\1'?", syllable.lower())
    return re.sub("v", "(?:v|yu|u:?)", marked) if syllable[:1] in "lnLN" else marked.replace("v", "[vu]")


@dataclass(frozen=True, slots=True)
class _Handles:
    """Finds a whole name inside a handle, an address or a domain: fengyongfu88, wwwfengyongfu.com.

    Attributes:
        names: Joined, in small letters.
        pseudonym: What stands instead.
        label: What a report calls it.
    """

    names: frozenset[str]
    pseudonym: str
    label: str

    def hits(self, text: str, _before: str = "", /) -> Iterator[Hit]:
        """Yield the whole handle; a word of letters alone a person decides about."""
        squeezed = text.lower()
        if not any(name[:4] in squeezed for name in self.names):
            return
        for match in _WORD.finditer(text):
            letters = re.sub(r"[^a-z]", "", match[0].lower())
            if any(name in letters for name in self.names) and match[0].lower() not in self.names:
                bare = match[0].isalpha()
                end = match.end() - (len(match[0]) - len(match[0].rstrip(".-@+")))
                yield Hit(
                    match.start(), end, self.pseudonym, self.label, "The name is part of a word." * bare
                )
