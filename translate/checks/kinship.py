"""Who is whose: a wrong relative changes a claim."""

# ruff: noqa: E501 - one row a line, however long

from __future__ import annotations

import re
from collections.abc import Iterator

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair
from translate.checks.rule import Finding, Rule

__all__ = ["KINSHIP"]

# Chinese words : English words any of which renders them. The first is used in notes.
_TABLE = """
父亲 爸爸 老爸 爸 爹 : father dad daddy papa
母亲 妈妈 老妈 妈 娘亲 : mother mom mum mama mommy
父母 爸妈 双亲 爹娘 父母亲 : parents father mother parent
继父 后爸 : stepfather stepdad
继母 后妈 : stepmother stepmom
养父 : adoptive+father foster+father father
养母 : adoptive+mother foster+mother mother
哥哥 大哥 二哥 三哥 哥 兄长 : older+brother brother
弟弟 大弟 小弟 弟 : younger+brother brother
姐姐 大姐 二姐 三姐 姐 姊姊 姊 家姐 : older+sister sister
妹妹 小妹 妹 : younger+sister sister
兄弟 兄弟们 弟兄 : brother older+brother younger+brother sibling
姐妹 姊妹 : sister older+sister younger+sister sibling
兄弟姐妹 兄弟姊妹 兄妹 姐弟 : sibling child brother sister older+brother older+sister younger+brother younger+sister
妻子 老婆 太太 内人 : wife spouse
丈夫 老公 : husband spouse
前妻 : ex-wife wife
前夫 : ex-husband husband
爱人 配偶 伴侣 : spouse wife husband partner lover
媳妇 : wife daughter-in-law
夫妻 夫妇 两口子 : couple husband wife spouse
未婚妻 : fiancee
未婚夫 : fiance
男朋友 男友 : boyfriend
女朋友 女友 : girlfriend
儿子 大儿子 小儿子 独生子 : son boy
女儿 闺女 大女儿 小女儿 独生女 : daughter girl
独生子女 : child
娘家 : parent mother family
婆家 : in-law parent-in-law mother-in-law husband family
孩子 小孩 小孩子 子女 儿女 孩子们 : child son daughter kid baby infant
爷爷 祖父 外公 姥爷 外祖父 : grandfather grandpa granddad
奶奶 祖母 外婆 姥姥 外祖母 : grandmother grandma granny
祖父母 爷爷奶奶 外祖父母 外公外婆 : grandparent grandfather grandmother
孙子 外孙 孙儿 : grandson grandchild
孙女 外孙女 : granddaughter grandchild
叔叔 叔父 大叔 叔 伯伯 伯父 大伯 舅舅 大舅 小舅 舅 姑父 姑丈 姨父 姨丈 : uncle
姑 姑姑 姑妈 姑母 姨妈 姨母 大姨 小姨 姨 舅妈 舅母 婶婶 婶子 婶 伯母 : aunt auntie
阿姨 : aunt auntie lady woman nanny
表哥 表弟 表姐 表妹 堂哥 堂弟 堂姐 堂妹 表兄 堂兄 表兄弟 堂兄弟 表姐妹 堂姐妹 表亲 : cousin
侄子 外甥 侄儿 : nephew
侄女 外甥女 : niece
岳父 公公 丈人 老丈人 : father-in-law parent-in-law
岳母 婆婆 丈母娘 : mother-in-law parent-in-law
公婆 岳父母 : parent-in-law in-law father-in-law mother-in-law
女婿 : son-in-law
儿媳 儿媳妇 : daughter-in-law
嫂子 弟媳 弟妹 大姑子 小姑子 小姨子 大嫂 嫂嫂 : sister-in-law
姐夫 妹夫 小舅子 大舅子 小叔子 大伯子 : brother-in-law
双胞胎 : twin
孤儿 : orphan
地主 东家 : landlord owner
老乡 同乡 : friend
师傅 : boss
先生 对象 男人 : husband boyfriend partner
女人 : wife woman lady
哥们儿 哥们 : friend brother buddy
家里人 家人 亲人 亲属 家属 : family relative parent child spouse
姐夫 妹夫 : brother-in-law
两口子 小两口 老两口 两口儿 : couple husband wife spouse
干妈 干娘 教母 : godmother
干爹 干爸 教父 : godfather
舅公 叔公 伯公 姑丈公 : uncle
姑婆 姨婆 舅婆 : aunt
老伴 : wife husband spouse
遗孀 寡妇 : widow
朋友 好友 友人 : friend buddy
邻居 街坊 : neighbor neighbour
同事 : coworker colleague co-worker
同学 : classmate schoolmate
室友 舍友 : roommate
房东 : landlord landlady
老板 雇主 : boss employer owner
老板娘 : boss owner wife lady landlady
"""
# Chinese words that hold a relative's character and name no relative, or anybody's.
_OTHER = [
    "哥伦比亚",
    "哥斯达黎加",
    "墨西哥",
    "帅哥",
    "小哥",
    "小姐",
    "空姐",
    "姑娘",
    "徒弟",
    "子弟",
    "表哥大",
    "大妈",
    "大娘",
    "大爷",
    "老大爷",
    "老大娘",
    "爹地",
    "新娘",
    "伴娘",
    "老太太",
    "先生们",
    "弟子",
    "姨太太",
    "妈祖",
    "奶妈",
    "表妹夫",
    "师父",
    "神父",
    "师母",
    "义父",
    "岳阳",
    "太太平平",
    "朋友圈",
    "兄弟会",
    "公公正正",
    "妹子",
    "孩子气",
    "子女士",
    "芝加哥",
    "圣地亚哥",
    "摩洛哥",
    "摩纳哥",
    "多巴哥",
    "刚果",
    "学姐",
    "学妹",
    "学长",
    "学弟",
    "师兄",
    "师弟",
    "师姐",
    "师妹",
    "警察叔叔",
    "摩哥",
    "大哥大",
    "同学校",
    "老板凳",
]
_ENGLISH = re.compile(
    r"\b(?:(?P<age>older|elder|eldest|oldest|big|younger|youngest|little|baby|kid) )?(?P<step>step|grand"
    r"|great-?grand|ex-|god)?"
    r"(?P<kin>father|mother|dad|daddy|papa|mom|mommy|mum|mama|parent|brother|sister|sibling|wife|wive"
    r"|husband|spouse"
    r"|couple|son|daughter|child|kid|baby|infant|pa|ma|granny|uncle|aunt|auntie|cousin|nephew|niece"
    r"|fianc[eé]e?"
    r"|boyfriend|girlfriend|friend|buddy|neighbou?r|co-?worker|colleague|classmate|schoolmate|roommate"
    r"|girl|boy|landlord|landlady|boss|employer|owner|twin|orphan|widow|partner|lover|lady|woman|nanny)"
    r"(?P<law>s?-in-law)?(?:e?s|ren|ies|'s)?\b",
)
_FORMS = frozenset(
    form
    for renderings in _TABLE.split()
    for word in re.split(r"[+-]", renderings)
    if word.isascii()
    for form in (word, word + "s", word + "es", word + "'s", word + "ren", word[:-1] + "ies", word + "d")
) | {"wives", "fiancée", "fiancé", "worker", "workers", "ma", "pa"}
_OLDER = frozenset({"older", "elder", "eldest", "oldest", "big"})
_YOUNGER = frozenset({"younger", "youngest", "little", "baby", "kid"})
_SPELLINGS = {
    "fiancée": "fiancee",
    "fiancé": "fiance",
    "neighbour": "neighbor",
    "co-worker": "coworker",
    "wive": "wife",
}
_VAGUE = frozenset(
    {
        "lady",
        "woman",
        "girl",
        "boy",
        "owner",
        "partner",
        "lover",
        "buddy",
        "nanny",
        "child",
        "kid",
        "baby",
        "infant",
    }
)
_ANYBODY = frozenset(
    {
        "家里人",
        "家人",
        "亲人",
        "亲属",
        "家属",
        "老乡",
        "同乡",
        "师傅",
        "先生",
        "对象",
        "男人",
        "女人",
        "地主",
        "东家",
        "娘家",
        "婆家",
        "老板娘",
    }
)
_SIDE = re.compile(
    r"\bon (?:my|his|her|their|your|our|the) (?:father|mother|dad|mom)'s side\b|\bmy (?:father|mother)'s (?:side|family)\b"
)
_VAGUE_ZH = frozenset(
    {
        "孩子",
        "小孩",
        "小孩子",
        "爱人",
        "夫妻",
        "夫妇",
        "两口子",
        "老两口",
        "小两口",
        "两口儿",
        "阿姨",
        "兄弟",
        "姐妹",
        "兄弟们",
        "弟兄",
    }
)


def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for line in _TABLE.strip().splitlines():
        chinese, _, english = line.partition(" : ")
        for word in chinese.split():
            table[word] = tuple(kin.replace("+", " ") for kin in english.split())
    return table


_KIN = _table()
_WORDS = sorted([*_KIN, *_OTHER], key=len, reverse=True)
_CHINESE = re.compile(f"(?=[{''.join({word[0] for word in _WORDS})}])(?:{'|'.join(map(re.escape, _WORDS))})")


def _said(text: str) -> list[str]:
    """Give the Chinese words for relatives, as often as they stand there."""
    return [word for word in _CHINESE.findall(text) if word in _KIN]


def _english_kin(text: str) -> dict[str, str]:
    """Give the relatives of an English text: canonical form → as it stands."""
    found = {}
    lower = text.lower()
    for match in _ENGLISH.finditer(_SIDE.sub(" ", lower) if "'s " in lower else lower):
        kin = match["kin"]
        kin = _SPELLINGS.get(kin, kin)
        if match["law"]:
            kin += "-in-law"
        elif match["step"]:
            kin = match["step"].lower().replace("great-", "").replace("great", "") + kin
        elif kin in {"brother", "sister"} and match["age"]:
            age = match["age"].lower()
            kin = f"{'older' if age in _OLDER else 'younger'} {kin}"
        if kin not in {"pa", "ma"}:
            found[kin] = match.group()
    return found


def _find(pair: Pair) -> Iterator[Finding]:
    chinese = set(_said(pair.zh))
    english = {} if _FORMS.isdisjoint(pair.english_words) else _english_kin(pair.en)
    if not chinese and not english:
        return
    licensed = {kin for word in chinese for kin in _KIN[word]}
    lost = {
        word for word in chinese if word not in _ANYBODY and not any(kin in english for kin in _KIN[word])
    }
    extra = {kin for kin in english if kin not in licensed and not _is_part(kin, licensed)}
    strong = extra - _VAGUE
    if lost and strong:
        source, target = pair.ordered(
            "、".join(sorted(lost)), ", ".join(english[kin] for kin in sorted(strong))
        )
        yield Severity.ERROR, f"The source speaks of {source}, the translation of {target}."
    elif strong and not chinese & {"家人", "亲戚"} and not _family(pair.zh):
        yield Severity.WARN, f"Only one side names a relative: {', '.join(sorted(strong))}."
    elif lost - _VAGUE_ZH and english and len(_said(pair.zh)) <= len(_ENGLISH.findall(pair.en.lower())):
        # As many relatives are named as before, so one stands for another.
        yield Severity.WARN, f"Nothing in the English stands for {'、'.join(sorted(lost - _VAGUE_ZH))}."
    elif lost - _VAGUE_ZH and not english:
        yield Severity.WARN, f"Only one side names a relative: {'、'.join(sorted(lost))}."


_FAMILY = re.compile(
    r"家人|亲戚|亲人|家属|亲属|人家|小孩|婴儿|儿|女|子|娃|胎|伴|客户|业主|户主|婚|亲|长辈|父|母|哥|弟|姐"
    r"|妹|夫|妇|妻|友|邻"
)


def _family(zh: str) -> bool:
    """Tell whether the Chinese holds any character that may stand for a relative."""
    return _FAMILY.search(zh) is not None


def _is_part(kin: str, licensed: set[str]) -> bool:
    """Take ``brother`` as said where an older or younger one is, and a spouse for either."""
    return any(kin == other.split()[-1] for other in licensed)


KINSHIP = Rule(FlagKind.KINSHIP, "A relative, or another person's relation to the speaker, differs.", _find)
