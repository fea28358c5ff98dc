"""Read the figures of Chinese text: numbers, dates, clock times, durations, money.

The text is expected normalised (NFKC, Simplified).
"""

# ruff: noqa: PLR2004 - the arithmetic of numerals, clocks and calendars is clearest in figures

from __future__ import annotations

import re
from functools import lru_cache

from translate.checks.reading.figures.counted_zh import SECONDS, SPAN, read_counted
from translate.checks.reading.figures.facts import Fact, Reading
from translate.checks.reading.figures.numerals import HAN_NUMERAL, han_value, is_digit_string
from translate.checks.reading.figures.phrases_zh import mask_phrases
from translate.checks.reading.figures.units import CHINESE_UNITS, chinese_measure

__all__ = ["read_chinese", "states_chinese"]

_PART = (
    r"后半夜|前半夜|半夜|凌晨|清晨|早晨|早上|上午|中午|正午|下午|午后|傍晚|晚上|夜里|夜间|深夜"
    r"|当晚|昨晚|今晚|那晚|早|晚"
)
_WEEKDAYS = {day: value for value, day in enumerate("一二三四五六日", 1)} | {"天": 7}
_N = HAN_NUMERAL
_DIGITS = "[零一二三四五六七八九]"
_MASTER = re.compile(
    r"(?=[\d零一二两三四五六七八九十百半隔差星礼周每下上减折对民第凌清早中正午傍晚夜深当昨今那后前A-Za-z])(?:"
    rf"(?P<iso>(?P<y>(?:19|20)\d\d)[-./](?P<m>\d{{1,2}})[-./](?P<d>\d{{1,2}})(?!\d))"
    rf"|百分之(?P<percent>百|{_N}(?:点[零一二三四五六七八九]+)?)"
    rf"|(?P<lower>{_N})分之(?P<upper>{_N})"
    rf"|(?:星期|礼拜|(?<![一二两三四五六七八九十几半每\d])周|每周(?=[一二三四五六日](?![次回趟个天年]))"
    rf"|下周|上周)"
    rf"(?P<weekday>[一二三四五六日天])(?P<more>(?:[、和][一二三四五六日](?![十百千万点个名岁周次号月年天])){{1,5}})?"
    rf"(?![个名岁周次]|回(?![家来去国到学]))"
    rf"|(?P<decimal>{_N}点[零一二三四五六七八九]+)(?=[百千万亿]|倍|%|米|公里|平|英|元|块|斤|度|个百分点|岁)"
    rf"|(?P<spelled>(?:[A-Za-z]{{1,5}} ?)?{_DIGITS}{{3,}}(?:[,、 -]{_DIGITS}{{2,}})+"
    rf"|[A-Za-z]{{1,5}} ?{_DIGITS}{{2,}})"
    rf"|(?P<house>{_N}之{_N}(?=号))"
    rf"|(?:(?P<part>{_PART})的?)?(?:差(?P<short>{_N}|一刻)分?钟?)?(?P<hour>{_N})(?:点(?!原因|理由|意见"
    rf"|建议|要求|问题|儿|事|心|头|滴)"
    rf"|:(?=\d\d)|时(?=许|左右|[一二三四五六七八九十零\d]+分))"
    rf"(?:(?P<half>半)|差(?P<short2>{_N}|一刻)分?|(?P<quarter>[一三])刻|(?:钟|整|过|零"
    rf"|许)*(?P<minute>{_N})?分?(?!之|钟(?!到|左右"
    rf"|的时候)))?"
    rf"|隔(?:(?P<every>{_N})个?(?P<everyunit>{SPAN})|(?P<alternate>[天日周月年]))"
    rf"|(?P<off>[一二三四五六七八九](?:点?[一二三四五六七八九])?)折(?![磨断叠扣])"
    rf"|(?P<chapter>{_N})章(?:第)?(?P<section>{_N})节"
    rf"|(?<![上下前后])半(?P<halfunit>{CHINESE_UNITS})"
    rf"|每(?P<perunit>{CHINESE_UNITS})"
    rf"|(?<![上下后])(?<!^前)(?<![,。;!?]前)半个?多?(?P<halfspan>年|月|星期|小时|钟头|天)(?!夜)"
    rf"|(?P<portion>一半|[减折对]半)"
    rf"|(?P<minguo>民国)(?P<era>{_N})年"
    rf"|(?P<code>[A-Za-z]{{1,5}}[-_]?\d+(?:-\d+)*)"
    rf"|(?P<phone>\d{{2,}}(?:-\d{{2,}})+)"
    rf"|(?P<nth>第)?(?P<n>{_N})(?P<rest>个半|几|多|来|余)?)"
)
_EACH = re.compile("一[次回趟]")
_HALF_DAY = 12 * 60


def states_chinese(text: str) -> bool:
    """Tell whether a text may hold a figure that would be missed."""
    return _STRONG.search(text) is not None


@lru_cache(maxsize=8192)
def read_chinese(text: str) -> tuple[Fact, ...]:
    """Give the figures of a text, in order; a text that comes again is read once."""
    if not _ANY.search(text):
        return ()
    facts: list[Fact] = []
    masked = mask_phrases(text, facts)
    position = 0
    while match := _MASTER.search(masked, position):
        position = _read(match, masked, facts)
    return tuple(facts)


_STRONG = re.compile(
    r"[\d零二两三四五六七八九十百千万亿]|星期|礼拜|半|[上下这本每]?周[日天一]|隔|一个?(?:年|月|分|小时"
    r"|钟头|天|夜|晚)"
    rf"|[一每](?:{CHINESE_UNITS})"
)
_ANY = re.compile(
    r"[\d零一二两三四五六七八九十百千万亿半俩仨双]|[前后][天年]|上上|下下|[上中下]旬|百分之|星期|礼拜"
    r"|[上下这本每]?周[日天末]?"
)


def _read(match: re.Match[str], text: str, facts: list[Fact]) -> int:  # noqa: PLR0912 - one line a notation
    """Add what one match states; give where to read on."""
    said = match.group()
    if match["iso"]:
        for kind, group in (("year", "y"), ("month", "m"), ("day", "d")):
            facts.append(Fact(((kind, float(match[group])),), said))
    elif match["percent"]:
        whole = match["percent"] == "百"
        value = 100.0 if whole else _decimal(match["percent"])
        facts.append(Fact((("percent", value),), said, whole))
    elif match["lower"]:
        value = round(han_value(match["upper"]) / han_value(match["lower"]), 4)
        facts.append(Fact((("fraction", value),), said))
    elif match["weekday"]:
        days = match["weekday"] + re.sub("[、和]", "", match["more"] or "")  # 每周二、四
        facts += [Fact((("weekday", float(_WEEKDAYS[day])),), said) for day in days]
    elif match["decimal"]:
        return _counted(match, "decimal", text, facts)
    elif match["spelled"] or match["house"]:
        facts.append(_spelled(said))
    elif match["hour"]:
        facts.append(_clock(match))
    elif match["off"]:
        facts.append(_discount(match))
    elif match["chapter"]:
        facts.extend(_verse(match))
    elif match["everyunit"] or match["alternate"]:
        facts.append(_every(match))
    elif match["halfunit"]:
        facts.append(chinese_measure(0.5, match["halfunit"], said))
    elif match["perunit"]:
        facts.append(chinese_measure(1, match["perunit"], said, weak=True))
    elif match["halfspan"]:
        facts.append(_half_span(match))
    elif match["portion"]:
        facts.append(Fact((("fraction", 0.5),), said, True))
    elif match["minguo"]:
        facts.append(Fact((("year", han_value(match["era"])),), said))
    elif match["code"]:
        facts.append(_code(said))
    elif match["phone"]:
        facts.append(Fact((("num", float(said.replace("-", ""))),), said))
    else:
        return _counted(match, "n", text, facts)
    return match.end()


def _counted(match: re.Match[str], group: str, text: str, facts: list[Fact]) -> int:
    value = _decimal(match[group]) if group == "decimal" else han_value(match[group])
    if emergency := _EMERGENCY.match(text, match.start()):
        facts.append(Fact((("num", value),), emergency.group(), True))
        return emergency.end()
    fact, stop = read_counted(text, match.start(), match.end(group), value, nth=bool(match["nth"]))
    facts.append(fact)
    return stop


# Telephone numbers of the police, the fire brigade and the ambulance, which English calls by their names.
_EMERGENCY = re.compile("(?:一一零|幺幺零|110|一一九|119|一二零|120)(?=[?,。!、吗吧的]|急救|$)")


def _code(said: str) -> Fact:
    digits = float(re.sub(r"\D", "", said))
    return Fact((("num", digits),), said, said.lower().startswith(("covid", "mp", "g20")))


def _spelled(said: str) -> Fact:
    """Read a number that was said digit by digit, or as a house (一百三十六之二十): its digits in a row."""
    digits = "".join(
        "".join(f"{han_value(char):.0f}" for char in part)
        if is_digit_string(part)
        else f"{han_value(part):.0f}"
        for part in re.findall(HAN_NUMERAL, said)
    )
    return Fact((("num", float(digits)),), said)


def _decimal(text: str) -> float:
    whole, _, part = text.partition("点")
    if not part:
        return han_value(whole)
    digits = "".join(str(int(han_value(char))) for char in part)
    return float(f"{int(han_value(whole))}.{digits}")


_AFTERNOON = frozenset({"下午", "午后", "傍晚"})
_EVENING = frozenset(
    {"半夜", "后半夜", "前半夜", "晚上", "夜里", "夜间", "深夜", "当晚", "昨晚", "今晚", "那晚", "晚"}
)


def _clock(match: re.Match[str]) -> Fact:
    hour, part = han_value(match["hour"]), match["part"] or ""
    if match["half"]:
        minute = 30.0
    elif match["quarter"]:
        minute = 15.0 if match["quarter"] == "一" else 45.0
    else:
        minute = han_value(match["minute"]) if match["minute"] else 0.0
    if short := match["short"] or match["short2"]:  # 差十分四点, 四点差一刻
        hour, minute = hour - 1, 60 - (15.0 if short == "一刻" else han_value(short))
    if hour > 24 or not 0 <= minute < 60:
        return Fact((("num", hour), ("num", minute)), match.group())
    weak = hour == 1 and (not part or part in {"早", "晚"}) and not minute and ":" not in match.group()
    return Fact((("clock", _minutes(hour, minute, part)),), match.group(), weak)


def _minutes(hour: float, minute: float, part: str) -> float:
    if hour > 12:
        return hour % 24 * 60 + minute
    if part in _AFTERNOON:
        hour = hour if hour == 12 else hour + 12
    elif part in _EVENING:
        hour = (hour + 12 if 5 <= hour < 12 else hour) % (24 if hour != 12 else 12)
    elif part in {"中午", "正午"}:
        hour = hour + 12 if hour < 4 else hour
    elif part:
        hour %= 12 if part == "凌晨" else 24
    else:
        return 10_000 + hour % 12 * 60 + minute
    return hour * 60 + minute


def _every(match: re.Match[str]) -> Fact:
    """Read 隔一天 as every two days, which is also said "a day apart"."""
    count, unit = han_value(match["every"] or "一"), match["everyunit"] or match["alternate"]
    kind, size = ("months", 12.0 if unit == "年" else 1.0) if unit in "年月" else ("seconds", 0.0)
    size = size or float(SECONDS[unit])
    return Fact(((kind, (count + 1) * size), (kind, count * size)), match.group(), count == 1)


def _discount(match: re.Match[str]) -> Fact:
    """Read 八折 as 80 per cent, or 20 per cent off."""
    value = _decimal(match["off"]) if "点" in match["off"] else han_value(match["off"])
    share = value * 10 if value < 10 else value  # 八五折
    return Fact((("off", 100 - share), ("paid", share), ("num", value)), match.group())


def _verse(match: re.Match[str]) -> list[Fact]:
    """Read 三章十六节, which English writes like a clock time (3:16) or as two numbers."""
    chapter, section = han_value(match["chapter"]), han_value(match["section"])
    clock = 10_000 + (chapter * 60 + section) % _HALF_DAY
    said = match.group()
    return [
        Fact((("clock", clock),), said, True),
        Fact((("num", chapter),), said, True),
        Fact((("num", section),), said, True),
    ]


def _half_span(match: re.Match[str]) -> Fact:
    unit = match["halfspan"]
    if unit in {"年", "月"}:
        half = 6.0 if unit == "年" else 0.5
        if _EACH.match(match.string, match.end()):  # 半个月一次 is twice a month
            return Fact((("months", half), ("num", 2.0)), match.group(), True)
        most = match.string[match.start() - 1 : match.start()] in {"大", "小"}  # 大半年 is most of a year
        readings: tuple[Reading, ...] = (
            (("months", half), ("months", half * 2)) if most else (("months", half),)
        )
        return Fact(readings, match.group(), most)
    return Fact((("seconds", SECONDS[unit] / 2),), match.group(), unit == "天")
