"""A name in Latin letters, in every way that offices and families write it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING

from testimony.export.redaction.fold import fold
from testimony.export.redaction.people.pinyin import readings, syllables_of
from testimony.export.redaction.profile import Person
from testimony.export.scripts import converter
from testimony.text.han import is_han

if TYPE_CHECKING:
    from cantoroman import Cantonese

__all__ = ["Roman", "romans_of", "sound_key", "southern_keys", "tokens_of"]

_TRIED = 16
_SHORTEST, _LONGEST = 2, 5
_TWO_CHARACTERS = frozenset(
    re.findall(
        "..",
        "欧阳司马上官诸葛东方尉迟夏侯慕容令狐皇甫公孙长孙轩辕端木独孤南宫西门宇文司徒司空",
    )
)


@dataclass(frozen=True, slots=True)
class Roman:
    """A name in Latin letters.

    Attributes:
        tokens: Family name and given name, or as many as were given.
        syllables: Of each token; a token that is no Chinese syllable is one.
        given: True where it is pinyin or as the profile has it; False for another system.
    """

    tokens: tuple[str, ...]
    syllables: tuple[tuple[str, ...], ...]
    given: bool = True

    @property
    def flat(self) -> tuple[str, ...]:
        """All syllables in order."""
        return tuple(syllable for token in self.syllables for syllable in token)


def romans_of(person: Person) -> list[Roman]:
    """Return the names of a person: as given, as the Hanzi are read, and in other systems."""
    found = [_given(tokens_of(name)) for name in person.roman]
    for name in person.hanzi:
        found += _read(name)
    others = [other for roman in found for other in _other_systems(roman)]
    for name in person.hanzi:
        others += _southern(name)
    unique: dict[tuple[str, ...], Roman] = {}
    for roman in (*found, *others):
        if roman.tokens:
            unique.setdefault(tuple(token.lower() for token in roman.tokens), roman)
    return list(unique.values())


def tokens_of(name: str) -> tuple[str, ...]:
    """Return the words of a name in Latin letters, accents gone."""
    return tuple(re.findall(r"[^\W\d_]+", fold(name).text))


def _given(tokens: tuple[str, ...]) -> Roman:
    return Roman(tokens, tuple(syllables_of(token) or (token.lower(),) for token in tokens))


def _characters(name: str) -> list[str]:
    return [character for character in fold(name).text if is_han(character)]


def _family_size(characters: Sequence[str]) -> int:
    return 2 if len(characters) > _SHORTEST and "".join(characters[:2]) in _TWO_CHARACTERS else 1


@lru_cache(maxsize=512)
def _read(name: str) -> tuple[Roman, ...]:
    """Read a name: the family name, which is first, in all its readings (曾 is Zeng), the rest as usual."""
    characters = _characters(name)
    if not _SHORTEST <= len(characters) <= _LONGEST:
        return ()
    size = _family_size(characters)
    given = tuple(readings(c)[0] for c in characters[size:])
    families = islice(product(*map(readings, characters[:size])), _TRIED)
    return tuple(Roman(("".join(family), "".join(given)), (family, given)) for family in families)


def _other_systems(roman: Roman) -> Iterator[Roman]:
    """Yield Wade–Giles and the systems that were official in Taiwan, from pinyin."""
    if not all(syllables_of(token) for token in roman.tokens):
        return
    for convert in (_wade, _tongyong, _second):
        syllables = tuple(tuple(map(convert, token)) for token in roman.syllables)
        if all(all(token) for token in syllables) and syllables != roman.syllables:
            yield Roman(tuple("".join(token) for token in syllables), syllables, given=False)


@cache
def _wade(syllable: str) -> str:
    from pypinyin import Style
    from pypinyin.style import convert

    return re.sub("[^a-z]", "", str(convert(syllable, Style.WADEGILES, strict=False)).replace("v", "u"))


@cache
def _tongyong(syllable: str) -> str:
    """Tongyong Pinyin, official in Taiwan 2002–2008."""
    for old, new in (
        ("zhi", "jhih"),
        ("chi", "chih"),
        ("shi", "shih"),
        ("ri", "rih"),
        ("zi", "zih"),
        ("ci", "cih"),
        ("si", "sih"),
    ):
        if syllable == old:
            return new
    changed = re.sub(r"^zh", "jh", syllable)
    changed = re.sub(r"^q(?=[iuv])", "c", re.sub(r"^x(?=[iuv])", "s", changed))
    changed = re.sub(r"^([jcs])u(?=$|a|e|n)", r"\1yu", changed) if syllable[0] in "jqx" else changed
    return (
        changed.replace("wen", "wun").replace("feng", "fong").replace("weng", "wong").replace("iong", "yong")
    )


@cache
def _second(syllable: str) -> str:
    """Mandarin Phonetic Symbols II, official in Taiwan 1986–2002."""
    for old, new in (
        ("zhi", "jr"),
        ("chi", "chr"),
        ("shi", "shr"),
        ("ri", "r"),
        ("zi", "tz"),
        ("ci", "tsz"),
        ("si", "sz"),
    ):
        if syllable == old:
            return new
    changed = re.sub(r"^zh", "j", syllable)
    changed = re.sub(r"^z", "tz", re.sub(r"^c(?!h)", "ts", changed)) if syllable[:2] != "zh" else changed
    changed = re.sub(r"^q", "ch", re.sub(r"^x", "sh", changed))
    return (
        changed.replace("ao", "au").replace("ong", "ung")
        if not changed.startswith("y")
        else changed.replace("yong", "yung").replace("you", "you")
    )


@lru_cache(maxsize=512)
def _southern(name: str) -> tuple[Roman, ...]:
    """Read a name in Cantonese, as Hong Kong writes it, and in Hokkien, as Taiwan and its emigrants do."""
    characters = _characters(name)
    if not _SHORTEST <= len(characters) <= _LONGEST:
        return ()
    size = _family_size(characters)
    found = []
    for syllables in (*_cantonese("".join(characters)), _hokkien("".join(characters))):
        if len(syllables) == len(characters) and all(syllables):
            family, given = tuple(syllables[:size]), tuple(syllables[size:])
            found.append(Roman(("".join(family), "".join(given)), (family, given), given=False))
    return tuple(found)


def _cantonese(name: str, system: str = "getRoman") -> Iterable[tuple[str, ...]]:
    options = getattr(_dictionary(), system)(converter("hant")(name))
    return islice(product(*options), _TRIED)


@cache
def _dictionary() -> Cantonese:
    from cantoroman import Cantonese

    return Cantonese()


def _hokkien(name: str) -> tuple[str, ...]:
    from taibun import Converter

    written = str(Converter(system="POJ", format="strip").get(converter("hant")(name)))
    return tuple(
        re.sub("[^a-z]", "", part) for part in re.split(r"[\s\-]+", fold(written).text.lower()) if part
    )


_SAME_SOUND = (
    (r"^(?:ts|tz|tch|ch|dz|z|c|j(?!y))", "c"),
    (r"^(?:sz|sh)", "s"),
    (r"^(?:kw|gw|qu|g|kh)", "k"),
    (r"^(?:jy|j)", "y"),
    (r"^(?:hw|v)", "w"),
    (r"^(?:th)", "t"),
    (r"^(?:ph)", "p"),
    (r"(?:yue|yu|ue|oo)", "u"),
    (r"(?:eui|oey|eoi|oi)", "ui"),
    (r"(?:oe|eo|eu)", "e"),
    (r"(?:aa)", "a"),
    (r"(?:ee|ie)", "i"),
    (r"(?:ou|ow|or|aw|oh)", "o"),
    (r"h$", ""),
)


@lru_cache(maxsize=4096)
def sound_key(syllable: str) -> str:
    """Return what the spellings of one southern syllable have in common: Cheung, Tseung, Jeung, Zoeng."""
    key = re.sub("[^a-z]", "", syllable.lower())
    for spelling, sound in _SAME_SOUND:
        key = re.sub(spelling, sound, key)
    return key


@lru_cache(maxsize=512)
def southern_keys(name: str) -> frozenset[tuple[str, ...]]:
    """Return the sounds of a name in Hanzi in Cantonese and Hokkien, a tuple of keys for each reading."""
    characters = _characters(name)
    if not _SHORTEST <= len(characters) <= _LONGEST:
        return frozenset()
    written = "".join(characters)
    readings_tried = [*_cantonese(written), *_cantonese(written, "getLshk")]
    found = {tuple(map(sound_key, one)) for one in (*readings_tried, _hokkien(written))}
    return frozenset(one for one in found if len(one) == len(characters) and all(one))
