"""What finds the things a profile names: people in any spelling, numbers by their form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from testimony.export.profile import Person, Profile
from testimony.export.scripts import converter

__all__ = ["Rule", "birth_dates", "plain", "rules_for_forms", "rules_for_names", "rules_for_texts"]

_EDGE_BEFORE, _EDGE_AFTER = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_PHONE_US = r"(?:\+?\d{1,3}[\s\-.]?)?\(?\d{3}\)?[\s\-.]?\d{3}[\s\-.]?\d{4}"
_PHONE_CN = r"(?:\+?86[\s\-.]?)?1[3-9]\d(?:[\s\-.]?\d){8}"
_CALLED = r"(?:\s*(?:(?i:id|account|name|is)|号码?|是|叫|为|[：:,，]))*\s*"

_FORMS: dict[str, tuple[str, str, str]] = {
    "email": (r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+", "[E-MAIL]", "e-mail addresses"),
    "a_number": (
        rf"(?<![A-Za-z])[Aa][\s#\-:：号]*\d(?:[\s\-]?\d){{7,8}}{_EDGE_AFTER}",
        "[A-NUMBER]",
        "A-numbers",
    ),
    "ssn": (
        rf"{_EDGE_BEFORE}\d{{3}}[\s\-–]\d{{2}}[\s\-–]\d{{4}}{_EDGE_AFTER}",
        "[SSN ending {last4}]",
        "Social Security numbers",
    ),
    "wechat": (
        rf"(?i:we\s?chat|weixin|微信){_CALLED}(?P<secret>[A-Za-z][A-Za-z0-9_\-]{{4,19}})",
        "[WECHAT ID]",
        "WeChat IDs",
    ),
    "phone": (
        rf"{_EDGE_BEFORE}(?:{_PHONE_CN}|{_PHONE_US}){_EDGE_AFTER}|[〇零一二三四五六七八九幺]{{7,}}",
        "[TELEPHONE]",
        "telephone numbers",
    ),
    "account": (
        rf"{_EDGE_BEFORE}\d(?:[\s\-]?\d){{7,18}}{_EDGE_AFTER}",
        "[ACCOUNT ending {last4}]",
        "account numbers",
    ),
}
_MONTH = (
    "(?i:January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_HAN = "[〇零一二三四五六七八九十廿0-9]"
_DATES = (
    rf"{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?P<y1>(?:19|20)\d\d)",
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\.?,?\s+(?P<y2>(?:19|20)\d\d)",
    r"\d{1,2}[/\-.]\d{1,2}[/\-.](?P<y3>(?:19|20)\d\d)",
    r"(?P<y4>(?:19|20)\d\d)[/\-.]\d{1,2}[/\-.]\d{1,2}",
    rf"(?P<y5>{_HAN}{{2,4}})\s*年\s*{_HAN}{{1,3}}\s*月\s*{_HAN}{{1,3}}\s*[日号]",
)
_DATE = re.compile("|".join(_DATES))
_BIRTH = re.compile(r"(?i)\b(?:born|birth|birthday|birthdate|d\.?o\.?b\.?)\b|出生|生日|生于|哪年生|生的")
_TONES = {"a": "aāáǎà", "e": "eēéěè", "i": "iīíǐì", "o": "oōóǒò", "u": "uūúǔùüǖǘǚǜ"}
_WIDE = {0xFEE0 + code: code for code in range(0x21, 0x7F) if chr(code).isalnum() or chr(code) in "@.-_"}
_HIDDEN = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD))


@dataclass(frozen=True, slots=True)
class Rule:
    """Something to find, and what stands instead.

    Attributes:
        pattern: Finds it; a group ``secret`` narrows what is replaced.
        template: What stands instead; ``{last4}`` becomes the last four digits of what was found.
        label: What a report calls it; it reveals nothing.
    """

    pattern: re.Pattern[str]
    template: str
    label: str

    def replace(self, found: str) -> str:
        """Give what stands instead of a match."""
        return self.template.replace("{last4}", re.sub(r"\D", "", found)[-4:])

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where it stands in a text."""
        group = "secret" if "secret" in self.pattern.groupindex else 0
        for match in self.pattern.finditer(text):
            yield match.span(group)


def plain(text: str) -> str:
    """Return text in which nothing hides: no zero-width characters, no full-width letters and digits."""
    return text if text.isascii() else text.translate(_HIDDEN).translate(_WIDE)


def rules_for_texts(texts: Iterable[str], replacement: str, label: str) -> Iterator[Rule]:
    """Find texts in any case and spacing, Chinese in both scripts, Latin words only whole."""
    forms: dict[str, None] = {}
    for text in texts:
        given = plain(text)
        forms.update(dict.fromkeys((given, converter("hans")(given), converter("hant")(given))))
    bodies = [_body(form) for form in sorted(forms, key=len, reverse=True) if form.strip()]
    if bodies:
        yield Rule(re.compile("(?i)" + "|".join(bodies)), replacement, label)


def _body(text: str) -> str:
    pieces = text.split()
    first, last = pieces[0][0], pieces[-1][-1]
    body = r"[\s_]*".join(r"\s*".join(map(re.escape, p)) if _is_han(p) else re.escape(p) for p in pieces)
    before = r"(?<![^\W_])" if first.isalnum() and not _is_han(first) else ""
    after = r"(?![^\W_])" if last.isalnum() and not _is_han(last) else ""
    # A Latin name may stand right beside Chinese, where a boundary of letters would not let it be found.
    before = r"(?<![A-Za-z0-9À-ɏ])" if before else ""
    after = r"(?![A-Za-z0-9À-ɏ])" if after else ""
    return f"{before}{body}{after}"


def _is_han(text: str) -> bool:
    return any("\u3400" <= character <= "\u9fff" or ord(character) >= 0x20000 for character in text)  # noqa: PLR2004


def rules_for_names(person: Person, label: str) -> Iterator[Rule]:
    """Find a person: Hanzi in both scripts; pinyin in any order, case, spacing and tone; aliases."""
    for name in person.roman:
        tokens = re.findall(r"[^\W\d_]+", plain(name))
        orders = dict.fromkeys(
            (tuple(tokens), tuple(tokens[1:] + tokens[:1]), tuple(tokens[-1:] + tokens[:-1]))
        )
        bodies = [r"[\s,_\-'’.]*".join(_toneless(token) for token in order) for order in orders]
        found = rf"(?i)(?<![A-Za-zÀ-ɏ])(?:{'|'.join(bodies)})(?![A-Za-zÀ-ɏ])"
        yield Rule(re.compile(found), person.pseudonym, label)
    yield from rules_for_texts((*person.hanzi, *person.aliases, *person.accept), person.pseudonym, label)


def _toneless(token: str) -> str:
    return r"['’\-]?".join(f"[{_TONES[c.lower()]}]" if c.lower() in _TONES else re.escape(c) for c in token)


def rules_for_forms(profile: Profile) -> Iterator[Rule]:
    """Find everything that the profile describes by its form; accounts last, they match the others."""
    for name, (pattern, replacement, label) in _FORMS.items():
        if name in profile.patterns:
            yield Rule(re.compile(pattern), replacement, label)
    for expression in profile.expressions:
        yield Rule(expression, "[REDACTED]", "expressions of the profile")


def birth_dates(texts: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Yield dates near talk of birth, and the year, which may stay (FRCP 5.2).

    Args:
        texts: Both texts of each segment, in order; an answer may come two segments after the question.
    """
    near = 0
    for sides in texts:
        near = 3 if any(_BIRTH.search(side) for side in sides) else near - 1
        if near > 0:
            for match in (found for side in sides for found in _DATE.finditer(side)):
                yield match[0], next(value for value in match.groupdict().values() if value)
