"""What negates in Chinese and in English, what may, and what only looks so; the project's own lists."""

# ruff: noqa: E501 - one row a line, however long

from __future__ import annotations

import re

from translate.checks.words.tables import read_lines

__all__ = [
    "CHINESE",
    "ENGLISH",
    "ENGLISH_WITHOUT",
    "EXPECTED",
    "EXPECTED_ZH",
    "NEUTRAL",
    "SAME",
    "WITHOUT_ENGLISH",
]

# Chinese, tried in this order at each place; what no group names does not negate.
CHINESE = re.compile(
    r"(?=[不没未无非别勿莫毋甭弗休有是沉淹埋出特区性级分告识离类差派个辨鉴送道阔能可会应曾与否南北东西并了想料受来等迫"
    r"吃忍对数舍要巴恨怪说保看瞧一好岂何难倒拒禁停缺避免忘取隐瞒失白空杜断怎哪谁什几宁除迷]|[\u4e00-\u9fff][不没])(?:"
    # A-not-A questions, tags, and words in which the character negates nothing.
    r"(?P<aa>(?![还都也就又再很])[\u4e00-\u9fff])[不没](?P=aa)|有没有|(?:(?<=了)|(?<=.))没有?[吗嘛]?(?=[??]$)"
    r"|(?:(?<=[,。;!?:、\s])|(?<=[只再才])|^)不过|不但|不仅仅?|不光|不管(?=[^,。]{0,8}(?:什么|怎|谁|哪|多[么少大长久高]|是|还|几|何|有没|[不没]))|不论|无论|(?<![钱分毛费])没收(?![到过着我你他她您钱])|沉没|淹没|埋没|出没|没落|不倒翁|不锈钢|不动产"
    r"|非常|非洲|是非|[南北东西]非|非法|未来|未婚[妻夫]|无锡|无线|莫斯科|莫名|莫桑"
    r"|别[人的墅名处扭]|[特区性级分告识离类差派个辨鉴送道阔]别|[是能可会应曾与]否|否[决则]"
    # Two negations that make a yes, rendered either way.
    r"|(?P<double>没有?[^,。]{0,6}不(?!了)|无[人不]不|无不|无[^,。]{1,6}不|无绝|不是[我他她你]?们?也?不|不[能会可得]不|并非[不没]|非[^,。]{1,8}不[可行]"
    r"|不[^,。不没]{1,6}不(?:行|可|成|罢休|让|给|能|准|许|放))"
    # Fixed phrases and words that say no without a negation, rendered either way.
    r"|(?P<maybe>没关系|没事儿?|没有?[听看记说猜认做]?错|没少|没过(?:几|多|两|一会|不)|没(?:几天|几年|几个月|两天)(?=[,，。就又后]|$)|(?:差点儿?|险些|差一点儿?)没|不过(?=[一二两三四五六七八九十几半百\d])|没问题|没[想料]到|[想料]不到|受不了|没来得及|[来等]不及|迫不及待|不怎么样|吃不消|不由得|忍不住|不禁"
    r"|别想|没有?下[文落]|不碍事|不要紧|不打紧|不妨事|无妨|不成问题|不用说|不消说|不巧|不免|不由|不虚此行|不好意思|对不起|不客气|(?:不[要用]|别)客气|一窍不通|别无|无时无刻不?|不堪|数不清|舍不得|不止|不只|不到(?=[一二两三四五六七八九十几半百千万\d])|(?<=[点个岁天年月分块元人斤半])不到|不超过|不足(?![以为])|不如|不妨|不等|不一(?![样定])|差不多|不错(?!过)|不久|没多久|不一会儿?"
    r"|不顾|不瞒|不幸|不料|不惜|不时|不断|不停|不已|不少|不愧|了不起|不安(?![全排静定])|不然|要不(?![得了])|(?<![记认舍免少])不得了|得不(?:成样子|像样|行|轻|可开交)|[巴恨]不得|怪不得|不下(?=[一二三四五六七八九十百千\d])|说不定|保不[准齐]|没准儿?(?![备许时确])|不见得"
    r"|[看瞧]不起|不理|不知不觉|不约而同|不可思议|不亚于|不[低少]于|不外乎|好不容易|不是(?=[^,。]*[吗么嘛][??])|不(?=[^,。不没]*[吗么嘛][??])"
    r"|没(?=[^,。不没]*[吗么嘛][??])|不就是|岂不|何不|难道[^,。]{0,6}不|还不是(?=为|因为|怕|想)|谁[^,。]{0,2}不|(?:怎么会|怎能|哪能|岂能|怎么可能)不|不出(?=[一二两三四五六七八九十几半\d])|没[了的](?=[,。!?]|$)|不在了|没[命数劲用戏]"
    r"|无[辜期业比数疑非赖聊奈情知礼]|无[误恙缺损偿限穷边端愧碍异尽阻双敌]|无所谓|无家可归|无缘无故|无可奈何|未婚|未成年|未[必免遂经]|非得|非但|除非|莫非|否[认定]"
    r"|拒[绝不]|禁止|严禁|停止|缺[乏少席]|难以|避免|免[费得除]|忘|取消|何必|隐瞒|瞒|失[去败踪]|白(?=[跑去等来费交花说做干忙搭])|空手|杜绝|断绝"
    r"|怎么(?:可能|会|能|敢|好意思)|哪(?:敢|有|能|会|是|来|还|用|像|轮|顾|知|里是|儿是|儿能|里能|里来|儿来|里有|儿有)|谁(?:敢|会|能|知道|愿意|说)|有?什么(?:用|办法)|几乎|宁[可愿])"
    r"|(?P<plain>不|没有|没|未|无|(?<=[并绝决均皆])非|非(?=[法正官本])|别|勿|莫|毋|休想|甭|弗))"
)

# English, the same way; the text is lower case.
ENGLISH = re.compile(
    # What only looks like a negation.
    r",? (?:is|are|was|were|do|does|did|have|has|had|would|could|can|will|should)n't (?:it|he|she|they"
    r"|you|we|i|there|that)\?|\b(?:not (?:only|just|merely)|no matter|no\. ?(?=\d)|not to mention"
    r"|no sooner|none other|more often than not|as often as not)\b"
    r"|(?P<either>\bneither\b[^.;?!]{1,70}?\bnor\b|\b(?:can't|cannot|couldn't|could not) (?:do|live|go|manage|get by|get along) without\b)"
    # Fixed phrases that Chinese may say without a negation.
    r"|(?P<maybe>\bno (?:wonder|doubt|use|point|good|problem|fewer than|less than"
    r"|more than|later than)\b|\b(?:nothing|nobody|no one|none) (?:but|except|other than)\b|\bnot (?:until|bad)\b|\bor not\b|\bbetter than to\b|\bin no time\b"
    r"|\bif\b[^.,?!]{0,40}?\b(?:hadn't|weren't|wasn't|had not)\b"
    r"|^\W*(?:is|are|was|were|do|does|did|have|has|had|would|could|can|will|ai|should)n't\b(?=[^.!]*\?)|\b(?:what|who|how|why) (?:[a-z]+n't|not)\b"
    r"|^\W*no\b(?=[,.;!])|(?<=[.?!] )no\b(?=[,.;!])|\bnever mind\b|\bfor nothing\b|\bnone of (?:my|your|his|her|our|their) business\b"
    # Words that say no in another way.
    r"|\b(?:un(?!der|til|cles?\b|it|i[oqv]|less\b|load|lock|pack|rest|veil|do\b)[a-z]{4,}|un(?:able|aware|known|clear|safe|lawful|lawfully|fair|fairly|willing|certain|sure|usual|comfortable|familiar|conscious"
    r"|documented|registered|married|employed|authorized|necessary|likely|related|easy|well|happy|finished|official|reasonable|like|til|less"
    r"|believable|common|expected|expectedly|fortunate|fortunately|pleasant|decided|harmed|hurt|healthy|true|just|paid|read|answered)"
    r"|im(?:possible|proper|polite|mature|patient|moral|perfect)|il(?:legal|legally|legible|literate|logical)|ir(?:regular|relevant|responsible)"
    r"|in(?:valid|accurate|correct|complete|convenient|sufficient|admissible|audible|capable|eligible|competent|consistent|direct"
    r"|expensive|visible|nocent|secure|experienced|ability)|dis(?:like[sd]?|agree[sd]?|obey(?:ed|s)?|appear(?:ed|s)?|satisfied|abled|honest"
    r"|connected|continued|respect|allowed|approve[sd]?|regard(?:ed)?|belief|comfort)|non-[a-z]+|non(?!e\b|etheless)[a-z]{3,}|[a-z]{3,}less(?:ly)?|fail(?:s|ed|ing|ure)?"
    r"|refus(?:e|es|ed|al|ing)|den(?:y|ies|ied|ying|ial)|lack(?:s|ed|ing)?|except|but for|hardly|barely|scarcely|rarely|seldom|(?<!a )few|fewer|less than"
    r"|wrong(?:ly)?|mistaken|missing|absent|gone|lost|los(?:e|es|ing)|prohibit(?:s|ed)?|forbid(?:den|s)?|forbade|prevent(?:s|ed)?|bann?(?:ed|ing)?"
    r"|reject(?:s|ed)?|declin(?:e|ed)|stop(?:s|ped)?|avoid(?:ed)?|sorry|cease[sd]?|quit|forg[eo]t(?:ten)?|free (?:from|of)|otherwise|expired|void|false"
    r"|overruled?|short of|out of|reluctant(?:ly)?|beyond|empty|blank|minor|underage|ignor(?:e|es|ed|ing)|neglect(?:ed)?"
    r"|vacant|silent|mute|miss(?:ed)?|dismiss(?:ed)?|overdue|regardless|oppos(?:e|ed)|abnormal|anti-?[a-z]+|atheis[tm]"
    r"|too [a-z]+ (?:for [^.,]{1,25} )?to|too [a-z]+ for|rid of|skip(?:ped)?|g[ia]ve up|far from|by no means|blind(?:ed)?|deaf|hate[sd]?|confused|lest"
    r"|yet to|incessant(?:ly)?|(?:leave|left|let) (?:me|us|him|her|them|it|my \w+) alone|other than|rather than|instead of|difficult(?:y)?|hard to|unless)\b)"
    r"|(?P<plain>\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|[a-z]+n't|noone|nay)\b)",
)


_NOT = r"(?:(?:not?|never|nothing|nobody|none|without|cannot|[a-z]+n't)\b[^.;]{0,30}?\b)"


def _pairs(section: str) -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """Read a section of ``negations.txt``: Chinese and English expressions."""
    pairs, found = [], ""
    for line in read_lines("negations.txt"):
        if line.startswith("[") and line.endswith("]"):
            found = line[1:-1]
        elif found == section:
            chinese, _, english = line.replace("~", _NOT).partition(" : ")
            pairs.append((re.compile(chinese.strip()), re.compile(rf"\b(?:{english})", re.IGNORECASE)))
    return pairs


# Words that say no in another way on both sides: where they stand for each other, they say nothing of a
# negation beside them.
SAME = _pairs("same")

# A Chinese negation that English without a negation renders; each row excuses one.
ENGLISH_WITHOUT = _pairs("english without")

# An English negation that Chinese without a negation renders; each row excuses one. ``~`` stands for the
# negation and what may come between it and its word.
WITHOUT_ENGLISH = _pairs("chinese without")

# A bound, or a "no use", that English says without a negation, but does say.
EXPECTED = _pairs("expected")

# An English word that says no, and what of the Chinese says it.
EXPECTED_ZH = [
    (re.compile(rf"\b(?:{en})\b", re.IGNORECASE), re.compile(zh))
    for en, zh in (
        (r"disagree[ds]?|disapprove[ds]?", "[不没]|反对|异议|分歧|两样"),
        (r"unable|incapable|impossible", "[不没无]|难|休想|怎么|哪|岂"),
        (r"unwilling|reluctant(?:ly)?|unhappy|uncomfortable|unwell", "[不没无未]|勉强|难|拒|委屈|气|痛"),
        (r"unaware|unknown|unclear|unsure|uncertain", "[不没无未]|陌生|模糊|疑|难说|糊涂"),
        (r"illegal(?:ly)?|unlawful(?:ly)?", "[不没无未非违]|黑|偷|犯法"),
        (r"unfair(?:ly)?|unjust(?:ly)?|unreasonable", "[不没无未]|冤|偏|欺"),
        (r"afraid to", "[不没怕忧惧]|吓|担心|胆"),
        (r"dislike[sd]?|distrust(?:ed)?", "[不没无]|讨厌|烦|恨|反感|怀疑"),
    )
]

# The same thing with a negation in Chinese and without one in English, where English has a word for it;
# the word and the negation stand for each other, and leave the others to be compared.
NEUTRAL = _pairs("neutral")
