"""Names that speech recognition may have written otherwise: 李明, 黎明; Li Ming, Lee Ming."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import product

from testimony.export.redaction.fold import fold
from testimony.export.redaction.people.pinyin import readings
from testimony.export.redaction.people.romanisation import Roman, romans_of
from testimony.export.redaction.people.words import SURNAMES, cuts_a_word, is_word
from testimony.export.redaction.profile import Person
from testimony.export.redaction.rules import Hit
from testimony.text.han import is_han

__all__ = ["LookalikeRule"]

_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_LATIN_WORD = re.compile(r"[A-Za-z]+")
_SHORT, _LONG_ENOUGH, _FOREIGN = 2, 5, 7
_LONGEST_SOUND = 4
_WHY = "It sounds or looks like the name."


@dataclass(frozen=True, slots=True)
class LookalikeRule:
    """Finds what sounds like a name or is one edit away from it, in either script.

    Attributes:
        hanzi: Names in Simplified characters.
        latin: Whole names in small letters without spaces, and long parts of names that are not Chinese.
        sounds: Syllables of names that were given in Latin letters only.
        pseudonym: What stands instead.
        label: What a report calls it.
    """

    hanzi: tuple[str, ...]
    latin: tuple[str, ...]
    sounds: tuple[tuple[str, ...], ...]
    pseudonym: str
    label: str

    @classmethod
    def of(cls, person: Person, label: str) -> LookalikeRule:
        """Make the rule for a person."""
        hanzi = ["".join(filter(is_han, fold(name).text)) for name in person.hanzi]
        named = tuple(name for name in hanzi if len(name) >= _SHORT)
        given = [roman for roman in romans_of(person) if roman.given]
        latin: set[str] = set()
        for roman in given:
            tokens = [token.lower() for token in roman.tokens]
            latin |= {"".join(tokens), "".join(reversed(tokens))}
            parts = zip(tokens, roman.syllables, strict=True)
            latin |= {token for token, parts_of in parts if len(parts_of) == 1 and len(token) >= _FOREIGN}
        long = tuple(name for name in sorted(latin) if len(name) >= _LONG_ENOUGH)
        sounds = () if named else tuple(filter(None, map(_sound, given)))
        return cls(named, long, sounds, person.pseudonym, label)

    def hits(self, text: str, _before: str = "", /) -> Iterator[Hit]:
        """Yield what may be the name."""
        for run in _HAN_RUN.finditer(text):
            for start, end in self._han(run[0]):
                at, to = run.start() + start, run.start() + end
                if not cuts_a_word(text, at, at if text[at] in SURNAMES else to):
                    yield Hit(at, to, self.pseudonym, self.label, _WHY)
        for start, end in _latin(text, self.latin):
            yield Hit(start, end, self.pseudonym, self.label, _WHY)

    def _han(self, run: str) -> Iterator[tuple[int, int]]:
        tests: list[tuple[int, Callable[[str], bool]]] = [
            (len(name), partial(_alike, name)) for name in self.hanzi
        ]
        tests += [(len(one), partial(_reads, one)) for one in self.sounds]
        for size, test in tests:
            for at in range(len(run) - size + 1):
                if test(run[at : at + size]):
                    yield at, at + size


def _alike(name: str, window: str) -> bool:
    """Same sound throughout; or one character other, for two-character names one that sounds near."""
    other = [(a, b) for a, b in zip(window, name, strict=True) if a != b]
    if not other:
        return False
    if all(_sounds(a) & _sounds(b) for a, b in other):
        return True
    if len(other) != 1 or is_word(window):
        return False
    (a, b), *_ = other
    return len(name) > _SHORT or any(_one_edit(x, y) for x in _sounds(a) for y in _sounds(b))


@lru_cache(maxsize=8192)
def _sounds(character: str) -> frozenset[str]:
    return frozenset(readings(character))


def _reads(syllables: Sequence[str], window: str) -> bool:
    return all(one in _sounds(character) for character, one in zip(window, syllables, strict=True))


def _sound(roman: Roman) -> tuple[str, ...]:
    flat = roman.flat
    return flat if _SHORT <= len(flat) <= _LONGEST_SOUND else ()


def _latin(text: str, romans: Iterable[str]) -> Iterator[tuple[int, int]]:
    squeezed_text = _letters(text)
    # One edit leaves one half of a name as it was.
    names = [
        name
        for name in romans
        if name[: len(name) // 2] in squeezed_text or name[len(name) // 2 :] in squeezed_text
    ]
    if not names:
        return
    words = list(_LATIN_WORD.finditer(text))
    shortest, longest = min(map(len, names)) - 1, max(map(len, names)) + 1
    for at, size in product(range(len(words)), (1, 2, 3)):
        group = words[at : at + size]
        squeezed = "".join(word[0] for word in group).lower()
        fits = len(group) == size and shortest <= len(squeezed) <= longest
        if fits and group[0][0][0].isupper() and any(_near(squeezed, name) for name in names):
            yield group[0].start(), group[-1].end()


@lru_cache(maxsize=4096)
def _letters(text: str) -> str:
    return "".join(_LATIN_WORD.findall(text)).lower()


_TWO_EDITS = 9


def _near(one: str, other: str) -> bool:
    """One edit; two for long names, of which Uyghur and Tibetan ones have many spellings."""
    if _one_edit(one, other):
        return True
    if len(other) < _TWO_EDITS or abs(len(one) - len(other)) > _SHORT or one[0] != other[0] or one == other:
        return False
    shorter = {one[:i] + one[i + 1 :] for i in range(len(one))} | {one}
    return any(_one_edit(piece, other) for piece in shorter)


def _one_edit(one: str, other: str) -> bool:
    """Whether a single insertion, deletion or replacement leads from one to the other."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    at = 0
    while at < min(len(one), len(other)) and one[at] == other[at]:
        at += 1
    if len(one) == len(other):
        return one[at + 1 :] == other[at + 1 :]
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[at + 1 :] == shorter[at:]
