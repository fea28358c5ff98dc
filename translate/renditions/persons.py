"""First person stays first person, and whoever acts still acts."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["person_changed", "reported_speech", "subject_changed"]

_WHO = r"(?:he|she|they|the (?:witness|respondent|applicant|defendant|client|gentleman|lady|man|woman))"
_SAYING = (
    r"(?:says?|said|states?|stated|is saying|'s saying|are saying|'re saying|is telling|'s telling"
    r"|tells us|told"
    r"|claims?|insists?|testif\w+|explains?|is asking|'s asking|wants to (?:say|know|tell)"
    r"|mentions?|is stating)"
)
_FRAME_EN = re.compile(
    rf"^\W*(?:yes|no|well|okay|so)?\W*{_WHO}(?:'s|'re)? ?{_SAYING}\b|[,.] {_WHO} (?:says?|said"
    rf"|states?|claims?)\b"
    rf"|^\W*according to (?:him|her|the)\b|^\W*(?:yes|no)\W+{_WHO} {_SAYING}\b",
    re.IGNORECASE,
)
_PRINCIPAL_EN = re.compile(
    r"\bthe (?:witness|respondent|applicant|client) (?:\w+ ){0,2}(?:is|was|has|would|does|did"
    r"|wants?|says?|asks?|needs?)\b"
    r"|\bthe (?:witness|respondent|applicant|client) (?:\w+s|\w+ed)\b",
    re.IGNORECASE,
)
_PRINCIPAL_ZH = re.compile("证人|被告|申请人|当事人|答辩人|人家|客户")
_THIRD_ZH = re.compile(
    "[他她它]|人家|别人|警察|有人|老板|医生|律师|法官|翻译|(?<![会想能我要说])(?:说|讲|告诉)"
)
_FRAME_ZH = re.compile(
    r"^\W*(?:好的?|是的?)?\W*(?:他|她|律师|法官|检察官|对方|政府(?:的)?律师)(?:在|是在|想|要|请"
    r"|现在)?(?:问|说|讲|叫|告诉|请你|想请|要你|想知道)"
)
_FRAMED_EN = re.compile(
    r"\b(?:he|she|counsel|attorney|lawyer|judge|government|they|who|officer)\b", re.IGNORECASE
)

_ZH_SUBJECT = re.compile(
    r"^(?:[不没]是的?,|是的?,|对,|没有,|那|后来|当时|然后|所以|因为|但是|可是|那时候?|现在|其实|反正)*,?"
    r"(?P<who>我们|他们|她们|你们|我|你|他"
    r"|她)(?![们的家国跟和与同被让给妈爸老父母哥姐弟妹儿女丈先妻岳公婆叔姑舅姨爷奶外表堂侄孙养前嫂大小二三"
    r"未教村厂手头身左右腰腿心眼脸脖肚做听])(?P<rest>[^,。;!?]*)"
)
_EN_SUBJECT = re.compile(
    r"^\W*(?:(?:yes|no|well|so|then|and|but|after that|later|at the time|back then|anyway|actually"
    r"|because|now),? )*"
    r"(?P<who>i|we|he|she|they|you)(?='|\b)",
    re.IGNORECASE,
)
_PERSON_ZH = {
    "我": "i",
    "我们": "we",
    "你": "you",
    "你们": "you",
    "他": "he",
    "她": "she",
    "他们": "they",
    "她们": "they",
}
_TURNED = re.compile(r"被|给|让|叫|由|许|准|要求|命令|是.*的$")
_PASSIVE = re.compile(
    r"^[^,.;]*?(?:\b(?:was|were|been|being|got|get|is|are|am|be)|'m|'re|'s)(?:n't| not| all| both| "
    r"also)? (?:\w+ly )?"
    r"(?:\w+ed|beaten|hit|shot|hurt|told|taken|caught|held|kept|cut|made|given|sent|brought|thrown"
    r"|left|put|paid)\b",
    re.IGNORECASE,
)
_MORE_ZH = re.compile("我们|咱|全家|一起|大家|都")


def reported_speech(chinese: str, english: str, *, from_chinese: bool) -> str:
    """Give the words that report where the original speaks for itself; empty where there are none."""
    if from_chinese:
        found = _FRAME_EN.search(english)
        if found and not _THIRD_ZH.search(chinese):
            return found.group().strip(" ,.")
        found = _PRINCIPAL_EN.search(english)
        return found.group() if found and not _PRINCIPAL_ZH.search(chinese) else ""
    found = _FRAME_ZH.search(chinese)
    return found.group() if found and not _FRAMED_EN.search(english) else ""


def subject_changed(chinese: str, english: str) -> tuple[str, str] | None:
    """Give who acts first on the Chinese side and on the English one, where they differ.

    Only where both sides begin with a pronoun, and the Chinese is not turned (被, 给, 让).
    """
    zh, en = _ZH_SUBJECT.search(chinese), _EN_SUBJECT.search(english)
    if zh is None or en is None or _TURNED.search(zh["rest"]):
        return None
    if _PASSIVE.search(english[en.end() :]):
        return None
    one, other = _PERSON_ZH[zh["who"]], en["who"].lower()
    if one == other or {one, other} <= {"he", "she"}:
        return None
    if {one, other} == {"i", "we"} and _MORE_ZH.search(chinese) and one == "i":
        return None
    return zh["who"], en["who"]


_GROUPS = {
    "i": {"i"}, "we": {"we"}, "home": {"i", "we"}, "you": {"you"}, "yous": {"you"}, "he": {"he", "she"},
    "she": {"he", "she"}, "they": {"they"},
}  # fmt: skip
_NEAR = frozenset({"i", "we", "you"})


def person_changed(chinese: Mapping[str, int], english: Mapping[str, int]) -> tuple[str, str] | None:
    """Give a person that only the Chinese speaks of and one that only the English does, of two such.

    Args:
        chinese: As ``translate.checks.reading.persons.count_chinese_persons`` counts.
        english: As ``count_english_persons`` counts.
    """
    called = {each for group in chinese for each in _GROUPS.get(group, ())}
    lost = [group for group in chinese if group in _GROUPS and english.keys().isdisjoint(_GROUPS[group])]
    extra = [person for person in english if person not in called]
    for one in lost:
        for other in extra:
            if (one in _NEAR) != (other in _NEAR) or {one, other} == {"i", "you"}:
                return one, other
    return None
