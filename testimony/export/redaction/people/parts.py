"""Parts of a name, which may be another person's: a person decides about each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from testimony.export.redaction.fold import fold
from testimony.export.redaction.people.pinyin import syllables_of
from testimony.export.redaction.people.romanisation import romans_of
from testimony.export.redaction.people.words import EVERYDAY_SYLLABLES, cuts_a_word
from testimony.export.redaction.profile import Person
from testimony.export.redaction.rules import Hit, PatternRule, Rule
from testimony.text.han import has_han, is_han

__all__ = ["rules_for_parts"]

_TITLE = (
    r"(?:(?i:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Fr|Sr|Bro|Det|Capt|Sgt|Lt)\.?|(?i:Mister|Missus|Miss|Madam|Doctor|Professor"
    r"|Pastor|Reverend|Deacon|Uncle|Aunt|Auntie|Comrade)|Father|Elder|Brother|Sister|Officer|Detective|Captain|Judge"
    r"|Teacher|Master|Director|Manager|Boss|Old|Little|Xiao|Lao|Ah|Interpreter|Attorney|Respondent|Applicant|Witness"
    r"|Imam|Haji|Lama|Geshe|Rinpoche|Sir)\s+"
)
_CALLED = (
    "先生|女士|小姐|太太|夫人|老师|师傅|医生|大夫|律师|牧师|传道|弟兄|姊妹|姐妹|大哥|大姐|叔叔|阿姨|伯伯|大爷|大妈|奶奶|爷爷"
    "|同志|同学|教授|校长|院长|主任|经理|老板|总|厂长|局长|处长|科长|队长|所长|书记|主席|警官|法官|翻译|导游|司机"
    "|哥|姐|弟|妹|叔|姨|婶|嫂|爷|公|某某?|氏|老"
)
_SURNAME_SAID = r"(?i:(?:sur|last\s+|family\s+)name\s+(?:is|was|of)?\s*\"?)"
_GIVEN_SAID = r"(?i:(?:first|given|middle)\s+name\s+(?:is|was|of)?\s*\"?)"
_WORD_END = r"(?![A-Za-z])"
_INSIDE = re.compile(r"[a-z],? $")
_PART, _SHORT = 4, 2
_WHY_PART = "It may be a part of the name, or somebody else's."
_WHY_SURNAME = "It may be the family name of this person, or somebody else's."


def rules_for_parts(person: Person, label: str) -> Iterator[Rule]:
    """Find given names alone, family names with a title or after 姓, and explanations of a character."""
    for name in filter(has_han, person.hanzi):
        yield from _han_parts(name, person.pseudonym, label)
    alone: set[str] = set()
    families: set[str] = set()
    for roman in romans_of(person):
        for index, token in enumerate(roman.tokens):
            chinese = bool(syllables_of(token)) or not roman.given
            if not chinese or (index and roman.given and _is_distinct(token, roman.syllables[index])):
                alone.add(token)
            elif index == 0 or not chinese:
                families.add(token)
            else:
                families.update({token} if roman.given else set())
    yield from _latin_parts(alone, families, person.pseudonym, label)


def _is_distinct(token: str, syllables: Iterable[str]) -> bool:
    return len(token) >= _PART and not all(one in EVERYDAY_SYLLABLES for one in syllables)


def _latin_parts(alone: set[str], families: set[str], pseudonym: str, label: str) -> Iterator[Rule]:
    whole = sorted((t for t in alone if len(t) >= _PART), key=len, reverse=True)
    if whole:
        bodies = "|".join(_syllables_apart(token) for token in whole)
        yield PatternRule(
            re.compile(rf"(?i)(?<![A-Za-z]){'(?:' + bodies + ')'}{_WORD_END}"), pseudonym, label, _WHY_PART
        )
    named = sorted(families | alone, key=len, reverse=True)
    if named:
        tokens = "|".join(map(re.escape, named))
        cues = f"(?:(?<![A-Za-z]){_TITLE}|{_SURNAME_SAID}|{_GIVEN_SAID})"
        yield PatternRule(
            re.compile(rf"{cues}(?P<secret>(?i:{tokens})){_WORD_END}"), pseudonym, label, _WHY_SURNAME
        )
    if families:
        yield _Capitalised(frozenset(t.lower() for t in families if len(t) > 1), pseudonym, label)


def _syllables_apart(token: str) -> str:
    syllables = syllables_of(token)
    if not syllables:
        return re.escape(token)
    return r"[1-5]?['\-\s.]?".join(map(re.escape, syllables)) + "[1-5]?"


@dataclass(frozen=True, slots=True)
class _Capitalised:
    """Finds a family name that stands alone with a capital; an English word only inside a sentence.

    Attributes:
        names: In small letters.
        pseudonym: What stands instead.
        label: What a report calls it.
    """

    names: frozenset[str]
    pseudonym: str
    label: str

    def hits(self, text: str, _before: str = "", /) -> Iterator[Hit]:
        """Yield each."""
        for match in re.finditer(r"(?<![A-Za-z'])[A-Z][A-Za-z]+(?![A-Za-z'])", text):
            word = match[0].lower()
            everyday = word in EVERYDAY_SYLLABLES or len(word) <= _SHORT
            if word in self.names and (not everyday or _INSIDE.search(text, 0, match.start())):
                yield Hit(*match.span(), self.pseudonym, self.label, _WHY_SURNAME)


def _han_parts(name: str, pseudonym: str, label: str) -> Iterator[Rule]:
    folded = fold(name).text
    pieces = [piece for piece in re.split(r"[·•・.\s\-]+", folded) if piece]
    if len(pieces) > 1:
        bodies = "|".join(re.escape(piece) for piece in pieces if len(piece) >= _SHORT)
        if bodies:
            yield PatternRule(re.compile(bodies), pseudonym, label, _WHY_PART)
        return
    characters = [c for c in folded if is_han(c)]
    family, given = characters[0], "".join(characters[1:])
    if len(given) >= _SHORT:
        yield _Given(given, pseudonym, label)
    called = f"{family}(?:{_CALLED})|[小老阿]{family}(?![\u3400-\u9fff]{{0}}[a-z])|(?:姓|姓氏是){family}"
    yield _Titled(re.compile(called), pseudonym, label)
    if given and len(given) < _SHORT:
        yield PatternRule(re.compile(f"阿{given}|{given}(?:哥|姐|弟|妹|叔|嫂)"), pseudonym, label, _WHY_PART)
    yield _explained(characters, pseudonym, label)


def _explained(characters: list[str], pseudonym: str, label: str) -> Rule:
    """两点水的冯, 永远的永, 双木林 and 弓长张 say how a character is written."""
    bodies = [f"[\u3400-\u9fff]{{2,5}}的{c}(?![\u3400-\u9fff])" for c in characters]
    bodies += [
        f"[\u3400-\u9fff]?{c}[\u3400-\u9fff]{{1,3}}的{c}|[\u3400-\u9fff]{{1,3}}{c}的{c}" for c in characters
    ]
    bodies += [f"(?<![\u3400-\u9fff]){parts}{c}" for c in characters for parts in _PARTS.get(c, ())]
    return PatternRule(
        re.compile("|".join(bodies)), pseudonym, label, "It may explain a character of the name."
    )


# Ways to tell family names apart by the parts of their characters.
_TOLD = (
    "林:双木 张:弓长 李:木子 陈:耳东 章:立早 胡:古月 许:言午 黄:草头 王:三横/三画 吴:口天 杨:木易"
    " 何:人可 徐:双人 汪:三点水 江:三点水 刘:文刀 孙:子小 赵:走肖 郑:关耳 罗:四夕 雷:雨田"
    " 余:人禾/人未 于:干勾 冯:两点水/二马 谢:言身寸 潘:三点水番 袁:土口 马:马到成功的"
)
_PARTS = {
    character: tuple(parts.split("/"))
    for character, _, parts in (entry.partition(":") for entry in _TOLD.split())
}


@dataclass(frozen=True, slots=True)
class _Given:
    """Finds a given name of two or more characters that stands alone.

    Attributes:
        name: In Simplified characters.
        pseudonym: What stands instead.
        label: What a report calls it.
    """

    name: str
    pseudonym: str
    label: str

    def hits(self, text: str, _before: str = "", /) -> Iterator[Hit]:
        """Yield each."""
        apart = r"(?:[^\w,;:!?。，、；：！？]|_){0,3}".join(map(re.escape, self.name))
        for match in re.finditer(apart, text):
            yield Hit(*match.span(), self.pseudonym, self.label, _WHY_PART)


@dataclass(frozen=True, slots=True)
class _Titled:
    """Finds a family name with a title, where it is no part of a word.

    Attributes:
        pattern: Finds both.
        pseudonym: What stands instead.
        label: What a report calls it.
    """

    pattern: re.Pattern[str]
    pseudonym: str
    label: str

    def hits(self, text: str, _before: str = "", /) -> Iterator[Hit]:
        """Yield each."""
        for match in self.pattern.finditer(text):
            if not cuts_a_word(text, match.start(), match.start()):
                yield Hit(*match.span(), self.pseudonym, self.label, _WHY_SURNAME)
