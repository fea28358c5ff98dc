"""Read the figures of Chinese text: numbers, dates, clock times, durations, money.

The text is expected normalised (NFKC, Simplified).
"""

# ruff: noqa: PLR2004 - the arithmetic of numerals, clocks and calendars is clearest in figures

from __future__ import annotations

import re

from translate.checks.facts import Fact, Reading
from translate.checks.numerals import HAN_NUMERAL, han_value, is_digit_string

__all__ = ["read_chinese", "states_chinese"]

# Words in which a numeral counts nothing.
_NUMERALS = "零一二两三四五六七八九十百千万亿"
# What can be counted or stands before a count; any other character between two numerals makes a phrase of them.
_COUNTED = "个名位年月天点岁元块号周日时分秒里斤口本张件条次回间层楼度成倍几多来余又零之和加减到比点米亩只家户页段"
_IDIOMS = re.compile(
    rf"(?=[一二三四五六七八九十统唯万之第再乱半李张王几数上成老百千两大隔接丢零横颠低多全合双独朝推说挑有杀以举])(?<![{_NUMERALS}\d])(?:"
    rf"[一二两三四五六七八九十百千万](?![{_NUMERALS}{_COUNTED}])[\u4e00-\u9fff][一二两三四五六七八九十百千万](?![{_NUMERALS}{_COUNTED}])[\u4e00-\u9fff]"
    r"|[颠低朝推说挑杀举](?:三[倒下道阻拣]四|三暮四|一不二|一儆百|一反三)|独一无二|有一无二|以一当十|三令五申"
    r"|(?:数|[一三两])九(?:寒天|天)|二流子|二百五(?![十百])|三教九流|三自"
    r"|"
    r"[一二三四五六七八九十]+带一路|统一|唯一|万一|(?<!分)之一|第一时间"
    r"|(?<![周期拜第初])一[些起直样定般边切旦致律再概向贯路旁共时下]"
    r"(?![二三四五六七八九十]|半|钟|\d)|一会儿?|一方面|进一步|一模一样|一五一十|三番五次|再三|乱七八糟"
    r"|七上八下|四面八方|五花八门|三更半夜|半夜(?![一二两三四五六十\d])|半路|隔三差五|三天两头|接二连三"
    r"|三心二意|丢三落四|四分五裂|六神无主|七嘴八舌|七零八落|横七竖八|九死一生|十全十美|十有八九"
    r"|一来二去|三下五除二|三言两语|[一百千万]+(?:方百计|辛万苦|真万确|分之?感)|一无所[有知]"
    r"|一[言声]不[发吭]|一举一动|两全其美|颠三倒四|低三下四|不三不四|五音|五线|五颜六色"
    r"|零[钱食件售星用碎]|[四六八三多]边形|二维码|七夕|双十一|万[物圣能幸岁分恶般事]"
    r"|(?<![一二三四五六七八九两几])百八十|[百千万]把|千儿八百|百科|千瓦|十字|三[明]治|两[全口]|三角"
    r"|八[卦仙]|三[伏八]节|四合院|六合彩|三明|九[寨华]|一[口]气|一[心手]|半信半疑|一干二净|说一不二"
    r"|(?<![点二三四五六七八九])十分(?!钟|之)|十字|十足|千万(?=别|不|要)"
    r"|老百姓|百姓|百货|四[川处周肢邻季面](?![一二三四五六七八九十])|五[官金脏]|三[峡亚明角]|三轮|三明治"
    r"|九[龙江寨]"
    r"|二手|二维|二话|二战|两[边旁侧岸口]|大[一二三四五六七八九](?![百千万十年月天个点])"
    r"|[二三四五六七八](?=[哥姐弟妹叔伯姨姑舅爷嫂婶])|李四|张三|王[二五八]|三自|几[十百千万亿]+"
    r"|数[十百千万]+|上[百千万]+|成千上万"
    r"|八成(?=是|会|要)|(?<![零一二三四五六七八九十])(?:六四|三八|五四|八九(?=民运"
    r"|学运))(?![零一二三四五六七八九十年百])|一国两制|十一(?=国庆|长假)|二胎|一胎|大学[一二三四]年级"
    r"|大[一二三四](?=学|的时|那|上)|星期几|几[点号月年])"
)
_APPROXIMATE = re.compile(r"一两|两三|三两|三四|三五|四五|五六|六七|七八|八九")
_PART = (
    r"后半夜|前半夜|半夜|凌晨|清晨|早晨|早上|上午|中午|正午|下午|午后|傍晚|晚上|夜里|夜间|深夜"
    r"|当晚|昨晚|今晚|那晚|早|晚"
)
_WEEKDAYS = {day: value for value, day in enumerate("一二三四五六日", 1)} | {"天": 7}
_MONEY = {
    "美元": "money:usd", "美金": "money:usd", "刀": "money:usd", "人民币": "money:cny", "元": "money:cny",
    "块钱": "money", "块": "money", "港币": "money:hkd", "港元": "money:hkd", "欧元": "money:eur",
    "英镑": "money:gbp", "日元": "money:jpy", "台币": "money:twd", "新台币": "money:twd", "泰铢": "money:thb",
}  # fmt: skip
_SECONDS = {
    "秒": 1, "秒钟": 1, "分钟": 60, "刻钟": 900, "小时": 3600, "钟头": 3600, "天": 86_400, "日": 86_400,
    "天天": 86_400, "夜": 86_400, "晚": 86_400, "晚上": 86_400, "周": 604_800, "星期": 604_800,
    "礼拜": 604_800,
}  # fmt: skip
_SPAN = r"秒钟|秒|分钟|刻钟|小时|钟头|天|夜|晚上|晚|周(?!岁|年|末)|星期|礼拜|年(?!轻|龄|纪|幼|迈)|月"
_N = HAN_NUMERAL
_DIGITS = "[零一二三四五六七八九]"
_MASTER = re.compile(
    r"(?=[\d零一二两三四五六七八九十百半隔星礼周每下上减折对民第凌清早中正午傍晚夜深当昨今那后前A-Za-z])(?:"
    rf"(?P<iso>(?P<y>(?:19|20)\d\d)[-./](?P<m>\d{{1,2}})[-./](?P<d>\d{{1,2}})(?!\d))"
    rf"|百分之(?P<percent>百|{_N}(?:点[零一二三四五六七八九]+)?)"
    rf"|(?P<lower>{_N})分之(?P<upper>{_N})"
    rf"|(?:星期|礼拜|(?<![一二两三四五六七八九十几半每\d])周|每周(?=[一二三四五六日](?![次回趟个天年]))"
    rf"|下周|上周)"
    rf"(?P<weekday>[一二三四五六日天])(?![个名岁周次]|回(?![家来去国到学]))"
    rf"|(?P<decimal>{_N}点[零一二三四五六七八九]+)(?=[百千万亿]|倍|%|米|公里|平|英|元|块|斤|度|个百分点|岁)"
    rf"|(?P<spelled>(?:[A-Za-z]{{1,5}} ?)?{_DIGITS}{{3,}}(?:[,、 -]{_DIGITS}{{2,}})+|[A-Za-z]{{1,5}} ?{_DIGITS}{{2,}})"
    rf"|(?P<house>{_N}之{_N}(?=号))"
    rf"|(?:(?P<part>{_PART})的?)?(?P<hour>{_N})(?:点(?!原因|理由|意见|建议|要求|问题|儿|事|心|头|滴)"
    rf"|:(?=\d\d)|时(?=许|左右|[一二三四五六七八九十零\d]+分))"
    rf"(?:(?P<half>半)|(?P<quarter>[一三])刻|(?:钟|整|过|零|许)*(?P<minute>{_N})?分?(?!之|钟(?!到|左右"
    rf"|的时候)))?"
    rf"|隔(?:(?P<every>{_N})个?(?P<everyunit>{_SPAN})|(?P<alternate>[天日周月年]))"
    rf"|半个?多?(?P<halfspan>年|月|星期|小时|钟头|天)(?!夜)"
    rf"|(?P<portion>一半|[减折对]半)"
    rf"|(?P<minguo>民国)(?P<era>{_N})年"
    rf"|(?P<code>[A-Za-z]{{1,5}}[-_]?\d+(?:-\d+)*)"
    rf"|(?P<phone>\d{{2,}}(?:-\d{{2,}})+)"
    rf"|(?P<nth>第)?(?P<n>{_N})(?P<rest>个半|几|多|来|余)?)"
)
_COUNT = re.compile(rf"(?P<many>多|来|余|几)?(?P<ge>个)?(?P<plus>半)?(?:多)?(?P<unit>{_SPAN})(?P<half>半)?")
_DATED = re.compile(r"年(?:出生|生|[一二三四五六七八九十\d]+月|[春夏秋冬底初末中])")
_AFTER_YEAR = re.compile(
    r"年(?!代|级|纪|龄|轻|半|多|前|后|来|以来|之[前后]|以[前后]|的?时间|期|内|间|左右|了|零)"
)
_MONEY_AFTER = re.compile("|".join(sorted(_MONEY, key=len, reverse=True)))
_COINS = re.compile("毛|角(?![落度色])")
_CHANGE = re.compile(rf"(?<=[块元])(?P<coins>[一二三四五六七八九])(?:[毛角]|(?![{_NUMERALS}{_COUNTED}]))")
_ADDRESS = re.compile(r"号(?=[楼房室院监路线牢窗门床桌文台机车通检])")
_FUZZY = "几"
_SCALED = re.compile(r"(?P<vague>[多来余几])?(?P<scale>(?<![万亿])[万亿]|(?<=[多来余几])[百千])")
_NTH_SPAN = re.compile(r"个?(?:天|年|月|星期|礼拜|周|晚|夜|小时)")
_AND_A_HALF = re.compile(r"[\u4e00-\u9fff]半(?![夜天年个月小路死信空])")  # 三亩半, 一片半
_JUNE_FOURTH = re.compile(r"(?<![零一二三四五六七八九十])六四(?![零一二三四五六七八九十年百])")
_RUNS_ON = "零一二三四五六七八九十百千年"


def states_chinese(text: str) -> bool:
    """Tell whether a text may hold a figure that would be missed."""
    return _STRONG.search(text) is not None


def read_chinese(text: str) -> list[Fact]:
    """Give the figures of a text, in order."""
    if not _ANY.search(text):
        return []
    facts: list[Fact] = []
    masked = _IDIOMS.sub(lambda match: _idiom(match, facts), text)
    if "六四" in text and _JUNE_FOURTH.search(text):
        facts += [Fact((("month", 6),), "六四", True), Fact((("day", 4),), "六四", True)]
    for match in _DAYS_AGO.finditer(text):
        _days_ago(match, facts)
    if "俩" in text or "仨" in text or "双" in text:
        value = 3.0 if "仨" in text else 2.0
        facts.append(Fact((("num", value),), "俩", True))
    masked = _RANKS.sub(lambda match: _ranks(match, facts), masked)
    if _NEIGHBOURS.search(masked):
        masked = _TENS.sub(lambda match: _about(match, facts), masked)
        masked = _APPROXIMATE.sub(lambda match: _approximate(match, masked, facts), masked)
    position = 0
    while match := _MASTER.search(masked, position):
        position = _read(match, masked, facts)
    return facts


_STRONG = re.compile(
    r"[\d零二两三四五六七八九十百千万亿]|星期|礼拜|半|[上下这本每]?周[日天一]|隔|一个?(?:年|月|分|小时|钟头|天|夜|晚)"
)
_IN_IDIOM = re.compile("[二两三四五六七八九十]")
_DAYS_AGO = re.compile(r"(?P<far>大)?[前后]天")
_NEIGHBOURS = re.compile(r"[一二两三四五六七八九十][一二三四五六七八九]")
_ANY = re.compile(r"[\d零一二两三四五六七八九十半俩仨双]|[前后]天|百分之|星期|礼拜|[上下这本每]?周[日天末]?")


# 老三 is the third child; 初二 is the second year of middle school, or the eighth grade.
_RANKS = re.compile(r"(?P<what>[老初高])(?P<n>[一二三四五六七八九])(?![十百千万月号日年点])")
_GRADES = {"初": 6, "高": 9}
_DIGIT = "一二三四五六七八九"
# 十五六 and 二三十: two neighbouring digits that share what comes before or after them.
_TENS = re.compile(
    rf"(?P<tens>[二三四五六七八九]?十)(?P<a>[{_DIGIT}])(?P<b>[{_DIGIT}])(?![十百千万])"
    rf"|(?<![{_DIGIT}十百千万])(?P<c>[{_DIGIT}两])(?P<d>[{_DIGIT}])(?P<unit>[十百千万]+)(?![{_DIGIT}])"
)


def _ranks(match: re.Match[str], facts: list[Fact]) -> str:
    value = han_value(match["n"])
    more = _GRADES.get(match["what"], 0)
    facts.append(Fact((("num", value), ("num", value + more)), match.group(), True))
    return _mask(match)


def _about(match: re.Match[str], facts: list[Fact]) -> str:
    """Read 十五六 as 15 or 16, and 二三十 as 20 or 30; what is no such pair stays."""
    tens, unit = match["tens"] or "", match["unit"] or ""
    first, second = (match["a"], match["b"]) if tens else (match["c"], match["d"])
    if han_value(second) - han_value(first) not in {1, 2}:
        return match.group()
    for digit in (first, second):
        value = han_value(tens + digit + unit)
        facts.append(Fact((("num", value),), match.group(), True))
    return _mask(match)


def _idiom(match: re.Match[str], facts: list[Fact]) -> str:
    """Mask a phrase; where English says its figures all the same (三自, Three-Self), they are expected."""
    for numeral in _IN_IDIOM.findall(match.group()):
        facts.append(Fact((("num", han_value(numeral)),), match.group(), True))
    return _mask(match)


def _days_ago(match: re.Match[str], facts: list[Fact]) -> None:
    days = 3.0 if match["far"] else 2.0
    facts.append(Fact((("seconds", days * 86_400), ("num", days)), match.group(), True))


def _mask(match: re.Match[str]) -> str:
    return "　" * len(match.group())


def _approximate(match: re.Match[str], text: str, facts: list[Fact]) -> str:
    after = text[match.end() : match.end() + 1]
    before = text[match.start() - 1 : match.start()]
    if (after and after in _RUNS_ON) or (before and before in _RUNS_ON):
        return match.group()
    pair = match.group() if match.group() != "三两" else "两三"
    facts += [Fact((("num", han_value(char)),), match.group(), True) for char in pair]
    return _mask(match)


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
        facts.append(Fact((("weekday", float(_WEEKDAYS[match["weekday"]])),), said))
    elif match["decimal"]:
        return _number(match, text, facts, _decimal(match["decimal"]))
    elif match["spelled"] or match["house"]:
        facts.append(_spelled(said))
    elif match["hour"]:
        facts.append(_clock(match))
    elif match["everyunit"] or match["alternate"]:
        facts.append(_every(match))
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
        return _number(match, text, facts, han_value(match["n"]))
    return match.end()


def _code(said: str) -> Fact:
    digits = float(re.sub(r"\D", "", said))
    return Fact((("num", digits),), said, said.lower().startswith(("covid", "mp", "g20")))


def _spelled(said: str) -> Fact:
    """Read a number that was said digit by digit, or house by house (一百三十六之二十): its digits in a row."""
    parts = re.findall(HAN_NUMERAL, said)
    return Fact((("num", float("".join(f"{han_value(part):.0f}" for part in parts))),), said)


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
    if hour > 24 or minute > 59:
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
    size = size or float(_SECONDS[unit])
    return Fact(((kind, (count + 1) * size), (kind, count * size)), match.group(), count == 1)


def _half_span(match: re.Match[str]) -> Fact:
    unit = match["halfspan"]
    if unit in {"年", "月"}:
        return Fact((("months", 6.0 if unit == "年" else 0.5),), match.group())
    return Fact((("seconds", _SECONDS[unit] / 2),), match.group(), unit == "天")


def _number(match: re.Match[str], text: str, facts: list[Fact], value: float) -> int:
    """Read a numeral by what follows it: 三月, 三个月, 三岁, 三千元, 三号楼."""
    said, end = match["n"] or match["decimal"], match.end("n") if match["n"] else match.end("decimal")
    ordinal = bool(match["n"] and match["nth"])
    if scale := _SCALED.match(text, end):  # 四十多万, 一点二亿
        value *= han_value("一" + scale["scale"])
        said, end = text[match.start() : scale.end()], scale.end()
    vague = text[end : end + 1] == _FUZZY or bool(scale and scale["vague"] == _FUZZY)
    weak = value in {0, 1} or vague
    if not ordinal:
        for reader in (_read_year, _read_month_or_day, _read_span, _read_money):
            if found := reader(text, end, said, value):
                fact, stop = found
                facts.append(Fact(fact.readings, text[match.start() : stop], fact.weak or weak))
                return stop
    elif span := _NTH_SPAN.match(text, end):
        readings = (("nth", value), ("num", value))
        facts.append(Fact(readings, text[match.start() : span.end()], value == 2))  # 第二天 is the next day
        return span.end()
    elif value == 2:
        weak = True  # 第二 is "then", or "secondly"
    if text[end : end + 1] == "%":
        facts.append(Fact((("percent", value),), said + "%"))
        return end + 1
    if text[end : end + 2] == "年代":
        facts.append(Fact((("decade", value), ("decade", 1900 + value)), said + "年代"))
        return end + 2
    readings: tuple[Reading, ...] = (("num", value),)
    if text[end : end + 1] == "岁":
        readings += (("months", value * 12),)
    if text[end : end + 1] == "成" and value <= 10:
        readings += (("percent", value * 10),)
    if text[end : end + 1] == "半" or _AND_A_HALF.match(text, end):
        readings += (("num", value + 0.5),)
    facts.append(Fact(readings, said, weak))
    return end


_Found = tuple[Fact, int] | None


def _read_year(text: str, end: int, said: str, value: float) -> _Found:
    if text[end : end + 1] != "年" or text[end : end + 2] in {"年代", "年级"}:
        return None
    four = 1800 <= value <= 2100
    if four:
        return Fact((("year", value),), said), end + 1
    short = is_digit_string(said) or (said.isdigit() and len(said) == 2)
    if short and _AFTER_YEAR.match(text, end):
        century = 2000 if value < 50 else 1900
        readings: tuple[Reading, ...] = (("year", century + value), ("months", value * 12), ("num", value))
        few = (
            not said.isdigit()
            and han_value(said[1]) - han_value(said[0]) == 1
            and not _DATED.match(text, end)
        )  # 五六年: 1956, or 5 or 6
        if few:
            readings += tuple(("months", han_value(digit) * 12) for digit in said)
        return Fact(readings, said, few), end + 1
    return None


def _read_month_or_day(text: str, end: int, said: str, value: float) -> _Found:
    char = text[end : end + 1]
    if char == "月" and value <= 12 and said != "两":
        return Fact((("month", value),), said), end + 1 + (text[end + 1 : end + 2] == "份")
    if char == "号" and value <= 31 and not _ADDRESS.match(text, end):
        return Fact((("day", value),), said), end + 1
    if char == "日" and value <= 31 and text[end + 1 : end + 2] not in {"元", "本"}:
        return Fact((("day", value), ("seconds", value * 86_400)), said), end + 1
    return None


def _read_span(text: str, end: int, said: str, value: float) -> _Found:
    match = _COUNT.match(text, end)
    if match is None or (match["unit"] == "年" and text[end : end + 2] in {"年代", "年级"}):
        return None
    unit = match["unit"]
    if unit == "月" and not match["ge"] and said != "两" and not match["many"]:
        return None
    half = 0.5 if match["plus"] or match["half"] else 0.0
    amount = value + half
    kind, size = ("months", 12.0 if unit == "年" else 1.0) if unit in "年月" else ("seconds", 0.0)
    size = size or float(_SECONDS[unit])
    return Fact(((kind, amount * size),), said, match["many"] == _FUZZY), match.end()


def _read_money(text: str, end: int, said: str, value: float) -> _Found:
    start = end + 1 if text[end : end + 1] in {"多", "来", "余"} else end
    match = _MONEY_AFTER.match(text, start)
    if match is None:
        if coins := _COINS.match(text, end):
            return Fact((("money", value / 10),), said), coins.end()
        return None
    stop = match.end()
    if change := _CHANGE.match(text, stop):  # 十六块五
        value, stop = value + han_value(change["coins"]) / 10, change.end()
    return Fact(((_MONEY[match.group()], value),), said), stop
