"""What the page of voices says, in English and Chinese."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS = {
    "act.voices": ("The voices: who speaks", "说话人一览"),
    "act.voice_leave": ("Back to the list", "回到列表"),
    "act.voice_down": ("Next voice", "下一位"),
    "act.voice_up": ("Previous voice", "上一位"),
    "act.voice_rows": ("This voice's rows in the list", "列表中只看此人"),
    **{
        f"act.voice_sample_{number}": (f"Hear sample {number} of the voice", f"听第{number}个样本")
        for number in (1, 2, 3)
    },
    "act.voice_hear": ("Hear the next sample, or pause", "听下一个样本或暂停"),
    "act.voice_accept": ("Accept the name that is offered", "接受建议的名字"),
    "act.voice_refuse": ("Refuse it", "拒绝建议的名字"),
    "act.voice_name": ("Name the voice", "为此人命名"),
    "act.voice_role": ("Give the voice a role", "设定身份"),
    "act.voice_merge": ("Merge with another voice", "与另一位合并"),
    "act.voice_split": ("Split into two voices, by their sound", "按声音拆成两位"),
    "act.voice_move": ("Give rows to this voice: 12-20", "把若干行改为此人：12-20"),
    "act.voice_undo": ("Undo", "撤销"),
    "act.voice_redo": ("Redo", "重做"),
    "mode.voices": ("VOICES", "说话人"),
    "hint.voices": (
        "1 2 3 hear  n name  r role  m merge  s split  g give rows  u undo  Esc back",
        "1 2 3试听  n命名  r身份  m合并  s拆分  g给行  u撤销  Esc返回",
    ),
    "voices.name": ("voice", "说话人"),
    "voices.role": ("role", "身份"),
    "voices.languages": ("languages", "语言"),
    "voices.turns": ("turns", "次数"),
    "voices.minutes": ("minutes", "分钟"),
    "voices.share": ("share", "占比"),
    "voices.none": ("Nobody speaks in this transcript.", "这份笔录中没有说话人。"),
    "voices.no_rows": ("No row is this voice's.", "没有此人的段落。"),
    "voices.samples": (
        "{name} says, among other things (1, 2, 3 play it):", "{name}的样本（按1、2、3播放）：",
    ),
    "voices.no_sample": ("There is no such sample.", "没有这个样本。"),
    "voices.offered": ("Offered: {name}. a accepts, x refuses.", "建议：{name}。按a接受，按x拒绝。"),
    "voices.open_roles": (
        "Still to be given: {roles}. r gives this voice a role.", "待定身份：{roles}。按r设定此人身份。",
    ),
    "voices.ask_roles": (
        "Which voice is the {roles}? C shows the voices.", "哪位是{roles}？按C查看说话人。",
    ),
    "voices.asked": ("(still to be given)", "（待定）"),
    "voices.ask_role": ("Role of {name}", "{name}的身份"),
    "voices.ask_role_other": ("Role, in your own words", "身份（自行填写）"),
    "voices.role_other": ("Another…", "其他……"),
    "voices.role_none": ("None", "无"),
    "voices.ask_merge": ("{name} is the same voice as…", "{name}与哪位是同一人？"),
    "voices.ask_rows": ("Which rows are {name}'s? 12-20 or 3,7-9", "哪些行是{name}的？12-20或3,7-9"),
    "voices.alone": ("There is no other voice.", "没有其他说话人。"),
    "voices.merged": ("{name} is {into} now; u takes it back.", "{name}已并入{into}；按u撤销。"),
    "voices.splitting": ("Listening to {name} …", "正在听{name}……"),
    "voices.split": ("{rows} rows of {name} are {new} now: hear both; u takes it back.",
                     "{name}的{rows}行现为{new}：请分别试听；按u撤销。"),
    "voices.split_alike": (
        "{rows} rows of {name} are {new} now, but both may be one voice ({alike}); u takes it back.",
        "{name}的{rows}行现为{new}，但可能是同一人（{alike}）；按u撤销。",
    ),
    "voices.moved": ("{rows} rows are {name}'s now.", "{rows}行现为{name}。"),
    "voices.unseen": ("That voice was not on the screen yet.", "此人尚未显示。"),
}  # fmt: skip
