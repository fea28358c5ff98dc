"""What will happen must not become what happened, nor the reverse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair
from translate.checks.reading.dictionary import dictionary, past_forms
from translate.checks.rule import Finding, Rule

__all__ = ["TENSE"]

_FUTURE_ZH = re.compile(
    r"(?<![机开教社工聚农协大才员没委法散国晚宴学])会(?![议计员场长馆说写开游做讲员合]|[不]会)"
    r"|(?<!即)将(?=[在会要被由接]|[\u4e00-\u9fff]{1,4}[。,])|快要|就要|即将|正要"
    r"|马上要|打算|准备(?![好了])|计划(?!生育)|想(?=去|学|离|回|找|买|告)"
    r"|(?<![不需主重只首还又都需])要(?!回来|回去了|回了)(?=[去走搬回离结生做动上出卖死当吃来告学见付道](?![的了]?[是吗]))"
)
_PAST_ZH = re.compile(
    r"(?<![不难超通经路想再好要来度])过(?![那这][种样个]|日子|生活|节|生日|得|[去来年节期程敏分于得不河境关夜几些多]|一[会阵]|两)|已经?|曾|当时|那时"
    r"|昨[天晚](?!的)|去年|以前|正在|还没|刚(?!才[那的这])"
    r"|(?<![太为除用要够好对行算过])了(?![解不得吗])"
)
_MAY_ZH = frozenset("会将要快就即正马打准计想过已曾当那昨去以正还刚了")
_UNSURE_ZH = re.compile(
    "没[想料]到|[想料]不到|以为|如果|要是|的话|只要|除非|万一|假如|[?]|就会|才会|总会|经常|有时|每"
)
_FUTURE_EN = re.compile(
    r"\b(?:will|won't|going to|gonna|about to|plan\w*|intend\w*|want\w*|shall|(?:is|are|am|was"
    r"|were) to|would|wouldn't|hop(?:e|ed|ing)"
    r"|prepar\w+|expect\w*|can|can't|could|couldn't|may|might|should|must|need\w*|wish\w*|try|tried|trying|"
    r"(?:has|have|had) to|decid\w+|ready|likely|due|like to|afraid|thinking|promis\w+|supposed|future"
    r"|able|let|(?:is|are|am|was|were) (?:\w+ )?\w+ing)\b|\w'(?:ll|d|m|re) (?:\w+ing\b)?",
    re.IGNORECASE,
)
_SURE_FUTURE_EN = re.compile(
    r"\b(?:will|won't|going to|about to|(?:plan|intend|want|hope)s? to|preparing to|(?:is|are"
    r"|am) to)\b|\w'll\b",
    re.IGNORECASE,
)
_UNSURE_EN = re.compile(
    r"\b(?:if|when|whenever|until|once|as soon as|unless|would|could|should)\b|\?", re.IGNORECASE
)
_PERFECT_EN = re.compile(
    r"\b(?:have|has|had|haven't|hasn't|hadn't|was|were|wasn't|weren't|did|didn't|been|used to|yet"
    r"|ago)\b|\w'(?:ve|d)\b",
    re.IGNORECASE,
)


_ADVERBS = frozenset("不也都就才将还总可我你他她们")
# 要吃饭了 is about to happen, and the English of a future may hold a participle.
_SOON_ZH = re.compile("(?:快|就|将)?要[^,。]{1,6}了|就[\u4e00-\u9fff]{1,4}岁?了")
_FUTURE_FORM_EN = re.compile(r"\b(?:will|to|'ll)(?: not| soon| also)? (?:be|have) \w+", re.IGNORECASE)


def _find(pair: Pair) -> Iterator[Finding]:
    if _MAY_ZH.isdisjoint(pair.zh) or _UNSURE_ZH.search(pair.zh) or _UNSURE_EN.search(pair.en):
        return
    future, past = _future(pair.zh), _PAST_ZH.search(_SOON_ZH.sub("", pair.zh))
    if future and not past and not _FUTURE_EN.search(pair.en) and _tells_past(pair):
        yield (
            Severity.WARN,
            f"The Chinese tells of what is to come ({future.group()}), the English of what was.",
        )
    elif past and not future and (said := _SURE_FUTURE_EN.search(pair.en)) and not _tells_past(pair):
        yield (
            Severity.WARN,
            f"The Chinese tells of what was, the English of what is to come ({said.group()}).",
        )


def _future(text: str) -> re.Match[str] | None:
    """Find what tells of the future; the last character of 集会 or 教会 does not."""
    words = dictionary().words
    for match in _FUTURE_ZH.finditer(text):
        start = match.start()
        before = text[start - 1 : start + 1], text[start - 2 : start + 1]
        if (
            match.group() != "会"
            or text[start - 1 : start] in _ADVERBS
            or not any(each in words for each in before)
        ):
            return match
    return None


def _tells_past(pair: Pair) -> bool:
    text = _FUTURE_FORM_EN.sub("", pair.en)
    return _PERFECT_EN.search(text) is not None or any(
        word in past_forms() or word.endswith("ed") for word in re.findall("[a-z]+", text.lower())
    )


TENSE = Rule(FlagKind.TENSE, "What is to come became what was, or the reverse.", _find)
