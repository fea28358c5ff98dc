"""Words that a name must not be mistaken for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

__all__ = ["EVERYDAY_SYLLABLES", "SURNAMES", "cuts_a_word", "is_word"]

# Syllables of pinyin and of other romanisations that are English words as well.
_EVERYDAY = ""
EVERYDAY_SYLLABLES = frozenset(_EVERYDAY.split())
# The most frequent family names of the census of 2020.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢"
    "姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤"
)


_SHORT = 2
_COMMON = 20


@cache
def _words() -> Mapping[str, int]:
    """Return the words of jieba's dictionary and how often its corpus has them.

    The longer of the names in it (part of speech nr) are left out; of two characters it has few names, and
    many words under that part of speech: 高明, 田野.
    """
    spec = find_spec("jieba")
    places = spec.submodule_search_locations if spec else None
    if not places:
        return {}
    lines = (Path(places[0]) / "dict.txt").read_text(encoding="utf-8").splitlines()
    entries = (line.split(" ") for line in lines)
    return {word: int(count) for word, count, part in entries if len(word) <= _SHORT or part != "nr"}


def is_word(text: str) -> bool:
    """Whether a text in Simplified characters is a Chinese word."""
    return text in _words()


def cuts_a_word(text: str, start: int, end: int) -> bool:
    """Whether a stretch of a folded text begins or ends inside a word: 李明 in 小李明天来.

    Only common words of two and three characters across an edge are looked at.
    """
    for edge in (start, end):
        for first in range(max(0, edge - 2), edge):
            for last in range(edge + 1, min(len(text), first + 3) + 1):
                piece = text[first:last]
                if len(piece) > 1 and _words().get(piece, 0) >= _COMMON:
                    return True
    return False
