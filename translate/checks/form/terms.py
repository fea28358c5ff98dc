"""The case's own terms: what must be said, and what must not."""

from __future__ import annotations

from collections.abc import Iterator

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair
from translate.checks.rule import Finding, Rule

__all__ = ["TERM_FORBIDDEN", "TERM_MISSING"]


def _find_missing(pair: Pair) -> Iterator[Finding]:
    glossary = pair.context.glossary
    if glossary is None:
        return
    for use in glossary.terms_in(pair.source, pair.source_language, pair.target_language):
        if not use.is_rendered(pair.target, pair.target_language):
            yield Severity.WARN, f"{use.said} is to be rendered {use.wanted}."


def _find_forbidden(pair: Pair) -> Iterator[Finding]:
    glossary = pair.context.glossary
    if glossary is None:
        return
    uses = glossary.uses(pair.source, pair.source_language, pair.target_language)
    for use in (use for use in uses if not use.is_name):
        for word in use.forbidden_in(pair.target, pair.target_language, uses):
            yield Severity.ERROR, f"{use.said} must not be rendered {word}."


TERM_MISSING = Rule(
    FlagKind.TERM_MISSING, "A glossary term has none of its accepted renderings.", _find_missing, False
)
TERM_FORBIDDEN = Rule(
    FlagKind.TERM_FORBIDDEN, "A glossary term has a rendering the glossary forbids.", _find_forbidden, False
)
