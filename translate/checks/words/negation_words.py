"""What negates in Chinese and in English, what may, and what only looks so; the project's own lists."""

# ruff: noqa: E501 - one row a line, however long

from __future__ import annotations

import re

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
    r"|(?:(?<=[,。;!?:、\s])|(?<=[只再才])|^)不过|不但|不仅仅?|不光|不管|不论|无论|(?<![钱分毛费])没收(?![到过着我你他她您钱])|沉没|淹没|埋没|出没|没落|不倒翁|不锈钢|不动产"
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
    r"|没(?=[^,。不没]*[吗么嘛][??])|不就是|岂不|何不|难道[^,。]{0,6}不|没[了的](?=[,。!?]|$)|不在了|没[命数劲用戏]"
    r"|无[辜期业比数疑非赖聊奈情知礼]|无[误恙缺损偿限穷边端愧碍异尽阻双敌]|无所谓|无家可归|无缘无故|无可奈何|未婚|未成年|未[必免遂经]|非得|非但|除非|莫非|否[认定]"
    r"|拒[绝不]|禁止|严禁|停止|缺[乏少席]|难以|避免|免[费得除]|忘|取消|何必|隐瞒|瞒|失[去败踪]|白(?=[跑去等来费交花说做干忙搭])|空手|杜绝|断绝"
    r"|怎么(?:可能|会|能|敢|好意思)|哪(?:敢|有|能|会|是|里是|儿是|儿能|里能)|谁(?:敢|会|能|知道|愿意|说)|有?什么(?:用|办法)|几乎|宁[可愿])"
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


def _pairs(rows: str) -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    split = (line.replace("~", _NOT).split(" : ") for line in rows.strip().splitlines())
    return [(re.compile(zh.strip()), re.compile(rf"\b(?:{en})", re.IGNORECASE)) for zh, en in split]


# Words that say no in another way on both sides: where they stand for each other, they say nothing of a
# negation beside them.
SAME = _pairs(r"""
否认|抵赖 : den(?:y|ie)
拒 : refus|declin|reject
忘 : forg[eo]t
失败|没通过|不及格 : fail
免费|白送 : free
错|误 : wrong|mistak|false|incorrect|miss|inaccura
难 : hard|difficult
除了|除开|之外|以外 : except|but for|other than
不到|不足(?![以为])|少于|不满 : less than|fewer|under
缺|少 : lack|short of|miss|absent|few|less
停|住手 : stop|ceas|quit
禁|不许 : prohibit|forb[ia]d|bann?
避 : avoid
非法|违法|偷渡|黑 : il(?:legal)|unlawful
失去|丢|输|失[踪掉] : los[te]|miss|disappear|gone
空 : empty|vacant|blank
反对 : oppos|against
瞎|盲|失明 : blind
聋 : deaf
讨厌|恨 : hate|dislike
沉默|安静|默 : silent
驳回 : overrul|dismiss|reject|den(?:y|ie)
过期|到期 : expired|overdue
未成年 : minor|underage
残疾 : disabled
放弃 : g[ia]ve up
除非 : unless
否则|不然 : otherwise
无辜 : innocent
假|虚 : false
取消 : cancel
小|年轻 : minor
阻|防 : prevent
对不起|抱歉|遗憾 : sorry
而不|不是 : rather than|instead of
消失|不见 : disappear|gone|vanish
走 : gone
无家可归 : homeless
无业|失业 : unemployed
""")

# A Chinese negation that English without a negation renders; each row excuses one.
ENGLISH_WITHOUT = _pairs(r"""
[没未][^,。]{0,10}(?:之?前|就|的?时候|那会儿?|那时)|还没|尚未|没来得及|没亮|没等|不等 : before\b|still (?:to|being|under|at)\b|yet to\b
[没不][^,。]*就 : immediately|as soon as|before|within|at once
不敢|不放心|放不下 : afraid|worr|anxious|uneasy|scared|dare to refuse
不小心|不慎|不留神|不是故意 : accident|careless|inadvertent
不要|不许|不准|不让|不得|别 : keep|remain|stay|kept|bar(?:red)?\b|block|wait\b|ke(?:ep|pt)|refrain|alone
不在 : away|out\b|passed|died|absent|dead
不知道|不清楚|不明|不懂|不晓得 : wonder|curious|in the dark|ignorant|clueless|at a loss|(?:I|we|he|she|they|can only|could only) guess|for some reason|somehow|confused
没办法|没法|不得已|没有办法|没有选择|无法 : had to|forced|beyond|too\b
没人|没有人 : alone|abandoned|deserted|empty
不[好行佳妙快]|不擅|不拿手|不太[会好]|不舒服|不怎么|不对 : ill\b|bad|poor|terrible|weak|under the weather|lousy|sick|worse|worst|wrong|hard|difficult
不容易|不简单|不方便 : hard|difficult|trouble|tough
不着急|不急|别急|别着急 : take your time|relax|calm|slow|patien|rush|hurry|worr|bear with
不[给还退放肯发] : with?h[eo]ld|h[eo]ld (?:on|back)|kept|keep|cut off|owe
不说话|没说话|不吭|没出声|不出声|不作声 : quiet|silen
没结婚|没对象 : single
没多少|不多|没几|没什么|不大|不太|不怎么 : few|little|poor|hard|nearly|almost|small|slight|rare|seldom
不动|没动|没变|不变 : still|stuck|froze|same|unchanged
不再 : stop|quit|former|used to
也不|不愿|而不是|不是[^,。]*[而只]?是 : rather|instead|but\b|than\b|less so
更不 : less so|even less|let alone
没电 : dead|battery
找不到|看不见|不见|没影 : disappear|vanish|blind|missing|lost|gone
没[睡起醒] : awake|up\b|in bed
不同意|不赞成|不服|不认 : against|oppos|object|disput|disagree|contest
不算|不计 : apart from|exclud|aside
没完 : on and on|more\b
没有?[^,。]{0,3}份 : passed over|left out|exclud|overlooked
没有[我你他她们]+ : off\b|out\b|dropped|gone|exclud|missing
没[了的] : gone|die|passed|lost|out of
没有?[^,。]{0,4}(?:东西|吃|喝) : hungry|starv|thirst|empty
不同|不一样 : differ|var(?:y|ie)|change|other
不满(?!意) : angry|complain|under|below|less|resent|unhappy|dissatisf
不必|不用|用不着 : needless|free|spare|welcome|take your time
没(?:收入|工作|钱) : broke|poor|unemploy|jobless|penniless|out of
不[许准让] : ordered|told|stop
不[许准让能][^。]*不[行可] : not|n't
不(?:会|能)[^,。]*(?:吗|么(?=[,。?!]|$)) : would|could|can\b|will\b
不服 : appeal
不公 : injustice|wrong
没[\u4e00-\u9fff]{0,3}[到着见] : miss
不(?:理|管) : ignor|neglect|regardless
不[一]样 : different|unlike
不愁|不担心 : easy
通不过|过不[了去]|装不下|不下 : too\b|stuck|narrow|full
不见不散 : wait
不开门|没开门|不营业|没开 : closed|shut
不公开|不对外 : seal|closed|private|secret|confidential|behind
[不没][^,。]{1,8}[不没] : only\b|just\b|every|all\b|always|must|have to|had to|unless
""")

# An English negation that Chinese without a negation renders; each row excuses one. ``~`` stands for the
# negation and what may come between it and its word.
WITHOUT_ENGLISH = _pairs(r"""
才|直到|为止|之前|以前 : ~(?:until|till|before|for (?:\w+ ){1,3}(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?))
只|光|仅|唯 : ~(?:but|except|else|more|other|any)|no one|nobody|nothing
只[好能得]|被迫|必须|不得已 : ~(?:choice|option|alternative|else|way)
太|得|过于 : so \w+[^.;]{0,60}~|too \w+
宁|还是 : rather|~than
光|完(?!全)|尽(?!管)|掉|空(?![军气]) : ~(?:left|remain|more|any)|nothing
瞎|失明|聋|哑|瘫|昏|晕|残 : ~(?:see|hear|speak|move|walk|feel|wake)
讨厌|烦|恨|反感 : ~(?:like|stand|bear|care)
算了|罢了|拉倒 : ~mind
空号|停机 : ~(?:service|exist|valid|number)
石沉大海|音信|音讯 : ~(?:hear|word|reply|answer|response)
守口如瓶|保密|闭口 : ~(?:tell|sa(?:y|id)|word|talk|anyone|anybody)
够了|到此|问完|说完 : ~(?:more|further|else)
急|盼|期待 : ~wait
忍|难|由 : ~(?:help|stand|bear)
(?<!多)少(?!年)|小(?![时组学区姐孩心])|差|弱|糟|坏|烂|低|短|穷 : ~(?:much|many|often|good|well|strong|big|far|long|enough|high|rich|light)
忘 : ~(?:remember|recall)
陌生|生人|未知 : ~kn[eo]w
闭嘴|住口|安静|保密|沉默|默 : ~(?:talk|speak|sa(?:y|id)|tell|word|noise|anything|but)|without
一样|相同|照样|同样|照旧|仍|还 : ~(?:differen|chang|stop|longer|matter)
很快|马上|立刻|立即|随即|一[^,。]*就 : ~(?:long|later|time|hesita|delay|sooner)
一直|始终|总|老是|从头到尾|永远 : ~(?:stop|end\b|ceas|forget)
住手|停|罢|甭 : ~(?:any|more|longer)|no more
离开|走|跑|逃|躲|缺席 : ~(?:stay|there|home|come|back|around)
穷|破产|身无 : ~money
失眠 : ~sleep
失业 : ~(?:work|job|employ)
另外|别处|另 : ~(?:this|same)
单身|独身|离婚 : ~married
随便|任何|都行 : ~matter
放心 : ~worry
一口气|连续|连夜|一路 : ~(?:stop|paus|break|rest)
更 : ~(?:less|alone)
""")

# A bound, or a "no use", that English says without a negation, but does say.
EXPECTED = _pairs(r"""
不超过|不到(?=[一二两三四五六七八九十半百千万\d])|不足(?=[一二两三四五六七八九十半百千万\d]) : under|within|max|limit|up to|at most|less|fewer|nearly|barely|almost|just|only|about|before|tops|short of|below
不少于|不低于|不下(?=[一二三四五六七八九十\d])|不止|不只 : at least|more|over|min|beyond|besides|too\b|also
没有?用(?![过\u4e00-\u9fff])|没有?什么用 : useless|vain|point|futile|avail|good|help|use\b|matter
记不得|想不起|记不[清起住] : forg[eo]t|escape|vague|unsure|hazy
不见得|未必|不一定 : doubt|may\b|might|perhaps|maybe|depend|if\b|whether|uncertain|could\b
没[想料]到|[想料]不到 : surpris|unexpect|sudden|imagin|who(?:'d| would)|little did|shock|turn(?:ed|s) out|to my
受不了 : unbear|intoler|too\b|enough|sick of|fed up|broke|break|collaps|crack|g[ia]ve (?:up|in)|hate
""")

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
NEUTRAL = _pairs(r"""
不公平|不公正|不公 : unfair|unjust|injustice
不安全 : unsafe
不可能 : impossible
不合法 : illegal|unlawful
不知[情道] : unaware
不愿意?|不肯 : unwilling|refus|reluctant
不能 : unable
不舒服 : unwell|uncomfortable|ill|sick
不满意 : dissatisfied|unsatisfied|unhappy
不喜欢 : dislike
不同意 : disagree
不清楚 : unclear
不方便 : inconvenient
不必要 : unnecessary
不正常 : abnormal
不完整 : incomplete
不准确 : inaccurate
不一致 : inconsistent
不合理 : unreasonable
不诚实 : dishonest
无法|没办法 : unable
""")
