"""Passports and licence plates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from testimony.export.redaction.kinds.texts import TextForm, known_texts, pattern_rules
from testimony.export.redaction.rules import Hit, Rule

__all__ = ["PATTERNS", "known", "rules"]

_GAP = r"[\s\-./·]{0,2}"
_IS = (
    r"(?:\s*(?:(?i:number|no\.?|is|was|it's|reads?|plates?|ending|the|my|his|her)(?![a-z])"
    r"|号码?|牌|是|为|[#:,\"']))*\s*"
)
_PASSPORT_CUE = r"(?:(?i:passport|travel\s+document)|护照|通行证)"
_PLATE_CUE = r"(?:(?i:licen[cs]e\s+plate|number\s+plate|plate\s+(?:number|no)|(?<![a-z])plates?)|车牌|牌照)"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_CHINESE = rf"[EeGgDdSsPpHhKk](?:{_GAP}[A-Za-z])?(?:{_GAP}\d){{7,8}}"
_ANY = rf"(?:[A-Za-z]{{1,2}}{_GAP})?\d(?:{_GAP}\d){{5,8}}"
_MIXED = rf"(?=(?:{_GAP}[A-Za-z0-9]){{0,8}}\d)[A-Za-z0-9](?:[\s\-·.]?[A-Za-z0-9]){{3,9}}"
_FORMS = (
    TextForm(
        "passport",
        "passport numbers",
        "[PASSPORT]",
        (
            rf"{_PASSPORT_CUE}{_IS}(?P<secret>{_CHINESE}|{_ANY})(?![A-Za-z0-9])",
            rf"(?<![A-Za-z0-9])(?P<secret>{_CHINESE})(?=\s*(?:(?i:is|was)\s+(?i:my|his|her)\s+passport|是?我的护照))",
        ),
        (r"(?<![A-Za-z0-9\-/])[EGDSP][A-Z]?\d{7,8}(?![A-Za-z0-9])",),
    ),
    TextForm(
        "plate",
        "licence plates",
        "[PLATE]",
        (
            rf"[{_PROVINCES}]{_GAP}[A-HJ-NP-Za-hj-np-z]{_GAP}(?=[A-Za-z0-9\s\-·.]*\d)(?:{_GAP}[A-Za-z0-9]){{4,6}}"
            r"[学警港澳挂领]?(?![A-Za-z0-9])",
            rf"{_PLATE_CUE}{_IS}(?P<secret>{_MIXED})(?![A-Za-z0-9])",
        ),
    ),
)
PATTERNS = tuple(form.name for form in _FORMS)


def rules(wanted: Collection[str]) -> Iterator[Rule]:
    """Yield rules for the patterns wanted."""
    yield from pattern_rules(form for form in _FORMS if form.name in wanted)


def known(hits: Iterable[Hit]) -> Iterator[Rule]:
    """Yield rules that find the same again."""
    yield from known_texts(_FORMS, hits)
