"""Names that are spelled: F-E-N-G, "F as in Frank, E as in Edward", Foxtrot Echo, capital F."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from testimony.export.redaction.people.romanisation import romans_of
from testimony.export.redaction.profile import Person
from testimony.export.redaction.rules import Hit

__all__ = ["SpelledRule"]

_RADIO = (
    "alfa alpha bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november"
    " oscar papa quebec romeo sierra tango uniform victor whiskey xray x-ray yankee zulu"
)
_SAID = (
    "you:u why:y bee:b cee:c dee:d ef:f gee:g aitch:h jay:j kay:k el:l em:m en:n pee:p cue:q ar:r ess:s tee:t"
    " vee:v ex:x zee:z zed:z"
)
_NAMES = dict(entry.split(":") for entry in _SAID.split())
_AS_IN = r"(?:\s*,?\s*(?:as\s+in|as|for|like|is\s+for)\s+(?:the\s+)?[A-Za-z]{2,})?"
_LETTER = re.compile(
    r"(?i)(?<![A-Za-z'])(?:(?:capital|letter|upper\s?case|small)\s+)?"
    rf"(?:(?P<radio>{_RADIO.replace(' ', '|')})"
    rf"|(?P<name>{'|'.join(_NAMES)})"
    rf"|(?P<letter>[a-z]){_AS_IN})(?![A-Za-z])"
)
_BETWEEN = re.compile(
    r"(?:[^\w]|_){0,4}(?:(?:then|and|next|space|dash|hyphen|uh|um)(?:[^\w]|_){1,3})?", re.IGNORECASE
)
_ENOUGH = 3
_CAPITALS = re.compile(r"[A-Z](?:[\s.,]?-[\s]?|\.\s?|,\s)[A-Z]")


@dataclass(frozen=True, slots=True)
class SpelledRule:
    """Finds a name, a family name or a given name of which each letter is said.

    Attributes:
        names: In small letters: whole names and their parts.
        pseudonym: What stands instead.
        label: What a report calls it.
    """

    names: tuple[str, ...]
    pseudonym: str
    label: str

    @classmethod
    def of(cls, person: Person, label: str) -> SpelledRule:
        """Make the rule for a person."""
        names: set[str] = set()
        for roman in romans_of(person):
            tokens = [token.lower() for token in roman.tokens]
            names |= {"".join(tokens), "".join(reversed(tokens)), *(t.replace("v", "u") for t in tokens)}
            names |= set(tokens) if roman.given else set()
        kept = [name for name in names if len(name) >= _ENOUGH - 1]
        return cls(tuple(sorted(kept, key=lambda name: (-len(name), name))), person.pseudonym, label)

    def hits(self, text: str, _before: str = "", /) -> Iterator[Hit]:
        """Yield what is spelled; two letters alone a person decides about."""
        for letters, places in _spelled(text):
            at = 0
            while at < len(letters):
                name = next((one for one in self.names if letters.startswith(one, at)), "")
                start, end = places[at][0], places[at + (len(name) or 1) - 1][1]
                alone = len(name) == len(letters)
                if len(name) > _ENOUGH or (len(name) == _ENOUGH and alone):
                    yield Hit(start, end, self.pseudonym, self.label)
                elif len(name) == _ENOUGH or (name and _CAPITALS.fullmatch(text, start, end)):
                    yield Hit(start, end, self.pseudonym, self.label, "It may be the name, spelled.")
                at += len(name) or 1


@lru_cache(maxsize=512)
def _spelled(text: str) -> tuple[tuple[str, tuple[tuple[int, int], ...]], ...]:
    """Return rows of at least two letters that are said one by one, and where each stands."""
    rows: list[tuple[str, tuple[tuple[int, int], ...]]] = []
    letters: str = ""
    places: list[tuple[int, int]] = []
    for match in _LETTER.finditer(text):
        if places and not _BETWEEN.fullmatch(text, places[-1][1], match.start()):
            rows.append((letters, tuple(places)))
            letters, places = "", []
        letters += _letter(match)
        places.append(match.span())
    rows.append((letters, tuple(places)))
    return tuple(row for row in rows if len(row[0]) >= _ENOUGH - 1)


def _letter(match: re.Match[str]) -> str:
    if match["radio"]:
        return match["radio"][0].lower()
    return _NAMES[match["name"].lower()] if match["name"] else match["letter"].lower()
