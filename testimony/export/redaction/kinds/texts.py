"""Rules for secrets that are letters and digits: found by their form, then wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from testimony.export.redaction.rules import Hit, PatternRule, Rule

__all__ = ["TextForm", "known_texts", "pattern_rules"]


@dataclass(frozen=True, slots=True)
class TextForm:
    """One pattern of a profile.

    Attributes:
        name: As the profile names it.
        label: What a report calls it.
        instead: What stands instead.
        sure: Regular expressions that leave no doubt.
        asked: Regular expressions that make a person look.
    """

    name: str
    label: str
    instead: str
    sure: tuple[str, ...]
    asked: tuple[str, ...] = ()


def pattern_rules(forms: Iterable[TextForm]) -> Iterator[Rule]:
    """Yield a rule for every expression."""
    for form in forms:
        for expression in form.sure:
            yield PatternRule(re.compile(expression), form.instead, form.label)
        for expression in form.asked:
            yield PatternRule(
                re.compile(expression), form.instead, form.label, f"It may be one of the {form.label}."
            )


def known_texts(forms: Iterable[TextForm], hits: Iterable[Hit]) -> Iterator[Rule]:
    """Yield rules that find the same letters and digits again, in any case and with anything between."""
    found = list(hits)
    for form in forms:
        values = {re.sub(r"[\W_]", "", hit.value) for hit in found if hit.label == form.label}
        bodies = [_apart(value) for value in sorted(values, key=len, reverse=True) if len(value) >= _SHORTEST]
        if bodies:
            pattern = re.compile(rf"(?i)(?<![A-Za-z0-9])(?:{'|'.join(bodies)})(?![A-Za-z0-9])")
            yield PatternRule(pattern, form.instead, form.label)


_SHORTEST = 4


def _apart(value: str) -> str:
    return r"(?:[^\w\n]|_){0,3}".join(map(re.escape, value))
