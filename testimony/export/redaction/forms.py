"""Numbers and addresses that are known by their form: A-numbers, telephones, e-mail, WeChat, accounts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from testimony.export.redaction.digits import SpokenNumbers, known_numbers
from testimony.export.redaction.patterns import PatternRule, Rule, rules_for_texts
from testimony.export.redaction.profile import Profile

__all__ = ["Form", "forms_of"]

# Digits may stand right after a word (tel13812345678), never inside a longer number or a hash.
_OUTSIDE, _END = r"(?<![0-9])(?<![0-9][A-Za-z])(?<![A-Fa-f][A-Fa-f])", r"(?![0-9]|[A-Fa-f][0-9A-Fa-f])"
_NO_DATE = r"(?!(?:19|20)\d\d[\s\-](?:[01]?\d[\s\-][0-3]?\d|(?:19|20)\d\d)(?!\d))"
_GAP = r"[\s\-–—‑.()]{0,2}"
_SAID = (
    r"(?:\d|[〇零○洞一幺二两三四五六七八九]"
    r"|(?i:zero|oh|one|two|three|four|five|six|seven|eight|nine|(?:double|triple)\s+\w+))"
)
_SEPARATE = r"[\s\-–—‑.,，、()（）]{0,3}"
_IS = (
    r"(?:\s*(?:(?i:id|no|number|numbers|is|was|it'?s|as|the|my|of)(?![a-z])|号码?|是|叫|为|就|也"
    r"|[#:：,，.“\"']))*\s*"
)
_NINE = rf"{_SAID}(?:{_SEPARATE}{_SAID}){{7,8}}(?!{_SEPARATE}\d)"
_A_CUE = (
    r"(?:(?i:alien)\s+(?i:registration\s+)?(?i:number)|(?<![A-Za-z])[Aa][\s\-]*(?i:number|file)"
    r"|(?<![A-Za-z])[Aa]\s*号码?|外国人(?:登记|注册)?(?:号码?|编号)|外侨(?:登记|注册)?(?:号码?|编号)"
    r"|(?i:uscis)\s*(?i:number|号码?))"
)
_SSN_CUE = r"(?:(?i:social\s+security|ssn)|社会?(?:安全|保障)?安?(?:号码?|卡号?|码))"
_PHONE_US = rf"(?:\+?1{_GAP})?\(?\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{4}}"
_PHONE_CN = rf"(?:(?:\+|00)?86{_GAP})?1[3-9]\d(?:{_GAP}\d){{8}}"
_PHONE_LAND = rf"0\d{{2,3}}{_GAP}\d{{3,4}}{_GAP}\d{{4}}|(?:\+|00)\d{{1,3}}(?:{_GAP}\d){{7,11}}"
_LOCAL = r"[A-Za-z0-9](?:[A-Za-z0-9._%+\-]*[A-Za-z0-9_])?"
_TOP = r"(?i:com|net|org|edu|gov|info|cn|hk|tw|us|uk|ca|io|me)"
_DOT = r"\s*(?:\.|(?i:dot)(?![A-Za-z])|点)\s*"
_SAID_DOT = r"\s*(?:(?<![A-Za-z])(?i:dot)(?![A-Za-z])|点)\s*"
_AT = r"\s*(?:@|\(at\)|\[at\]|艾特|圈\s*[aA])\s*"
_SAID_AT = r"\s+(?i:at)\s+"  # "worked at amazon.com" is no address: the dot is spoken, or the house is known
_HOUSES = r"(?i:g\s?mail|yahoo|hotmail|outlook|i\s?cloud|aol|proton\s?mail|qq|163|126|sina|fox\s?mail|sohu)"
_DOMAIN = r"[A-Za-z0-9\-]+"
_SAID_LOCAL = rf"{_LOCAL}(?:\s*(?:\.|(?i:dot|dash|underscore|hyphen)(?![A-Za-z])|点|下划线|横杠)\s*{_LOCAL})*"
_WECHAT = r"(?:(?i:we\s?chat|weixin|wechat|\bwx)|[微薇威][信讯]|v\s?信)"
_ID_LIKE = r"(?:[A-Za-z](?=[A-Za-z\-_]*[0-9_])[A-Za-z0-9_\-]{4,19}|(?:[A-Za-z0-9_][\s\-.]){4,19}[A-Za-z0-9_])"
_ANY_ID = r"[A-Za-z0-9][A-Za-z0-9_\-]{4,19}"
_NAMED = (
    r"(?:\s*(?i:id|account|number|handle|user\s?name|name))*\s*(?:(?i:is|was)(?![a-z])\s*(?::)?|[:：=])"
    r"|(?:号码?|账号)\s*(?:就?是|叫|为|[:：])?|名\s*(?:就?是|叫|为|[:：])"
)
_OPEN = r"[\s“\"'（(]*"


def _ends_as_id(cue: str, secret: str) -> str:
    return rf"{cue}{_OPEN}(?P<secret>{secret})(?![A-Za-z0-9_])"


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of secret that is found by its form, and then, wherever it is, as what it was.

    Attributes:
        rules: Find it by its form.
        known: Makes rules that find the texts that were found, in any writing.
    """

    rules: tuple[Rule, ...]
    known: Callable[[Iterable[str]], Iterator[Rule]]


def _numbers(
    label: str, template: str, patterns: Iterable[str], *, lengths: Iterable[int] = (), before: str = ""
) -> Form:
    lead = re.compile(before + "$") if before else None
    rules: list[Rule] = [PatternRule(re.compile(pattern), template, label) for pattern in patterns]
    if lengths:
        rules.append(SpokenNumbers(frozenset(lengths), template, label))
    return Form(tuple(rules), lambda texts: known_numbers(texts, template, label, lead))


def _texts(label: str, template: str, patterns: Iterable[str]) -> Form:
    rules = tuple(PatternRule(re.compile(pattern), template, label) for pattern in patterns)
    return Form(rules, lambda texts: rules_for_texts(texts, template, label))


_FORMS: dict[str, Form] = {
    "email": _texts(
        "e-mail addresses",
        "[E-MAIL]",
        (
            rf"{_LOCAL}@{_DOMAIN}(?:\.{_DOMAIN})+",
            rf"{_SAID_LOCAL}{_AT}{_DOMAIN}(?:{_DOT}{_DOMAIN})*?{_DOT}{_TOP}(?![A-Za-z])",
            rf"{_SAID_LOCAL}{_SAID_AT}{_HOUSES}{_DOT}{_TOP}(?![A-Za-z])",
            rf"{_SAID_LOCAL}{_SAID_AT}{_DOMAIN}(?:{_SAID_DOT}{_DOMAIN})*?{_SAID_DOT}{_TOP}(?![A-Za-z])",
        ),
    ),
    "a_number": _numbers(
        "A-numbers",
        "[A-NUMBER]",
        (
            rf"(?<![A-Za-z])[Aa][\s#\-:：号]*{_NINE}",
            rf"{_A_CUE}{_IS}(?P<secret>(?:[Aa][\s#\-]*)?{_NINE})",
        ),
        before=r"(?<![A-Za-z])[Aa][\s#\-:：号]*",
    ),
    "ssn": _numbers(
        "Social Security numbers",
        "[SSN ending {last4}]",
        (
            rf"{_OUTSIDE}\d{{3}}[\s\-–—‑]\d{{2}}[\s\-–—‑]\d{{4}}{_END}",
            rf"{_SSN_CUE}{_IS}(?P<secret>{_SAID}(?:{_SEPARATE}{_SAID}){{8}})(?!{_SEPARATE}\d)",
        ),
        lengths=(9,),
    ),
    "wechat": _texts(
        "WeChat IDs",
        "[WECHAT ID]",
        (
            _ends_as_id(rf"{_WECHAT}{_IS}(?:{_NAMED})?", _ID_LIKE),
            _ends_as_id(rf"{_WECHAT}(?:{_NAMED})", _ANY_ID),
            _ends_as_id(r"(?i:qq)\s*(?:号码?)?" + _IS, r"[1-9]\d{4,10}"),
            rf"(?P<secret>{_ID_LIKE})[”\"'）)]*\s*(?:(?i:on\s+we\s?chat)|是?我的?微信)",
        ),
    ),
    "phone": _numbers(
        "telephone numbers",
        "[TELEPHONE]",
        (
            rf"{_OUTSIDE}(?:{_PHONE_CN}|{_PHONE_US}|{_PHONE_LAND}){_END}",
            r"(?<![\d\-–])\d{3}[\-–]\d{4}(?![\d\-–])",
        ),
        lengths=range(7, 100),
    ),
    "account": _numbers(
        "account numbers",
        "[ACCOUNT ending {last4}]",
        (rf"{_OUTSIDE}{_NO_DATE}\d(?:[\s\-]?\d){{7,18}}{_END}",),
        lengths=range(12, 20),
    ),
}


def forms_of(profile: Profile) -> Iterator[Form]:
    """Give every form that a profile asks for; accounts last, since they match the others."""
    for name, form in _FORMS.items():
        if name in profile.patterns:
            yield form
    for expression in profile.expressions:
        rule = PatternRule(expression, "[REDACTED]", "expressions of the profile")
        yield Form((rule,), lambda texts: rules_for_texts(texts, "[REDACTED]", "expressions of the profile"))
