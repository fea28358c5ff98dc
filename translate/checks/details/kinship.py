"""Who is whose: a wrong relative changes a claim."""

# ruff: noqa: E501 - one row a line, however long

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair
from translate.checks.rule import Finding, Rule
from translate.checks.words.kinship_words import COMPOSED, OTHER, TABLE

__all__ = ["KINSHIP"]

_ENGLISH = re.compile(
    r"\b(?:(?P<age>older|elder|eldest|oldest|big|younger|youngest|little|baby|kid) )?(?P<step>step|grand"
    r"|great-?grand|ex-|god)?"
    r"(?P<kin>father|mother|dad|daddy|papa|mom|mommy|mum|mama|parent|brother|sister|sibling|wife|wive"
    r"|husband|spouse"
    r"|couple(?! of)|son|daughter|child|kid|baby|infant|pa|ma|granny|uncle|aunt|auntie|cousin|nephew|niece"
    r"|fianc[eé]e?"
    r"|boyfriend|girlfriend|friend|buddy|neighbou?r|co-?worker|colleague|classmate|schoolmate|roommate"
    r"|girl|boy|landlord|landlady|boss|employer|owner|twin|orphan|widow|partner|lover|lady|woman|nanny)"
    r"(?P<law>s?-in-law)?(?:e?s|ren|ies|'s)?\b",
)
_FORMS = frozenset(
    form
    for renderings in TABLE.split()
    for word in re.split(r"[+-]", renderings)
    if word.isascii()
    for form in (word, word + "s", word + "es", word + "'s", word + "ren", word[:-1] + "ies", word + "d")
) | {"wives", "fianc", "fiancée", "fiancé", "worker", "workers", "ma", "pa"}
_OLDER = frozenset({"older", "elder", "eldest", "oldest", "big"})
_YOUNGER = frozenset({"younger", "youngest", "little", "baby", "kid"})
_SPELLINGS = {
    "fiancée": "fiancee",
    "fiancé": "fiance",
    "neighbour": "neighbor",
    "co-worker": "coworker",
    "wive": "wife",
}
_VAGUE = frozenset(
    """lady woman girl boy owner employer boss partner lover buddy nanny child kid baby
    infant""".split()
)
_ANYBODY = frozenset(
    {
        *["老大", "老二", "老三", "老四", "老五", "老幺", "老小", "头胎", "二胎", "三胎"],
        "家里人",
        "家人",
        "亲人",
        "亲属",
        "家属",
        "老乡",
        "同乡",
        "师傅",
        "先生",
        "对象",
        "男人",
        "女人",
        "地主",
        "东家",
        "娘家",
        "婆家",
        "老板娘",
        "单位",
        "家长",
    }
)
_SIDE = re.compile(
    r"\bon (?:my|his|her|their|your|our|the) (?:father|mother|dad|mom)'s side\b|\bmy (?:father|mother)'s (?:side|family)\b"
)
_VAGUE_ZH = frozenset(
    {
        "孩子",
        "小孩",
        "小孩子",
        "爱人",
        "夫妻",
        "夫妇",
        "两口子",
        "老两口",
        "小两口",
        "两口儿",
        "阿姨",
        "兄弟",
        "姐妹",
        "兄弟们",
        "弟兄",
    }
)


def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for line in TABLE.strip().splitlines():
        chinese, _, english = line.partition(" : ")
        for word in chinese.split():
            table[word] = tuple(kin.replace("+", " ") for kin in english.split())
    return table


_KIN = _table()
_WORDS = sorted([*_KIN, *OTHER], key=len, reverse=True)
_CHINESE = re.compile(f"(?=[{''.join({word[0] for word in _WORDS})}])(?:{'|'.join(map(re.escape, _WORDS))})")


_OF_A_COUSIN = re.compile("家的?(?=[表堂])")  # 大姨家的表姐 is a cousin on the mother's side


@lru_cache(maxsize=8192)
def _said(text: str) -> list[str]:
    """Give the Chinese words for relatives, as often as they stand there."""
    return [
        match.group()
        for match in _CHINESE.finditer(text)
        if match.group() in _KIN and not _OF_A_COUSIN.match(text, match.end())
    ]


@lru_cache(maxsize=8192)
def _english_kin(text: str) -> dict[str, str]:
    """Give the relatives of an English text: canonical form → as it stands."""
    found = {}
    lower = text.lower()
    for match in _ENGLISH.finditer(_SIDE.sub(" ", lower) if "'s " in lower else lower):
        kin = match["kin"]
        kin = _SPELLINGS.get(kin, kin)
        if match["law"]:
            kin += "-in-law"
        elif match["step"]:
            kin = match["step"].lower().replace("great-", "").replace("great", "") + kin
        elif kin in {"brother", "sister"} and match["age"]:
            age = match["age"].lower()
            kin = f"{'older' if age in _OLDER else 'younger'} {kin}"
        if kin not in {"pa", "ma"}:
            found[kin] = match.group()
    return found


def _find(pair: Pair) -> Iterator[Finding]:
    chinese = set(_said(pair.zh))
    named = not _FORMS.isdisjoint(pair.english_words)
    if not chinese and not named:
        return
    findings = list(_compare(pair, chinese, _english_kin(pair.en) if named else {}))
    if findings and "'s " in pair.en and (composed := _composed(pair.en)) != pair.en:
        findings = list(_compare(pair, chinese, _english_kin(composed))) and findings
    yield from findings


def _composed(text: str) -> str:
    """Say "my husband's younger brother" in one word."""
    for steps, kin in COMPOSED:
        text = steps.sub(kin, text)
    return text


def _compare(pair: Pair, chinese: set[str], english: dict[str, str]) -> Iterator[Finding]:
    licensed = {kin for word in chinese for kin in _KIN[word]}
    lost = {
        word for word in chinese if word not in _ANYBODY and not any(kin in english for kin in _KIN[word])
    }
    extra = {kin for kin in english if kin not in licensed and not _is_part(kin, licensed)}
    strong = extra - _VAGUE
    if lost and strong:
        source, target = pair.ordered(
            "、".join(sorted(lost)), ", ".join(english[kin] for kin in sorted(strong))
        )
        yield Severity.ERROR, f"The source speaks of {source}, the translation of {target}."
    elif strong and not chinese & {"家人", "亲戚"} and not _family(pair.zh):
        yield Severity.WARN, f"Only one side names a relative: {', '.join(sorted(strong))}."
    elif lost - _VAGUE_ZH and english and len(_said(pair.zh)) <= len(_ENGLISH.findall(pair.en.lower())):
        # As many relatives are named as before, so one stands for another.
        yield Severity.WARN, f"Nothing in the English stands for {'、'.join(sorted(lost - _VAGUE_ZH))}."
    elif lost - _VAGUE_ZH and not english:
        yield Severity.WARN, f"Only one side names a relative: {'、'.join(sorted(lost))}."


_FAMILY = re.compile(
    r"老人|二老|家人|亲戚|亲人|家属|亲属|人家|小孩|婴儿|儿|女|子|娃|胎|伴|客户|业主|户主|婚|亲|长辈|父|母|哥|弟|姐"
    r"|妹|夫|妇|妻|友|邻"
)


def _family(zh: str) -> bool:
    """Tell whether the Chinese holds any character that may stand for a relative."""
    return _FAMILY.search(zh) is not None


def _is_part(kin: str, licensed: set[str]) -> bool:
    """Take ``brother`` as said where an older or younger one is, and a spouse for either."""
    return any(kin == other.split()[-1] for other in licensed)


KINSHIP = Rule(FlagKind.KINSHIP, "A relative, or another person's relation to the speaker, differs.", _find)
