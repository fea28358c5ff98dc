"""The expressions that find a figure in English text: dates, clock times, measures, money, durations."""

from __future__ import annotations

import re

from translate.checks.reading.figures.units import ENGLISH_UNITS

__all__ = ["ANY", "DAYS", "DIGITS", "MASTER", "MONEY", "MONTHS", "WORDY"]

MONTHS = {
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
MONTHS |= {name[:3]: value for name, value in MONTHS.items()} | {"sept": 9.0}
DAYS = {
    name: float(value)
    for value, name in enumerate(
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], 1
    )
}
MONEY = {
    "yuan": "money:cny", "rmb": "money:cny", "renminbi": "money:cny", "cny": "money:cny",
    "kuai": "money:cny", "dollar": "money:usd", "buck": "money:usd", "usd": "money:usd",
    "euro": "money:eur", "pound": "money:gbp", "yen": "money:jpy", "baht": "money:thb",
    "us dollar": "money:usd", "u.s. dollar": "money:usd", "american dollar": "money:usd",
    "hong kong dollar": "money:hkd", "chinese yuan": "money:cny", "taiwan dollar": "money:twd",
    "new taiwan dollar": "money:twd", "cent": "money:cent",
}  # fmt: skip
_CURRENCY = "|".join(sorted((name.replace(".", r"\.") for name in MONEY), key=len, reverse=True))
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
    rf"|(?P<nonstop>\b(?:a?round the clock|day and night|night and day)\b)"
    rf"|(?P<spoken>\b[1-9][ -][1-9]\d)(?= (?:an?|per|each|every) |(?: and change)? (?:dollars|bucks|yuan)\b)"
    rf"|(?P<spelt>\b[a-z\d](?:-[a-z\d]){{2,9}}\b)"
    rf"|(?P<even>\b50[-/ ]50\b)"
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
    rf"|(?P<word>\b(?:twice|tripled?|fortnight|double|both|n?either|couple|pair|dozen|thrice|once"
    rf"|half|nickel|dime|penny"
    rf"|twenties"
    rf"|thirties|forties"
    rf"|fifties|sixties|seventies|eighties|nineties)\b)"
    rf"|(?P<n>{_N})(?P<th>st|nd|rd|th)?(?P<nhalf> and a half)?)"
)
# Only where a figure can begin is the rest tried. The text is lower case.
MASTER = re.compile(
    rf"(?=[\d$\u20ac\u00a3\u00a5(]|\b(?:an? (?:\d|half|couple|quarter|third|dozen|full|whole|long|solid"
    rf"|short|more|{_UNIT}|{ENGLISH_UNITS})"
    rf"|half|quarter|another quarter|(?:per|each|every)[ -]|minus |negative |discount of |noon"
    rf"|midnight|mon|tue|wed|thu|fri|sat|sun"
    rf"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|rmb|cny|usd|us[$]|hk|nt|several |few |many |tw"
    rf"|doub|trip|fort|both|eith|neith|coup|pair|doz|thri|once|a?round the|day and|night and|nickel"
    rf"|dime|penny"
    rf"|thirties|forties|fifties|sixties|seventies|eighties|nineties|[a-z]{{1,5}}[-_]?\d))" + _FIGURES
)
DIGITS = re.compile(
    r"(?=[\d$\u20ac\u00a3\u00a5(]|\b(?:[a-z]{1,5}[-_]?\d|rmb|cny|usd|us[$]|hk|nt))" + _FIGURES
)
# Words by which a figure may begin without a digit.
WORDY = re.compile(
    rf"\b(?:an? \d|half|quarter|noon|midnight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february"
    rf"|march|april|may|june|july"
    rf"|august|september|october|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b"
    rf"|twice|tripled?|fortnight|double|both|n?either|couple"
    rf"|pair|dozen|thrice|once|several|few|many|[a-z]+ties\b|thirds?\b|{_UNIT}|minus|negative|discount"
    rf"|(?:an?|per|each|every) (?:{ENGLISH_UNITS})\b"
    rf"|nickel|dime|penny|round the|day and night|night and day)"
)
ANY = re.compile(
    r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|noon|midnight|january|february|march|april|may\b"
    r"|june|july|august"
    r"|september|october|november|december|\b(?:an?|per|each|every|half) |twice|triple|fortnight"
    r"|both|either|couple"
    r"|pair|dozen|thrice|once"
    r"|double|ties\b|nickel|dime|penny|round the clock|day and night|night and day",
    re.IGNORECASE,
)
