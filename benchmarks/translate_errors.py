"""Errors planted in correct translations, one a pair, of the kinds that decide a case.

Each planter changes the translation alone, as an engine or a tired person would, and says what it
did by its kind; it gives None where the pair offers no place for it. Nothing here knows the checks.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

__all__ = ["KINDS", "RIGHT_FLAGS", "TERMS", "Planted", "TextPair", "both_ways", "plant"]

# Terms for the planted forbidden renderings, as a glossary's file.
TERMS = (
    "term\tpreferred\tforbidden\tdirection\n"
    "拘留\tdetain|detained|detention|held|custody\tarrest|arrested\tzh-en\n"
    "逮捕\tarrest|arrested\tdetain|detained\tzh-en\n"
    "看守所\tdetention center|jail\tprison\tzh-en\n"
    "庇护\tasylum\trefuge\tzh-en\n"
    "警察\tpolice|officer\tsoldier\tzh-en\n"
    "护照\tpassport\tvisa\tzh-en\n"
    "教会\tchurch\ttemple\tzh-en\n"
    "asylum\t庇护\t难民\ten-zh\n"
    "passport\t护照\t签证\ten-zh\n"
    "police\t警察|公安|警方|国保|派出所|警车|民警\t军队\ten-zh\n"
    "church\t教会|教堂\t寺庙\ten-zh\n"
)

RIGHT_FLAGS = {
    "number": {"number_mismatch"},
    "date": {"date_mismatch"},
    "clock": {"date_mismatch"},
    "negation": {"negation"},
    "i_we": {"pronoun"},
    "kin": {"kinship"},
    "clause": {"length_ratio"},
    "term": {"term_forbidden"},
    "leftover": {"untranslated"},
    "loop": {"loop"},
}
KINDS = tuple(RIGHT_FLAGS)


@dataclass(frozen=True, slots=True)
class TextPair:
    """A correct translation; the languages are zh and en, either way round."""

    source: str
    target: str
    source_language: str
    target_language: str


@dataclass(frozen=True, slots=True)
class Planted:
    """A pair with one error in its target, and the error's kind."""

    pair: TextPair
    kind: str


def both_ways(pairs: Sequence[tuple[str, str]]) -> list[TextPair]:
    """Make (Chinese, English) texts into pairs of both directions."""
    return [TextPair(zh, en, "zh", "en") for zh, en in pairs] + [
        TextPair(en, zh, "en", "zh") for zh, en in pairs
    ]


def plant(pairs: Sequence[TextPair], dice: random.Random, kinds: Sequence[str] = KINDS) -> Iterator[Planted]:
    """Plant every kind that a pair offers a place for, one at a time."""
    for pair in pairs:
        for kind in kinds:
            wrong = _PLANTERS[kind](pair, dice)
            if wrong is not None and wrong != pair.target:
                yield Planted(TextPair(pair.source, wrong, pair.source_language, pair.target_language), kind)


_EN_WORDS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_EN_WORDS += ["fifteen", "twenty", "thirty", "forty", "fifty", "sixty"]
_MONTHS = ["January", "February", "March", "April", "June", "July", "August", "September", "October"]
_MONTHS += ["November", "December"]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_UNIT = r"years?|months?|weeks?|days?|hours?|minutes?"
_EN_SPAN = rf"(?:{'|'.join(_EN_WORDS)}|\d+)(?= (?:more |full |whole )?(?:{_UNIT})\b(?! old))"
_EN_NUMBER = (
    rf"\b(?:{'|'.join(_EN_WORDS)})\b(?!-| o'clock| (?:in|at) |[a-z]|\s*(?:a\.m|p\.m)| (?:hundred|thousand|"
    rf"million|thirty|forty|fifteen|twenty|{_UNIT})\b)|(?<![\d:,.$])\d{{1,3}}(?:,\d{{3}})+(?!\d)"
    rf"|(?<![\d:,.-])\d{{1,3}}(?= (?!a\.m|p\.m|(?:{_UNIT})\b)[a-z])"
)
_EN_DATE = rf"\b(?:{'|'.join(_MONTHS)}|{'|'.join(_DAYS)})\b|\b(?:19|20)\d\d\b|\b{_EN_SPAN}"
_EN_CLOCK = r"\b\d{1,2}:\d\d\b|\b\d{1,2}(?= [ap]\.m)|\b(?:[a-z]+)(?= o'clock)"
_HAN = "一二两三四五六七八九十"
_ZH_CLOCK = (
    rf"[{_HAN}\d]+(?=点(?:[钟整半多、,\uff0c。?\uff1f]|[{_HAN}\d]|$|的|左右|来|到|见|开|继|宣))"
    rf"|(?<!\d)\d{{1,2}}(?=:\d\d)"
)
_ZH_DATE = (
    rf"(?<=[^{_HAN}\d][星礼]期)[{_HAN[:1]}二三四五六]|[{_HAN}]+(?=月)|[零〇{_HAN}\d]{{4}}(?=年)"
    rf"|[二三四五六七八九十]+(?=(?:个(?:多|半)?)?(?:年|月|星期|礼拜|小时|天)(?!级|代))|\d{{1,2}}(?=[月日号])"
)
_ZH_NUMBER = (
    r"[二两三四五六七八九十百千万]{1,6}(?=[个名位块元次回户斤份页]|美元|美金|公里|口人|件|辆|张)|"
    r"\d[\d,]*(?=[个名位块元次户页]|美元)"
)


def _swap(text: str, pattern: str, change: Callable[[str], str], dice: random.Random) -> str | None:
    found = list(re.finditer(pattern, text))
    if not found:
        return None
    match = dice.choice(found)
    return text[: match.start()] + change(match.group()) + text[match.end() :]


def _other(word: str, words: Sequence[str], dice: random.Random) -> str:
    made = dice.choice([each for each in words if each.lower() != word.lower()])
    return made.capitalize() if word[:1].isupper() else made


def _change_english(said: str, dice: random.Random) -> str:
    for words in (_EN_WORDS, _MONTHS, _DAYS):
        if said.lower() in {word.lower() for word in words}:
            return _other(said, words, dice)
    if ":" in said:
        hour, minute = said.split(":")
        return f"{int(hour) % 12 + 1}:{minute}"
    if not any(char.isdigit() for char in said):
        return _other(said, _EN_WORDS[:10], dice)
    at = dice.choice([index for index, char in enumerate(said) if char.isdigit() and char != "0"] or [0])
    if len(said) == 4 and said.isdigit():
        at = dice.choice([2, 3])
    new = dice.choice([digit for digit in "123456789" if digit != said[at]])
    return said[:at] + new + said[at + 1 :]


def _change_chinese(said: str, dice: random.Random) -> str:
    places = [
        index for index, char in enumerate(said) if char in "一二两三四五六七八九" or char in "123456789"
    ]
    if not places:
        return dice.choice("三五六") + said if said[0] in "十百千万" else said + "三"
    at = places[-1] if len(said) == 4 else dice.choice(places)
    pool = "123456789" if said[at].isdigit() and said[at].isascii() else "三四五六七八九"
    if said in "一二三四五六" and len(said) == 1:
        pool = "二三四五六"
    return said[:at] + dice.choice([char for char in pool if char != said[at]]) + said[at + 1 :]


def _figure(english: str, chinese: str) -> Callable[[TextPair, random.Random], str | None]:
    def change(pair: TextPair, dice: random.Random) -> str | None:
        if pair.target_language == "en":
            return _swap(pair.target, english, lambda said: _change_english(said, dice), dice)
        return _swap(pair.target, chinese, lambda said: _change_chinese(said, dice), dice)

    return change


_DROP_EN = [
    (r"\b(did|do|does)(?:n't| not) ", ""),
    (r"\b(was|were|is|are|am|have|has|had|would|could|should)(?:n't| not)\b", r"\1"),
    (r"\bcannot\b|\bcan't\b", "can"),
    (r"\bwon't\b", "will"),
    (r"\bnever ", ""),
    (r"\bI'm not\b", "I'm"),
    (r"\b(It|That|He|She)'s not\b", r"\1 is"),
    (r"\bnothing\b", "everything"),
    (r"\b[Nn]obody\b|\b[Nn]o one\b", "Everybody"),
    (r"\bno (?=[a-z])(?!longer)", "a "),
]
_ADD_EN = [
    (r"\b(was|were|am|are|is|had to|can|will|would|could) (?=[a-z])", r"\1 not "),
    (
        r"\b(I|we|they|he|she|They|He|She|We) (?=(?:took|went|told|said|came|saw|beat|gave|got|left)\b)",
        r"\1 never ",
    ),
]
_DROP_ZH = [
    (r"没有?(?=[\u4e00-\u9fff])(?!收|关系|事|问题|错)", ""),
    (r"不(?=[敢能会想要让给是同知记得认])(?!会不|能不|得不|是不|要不)", ""),
    (r"从来?没有?", "曾经"),
]
_KEPT_NO = re.compile(r"[^一-鿿]?(?:不[^一-鿿]*不|有没有|是不是|要不是|不但|不得不|不止|没有不|没有一)")


def _negation(pair: TextPair, dice: random.Random) -> str | None:
    if _KEPT_NO.search(pair.source) or _KEPT_NO.search(pair.target):
        return None
    rules = _DROP_EN if pair.target_language == "en" else _DROP_ZH
    for pattern, without in rules:
        if re.search(pattern, pair.target):
            wrong = re.sub(pattern, without, pair.target, count=1)
            return None if wrong.rstrip().endswith(("?", "\uff1f")) else wrong
    if pair.target_language == "en" and not pair.target.endswith("?"):
        pattern, within = dice.choice(_ADD_EN)
        wrong = re.sub(pattern, within, pair.target, count=1)
        return None if wrong == pair.target or re.search(r"不|没|未|无|n't|\bno", pair.source) else wrong
    return None


_WE = [
    (r"\bI was\b", "we were"),
    (r"\bI am\b|\bI'm\b", "we are"),
    (r"\bI've\b", "we've"),
    (r"\bI'd\b", "we'd"),
]
_WE += [(r"\bI'll\b", "we'll"), (r"\bI\b", "we"), (r"\bmy\b", "our"), (r"\bMy\b", "Our"), (r"\bme\b", "us")]
_WE += [(r"\bmyself\b", "ourselves"), (r"\bmine\b", "ours")]


def _i_we(pair: TextPair, _dice: random.Random) -> str | None:
    text = pair.target
    if pair.target_language == "zh":
        wrong = re.sub(r"我(?!们)", "我们", text) if "我" in text and "我们" not in text else text
        return wrong if wrong != text and re.search(r"\bI\b|\bme\b", pair.source) else None
    if not re.search(r"\bI\b", text) or re.search(r"\b(?:we|our|us)\b", text) or "我们" in pair.source:
        return None
    if "我" not in pair.source:
        return None
    for pattern, plural in _WE:
        text = re.sub(pattern, plural, text)
    return text[:1].upper() + text[1:]


_KIN_EN = ["father", "mother", "wife", "husband", "son", "daughter", "uncle", "aunt", "grandfather"]
_KIN_EN += ["grandmother", "cousin", "older brother", "younger sister", "older sister", "younger brother"]
_KIN_EN += ["brother", "sister", "nephew"]
_KIN_ZH = [
    "父亲",
    "母亲",
    "妻子",
    "丈夫",
    "儿子",
    "女儿",
    "叔叔",
    "姑姑",
    "爷爷",
    "奶奶",
    "表哥",
    "哥哥",
    "妹妹",
    "姐姐",
]
_KIN_ZH += ["弟弟", "妈妈", "爸爸", "老婆", "老公"]
_SAME = [{"father", "爸爸", "父亲"}, {"妈妈", "母亲"}, {"妻子", "老婆"}, {"丈夫", "老公"}]


def _kin(pair: TextPair, dice: random.Random) -> str | None:
    if pair.target_language == "en":
        words = rf"\b(?:{'|'.join(sorted(_KIN_EN, key=len, reverse=True))})\b(?!-)"
        return _swap(pair.target, words, lambda said: _unrelated(said, _KIN_EN, dice), dice)
    return _swap(pair.target, "|".join(_KIN_ZH), lambda said: _unrelated(said, _KIN_ZH, dice), dice)


def _unrelated(said: str, words: Sequence[str], dice: random.Random) -> str:
    near = next((group for group in _SAME if said in group), {said})
    # A brother for an older brother is no error in English.
    others = [word for word in words if word not in near and not {said, word} & {"brother", "sister"}]
    if said in {"brother", "sister"}:
        others = ["father", "wife", "son", "uncle"]
    return dice.choice(others)


def _clause(pair: TextPair, dice: random.Random) -> str | None:
    zh = pair.target_language == "zh"
    parts = re.split(
        r"(?<=[,\uff0c。;\uff1b!\uff01?\uff1f、])(?=.)" if zh else r"(?<=[,;.!?]) (?=[A-Za-z])", pair.target
    )
    long_enough = [at for at, part in enumerate(parts) if (len(part) >= 5 if zh else len(part.split()) >= 4)]
    if len(parts) < 2 or not long_enough:
        return None
    at = dice.choice(long_enough)
    kept = [part for index, part in enumerate(parts) if index != at]
    text = ("" if zh else " ").join(kept).strip(",\uff0c、;\uff1b ")
    if len(text) < (3 if zh else 8):
        return None
    return text + ("" if text[-1] in "。.!?\uff01\uff1f" else "。" if zh else ".")


def _term(pair: TextPair, _dice: random.Random) -> str | None:
    for row in TERMS.splitlines()[1:]:
        term, accepted, forbidden, direction = row.split("\t")
        if not direction.startswith(pair.source_language) or term not in pair.source:
            continue
        for good in sorted(accepted.split("|"), key=len, reverse=True):
            pattern = rf"\b{good}\b" if pair.target_language == "en" else good
            if re.search(pattern, pair.target):
                bad = forbidden.split("|")[-1 if good.endswith("ed") else 0]
                return re.sub(pattern, bad, pair.target)
    return None


def _leftover(pair: TextPair, dice: random.Random) -> str | None:
    if pair.target_language == "en":
        words = list(re.finditer(r"\b[a-z]{4,}\b", pair.target))
        runs = re.findall(r"[\u4e00-\u9fff]{2,4}", pair.source)
        if not words or not runs:
            return None
        match, han = dice.choice(words), dice.choice(runs)
        return f"{pair.target[: match.start()]}{han}{pair.target[match.end() :]}"
    runs = list(re.finditer(r"[\u4e00-\u9fff]{3,}", pair.target))
    words = list(re.finditer(r"\b[a-z]{4,}(?: [a-z]{2,}){0,2}\b", pair.source))
    if not words or not runs:
        return None
    match, english = dice.choice(runs), dice.choice(words).group()
    return pair.target[: match.start() + 1] + english + pair.target[match.start() + 3 :]


def _loop(pair: TextPair, dice: random.Random) -> str | None:
    times = dice.choice([3, 4, 6])
    if pair.target_language == "en":
        words = pair.target.rstrip(".?!").split()
        if len(words) < 4:
            return None
        tail = " ".join(words[-4:])
        return " ".join(words[:-4] + [tail] * times) + "."
    body = pair.target.rstrip("。?!\uff01\uff1f")
    return None if len(body) < 6 else body[:-6] + body[-6:] * times + "。"


_PLANTERS: dict[str, Callable[[TextPair, random.Random], str | None]] = {
    "number": _figure(_EN_NUMBER, _ZH_NUMBER),
    "date": _figure(_EN_DATE, _ZH_DATE),
    "clock": _figure(_EN_CLOCK, _ZH_CLOCK),
    "negation": _negation,
    "i_we": _i_we,
    "kin": _kin,
    "clause": _clause,
    "term": _term,
    "leftover": _leftover,
    "loop": _loop,
}
