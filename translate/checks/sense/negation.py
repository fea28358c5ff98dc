"""A lost or added "not" turns testimony into its opposite.

On each side the plain negations are counted, and what may say no in another way (没关系, "failed").
Where the plain counts differ, the difference must be covered by such words on the poorer side, or by a
known turn of phrase; a word that merely stands for its own translation (否认, "deny") covers nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair
from translate.checks.reading.dictionary import Anchor, dictionary
from translate.checks.reading.negations import (
    PLAIN_CHINESE,
    Range,
    count_chinese,
    count_english,
    holds_negative_idiom,
)
from translate.checks.rule import Finding, Rule
from translate.checks.sense.negated import says_it_otherwise
from translate.checks.words.negation_words import (
    CHINESE,
    ENGLISH,
    ENGLISH_WITHOUT,
    EXPECTED,
    EXPECTED_ZH,
    NEUTRAL,
    SAME,
    WITHOUT_ENGLISH,
)

__all__ = ["NEGATION"]

# An answer before what is said further: 没有,… / No, …
_ANSWER_ZH = re.compile(r"\W*(?:不[是对行]?的?|没有?|没有?[过啊呀]|不[会能敢]?)[,。!;]")
# An answer that says yes; those of one character that only agree may agree to a "not".
_YES_ZH = re.compile(r"\W*(有的?|会的?|能|要|是的?|对的?)[,。!;]")
_AGREEING = frozenset({"是", "是的", "对", "对的"})
_ANSWER_EN = re.compile(r"\W*no[,.;!]", re.IGNORECASE)
# The words of EXPECTED_ZH.
_MAY_DENY = frozenset(
    """disagree disagreed disagrees disapprove disapproved disapproves unable incapable impossible unwilling
    reluctant reluctantly unhappy uncomfortable unwell unaware unknown unclear unsure uncertain illegal
    illegally unlawful unlawfully unfair unfairly unjust unjustly unreasonable afraid dislike disliked
    dislikes distrust distrusted""".split()
)
_SHARED = re.compile(r"\b(?:or|nor)\b", re.IGNORECASE)  # one negation over several things

_HOLDS_NO = re.compile("[不没无未]")  # 不停 stands for more than 停
# A question that only points back to what was said: 为什么没批? "Why was that?"
_POINTS_BACK = re.compile(
    r"\W*(?:(?:and|but|so) )?(?:why|how)?\W*(?:is|was|are|were|did|does|do|had|has|have|would|could|come)?\s*"
    r"(?:that|this|it|so|he|she|they|you|we|not)?\s*(?:so|be)?\s*\?\W*",
    re.IGNORECASE,
)
_ENOUGH = 2  # words of a clause; of one alone its rendering may just not be listed
_STOP_ZH = re.compile("[,。;!?:]")
_STOP_EN = re.compile(r"[,.;!?:]|\b(?:and|but|because|so)\b")

# The words that ``ENGLISH`` takes for a plain "not", but those that end in n't.
_NO = frozenset(
    (
        "not", "no", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "without", "cannot",
        "noone", "nay",
    )
)  # fmt: skip
_SIMPLE = frozenset({"not", "never", "cannot", "without"})
# What begins a phrase of several words that says no.
_OPENERS = frozenset(
    """only just merely until bad mention
    whether wonder if short free rid give gave or yet hard too other rather
    instead leave left let less better""".split()
)


@lru_cache(maxsize=20_000)
def _says(word: str) -> str:
    """Give ``plain`` for a word that says no, ``more`` where its neighbours must be read, else nothing."""
    if word in _OPENERS:
        return "more"
    match = ENGLISH.search(word)
    return "" if match is None else "plain" if word in _SIMPLE or word.endswith("n't") else "more"


def _count_words(pair: Pair) -> Range:
    """``count_english``, at less cost where no phrase can be meant."""
    kinds = [kind for word in pair.english_words if (kind := _says(word))]
    if "more" in kinds or "?" in pair.en:
        return count_english(pair.en)
    return len(kinds), len(kinds)


def _find(pair: Pair) -> Iterator[Finding]:
    answers = pair.answers
    if answers is not None and (answers.chinese.plain or answers.english.plain):
        return  # the rule of short answers looks at those
    if (found := _YES_ZH.match(pair.zh)) and _ANSWER_EN.match(pair.en) and not _agrees(pair, found):
        yield Severity.ERROR, f"The Chinese answers {found[1]}, the English no."
        return
    if pair.en.endswith("?") and _POINTS_BACK.fullmatch(pair.en):
        return
    if said := _unsaid_in_chinese(pair):
        yield Severity.WARN, f"Nothing in the Chinese says {said}."
        return
    says_no = not _NO.isdisjoint(pair.english_set) or "n't" in pair.en.lower()
    if not says_no and not PLAIN_CHINESE.search(pair.zh_without_places):
        return
    if said := _unsaid(pair):
        yield Severity.WARN, f"Nothing in the English says {said}."
        return
    chinese, english = _counts(pair)
    if _lacking(pair, chinese, english) > 0:
        more = chinese[0] > english[0]
        otherwise = says_it_otherwise(pair, chinese=more)
        yield from _raise(pair, chinese[0], english[0], _is_rendered(pair, chinese=more), otherwise)


def _agrees(pair: Pair, head: re.Match[str]) -> bool:
    """Take 是 and 对 for "no" where they agree to a question that was put with a negation."""
    rest = pair.zh[head.end() :]
    return head[1] in _AGREEING and (not rest.strip() or count_chinese(rest)[1] > 0)


def _lacking(pair: Pair, chinese: Range, english: Range) -> int:
    """Give how many negations of one side nothing on the other accounts for."""
    if chinese[0] and english[1] > english[0]:
        alike = sum(1 for zh, en in NEUTRAL if zh.search(pair.zh) and en.search(pair.en))
        chinese = max(chinese[0] - alike, 0), max(chinese[1] - alike, 0)
        english = english[0], max(english[1] - alike, english[0])
    if chinese[0] > english[0]:
        lacking = chinese[0] - english[1] + _idle(pair, english=True)
        excused = sum(1 for zh, en in ENGLISH_WITHOUT if zh.search(pair.zh) and en.search(pair.en))
        return lacking - excused - bool(english[0] and _SHARED.search(pair.en))
    if english[0] > chinese[0]:
        lacking = english[0] - chinese[1] + _idle(pair, english=False)
        return lacking - sum(1 for zh, en in WITHOUT_ENGLISH if zh.search(pair.zh) and en.search(pair.en))
    return 0


def _counts(pair: Pair) -> tuple[Range, Range]:
    """Count both sides; where both begin with a "no" that answers, what comes after it is compared."""
    text = pair.zh_without_places
    head_zh, head_en = _ANSWER_ZH.match(text), _ANSWER_EN.match(pair.en)
    if head_zh and head_en:
        return count_chinese(text[head_zh.end() :]), count_english(pair.en[head_en.end() :])
    return count_chinese(text), _count_words(pair)


def _idle(pair: Pair, *, english: bool) -> int:
    """Count the words of one side that only render their like on the other, and so cover nothing."""
    side, text = (ENGLISH, pair.en.lower()) if english else (CHINESE, pair.zh)
    words = [match.group() for match in side.finditer(text) if match.lastgroup == "maybe"]
    if not words:
        return 0
    idle = 0
    for zh, en in SAME:
        ours, other = (en, zh.search(pair.zh)) if english else (zh, en.search(pair.en))
        if other and (found := [word for word in words if ours.search(word) and not _HOLDS_NO.match(word)]):
            idle += len(found)
            words = [word for word in words if word not in found]
    return idle


def _unsaid(pair: Pair) -> str:
    """Give a bound or a "no use" of the Chinese that no word of the English renders."""
    if count_english(pair.en) != (0, 0):
        return ""
    return next(
        (found.group() for zh, en in EXPECTED if (found := zh.search(pair.zh)) and not en.search(pair.en)), ""
    )


def _unsaid_in_chinese(pair: Pair) -> str:
    """Give a word of the English that says no, such as "disagree", where nothing in the Chinese does."""
    if _MAY_DENY.isdisjoint(pair.english_set):
        return ""
    found = ((en.search(pair.en), zh) for en, zh in EXPECTED_ZH)
    return next((said.group() for said, zh in found if said and not zh.search(pair.zh)), "")


def _is_rendered(pair: Pair, *, chinese: bool) -> bool:
    """Tell whether the clause that one side negates is on the other side at all, there without its "not".

    Where no word of it is, the other side says it in other words (没有下文: "and that was the end of it").
    """
    known = dictionary()
    anchors: list[Anchor] = []
    if chinese:
        for clause in _clauses(CHINESE, pair.zh, _STOP_ZH):
            anchors += known.chinese_anchors(PLAIN_CHINESE.sub(" ", clause), pair.english_words)
    else:
        reachable = known.reachable(pair.zh)
        for clause in _clauses(ENGLISH, pair.en.lower(), _STOP_EN):
            anchors += known.english_anchors(clause, reachable)
    return len(anchors) < _ENOUGH or any(seen for _, _, seen in anchors)


def _clauses(words: re.Pattern[str], text: str, stop: re.Pattern[str]) -> Iterator[str]:
    """Give the clauses of a text that hold a plain "not"."""
    places = [match.start() for match in _plain(words, text)]
    start = 0
    for end in [*(match.start() for match in stop.finditer(text)), len(text)]:
        if any(start <= place < end for place in places):
            yield text[start:end]
        start = end


def _plain(words: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    return (match for match in words.finditer(text) if match.lastgroup in {"plain", "double", "either"})


def _raise(pair: Pair, chinese: int, english: int, rendered: bool, otherwise: bool) -> Iterator[Finding]:
    if chinese and english:
        free = otherwise or (not rendered and holds_negative_idiom(pair.zh))
        severity = Severity.INFO if free else Severity.WARN
        yield severity, f"The Chinese negates {chinese} times, the English {english}."
        return
    first, second = ("Chinese", "English") if pair.from_chinese else ("English", "Chinese")
    negates = bool(chinese) == pair.from_chinese
    said = ("negates", "does not") if negates else ("does not negate", "does")
    note = f"The {first} source {said[0]}, the {second} {said[1]}"
    if rendered and not otherwise:
        yield Severity.ERROR, f"{note}."
    else:
        severity = Severity.INFO if otherwise or holds_negative_idiom(pair.zh) else Severity.WARN
        yield severity, f"{note}, perhaps in other words."


NEGATION = Rule(FlagKind.NEGATION, "One side says no where the other does not.", _find)
