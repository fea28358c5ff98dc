"""What can be seen without knowing the words: left as it was, too short, looping, a tag gone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair
from translate.checks.rule import Finding, Rule
from translate.loops import find_loop, find_repeat, is_doubled, is_looping, may_repeat
from translate.protect import needs_translation

__all__ = ["LOOP", "TAGS", "UNTRANSLATED"]

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ffff]+")
_BRACKETED = re.compile(r"[(\uff08\[【][^)\uff09\]】]*[)\uff09\]】]")
_QUOTED = re.compile(r"[\"'“‘「『《][\u3400-\u9fff]{1,8}[\"'”’」』》]")
_LATIN_WORD = re.compile(r"(?<![A-Za-z@./_-])[a-z]{3,}(?![A-Za-z@_-]|\.[a-z])")
_UNITS = frozenset(
    {
        "km",
        "kg",
        "cm",
        "www",
        "com",
        "email",
        "app",
        "vs",
        "wifi",
        "iphone",
        "ipad",
        "ok",
        "okay",
        "vpn",
        "min",
        "etc",
    }
)


def _find_untranslated(pair: Pair) -> Iterator[Finding]:
    source, target = pair.source.strip(), pair.target.strip()
    if not needs_translation(source):
        return
    if not target:
        yield Severity.ERROR, "There is no translation."
    elif source == target and len(source) > 1 and not _is_name(source):
        yield Severity.ERROR, "The translation is the source."
    elif pair.is_zh_en:
        yield from _leftovers(pair, target)


def _is_name(text: str) -> bool:
    """Take ``ICE``, ``Li Ming`` or ``EX_1`` as right in either language; a sentence is not."""
    words = text.split()
    return text.isascii() and all(word[:1].isupper() or not word[:1].isalpha() for word in words)


def _leftovers(pair: Pair, target: str) -> Iterator[Finding]:
    if pair.from_chinese:
        plain = _QUOTED.sub("", _BRACKETED.sub("", target))
        if left := _HAN.findall(plain):
            yield Severity.ERROR, f"Chinese is left in the translation: {'、'.join(left[:3])}."
        return
    if not _HAN.search(target):
        if not _is_name(target):
            yield Severity.ERROR, "There is no Chinese in the translation."
        return
    left = [word for word in _LATIN_WORD.findall(_BRACKETED.sub("", target)) if word not in _UNITS]
    if left:
        yield Severity.ERROR, f"English is left in the translation: {', '.join(left[:3])}."


def _repeats_words(pair: Pair) -> bool:
    """Tell at less cost than ``may_repeat`` whether any two words on end come again."""
    words = pair.english_words
    return len(set(pairwise(words))) < len(words) - 1


def _find_loop(pair: Pair) -> Iterator[Finding]:
    if (pair.is_zh_en and pair.from_chinese and not _repeats_words(pair)) or not may_repeat(pair.target):
        return
    if is_looping(pair.source, pair.target):
        match = find_loop(pair.target)
        yield Severity.ERROR, f"The translation repeats itself: {match.group(1).strip() if match else ''}"
    elif repeated := find_repeat(pair.source, pair.target):
        yield Severity.WARN, f"The translation repeats itself: {repeated}"
    elif is_doubled(pair.source, pair.target):
        yield Severity.WARN, "The translation says one thing twice."


_BRACKET = re.compile(r"[\[【]")
_TAG = re.compile(r"\[[^\[\]]{1,40}\]|【[^】]{1,40}】")
_CODE = re.compile(r"[A-Za-z]+_\d+|[A-Za-z0-9]+_[A-Za-z0-9_]+")
_EXHIBIT = re.compile("[证附物标展]")
_EXHIBIT_EN = re.compile(
    r"\b(?:exhibits?|tab|ex\.|attachment|appendix)\s+((?:[A-Z]{1,2}|\d+)(?:-\d+)?)\b", re.IGNORECASE
)
_EXHIBIT_ZH = re.compile(
    r"(?:证据|证物|物证|附件|附录|标签|展品)[第]?\s?((?:[A-Za-z]{1,2}|\d+)(?:-\d+)?)(?![A-Za-z])"
)


def _find_tags(pair: Pair) -> Iterator[Finding]:
    if _BRACKET.search(pair.source) or _BRACKET.search(pair.target):
        source, target = Counter(_TAG.findall(pair.source)), Counter(_TAG.findall(pair.target))
        latin = {tag for tag in source if tag.isascii() and tag[1:-1].isupper()}
        lost = [tag for tag in latin if target[tag] < source[tag]]
        if lost:
            yield Severity.ERROR, f"A tag is lost: {', '.join(sorted(lost))}."
        elif source.total() != target.total():
            yield Severity.WARN, f"{source.total()} bracketed tags became {target.total()}."
    if "_" in pair.source:
        codes = [code for code in _CODE.findall(pair.source) if code not in pair.target]
        if codes:
            yield Severity.ERROR, f"An exhibit number is lost: {', '.join(codes)}."
    if pair.is_zh_en and _EXHIBIT.search(pair.zh):
        yield from _exhibits(pair)


def _exhibits(pair: Pair) -> Iterator[Finding]:
    english = {code.upper() for code in _EXHIBIT_EN.findall(pair.en) if not code.islower() or code.isdigit()}
    chinese = {code.upper() for code in _EXHIBIT_ZH.findall(pair.zh)}
    if english and chinese and english != chinese:
        source, target = pair.ordered(", ".join(sorted(chinese)), ", ".join(sorted(english)))
        yield Severity.ERROR, f"The source names exhibit {source}, the translation {target}."


UNTRANSLATED = Rule(
    FlagKind.UNTRANSLATED,
    "Nothing was translated, or words of the source are left.",
    _find_untranslated,
    False,
)
LOOP = Rule(FlagKind.LOOP, "The translation repeats itself where the source does not.", _find_loop, False)
TAGS = Rule(FlagKind.TAG_LOST, "A bracketed tag or an exhibit number is lost or changed.", _find_tags, False)
