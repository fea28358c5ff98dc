"""A person's name in whatever way it may be written: either script, pinyin in any shape, spelled out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, product

from testimony.export.redaction.patterns import PatternRule, rules_for_texts
from testimony.export.redaction.plain import folded, plain
from testimony.export.redaction.profile import Person
from testimony.text.han import has_han, is_han

__all__ = ["readings", "romans_of", "rules_for_names", "syllables_of", "tokens_of"]

_TONES = {
    "a": "aāáǎăàâä",
    "e": "eēéěèê",
    "i": "iīíǐìî",
    "o": "oōóǒòôö",
    "u": "uūúǔùûüǖǘǚǜv",
    "n": "nńňǹ",
}
_TAG = r"</?[A-Za-z]{1,10}>"
_BETWEEN = rf"(?:[\s,_\-–—'’‘`.*·•・‧~|/]|{_TAG})*"
_WITHIN_HAN = rf"(?:[\s·•・‧_\-*~|]|{_TAG})*"
_SPELLED = r"[\s.,\-–]+"
_BEFORE, _AFTER = r"(?<![A-Za-zÀ-ɏ])", r"(?![A-Za-zÀ-ɏ])"
_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|van|ai|ei|ui|ao|ou|iu|ie|ue|ve|er|an|en|in|un|vn"
    r"|ia|ua|uo|a|o|e|i|u|v)"
)
_READINGS_TRIED = 16
_SHORTEST, _LONGEST, _LONG_ENOUGH = 2, 5, 3
_TWO_CHARACTERS = frozenset(
    re.findall(
        "..",
        "欧阳司马上官诸葛东方尉迟夏侯慕容令狐皇甫公孙长孙轩辕端木独孤南宫西门宇文司徒司空",
    )
)


def rules_for_names(person: Person, label: str) -> Iterator[PatternRule]:
    """Find a person by Hanzi in both scripts, by pinyin in any order, case, spacing and tone, by aliases.

    Where only Hanzi are given, their readings are looked for as well: the translation of a line that
    has the name in one column has it in the other.
    """
    named = [name for name in person.hanzi if has_han(name)]
    if named:
        bodies = sorted({_han_body(name) for name in named}, key=len, reverse=True)
        yield PatternRule(re.compile("|".join(bodies)), person.pseudonym, label)
    for tokens in romans_of(person):
        bodies = [*_orders(tokens), *map(_spelled, filter(_is_long, tokens))]
        yield PatternRule(re.compile(f"(?i){_BEFORE}(?:{'|'.join(bodies)}){_AFTER}"), person.pseudonym, label)
    others = [name for name in person.hanzi if not has_han(name)]
    yield from rules_for_texts((*others, *person.aliases, *person.accept), person.pseudonym, label)


def romans_of(person: Person) -> list[tuple[str, ...]]:
    """Return the name in Latin letters as tokens: as given, and as the Hanzi are read."""
    found = [tokens_of(name) for name in person.roman]
    for name in person.hanzi:
        found += _read(name)
    return list(dict.fromkeys(tokens for tokens in found if tokens))


def tokens_of(name: str) -> tuple[str, ...]:
    """Return the words of a name in Latin letters."""
    return tuple(re.findall(r"[^\W\d_]+", plain(name)))


@lru_cache(maxsize=512)
def _read(name: str) -> tuple[tuple[str, ...], ...]:
    """Read a name: the family name, which is first, in all its readings (曾 is Zeng), the rest as usual."""
    characters = [c for c in folded(plain(name)) if is_han(c)]
    if not _SHORTEST <= len(characters) <= _LONGEST:
        return ()
    size = 2 if len(characters) > _SHORTEST and "".join(characters[:2]) in _TWO_CHARACTERS else 1
    families = product(*map(readings, characters[:size]))
    given = "".join(readings(c)[0] for c in characters[size:])
    return tuple(("".join(family), given) for family in islice(families, _READINGS_TRIED))


@lru_cache(maxsize=8192)
def readings(character: str) -> tuple[str, ...]:
    """Return the readings of a character without tones, the usual one first, ü as v."""
    from pypinyin import Style, pinyin

    return tuple(dict.fromkeys(pinyin(character, style=Style.NORMAL, heteronym=True)[0]))


def _han_body(name: str) -> str:
    return _WITHIN_HAN.join(re.escape(c) for c in folded(plain(name)) if not re.match(r"[\s·•・‧]", c))


def _orders(tokens: Sequence[str]) -> Iterator[str]:
    orders = dict.fromkeys((tuple(tokens), (*tokens[1:], *tokens[:1]), (*tokens[-1:], *tokens[:-1])))
    for order in orders:
        yield _BETWEEN.join(map(_toneless, order))
        if len(tokens) > 1:
            yield _SPELLED.join(map(_spelled, order))


def _is_long(token: str) -> bool:
    return len(token) >= _LONG_ENOUGH


def _letter(character: str) -> str:
    if character in "vV":
        return "(?:[vüǖǘǚǜu]|yu)"  # 吕 is Lü, Lv, Lu, and Lyu in a passport
    forms = _TONES.get(character.lower())
    return f"[{forms}]" if forms else re.escape(character)


def _spelled(token: str) -> str:
    """Match a word that is spelled out: M-I-N-G."""
    return _SPELLED.join(map(_letter, token))


def _toneless(token: str) -> str:
    """Match a word with or without tones, its syllables apart or together."""
    inside = _boundaries(_unmarked(token))
    parts = []
    for index, character in enumerate(token):
        if index:
            parts.append(_BETWEEN if index in inside else r"['’\-]?")
        parts.append(_letter(character))
    return "".join(parts)


def _unmarked(token: str) -> str:
    return "".join(
        next((plain_one for plain_one, forms in _TONES.items() if c in forms), c) for c in token.lower()
    )


@lru_cache(maxsize=512)
def _boundaries(token: str) -> frozenset[int]:
    """Return where a word of pinyin may be cut so that both sides are whole syllables."""
    size = len(token)
    spans = [
        (i, j)
        for i in range(size)
        for j in range(i + 1, min(size, i + 6) + 1)
        if _SYLLABLE.fullmatch(token, i, j)
    ]
    heads, tails = {0}, {size}
    for i, j in spans:
        if i in heads:
            heads.add(j)
    for i, j in sorted(spans, reverse=True):
        if j in tails:
            tails.add(i)
    return frozenset((heads & tails) - {0, size})


def syllables_of(token: str) -> tuple[str, ...]:
    """Cut a word of pinyin into syllables, as long as they can be; nothing where it is no pinyin."""
    word = _unmarked(token)
    cuts = [0, *sorted(_boundaries(word)), len(word)]
    found: list[str] = []
    at = 0
    while at < len(word):
        ends = [end for end in cuts if end > at and _SYLLABLE.fullmatch(word, at, end)]
        if not ends:
            return ()
        found.append(word[at : max(ends)])
        at = max(ends)
    return tuple(found)
