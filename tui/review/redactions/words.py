"""What the mode of the redactions says, in English and Chinese."""

from __future__ import annotations

from tui.strings import Words

__all__ = ["WORDS"]

WORDS: Words = {
    "why.redactions": (
        "What a redaction by the profile is not sure of, each with its line, to accept or refuse.",
        "按隐去方案拿不准的内容，逐条连同所在行列出，供采纳或拒绝。",
    ),
    "why.redaction_leave": ("Leaves this mode.", "离开本模式。"),
    "why.redaction_down": ("The next question.", "下一个问题。"),
    "why.redaction_up": ("The question before.", "上一个问题。"),
    "why.redaction_row": ("Goes to the row of this question in the list.", "到列表中该问题所在的行。"),
    "why.redaction_open": ("The next question that nobody answered.", "下一个未回答的问题。"),
    "why.redaction_accept": (
        "Writes into the profile that this is replaced, and goes on.", "写入方案：予以隐去，并继续。",
    ),
    "why.redaction_refuse": (
        "Writes into the profile that this stays as it is, and goes on.", "写入方案：保留原样，并继续。",
    ),
    "why.redaction_reopen": ("Takes the answer back.", "收回答案。"),
    "act.redactions": ("What a redaction asks", "隐去前的问题"),
    "act.redaction_leave": ("Back to the list", "回到列表"),
    "act.redaction_down": ("Next question", "下一个"),
    "act.redaction_up": ("Previous question", "上一个"),
    "act.redaction_row": ("To its row in the list", "到列表中的该行"),
    "act.redaction_open": ("Next open question", "下一个未答"),
    "act.redaction_accept": ("Replace it: accept, go on", "予以隐去，到下一个"),
    "act.redaction_refuse": ("Leave it: refuse, go on", "保留原样，到下一个"),
    "act.redaction_reopen": ("Take the answer back", "收回答案"),
    "mode.redactions": ("REDACTIONS", "隐去"),
    "short.redaction_accept": ("accept", "隐去"),
    "short.redaction_refuse": ("refuse", "保留"),
    "short.redaction_open": ("next open", "下一个未答"),
    "short.redaction_reopen": ("reopen", "收回"),
    "short.redaction_row": ("to its row", "到该行"),
    "short.redaction_leave": ("back", "返回"),
    "redactions.looking": ("Looking for what a redaction asks …", "正在查找……"),
    "redactions.none": ("Nothing to decide.", "没有需要决定的。"),
    "redactions.done": ("Every question is answered.", "全部已答。"),
    "redactions.unseen": ("That question was not on the screen yet.", "该问题尚未显示。"),
    "redactions.instead": ("instead:", "改为："),
    "redactions.answer.accept": ("accepted", "已采纳"),
    "redactions.answer.refuse": ("refused", "已拒绝"),
    "redactions.answer.open": ("open", "未答"),
    "status.open_questions": ("{count} open", "{count}个未答"),
}  # fmt: skip
