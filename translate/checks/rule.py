"""What a rule is: an id, a severity, one line of explanation, and a look at a pair."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair

__all__ = ["Finding", "Rule"]

Finding = tuple[Severity, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One check of a translation.

    Attributes:
        kind: The flag it raises; its value is the rule's id.
        explanation: One line for a person: what the rule looks for.
        find: Yields severity and note for every doubt in a pair.
        chinese_english: Works on that pair of languages only.
    """

    kind: FlagKind
    explanation: str
    find: Callable[[Pair], Iterator[Finding]]
    chinese_english: bool = True

    @property
    def id(self) -> str:
        """What a waiver names."""
        return self.kind.value
