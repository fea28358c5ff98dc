"""Who did it to whom: 他打了我 must not become "I hit him"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair
from translate.checks.rule import Finding, Rule
from translate.checks.words.tables import read_table

__all__ = ["ROLES"]

_ONE_AND_ANOTHER = 2

_TABLE = read_table("roles.txt")
_LABELS = [label for label, _, _ in _TABLE]
_PERSONS = frozenset({"we", "they", "you", "he", "she", "I"})
_ACTING = re.compile(r"(?:I|we|he|she|they)\b", re.IGNORECASE)  # forms that only the one who acts has


def _alternatives(column: int, *, persons: bool) -> str:
    rows = enumerate(row[column] for row in _TABLE)
    return "|".join(f"(?P<n{at}>{each})" for at, each in rows if (_LABELS[at] in _PERSONS) == persons)


_FIRST_ZH = "".join(dict.fromkeys(["我你他她您", *(name[0] for row in _TABLE for name in row[1].split("|"))]))
# A possessor before a noun is part of it; 我的 and "my" before another noun name nobody who acts.
_ZH = re.compile(
    rf"(?=[{_FIRST_ZH}])(?:"
    rf"(?:(?:我们|你们|他们|我|你|他|她|您)的?)?(?:{_alternatives(1, persons=False)})"
    rf"|(?:{_alternatives(1, persons=True)})(?![家俩]|自己|的[\u4e00-\u9fff]))"
)
_EN = re.compile(
    rf"\b(?:(?:(?:my|your|his|her|our|their|the|an?) )?(?:{_alternatives(2, persons=False)})"
    rf"|(?:{_alternatives(2, persons=True)}))(?!['’]s\b|-|\w)",
    re.IGNORECASE,
)
_AFTER_HER = (
    "a|an|the|to|for|that|what|about|from|in|on|with|and|by|of|at|not|when|first|once|out|up|off|into|away"
)
_HER_OWN = re.compile(rf"her (?!(?:{_AFTER_HER})\b)[a-z]", re.IGNORECASE)
_BY = re.compile(r"\bby\s+(?:[\w'-]+\s+){0,3}$", re.IGNORECASE)
_STOP_ZH = re.compile("[,。;!?:]")
_STOP_EN = re.compile(r"[.;!?:]|,\s|\b(?:and|but|because|so)\s+(?=(?:I|we|he|she|they|you)\b)", re.IGNORECASE)
# What stands between the two where neither does anything to the other, or where a clause of its own begins.
_BESIDE_ZH = re.compile("[和与同]|跟(?![踪着随])|的|时|如果|就|也|才|都|那[天年]|[年月日天岁]|以?[前后]")
_BESIDE_EN = re.compile(
    r"^\s*(?:and|or|nor)\s*$|\b(?:that|who|whom|which|when|if|while|because|until|till|before"
    r"|(?<!look )(?<!looks )(?<!looked )(?<!came )(?<!went )after|with|than|unless|where"
    r"|why|how|what|as)\b",
    re.IGNORECASE,
)


def _find(pair: Pair) -> Iterator[Finding]:
    chinese = _all_acts_zh(pair.zh)
    if not chinese:
        return
    english = _all_acts_en(pair.en)
    if len(chinese) != len(english):
        return
    for one, other in zip(chinese, english, strict=True):
        if one == other[::-1] and one != other:
            source, target = pair.ordered(" → ".join(one), " → ".join(other))
            yield Severity.WARN, f"Who does it to whom may be turned round: {source} became {target}."
            return


@lru_cache(maxsize=8192)
def _all_acts_zh(text: str) -> list[tuple[str, str]]:
    return [found for clause in _STOP_ZH.split(text) if (found := _acts_zh(clause))]


@lru_cache(maxsize=8192)
def _all_acts_en(text: str) -> list[tuple[str, str]]:
    return [found for clause in _STOP_EN.split(text) if (found := _acts_en(clause))]


def _acts_zh(clause: str) -> tuple[str, str] | None:
    """Give who acts on whom in a clause that names exactly two."""
    found = [match for match in _ZH.finditer(clause) if match.lastgroup]
    if len(found) != _ONE_AND_ANOTHER:
        return None
    between = clause[found[0].end() : found[1].start()]
    if not between or _BESIDE_ZH.search(between):
        return None
    first, second = (_label(match) for match in found)
    turned = "被" in between or (between == "是" and clause.endswith("的"))  # 我妈是她带大的
    return (second, first) if turned else (first, second)


def _acts_en(clause: str) -> tuple[str, str] | None:
    found = [
        match
        for match in _EN.finditer(clause)
        if match.lastgroup and not _HER_OWN.match(clause, match.start())
    ]
    if len(found) != _ONE_AND_ANOTHER:
        return None
    between = clause[found[0].end() : found[1].start()]
    if _BESIDE_EN.search(between) or _ACTING.fullmatch(found[1].group()):
        return None
    first, second = (_label(match) for match in found)
    return (second, first) if _BY.search(between) else (first, second)


def _label(match: re.Match[str]) -> str:
    return _LABELS[int((match.lastgroup or "n0")[1:])]


ROLES = Rule(FlagKind.PRONOUN, "Who did it and to whom it was done changed places.", _find)
