"""Every rule, in the order their flags appear; a new one is a module and a line here."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from testimony.transcript.types import Flag, FlagKind
from translate.checks.details.figures import DATES, NUMBER_UNCERTAIN, NUMBERS
from translate.checks.details.kinship import KINSHIP
from translate.checks.details.names import NAME_UNVERIFIED, NAMES
from translate.checks.details.organisations import ORGANISATIONS
from translate.checks.details.places import PLACES
from translate.checks.details.times import TIMES
from translate.checks.form.generic import DIGITS, GENERIC_LENGTH
from translate.checks.form.shape import LOOP, TAGS, UNTRANSLATED
from translate.checks.form.terms import TERM_FORBIDDEN, TERM_MISSING
from translate.checks.pair import Context, Pair
from translate.checks.rule import Rule
from translate.checks.sense.answers import ANSWERS
from translate.checks.sense.completeness import LENGTH_RATIO
from translate.checks.sense.hedges import HEDGES
from translate.checks.sense.negation import NEGATION
from translate.checks.sense.opposites import OPPOSITES
from translate.checks.sense.pronouns import GENDER_GUESS, PRONOUN, SUBJECT_SUPPLIED
from translate.checks.sense.quantifiers import QUANTIFIERS
from translate.checks.sense.roles import ROLES
from translate.checks.sense.tense import TENSE

__all__ = ["RULES", "check_pair", "explain", "flags_of"]

RULES: Sequence[Rule] = (
    UNTRANSLATED,
    LOOP,
    TAGS,
    NUMBERS,
    DATES,
    TIMES,
    DIGITS,
    ANSWERS,
    OPPOSITES,
    NEGATION,
    PRONOUN,
    ROLES,
    QUANTIFIERS,
    HEDGES,
    TENSE,
    KINSHIP,
    NAMES,
    PLACES,
    ORGANISATIONS,
    TERM_FORBIDDEN,
    TERM_MISSING,
    LENGTH_RATIO,
    GENERIC_LENGTH,
    NUMBER_UNCERTAIN,
    NAME_UNVERIFIED,
    GENDER_GUESS,
    SUBJECT_SUPPLIED,
)

_ANY_LANGUAGE = tuple(rule for rule in RULES if not rule.chinese_english)
_NOTHING = Context()


def check_pair(
    source: str,
    target: str,
    source_language: str,
    target_language: str,
    *,
    context: Context | None = None,
    waived: Collection[str] = (),
) -> tuple[Flag, ...]:
    """Look at a source and its translation, by machine or by person, and flag every doubt.

    Args:
        source: The text as spoken.
        target: Its translation.
        source_language: BCP-47 code; the rules for Chinese and English need exactly these two.
        target_language: BCP-47 code.
        context: The glossary, the source's words and its other readings, where there are any.
        waived: Ids of rules a person has waived.

    Returns:
        Flags in the order of the rules; a stretch that was not translated at all raises that flag alone.
    """
    if not source.strip() and not target.strip():
        return ()
    return flags_of(Pair(source, target, source_language, target_language, context or _NOTHING), waived)


def flags_of(pair: Pair, waived: Collection[str] = ()) -> tuple[Flag, ...]:
    """Look at a pair that was read already; see ``check_pair``."""
    flags: list[Flag] = []
    source, target = pair.source.strip(), pair.target.strip()
    for rule in RULES if pair.is_zh_en else _ANY_LANGUAGE:
        if waived and rule.id in waived:
            continue
        for severity, note in rule.find(pair):
            flags.append(Flag(rule.kind, severity, note))
        if flags and rule is UNTRANSLATED and (not target or source == target):
            break
    return tuple(flags)


def explain(kind: FlagKind) -> str:
    """Give what the rules that raise a kind of flag look for; empty for a kind no rule here raises."""
    return " ".join(dict.fromkeys(rule.explanation for rule in RULES if rule.kind is kind))
