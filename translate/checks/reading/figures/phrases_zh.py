"""Phrases of Chinese in which a numeral counts nothing, names a day, or is one of two (三四个)."""

from __future__ import annotations

import re

from translate.checks.reading.dictionary import dictionary
from translate.checks.reading.figures.counted_zh import COUNTED, NUMERALS, read_money, read_span
from translate.checks.reading.figures.facts import Fact, Reading
from translate.checks.reading.figures.numerals import han_value
from translate.checks.reading.figures.units import measure_of, read_measure

__all__ = ["mask_phrases"]

# Words in which a numeral counts nothing.
_IDIOMS = re.compile(
    rf"(?=[一二三四五六七八九十统唯万之第再乱半李张王几数上成老百千两大隔接丢零横颠低多全合双独朝推说挑有杀以举])(?<![{NUMERALS}\d])(?:"
    rf"[一二两三四五六七八九十百千万](?![{NUMERALS}{COUNTED}])[\u4e00-\u9fff][一二两三四五六七八九十百千万](?![{NUMERALS}{COUNTED}])[\u4e00-\u9fff]"
    r"|两[清立讫]|(?<=[说吵骂讲聊唠问劝过了])两[句下](?!话)|[颠低朝推说挑杀举](?:三[倒下道阻拣]四|三暮四|一不二|一儆百|一反三)|独一无二|有一无二|以一当十|三令五申"
    r"|(?:数|[一三两])九(?:寒天|天)|一一(?![二三四五六七八九十])|二流子|八竿子|八辈子|二百五(?![十百])"
    r"|三教九流|三位一体|三自"
    r"|"
    r"[一二三四五六七八九十]+带一路|统一|唯一|万一|(?<!分)之一|第一时间"
    r"|(?<![周期拜第初])一[些起直样定般边切旦致律再概向贯路旁共时下]"
    r"(?![二三四五六七八九十]|半|钟|\d)|一会儿?|一方面|进一步|一模一样|一五一十|三番五次|再三|乱七八糟"
    r"|七上八下|四面八方|五花八门|三更半夜|半夜(?![一二两三四五六十\d])|半路|隔三差五|三天两头|接二连三"
    r"|三心二意|丢三落四|四分五裂|六神无主|七嘴八舌|七零八落|横七竖八|九死一生|十全十美|十有八九"
    r"|一来二去|三下五除二|三言两语|[一百千万]+(?:方百计|辛万苦|真万确|分之?感)|一无所[有知]"
    r"|一[言声]不[发吭]|一举一动|两全其美|颠三倒四|低三下四|不三不四|五音|五线|五颜六色"
    r"|零[钱食件售星用碎]|[四六八三多]边形|二维码|七夕|双十一|万[物圣能幸岁分恶般事]"
    r"|(?<![一二三四五六七八九两几])百八十|(?<![一二三四五六七八九两几])百十(?=[号个来多人])|[百千万]把|千儿八百|百科|千瓦|十字|三[明]治|两[全口]|三角"
    r"|八[卦仙]|三[伏八]节|四合院|六合彩|三明|九[寨华]|一[口]气|一[心手]|半信半疑|一干二净|说一不二"
    r"|(?<![点差二三四五六七八九])十分(?!钟|之)|十字|十足|千万(?=别|不|要)"
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
# Days that are named by their month and day.
_FEASTS = re.compile(
    r"(?<![零一二三四五六七八九十])(?:(?P<may>五)(?P<first>一)|(?P<m>[三五六七八十])(?P<d>(?<=三)八"
    r"|(?<=五)四|(?<=[六七八十])一))"
    r"(?=劳动节|国际|国庆|儿童节|建党|建军|妇女节|青年节|运动|事件|学运|屠杀|节|长假|假期|黄金周|放假"
    r"|期间|前[后夕]|那天)"
    r"|(?<![零一二三四五六七八九十])(?P<june>六)(?P<fourth>四)(?![零一二三四五六七八九十年百])"
    r"|(?P<eve>大年三十|(?<![\d一二两三四五六七八九十零今去明])年三十(?=[晚夜那,。]|$))"
    r"|(?P<lunar>正月|腊月|冬月)"
)
_LUNAR = {"正月": 1.0, "冬月": 11.0, "腊月": 12.0}
_MEASURED = re.compile(rf"[{NUMERALS}](?:米|度|公斤|斤|公里|里|吨|尺|丈)$")
_TWELVE_YEARS = re.compile(r"[大小差](?:了)?一轮")
_PAIR_OF = re.compile("俩(?=多?(?:月|小时|钟头|星期|礼拜|晚上|年))")
_RUNS_BEFORE = "零一二三四五六七八九十百千"
_RUNS_ON = "零一二三四五六七八九十百千年"
_IN_PHRASE = re.compile("[一二两三四五六七八九十百千万]")
_NUMERAL_SET = frozenset(NUMERALS + "第0123456789")
_IN_IDIOM = re.compile("[二两三四五六七八九十]")
# 前年 is two years ago, 大后天 in three days, 上上个月 two months ago.
_OVER = re.compile("[上数几](?P<scale>[百千万亿]+)")
_AGO = re.compile(r"(?P<far>大)?[前后](?P<unit>天|年)|(?:上上|下下)个?(?P<before>月|周|星期|礼拜)")
# 三两 is three liang where something that is weighed follows; 两 is else the numeral two.
_LIANG = re.compile(
    r"(?P<count>[一二三四五六七八九十]|(?<=斤)[一二三四五六七八九]"
    r"|\d+)两(?=[米面白黄银肉酒饭油茶盐糖药金重毒粉烟])"
    r"|(?<=斤)(?P<rest>[一二三四五六七八九])两"
)
_BEFORE_AND_AFTER = frozenset("前后上下")
_TEN_DAYS = re.compile("[上中下]旬")
_SPANS = {
    "天": ("seconds", 86_400.0), "年": ("months", 12.0), "月": ("months", 1.0), "周": ("seconds", 604_800.0),
    "星期": ("seconds", 604_800.0), "礼拜": ("seconds", 604_800.0),
}  # fmt: skip
_NEIGHBOURS = re.compile(r"[一二两三四五六七八九十][一二两三四五六七八九]")
# 老三 is the third child; 初二 is the second year of middle school, or the eighth grade.
_RANKS = re.compile(r"(?P<what>[老初]|(?<!身)高)(?P<n>[一二三四五六七八九])(?![十百千万月号日年点米丈尺])")
_GENERATION = re.compile("(?<![一二三四五六七八九十百千万])(?P<born>[五六七八九零][零五])后(?![天来])")
_DEPOSIT = re.compile("押([一二两三])付([一二两三六])")
_OLDEST = 50  # of the last century; what is lower is of this one
_GRADES = {"初": 6, "高": 9}
_DIGIT = "一二三四五六七八九"
# 十五六 and 二三十: two neighbouring digits that share what comes before or after them.
_TENS = re.compile(
    rf"(?P<tens>[二三四五六七八九]?十)(?P<a>[{_DIGIT}])(?P<b>[{_DIGIT}])(?![十百千万])"
    rf"|(?P<head>[{_DIGIT}两][百千万])(?P<c2>[{_DIGIT}])(?P<d2>[{_DIGIT}])(?P<unit2>[十百千])(?![{_DIGIT}])"
    rf"|(?<![{_DIGIT}十百千万])(?P<c>[{_DIGIT}两])(?P<d>[{_DIGIT}])(?P<unit>[十百千万]+)(?![{_DIGIT}])"
)


def mask_phrases(text: str, facts: list[Fact]) -> str:
    """Give the text with such phrases blanked, its length unchanged; add what they may state, all weak."""
    if "俩" in text:
        text = _PAIR_OF.sub("两", text)
    if "轮" in text and _TWELVE_YEARS.search(text):
        facts.append(Fact((("months", 144.0), ("num", 12.0)), "一轮", True))
    if "两" in text:
        text = _LIANG.sub(lambda match: _liang(match, facts), text)
    masked = _IDIOMS.sub(lambda match: _idiom(match, facts), text)
    masked = _without_phrases(masked, facts)
    masked = _FEASTS.sub(lambda match: _feast(match, facts), masked)
    if not _BEFORE_AND_AFTER.isdisjoint(text):
        for match in _AGO.finditer(text):
            _ago(match, facts)
    if "旬" in text and _TEN_DAYS.search(text):
        facts.append(Fact((("seconds", 864_000.0), ("num", 10.0)), "旬", True))
    if "俩" in text or "仨" in text or "双" in text:
        value = 3.0 if "仨" in text else 2.0
        facts.append(Fact((("num", value),), "俩", True))
    if "押" in masked:
        masked = _DEPOSIT.sub(lambda match: _deposit(match, facts), masked)
    if "后" in masked:
        masked = _GENERATION.sub(lambda match: _generation(match, facts), masked)
    masked = _RANKS.sub(lambda match: _ranks(match, facts), masked)
    if _NEIGHBOURS.search(masked):
        masked = _TENS.sub(lambda match: _about(match, facts), masked)
        masked = _APPROXIMATE.sub(lambda match: _approximate(match, masked, facts), masked)
    return masked


def _deposit(match: re.Match[str], facts: list[Fact]) -> str:
    """Read 押一付三 as one month's deposit and three months' rent."""
    facts += [
        Fact((("months", han_value(n)), ("num", han_value(n))), match.group(), True) for n in match.groups()
    ]
    return _mask(match)


def _generation(match: re.Match[str], facts: list[Fact]) -> str:
    """Read 九五后 as born after 1995."""
    year = han_value(match["born"])
    century = 1900.0 if year >= _OLDEST else 2000.0
    facts.append(
        Fact((("year", century + year), ("decade", century + year), ("num", year)), match.group(), True)
    )
    return _mask(match)


def _ranks(match: re.Match[str], facts: list[Fact]) -> str:
    value = han_value(match["n"])
    more = _GRADES.get(match["what"], 0)
    facts.append(Fact((("num", value), ("num", value + more)), match.group(), True))
    return _mask(match)


def _about(match: re.Match[str], facts: list[Fact]) -> str:
    """Read 十五六 as 15 or 16, and 二三十 as 20 or 30; what is no such pair stays."""
    if match["head"]:
        return _over(match, facts)
    tens, unit = match["tens"] or "", match["unit"] or ""
    first, second = (match["a"], match["b"]) if tens else (match["c"], match["d"])
    if han_value(second) - han_value(first) not in {1, 2}:
        return match.group()
    values = [han_value(tens + digit + unit) for digit in (first, second)]
    facts += [_either(value, match) for value in values]
    return _mask(match)


def _over(match: re.Match[str], facts: list[Fact]) -> str:
    """Read 一百三四十 as 130 or 140, which English may end with "or forty"."""
    for digit in (match["c2"], match["d2"]):
        part = han_value(digit + match["unit2"])
        whole = han_value(match["head"]) + part
        facts.append(Fact((("num", whole), ("num", part)), match.group(), True))
    return _mask(match)


def _either(value: float, match: re.Match[str]) -> Fact:
    """One of two neighbouring figures, with what it counts: 十八九个小时."""
    text, end, said = match.string, match.end(), match.group()
    readings: tuple[Reading, ...] = (("num", value),)
    for reader in (read_span, read_money, read_measure):
        if found := reader(text, end, said, value):
            readings = found[0].readings + readings
            break
    return Fact(readings, said, True)


def _idiom(match: re.Match[str], facts: list[Fact]) -> str:
    """Mask a phrase; where English says its figures all the same (三自, Three-Self), they are expected."""
    facts += _expected(match.group())
    return _mask(match)


def _expected(phrase: str) -> list[Fact]:
    if phrase == "百十":  # 百十号人 is about a hundred
        return [Fact((("num", 100.0),), phrase, True)]
    if over := _OVER.fullmatch(phrase):  # 上百万 is a million or more
        return [Fact((("num", han_value("一" + over["scale"])),), phrase, True)]
    return [Fact((("num", han_value(numeral)),), phrase, True) for numeral in _IN_IDIOM.findall(phrase)]


def _without_phrases(text: str, facts: list[Fact]) -> str:
    """Mask the words of the dictionary in which a numeral counts nothing."""
    known = dictionary().figure_phrases
    for match in _IN_PHRASE.finditer(text):
        for size in (4, 3):
            starts = range(max(match.start() - size + 1, 0), match.start() + 1)
            start = next((at for at in starts if text[at : at + size] in known), None)
            if start is not None and text[start - 1 : start] not in _NUMERAL_SET:
                facts += _expected(text[start : start + size])
                text = text[:start] + "\u3000" * size + text[start + size :]
                break
    return text


def _feast(match: re.Match[str], facts: list[Fact]) -> str:
    """Read 六四 as June and as the fourth, and 腊月 as the twelfth month; English may leave them out."""
    if match["lunar"]:
        number = _LUNAR[match["lunar"]]
        facts.append(Fact((("month", number), ("num", number)), match.group(), True))
        return match.group()
    if match["eve"]:
        facts.append(Fact((("day", 30.0), ("num", 30.0)), match.group(), True))
        return _mask(match)
    month = match["may"] or match["m"] or match["june"]
    day = match["first"] or match["d"] or match["fourth"]
    facts += [Fact((("month", han_value(month)),), match.group(), True)]
    facts += [Fact((("day", han_value(day)), ("num", han_value(day))), match.group(), True)]
    return _mask(match) if not match["june"] else match.group()


def _liang(match: re.Match[str], facts: list[Fact]) -> str:
    count = han_value(match["count"] or match["rest"])
    facts.append(measure_of(count, "mass", 0.05, match.group()))
    return _mask(match)


def _ago(match: re.Match[str], facts: list[Fact]) -> None:
    count = 3.0 if match["far"] else 2.0
    kind, size = _SPANS[match["unit"] or match["before"]]
    facts.append(Fact(((kind, count * size), ("num", count)), match.group(), True))


def _mask(match: re.Match[str]) -> str:
    return "　" * len(match.group())


def _approximate(match: re.Match[str], text: str, facts: list[Fact]) -> str:
    after = text[match.end() : match.end() + 1]
    before = text[match.start() - 1 : match.start()]
    measured = _MEASURED.search(text, 0, match.start())  # 一米七八 is 1.78
    if (after and after in _RUNS_ON) or (before and before in _RUNS_BEFORE) or measured:
        return match.group()
    pair = match.group() if match.group() != "三两" else "两三"
    facts += [_either(han_value(char), match) for char in pair]
    return _mask(match)
