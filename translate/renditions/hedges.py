"""What the speaker was not sure of must stay unsure: about, maybe, I think, 大概, 好像."""

from __future__ import annotations

import re

__all__ = ["hedge_added", "hedge_dropped"]

_ZH = re.compile(
    r"大概|大约|大致|大抵|差不多|左右(?![手脚边])|上下(?=[,。;!?]|$)|好像|像是|似乎"
    r"|(?<!不)可能(?!性)|也许|或许|兴许|估计"
    r"|恐怕|说不定|说不准|多半|我猜|猜是|应该(?=是|有|在|会|不会|没|已|就)|几乎|听说|据说|听人(?:说"
    r"|讲)|印象[里中]?"
    r"|没记错|不太确定|不太?敢确定|不是很确定|不一定|看样子|看起来|约莫|我想是|我觉得|我认为|差点"
    r"|就你记得|就你所知|据你所知"
)
_ZH_LOOSE = re.compile(
    r"吧|约|近|快[要到]?|[十百千万]来[个岁]|几[个十百千万]|十几"
    r"|[一二三四五六七八九][一二三四五六七八九](?![一二三四五六七八九十点年月号日])"
    r"|想是|觉得|认为|以为|怕|看来|记得|不清楚|不确定|会不会|是不是|知道|多[个岁年]|[十百千万]多"
)
_EN = re.compile(
    r"\b(?:approximately|roughly|maybe|perhaps|probably|possibly|supposedly|reportedly|apparently|allegedly"
    r"|presumably|might|i think|i guess|i'd guess|my guess|i suppose|i believe|i'd say|i assume"
    r"|seem\w*|appear(?:s|ed)?"
    r"|or so|more or less|almost|nearly|virtually|practically|close to|i heard|i've heard|they say"
    r"|word is|i was told"
    r"|if i'm not mistaken|if i remember|as (?:far as )?i (?:recall|remember)|to the best of|best "
    r"of (?:my|your)"
    r"|my impression|impression|i'm afraid|for all i know|not (?:too |really |entirely |quite |very "
    r")?sure|must have"
    r"|must've|likely|may (?:have|be|well)|could(?:'ve| have| be| still)|could it|possible"
    r"|estimate\w*|some kind of"
    r"|sort of|kind of|give or take|an idea)\b|\b(?:about|around|some|only|like) (?=[a-z]*\s?(?:\d"
    r"|one|two|three|four"
    r"|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundred"
    r"|half|a |an |noon|midnight))|\b\w+-(?:odd|some|ish)\b|\bshould(?:'ve| have| be)\b",
    re.IGNORECASE,
)
_EN_LOOSE = re.compile(
    r"\b(?:about|around|may|could|would|should|can|think|believe|feel|suppose|guess|remember|recall"
    r"|know|sure|must|few"
    r"|several|couple|less than|under|over|more than|just|suspect|doubt|nigh)\b",
    re.IGNORECASE,
)
_EN_SURE = re.compile(
    r"\b(?:approximately|roughly|maybe|perhaps|probably|possibly|supposedly|reportedly|apparently|allegedly"
    r"|i think|i guess|my guess|i suppose|to the best of)\b|\babout how|\bcould it have been\b",
    re.IGNORECASE,
)
_ZH_SURE = re.compile(
    r"大概|大约|大致|差不多|好像|似乎|(?<!不)可能(?!性)|也许|或许|估计|恐怕|说不定|据说|听说|几乎"
)


def hedge_dropped(chinese: str, english: str, *, from_chinese: bool) -> str:
    """Give the hedge of the original that nothing in the rendition renders; empty where there is none."""
    if from_chinese:
        found = _ZH.search(chinese)
        return found.group() if found and not _EN.search(english) else ""
    found = _EN_SURE.search(english)
    return found.group() if found and not (_ZH.search(chinese) or _ZH_LOOSE.search(chinese)) else ""


def hedge_added(chinese: str, english: str, *, from_chinese: bool) -> str:
    """Give the hedge of the rendition that nothing in the original calls for; empty where there is none."""
    if from_chinese:
        found = _EN_SURE.search(english)
        return found.group() if found and not (_ZH.search(chinese) or _ZH_LOOSE.search(chinese)) else ""
    found = _ZH_SURE.search(chinese)
    return found.group() if found and not (_EN.search(english) or _EN_LOOSE.search(english)) else ""
