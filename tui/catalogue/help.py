"""Help and the introduction."""

from __future__ import annotations

__all__ = ["HELP"]

HELP = {
    "help.title": ("Keys in force", "当前按键"),
    "help.legend": ("Marks at the left edge", "左边的记号"),
    "help.marks": (
        "first two: source and translation   . unreviewed   e edited   a approved   A approved twice\n"
        "third: ! error   ? doubt   i hint (flags that nobody waived)      > the current segment",
        "前两格：原文和译文   . 未审   e 已改   a 已核准   A 两次核准\n"
        "第三格：! 错误   ? 存疑   i 提示（未解除的标记）      > 当前段",
    ),
    "help.close": (
        "Esc closes · ↑ ↓ PgDn scroll · Ctrl+P: every action by name",
        "Esc关闭 · ↑ ↓ PgDn翻页 · Ctrl+P按名称找操作",
    ),
    "first.title": ("Reviewing a transcript", "审校笔录"),
    "first.text": (
        "Left what was said, right its translation; both were made by a machine.\n"
        "You hear a segment, correct both sides, approve it, and go on to the next.\n"
        "\n"
        "  Space  play or pause        b f    back and forward 3 s\n"
        "  Enter  edit                 Tab    the other side, while editing\n"
        "  Ctrl+S save                 F12    save, approve, go to the next\n"
        "  a      approve and go on    d      the next doubtful segment\n"
        "  /      find                 v      filter\n"
        "  u r    undo, redo           w      waive a flag, with a reason\n"
        "\n"
        "Each change is on disk before it is shown as saved; what you type is kept every 2 s.\n"
        "F1 shows every key, Ctrl+P finds every action by its name.",
        "左边是原话，右边是译文；两者都是机器做的。\n"
        "听一段，改好两边，核准，再到下一段。\n"
        "\n"
        "  空格   播放或暂停           b f    后退、前进3秒\n"
        "  Enter  修改                 Tab    编辑时换到另一栏\n"
        "  Ctrl+S 保存                 F12    保存、核准、下一段\n"
        "  a      核准并继续           d      下一个存疑段\n"
        "  /      查找                 v      筛选\n"
        "  u r    撤销、重做           w      解除标记并说明理由\n"
        "\n"
        "每次改动写入磁盘之后才显示“已保存”；正在输入的文字每2秒暂存。\n"
        "F1列出全部按键，Ctrl+P按名称找操作。",
    ),
    "first.close": ("Enter begins", "按Enter开始"),
}
