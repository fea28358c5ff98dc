"""Places and people keep their names; what was guessed from sound says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair
from translate.checks.rule import Finding, Rule

__all__ = ["NAMES", "NAME_UNVERIFIED"]

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾"
    "丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹"
    "黎易常武乔贺赖龚文"
)
_NAMED = re.compile(
    rf"(?:叫做?|名叫|姓名是|名字是|我是|他是|她是|我叫|证人"
    rf"|被告)([{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=[,。;!?\s]|$|的)"
    rf"|([{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=先生|女士|小姐|律师|法官|医生|老师)"
)


def _find(pair: Pair) -> Iterator[Finding]:
    glossary = pair.context.glossary
    if glossary is None:
        return
    for entry in glossary.names_in(pair.source, pair.source_language, pair.target_language):
        if not entry.is_rendered(pair.target, pair.target_language):
            yield Severity.ERROR, f"{entry.said} is {entry.wanted} in this case."


def _find_unverified(pair: Pair) -> Iterator[Finding]:
    if not pair.from_chinese:
        return
    glossary = pair.context.glossary
    for match in _NAMED.finditer(pair.zh_said):
        name = match.group(1) or match.group(2)
        if glossary is None or not glossary.knows(name):
            yield Severity.INFO, f"{name} was written from its sound: check the characters and the spelling."


NAMES = Rule(FlagKind.NAME_MISMATCH, "A name of the glossary is rendered otherwise.", _find)
NAME_UNVERIFIED = Rule(
    FlagKind.NAME_UNVERIFIED, "A Chinese name guessed from its sound, not in the glossary.", _find_unverified
)
