"""Numbers, dates, addresses and names of accounts as secrets, written by rules: two sets, as for people."""

# ruff: noqa: E501  tables of ways to write, one a line
from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Iterator

from benchmarks.redaction_people import Case
from testimony.export.redaction.profile import Profile

__all__ = ["numbers_of"]

_HAN = str.maketrans("0123456789", "零一二三四五六七八九")
_CAPITALS = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_CIRCLED = str.maketrans("123456789", "①②③④⑤⑥⑦⑧⑨")
_UNITS = "zero one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_MONTHS = "January February March April May June July August September October November December".split()
_ORDINAL = {1: "first", 2: "second", 3: "third", 5: "fifth", 8: "eighth", 9: "ninth", 12: "twelfth"}

Way = tuple[str, str, bool, Callable[[random.Random], str], tuple[str, ...]]


def _digits(dice: random.Random, count: int) -> str:
    return "".join(dice.choices("0123456789", k=count))


def _mobile(dice: random.Random) -> str:
    return "1" + dice.choice("356789") + _digits(dice, 9)


def _american(dice: random.Random) -> tuple[str, str, str]:
    return f"{dice.randrange(201, 990)}", f"{dice.randrange(201, 990)}", _digits(dice, 4)


def _groups(number: str, *sizes: int) -> list[str]:
    found, at = [], 0
    for size in sizes:
        found.append(number[at : at + size])
        at += size
    return found


def _said(number: str) -> str:
    return " ".join(_UNITS[int(digit)] for digit in number)


def _pair(two: str) -> str:
    if two[0] == "0":
        return f"oh {_UNITS[int(two[1])]}"
    if two[0] == "1":
        return _TEENS[int(two[1])]
    return _TENS[int(two[0]) - 2] + (f"-{_UNITS[int(two[1])]}" if two[1] != "0" else "")


def _pairs(number: str) -> str:
    head = [_UNITS[int(number[0])]] if len(number) % 2 else []
    rest = number[len(head) :]
    return ", ".join([*head, *(_pair(rest[i : i + 2]) for i in range(0, len(rest), 2))])


def _identity(dice: random.Random) -> str:
    day = datetime.date(1950, 1, 1) + datetime.timedelta(days=dice.randrange(18_000))
    body = f"{dice.choice((110105, 350102, 440103, 650102))}{day:%Y%m%d}{_digits(dice, 3)}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def _card(dice: random.Random) -> str:
    return "62" + _digits(dice, 14)


def _day(dice: random.Random) -> datetime.date:
    return datetime.date(1945, 1, 1) + datetime.timedelta(days=dice.randrange(20_000))


def _han_day(day: datetime.date) -> str:
    def small(value: int) -> str:
        tens, ones = divmod(value, 10)
        return ("" if not tens else "十" if tens == 1 else str(tens).translate(_HAN) + "十") + (
            str(ones).translate(_HAN) if ones else ""
        )

    return f"{str(day.year).translate(_HAN)}年{small(day.month)}月{small(day.day)}日"


def _ordinal(value: int) -> str:
    return _ORDINAL.get(value, f"{value}th")


def _handle(dice: random.Random) -> str:
    return (
        "".join(dice.choices("bcdfghkmnprstw", k=6)) + dice.choice(("_", "")) + str(dice.randrange(10, 999))
    )


_PHONE = ("You can call me at {}.", "My phone number is {}, yes.")
_PHONE_ZH = ("我的电话是{}。", "打这个手机{}找我。")
_PHONE_B = ("His cell, {}, was switched off.", "They wrote down {} as the contact phone.")
_PHONE_ZH_B = ("联系电话{}，没有变。", "他留了个手机号，{}。")
_BARE = ("It says {} on the form.", "表上写的是{}。")

_A: tuple[Way, ...] = (
    ("mobile, dashes", "phone", True, lambda d: "-".join(_groups(_mobile(d), 3, 4, 4)), _PHONE + _BARE),
    ("mobile, slashes", "phone", True, lambda d: "/".join(_groups(_mobile(d), 3, 4, 4)), _PHONE + _BARE),
    ("mobile, dots between all", "phone", True, lambda d: ".".join(_mobile(d)), _PHONE + _BARE),
    ("mobile, no width", "phone", True, lambda d: "\u200b".join(_mobile(d)), _PHONE + _BARE),
    (
        "mobile, mixed",
        "phone",
        True,
        lambda d: (m := _mobile(d))[:3].translate(_HAN) + m[3:7] + m[7:].translate(_HAN),
        _PHONE_ZH + _BARE[1:],
    ),
    ("mobile, in pairs", "phone", True, lambda d: _pairs(_mobile(d)), _PHONE),
    ("telephone, brackets", "phone", True, lambda d: "({}) {}-{}".format(*_american(d)), _PHONE + _BARE),
    ("telephone, said", "phone", True, lambda d: ", ".join(map(_said, _american(d))), _PHONE),
    ("A-number", "a_number", True, lambda d: f"A {'-'.join(_groups(_digits(d, 9), 3, 3, 3))}", _BARE),
    (
        "A-number, said",
        "a_number",
        True,
        lambda d: ", ".join(map(_said, _groups(_digits(d, 9), 3, 3, 3))),
        ("My A number is {}.",),
    ),
    ("SSN", "ssn", True, lambda d: "-".join(_groups("1" + _digits(d, 8), 3, 2, 4)), _BARE),
    (
        "SSN, bare",
        "ssn",
        True,
        lambda d: "1" + _digits(d, 8),
        ("My social security number is {}.", "社会安全号是{}。"),
    ),
    ("identity number", "prc_id", True, _identity, ("身份证号码是{}。", "It says {}.")),
    (
        "identity number, spaces",
        "prc_id",
        True,
        lambda d: " ".join(_groups(_identity(d), 6, 8, 4)),
        ("身份证：{}。",),
    ),
    ("card", "account", True, lambda d: " ".join(_groups(_card(d), 4, 4, 4, 4)), _BARE),
    ("account", "account", True, lambda d: "4" + _digits(d, 10), ("My account number is {}.", "账号是{}。")),
    (
        "passport",
        "passport",
        True,
        lambda d: f"E{d.choice('ABCDFGH')}{_digits(d, 7)}",
        ("Passport number {}.", "护照号是{}。"),
    ),
    (
        "plate",
        "plate",
        True,
        lambda d: f"闽A·{d.choice('BCDFG')}{_digits(d, 4)}",
        ("车牌是{}，白色的。", "一辆{}停在门口。"),
    ),
    ("e-mail", "email", True, lambda d: f"{_handle(d)}@mail.example", _BARE),
    (
        "e-mail, said",
        "email",
        True,
        lambda d: f"{_handle(d).replace('_', ' underscore ')} at gmail dot com",
        ("Write to {}.",),
    ),
    ("WeChat", "wechat", True, _handle, ("My WeChat ID is {}.", "我的微信号是{}。", "加我微信{}。")),
    ("Telegram", "telegram", True, lambda d: "@" + _handle(d), ("On Telegram I am {}.", "Telegram: {}")),
    ("WhatsApp", "whatsapp", True, lambda d: "+1 {} {} {}".format(*_american(d)), ("WhatsApp {}, always.",)),
    ("Alipay", "alipay", True, _mobile, ("支付宝账号{}。", "His Alipay is {}.")),
    (
        "birth, English",
        "birth_date",
        True,
        lambda d: f"{_day(d):%B} {_day(d).day}, 1987",
        ("I was born on {}.", "My date of birth is {}."),
    ),
    (
        "birth, DD-MMM-YYYY",
        "birth_date",
        True,
        lambda d: f"{_day(d):%d-%b-%Y}".upper(),
        ("DOB: {}", "date of birth {}."),
    ),
    ("birth, Chinese", "birth_date", True, lambda d: _han_day(_day(d)), ("我{}出生。", "我的生日是{}。")),
    (
        "birth, Republic",
        "birth_date",
        True,
        lambda d: f"民国{d.randrange(30, 90)}年{d.randrange(1, 13)}月{d.randrange(1, 29)}日",
        ("我{}出生。", "生于{}。"),
    ),
    (
        "address",
        "address",
        True,
        lambda d: f"{d.randrange(100, 9999)} Maple Avenue, Apt {d.randrange(1, 9)}B, Flushing, NY 11354",
        ("I live at {}.",),
    ),
    (
        "address, Chinese",
        "address",
        True,
        lambda d: (
            f"福建省福州市鼓楼区东街{d.randrange(1, 300)}号{d.randrange(1, 9)}栋{d.randrange(101, 999)}室"
        ),
        ("我住在{}。",),
    ),
    ("birth, in an answer", "birth_date", False, lambda d: f"{_day(d):%B} {_day(d).day}", ("{}.",)),
    (
        "telephone of seven digits",
        "phone",
        False,
        lambda d: f"{d.randrange(200, 999)}-{_digits(d, 4)}",
        _BARE[:1],
    ),
    (
        "address without saying so",
        "address",
        False,
        lambda d: f"{d.randrange(100, 9999)} Cherry Street, Brooklyn",
        ("The van stopped at {}.",),
    ),
)
_B: tuple[Way, ...] = (
    ("mobile, tildes", "phone", True, lambda d: d.choice(("~", "·", "_", "*")).join(_groups(_mobile(d), 3, 4, 4)), _PHONE_B + _BARE),
    ("mobile, long dashes", "phone", True, lambda d: d.choice("–—‑−").join(_groups(_mobile(d), 3, 4, 4)), _PHONE_B + _BARE),
    ("mobile, ideographic spaces", "phone", True, lambda d: "\u3000".join(_groups(_mobile(d).translate(_WIDE), 3, 4, 4)), _PHONE_ZH_B + _BARE),
    ("mobile, joiners", "phone", True, lambda d: "\u2060\u200d".join(_mobile(d)), _PHONE_B + _BARE),
    ("mobile, capitals", "phone", True, lambda d: _mobile(d).translate(_CAPITALS), _PHONE_ZH_B + _BARE[1:]),
    ("mobile, other digits", "phone", True, lambda d: _mobile(d).translate(d.choice((_ARABIC, _CIRCLED))), _PHONE_ZH_B + _BARE[1:]),
    ("mobile, mixed", "phone", True, lambda d: (m := _mobile(d))[:3] + m[3:7].translate(_HAN) + m[7:].translate(_WIDE), _PHONE_ZH_B + _BARE[1:]),
    ("mobile, said and paired", "phone", True, lambda d: f"{_said((m := _mobile(d))[:3])}, {_pairs(m[3:7])}, {_pairs(m[7:])}", _PHONE_B),
    ("telephone, dots", "phone", True, lambda d: "{}.{}.{}".format(*_american(d)), _PHONE_B + _BARE),
    ("telephone, with 1", "phone", True, lambda d: "1-{}-{}-{}".format(*_american(d)), _PHONE_B + _BARE),
    ("telephone, double", "phone", True, lambda d: f"{_said('646')} triple {_UNITS[d.randrange(1, 9)]} {_said(_digits(d, 4))}", _PHONE_B),
    ("A-number", "a_number", True, lambda d: f"A{_digits(d, 9)}", _BARE),
    ("A-number, Chinese", "a_number", True, lambda d: "，".join(p.translate(_HAN) for p in _groups(_digits(d, 9), 3, 3, 3)), ("我的A号码是{}。", "外国人登记号是{}。")),
    ("SSN, spaces", "ssn", True, lambda d: d.choice((" ", ".", "/")).join(_groups("2" + _digits(d, 8), 3, 2, 4)), _BARE),
    ("SSN, said", "ssn", True, lambda d: ", ".join(map(_said, _groups("3" + _digits(d, 8), 3, 2, 4))), ("My social is {}.", "His SSN was {}.")),
    ("identity number, dashes", "prc_id", True, lambda d: "-".join(_groups(_identity(d), 6, 4, 4, 4)), ("公民身份号码{}。", "the card said {}.")),
    ("identity number, Chinese", "prc_id", True, lambda d: _identity(d).replace("X", "1").translate(_HAN), ("身份证号是{}。",)),
    ("card", "account", True, lambda d: "-".join(_groups(_card(d), 4, 4, 4, 4)), _BARE),
    ("account", "account", True, lambda d: "7" + _digits(d, 11), ("The money went to account {}.", "打到银行卡{}上。")),
    ("passport", "passport", True, lambda d: f"{d.choice('EG')} {_digits(d, 8)}", ("Her passport is {}.", "护照{}过期了。")),
    ("plate, American", "plate", True, lambda d: f"{''.join(d.choices('ABCDEFGH', k=3))} {_digits(d, 4)}", ("The license plate was {}.", "The plate number, {}, is in the report.")),
    ("plate", "plate", True, lambda d: f"粤B {_digits(d, 2)}K{_digits(d, 2)}", ("那辆{}一直跟着我们。",)),
    ("e-mail", "email", True, lambda d: f"{_handle(d)} @ post . example", _BARE),
    ("e-mail, Chinese", "email", True, lambda d: f"{_handle(d)}艾特163点com", ("邮箱是{}。",)),
    ("WeChat", "wechat", True, _handle, ("Add me on WeChat, {}.", "微信：{}，头像是一只猫。", "his weixin is {}")),
    ("QQ", "wechat", True, lambda d: "8" + _digits(d, 8), ("我的QQ号是{}。", "QQ: {}")),
    ("Telegram", "telegram", True, lambda d: f"t.me/{_handle(d)}", ("The link {} no longer works.",)),
    ("WhatsApp", "whatsapp", True, lambda d: f"+86 {_mobile(d)}", ("on WhatsApp my number is {}",)),
    ("Alipay", "alipay", True, lambda d: f"{_handle(d)}@mail.example", ("支付宝是{}。",)),
    ("birth, said", "birth_date", True, lambda d: f"the {_ordinal((t := _day(d)).day)} of {_MONTHS[t.month - 1]}, nineteen {_pair(str(t.year)[2:])}", ("She was born on {}.", "His birthday is {}.")),
    ("birth, figures", "birth_date", True, lambda d: f"{_day(d):%Y/%m/%d}", ("Date of birth: {}", "出生日期{}。")),
    ("birth, Republic", "birth_date", True, lambda d: f"民國{str(d.randrange(30, 90)).translate(_WIDE)}年{d.randrange(1, 13)}月{d.randrange(1, 29)}日", ("他{}生。", "出生于{}。")),
    ("birth, short year", "birth_date", True, lambda d: f"{str((t := _day(d)).year)[2:].translate(_HAN)}年{t.month}月{t.day}号", ("她{}出生。", "我的生日是{}。")),
    ("address", "address", True, lambda d: f"{d.randrange(10, 99)}-{d.randrange(10, 99)} {d.randrange(31, 90)}th Road, Elmhurst, NY 11373", ("My address is {}.", "We lived at {}.")),
    ("address, Chinese", "address", True, lambda d: f"广东省广州市天河区体育西路{d.randrange(1, 300)}号{d.randrange(101, 999)}房", ("家住{}。", "地址是{}。")),
    ("birth, in an answer", "birth_date", False, lambda d: _han_day(_day(d)), ("{}。",)),
    ("telephone without a cue", "phone", False, lambda d: "".join(_american(d)), _BARE),
    ("address without saying so", "address", False, lambda d: f"北京市朝阳区建国路{d.randrange(1, 300)}号", ("他们把车停在{}门口。",)),
)  # fmt: skip


def numbers_of(which: str, dice: random.Random) -> Iterator[Case]:
    """Yield secrets without end, in the ways and sentences of a set, ``tune`` or ``report``."""
    while True:
        for kind, pattern, claimed, write, frames in _A if which == "tune" else _B:
            written = write(dice)
            before = "When were you born?" if "answer" in kind else ""
            patterns = (pattern,) if dice.random() < 0.5 else _EVERYTHING
            yield Case(
                kind,
                claimed,
                dice.choice(frames).format(written),
                written,
                Profile(patterns=patterns),
                before,
            )


_EVERYTHING = tuple(dict.fromkeys(way[1] for way in (*_A, *_B)))
