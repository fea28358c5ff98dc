"""Places must be the same on both sides: of China down to its counties, countries, states and cities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair
from translate.checks.reading.dictionary import dictionary, root
from translate.checks.reading.gazetteer import Found, gazetteer, plain_name, reads_as
from translate.checks.rule import Finding, Rule

__all__ = ["PLACES"]

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_CAPITAL = re.compile(r"\b[A-ZÀ-Þ][\w'’.-]*")
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}")
_START = re.compile(r"(?:^|[.?!:]['\"”)]*\s+|[\"“(]\s*)$")
_WORDS = 4  # of the longest English name
_LEAST = 4  # letters of a name that pinyin alone makes a place
# Countries that Chinese names by one character within a word: 美籍, 中美, 回国, 港币, 日语.
_SHORT = {
    "美": "united_states america american us usa states", "中": "china chinese", "国": "china chinese",
    "华": "china chinese", "汉": "china chinese", "英": "britain england english british uk",
    "法": "france french", "德": "germany german", "日": "japan japanese", "韩": "korea korean",
    "俄": "russia russian", "泰": "thailand thai", "越": "vietnam vietnamese", "印": "india indian",
    "加": "canada canadian", "澳": "australia australian macau macao", "港": "hong_kong hongkong",
    "台": "taiwan taiwanese", "墨": "mexico mexican", "缅": "myanmar burma burmese",
    "西": "spain spanish tibet tibetan", "藏": "tibet tibetan", "维": "uyghur", "哈": "kazakh",
    "蒙": "mongolia mongolian inner_mongolia", "朝": "korea korean north_korea", "土": "turkey turkish",
    "菲": "philippines filipino", "荷": "holland dutch netherlands", "粤": "guangdong canton",
    "沪": "shanghai", "京": "beijing", "意": "italy italian", "葡": "portuguese portugal",
    "内地": "china", "大陆": "china", "国内": "china", "老家": "china", "那边": "china", "拉美": "american",
}  # fmt: skip


def _find(pair: Pair) -> Iterator[Finding]:
    known, chinese = gazetteer(), pair.places
    english = (
        [] if known.first_words.isdisjoint(map(plain_name, _CAPITAL.findall(pair.en))) else _names(pair.en)
    )
    if not chinese and not english:
        return
    lost = [place for place in chinese if place.sure and not _is_rendered(place, pair)]
    extra = [(said, name) for said, name in english if not _is_licensed(name, pair.zh, chinese)]
    if lost and extra:
        source, target = pair.ordered(
            _listed([place.text for place in lost]), _listed([said for said, _ in extra])
        )
        yield Severity.ERROR, f"The source names {source}, the translation {target}."
        return
    added = [said for said, name in extra if name in known.pinyin and len(name) >= _LEAST]
    if added:
        yield Severity.WARN, f"The English names {_listed(added)}; nothing in the Chinese reads so."


def _listed(names: list[str]) -> str:
    return ", ".join(dict.fromkeys(names))


@lru_cache(maxsize=8192)
def _names(text: str) -> list[tuple[str, str]]:
    """Give the English places of a text: as it stands, and as the gazetteer writes it."""
    known = gazetteer()
    words = list(_WORD.finditer(_INITIALS.sub(lambda match: match.group().replace(".", ""), text)))
    plain = [plain_name(word.group()) for word in words]
    found, at = [], 0
    while at < len(words):
        size = 0
        if words[at].group()[0].isupper() and plain[at] in known.first_words:
            sizes = range(min(_WORDS, len(words) - at), 0, -1)
            size = next((each for each in sizes if "_".join(plain[at : at + each]) in known.english), 0)
            if size == 1 and _is_ordinary(words[at], plain[at], text):
                size = 0
        if size:
            said = " ".join(word.group() for word in words[at : at + size])
            found.append((said, "_".join(plain[at : at + size])))
        at += size or 1
    return found


def _is_ordinary(word: re.Match[str], plain: str, text: str) -> bool:
    """Take ``Reading`` or ``Split`` at the head of a sentence as a word, and two letters anywhere."""
    if len(plain) <= 2 and not word.group().isupper():  # noqa: PLR2004 - "He", "An"
        return True
    starts = _START.search(text, 0, word.start()) is not None
    return starts and dictionary().often[root(plain)] > 0 and plain not in gazetteer().own_english


def _is_rendered(place: Found, pair: Pair) -> bool:
    words = [
        plain_name(word)
        for word in _WORD.findall(_INITIALS.sub(lambda m: m.group().replace(".", ""), pair.en))
    ]
    for name in place.names:
        parts = name.split("_")
        if any(words[at : at + len(parts)] == parts for at in range(len(words) - len(parts) + 1)):
            return True
    joined = {"".join(words[at : at + size]) for size in (1, 2, 3) for at in range(len(words) - size + 1)}
    return any(name.replace("_", "") in joined or name + "s" in joined for name in place.names)


def _is_licensed(name: str, chinese: str, places: Sequence[Found]) -> bool:
    """Tell whether something in the Chinese stands for an English place."""
    known = gazetteer()
    if any(name in place.names for place in places):
        return True
    for place in places:  # 弗吉尼亚 is not said by 西弗吉尼亚
        chinese = chinese.replace(place.text, "\u3000")
    if any(place in chinese for place in known.english[name]):
        return True
    if any(short in chinese and name in names.split() for short, names in _SHORT.items()):
        return True
    return "_" not in name and _reads_somewhere(chinese, name)


def _reads_somewhere(chinese: str, name: str) -> bool:
    """Find characters that read as the name."""
    return any(
        reads_as(chinese[at : at + size], name)
        for size in range(1, 5)
        for at in range(len(chinese) - size + 1)
    )


PLACES = Rule(FlagKind.NAME_MISMATCH, "A place has another name, or only the translation names it.", _find)
