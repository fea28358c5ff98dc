"""When it was: what Chinese marks as past, present or to come must not become another time in English."""

from __future__ import annotations

import re

__all__ = ["tense_changed"]

_ZH_FUTURE = re.compile(
    r"(?<![不机证社教聚协委学开宴晚协议约舞省工妇])会(?![说讲写唱议计儿场员面长客话所堂的上里中时见友,。?!]|$)|将(?:来|要|会|被)|打算|准备|快要|马上(?:就)?要"
    r"|就要|明年|明天|后天|下个?(?:月|星期|礼拜|周|次)|(?<![不只需重主想])要(?=开除|拆|抓|杀|打|走"
    r"|离|回|去|做|结|生|被|搬|判|遣)"
)
_ZH_PAST = re.compile(
    r"已经|曾经?|以前|过去(?!了)|从前|当时|那时|那个时候|那天|那年|早就|刚刚|刚才|上个?(?:月|星期"
    r"|礼拜|周|次)|去年|前年|昨天"
    r"|前天|小时候|(?<![不经超通])过(?=[,。!?;了的吗]|$|[一两三几][次回])"
)
_ZH_NOW = re.compile(r"正在|现在|还在|仍然|仍在|目前")
_ZH_DONE = re.compile(r"[了过](?=[,。!?;吗没]|$)")
_ZH_IF = re.compile(r"如果|要是|的话|万一|假如|怕|担心|可能|害怕|相信|想")

_EN_FUTURE = re.compile(
    r"\b(?:will|shall|going to|gonna|about to|won't)\b|'ll\b|\b(?:plan(?:s|ning)?|intend(?:s|ing)?"
    r"|getting ready"
    r"|preparing|be having|'m having|am having) (?:to|on)?\b|\b(?:next (?:year|month|week|time)"
    r"|tomorrow)\b",
    re.IGNORECASE,
)
_EN_MAYBE = re.compile(
    r"\b(?:would|could|might|may|can|want\w*|wish\w*|if|planned|planning|plan|intend\w*|were going"
    r"|was going|was about"
    r"|were about|were to|was to|threaten\w*|decid\w*|prepar\w*|ready|must|should|need\w*|have to"
    r"|has to|had to|gotta"
    r"|afraid|fear\w*|able|know how|know|speak|sing|write|ever|always|often|having|next|due"
    r"|supposed|i'm \w+ing)\b|'d\b",
    re.IGNORECASE,
)
_IRREGULAR = (
    "was|were|had|did|went|came|took|got|gave|made|said|told|saw|knew|thought|found|left|put|ran"
    "|kept|held|brought"
    "|began|felt|became|heard|stood|lost|paid|met|sat|sent|built|fell|spent|led|grew|broke|wrote"
    "|drove|spoke|wore"
    "|chose|caught|fought|taught|bought|sold|slept|woke|hid|shot|stole|tore|threw|flew|drank|ate"
    "|beat|hit|cut|let"
    "|shut|hurt|quit|died|lied|tied|cried|tried|used to|didn't|wasn't|weren't|hadn't|couldn't|stuck"
    "|hung|swore|rode"
)
_NO_PAST = "shed\\b|need|feed|seed|indeed|exceed|speed|bleed|breed|hundred|sacred|naked|wicked"
_EN_PAST = re.compile(rf"\b(?:{_IRREGULAR}|(?!{_NO_PAST})[a-z]{{2,}}ed)\b", re.IGNORECASE)
_EN_PERFECT = re.compile(
    r"\b(?:have|has|'ve)\b|'ve\b|(?:he|she|it|who)'s (?:been|\w+ed|gone|dead)\b", re.IGNORECASE
)
_EN_NOW = re.compile(
    r"\b(?:am|is|are|isn't|aren't|do|does|don't|doesn't|now|currently|still|has|have|today)\b"
    r"|(?:i'm|'re|'s|'ve)\b",
    re.IGNORECASE,
)
_EN_STATE = re.compile(
    r"\b(?:am|is|are|isn't|aren't|do|does|don't|doesn't)\b|(?:i'm|'re|it's|he's|she's|that's)\b", re.I
)

_TO_COME = re.compile(r"(?:\b(?:will|to|shall|won't)|'ll) (?:not |never |be )?\w+", re.IGNORECASE)


def tense_changed(chinese: str, english: str, *, from_chinese: bool) -> str:
    """Say what became of the time that the original marks; empty where nothing did.

    Args:
        chinese: Normalised, Simplified.
        english: As it stands.
        from_chinese: The Chinese is the original.
    """
    found = _of(chinese, english)
    if not found:
        return ""
    zh, en = found
    first, second = (zh, en) if from_chinese else (en, zh)
    return f"The original speaks of {first}, the rendition of {second}."


def _of(zh: str, en: str) -> tuple[str, str] | None:
    future_zh, past_zh, now_zh = _ZH_FUTURE.search(zh), _ZH_PAST.search(zh), _ZH_NOW.search(zh)
    future_en, past_en = _EN_FUTURE.search(en), _EN_PAST.search(_TO_COME.sub(" ", en))
    maybe = _EN_MAYBE.search(en)
    if future_zh and not past_zh and past_en and not future_en and not maybe:
        return "what will be", "what was"
    if past_zh and not future_zh and future_en and not past_en and not _EN_PERFECT.search(en):
        return "what was", "what will be"
    perfect = _EN_PERFECT.search(en)
    if future_en and not (future_zh or past_en or perfect) and _ZH_DONE.search(zh) and not _ZH_IF.search(zh):
        return "what was", "what will be"
    if past_zh and not (now_zh or future_zh or past_en or perfect or maybe) and _EN_STATE.search(en):
        return "what was", "what is"
    if now_zh and not past_zh and past_en and not _EN_NOW.search(en) and not maybe:
        return "what is", "what was"
    return None
