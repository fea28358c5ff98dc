"""Names as Hong Kong, Taiwan and emigrants from the south write them, in any of the spellings of a sound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from testimony.export.redaction.people.romanisation import sound_key, southern_keys
from testimony.export.redaction.profile import Person
from testimony.export.redaction.rules import Hit

__all__ = ["SouthernRule"]

_WORD = re.compile(r"(?<![A-Za-z'])[A-Za-z]+(?:'[A-Za-z]+)?(?![A-Za-z])")
_GAP = re.compile(r"[\s\-.,]{1,3}")
_SURE = 3
_WHY = "It is how the name may be written in Cantonese or Hokkien."


@dataclass(frozen=True, slots=True)
class SouthernRule:
    """Finds a name in Hanzi by its sounds in Cantonese and Hokkien.

    Attributes:
        keys: The sounds of each reading, family name first and given name first.
        pseudonym: What stands instead.
        label: What a report calls it.
    """

    keys: frozenset[tuple[str, ...]]
    pseudonym: str
    label: str

    @classmethod
    def of(cls, person: Person, label: str) -> SouthernRule:
        """Make the rule for a person."""
        keys = {key for name in person.hanzi for key in southern_keys(name)}
        keys |= {(*key[1:], key[0]) for key in keys}
        return cls(frozenset(keys), person.pseudonym, label)

    def hits(self, text: str, _before: str = "", /) -> Iterator[Hit]:
        """Yield words with capitals that sound like the name; two syllables a person decides about."""
        words = list(_WORD.finditer(text)) if self.keys else []
        for size in {len(key) for key in self.keys}:
            for at in range(len(words) - size + 1):
                group = words[at : at + size]
                if not all(word[0][0].isupper() or place for place, word in enumerate(group)):
                    continue
                if tuple(sound_key(word[0]) for word in group) in self.keys and _together(text, group):
                    capitals = all(word[0][0].isupper() for word in group)
                    sure = size >= _SURE and (capitals or "-" in text[group[0].start() : group[-1].end()])
                    yield Hit(
                        group[0].start(), group[-1].end(), self.pseudonym, self.label, "" if sure else _WHY
                    )


def _together(text: str, group: list[re.Match[str]]) -> bool:
    return all(_GAP.fullmatch(text, a.end(), b.start()) for a, b in pairwise(group))
