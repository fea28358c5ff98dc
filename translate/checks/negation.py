"""A lost or added "not" turns testimony into its opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair
from translate.checks.rule import Finding, Rule

__all__ = ["NEGATION"]

# Chinese words with a negating character that do not negate, and questions of the form A-not-A.
_NOT_NEGATING = re.compile(
    r"(?P<aa>[\u4e00-\u9fff])[不没](?P=aa)|有没有|是不是|不过(?![来去了])|不但|不仅仅?|不光|不管|不论|无论"
    r"|不断|不停|不少|不同(?!意)"
    r"|不得不|不能不|不会不|不可不|无不|没有不|不是不|不好意思|对不起|差不多|不一会儿?|不久|没多久|不禁"
    r"|忍不住|不由得|不然|要不是|要不|不错"
    r"|不如|不妨|不幸|不法|不愧|了不起|不满|不料|没想到|想不到|不惜|不时|不知不觉|不约而同|不一样|不顾"
    r"|不安(?!全|排|装|定)|不只|不止"
    r"|没收|沉没|淹没|埋没|出没|没落|不等(?=[,。]|$)|不一(?=[,。]|$)|没关系|没事儿?|没有?错|没问题"
    r"|非常|除非|非得|非洲|是非|南非|并非没|未来|未婚|未成年|无锡|无线|无辜|无期徒刑|无业|无比|无数|无非"
    r"|无疑|毫无疑问"
    r"|别人|别的|别墅|特别|区别|性别|级别|分别|告别|识别|离别|类别|差别|派别|个别|辨别|别名|别处|鉴别|别扭"
    r"|否则|是否|能否|可否|否认|莫非|莫名|莫斯科|不倒翁|不锈钢|说不定|不见得(?=不)|不外乎|不可思议|不堪"
    r"|数不清|受不了|来不及|不怎么样"
    r"|吃不消|不得了|巴不得|恨不得|怪不得|舍不得|不亚于|不低于|不少于|不超过"
    r"|不到(?=[\d一二两三四五六七八九十半几])|不满(?=[\d一二两三四五六七八九十])"
)
_CHINESE = re.compile(r"不|没|未(?!来)|无|非|别|勿|莫(?!名)|毋|休想|并未|从未|甭|弗")
_TAG_ZH = re.compile(
    r"[,,]?(?:不是吗|对不对|是不是|好不好|行不行|可以不可以)[??。]?$|(?<=[^,,。])(?:了没有|没有|了没)[??]$"
    r"|难道不|不就是|岂不|何不|要不要"
)
_ENGLISH = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|[a-z]+n't|noone|nay)\b",
    re.IGNORECASE,
)
_MAYBE_ENGLISH = re.compile(r"n't|\bn[oe]|without|cannot|nay", re.IGNORECASE)
_NOT_NEGATING_EN = re.compile(
    r",? (?:is|are|was|were|do|does|did|have|has|had|would|could|can|will|should)n't (?:it|he|she|they|you"
    r"|we|i|there|that)\?"
    r"|\bnot (?:only|just|merely)\b|\bno matter\b|\bwhether or not\b|\bor not\b|\bNo\. ?(?=\d)"
    r"|\bnot to mention\b"
    r"|\bno sooner\b|\bnone other\b|\b(?:can't|cannot|couldn't) help\b|\bhad no choice\b|\bno (?:wonder"
    r"|doubt)\b|\bwhy (?:don't|not)\b"
    r"|\bno fewer than\b|\bnot (?:until)\b|\bno problem\b|\bno less than\b|\bno more than\b|\bnot bad\b"
    r"|^(?:is|are|was|were|do|does|did|have|has|had|would|could|can|will)n't\b",
    re.IGNORECASE,
)
# English that says no in another way.
_SOFT_EN = re.compile(
    r"\b(?:un(?:able|aware|known|clear|safe|lawful|lawfully|fair|fairly|willing|certain|sure|usual"
    r"|comfortable|familiar|conscious"
    r"|documented|registered|married|employed|authorized|necessary|likely|related|easy|well|happy|finished"
    r"|official|reasonable|like|til)"
    r"|im(?:possible|proper|polite|mature|patient)|il(?:legal|legally|legible|literate|l)|ir(?:regular"
    r"|relevant|responsible)"
    r"|in(?:valid|accurate|correct|complete|convenient|sufficient|admissible|audible|capable|eligible"
    r"|competent|consistent|direct|"
    r"expensive|visible|nocent)|dis(?:like|liked|agree|agreed|obey|obeyed|appeared?|satisfied|abled|honest"
    r"|connected|continued|respect"
    r"|allowed)|non-?[a-z]+|[a-z]+less|fail(?:s|ed|ing)?|failure|refus(?:e|es|ed|al|ing)|den(?:y|ies|ied"
    r"|ying|ial)|lack(?:s|ed|ing)?"
    r"|unless|except|hardly|barely|scarcely|rarely|seldom|few|fewer|less|under|wrong|missing|absent|gone"
    r"|lost|lose|losing|prohibit(?:s|ed)?"
    r"|forbid(?:den)?|forbade|prevent(?:s|ed)?|bann?(?:ed)?|reject(?:s|ed)?|declin(?:e|ed)|stop(?:s|ped)?"
    r"|avoid(?:ed)?|sorry|too|"
    r"instead|rather|ceased?|quit|forg[eo]t(?:ten)?|free from|free of|away|apart|otherwise|expired|void"
    r"|false|overruled?|bad|badly|poor|poorly|ill|sick|"
    r"short of|out of|reluctant|reluctantly|against|beyond|empty|blank|minor|underage|difficult|hard|don't"
    r"|ignor(?:e|ed)|neglect(?:ed)?|only|hold on|"
    r"wait|leave (?:me|us|him|her|them) alone|vacant|single|silent|mute|quiet|bothered?|miss(?:ed)?"
    r"|dismiss(?:ed)?|overdue|outstanding|dead|still|"
    r"soon|constantly|kept|keep|keeps|continu(?:e|ed|ously)|incessant(?:ly)?|more than|over|welcome|fine"
    r"|okay|right|yet to)\b",
    re.IGNORECASE,
)
# Chinese that says no in another way.
_SOFT_ZH = re.compile(
    r"拒绝|否认|否则|禁止|严禁|停止|缺乏|缺少|缺席|失[去踪败业眠明]|难以|很难|难[过受]|只好|只能"
    r"|免[费得除]|避免|忘|除了|除非|取消|怎么[会可能]"
    r"|何必|白白|隐瞒|瞒着|私自|擅自|几乎|哪[敢有能]|谁[知会敢能]"
)
_NEGATING_PHRASE = re.compile(
    r"没关系|没事|没有?错|没问题|没想到|想不到|受不了|来不及|不怎么样|吃不消|不由得|忍不住|不禁|不得不|不能不"
    r"|不好意思|不堪|数不清|舍不得|不满|不止|不只|不到|不超过|不如|不妨"
    r"|无辜|无期|无业|未婚|未成年|未来|对不对|是不是|有没有|没收|不错|不久|不同|不一样|不等|不一|差不多"
    r"|不顾|不幸|不料|无论|不管|不惜|没有不|不会不|否"
)
_ANSWER = re.compile(r"\W*No[,.;!]", re.IGNORECASE)
_ONLY_THEN = (
    re.compile(r"才|直到"),
    re.compile(r"\b(?:until|till|before|only|just|late|long)\b", re.IGNORECASE),
)
# A particular Chinese negation that a particular plain English word renders.
_PLAIN = [
    (
        re.compile(r"没[\u4e00-\u9fff]{0,6}(?:之前|以前|前)|还没|还未|尚未"),
        re.compile(r"\bbefore\b|\byet\b|\bstill\b", re.IGNORECASE),
    ),
    (
        re.compile(r"不敢|不放心|不安"),
        re.compile(r"\bafraid\b|\bworr|\banxious|\buneasy|\bscared", re.IGNORECASE),
    ),
    (re.compile(r"不小心|不慎"), re.compile(r"\baccident|\bcareless|\binadvertent", re.IGNORECASE)),
    (
        re.compile(r"不要|不许|不准|不让|不得"),
        re.compile(r"\bkeep\b|\bremain|\bsilent|\bstay\b|\bordered\b", re.IGNORECASE),
    ),
    (re.compile(r"不在"), re.compile(r"\baway\b|\bout\b|\bpassed\b|\bdied\b|\babsent", re.IGNORECASE)),
    (re.compile(r"不知道|不清楚|不明"), re.compile(r"\bwonder|\bunknown|\bno idea", re.IGNORECASE)),
    (
        re.compile(r"没办法|没法|不得已|没有办法|没有选择"),
        re.compile(r"\bhad to\b|\bforced\b", re.IGNORECASE),
    ),
    (re.compile(r"没人|没有人"), re.compile(r"\balone\b|\babandoned\b", re.IGNORECASE)),
    (re.compile(r"没[^,。]*就|一[^,。]*就"), re.compile(r"\bimmediately\b|\bas soon as\b", re.IGNORECASE)),
    (re.compile(r"不断|不停"), re.compile(r".")),
]
_SEVERAL = re.compile(r"\b(?:or|nor|neither)\b", re.IGNORECASE)
_STRICT_SOFT = re.compile(
    r"\b(?:too|only|still|over|right|fine|okay|free|single|hard|under|keep|kept|soon|wait|away|before|less"
    r"|rather|ill|sick)\b",
    re.IGNORECASE,
)


def count_chinese(text: str) -> int:
    """Count the negations of Chinese text, questions and fixed phrases left out."""
    text = _TAG_ZH.sub("", text)
    return len(_CHINESE.findall(_NOT_NEGATING.sub("", text)))


def count_english(text: str) -> int:
    """Count the plain negations of English text, tag questions and fixed phrases left out."""
    if not _MAYBE_ENGLISH.search(text):
        return 0
    return len(_ENGLISH.findall(_NOT_NEGATING_EN.sub(" ", text)))


def _find(pair: Pair) -> Iterator[Finding]:
    chinese = count_chinese(pair.zh) if _CHINESE.search(pair.zh) else 0
    english = count_english(pair.en)
    if not chinese and not english:
        return
    if english > max(chinese, 1) and _ANSWER.match(pair.en):
        english -= 1  # "No, I did not" answers in two words what 没有 answers in one
    if chinese and not english:
        if not _is_rendered(pair, chinese):
            yield Severity.ERROR, _note(pair, "negates")
    elif english and not chinese:
        if not _is_implied(pair):
            yield Severity.ERROR, _note(pair, "does not negate")
    elif chinese > english and not _SEVERAL.search(pair.en):
        if chinese - english > len(_SOFT_EN.findall(pair.en)):
            yield Severity.WARN, f"The Chinese negates {chinese} times, the English {english}."
    elif english > chinese and not _is_implied(pair):
        yield Severity.WARN, f"The Chinese negates {chinese} times, the English {english}."


def _is_implied(pair: Pair) -> bool:
    """Tell whether the Chinese says no without a negating word, or in a fixed phrase."""
    only, then = _ONLY_THEN
    return (
        bool(_SOFT_ZH.search(pair.zh))
        or bool(only.search(pair.zh) and then.search(pair.en))
        or (_NOT_NEGATING.search(pair.zh) is not None and _NEGATING_PHRASE.search(pair.zh) is not None)
    )


def _is_rendered(pair: Pair, chinese: int) -> bool:
    if any(zh.search(pair.zh) and en.search(pair.en) for zh, en in _PLAIN):
        return True
    soft = [match.group() for match in _SOFT_EN.finditer(pair.en)]
    return sum(1 for word in soft if not _STRICT_SOFT.fullmatch(word)) >= chinese


def _note(pair: Pair, chinese: str) -> str:
    english = "does not" if chinese == "negates" else "does"
    source, target = ("Chinese source", "English") if pair.from_chinese else ("English source", "Chinese")
    if pair.from_chinese:
        return f"The {source} {chinese}, the {target} {english}."
    said = "negates" if english == "does" else "does not negate"
    return f"The {source} {said}, the {target} {'does not' if said == 'negates' else 'does'}."


NEGATION = Rule(FlagKind.NEGATION, "One side says no where the other does not.", _find)
