"""Words for relatives in Chinese and in English; the project's own lists."""

# ruff: noqa: E501 - one row a line, however long

from __future__ import annotations

import re

__all__ = ["COMPOSED", "OTHER", "TABLE"]

# Chinese words : English words any of which renders them. The first is used in notes.
TABLE = """
父亲 爸爸 老爸 爸 爹 : father dad daddy papa
母亲 妈妈 老妈 妈 娘亲 我娘 他娘 你娘 她娘 俺娘 爹娘 : mother mom mum mama mommy
父母 爸妈 双亲 爹娘 父母亲 : parents father mother parent
继父 后爸 : stepfather stepdad
继母 后妈 : stepmother stepmom
养父 : adoptive+father foster+father father
养母 : adoptive+mother foster+mother mother
哥哥 大哥 二哥 三哥 四哥 哥 兄长 : older+brother brother
弟弟 大弟 小弟 弟 : younger+brother brother
姐姐 大姐 二姐 三姐 四姐 姐 姊姊 姊 家姐 : older+sister sister
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
叔叔 叔父 大叔 叔 伯伯 伯父 大伯 二伯 三伯 二叔 三叔 四叔 小叔 舅舅 大舅 二舅 三舅 小舅 舅 姑父 姑丈 姨父 姨丈 : uncle
姑 姑姑 姑妈 姑母 大姑 二姑 三姑 小姑 姨妈 姨母 大姨 二姨 三姨 小姨 姨 舅妈 舅母 婶婶 婶子 婶 伯母 : aunt auntie
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
姐夫 妹夫 小舅子 大舅子 大舅哥 内兄 内弟 妻兄 妻弟 小叔子 大伯子 大伯哥 连襟 : brother-in-law
妯娌 : sister-in-law
老大 老二 老三 老四 老五 老幺 老小 头胎 二胎 三胎 龙凤胎 : child son daughter boy girl twin kid baby brother sister older+brother younger+brother older+sister younger+sister
哥俩 兄弟俩 哥儿俩 : brother
姐俩 姐妹俩 : sister
娘俩 娘儿俩 母子 母女 母子俩 母女俩 : mother son daughter child
爷俩 父子 父女 父子俩 父女俩 : father son daughter child
爸妈 爹妈 : parents father mother parent mom dad
奶奶家 : grandmother
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
姥姥家 外婆家 姥爷家 外公家 : mother grandmother grandfather family
朋友 好友 友人 发小 闺蜜 死党 知己 : friend buddy
邻居 街坊 : neighbor neighbour
同事 : coworker colleague co-worker
同学 : classmate schoolmate
室友 舍友 : roommate
房东 : landlord landlady
二房东 : subletter landlord landlady tenant
老板 雇主 : boss employer owner
单位 : employer
家长 : parent
老板娘 : boss owner wife lady landlady
"""
# Chinese words that hold a relative's character and name no relative, or anybody's.
OTHER = [
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

# Relatives that English names by way of another (my husband's younger brother), as Chinese has a word for.
COMPOSED = [
    (re.compile(rf"\b(?:{steps})\b", re.IGNORECASE), kin)
    for steps, kin in (
        (r"(?:husband|wife)'s (?:\w+ )?brother|sister's husband", "brother-in-law"),
        (r"(?:husband|wife)'s (?:\w+ )?sister|brother's wife", "sister-in-law"),
        (r"(?:husband|wife)'s father", "father-in-law"),
        (r"(?:husband|wife)'s mother", "mother-in-law"),
        (r"(?:husband|wife)'s parents", "parents-in-law"),
        (r"daughter's husband", "son-in-law"),
        (r"son's wife", "daughter-in-law"),
        (r"(?:father|mother|dad|mom)'s (?:\w+ )?brother", "uncle"),
        (r"(?:father|mother|dad|mom)'s (?:\w+ )?sister", "aunt"),
        (r"(?:uncle|aunt)'s (?:son|daughter|child)", "cousin"),
        (r"(?:brother|sister)'s son", "nephew"),
        (r"(?:brother|sister)'s daughter", "niece"),
        (r"(?:son|daughter)'s son", "grandson"),
        (r"(?:son|daughter)'s daughter", "granddaughter"),
        (r"(?:father|mother)'s father", "grandfather"),
        (r"(?:father|mother)'s mother", "grandmother"),
    )
]
