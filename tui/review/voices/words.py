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
    "short.voice_hear": ("hear", "试听"),
    "short.voice_name": ("name", "命名"),
    "short.voice_role": ("role", "身份"),
    "short.voice_merge": ("merge", "合并"),
    "short.voice_split": ("split", "拆分"),
    "short.voice_move": ("give rows", "给行"),
    "short.voice_undo": ("undo", "撤销"),
    "short.voice_leave": ("back", "返回"),
    "short.voice_rows": ("its rows", "其段落"),
    "short.voice_accept": ("accept", "接受"),
    "short.voice_refuse": ("refuse", "拒绝"),
    "why.voices": (
        "Every voice with its name, role, languages and minutes: hear them, name them, put them right.",
        "列出每位说话人的名字、身份、语言和时长：试听、命名、改正。",
    ),
    "why.voice_leave": ("Leaves the page; every change is already kept.", "离开本页；改动都已保存。"),
    "why.voice_down": ("The voice below.", "下面一位。"),
    "why.voice_up": ("The voice above.", "上面一位。"),
    "why.voice_rows": ("The list, with this voice's rows alone.", "列表中只显示此人的段落。"),
    **{
        f"why.voice_sample_{number}": ("Plays a row of this voice alone.", "播放此人单独说话的一段。")
        for number in (1, 2, 3)
    },
    "why.voice_hear": ("Plays the samples one after the other.", "依次播放样本。"),
    "why.voice_accept": (
        "The name stands then without its question mark.", "名字不再带问号。",
    ),
    "why.voice_refuse": ("A neutral name takes its place, and the role goes.", "换成中性名字，并去掉身份。"),
    "why.voice_name": ("The name stands in all rows of the voice at once.", "此人所有段落一并改名。"),
    "why.voice_role": (
        "Judge, counsel, interpreter …; a voice with a neutral name gets its role's name, too.",
        "法官、律师、译员等；中性名字随身份改名。",
    ),
    "why.voice_merge": ("All rows of this voice go to another; approvals of those rows return.",
                        "此人所有段落归另一位；这些段落需重新核准。"),
    "why.voice_split": (
        "Listens to all rows of this voice and gives those of a second voice to somebody new.",
        "重听此人所有段落，把第二个声音的段落归为新的说话人。",
    ),
    "why.voice_move": ("Type the rows that this voice speaks.", "输入此人所说的行。"),
    "why.voice_undo": ("Takes the newest change back, in one step.", "一步撤销最近一次改动。"),
    "why.voice_redo": ("Makes it again.", "重做。"),
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
        "Which voice is the {roles}? H shows the voices.", "哪位是{roles}？按H查看说话人。",
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
