"""Questions and filters."""

from __future__ import annotations

__all__ = ["QUESTIONS"]

QUESTIONS = {
    "palette.title": ("What would you like to do?", "要做什么？"),
    "palette.keys": (
        "Type a part of what you want · ↑ ↓ choose · Enter does it · Esc goes back",
        "输入要做的事的一部分 · ↑ ↓选择 · Enter执行 · Esc返回",
    ),
    "ask.undo_other": (
        "The newest edit is {name}'s ({what}). Take it back all the same?",
        "最近一次改动是{name}做的（{what}）。仍要撤销吗？",
    ),
    "ask.undo_yes": ("Take it back", "撤销"),
    "ask.undo_no": ("Leave it", "保留"),
    "ask.find": ("Find in both columns", "在两栏中查找"),
    "ask.time": ("Go to time (1:02:03, 62:03 or 62.5)", "跳到时间（1:02:03、62:03或62.5）"),
    "ask.note": ("Translator's note for segment {id}", "第{id}段的译者注"),
    "ask.waive": ("Which flag is no reason to worry?", "解除哪个标记？"),
    "ask.reason": ("Reason for waiving “{kind}”", "解除“{kind}”的理由"),
    "ask.reason_needed": ("A waiver needs its reason; Esc goes back", "必须写明理由；Esc返回"),
    "ask.language": ("Language of the source of {id}", "第{id}段原文的语言"),
    "ask.language_other": ("Another tag (ug, bo, zh-Hant…)", "其他语言代码（ug、bo、zh-Hant……）"),
    "ask.speaker": ("Who speaks segment {id}?", "第{id}段是谁说的？"),
    "ask.speaker_new": ("Somebody new…", "新的说话人……"),
    "ask.speaker_name": ("Name of the new speaker", "新说话人的姓名"),
    "ask.rename": ("New name of {name}", "{name}的新名字"),
    "ask.name_keys": (
        "A digit takes one · type another · Tab completes · Enter takes it, Esc goes back",
        "按数字选用 · 或直接输入 · Tab补全 · Enter确定，Esc返回",
    ),
    "ask.where": ("{name}: where?", "{name}：用于哪里？"),
    "ask.everywhere": ("Everywhere ({rows} segments)", "全文（{rows}段）"),
    "ask.here": ("In segment {id} alone", "仅第{id}段"),
    "ask.recording": ("Where is the recording now?", "录音现在在哪里？"),
    "ask.path_keys": (
        "Tab completes · Enter proves its hash · Esc: go on without sound",
        "Tab补全 · Enter核对哈希值 · Esc不用声音继续",
    ),
    "ask.alternative": ("Take which text?", "采用哪个文本？"),
    "ask.filter": ("Show only…", "只显示……"),
    "ask.word": ("Play from which word?", "从哪个词开始播放？"),
    "ask.discard": ("Drop what you typed?", "丢弃已输入的文字？"),
    "ask.discard_yes": ("Drop it", "丢弃"),
    "ask.discard_no": ("Keep editing", "继续编辑"),
    "ask.discard_save": ("Save it", "保存"),
    "ask.scratch": (
        "What you typed in segment {id} was never saved. Bring it back? “{text}”",
        "您在第{id}段输入的文字未保存。恢复吗？“{text}”",
    ),
    "ask.scratch_other": (
        "{name} typed this in segment {id} and never saved it. Bring it back? “{text}”",
        "{name}在第{id}段输入的文字未保存。恢复吗？“{text}”",
    ),
    "ask.scratch_yes": ("Bring it back into the editor", "恢复到编辑框"),
    "ask.scratch_no": ("Drop it", "丢弃"),
    "ask.scratch_later": ("Keep it and ask later", "保留，以后再问"),
    "ask.keys": ("Enter takes it, Esc goes back", "Enter确定，Esc返回"),
    "filter.unreviewed": ("unreviewed", "未审"),
    "filter.flagged": ("doubtful (any flag)", "存疑（任何标记）"),
    "filter.edited": ("edited, not approved", "已改未核准"),
    "filter.second": ("waiting for my second approval", "等我复核"),
    "filter.once": ("approved once", "已核准一次"),
    "filter.mine": ("edited or approved by me", "我改过或核准过"),
    "filter.kind": ("flag: {kind}", "标记：{kind}"),
    "filter.speaker": ("speaker: {name}", "说话人：{name}"),
    "filter.language": ("language: {tag}", "语言：{tag}"),
    "filter.all": ("everything", "全部"),
}
