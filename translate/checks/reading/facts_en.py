"""Read the figures of English text: numbers, dates, clock times, durations, money."""

# ruff: noqa: PLR2004 - the arithmetic of numerals, clocks and calendars is clearest in figures

from __future__ import annotations

import re
from collections.abc import Sequence

from translate.checks.reading.facts import Fact, Reading
from translate.checks.reading.units import ENGLISH_UNITS, english_measure, measure_of, temperatures

__all__ = ["read_english", "states_english"]

_MONTHS = {
    name: float(value)
    for value, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        1,
    )
}
_MONTHS |= {name[:3]: value for name, value in _MONTHS.items()} | {"sept": 9.0}
_DAYS = {
    name: float(value)
    for value, name in enumerate(
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], 1
    )
}
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "night": 86_400, "week": 604_800}
_MONTH_SPANS = {"month": 1, "year": 12, "decade": 120}
_MONEY = {
    "yuan": "money:cny", "rmb": "money:cny", "renminbi": "money:cny", "cny": "money:cny",
    "kuai": "money:cny", "dollar": "money:usd", "buck": "money:usd", "usd": "money:usd",
    "euro": "money:eur", "pound": "money:gbp", "yen": "money:jpy", "baht": "money:thb",
    "us dollar": "money:usd", "u.s. dollar": "money:usd", "american dollar": "money:usd",
    "hong kong dollar": "money:hkd", "chinese yuan": "money:cny", "taiwan dollar": "money:twd",
    "new taiwan dollar": "money:twd", "cent": "money:cent",
}  # fmt: skip
_CURRENCY = "|".join(sorted((name.replace(".", r"\.") for name in _MONEY), key=len, reverse=True))
_N = r"\d+(?:,\d{3})*(?:\.\d+)?"
_UNIT = "second|minute|hour|day|night|week|month|year|decade"
_AFTER = r"(?:in the (?:morning|afternoon|evening)|at night)"
_FIGURES = (
    rf"(?:(?P<iso>(?P<y>(?:19|20)\d\d)-(?P<m>\d{{1,2}})-(?P<d>\d{{1,2}})(?!\d))"
    rf"|(?P<fourths>(?:an?(?:other)?|3) quarters?) of an hour\b"
    rf"|(?P<other>every other) (?P<otherunit>{_UNIT})\b"
    rf"|(?P<below>(?:minus|negative|-) ?(?P<cold>{_N})|(?P<cold2>{_N})(?: degrees?| ?°)?(?: (?:celsius"
    rf"|centigrade|fahrenheit))?"
    rf" below(?: zero| freezing)?)(?: degrees?| ?°)?(?P<coldscale> ?(?:celsius|centigrade|fahrenheit"
    rf"|c\b|f\b))?"
    rf"|(?P<degrees>{_N})(?: degrees?| ?°)(?P<scale2> ?(?:celsius|centigrade|fahrenheit|c\b|f\b))?"
    rf"|(?P<off>{_N}) ?(?:%|percent|per cent)(?: (?:off|discount|reduction|cheaper|less|rebate)\b)"
    rf"|discount of (?P<off2>{_N}) ?(?:%|percent)|(?P<halfoff>\bhalf(?:[ -]price| off)\b)"
    rf"|(?P<points>{_N})(?P<pointhalf> and a half)? percentage points?\b"
    rf"|(?P<feet>{_N}) ?(?:feet|foot|ft\.?|')(?:,? (?:and )?| ?)(?P<inches>\d{{1,2}})(?: ?(?:inches"
    rf"|inch|in\.|\")|(?=[.,;]|$))"
    rf"|(?P<metres>\d) met(?:er|re)s? (?P<hundredths>\d\d)(?= or so| tall|[.,;]|$)"
    rf"|(?:(?P<measured>{_N})|\b(?P<half3>half (?:an? |of an? )?|an? half )|\b(?P<oneunit>an?|per|each"
    rf"|every) )"
    rf"(?P<mhalf> and a half)?[ -]?(?:(?:more|full|whole"
    rf"|long) )?(?P<munit>{ENGLISH_UNITS})\b(?! (?:sterling))"
    rf"|(?P<always>24/7|\b911\b)"
    rf"|(?P<slash>(?<!\d)(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/(?P<c>\d{{4}}|\d\d)(?!\d))"
    rf"|(?P<half>half past|half-past"
    rf"|a half past) (?P<halfhour>\d{{1,2}})(?: ?(?P<ap3>[ap])\.?m\b\.?)?(?: (?P<day3>{_AFTER}))?"
    rf"|(?P<quarter>(?:a )?quarter (?:past|after|to|of"
    rf"|before)) (?P<quarterhour>\d{{1,2}})(?: ?(?P<ap4>[ap])\.?m\b\.?)?(?: (?P<day4>{_AFTER}))?"
    rf"|(?<!from )(?<!between )(?P<minutes>5|10|20|25)(?: minutes)? (?P<side>to|before|till|of|past|after)"
    rf" (?P<sidehour>\d{{1,2}})(?: o'?clock| ?(?P<ap5>[ap])\.?m\b\.?| (?P<day6>{_AFTER}))"
    rf"|(?P<hour>\d{{1,2}})(?:[: ](?P<minute>\d\d))?\s*(?P<ap>[ap])\.?\s?m\b\.?"
    rf"|(?P<hour2>\d{{1,2}})(?::|[- ](?=(?:[1-5]0|[1-5]5|[34]5|[1-5]\d)(?! ?(?:percent|people|years?"
    rf"|days?|yuan|dollars?))\b(?=[.,;!?]|$| (?:in|at|on|that|and|or|to|the"
    rf"|every)\b)))(?P<minute2>\d\d)(?: ?o'clock)?(?:,? (?P<day2>{_AFTER}))?"
    rf"|(?P<hour5>\d{{1,2}})(?: (?P<minute5>\d\d))? (?P<day5>{_AFTER})"
    rf"|(?P<oclock>\d{{1,2}}) ?o[’']? ?clock(?:,? (?P<day1>{_AFTER}))?"
    rf"|(?P<noon>\b(?:noon|midnight)\b)"
    rf"|(?P<weekday>(?<!easter )(?<!palm )(?<!good )(?<!black )\b"
    rf"(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b)"
    rf"|(?P<month>\b(?:january|february|april|june|july|august|september|october|november|december|"
    rf"(?:jan|feb|apr|aug|sept|sep|oct|nov|dec)\b\.?(?=[ ,]*\d)|(?:jun|jul|mar)\b\.?(?= ?\d))\b)"
    rf"|(?P<odd>\b(?:may|march|mar)\b\.?)"
    rf"|(?P<vague>\b(?:several|few|many|couple(?: of)?) 10+\b)(?: (?:{_CURRENCY})s?)?"
    rf"|(?P<dozen>\bhalf a dozen|\d+ dozen)\b"
    rf"|(?P<percent>{_N})\s?(?:%|percent\b|per cent\b)"
    rf"|(?P<dollar>(?:us|hk|nt|a|c)?[$€£¥¥]|rmb ?|cny ?|usd ?)(?P<sum>{_N})(?: ?(?P<scale>million"
    rf"|billion|trillion"
    rf"|thousand|k\b))?"
    rf"|(?P<upper>\d+|an?)[ -](?P<lower>third|quarter|half|halves|3rd|4th|5th|6th|8th|10th|fifth|sixth"
    rf"|seventh|eighth|ninth|tenth)s?(?= of\b|-"
    rf"|s\b| the\b|[.,;!?]|$)"
    rf"|(?:(?P<span>{_N})|\b(?P<two>a couple(?: of)?|couple of)|\b(?P<one>an?|per|each|every))"
    rf"(?P<ahalf> and a half)?(?:[ -](?:full|whole|long|consecutive|straight|more|entire|short|additional"
    rf"|or so|solid))?"
    rf"[ -](?P<unit>{_UNIT})s?\b(?:['’]s?)?(?P<old>[ -]old|[ -]of[ -]age)?(?P<half2> and a half)?"
    rf"|\bhalf (?:an? |of an? )?(?P<halfspan>year|month|week|hour|day)\b|\ba half[- ](?P<halfspan2>year"
    rf"|month|week|hour|day)\b"
    rf"|(?P<money>{_N}) (?:chinese )?(?P<currency>{_CURRENCY})s?\b"
    rf"|(?P<code>\b[a-z]{{1,5}}[-_]?\d+(?:-\d+)*\b(?<!st)(?<!nd)(?<!rd)(?<!th))"
    rf"|(?P<phone>\(?\d{{2,}}\)?(?:-\d{{2,}})+|\b\d{{3}}(?: \d{{3,4}})+\b)"
    rf"|(?P<decade>\d{{2,4}})['’]?s\b"
    rf"|(?P<vaguely>\bonce or twice\b)"
    rf"|(?P<word>\b(?:twice|tripled?|fortnight|double|both|couple|pair|dozen|thrice|once|half|twenties"
    rf"|thirties|forties"
    rf"|fifties|sixties|seventies|eighties|nineties)\b)"
    rf"|(?P<n>{_N})(?P<th>st|nd|rd|th)?(?P<nhalf> and a half)?)"
)
# Only where a figure can begin is the rest tried. The text is lower case.
_MASTER = re.compile(
    rf"(?=[\d$\u20ac\u00a3\u00a5(]|\b(?:an? (?:\d|half|couple|quarter|third|dozen|full|whole|long|solid"
    rf"|short|more|{_UNIT}|{ENGLISH_UNITS})"
    rf"|half|quarter|another quarter|(?:per|each|every)[ -]|minus |negative |discount of |noon"
    rf"|midnight|mon|tue|wed|thu|fri|sat|sun"
    rf"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|rmb|cny|usd|us[$]|hk|nt|several |few |many |tw"
    rf"|doub|trip|fort|both|coup|pair|doz|thri|once"
    rf"|thirties|forties|fifties|sixties|seventies|eighties|nineties|[a-z]{{1,5}}[-_]?\d))" + _FIGURES
)
_DIGITS = re.compile(
    r"(?=[\d$\u20ac\u00a3\u00a5(]|\b(?:[a-z]{1,5}[-_]?\d|rmb|cny|usd|us[$]|hk|nt))" + _FIGURES
)
# Words by which a figure may begin without a digit.
_WORDY = re.compile(
    rf"\b(?:an? \d|half|quarter|noon|midnight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february"
    rf"|march|april|may|june|july"
    rf"|august|september|october|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b"
    rf"|twice|tripled?|fortnight|double|both|couple"
    rf"|pair|dozen|thrice|once|several|few|many|[a-z]+ties\b|thirds?\b|{_UNIT}|minus|negative|discount"
    rf"|(?:an?|per|each|every) (?:{ENGLISH_UNITS})\b)"
)
_ANY = re.compile(
    r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|noon|midnight|january|february|march|april|may\b"
    r"|june|july|august"
    r"|september|october|november|december|\b(?:an?|per|each|every|half) |twice|triple|fortnight|both|couple"
    r"|pair|dozen|thrice|once"
    r"|double|ties\b",
    re.IGNORECASE,
)
_WORDS = {
    "triple": (3.0, False), "tripled": (3.0, False),
    "twice": (2.0, False), "double": (2.0, True), "both": (2.0, True), "couple": (2.0, True),
    "pair": (2.0, True), "dozen": (12.0, True), "thrice": (3.0, False), "once": (1.0, True),
    "twenties": (20.0, True), "thirties": (30.0, True), "forties": (40.0, True), "fifties": (50.0, True),
    "sixties": (60.0, True), "seventies": (70.0, True), "eighties": (80.0, True), "nineties": (90.0, True),
}  # fmt: skip
_MONTH_BEFORE = re.compile(
    r"(?:\b(?:in|of|since|until|till|by|early|late|mid|last|this|next|every|from|to|and|or|around|through"
    r"|during|on|"
    r"before|after|between)[ -]|\d(?:st|nd|rd|th)?,? )$",
    re.IGNORECASE,
)
_MONTH_AFTER = re.compile(r"\.?,? (?:of )?(?:the )?\d")
_DIGIT = re.compile(r"\d")
_INSIDE = re.compile(r"[A-Za-z,] $")


_FIGURE_WORDS = frozenset(
    [
        *_MONTHS,
        *_DAYS,
        *(f"{day}s" for day in _DAYS),
        "twice",
        "tripled",
        "thrice",
        "half",
        "quarter",
        "quarters",
        "dozen",
    ]
) | {"couple", "couples"}


def states_english(text: str, words: Sequence[str]) -> bool:
    """Tell whether a text, number words in digits, may hold a figure that would be missed."""
    return not _FIGURE_WORDS.isdisjoint(words) or _DIGIT.search(text) is not None


def read_english(text: str) -> list[Fact]:
    """Give the figures of a text whose number words ``digits_of_words`` turned to digits, in order."""
    if not _ANY.search(text):
        return []
    facts: list[Fact] = []
    lower = text.lower()
    master = _MASTER if _WORDY.search(lower) else _DIGITS
    for match in master.finditer(lower if len(lower) == len(text) else text):
        _read(match, text, facts)
    return facts


def _read(match: re.Match[str], text: str, facts: list[Fact]) -> None:
    said = text[match.start() : match.end()].strip()
    if match["iso"]:
        _add_date(facts, said, match["y"], match["m"], match["d"])
    elif match["always"]:
        facts.append(Fact((("num", float(said[:3].rstrip("/"))), ("seconds", 86_400.0)), said, True))
    elif match["slash"]:
        year = match["c"] if len(match["c"]) == 4 else "20" + match["c"]
        _add_date(facts, said, year, match["a"], match["b"])
    elif (fact := _clock(match, said)) or (fact := _measure(match, said)):
        facts.append(fact)
    elif match["weekday"]:
        facts.append(Fact((("weekday", _DAYS[said.lower().rstrip("s")]),), said))
    elif match["month"]:
        facts.append(Fact((("month", _MONTHS[said.lower().rstrip(".")]),), said))
    elif match["odd"]:
        sure = _is_month(match, text)
        if sure or (said[0].isupper() and _INSIDE.search(text, 0, match.start())):
            facts.append(Fact((("month", _MONTHS[said.lower().rstrip(".")]),), said, not sure))
    elif fact := _length_of(match, said):
        facts.append(fact)
    else:
        facts.extend(_plain(match, said))


def _measure(match: re.Match[str], said: str) -> Fact | None:
    """A figure with a unit of measure, of degrees, or a discount."""
    if match["below"] or match["degrees"]:
        return _degrees(match, said)
    if match["munit"]:
        value = _value(match["measured"]) if match["measured"] else 0.5 if match["half3"] else 1.0
        value += 0.5 if match["mhalf"] else 0.0
        return english_measure(value, match["munit"], said, weak=value == 1)
    if match["metres"]:
        return measure_of(_value(match["metres"]) + _value(match["hundredths"]) / 100, "length", 1, said)
    if match["feet"]:
        return measure_of(_value(match["feet"]) + _value(match["inches"]) / 12, "length", 0.3048, said)
    return _discount(match, said)


def _degrees(match: re.Match[str], said: str) -> Fact:
    cold = match["cold"] or match["cold2"]
    value = -_value(cold) if cold else _value(match["degrees"])
    scale = (match["coldscale"] or match["scale2"] or "").strip()[:1]
    named = (name[0] for name in ("celsius", "centigrade", "fahrenheit") if name in said.lower())
    return Fact(temperatures(value, scale or next(named, ""), chinese=False), said, value == 1)


def _discount(match: re.Match[str], said: str) -> Fact | None:
    if off := match["off"] or match["off2"]:
        return Fact((("off", _value(off)),), said)
    if match["halfoff"]:
        return Fact((("off", 50.0), ("paid", 50.0), ("fraction", 0.5)), said)
    if match["points"]:
        return Fact((("points", _value(match["points"]) + (0.5 if match["pointhalf"] else 0)),), said)
    return None


def _length_of(match: re.Match[str], said: str) -> Fact | None:
    """A span of time, in one of the ways in which English says it."""
    if match["fourths"]:
        quarters = 3 if match["fourths"].startswith("3") else 1
        return Fact((_length(0.25 * quarters, "hour"),), said, quarters == 1)
    if match["other"]:
        return Fact((_length(2, match["otherunit"]),), said, True)
    if match["unit"]:
        return _span(match, said)
    if match["halfspan"] or match["halfspan2"]:
        unit = (match["halfspan"] or match["halfspan2"]).lower()
        return Fact((_length(0.5, unit),), said, unit == "day")
    return None


def _add_date(facts: list[Fact], said: str, year: str, month: str, day: str) -> None:
    facts.append(Fact((("year", float(year)),), said))
    facts.append(Fact((("month", float(month)), ("day", float(month))), said))
    facts.append(Fact((("day", float(day)), ("month", float(day))), said))


def _is_month(match: re.Match[str], text: str) -> bool:
    """Tell the month from the verb: ``in May``, ``May 3``, not ``May I`` or ``to march``."""
    word = text[match.start("odd") :]
    if word[0].isupper() and _MONTH_AFTER.match(text, match.end("odd")):
        return True
    before = text[: match.start()]
    return word[0].isupper() and bool(_MONTH_BEFORE.search(before))


def _clock(match: re.Match[str], said: str) -> Fact | None:
    if match["noon"]:
        return Fact((("clock", 720.0 if said.lower() == "noon" else 0.0),), said, True)
    hour = match["hour"] or match["hour2"] or match["hour5"] or match["oclock"] or match["halfhour"]
    part = match["ap"] or match["ap3"] or match["ap4"] or match["ap5"] or ""
    day = (
        match["day6"]
        or match["day1"]
        or match["day2"]
        or match["day3"]
        or match["day4"]
        or match["day5"]
        or ""
    )
    minute = float(match["minute"] or match["minute2"] or match["minute5"] or 0)
    if match["half"]:
        minute = 30.0
    if match["quarter"]:
        hour = match["quarterhour"]
        before = match["quarter"].lower().split()[-1] in {"to", "of", "before"}
        minute = -15.0 if before else 15.0
    if match["minutes"]:
        hour = match["sidehour"]
        minute = float(match["minutes"]) * (1 if match["side"] in {"past", "after"} else -1)
    if not hour:
        return None
    return Fact((("clock", _minutes(float(hour), minute, part.lower(), day.lower())),), said)


def _minutes(hour: float, minute: float, part: str, day: str) -> float:
    if hour > 12:
        return hour % 24 * 60 + minute
    hour %= 12
    if part == "p" or "afternoon" in day or "evening" in day or ("night" in day and hour >= 5):
        hour += 12
    elif not part and not day:
        return 10_000 + (hour * 60 + minute) % 720
    return (hour * 60 + minute) % 1440


def _length(amount: float, unit: str) -> Reading:
    unit = unit.lower()
    if unit in _MONTH_SPANS:
        return "months", amount * _MONTH_SPANS[unit]
    return "seconds", amount * _SECONDS[unit]


def _span(match: re.Match[str], said: str) -> Fact:
    amount = _value(match["span"]) if match["span"] else 2.0 if match["two"] else 1.0
    if match["old"]:
        kind = ("num", amount) if match["unit"].lower() == "year" else _length(amount, match["unit"])
        return Fact((kind,), said, amount == 1)
    half = bool(match["ahalf"] or match["half2"])
    amount += 0.5 if half else 0.0
    readings: tuple[Reading, ...] = (_length(amount, match["unit"]),)
    if match["unit"].lower() == "day" and match["span"]:
        readings += (("day", amount),)
    return Fact(readings, said, amount == 1 or bool(match["two"]))


def _value(text: str) -> float:
    return float(text.replace(",", "").rstrip("."))


_LOWER = {
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "third": 3,
    "3rd": 3,
    "quarter": 4,
    "4th": 4,
    "half": 2,
    "halves": 2,
}
_SIGNS = {"$": "money:usd", "us$": "money:usd", "hk$": "money:hkd", "nt$": "money:twd", "€": "money:eur"}
_SIGNS |= {"£": "money:gbp", "¥": "money:cny", "rmb": "money:cny", "cny": "money:cny", "usd": "money:usd"}
_SCALES = {"million": 1e6, "billion": 1e9, "trillion": 1e12, "thousand": 1e3, "k": 1e3}


def _sum(match: re.Match[str], said: str) -> Fact:
    kind, value = _MONEY[match["currency"].lower()], _value(match["money"])
    if kind == "money:cent":
        kind, value = "money", value / 100
    return Fact(((kind, value),), said, value in {1, 0.01} and kind == "money")


def _word(said: str) -> Fact:
    if said.lower() == "half":
        return Fact((("fraction", 0.5),), said, True)
    if said.lower() == "fortnight":
        return Fact((_length(2, "week"), _length(0.5, "month")), said, True)
    value, weak = _WORDS[said.lower()]
    readings = (("num", value), ("decade", value)) if said.lower().endswith("ties") else (("num", value),)
    return Fact(readings, said, weak)


def _plain(match: re.Match[str], said: str) -> list[Fact]:  # noqa: PLR0911
    if match["vague"]:
        return (
            [Fact((("num", 2.0 * float(re.sub(r"\D", "", match["vague"]))),), said, True)]
            if "couple" in said.lower()
            else []
        )
    if match["dozen"]:
        count = 0.5 if match["dozen"].lower().startswith("half") else float(match["dozen"].split()[0])
        return [Fact((("num", 12 * count),), said, count < 1)]
    if match["percent"]:
        return [Fact((("percent", _value(match["percent"])),), said, match["percent"] == "100")]
    if match["dollar"]:
        kind = _SIGNS.get(match["dollar"].strip().lower(), "money")
        scale = _SCALES.get((match["scale"] or "").lower(), 1)
        return [Fact(((kind, _value(match["sum"]) * scale),), said)]
    if match["upper"]:
        above = 1.0 if match["upper"].lower().startswith("a") else float(match["upper"])
        below = _LOWER.get(match["lower"].lower()) or int(match["lower"][:-2])
        return [Fact((("fraction", round(above / below, 4)),), said, below == 2)]
    if match["money"]:
        return [_sum(match, said)]
    if match["code"]:
        digits = float(re.sub(r"\D", "", said))
        return [Fact((("num", digits),), said, said.lower().startswith(("covid", "mp", "g20")))]
    if match["phone"]:
        return [Fact((("num", float(re.sub(r"\D", "", said))),), said)]
    if match["decade"]:
        return [Fact((("decade", float(match["decade"])),), said)]
    if match["vaguely"]:
        return [Fact((("num", value),), said, True) for value in (1.0, 2.0)]
    if match["word"]:
        return [_word(said)]
    return [_number(match, said)]


_OR_MORE = re.compile(r" (?:or|to) \d")


def _number(match: re.Match[str], said: str) -> Fact:
    value = _value(match["n"])
    if match["th"] == "nd" and value > 20:  # a forty-second video
        return Fact((("num", value), ("seconds", value - 2)), said)
    if match["nhalf"]:
        value += 0.5
    weak = value == 1 or (match["th"] is not None and value == 2)
    weak = weak or _OR_MORE.match(match.string, match.end()) is not None  # five or six kilos
    kind = "year" if 1900 <= value <= 2099 and "," not in match["n"] and not match["th"] else "num"
    readings: tuple[Reading, ...] = (("year", value), ("num", value)) if kind == "year" else (("num", value),)
    return Fact(readings, said, weak)
