"""All must not become some, nor always sometimes."""

from __future__ import annotations

from collections.abc import Iterator

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair
from translate.checks.reading.labels import compare_labels, read_groups
from translate.checks.rule import Finding, Rule

__all__ = ["QUANTIFIERS"]

_GROUPS = read_groups("quantifiers.txt")


def _find(pair: Pair) -> Iterator[Finding]:
    for source, target in compare_labels(pair, _GROUPS):
        yield Severity.WARN, f"The source says {source}, the translation {target}."
        return


QUANTIFIERS = Rule(FlagKind.QUANTIFIER, "All became some, always became sometimes, or the reverse.", _find)
