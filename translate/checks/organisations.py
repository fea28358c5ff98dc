"""Courts, agencies and offices must be the same on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from testimony.transcript.types import FlagKind, Severity
from translate.checks.pair import Pair
from translate.checks.rule import Finding, Rule

__all__ = ["ORGANISATIONS"]

# What names one in Chinese, and what names the same in English. The project's own list.
_ROWS = r"""
最高(?:人民)?法院|最高院 : supreme (?:people's )?court|scotus
上诉法院|上诉法庭|巡回(?:上诉)?法[院庭] : court of appeals?|appeals court|appellate court|(?:\w+|\d+(?:st|nd|rd|th)) circuit
移民上诉委员会|移民上诉局|上诉委员会 : board of immigration appeals|\bbia\b|\bboard\b
移民法[庭院] : immigration (?:court|judge)|\beoir\b
移民审查(?:执行)?办公室|移民复审执行办公室 : executive office for immigration review|\beoir\b
地区法院|区法院|联邦法院 : district court|federal court
州法院 : state court
家事法[庭院]|家庭法[庭院] : family court
少年法[庭院] : juvenile court
交通法[庭院] : traffic court
小额法[庭院]|小额索赔 : small claims
高级(?:人民)?法院|高院 : high (?:people's )?court|superior court|higher people's court
中级(?:人民)?法院|中院 : intermediate (?:people's )?court
国土安全部 : homeland security|\bdhs\b
司法部 : department of justice|justice department|\bdoj\b|ministry of justice|justice ministry
国务院 : state department|department of state|state council
财政部 : treasury|ministry of finance|finance ministry
劳工部|劳动部 : department of labor|labor department|ministry of labou?r
国防部 : department of defense|defense department|pentagon|ministry of (?:national )?defen[cs]e
教育部 : department of education|education department|ministry of education
外交部 : foreign ministry|ministry of foreign affairs
公安部 : ministry of public security
国安部|国家安全部 : ministry of state security|\bmss\b
联邦调查局 : \bfbi\b|federal bureau of investigation
中央情报局|中情局 : \bcia\b|central intelligence agency
禁毒局|缉毒局 : \bdea\b|drug enforcement
公民及?(?:与|和)?移民服务局|公民(?:与|和)移民服务局 : \buscis\b|citizenship and immigration services
移民(?:及|与|和)?海关执法局|移民及海关执法|移民执法局 : \bice\b|immigration and customs enforcement
海关(?:及|与|和)?边境(?:保护|防卫)局 : \bcbp\b|customs and border protection
边境巡逻队|边[境防]巡警|边巡 : border patrol|\bcbp\b|customs and border protection
国税局|税务局 : \birs\b|internal revenue|tax (?:bureau|authorit|office|department)\w*
社会安全局|社会保障局|社安局 : social security
车辆管理局|车管局|机动车(?:辆)?管理局|机动车辆部 : \bdmv\b|motor vehicles?
难民署|难民事务高级专员 : unhcr|refugee agency|high commissioner for refugees
联合国(?!难民) : united nations|\bun\b
公安局|公安厅 : public security (?:bureau|department)|\bpsb\b|police
派出所 : police (?:station|post|substation)|station\b|local police|precinct|police\b
国安局|国家安全局|国安 : state security|national security
检察院 : procuratorate|prosecut\w+
统战部 : united front
纪委|纪检委 : disciplin\w+|\bccdi\b
居委会|居民委员会|社区委员会 : neighbou?rhood committee|resident\w*' committee|residents? committee|community committee
村委会|村民委员会 : village (?:committee|council)
计生办|计生委|计划生育办公室|计划生育委员会 : family planning|birth control
民政局 : civil affairs
人社局|劳动局|劳动保障局 : labou?r (?:bureau|office|department)|human resources
信访局|信访办 : petition\w*|letters and (?:visits|calls)
宗教局|宗教事务局 : religious affairs
安监局 : work safety|safety
城管 : urban management|chengguan|city (?:management|inspector|enforcement)\w*
看守所 : detention|jail|lock-?up|holding|custody
拘留所 : detention|jail|lock-?up|holding|custody
监狱 : prison|jail|penitentiary|correction\w*
劳教所|劳动教养 : labou?r|re-?education
洗脑班|学习班 : brainwash\w*|study|class|transformation
拘留中心 : detention|facility|jail|custody
大使馆 : embassy
领事馆|领事处 : consul\w+
"""
_KNOWN = [
    (re.compile(zh.strip()), re.compile(rf"\b(?:{en.strip()})", re.IGNORECASE))
    for zh, en in (row.split(" : ") for row in _ROWS.strip().splitlines())
]
_MAY_BE_ONE = re.compile("[法部局院署所会办队馆狱战委安班教管]")
_COULD = re.compile(
    r"\b(?:court|circuit|board|department|justice|state|treasury|ministry|pentagon|bureau|agency|[A-Z]{2,5}\b|security"
    r"|revenue|patrol|customs|embassy|consul\w+|committee|council|prison|jail|procuratorate|services)",
    re.IGNORECASE,
)


def _find(pair: Pair) -> Iterator[Finding]:
    if not _MAY_BE_ONE.search(pair.zh) or not _COULD.search(pair.en):
        return
    named = [(zh.search(pair.zh), en.search(pair.en)) for zh, en in _KNOWN]
    lost = [zh.group() for zh, en in named if zh and not en]
    # "Court" alone is no court of its own; what another row accounts for is not extra.
    said = [en.span() for zh, en in named if zh and en]
    extra = [en.group() for zh, en in named if en and not zh and not _within(en.span(), said)]
    if lost and extra:
        source, target = pair.ordered(", ".join(dict.fromkeys(lost)), ", ".join(dict.fromkeys(extra)))
        yield Severity.ERROR, f"The source names {source}, the translation {target}."


def _within(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


ORGANISATIONS = Rule(FlagKind.NAME_MISMATCH, "A court, an agency or an office has another name.", _find)
