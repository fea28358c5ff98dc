"""Postal addresses: where somebody lives is replaced, any other address a person decides about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from testimony.export.redaction.kinds.texts import TextForm, known_texts, pattern_rules
from testimony.export.redaction.rules import Hit, Rule

__all__ = ["PATTERNS", "known", "rules"]

_KIND = (
    r"(?i:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|place|pl|terrace|ter|parkway|pkwy"
    r"|highway|hwy|circle|cir|square|sq|trail|plaza|turnpike)(?![a-z])\.?"
)
_STREET = r"(?:\d{1,3}(?:st|nd|rd|th)|[A-Z][A-Za-z'.]*)"
_UNIT = (
    r"(?:,?\s*(?:(?i:apt|apartment|suite|unit|room|rm|floor|fl|ste)(?![a-z])\.?|#)\s*#?\s*[A-Za-z]?\d*[A-Za-z]?"
    r"(?![A-Za-z0-9]))?"
)
_CAPITALISED = r"[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,2}"
_TOWN = rf"(?:,\s*{_CAPITALISED})?(?:,\s*(?:[A-Z]{{2}}|{_CAPITALISED}))?(?:,?\s*\d{{5}}(?:-\d{{4}})?)?"
_AMERICAN = (
    r"(?<![\d.,/\-])\d{1,6}(?:-\d{1,4})?[A-Za-z]?\s+(?:[NSEWnsew]\.?\s+)?"
    rf"{_STREET}(?:\s+{_STREET}){{0,3}}\s+{_KIND}{_UNIT}{_TOWN}"
)
_AREAS = "特别行政区|自治区|自治州|自治县|省|市|区|县|旗|镇|乡|街道|新区|开发区"
_WAYS = "大道|大街|胡同|小区|社区|花园|公寓|新村|家园|路|街|巷|弄|里|村|屯|庄|苑"
_DOORS = "号楼|号院|号|弄|巷|组|队|栋|幢|座|单元|楼|层|室|房|户"
_PLACE = rf"(?:[\u3400-\u9fff]{{2,8}}?(?:{_AREAS}))"
_LANE = rf"[\u3400-\u9fffA-Za-z0-9]{{1,10}}?(?:{_WAYS})"
_DIGITS = r"[\d〇零一二三四五六七八九十百]+"
_DOOR = rf"(?:第?{_DIGITS}(?:-{_DIGITS})?(?:{_DOORS})\s*)+(?:(?:{_DIGITS})(?:室|房|号)?)?"
_CHINESE = rf"{_PLACE}{{0,5}}{_LANE}(?:{_LANE})?{_DOOR}"
_LIVES = (
    r"(?:(?i:lives?|lived|living|resid(?:e|es|ed|ing)|moved|home|my|his|her)(?:\s+(?i:now|then|alone|together|address))*"
    r"\s+(?i:at|in|to|is|was)\s+|(?i:home\s+address|mailing\s+address|address)\s*(?:(?i:is|was)|:)\s*)"
)
_LIVES_ZH = r"(?:家?住(?:址|处)?(?:在|是|于|:)?|家在|地址(?:是|在|为|:)|搬到|户口(?:在|所在地是))\s*"
_FORMS = (
    TextForm(
        "address",
        "addresses",
        "[ADDRESS]",
        (rf"{_LIVES}(?P<secret>{_AMERICAN})", rf"{_LIVES_ZH}(?P<secret>{_CHINESE})"),
        (_AMERICAN, _CHINESE),
    ),
)
PATTERNS = tuple(form.name for form in _FORMS)


def rules(wanted: Collection[str]) -> Iterator[Rule]:
    """Yield rules for the patterns wanted."""
    yield from pattern_rules(form for form in _FORMS if form.name in wanted)


def known(hits: Iterable[Hit]) -> Iterator[Rule]:
    """Yield rules that find the same again."""
    yield from known_texts(_FORMS, hits)
