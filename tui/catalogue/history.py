"""Names of the entries and fields of the history."""

from __future__ import annotations

__all__ = ["HISTORY"]

HISTORY = {
    "entry.correct_source": ("source corrected", "改了原文"),
    "entry.correct_target": ("translation corrected", "改了译文"),
    "entry.replace": ("text replaced", "批量替换"),
    "entry.approve": ("approved", "核准"),
    "entry.second_approve": ("approved a second time", "第二次核准"),
    "entry.reopen": ("approval taken back", "撤回核准"),
    "entry.split": ("split", "拆分"),
    "entry.merge": ("merged", "合并"),
    "entry.rename_speaker": ("speaker renamed", "说话人改名"),
    "entry.add_speaker": ("speaker added", "新增说话人"),
    "entry.reassign_speaker": ("given to another speaker", "改为另一说话人"),
    "entry.change_times": ("times changed", "改了起止时间"),
    "entry.change_language": ("language changed", "改了语言"),
    "entry.add_flag": ("flag raised", "加标记"),
    "entry.waive_flag": ("flag waived", "解除标记"),
    "entry.link": ("rows linked", "关联段落"),
    "entry.unlink": ("link taken away", "取消关联"),
    "entry.pair": ("renditions paired", "配对传译"),
    "entry.finding": ("finding decided", "处理差异"),
    "entry.diarize": ("voices told apart", "区分说话人"),
    "entry.note": ("note added", "加注释"),
    "entry.check": ("checked", "检查"),
    "entry.machine_text": ("translated again by the machine", "机器重新翻译"),
    "entry.undo": ("undone", "撤销"),
    "entry.redo": ("redone", "重做"),
    "entry.purge": ("words removed for good", "彻底删除文字"),
    "field.source": ("source", "原文"),
    "field.target": ("translation", "译文"),
    "field.language": ("language", "语言"),
    "field.target_language": ("language of the translation", "译文语言"),
    "field.speaker": ("speaker", "说话人"),
    "field.start_ms": ("begins", "起点"),
    "field.end_ms": ("ends", "终点"),
    "field.state": ("state", "状态"),
    "field.notes": ("notes", "注释"),
}
