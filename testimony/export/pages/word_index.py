"""The word index of a transcript: each word with where it stands, Chinese by pinyin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from testimony.export.job import Job
from testimony.export.pages.courtpage import Line
from testimony.export.pages.numbering import Spot, spots_of
from testimony.text.han import has_han, is_han

if TYPE_CHECKING:
    import jieba

__all__ = ["LEFT_OUT", "Entry", "Part", "word_index"]

_ENGLISH = """
    a about an and are as at be been but by can could did do does for from had has have he her hers him his i
    if in into is it its me my of off on or our she should so than that the their them then there these
    they this those to up us was we were what when where which who will with would you your
"""
_CHINESE = """
    的 了 着 过 是 在 和 就 都 也 很 吗 呢 吧 啊 呃 嗯 哦 我 你 他 她 它 我们 你们 他们 她们 这 那
    一 个 们 地 得
"""
LEFT_OUT: Mapping[str, frozenset[str]] = {
    "English": frozenset(_ENGLISH.split()),
    "Chinese": frozenset(_CHINESE.split()),
}
"""Words that no index lists; what was left out is said on its page."""
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’-][A-Za-zÀ-ɏ]+)*|\d+(?:[.,:/-]\d+)*[%‰]?")
_HAN_RUN = re.compile("[\u3400-\u9fff\uf900-\ufaff\u3007\U00020000-\U000323af]+")
_NUMBERS = "0–9"


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the index.

    Attributes:
        word: As it is listed; Chinese in characters.
        reading: Pinyin with tone marks; empty for other words.
        count: How often it occurs.
        places: Where, each line once, in order.
    """

    word: str
    reading: str
    count: int
    places: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The entries under one heading: ``0–9``, or a first letter of English or of pinyin."""

    heading: str
    entries: tuple[Entry, ...]


def word_index(job: Job) -> list[Part]:
    """List the words of a document: numbers, English by letter, Chinese by the pinyin of its first character.

    The labels of speakers that the page sets before their words are left out, and the words of ``LEFT_OUT``.
    """
    places: dict[str, list[Spot]] = {}
    cut = _cutter(tuple(sorted({s.name_hanzi for s in job.transcript.speakers if s.name_hanzi})))
    for text, starts in _texts(job):
        for at, word in _words(text, cut):
            spot = next(spot for start, spot in reversed(starts) if start <= at)
            places.setdefault(word, []).append(spot)
    entries = [
        Entry(word, _reading(word), len(spots), tuple(dict.fromkeys(spots))) for word, spots in places.items()
    ]
    parts: dict[tuple[int, str], list[Entry]] = {}
    for entry in sorted(entries, key=_order):
        parts.setdefault(_heading(entry), []).append(entry)
    return [Part(heading, tuple(found)) for (_, heading), found in sorted(parts.items())]


def _texts(job: Job) -> Iterator[tuple[str, list[tuple[int, Spot]]]]:
    """Yield each side of each row as it stands over its lines, with where in it each line begins."""
    labels = {f"{name}:  " for name in job.speakers().values()}
    text, starts = "", list[tuple[int, Spot]]()
    key: tuple[str, bool] | None = None
    for spot, line, name in spots_of(job):
        if (name, line.translated) != key:
            if text:
                yield text, starts
            key, text, starts = (name, line.translated), "", []
        said = _said(line, labels, first=not text)
        glue = "" if not text or is_han(text[-1]) or is_han(said[:1] or " ") else " "
        starts.append((len(text + glue), spot))
        text += glue + said
    if text:
        yield text, starts


def _said(line: Line, labels: set[str], *, first: bool) -> str:
    """Return the words of a line without what the page sets before them."""
    if line.cell.remark or (not line.mark and line.text.startswith("BY ") and line.cell.text == line.text):
        return ""
    label = next((one for one in labels if first and line.text.startswith(one)), "")
    return re.sub(r"^\((?:English|Chinese|Uyghur|[a-z]{2,3}): ", "", line.text.removeprefix(label))


def _words(text: str, cut: Cut) -> Iterator[tuple[int, str]]:
    for match in _LATIN.finditer(text):
        word = match[0].replace("’", "'")
        if word.lower() not in LEFT_OUT["English"]:
            yield match.start(), word.lower() if not word.isupper() or len(word) == 1 else word
    for run in _HAN_RUN.finditer(text):
        at = run.start()
        for word in cut(run[0]):
            if word not in LEFT_OUT["Chinese"]:
                yield at, word
            at += len(word)


class Cut:
    """Cuts Chinese into words by jieba's dictionary, with names that it is to keep whole."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names
        self._tokenizer: jieba.Tokenizer | None = None

    def __call__(self, text: str) -> list[str]:
        """Cut a text of Chinese characters alone."""
        if self._tokenizer is None:
            self._tokenizer = _tokenizer(self._names)
        return list(self._tokenizer.cut(text))


@cache
def _cutter(names: tuple[str, ...]) -> Cut:
    return Cut(names)


def _tokenizer(names: tuple[str, ...]) -> jieba.Tokenizer:
    import logging
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the way in which its source writes expressions
        import jieba

    jieba.setLogLevel(logging.CRITICAL)
    tokenizer = jieba.Tokenizer()
    # Its own way to begin leaves a cache in the folder of temporary files.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for name in names:
        tokenizer.add_word(name)
    return tokenizer


def _reading(word: str) -> str:
    if not has_han(word):
        return ""
    from pypinyin import lazy_pinyin
    from pypinyin.constants import Style

    return "".join(lazy_pinyin(word, style=Style.TONE))


def _order(entry: Entry) -> tuple[str, str, str]:
    if not entry.reading:
        return entry.word.lower(), "", entry.word
    from pypinyin import lazy_pinyin
    from pypinyin.constants import Style

    return "".join(lazy_pinyin(entry.word)), "".join(lazy_pinyin(entry.word, style=Style.TONE3)), entry.word


def _heading(entry: Entry) -> tuple[int, str]:
    """Return in which order and under which heading an entry is listed."""
    first = _order(entry)[0][:1].upper()
    if entry.reading:
        return 2, f"{first} (pinyin)" if first.isascii() and first.isalpha() else "Other characters"
    return (0, _NUMBERS) if first.isdigit() else (1, first)
