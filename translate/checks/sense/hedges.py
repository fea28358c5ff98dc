"""A doubt that was spoken (大概, "maybe") must not be dropped, and none added."""

from __future__ import annotations

import re
from collections.abc import Iterator

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair
from translate.checks.rule import Finding, Rule
from translate.checks.words.tables import read_table

__all__ = ["HEDGES"]

_WORDS = {
    label: (re.compile(chinese), re.compile(rf"\b(?:{english})", re.IGNORECASE))
    for label, chinese, english in read_table("hedges.txt")
}


_DOUBTS = ("doubt", "some doubt", "mild")


def _find(pair: Pair) -> Iterator[Finding]:
    chinese, english = (
        {label: words[side].search(text) for label, words in _WORDS.items()}
        for side, text in enumerate((pair.zh, pair.english_digits))
    )
    asked = pair.zh.rstrip().endswith("?")  # "about how many?" may be asked without the "about"
    if (said := chinese["doubt"] or chinese["mild"]) and not any(english[label] for label in _DOUBTS):
        if not asked:
            yield Severity.WARN, f"Nothing in the English says how sure that is: {said.group()}."
    elif (
        (said := english["doubt"] or english["mild"])
        and not any(chinese[label] for label in _DOUBTS)
        and not asked
    ):
        yield Severity.WARN, f"Nothing in the Chinese says how sure that is: {said.group().strip()}."


HEDGES = Rule(FlagKind.HEDGE, "A doubt that was spoken was dropped, or one was added.", _find)
