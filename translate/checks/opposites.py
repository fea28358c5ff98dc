"""A word must not become its opposite: admit for deny, left for right, bought for sold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair
from translate.checks.rule import Finding, Rule

__all__ = ["OPPOSITES"]

# One word and its opposite, in Chinese and then in English. The project's own list.
_ROWS = r"""
承认|坦白 : 否认|抵赖 : admit|acknowledg|confess|conced : den(?:y|ie)
同意|答应|愿意|接受 : 拒绝|推辞|回绝 : agree|accept|consent|willing|promis|said yes : refus|declin|reject|turned down|unwilling
批准|准许|允许 : 驳回|禁止|不准|不许 : approv|grant|allow|permit : den(?:y|ie)|reject|dismiss|forb[ia]d|prohibit
赞成|支持 : 反对 : support|favor|favour|agree : oppos|against|object|disagree
真的|真实 : 假的|虚假|伪造 : true|real|genuine|truth : false|fake|forge|untrue|counterfeit
活着|活下来 : 死了|死亡|去世|过世 : alive|living|surviv : dead|died|death|killed|pass(?:ed)? away
开着|打开|开门 : 关着|关上|关了|锁着|锁上 : open : closed|shut|locked
合法 : 非法|违法|不合法 : \blegal|\blawful : illegal|unlawful
有罪(?!吗) : 无罪|清白 : (?<!not )guilty : not guilty|innocen|acquit
赢 : 输了|败诉 : \bw[io]n\b|prevail : los[te]
买 : 卖 : b(?:uy|ought)|purchas : s(?:ell|old)|seller|salesm
增加|上升|上涨|涨了|提高 : 减少|下降|下跌|降了|降低 : increas|r[io]se|rais|went up|gr[eo]w|doubl|tripl : decreas|f[ae]ll|reduc|drop|went down|lower|cut
左[边手脚腿眼耳臂侧肩面膝] : 右[边手脚腿眼耳臂侧肩面膝] : left (?:hand|arm|leg|foot|eye|ear|side|shoulder|knee)|(?:on|to|turn) (?:the|my|his|her|your) left|turn left : right (?:hand|arm|leg|foot|eye|ear|side|shoulder|knee)|(?:on|to) (?:the|my|his|her|your) right|turn right
第一次|首次|头一次|头一回 : 最后一次|最后一回 : first : last
相信 : 怀疑 : believ|trust : doubt|suspect|distrust
记得|记住 : 忘 : remember|recall : forg[eo]t
喜欢 : 讨厌|恨 : like|love|fond : hate|dislike|detest
成功 : 失败 : succe|manag : fail
安全 : 危险 : \bsafe|secur : danger|unsafe|risk
父母双全|健在 : 去世|过世|双亡 : alive|living : dead|died|pass(?:ed)? away
进来|进去|进了 : 出来|出去|出了 : c[ao]me in|g[oe]t? in|went in|enter : c[ao]me out|g[oe]t? out|went out|left|exit
结婚 : 离婚|离了婚 : married|marry|wedding|marriage : divorc
逮捕|抓了|拘留 : 释放|放了 : arrest|detain|caught|custody : releas|let (?:me|us|him|her|them|go)|free
上楼 : 下楼 : upstairs : downstairs
早到|提前 : 迟到|晚到|推迟 : early|earlier|advance : late|later|postpon|delay
超过|以上|多于|至少 : 不到|以下|少于|不足|至多|最多 : more|over|above|exceed|at least|beyond : less|under|below|fewer|within|up to|at most|not (?:even|quite)|short of|nearly|almost
最大|最高|最多 : 最小|最低|最少 : largest|highest|most|biggest|tallest|maximum|greatest|top : smallest|lowest|least|fewest|minimum|minor
自愿 : 被迫|强迫|被逼 : voluntar|willing|own (?:free )?will|free will : forc|coerc|compel|involuntar
公开 : 秘密|私下|保密 : public|open : secret|private|confidential
原告 : 被告 : plaintiff|complainant : defendant|respondent|accused
检方|检察官|控方 : 辩方|辩护律师 : prosecut : defen[sc]e
白天 : 夜里|夜间|晚上 : day(?:time|light|s)?\b : night|evening|dark
城里|城市|市区 : 乡下|农村|乡村 : city|urban|town|downtown : countryside|rural|village|country
"""
_PAIRS = [
    tuple(re.compile(part.strip(), re.IGNORECASE) for part in row.split(" : "))
    for row in _ROWS.strip().splitlines()
]
_ENGLISH = [tuple(re.compile(rf"\b(?:{part.pattern})", re.IGNORECASE) for part in row[2:]) for row in _PAIRS]
_ANY = re.compile("|".join(part.pattern for row in _PAIRS for part in row[:2]))


def _find(pair: Pair) -> Iterator[Finding]:
    if not _ANY.search(pair.zh):
        return
    for (one, other, _, _), (english_one, english_other) in zip(_PAIRS, _ENGLISH, strict=True):
        said, opposite = one.search(pair.zh), other.search(pair.zh)
        if bool(said) == bool(opposite):
            continue
        found, turned = english_one.search(pair.en), english_other.search(pair.en)
        if bool(found) == bool(turned) or bool(said) == bool(found):
            continue
        chinese, english = (said or opposite), (found or turned)
        if chinese and english and not _negates(pair):
            source, target = pair.ordered(chinese.group(), english.group())
            yield Severity.ERROR, f"The source says {source}, the translation the opposite: {target}."
            return


def _negates(pair: Pair) -> bool:
    """Tell whether a negation may say the opposite of the opposite: 没拒绝, "did not refuse"."""
    return _NOT_ZH.search(pair.zh) is not None or _NOT_EN.search(pair.en) is not None


_NOT_ZH = re.compile("[不没无未非别](?!到)")
_NOT_EN = re.compile(
    r"\b(?:not|never|no|nobody|nothing|none|neither|nor|without|cannot|hardly)\b|n't\b", re.IGNORECASE
)

OPPOSITES = Rule(FlagKind.NEGATION, "A word became its opposite: admit for deny, left for right.", _find)
