"""Help and the introduction."""

from __future__ import annotations

__all__ = ["HELP"]

HELP = {
    "help.title": ("Every key: type to search", "全部按键：输入即可搜索"),
    "help.legend": ("Marks", "记号"),
    "help.close": (
        "Enter carries it out, where it can be done now · ↑ ↓ PgDn · Esc closes",
        "Enter执行（此时可行者）· ↑ ↓ PgDn · Esc关闭",
    ),
    "help.nothing": (
        "Nothing is named or explained so. Fewer letters find more.",
        "没有找到。少输入几个字再试。",
    ),
    "help.not_here": ("That cannot be done here: {name}.", "此处不能执行：{name}。"),
    "mark.open": ("unreviewed", "未审"),
    "mark.edited": ("edited, not approved", "已改未核准"),
    "mark.approved": ("approved", "已核准"),
    "mark.twice": ("approved by two people", "两人核准"),
    "mark.states": (
        "At the left edge: the first sign is what was said, the second its translation.",
        "在左边：第一格是原文，第二格是译文。",
    ),
    "mark.error": ("an error", "错误"),
    "mark.doubt": ("a doubt", "存疑"),
    "mark.hint": ("a hint", "提示"),
    "mark.flags": (
        "The third sign at the left edge: the worst flag that nobody waived.",
        "左边第三格：未解除的最重标记。",
    ),
    "mark.current": ("the current segment", "当前段"),
    "mark.here": ("Keys act on this segment.", "按键作用于本段。"),
    "mark.rendered": ("has a rendition", "有传译"),
    "mark.linked": (
        "The fourth sign: = is linked to a rendition, # has a difference to decide.",
        "第四格：=已连接传译，#有待判断的差异。",
    ),
    "first.see": ("What you see", "您看到的"),
    "first.see_text": (
        "Left what was said, right its translation. A machine made both.\n"
        "The signs at the left edge: . open, e edited, a approved; ! and ? mark doubts.\n"
        "The bar near the top is the whole hearing.",
        "左边是原话，右边是译文，都是机器做的。\n左边的记号：. 未审，e 已改，a 已核准；! 和 ? 是存疑。\n"
        "上方的横条是整场听证。",
    ),
    "first.hear": ("Hear", "听"),
    "first.hear_text": (
        "Space plays the segment, and pauses.\nb plays the last three seconds again.\n"
        "F5 and F6 make it slower and faster.",
        "空格播放本段，再按暂停。\nb重听最后三秒。\nF5放慢，F6加快。",
    ),
    "first.correct": ("Correct", "改"),
    "first.correct_text": (
        "Enter opens both texts, Tab changes the side, Ctrl+S saves.\n"
        "A change is on disk before the screen says so.\n"
        "What you type is kept every 0.1 s, even if the window closes.",
        "Enter打开两栏，Tab换栏，Ctrl+S保存。\n写入磁盘之后才显示已保存。\n正在输入的文字每0.1秒暂存，关窗也不丢。",
    ),
    "first.decide": ("Decide", "定"),
    "first.decide_text": (
        "a approves both texts and goes on. Your name stands for them.\n"
        "d goes to the next doubt; the page below says what to listen for.\n"
        "w waives a flag with a reason. u takes anything back.",
        "a核准两栏并继续，由您署名负责。\nd到下一个存疑段；下方说明要听什么。\nw说明理由解除标记。u撤销任何改动。",
    ),
    "first.rest": ("Everything else", "其余"),
    "first.rest_text": (
        "The last line names the keys of the moment; click them if you like.\n"
        "/ finds a text, v filters rows.\n"
        "F1 searches every key, Ctrl+P carries out any action by its name.",
        "最下一行是此刻可用的键，也可点按。\n/查找文字，v筛选。\nF1搜索全部按键，Ctrl+P按名称执行任何操作。",
    ),
    "first.on": ("Enter: next · ← back · Esc: begin at once", "Enter下一张 · ←上一张 · Esc立即开始"),
    "first.close": ("Enter begins · ← back", "Enter开始 · ←上一张"),
}
