"""Words that a name must not be mistaken for."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from testimony.export.redaction.fold import is_han

__all__ = ["EVERYDAY_SYLLABLES", "SURNAMES", "cuts_a_word", "is_word"]

# Syllables of pinyin and of other romanisations that are English words as well.
EVERYDAY_SYLLABLES = frozenset(
    ["a", "ai", "am", "an", "ban", "bang", "bee", "bin", "bun", "can", "chin", "chow", "chum", "dan", "dang", "den", "die", "ding", "do", "dong", "down", "dun", "fan", "fang", "fen", "fun", "gang", "go", "goo", "gun", "hang", "he", "hen", "her", "ho", "hone", "hoy", "hung", "i", "in", "jay", "join", "june", "kin", "king", "ko", "lake", "lam", "lang", "lay", "lee", "lei", "lie", "like", "lo", "long", "look", "low", "lung", "ma", "man", "me", "men", "mew", "mien", "min", "mo", "moo", "mu", "my", "nan", "neat", "no", "oh", "ok", "on", "or", "ow", "pan", "pang", "pay", "pen", "pi", "pin", "ping", "poon", "quan", "ran", "rang", "rein", "ren", "ring", "sang", "see", "sham", "she", "shun", "shy", "sin", "sit", "so", "song", "soon", "such", "sue", "sui", "sum", "sun", "tai", "tan", "tang", "tie", "tin", "to", "ton", "tong", "tow", "tsar", "tung", "wan", "wang", "way", "we", "wen", "win", "wing", "woo", "wu", "yam", "yang", "ye", "yen", "yet", "ying", "yo", "yolk", "you", "young", "yuan", "yuk", "yum", "zen"]
)

# The most frequent family names of the census of 2020.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢"
    "姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤"
)


_SHORT = 2


@cache
def _words() -> frozenset[str]:
    """Return the words of jieba's dictionary, without the longer of the names in it (part of speech nr).

    Of two characters it has few names, and many words under that part of speech: 高明, 田野.
    """
    spec = find_spec("jieba")
    places = spec.submodule_search_locations if spec else None
    if not places:
        return frozenset()
    lines = (Path(places[0]) / "dict.txt").read_text(encoding="utf-8").splitlines()
    entries = (line.split(" ") for line in lines)
    return frozenset(entry[0] for entry in entries if len(entry[0]) <= _SHORT or entry[-1] != "nr")


def is_word(text: str) -> bool:
    """Whether a text in Simplified characters is a Chinese word."""
    return text in _words()


def cuts_a_word(text: str, start: int, end: int) -> bool:
    """Whether a stretch of a folded text begins or ends inside a word: 李明 in 小李明天来.

    Only words of two and three characters across an edge are looked at.
    """
    for edge in (start, end):
        for first in range(max(0, edge - 2), edge):
            for last in range(edge + 1, min(len(text), first + 3) + 1):
                piece = text[first:last]
                if len(piece) > 1 and all(map(is_han, piece)) and is_word(piece):
                    return True
    return False
