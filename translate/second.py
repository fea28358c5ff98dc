"""Two engines' translations of the same source, compared: what they state differently is worth a look."""

from __future__ import annotations

from collections.abc import Sequence

from testimony.text.scripts import normalise
from testimony.transcript.kinds import FlagKind, Severity, Side
from testimony.transcript.types import Alternative, Flag, Translation
from translate.checks.reading.figures.facts import Fact, compare_facts
from translate.checks.reading.figures.facts_en import read_english
from translate.checks.reading.figures.facts_zh import read_chinese
from translate.checks.reading.figures.numerals import digits_of_words
from translate.sentences import primary_language

__all__ = ["disagreement", "with_second"]

# What only one of the two translations is flagged for: one of them is likely to be wrong.
_TELLING = {
    FlagKind.NEGATION: "a negation",
    FlagKind.NAME_MISMATCH: "a name",
    FlagKind.PRONOUN: "a person",
    FlagKind.KINSHIP: "a relative",
}


def with_second(first: Translation, second: Translation, name: str) -> Translation:
    """Put a second engine's text beside a translation, with a flag where the two state different facts.

    Args:
        first: The translation that is shown.
        second: The other engine's, of the same segment and language.
        name: The other engine's model.
    """
    if second.text == first.text:
        return first
    other = Alternative(
        Side.TARGET, second.language, second.text, second.score, f"second translation: {name}"
    )
    note = disagreement(first, second)
    flags = (Flag(FlagKind.ENGINES_DISAGREE, Severity.INFO, note),) if note else ()
    return Translation(
        first.segment_id,
        first.language,
        first.text,
        first.score,
        (*first.flags, *flags),
        first.author,
        (*first.alternatives, other),
    )


def disagreement(first: Translation, second: Translation) -> str:
    """Say what two translations state differently; empty where nothing does."""
    lost, extra = compare_facts(_facts(first), _facts(second))
    parts = []
    if lost or extra:
        parts.append(f"here {_named(lost)}, in the second translation {_named(extra)}")
    kinds = {flag.kind for flag in first.flags} ^ {flag.kind for flag in second.flags}
    differing = [name for kind, name in _TELLING.items() if kind in kinds]
    if differing:
        parts.append(f"the two differ in {' and '.join(differing)}")
    return "; ".join(parts)


def _facts(translation: Translation) -> Sequence[Fact]:
    language = primary_language(translation.language)
    if language == "zh":
        return read_chinese(normalise(translation.text))
    return read_english(digits_of_words(translation.text)) if language == "en" else ()


def _named(facts: Sequence[Fact]) -> str:
    return ", ".join(f"“{fact.text}”" for fact in facts) or "nothing like it"
