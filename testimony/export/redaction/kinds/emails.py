"""Addresses of e-mail, written and said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from testimony.export.redaction.kinds.texts import TextForm, known_texts, pattern_rules
from testimony.export.redaction.rules import Hit, Rule

__all__ = ["PATTERNS", "known", "rules"]

_LOCAL = r"[A-Za-z0-9](?:[A-Za-z0-9._%+\-]*[A-Za-z0-9_])?"
_TOP = r"(?i:com|net|org|edu|gov|info|cn|hk|tw|us|uk|ca|io|me|co|jp|kr|sg|au|de|fr|ch|is|xyz|cc|top|vip)"
_DOT = r"\s*(?:\.|(?<![A-Za-z])(?i:dot)(?![A-Za-z])|点)\s*"
_SAID_DOT = r"\s*(?:(?<![A-Za-z])(?i:dot)(?![A-Za-z])|点)\s*"
_AT = r"\s*(?:@|[\[({<]\s*(?i:at)\s*[\])}>]|艾特|小老鼠|圈\s*[aA](?![A-Za-z]))\s*"
_SAID_AT = r"\s+(?i:at)\s+"  # "worked at amazon.com" is no address: the dot is spoken, or the house is known
_HOUSES = (
    r"(?i:g\s?mail|yahoo|hotmail|outlook|i\s?cloud|aol|proton\s?mail|qq|163|126|sina|fox\s?mail|sohu|139|189|yeah"
    r"|live|msn|tutanota|gmx|naver)"
)
_DOMAIN = r"[A-Za-z0-9\-]+"
_SAID_SIGN = r"(?:\.|(?<![A-Za-z])(?i:dot|dash|underscore|hyphen|plus)(?![A-Za-z])|点|下划线|横杠|杠)"
_SAID_LOCAL = rf"{_LOCAL}(?:\s*{_SAID_SIGN}\s*{_LOCAL})*"
_VERBS = (
    "look looked work works worked is are was were be me us him her them it study studied shop shops buy"
    " bought page site store office meet met stay stayed live lives lived arrived stop stopped"
)
_NO_VERB = rf"(?<![A-Za-z])(?!(?i:{_VERBS.replace(' ', '|')})\s+(?i:at)\s)"
_FORMS = (
    TextForm(
        "email",
        "e-mail addresses",
        "[E-MAIL]",
        (
            rf"{_LOCAL}\s?@\s?{_DOMAIN}(?:\s?\.\s?{_DOMAIN})+",
            rf"{_SAID_LOCAL}{_AT}{_DOMAIN}(?:{_DOT}{_DOMAIN})*?{_DOT}{_TOP}(?:{_DOT}{_TOP})?(?![A-Za-z])",
            rf"{_NO_VERB}{_SAID_LOCAL}{_SAID_AT}{_HOUSES}{_DOT}{_TOP}(?:{_DOT}{_TOP})?(?![A-Za-z])",
            rf"{_NO_VERB}{_SAID_LOCAL}{_SAID_AT}{_DOMAIN}(?:{_SAID_DOT}{_DOMAIN})*?{_SAID_DOT}{_TOP}(?![A-Za-z])",
        ),
        (rf"{_LOCAL}{_SAID_AT}{_HOUSES}(?![A-Za-z0-9])",),
    ),
)
PATTERNS = tuple(form.name for form in _FORMS)


def rules(wanted: Collection[str]) -> Iterator[Rule]:
    """Yield rules for the patterns wanted."""
    yield from pattern_rules(form for form in _FORMS if form.name in wanted)


def known(hits: Iterable[Hit]) -> Iterator[Rule]:
    """Yield rules that find the same again."""
    yield from known_texts(_FORMS, hits)
