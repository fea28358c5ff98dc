"""Courts, agencies and offices must be the same on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair
from translate.checks.rule import Finding, Rule
from translate.checks.words.tables import RowsByCharacter, any_of, read_table

__all__ = ["ORGANISATIONS"]

_KNOWN = [
    (re.compile(chinese), re.compile(rf"\b(?:{english})", re.IGNORECASE))
    for chinese, english in read_table("organisations.txt")
]
_ANY_ZH = any_of([zh for zh, _ in _KNOWN])
_ROWS = RowsByCharacter([zh] for zh, _ in _KNOWN)


def _find(pair: Pair) -> Iterator[Finding]:
    if not _ANY_ZH.search(pair.zh):
        return
    said_zh = {at: found for at in _ROWS.possible(pair.zh) if (found := _KNOWN[at][0].search(pair.zh))}
    if all(_KNOWN[at][1].search(pair.en) for at in said_zh):
        return
    named = [(said_zh.get(at), en.search(pair.en)) for at, (_, en) in enumerate(_KNOWN)]
    lost = [zh.group() for zh, en in named if zh and not en]
    # "Court" alone is no court of its own; what another row accounts for is not extra.
    said = [en.span() for zh, en in named if zh and en]
    extra = [en.group() for zh, en in named if en and not zh and not _within(en.span(), said)]
    if lost and extra:
        source, target = pair.ordered(", ".join(dict.fromkeys(lost)), ", ".join(dict.fromkeys(extra)))
        yield Severity.ERROR, f"The source names {source}, the translation {target}."


def _within(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)


ORGANISATIONS = Rule(FlagKind.NAME_MISMATCH, "A court, an agency or an office has another name.", _find)
