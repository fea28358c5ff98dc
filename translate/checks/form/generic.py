"""What holds between any two languages that write Arabic digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair
from translate.checks.rule import Finding, Rule

__all__ = ["DIGITS", "GENERIC_LENGTH"]

_NUMBER = re.compile(r"\d+")
_MIN_CHARS = 12
_FACTOR = 5


def _find_digits(pair: Pair) -> Iterator[Finding]:
    if pair.is_zh_en:
        return
    source, target = set(_NUMBER.findall(pair.source)), set(_NUMBER.findall(pair.target))
    if (lost := source - target) and target - source:
        yield Severity.WARN, f"The translation lacks {', '.join(sorted(lost))}."


def _find_length(pair: Pair) -> Iterator[Finding]:
    source, target = len(pair.source.strip()), len(pair.target.strip())
    if pair.is_zh_en or not target or max(source, target) < _MIN_CHARS:
        return
    if source > _FACTOR * target or target > _FACTOR * source:
        yield Severity.WARN, "One side is much longer than the other."


DIGITS = Rule(FlagKind.NUMBER_MISMATCH, "Digits of the source are missing.", _find_digits, False)
GENERIC_LENGTH = Rule(FlagKind.LENGTH_RATIO, "One side is five times as long.", _find_length, False)
