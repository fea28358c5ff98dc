"""The keys that the last line names, in each mode, and their short names.

``short.MODE.NAME`` goes before ``short.NAME``.
A part with a mode of its own states them itself: ``Component.FOOTER`` and ``short.NAME`` in its ``WORDS``.
"""

from __future__ import annotations

from collections.abc import Mapping

from tui.keymap import EDIT, LIST

__all__ = ["FOOTERS", "SHORT"]

FOOTERS: Mapping[str, tuple[str, ...]] = {
    LIST: (
        "edit", "approve_next", "play", "next_doubtful", "find", "speaker", "undo", "waive", "filter", "note",
        "detail", "merge", "language", "rename_speaker", "replace", "go_to_time", "columns", "quit",
        "palette", "help",
    ),
    EDIT: (
        "save", "approve_next", "other_side", "play", "leave", "back", "split", "render_everywhere", "slower",
        "external_editor", "palette", "help",
    ),
}  # fmt: skip
"""Mode → names of actions, the most important first; the last two are shown on every width."""

SHORT = {
    "short.edit": ("edit", "修改"),
    "short.approve_next": ("approve", "核准"),
    "short.play": ("play", "播放"),
    "short.next_doubtful": ("next doubt", "下一存疑"),
    "short.find": ("find", "查找"),
    "short.speaker": ("speaker", "说话人"),
    "short.undo": ("undo", "撤销"),
    "short.waive": ("waive flag", "解除标记"),
    "short.filter": ("filter", "筛选"),
    "short.note": ("note", "注释"),
    "short.detail": ("page", "资料页"),
    "short.merge": ("merge", "合并"),
    "short.language": ("language", "语言"),
    "short.rename_speaker": ("rename", "改名"),
    "short.replace": ("replace", "替换"),
    "short.go_to_time": ("time", "时间"),
    "short.columns": ("columns", "分栏"),
    "short.quit": ("quit", "退出"),
    "short.palette": ("actions", "操作"),
    "short.help": ("help", "帮助"),
    "short.edit.approve_next": ("save+approve", "保存并核准"),
    "short.save": ("save", "保存"),
    "short.other_side": ("other side", "另一栏"),
    "short.leave": ("leave", "离开"),
    "short.back": ("back 3 s", "退3秒"),
    "short.split": ("split", "拆分"),
    "short.render_everywhere": ("render so everywhere", "统一译法"),
    "short.slower": ("slower", "放慢"),
    "short.external_editor": ("own editor", "外部编辑器"),
}
