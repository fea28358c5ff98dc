"""Words as they are compared: without case, punctuation and spelling of numbers; and what kind each is."""

from __future__ import annotations

import re
from enum import StrEnum

from testimony.text.han import has_han
from testimony.text.scripts import normalise

__all__ = ["Weight", "normalised", "weight_of"]


class Weight(StrEnum):
    """How much hangs on a word."""

    NOTHING = "nothing"
    """A filler, or 他 for 她, which sound alike."""
    WORD = "word"
    FACT = "fact"
    """A number, a negation, a date or a name."""


def _words(text: str) -> list[str]:
    return text.split()


_NUMBERS = dict(
    zip(
        _words(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
            " sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
        ),
        map(str, (*range(21), *range(30, 100, 10))),
        strict=True,
    )
)
_HAN_NUMBERS = dict(zip("零〇一二三四五六七八九两", "001234567892", strict=True))
_SAME = str.maketrans("她它妳们", "他他你们")
_FILLERS = frozenset(
    _words("um uh er ah oh hm hmm mm mhm eh well like 嗯 啊 呃 哦 噢 唉 哎 呀 啦 嘛 呢 吧 哈 哇 额")
)
_NEGATIONS = frozenset(
    _words("no not never none nobody nothing neither nor without cannot 不 没 无 未 非 否 别 甭")
)
_DATES = frozenset(
    _words(
        "january february march april may june july august september october november december"
        " monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow"
        " hundred thousand million billion half quarter dozen first second third"
        " 年 月 日 号 点 分 秒 周 岁 十 百 千 万 亿 半"
    )
)
_DIGITS = re.compile(r"\d")
_NO_NAMES = frozenset(_words("i i'm i'll i've i'd"))


def normalised(word: str) -> str:
    """A word as it is compared; empty where nothing is left of it.

    Args:
        word: As written, with spaces and punctuation around it.
    """
    text = normalise(word).casefold().translate(_SAME).replace("’", "'")
    text = "".join(sign for sign in text if sign.isalnum() or sign == "'").strip("'")
    return _NUMBERS.get(text) or _HAN_NUMBERS.get(text) or text


def weight_of(word: str, *, begins: bool) -> Weight:
    """How much hangs on a word.

    Args:
        word: As written.
        begins: True for the first word of a line, which a capital does not make a name.
    """
    text = normalised(word)
    if not text or text in _FILLERS:
        return Weight.NOTHING
    if _DIGITS.search(text) or text in _NEGATIONS or text in _DATES or text.endswith("n't"):
        return Weight.FACT
    plain = word.strip(" \t\n\"'“‘([")
    is_name = (
        not has_han(plain)
        and plain[:1].isupper()
        and not begins
        and text not in {"i", "i'm", "i'll", "i've", "i'd"}
    )
    return Weight.FACT if is_name else Weight.WORD
