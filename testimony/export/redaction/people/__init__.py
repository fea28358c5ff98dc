"""People in whatever way they are named: sure forms are replaced, others are shown to a person."""

from __future__ import annotations

from collections.abc import Iterator

from testimony.export.redaction.people.lookalikes import LookalikeRule
from testimony.export.redaction.people.names import rules_for_names
from testimony.export.redaction.people.parts import rules_for_parts
from testimony.export.redaction.people.southern import SouthernRule
from testimony.export.redaction.people.spelled import SpelledRule
from testimony.export.redaction.profile import Person
from testimony.export.redaction.rules import Rule

__all__ = ["rules_for_person"]


def rules_for_person(person: Person, label: str) -> Iterator[Rule]:
    """Yield every rule for a person; hits with a reason are for a person to decide."""
    yield from rules_for_names(person, label)
    yield SpelledRule.of(person, label)
    yield from rules_for_parts(person, label)
    yield SouthernRule.of(person, label)
    yield LookalikeRule.of(person, label)
