"""Words that exclude each other within a group: today and tomorrow, all and some, will and did."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate.checks.words.tables import any_of, read_lines

if TYPE_CHECKING:
    from translate.checks.pair import Pair

__all__ = ["Group", "Groups", "compare_labels", "read_groups"]

Said = dict[tuple[int, int], set[str]]
_PAIR = 2
_NOTHING = re.compile("(?!)")
_PARTS_ZH = re.compile("[,。;!?:]")
_PARTS_EN = re.compile(r"[,.;!?:]|\b(?:and|but|then|or|while)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Group:
    """Words that exclude each other, such as the days around today.

    Attributes:
        name: What they tell.
        english_signs: Words; without one of them nothing is compared.
        chinese_signs: Characters; without one of them nothing is compared.
        any_chinese: Finds any of the labels in Chinese.
        labels: What each is called, what says it in Chinese and what in English, and what English may also
            render it by without saying so elsewhere (not, for never).
    """

    name: str
    english_signs: frozenset[str]
    chinese_signs: frozenset[str]
    any_chinese: re.Pattern[str]
    labels: tuple[tuple[str, re.Pattern[str], re.Pattern[str], re.Pattern[str] | None], ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of one list, and by which English words each is looked at."""

    groups: tuple[Group, ...]
    signs: dict[str, tuple[int, ...]]

    def signed_by(self, words: frozenset[str]) -> list[Group]:
        """Give the groups of which one of the words is a sign, in their order."""
        found = {at for word in self.signs.keys() & words for at in self.signs[word]}
        return [self.groups[at] for at in sorted(found)]


def read_groups(name: str) -> Groups:
    """Read a list of groups.

    A group begins with a line ``[name : English signs : Chinese signs]``; a line under it is
    ``label : Chinese : English``, both regular expressions, and where need be `` : `` and what English may
    also render it by. A word may stand under several labels.
    """
    groups: list[Group] = []
    for line in read_lines(name):
        if line.startswith("["):
            title, english, chinese = line[1:-1].split(" : ")
            signs = frozenset(english.split()), frozenset(chinese.strip())
            groups.append(Group(title, *signs, _NOTHING, ()))
        else:
            label, chinese, english, *also = line.split(" : ")
            rendered = re.compile(rf"\b(?:{also[0]})", re.IGNORECASE) if also else None
            patterns = re.compile(chinese), re.compile(rf"\b(?:{english})", re.IGNORECASE), rendered
            last = groups[-1]
            labels = (*last.labels, (label, *patterns))
            found = any_of(one.pattern for _, one, _, _ in labels)
            groups[-1] = Group(last.name, last.english_signs, last.chinese_signs, found, labels)
    by_word: dict[str, tuple[int, ...]] = {}
    for at, group in enumerate(groups):
        for word in group.english_signs:
            by_word[word] = (*by_word.get(word, ()), at)
    return Groups(tuple(groups), by_word)


def compare_labels(pair: Pair, groups: Groups) -> Iterator[tuple[str, str]]:
    """Give what each side says where both say something and neither what the other does, group by group."""
    for group in groups.signed_by(pair.english_set):
        if group.chinese_signs.isdisjoint(pair.zh) or not group.any_chinese.search(pair.zh):
            continue
        chinese = _said(pair.zh, [(label, zh) for label, zh, _, _ in group.labels])
        if not chinese:
            continue
        english = _said(pair.en, [(label, en) for label, _, en, _ in group.labels])
        also = _said(pair.en, [(label, en) for label, _, _, en in group.labels if en is not None])
        lost, extra = _unmatched(chinese, english | also), _unmatched(english, chinese)
        if lost and extra:
            yield pair.ordered(pair.zh[slice(*lost)], pair.en[slice(*extra)])
        elif _are_swapped(chinese, english) and _stand_apart(pair, chinese, english):
            yield pair.ordered(_in_order(chinese, pair.zh), _in_order(english, pair.en))


def _said(text: str, labels: list[tuple[str, re.Pattern[str]]]) -> Said:
    """Give the places at which a text says one of the words, with its labels; the longest at each place."""
    found: Said = {}
    for label, pattern in labels:
        for match in pattern.finditer(text):
            found.setdefault(match.span(), set()).add(label)
    return {
        span: what
        for span, what in found.items()
        if not any(start <= span[0] and span[1] <= end and (start, end) != span for start, end in found)
    }


def _unmatched(ours: Said, theirs: Said) -> tuple[int, int] | None:
    """Give the first place of one side that nothing on the other side renders."""
    said = set().union(*theirs.values()) if theirs else set()
    return next((span for span, what in ours.items() if said.isdisjoint(what)), None)


def _are_swapped(chinese: Said, english: Said) -> bool:
    """Tell whether two words that each side says stand the other way round."""
    first, second = sorted(chinese), sorted(english)
    if len(first) != _PAIR or len(second) != _PAIR:
        return False
    straight = [bool(chinese[one] & english[other]) for one, other in zip(first, second, strict=True)]
    crossed = [bool(chinese[one] & english[other]) for one, other in zip(first, second[::-1], strict=True)]
    return all(crossed) and not any(straight)


def _stand_apart(pair: Pair, chinese: Said, english: Said) -> bool:
    """Tell whether each side's two words stand in clauses of their own; within one, the order is free."""
    (_, end_zh), (start_zh, _) = sorted(chinese)
    (_, end_en), (start_en, _) = sorted(english)
    parted_zh = _PARTS_ZH.search(pair.zh, end_zh, start_zh) is not None
    return parted_zh and _PARTS_EN.search(pair.en, end_en, start_en) is not None


def _in_order(said: Said, text: str) -> str:
    return ", ".join(text[slice(*span)] for span in sorted(said))
