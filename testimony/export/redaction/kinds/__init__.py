"""Secrets known by their form or by what is said around them; a new kind is a module and a line here.

A module offers ``rules(wanted)``, the rules for those of its patterns that a profile asks for, and
``known(hits)``, rules that find again, in any writing, what those rules were sure of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Protocol

from testimony.export.redaction.kinds import addresses, birth_dates, documents, emails, handles, numbers
from testimony.export.redaction.rules import Hit, Rule

__all__ = ["KINDS", "PATTERNS", "Kind", "rules_of"]


class Kind(Protocol):
    """What each module of this folder offers."""

    PATTERNS: tuple[str, ...]

    def rules(self, wanted: Collection[str]) -> Iterator[Rule]:
        """Yield rules for the patterns wanted."""

    def known(self, hits: Iterable[Hit]) -> Iterator[Rule]:
        """Yield rules that find again what was found for sure."""


KINDS: tuple[Kind, ...] = (handles, numbers, documents, emails, birth_dates, addresses)
PATTERNS = tuple(name for kind in KINDS for name in kind.PATTERNS)


def rules_of(wanted: Collection[str]) -> Iterator[tuple[Kind, tuple[Rule, ...]]]:
    """Yield each kind of which something is wanted, with its rules."""
    for kind in KINDS:
        rules = tuple(kind.rules(wanted))
        if rules:
            yield kind, rules
