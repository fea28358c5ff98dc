"""Read short answers in Chinese and English: yes or no, and to what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from translate.checks.pair import Pair

__all__ = ["Answer", "Answers", "asks_with_not", "read_answers", "read_chinese_answer", "read_english_answer"]

YES, NO = 1, -1
_HAN_MOST, _WORDS_MOST = 7, 5  # the longest text that is an answer and nothing else
_MOST_IN_ALL = 24  # characters of an answer with its stops and what is not Chinese
_MOST_CHARACTERS = 40  # with the question that may stand before it in the same row
_QUESTION = re.compile(r".*[?？]\s*(?=\S)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a short answer says.

    Attributes:
        sign: ``YES`` or ``NO``.
        plain: It is a word for yes or no, not a verb that is repeated (去了, "I did").
        agrees: It speaks of the question as it was put (是, 不对, right), not of the thing itself.
        rest: What the words after it say of the thing itself; 0 where nothing comes after it.
    """

    sign: int
    plain: bool = False
    agrees: bool = False
    rest: int = 0


@dataclass(frozen=True, slots=True)
class Answers:
    """A short answer and its rendering.

    Attributes:
        before: The question, where it is known.
    """

    chinese: Answer
    english: Answer
    before: str


_TAIL = r"(?:[啊呀呢嘛吧哦的了]|(?:尊敬的)?法官(?:大人|阁下)?|大人|阁下|先生|女士|小姐|律师|警官|谢谢|,)*"
_AGREE_ZH = re.compile(rf"(?:是(?:是)?|对对?|没错|不错|正确|嗯+|确实|的确|正是|当然(?:是)?|是这样){_TAIL}")
_DISAGREE_ZH = re.compile(rf"(?:否|不是|不|不不|不对|错|不正确|非也|并非|不是这样|才不是){_TAIL}")
_ONLY_TAIL = re.compile(_TAIL)
_NOT_ZH = re.compile(r"不(?![错久过仅但光])|没(?!错)|无(?!论)|未(?!来)|休想|否认|拒绝|反对|异议|抗议")
_ASKS_ZH = re.compile(r"[?吗么]|有没有|是不是|什么|谁|哪|几|多少|怎|为何|请|别|不要|不准|不许|让")
_NO_ANSWER_ZH = re.compile(
    r"差不多|不一定|不好说|说不定|难说|没关系|没事|不客气|对不起|不好意思|没什么|不用谢|不止|不到|不到"
    r"|要不|不久|不少|不同"
)

_POLITE_EN = re.compile(
    r"\b(?:sir|ma'am|madam|your honou?r|judge|please|thanks?(?: you)?|officer|counselor|absolutely"
    r"|certainly|of course"
    r"|well|oh|uh|um)\b",
    re.IGNORECASE,
)
_SIGNS_EN = (
    (NO, True, re.compile(
        r"(?:wrong|incorrect|false|not (?:right|correct|true|so)"
        r"|that(?:'s| is) (?:not (?:right|correct|so|true)|wrong|incorrect|false|untrue))", re.IGNORECASE)),
    (YES, True, re.compile(
        r"(?:right|correct|exactly|indeed|true|that(?:'s| is) (?:right|correct|so|true))", re.IGNORECASE)),
    (NO, False, re.compile(r"(?:no|nope|nah|nay|negative)", re.IGNORECASE)),
    (YES, False, re.compile(r"(?:yes|yeah|yep|yup|yea|aye|sure|affirmative|uh-huh|mm-hmm)", re.IGNORECASE)),
)  # fmt: skip
_NOT_EN = re.compile(
    r"\b(?:not|never|nobody|none|nothing|no|neither|nor|without|cannot|hardly|untrue"
    r"|(?:un|in|il)(?:willing|able|sure|correct|legal|aware)|den(?:y|ies|ied)|refus(?:e|es|ed)"
    r"|declin(?:e|es|ed)"
    r"|object(?:s|ed|ion|ions)?|reject(?:s|ed)?|disagree[ds]?|oppos(?:e|ed))\b|n't\b",
    re.IGNORECASE,
)
_NO_ANSWER_EN = re.compile(
    r"\b(?:don't (?:worry|mention)|never mind|no (?:problem|matter|longer|idea|doubt)|not (?:only"
    r"|until|bad))\b",
    re.IGNORECASE,
)
_COMMAND_EN = re.compile(r"(?:don't|do not|please|let|never|stop)\b", re.IGNORECASE)
_EITHER = re.compile(
    r"\b(?:fail|flunk|lack|miss|los[et]|forg[eo]t|skip|quit|dropp"
    r"|turned down|too |short|alone|only|just|gone|died)"
    r"|没(?:问题|事|关系|什么|意见|异议)|不要紧|失|忘|丢|缺|差|错|难|坏|死|停|只",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_HAN = re.compile(r"[\u3400-\u9fff]")
_STOPS = re.compile(r"[,.;!?:]\s*")
_STOPS_ZH = re.compile(r"[,。;!?]\s*")


def read_chinese_answer(text: str) -> Answer | None:
    """Read a short Chinese answer; None where it is none.

    Args:
        text: Simplified and normalised.
    """
    parts = [part for part in _STOPS_ZH.split(text.strip()) if part]
    if (
        (len(text) > _HAN_MOST and len(_HAN.findall(text)) > _HAN_MOST)
        or not _HAN.search(text)
        or _ASKS_ZH.search(text)
    ):
        return None
    if _NO_ANSWER_ZH.search(text):
        return None
    said = [part for part in parts[1:] if not _ONLY_TAIL.fullmatch(part)]
    rest = _rest(_NOT_ZH, said[0]) if said else 0
    for sign, pattern in ((YES, _AGREE_ZH), (NO, _DISAGREE_ZH)):
        if pattern.fullmatch(parts[0]):
            return Answer(sign, True, True, rest)
    return Answer(_sign(_NOT_ZH, parts[0]), rest=rest)


def read_english_answer(text: str) -> Answer | None:
    """Read a short English answer; None where it is none."""
    if "?" in text or _NO_ANSWER_EN.search(text) or _COMMAND_EN.match(text.strip()):
        return None
    plain = _POLITE_EN.sub("", text)
    if not _WORD.search(plain):
        plain = text
    if len(_WORD.findall(plain)) > _WORDS_MOST:
        return None
    parts = [part.strip() for part in _STOPS.split(plain) if _WORD.search(part)]
    if not parts:
        return None
    rest = _rest(_NOT_EN, parts[1]) if len(parts) > 1 else 0
    for sign, agrees, pattern in _SIGNS_EN:
        if pattern.fullmatch(parts[0]):
            return Answer(sign, True, agrees, rest)
    return Answer(_sign(_NOT_EN, parts[0]), rest=rest)


def _sign(words: re.Pattern[str], text: str) -> int:
    """Give what a clause says: each "not" turns it round, and so does 否认."""
    return NO if len(words.findall(text)) % 2 else YES


def _rest(words: re.Pattern[str], text: str) -> int:
    """Give what a clause after the answer says; 0 where it may say no without a "not" (failed, 失败)."""
    return 0 if _EITHER.search(text) else _sign(words, text)


_TAG_ZH = re.compile(r"[,。]?\s*(?:对不对|是不是|好不好|对吗|是吗|是吧|对吧|对么|是么)[??]*$")
_NEGATED_ZH = re.compile(r"(?<!有)没|不(?!过|但|仅|错)|未(?!来)|从没")
_A_NOT_A = re.compile(r"([\u4e00-\u9fff])[不没]\1|有没有|能不能|会不会|是不是|要不要")
_TAG_EN = re.compile(
    r",\s*(?:is|are|was|were|do|does|did|have|has|had|would|could|can|will|should)(?:n't)? (?:it|he"
    r"|she|they|you|we|i"
    r"|there|that)\s*\?|,\s*(?:right|correct|is that (?:right|correct)|am i right)\s*\?",
    re.IGNORECASE,
)
_NEGATED_EN = re.compile(r"\b(?:not|never|nobody|nothing|none|no one|cannot|no)\b|n't\b", re.IGNORECASE)
_SENTENCES = re.compile(r"[^。.!?？]+[。.!?？]*")


def asks_with_not(text: str) -> bool | None:
    """Tell whether the last sentence of a text is put with a negation; None where there is no text."""
    sentences = [each for each in _SENTENCES.findall(text) if each.strip()]
    if not sentences:
        return None
    last = sentences[-1]
    if len(sentences) > 1 and (
        _TAG_ZH.fullmatch(last.strip()) or _AGREE_ZH.fullmatch(last.strip("。?？吗 "))
    ):
        last = sentences[-2]  # 你没去。对吗?
    if _HAN.search(last):
        return _NEGATED_ZH.search(_A_NOT_A.sub("", _TAG_ZH.sub("", last))) is not None
    return _NEGATED_EN.search(_TAG_EN.sub("", last)) is not None


def read_answers(pair: Pair) -> Answers | None:
    """Read both sides of a pair as short answers; None where either is none."""
    if len(pair.zh) > _MOST_CHARACTERS:
        return None
    if "?" not in pair.en and len(pair.zh) > _MOST_IN_ALL:
        return None
    before, chinese_text, english_text = _after_a_question(pair)
    chinese = read_chinese_answer(chinese_text)
    english = read_english_answer(english_text) if chinese is not None else None
    return Answers(chinese, english, before) if chinese is not None and english is not None else None


def _after_a_question(pair: Pair) -> tuple[str, str, str]:
    """Part a question and its answer that stand in one row; else the question is the row before."""
    before, chinese, english = pair.context.before, pair.zh, pair.en
    if (asked := _QUESTION.match(chinese)) and (english_asked := _QUESTION.match(english)):
        return asked.group(), chinese[asked.end() :], english[english_asked.end() :]
    return before, chinese, english
