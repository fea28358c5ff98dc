"""A doubt that was spoken (大概, "maybe") must not be dropped, and none added."""

from __future__ import annotations

import re
from collections.abc import Iterator

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair
from translate.checks.rule import Finding, Rule
from translate.checks.words.tables import any_of, read_table

__all__ = ["HEDGES"]

_WORDS = {
    label: (re.compile(chinese), re.compile(rf"\b(?:{english})", re.IGNORECASE))
    for label, chinese, english in read_table("hedges.txt")
}


_ANY_ZH = any_of(_WORDS[label][0] for label in ("doubt", "mild"))
# Without one of these words, English says no doubt that is looked for.
_SIGNS = frozenset(
    """maybe perhaps probably possible possibly presumably approximately roughly apparently seem seems
    seemed seemingly appear appears appeared supposedly allegedly reportedly might guess suppose
    think estimate about around some nearly almost so less recall remember sure certain vaguely say
    said look looks looked could may afraid likely somewhat i'm believe should must thought""".split()
)


def _find(pair: Pair) -> Iterator[Finding]:
    if pair.zh.rstrip().endswith("?"):  # "about how many?" may be asked without the "about"
        return
    chinese = _ANY_ZH.search(pair.zh)
    english = None if _SIGNS.isdisjoint(pair.english_words) else _doubt(1, pair.english_digits)
    if chinese and not english and not _WORDS["some doubt"][1].search(pair.english_digits):
        yield Severity.WARN, f"Nothing in the English says how sure that is: {chinese.group()}."
    elif english and not chinese and not _WORDS["some doubt"][0].search(pair.zh):
        yield Severity.WARN, f"Nothing in the Chinese says how sure that is: {english.group().strip()}."


def _doubt(side: int, text: str) -> re.Match[str] | None:
    return _WORDS["doubt"][side].search(text) or _WORDS["mild"][side].search(text)


HEDGES = Rule(FlagKind.HEDGE, "A doubt that was spoken was dropped, or one was added.", _find)
