"""I or we, he or they: Chinese drops subjects, and engines fill them in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair
from translate.checks.rule import Finding, Rule

__all__ = ["GENDER_GUESS", "PRONOUN", "SUBJECT_SUPPLIED"]

_EN_SUBJECT_I = re.compile(r"\bI\b")
_EN_SUBJECT_WE = re.compile(r"\bwe\b", re.IGNORECASE)
_ZH_SUBJECT_I = re.compile(
    r"(?<![把被给对让叫跟和与向问打找抓骗告替为比同带逼])我(?![们的家国方俩爸妈父母一全夫])"
)
_TOGETHER_ZH = re.compile(
    r"我(?:和|跟|与|同)(?![^,。]{1,6}(?:说|讲|要|借|提|解释|问|道歉|求))|(?:和|跟|与"
    r"|同)我(?![的们父母爸妈老丈妻哥姐弟妹朋儿女孩爷奶叔姑舅姨表堂家同]|[^,。]{0,3}[说讲谈聊])"
)
_TOGETHER_EN = re.compile(
    r"\b(?:my|our|his|her|the|your) [\w-]+(?: [\w-]+)? and (?:i|me)\b|\b(?:he|she|they|you"
    r"|[A-Z]\w+) and (?:I|me)\b"
    r"|\bme and (?:my|the|him|her|them|[A-Z])|\b(?:team|side|group)\b"
)
# What two do together needs no 我们: 见面不到十分钟, "We met for under ten minutes".
_MUTUAL_ZH = re.compile(
    "见[过了]?[面一]|吵|结婚|商量|聊|谈|分手|离婚|认识|联系|约|互相|同[住居学事行]"
    "|一起|打架|合[租伙作]|视频|通[话电]|碰[头面]|订婚|领证|交往|和好"
)
_MUTUAL_EN = re.compile(
    r"\bwe(?:'[a-z]+|(?: \w+){0,3})? (?:met|meet|saw each|see each|argu|fought|fight|marr|got|talk"
    r"|discuss|chat"
    r"|spoke|separat|divorc"
    r"|kn[eo]w|keep|kept|stay|video|text|call|date[d]?|live[d]?|share[d]?|agree"
    r"|engag|ma[dk]e|were|are|have|had|split|broke|work)",
    re.IGNORECASE,
)
# For whom a thing is done is often left unsaid in English: 给我免了大半, "they waived most of it".
_FOR_ME_ZH = re.compile("[给跟对帮替为向]我(?![们的家国])")
_WITH_EN = re.compile(r"\b(?:with|and) (?:my|our|his|her|him|them|the|an?|we|I|[A-Z])\b", re.IGNORECASE)
_OUR_ZH = re.compile(
    r"(?:我们|咱们)(?=家|村|县|老板|领导|经理|主任|组长|队长|厂长|房东|老师|班主任|教授|牧师|头儿|隔壁|楼|小区|街|[学中大小]校|校|厂|单位|公司|公社|老家|班"
    r"|镇|市|国|院|方|那[儿里边个]"
    r"|这[儿里边个]|全家|一家|组|队)"
)
_MANY_ZH = re.compile(
    r"们|警|人|家|政府|公安|民|众|兵|军|员|父母|夫妻|孩|厅|局|院|会|谁|匪|党|队|妈|亲|友"
    r"|[两三四五六七八九十几多]"
)
_ASKS_EN = re.compile(
    r"\b(?:tell|show|give|let|help|excuse|pardon|forgive|believe|remind|call|ask|answer|hear|thank)"
    r" (?:me|us)\b"
    r"|\blet's\b|\bI(?:'m| am) sorry|\bI (?:see|understand)\b",
    re.IGNORECASE,
)
_ONE_EN = re.compile(
    r"\b(?:someone|anyone|everyone|person|each|nobody|no one|whoever|who|people|police|family|government"
    r"|officers?)\b",
    re.IGNORECASE,
)


# Direct speech without its marks, which English tells in other words: 他们说这次便宜你了.
_QUOTED_ZH = re.compile("[说问骂喊叫讲道诉][^,。]{0,6}你|(?:警告|威胁|答应|要求|命令)[^,。]{0,4}你")


def _find(pair: Pair) -> Iterator[Finding]:
    zh, en = pair.persons
    if not zh and not en:
        return
    note = _first_person(pair, zh, en) or _third_person(pair, zh, en) or _crossed(pair, zh, en)
    if note:
        yield Severity.ERROR, note


def _first_person(pair: Pair, zh: dict[str, int], en: dict[str, int]) -> str:
    one_zh, many_zh, either = zh.get("i", 0), zh.get("we", 0), zh.get("home", 0)
    one_en, many_en = en.get("i", 0), en.get("we", 0)
    if one_zh and not many_zh and many_en and not _is_together(pair):
        subject = _EN_SUBJECT_WE.search(pair.en) and many_en > either
        if (
            not one_en
            or (one_en < one_zh and many_en > either)
            or (subject and not _EN_SUBJECT_I.search(pair.en))
        ):
            return _says(pair, "我", "we")
    if (
        many_zh > len(_OUR_ZH.findall(pair.zh))
        and not many_en
        and one_en
        and not _TOGETHER_EN.search(pair.en)
    ):
        return _says(pair, "我们", "I")
    if (
        one_zh + either > len(_FOR_ME_ZH.findall(pair.zh))
        and not one_en
        and not many_en
        and _other_subject(zh, en)
    ):
        return "The Chinese speaks of 我, the English of somebody else."
    return ""


def _is_together(pair: Pair) -> bool:
    """Tell whether the Chinese says 我和 somebody, whom English counts into its "we", or what takes two."""
    if _MUTUAL_ZH.search(pair.zh) and _MUTUAL_EN.search(pair.en):
        return True
    return bool(_TOGETHER_ZH.search(pair.zh)) and not _WITH_EN.search(pair.en)


def _other_subject(zh: dict[str, int], en: dict[str, int]) -> bool:
    third = en.get("he", 0) + en.get("she", 0) + en.get("they", 0)
    return bool(third and not zh.keys() & {"he", "she", "they"}) or bool(
        en.get("you") and not zh.keys() & {"you", "yous"}
    )


def _third_person(pair: Pair, zh: dict[str, int], en: dict[str, int]) -> str:
    one_zh, many_zh = zh.get("he", 0) + zh.get("she", 0), zh.get("they", 0)
    one_en, many_en = en.get("he", 0) + en.get("she", 0), en.get("they", 0)
    if (
        one_zh
        and not many_zh
        and many_en
        and not one_en
        and not _ONE_EN.search(pair.en)
        and not _MANY_ZH.search(pair.zh)
    ):
        return _says(pair, "他", "they")
    if many_zh and not one_zh and one_en and not many_en and "他们" in pair.zh:
        return _says(pair, "他们", "he or she")
    return ""


def _crossed(pair: Pair, zh: dict[str, int], en: dict[str, int]) -> str:
    """Find a question put to the witness that became a statement about the speaker, or the reverse."""
    mine_zh, yours_zh = zh.keys() & {"i", "we", "home"}, zh.keys() & {"you", "yous"}
    mine_en, yours_en = en.keys() & {"i", "we"}, en.keys() & {"you"}
    if not (yours_zh and mine_en) or _QUOTED_ZH.search(pair.zh):
        return ""
    asked = len(_ASKS_EN.findall(pair.en))  # "tell me": who asks, not who is spoken of
    if yours_zh and not mine_zh and mine_en and not yours_en and en.get("i", 0) + en.get("we", 0) > asked:
        return "The Chinese speaks of 你, the English of I or we."
    return ""


def _says(pair: Pair, chinese: str, english: str) -> str:
    source, target = pair.ordered(chinese, english)
    return f"The source says {source}, the translation {target}."


def _find_gender(pair: Pair) -> Iterator[Finding]:
    if not pair.from_chinese:
        return
    zh, en = pair.persons
    if (zh.get("he") or zh.get("she")) and (en.get("he") or en.get("she")):
        yield Severity.INFO, "他 and 她 sound alike: he or she is the machine's guess."


def _find_supplied(pair: Pair) -> Iterator[Finding]:
    if not pair.from_chinese:
        return
    zh, en = pair.persons
    if not (en.get("i") or en.get("we")):
        return
    if not (zh.get("i") or zh.get("we") or zh.get("home")):
        yield Severity.INFO, "The Chinese names no subject: I or we was supplied."


PRONOUN = Rule(FlagKind.PRONOUN, "I became we, he became they, or the person changed.", _find)
GENDER_GUESS = Rule(FlagKind.GENDER_GUESS, "他 and 她 sound alike, so he or she is a guess.", _find_gender)
SUBJECT_SUPPLIED = Rule(
    FlagKind.SUBJECT_SUPPLIED, "An I or we that the Chinese does not say was supplied.", _find_supplied
)
