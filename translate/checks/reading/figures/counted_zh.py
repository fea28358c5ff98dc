"""Read a Chinese numeral by what it counts: a year, a day, a span of time, money, or things."""

# ruff: noqa: PLR2004 - the arithmetic of numerals, clocks and calendars is clearest in figures

from __future__ import annotations

import re

from translate.checks.reading.figures.facts import Fact, Reading
from translate.checks.reading.figures.numerals import han_value, is_digit_string
from translate.checks.reading.figures.units import read_measure, read_temperature

__all__ = ["COUNTED", "NUMERALS", "SECONDS", "SPAN", "read_counted", "read_money", "read_span"]

Found = tuple[Fact, int] | None
NUMERALS = "零一二两三四五六七八九十百千万亿"
# What can be counted or stands before a count; anything else between two numerals makes a phrase of them.
COUNTED = (
    "个名位年月天点岁元块号周日时分秒里斤口本张件条次回间层楼度成倍几多来余又零之和加减到比点米亩只家户页段"
    "英公平毫厘克吨磅升尺寸丈顷"
)
_MONEY = {
    "美元": "money:usd", "美金": "money:usd", "刀": "money:usd", "人民币": "money:cny", "元": "money",
    "块钱": "money", "块": "money", "港币": "money:hkd", "港元": "money:hkd", "欧元": "money:eur",
    "英镑": "money:gbp", "日元": "money:jpy", "台币": "money:twd", "新台币": "money:twd", "泰铢": "money:thb",
}  # fmt: skip
SECONDS = {
    "秒": 1, "秒钟": 1, "分": 60, "分钟": 60, "刻钟": 900, "小时": 3600, "钟头": 3600, "天": 86_400,
    "日": 86_400,
    "天天": 86_400, "夜": 86_400, "晚": 86_400, "晚上": 86_400, "周": 604_800, "星期": 604_800,
    "礼拜": 604_800,
}  # fmt: skip
SPAN = (
    r"秒钟|秒|分(?=[零一二三四五六七八九十\d]+秒)|分钟|刻钟"
    r"|小时|钟头|天|夜|晚上|晚|周(?!岁|年|末)|星期|礼拜|年(?!轻|龄|纪|幼|迈)|月"
)
_COUNT = re.compile(rf"(?P<many>多|来|余|几)?(?P<ge>个)?(?P<plus>半)?(?:多)?(?P<unit>{SPAN})(?P<half>半)?")
_DATED = re.compile(r"年(?:出生|生|[一二三四五六七八九十\d]+月|[春夏秋冬底初末中])")
_AFTER_YEAR = re.compile(
    r"年(?!代|级|纪|龄|轻|半|多|前|后|来|以来|之[前后]|以[前后]|的?时间|期|内|间|左右|了|零)"
)
_MONEY_AFTER = re.compile("|".join(sorted(_MONEY, key=len, reverse=True)))
_COINS = re.compile(
    f"(?:毛|角(?![落度色]))(?:(?P<fen>[一二三四五六七八九])(?:分|(?![{NUMERALS}{COUNTED}])))?"
)
_CHANGE = re.compile(
    rf"(?<=[块元])(?P<coins>[一二两三四五六七八九])"
    rf"(?:[毛角](?:(?P<cents>[一二三四五六七八九])分?)?|(?![{NUMERALS}{COUNTED}]))"
)
_ADDRESS = re.compile(r"号(?=[人楼房室院监路线牢窗门床桌文台机车通检])")
_FUZZY = "几"
_TENTHS = re.compile("成(?![为了功员立长熟分年])")  # 三成 is thirty per cent
_NINE_TENTHS = re.compile("成(?P<more>[一二三四五六七八九])(?![十百千万])")
_POINTS = re.compile("个(?P<half>半)?百分点")
_DOZEN = re.compile("打(?=[鸡啤毛袜铅鲜玫])")
_SCALED = re.compile(
    r"(?:个(?=多?亿))?(?P<vague>[多来余几])?(?P<scale>(?<![万亿])[万亿]|(?<=[多来余几])[百千])"
)
_MARK = re.compile(r"分(?:钟)?[零一二三四五六七八九十\d]+秒|秒")
_NTH_SPAN = re.compile(
    r"个?(?:天|年|月|星期(?![一二三四五六日天])|礼拜(?![一二三四五六日天])|周(?![一二三四五六日])|晚|夜|小时)"
)
_BOTH_NAMED = re.compile("个?人|口子?|姐妹|兄弟|夫妻|母[女子]|父[女子]")
_NAMED_BEFORE = re.compile("[和跟与同、][^,。;!?]{1,8}$")
_AND_A_HALF = re.compile(r"[\u4e00-\u9fff]半(?![夜天年个月小路死信空])")  # 三亩半, 一片半


def read_counted(text: str, start: int, end: int, value: float, *, nth: bool) -> tuple[Fact, int]:
    """Give what a numeral states, and where to read on.

    Args:
        text: Normalised.
        start: Index of the character at which the numeral begins, with 第 before it.
        end: Where it ends.
        value: Its value.
        nth: It has 第 before it.
    """
    if scale := _SCALED.match(text, end):  # 四十多万, 一点二亿
        value, end = value * han_value("一" + scale["scale"]), scale.end()
    said = text[start + nth : end]
    if _BOTH_NAMED.match(text, end) and _NAMED_BEFORE.search(text, 0, start):
        return Fact((("num", value),), said, True), end  # 我和我妈两个人
    vague = text[end : end + 1] == _FUZZY or bool(scale and scale["vague"] == _FUZZY)
    weak = value in {0, 1} or vague
    found = (
        _nth(text, start, end, value)
        if nth
        else read_temperature(text, start, end, said, value) or _unit(text, end, said, value)
    )
    if found is not None:
        fact, stop = found
        return Fact(fact.readings, text[start:stop], fact.weak or (weak and not nth)), stop
    return _things(text, end, said, value, weak or (nth and value == 2))  # 第二 is "then", or "secondly"


def _nth(text: str, start: int, end: int, value: float) -> Found:
    """Read 第三天; 第二天 is the next day, and 第二分三十秒 a place in a recording."""
    if _MARK.match(text, end):
        return read_span(text, end, text[start + 1 : end], value)
    span = _NTH_SPAN.match(text, end)
    if span is None:
        return None
    return Fact((("nth", value), ("num", value)), text[start : span.end()], value == 2), span.end()


def _unit(text: str, end: int, said: str, value: float) -> Found:
    for reader in (_read_year, _read_month_or_day, read_span, read_money, read_measure):
        if found := reader(text, end, said, value):
            return found
    if text[end : end + 1] == "%":
        return Fact((("percent", value),), said), end + 1
    if points := _POINTS.match(text, end):
        return Fact((("points", value + (0.5 if points["half"] else 0)),), said), points.end()
    if _DOZEN.match(text, end):
        return Fact((("num", 12 * value),), said), end + 1
    if text[end : end + 2] == "年代":
        return Fact((("decade", value), ("decade", 1900 + value)), said), end + 2
    return None


def _things(text: str, end: int, said: str, value: float, weak: bool) -> tuple[Fact, int]:
    readings: tuple[Reading, ...] = (("num", value),)
    if nines := _NINE_TENTHS.match(text, end):  # 九成九
        return Fact((("percent", round(value * 10 + han_value(nines["more"]), 4)),), said, weak), nines.end()
    if text[end : end + 1] == "岁":
        readings += (("months", value * 12),)
    if _TENTHS.match(text, end) and value <= 10:
        readings = (("percent", round(value * 10, 4)),)
    if text[end : end + 1] == "半" or _AND_A_HALF.match(text, end):
        readings += (("num", value + 0.5),)
    return Fact(readings, said, weak), end


def _read_year(text: str, end: int, said: str, value: float) -> Found:
    if text[end : end + 1] != "年" or text[end : end + 2] in {"年代", "年级"}:
        return None
    four = 1800 <= value <= 2100
    if four:
        return Fact((("year", value),), said), end + 1
    short = is_digit_string(said) or (said.isdigit() and len(said) == 2)
    if short and (_AFTER_YEAR.match(text, end) or _are_neighbours(said)):
        century = 2000 if value < 50 else 1900
        readings: tuple[Reading, ...] = (("year", century + value), ("months", value * 12), ("num", value))
        few = _are_neighbours(said) and not _DATED.match(text, end)  # 五六年: 1956, or 5 or 6
        if few:
            readings += tuple(("months", han_value(digit) * 12) for digit in said)
        return Fact(readings, said, few), end + 1
    return None


def _are_neighbours(said: str) -> bool:
    """Tell 七八 of 七八年了, seven or eight, from the year 78."""
    return not said.isdigit() and len(said) == 2 and han_value(said[1]) - han_value(said[0]) == 1


def _read_month_or_day(text: str, end: int, said: str, value: float) -> Found:
    char = text[end : end + 1]
    if char == "月" and value <= 12 and said != "两":
        return Fact((("month", value),), said), end + 1 + (text[end + 1 : end + 2] == "份")
    if char == "号" and value <= 31 and not _ADDRESS.match(text, end):
        return Fact((("day", value),), said), end + 1
    if char == "日" and value <= 31 and text[end + 1 : end + 2] not in {"元", "本"}:
        return Fact((("day", value), ("seconds", value * 86_400)), said), end + 1
    return None


def read_span(text: str, end: int, said: str, value: float) -> Found:
    """Read a span of time (三个半小时) from the characters after a numeral; None where it is none."""
    match = _COUNT.match(text, end)
    if match is None or (match["unit"] == "年" and text[end : end + 2] in {"年代", "年级"}):
        return None
    unit = match["unit"]
    if unit == "月" and not match["ge"] and said != "两" and not match["many"]:
        return None
    half = 0.5 if match["plus"] or match["half"] else 0.0
    amount = value + half
    kind, size = ("months", 12.0 if unit == "年" else 1.0) if unit in "年月" else ("seconds", 0.0)
    size = size or float(SECONDS[unit])
    # English may name the count alone: "fifty-three days, seven of them in the jungle".
    return Fact(((kind, amount * size), ("num", amount)), said, match["many"] == _FUZZY), match.end()


def read_money(text: str, end: int, said: str, value: float) -> Found:
    """Read a sum (十六块五) from the characters after a numeral; None where it is none."""
    start = end + 1 if text[end : end + 1] in {"多", "来", "余"} else end
    match = _MONEY_AFTER.match(text, start)
    if match is None:
        if coins := _COINS.match(text, end):
            value += han_value(coins["fen"]) / 10 if coins["fen"] else 0
            return Fact((("money", round(value / 10, 4)),), said), coins.end()
        return None
    stop = match.end()
    kind = _MONEY[match.group()]
    if kind == "money" and (named := _MONEY_AFTER.match(text, stop)):  # 八千块人民币
        kind, stop = _MONEY[named.group()], named.end()
    if change := _CHANGE.match(text, stop):  # 十六块五
        value += han_value(change["coins"]) / 10 + (
            han_value(change["cents"]) / 100 if change["cents"] else 0
        )
        value, stop = round(value, 2), change.end()
    return Fact(((kind, value),), said), stop
