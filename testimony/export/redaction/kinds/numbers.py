"""Numbers of a person: A-numbers, Social Security, telephones, identity numbers, accounts."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from testimony.export.redaction.kinds.candidates import Candidate, candidates
from testimony.export.redaction.numerals import known_numbers
from testimony.export.redaction.rules import Hit, Rule

__all__ = ["PATTERNS", "known", "rules"]

# Digits of an A-number, of a telephone with one digit before it, of telephones (ITU-T E.164), of accounts,
# and of cards (ISO/IEC 7812).
_A_NUMBER, _WITH_COUNTRY = 9, 11
_SHORTEST_LOCAL, _SHORTEST_ABROAD, _LONGEST_TELEPHONE = 7, 8, 15
_SHORTEST_ACCOUNT, _SHORTEST_CARD, _LONGEST_CARD = 12, 13, 19

_OUT_OF_PLACE = re.compile(r"[A-Za-z]{2,}-?$|[A-Fa-f0-9]{6,}$")
_AFTER_CUE = 28
_LEAD_A = re.compile(r"(?<![A-Za-z])[Aa][\s#\-:.号()]{0,4}(?:(?i:number|no\.?|号码?)[\s:#是]*)?$")
_NO_EXHIBIT = re.compile(
    r"(?i)(?:exhibit|tab|attachment|appendix|part|plan|group|level|annex|schedule)s?\s+A[\s\-.]*$"
)
_X = re.compile(r"[\s\-]{0,2}(?:[xX叉](?![A-Za-z])|埃克斯)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_IDENTITY, _WITHOUT_CHECK, _OLD_IDENTITY = 18, 17, 15


@dataclass(frozen=True, slots=True)
class _NumberKind:
    """A kind of number.

    Attributes:
        name: The pattern of the profile.
        label: What a report calls it.
        instead: What stands instead.
        cue: What is said beside such a number.
        lengths: How many digits it has where the cue says what it is.
        sure: Whether its form alone leaves no doubt.
        likely: Whether its form makes a person look.
        lead: What belongs to it and stands before it.
        tail: What belongs to it and stands behind it.
    """

    name: str
    label: str
    instead: str
    cue: re.Pattern[str]
    lengths: Collection[int]
    sure: Callable[[Candidate], bool]
    likely: Callable[[Candidate], bool]
    lead: re.Pattern[str] | None = None
    tail: re.Pattern[str] | None = None


def _never(_: Candidate) -> bool:
    return False


def _is_identity_number(one: Candidate) -> bool:
    """GB 11643-1999: seventeen digits with a day of birth, and a check digit that may be X."""
    digits = one.digits
    if len(digits) == _WITHOUT_CHECK and _X.match(one.after):
        digits += "X"
    if len(digits) != _IDENTITY or not _day_inside(digits[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == digits[17]


def _may_be_identity_number(one: Candidate) -> bool:
    size = len(one.digits) + bool(len(one.digits) == _WITHOUT_CHECK and _X.match(one.after))
    new = size == _IDENTITY and _day_inside(one.digits[6:14])
    return new or (size == _OLD_IDENTITY and _day_inside("19" + one.digits[6:12]))


def _day_inside(digits: str) -> bool:
    return digits[:2] in ("18", "19", "20") and "01" <= digits[4:6] <= "12" and "01" <= digits[6:8] <= "31"


def _is_alien_number(one: Candidate) -> bool:
    lead = _LEAD_A.search(one.before)
    if not lead or _NO_EXHIBIT.search(one.before) or (one.loose and not one.spoken):
        return False
    return len(one.digits) in (8, 9) and (
        lead[0][0] == "A" or one.sizes in ((9,), (3, 3, 3), (8,), (2, 3, 3))
    )


def _is_social_security(one: Candidate) -> bool:
    return one.sizes == (3, 2, 4) and not one.loose and one.digits[:3] not in ("000", "666")


def _nine_digits(one: Candidate) -> bool:
    return len(one.digits) == _A_NUMBER and one.whole and not one.loose


_MOBILE = re.compile(r"(?:0{0,2}86)?1[3-9]\d{9}")
_AMERICAN = re.compile(r"1?[2-9]\d\d[2-9]\d{6}")
_LANDLINE = re.compile(r"0[1-9]\d{1,2}[2-9]\d{6,7}")
_MOBILE_SIZES = {
    (11,),
    (3, 4, 4),
    (3, 8),
    (7, 4),
    (4, 4, 3),
    (3, 3, 5),
    (3, 4, 2, 2),
    (3, 2, 2, 2, 2),
    (3, 2, 3, 3),
}


def _is_telephone(one: Candidate) -> bool:
    digits, sizes = one.digits, one.sizes
    if one.loose:
        return False
    abroad = "+" in one.before[-2:]
    if _MOBILE.fullmatch(digits):
        inner = sizes[1:] if sizes[0] in (2, 4) and sum(sizes[1:]) == _WITH_COUNTRY else sizes
        return inner in _MOBILE_SIZES or one.spoken or one.whole or len(set(sizes)) == 1
    if _AMERICAN.fullmatch(digits):
        inner = sizes[1:] if sizes[0] == 1 and len(digits) == _WITH_COUNTRY else sizes
        return inner == (3, 3, 4) or (one.spoken and one.whole) or abroad
    if digits.startswith("0") and _LANDLINE.fullmatch(digits):
        return len(sizes) > 1 and sizes[0] in (3, 4)
    return abroad and _SHORTEST_ABROAD <= len(digits) <= _LONGEST_TELEPHONE


def _may_be_telephone(one: Candidate) -> bool:
    if one.loose or one.counts_up or one.is_amount_or_date:
        return False
    plain = len(one.sizes) == 1 and bool(_AMERICAN.fullmatch(one.digits))
    return one.sizes == (3, 4) or plain or bool(_LANDLINE.fullmatch(one.digits)) or _said_digit_by_digit(one)


def _said_digit_by_digit(one: Candidate) -> bool:
    units = re.search(r"(?i)teen|ty\b|ten|eleven|twelve|hundred|十", one.written) is None
    return (
        one.spoken
        and units
        and _SHORTEST_LOCAL <= len(one.digits) <= _LONGEST_TELEPHONE
        and not one.counts_up
    )


def _is_account(one: Candidate) -> bool:
    fits = _SHORTEST_CARD <= len(one.digits) <= _LONGEST_CARD
    return fits and not one.loose and (_luhn(one.digits) or one.digits[:2] == "62")


def _may_be_account(one: Candidate) -> bool:
    fits = _SHORTEST_ACCOUNT <= len(one.digits) <= _LONGEST_CARD
    return fits and not one.loose and not one.is_amount_or_date and one.whole


def _luhn(digits: str) -> bool:
    """ISO/IEC 7812: the check digit of a payment card."""
    doubled = [int(d) * (2 if i % 2 else 1) for i, d in enumerate(reversed(digits))]
    return digits[0] in "3456" and sum(map(sum, (divmod(d, 10) for d in doubled))) % 10 == 0


_KINDS = (
    _NumberKind(
        "prc_id",
        "identity numbers",
        "[IDENTITY NUMBER]",
        re.compile(r"(?i)身份证|公民身份|identity\s+(?:card|number)|\bID\s+(?:card|number)|national\s+id"),
        (15, 17, 18),
        _is_identity_number,
        _may_be_identity_number,
        tail=_X,
    ),
    _NumberKind(
        "a_number",
        "A-numbers",
        "[A-NUMBER]",
        re.compile(
            r"(?i)alien\s+(?:registration\s+)?(?:number|no)|(?<![A-Za-z])A[\s\-]*(?:number|file)|(?<![A-Za-z])A\s*号"
            r"|外国人(?:登记|注册)?(?:号|编号)|外侨(?:登记|注册)?(?:号|编号)|uscis\s*(?:number|号)|A\s?#"
        ),
        (7, 8, 9),
        _is_alien_number,
        _never,
        lead=_LEAD_A,
    ),
    _NumberKind(
        "ssn",
        "Social Security numbers",
        "[SSN ending {last4}]",
        re.compile(
            r"(?i)social(?:\s+security)?|(?<![A-Za-z])(?:ssn|itin|tin)(?![A-Za-z])|社会?(?:安全|保障)|社安"
        ),
        (9,),
        _is_social_security,
        _nine_digits,
    ),
    _NumberKind(
        "phone",
        "telephone numbers",
        "[TELEPHONE]",
        re.compile(
            r"(?i)(?:tele)?phone|(?<![A-Za-z])(?:tel|mobile|cell|fax|dial|text|call|reach|whats\s?app)(?:ed|s|ing)?"
            r"(?![A-Za-z])|电话|手机|拨|致电|传真|座机|打给|打我|联系方式|whatsapp"
        ),
        range(7, 16),
        _is_telephone,
        _may_be_telephone,
    ),
    _NumberKind(
        "account",
        "account numbers",
        "[ACCOUNT ending {last4}]",
        re.compile(
            r"(?i)account|(?:bank|credit|debit)\s+card|card\s+number|账户|账号|帐号|卡号|银行卡|routing"
        ),
        range(8, 20),
        _is_account,
        _may_be_account,
    ),
)
PATTERNS = tuple(kind.name for kind in _KINDS)
_OTHER = re.compile(
    r"(?i)(?:case|docket|receipt|file|section|§|exhibit|page|line|volume|invoice|order|serial|tracking|flight|room"
    r"|model|statute|bates|sha|hash|version)s?\.?\s*(?:number|no\.?|#)?|案号|文号|编号|收据|档案|页|行|第|航班|房间|批号"
)


@dataclass(frozen=True, slots=True)
class _NumberRule:
    """Finds all numbers that a profile asks for, since one form may be several kinds."""

    kinds: tuple[_NumberKind, ...]

    def hits(self, text: str, before: str = "", /) -> Iterator[Hit]:
        """Yield what is a number of these kinds, and what may be one."""
        taken: list[tuple[int, int]] = []
        found = [hit for one in candidates(text) for hit in self._judge(one, before)]
        for hit in sorted(found, key=lambda hit: (bool(hit.why), hit.start - hit.end)):
            if not any(hit.start < end and start < hit.end for start, end in taken):
                taken.append((hit.start, hit.end))
                yield hit

    def _judge(self, one: Candidate, before: str) -> Iterator[Hit]:
        named = _nearest(one)
        glued = bool(_OUT_OF_PLACE.search(one.before))
        for kind in self.kinds:
            if kind.sure(one) and not (glued and named != kind.name and len(one.digits) != _IDENTITY):
                yield _hit(kind, one, "")
                return
        for kind in self.kinds:
            if named == kind.name and len(one.digits) in kind.lengths and not _unlike(one):
                yield _hit(kind, one, "")
                return
        if named == "other" or glued:
            return
        for kind in self.kinds:
            asked = (
                kind.cue.search(before) and len(one.digits) in kind.lengths and one.whole and not _unlike(one)
            )
            if kind.likely(one) or asked:
                yield _hit(kind, one, f"It may be one of the {kind.label}.")
                return


def _unlike(one: Candidate) -> bool:
    return one.is_amount_or_date or (one.loose and not one.spoken)


def _nearest(one: Candidate) -> str:
    """Return the kind whose cue stands nearest: before the number, or right behind it."""
    found = [
        (len(one.before) - match.end(), name)
        for name, cue in (*((kind.name, kind.cue) for kind in _KINDS), ("other", _OTHER))
        for match in cue.finditer(one.before)
        if len(one.before) - match.end() <= _AFTER_CUE and not re.search(r"\d{3}", one.before[match.end() :])
    ]
    if found:
        return min(found)[1]
    behind = re.match(
        r"[\s,，。)]*(?:(?i:is|was)|是|就是)?\s*(?:(?i:my|his|her|our|the)|我的|他的|她的)?\s*", one.after
    )
    rest = one.after[behind.end() if behind else 0 :]
    return next((kind.name for kind in _KINDS if kind.cue.match(rest)), "")


def _hit(kind: _NumberKind, one: Candidate, why: str) -> Hit:
    start, end = one.start, one.end
    lead = (kind.lead or re.compile(r"(?:(?<!\d)[+(]|\+\s?)$")).search(one.before)
    if lead:
        start -= len(lead[0])
    tail = kind.tail.match(one.after) if kind.tail and len(one.digits) == _WITHOUT_CHECK else None
    if tail:
        end += tail.end()
    return Hit(start, end, kind.instead.replace("{last4}", one.digits[-4:]), kind.label, why, one.digits)


def rules(wanted: Collection[str]) -> Iterator[Rule]:
    """Yield one rule for all numbers that are wanted."""
    kinds = tuple(kind for kind in _KINDS if kind.name in wanted)
    if kinds:
        yield _NumberRule(kinds)


def known(hits: Iterable[Hit]) -> Iterator[Rule]:
    """Yield a finder for each kind: the number, and without a country's code."""
    found = list(hits)
    for kind in _KINDS:
        values = {hit.value for hit in found if hit.label == kind.label}
        values |= {
            value[-11:] for value in values if kind.name == "phone" and re.fullmatch(r"0*861\d{10}", value)
        }
        values |= {
            value[1:] for value in values if kind.name == "phone" and re.fullmatch(r"1[2-9]\d{9}", value)
        }
        yield from known_numbers(values, kind.instead, kind.label, kind.lead, kind.tail)
