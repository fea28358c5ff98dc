"""A short answer must not be turned round: yes for no, admitted for denied, able for unable.

English "yes" and "no", like 没去 and "I did", say whether a thing is so. 是, 对 and "right" say whether the
question as it was put is right: after "You didn't go?" 对 is rendered "No". Where one side speaks the one way
and the other side the other, the row before is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair
from translate.checks.reading.answers import Answer, asks_with_not
from translate.checks.rule import Finding, Rule

__all__ = ["ANSWERS"]


def _find(pair: Pair) -> Iterator[Finding]:
    answers = pair.answers
    if answers is None:
        return
    chinese, english = answers.chinese, answers.english
    if not (chinese.plain or english.plain):
        return  # a verb that is repeated: the rule of negations looks at it
    severity = _compare(chinese, english, asks_with_not(answers.before))
    if severity is not None:
        yield severity, f"The answer may be turned round: {pair.source.strip()} became {pair.target.strip()}"


def _compare(chinese: Answer, english: Answer, negated: bool | None) -> Severity | None:
    """Give how surely one says the opposite of the other.

    Args:
        chinese: What the Chinese side answers.
        english: What the English side answers.
        negated: The question has a negation; None where it is not known.
    """
    if chinese.rest and english.rest:
        if chinese.rest != english.rest:
            return Severity.ERROR
        return Severity.INFO if chinese.sign != english.sign else None
    if chinese.sign == english.sign:
        return None
    first, second = (chinese.rest or chinese.sign), (english.rest or english.sign)
    agrees = chinese.agrees and not chinese.rest, english.agrees and not english.rest
    if agrees[0] == agrees[1]:
        return Severity.ERROR if first != second else None
    if first == second:
        return None
    return {None: Severity.WARN, False: Severity.ERROR, True: Severity.INFO}[negated]


ANSWERS = Rule(FlagKind.NEGATION, "A short answer says the opposite: yes for no, or no for yes.", _find)
