"""Names said and names rendered: what English spells in pinyin must sound in the Chinese, and so must others.

A name in English is accounted for by the sound of characters in a row (赵秀兰: Zhao Xiulan), by a word that
means it (dictionary and lexicon), or by a transliteration that sounds like it (柯林斯: Collins).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from translate.checks.reading.dictionary import dictionary, root
from translate.checks.reading.gazetteer import gazetteer, plain_name, readings
from translate.checks.reading.lexicon import stem
from translate.checks.reading.people import ENGLISH_NAMES, is_pinyin, sounds_in
from translate.renditions.sounds import alike, spell_english

__all__ = ["unaccounted_names", "unrendered_names"]

_CAPITAL = re.compile(r"(?<![.?!\"“] )(?<!^)(?<![A-Za-z'’-])[A-Z][a-zé'’]+(?:[A-Z][a-z]+)?")
_FIRST = re.compile(r"^\W*([A-Z][a-z]+)(?= [A-Z][a-z])")
_ABBREVIATED = re.compile(r"\b(Mr|Mrs|Ms|Dr|St)\.")
# Capitalised words that name nobody; months and weekdays are compared as dates.
_NO_NAME = frozenset(
    """i i'm i'd i've i'll god lord bible jesus christ christian christians christianity catholic buddhist
    muslim chinese english mandarin cantonese american americans us usa party communist national day court
    honor your exhibit tab page section part number street avenue road county city province district village
    town january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday christmas easter pentecost new year spring festival olympics
    islam taoism buddhism confucianism hinduism quran koran torah hokkien hakka room floor unit building
    public security bureau police state department church gospel chapter book commandments uyghur tibetan
    twitter facebook wechat google youtube whatsapp id tv ok okay government respondent immigration asylum
    youth league army front family women federation ministry university college hospital school bank
    one two three four five six seven eight nine ten a b c d e f g um uh well no yes sir ma'am madam
    south north east west southern northern eastern western central great grand
    mr mrs ms miss dr doctor judge director chief officer captain teacher secretary pastor brother sister
    attorney counsel father mother uncle aunt old little boss professor mayor sergeant lawyer president king
    """.split()
)
_PEOPLE = re.compile(r"(?<=[a-z]{4})n?ese$")  # Fuzhounese: what is spoken in a place
_SPELT_APART = frozenset(("shanxi",))  # 陕西 reads so too, and is spelt Shaanxi
_ORDINARY = 4  # Chinese words that an English word may render: more have no name's sense alone


def _names_in(english: str) -> Iterator[str]:
    """Capitalised words within sentences, and at their beginning where a second one follows."""
    english = _ABBREVIATED.sub(r"\1", english)
    found = [match.group() for match in _CAPITAL.finditer(english)]
    found += [match[1] for match in _FIRST.finditer(english) if is_pinyin(match[1])]
    for word in dict.fromkeys(found):
        bare = word.replace("’", "'").removesuffix("'s").rstrip("'")
        if bare.lower() not in _NO_NAME and len(bare) > 1 and not bare.endswith("ism"):
            yield bare


def unaccounted_names(chinese: str, english: str) -> list[str]:
    """Give the names in the English that nothing in the Chinese accounts for.

    Args:
        chinese: Normalised, Simplified.
        english: As it stands.
    """
    return [word for word in _names_in(english) if not _is_accounted(chinese, word)]


def _is_accounted(chinese: str, word: str) -> bool:
    low = _PEOPLE.sub("", plain_name(word))
    if low in _parts(chinese):
        return True
    if is_pinyin(low) and low not in ENGLISH_NAMES:
        return low not in _SPELT_APART and sounds_in(chinese, low)
    forms = {root(low), stem(low), low}
    if forms & dictionary().reachable(chinese):
        return True
    often = max(dictionary().often[form] for form in forms)
    if often > _ORDINARY and low not in ENGLISH_NAMES and low not in _place_words():
        return True  # an ordinary word in a title or a heading
    return sounds_in(chinese, low) or alike(chinese, spell_english(low))


@lru_cache(maxsize=1_000)
def _parts(chinese: str) -> frozenset[str]:
    """The words of the English names of the places in a Chinese text."""
    return frozenset(
        part for place in gazetteer().find(chinese) for name in place.names for part in name.split("_")
    )


@cache
def _place_words() -> frozenset[str]:
    return frozenset(part for name in gazetteer().own_english for part in name.split("_"))


_TITLED = (
    "先生|女士|小姐|律师|法官|医生|老师|警官|主任|所长|局长|书记|队长"
    "|牧师|科长|师傅|经理|厂长|校长|县长|镇长|村长"
)
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文施洪翁柯庄连欧阳池詹倪"
)
_NAMED = re.compile(
    rf"(?:姓|叫做?|名叫|名字是|名字叫)(?P<after>[{_SURNAMES}][\u4e00-\u9fff]{{0,2}})(?=[,。;!?:]|$|的)"
    rf"|(?P<before>[{_SURNAMES}])(?={_TITLED})|(?<!长)老(?P<old>[{_SURNAMES}])(?=[,。;!?:]|$)"
)


def unrendered_names(chinese: str, english: str) -> list[str]:
    """Give the Chinese names that no English word spells; empty where the English has no such name."""
    words = {word.lower().replace("'", "") for word in _names_in(english)}
    words = {word for word in words if is_pinyin(word)}
    if not words:
        return []
    return [
        name
        for match in _NAMED.finditer(chinese)
        if (name := match["after"] or match["before"] or match["old"])
        and not any(word.startswith(tuple(readings().get(name[0], ()))) for word in words)
    ]
