"""One member of a family of words in the place of another: a warrant for another, left for right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

_AROUND = re.compile(r"\(\?.*?\)")  # what must or must not stand beside the word
_HAN = re.compile(r"[^\u3400-\u9fff]")
_WORD = re.compile(r"[a-z]+")
_HEAD = 3  # letters

__all__ = ["Member", "Swap", "Words", "families", "swaps"]


@dataclass(frozen=True, slots=True)
class Words:
    """What a thing is called in one language.

    Attributes:
        names: Finds the words that mean nothing else.
        renders: Finds these and what may render them.
    """

    names: re.Pattern[str]
    renders: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Member:
    """One thing a family tells apart, and what it is called."""

    name: str
    chinese: Words
    english: Words


@dataclass(frozen=True, slots=True)
class Swap:
    """What one side says and the other does not, of one family.

    Attributes:
        lost: Words of the original without any of their renderings; empty where none was lost.
        extra: Words of the rendition that nothing in the original calls for; empty where there are none.
    """

    family: str
    lost: tuple[str, ...]
    extra: tuple[str, ...]


@cache
def families() -> dict[str, tuple[Member, ...]]:
    """Read the list once."""
    found: dict[str, list[Member]] = {}
    members: list[Member] = []
    for line in Path(__file__).with_name("families.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# ["):
            members = found.setdefault(line[3 : line.index("]")], [])
        elif not line.startswith("#"):
            name, chinese, english = line.split(" | ")
            members.append(Member(name.strip(), _words(chinese, _chinese), _words(english, _english)))
    return {family: tuple(each) for family, each in found.items()}


def _words(text: str, read: Callable[[str], list[str]]) -> Words:
    names, _, also = text.partition(" + ")
    found = read(names), read(also)
    return Words(
        re.compile("|".join(found[0]), re.IGNORECASE),
        re.compile("|".join((*found[0], *found[1])), re.IGNORECASE),
    )


def _chinese(words: str) -> list[str]:
    return words.split()


def _english(words: str) -> list[str]:
    items = [item.strip() for item in words.split(",") if item.strip()]
    return [rf"\b{item[:-1]}\w*" if item.endswith("~") else rf"\b{item}\b" for item in map(_inner, items)]


def _inner(item: str) -> str:
    """``~`` within an item (``turn~ down``) stands for any ending too."""
    return item[:-1].replace("~", r"\w*") + item[-1]


@cache
def _index() -> tuple[dict[str, list[tuple[str, Member]]], dict[str, list[tuple[str, Member]]]]:
    """Members by a character or by the first letters of a word that must stand in the text."""
    chinese: dict[str, list[tuple[str, Member]]] = {}
    english: dict[str, list[tuple[str, Member]]] = {}
    for family, members in families().items():
        for member in members:
            for item in member.chinese.names.pattern.split("|"):
                key = _HAN.sub("", _AROUND.sub("", item))[:1]
                chinese.setdefault(key, []).append((family, member))
            for item in member.english.names.pattern.split("|"):
                english.setdefault(item.removeprefix(r"\b")[:_HEAD].lower(), []).append((family, member))
    return chinese, english


def _likely(chinese: str, english: str) -> dict[str, dict[Member, None]]:
    """The members of which a word may stand in the texts; the others need not be looked for."""
    by_character, by_word = _index()
    found: dict[str, dict[Member, None]] = {}
    heads = {word[:_HEAD] for word in _WORD.findall(english.lower())}
    for family, member in chain(
        *(by_character[each] for each in set(chinese) & by_character.keys()),
        *(by_word[each] for each in heads & by_word.keys()),
    ):
        found.setdefault(family, {})[member] = None
    return found


def swaps(chinese: str, english: str, *, from_chinese: bool) -> Iterator[Swap]:
    """Give, family by family, what only one side says.

    Args:
        chinese: Normalised, Simplified.
        english: As it stands.
        from_chinese: The Chinese is the original.
    """
    likely = _likely(chinese, english)
    for family in families():
        if family not in likely:
            continue
        only_zh: list[str] = []
        only_en: list[str] = []
        for member in likely[family]:
            zh, en = member.chinese.names.search(chinese), member.english.names.search(english)
            if zh and not en and not member.english.renders.search(english):
                only_zh.append(zh.group())
            if en and not zh and not member.chinese.renders.search(chinese):
                only_en.append(en.group())
        if only_zh or only_en:
            sides = (only_zh, only_en) if from_chinese else (only_en, only_zh)
            yield Swap(family, *(tuple(dict.fromkeys(side)) for side in sides))
