"""What each action does, in one sentence, for the palette and the help.

A part that brings actions of its own states ``why.NAME`` in its ``WORDS``.
"""

from __future__ import annotations

__all__ = ["EXPLANATIONS"]

_LEGEND = {
    1: ("words that cannot be understood", "听不清的话"),
    2: ("several people who speak at once", "多人同时说话"),
    3: ("a name written as it sounds", "按读音记写的名字"),
    4: ("a change to another language", "换用另一语言"),
    5: ("a pause", "停顿"),
    6: ("crying", "哭泣"),
    7: ("laughter", "笑声"),
    8: ("noise", "噪音"),
    9: ("a mistake that the speaker made", "说话人自己的口误"),
}

EXPLANATIONS = {
    "why.edit": (
        "Opens both texts to correct them; nothing changes until you save.",
        "打开两栏，光标在原文；保存之前不会改动。",
    ),
    "why.edit_target": ("Opens both texts to correct the translation.", "打开两栏，光标在译文。"),
    "why.other_side": (
        "Moves the cursor between what was said and its translation.",
        "光标在原文和译文之间移动。",
    ),
    "why.save": ("Writes both texts to the file and closes the editors.", "两栏写入文件并关闭编辑框。"),
    "why.leave": (
        "Closes the editors; unsaved text is asked about first.",
        "关闭编辑框；未保存的文字会先询问。",
    ),
    "why.external_editor": (
        "Opens the text in the program that EDITOR names, and takes it back.",
        "用EDITOR指定的程序打开文字，再取回。",
    ),
    **{
        f"why.legend_{number}": (
            f"Puts the tag for {english} at the cursor.",
            f"在光标处插入标签：{chinese}。",
        )
        for number, (english, chinese) in _LEGEND.items()
    },
    "why.approve_next": (
        "You vouch for both texts as they stand (open editors are saved first) and go to the next segment"
        " that nobody approved.",
        "对两栏现有文字负责（编辑框先保存），再到下一个未核准的段。",
    ),
    "why.approve_doubtful": (
        "You vouch for both texts and go to the next one with a flag.",
        "核准两栏，再到下一个有标记的段。",
    ),
    "why.approve": ("You vouch for both texts and stay at this segment.", "核准两栏并停在本段。"),
    "why.second_approve": (
        "A second person vouches for what the first approved, and goes to the next that waits.",
        "由第二人核准第一人核准过的文字，再到下一个待复核的段。",
    ),
    "why.reopen": ("The segment counts as edited again.", "本段重新算作已改。"),
    "why.undo": (
        "Takes the newest change back, as far back as the file goes.",
        "撤销最近一次改动，可一直撤到文件开头。",
    ),
    "why.redo": ("Makes the change again that was just taken back.", "重做刚撤销的改动。"),
    "why.play": ("To hear this segment; again pauses it.", "听本段；再按暂停。"),
    "why.back": ("The last three seconds once more.", "再听最后三秒。"),
    "why.forward": ("Goes on three seconds further.", "前进三秒继续播放。"),
    "why.slower": ("Plays slower at the same pitch.", "放慢播放，音高不变。"),
    "why.faster": ("Plays faster at the same pitch.", "加快播放，音高不变。"),
    "why.loop": ("Plays this segment over and over until pressed again.", "反复播放本段，再按停止。"),
    "why.follow": (
        "The list moves with the sound and marks the spoken word.",
        "列表随声音移动并标出正在说的词。",
    ),
    "why.play_along": ("Each segment plays as soon as you come to it.", "到达每段时立即播放。"),
    "why.next_word": ("Plays from the word after the one heard last.", "从上次所听的下一个词播放。"),
    "why.previous_word": ("Plays from the word before the one heard last.", "从上次所听的前一个词播放。"),
    "why.play_word": ("Choose a word; the sound begins there.", "选一个词，从那里播放。"),
    "why.recording": (
        "Names the file of the recording; it is used only if its hash is right.",
        "指定录音文件；哈希值相符才会使用。",
    ),
    "why.split": (
        "Cuts the segment in two where the cursor stands; the sound is cut at that word.",
        "在光标处把本段拆成两段，声音从那个词分开。",
    ),
    "why.merge": (
        "Makes one segment of this and the next, if speaker and language are the same.",
        "说话人和语言相同时与下一段合并。",
    ),
    "why.start_earlier": ("Moves where the segment begins and plays the edge.", "移动本段起点并播放边缘。"),
    "why.start_later": ("Moves where the segment begins and plays the edge.", "移动本段起点并播放边缘。"),
    "why.end_earlier": ("Moves where the segment ends and plays the edge.", "移动本段终点并播放边缘。"),
    "why.end_later": ("Moves where the segment ends and plays the edge.", "移动本段终点并播放边缘。"),
    "why.note": ("Adds a translator's note that exports print.", "添加译者注，导出时会印出。"),
    "why.waive": (
        "Says that a flag is no reason to worry; your reason is kept.",
        "说明某标记无妨，理由会保存。",
    ),
    "why.take_alternative": ("Puts a text that another engine found in its place.", "换成另一引擎的文字。"),
    "why.retranslate": (
        "The machine translates what was said as it now stands; the result is unreviewed.",
        "机器按现有原文重新翻译；结果算未审。",
    ),
    "why.language": ("Says which language was spoken here.", "设定这里说的是哪种语言。"),
    "why.speaker": ("Says who speaks here, or adds somebody new.", "设定这里是谁说的，或新增说话人。"),
    **{
        f"why.speaker_{number}": (
            f"Says that speaker {number} speaks here.",
            f"设定这里是第{number}位说话人。",
        )
        for number in range(1, 10)
    },
    "why.rename_speaker": (
        "Gives the speaker a name, in all segments or in this one alone.",
        "给说话人改名，全文或仅本段。",
    ),
    "why.find": ("Finds a text in both columns; n goes to the next match.", "在两栏中查找；n到下一处。"),
    "why.find_next": ("The next place that holds the text.", "下一个含有该文字之处。"),
    "why.find_previous": ("The place before that holds the text.", "上一个含有该文字之处。"),
    "why.filter": (
        "Shows only rows that are open, flagged, edited, of one speaker or language.",
        "只显示未审、有标记、已改、某说话人或某语言的段。",
    ),
    "why.no_filter": ("Shows every row again.", "重新显示全部。"),
    "why.drop_marks": ("Takes the marks of a find away, then the filter.", "先清除查找标记，再取消筛选。"),
    "why.replace": (
        "Replaces a text in all rows shown, each place seen first; one undo takes all back.",
        "在所显示各段中替换，先逐处预览；一次撤销全部恢复。",
    ),
    "why.render_everywhere": (
        "Renders the term selected in the source the same in every row.",
        "把原文所选术语在全文统一译法。",
    ),
    "why.down": ("One row on.", "下移一行。"),
    "why.up": ("One row back.", "上移一行。"),
    "why.page_down": ("A screenful on.", "下移一屏。"),
    "why.page_up": ("A screenful back.", "上移一屏。"),
    "why.first": ("To the beginning.", "到开头。"),
    "why.last": ("To the end.", "到结尾。"),
    "why.next_doubtful": ("The next row with a flag that nobody waived.", "下一个有未解除标记的段。"),
    "why.previous_doubtful": ("The row before with a flag that nobody waived.", "上一个有未解除标记的段。"),
    "why.next_waiting": ("The next row that somebody else approved once.", "下一个由他人核准过一次的段。"),
    "why.go_to_time": ("To what is said at a time, such as 1:02:03.", "到某一时间，如1:02:03。"),
    "why.help": ("Every key with what it does; type to search.", "全部按键及其作用；输入即可搜索。"),
    "why.palette": ("This list: type a part of what you want.", "本列表：输入所需操作的一部分。"),
    "why.theme": ("Dark, light, or high contrast.", "深色、浅色或高对比。"),
    "why.introduction": ("How to work with this screen, in one minute.", "一分钟了解本界面。"),
    "why.quit": ("Leaves the screen; what is saved is saved.", "离开；已保存的都已保存。"),
    "why.detail": (
        "Flags, alternatives, terms, history, words, notes in turn.",
        "标记、候选、术语、历史、逐词、注释轮换。",
    ),
    "why.detail_back": ("The same pages the other way round.", "反向轮换资料页。"),
    "why.detail_down": (
        "Shows what the page below has more, such as older history.",
        "显示资料页的后续内容。",
    ),
    "why.detail_up": ("Goes back in the page below.", "资料页往回翻。"),
    "why.history": ("Who changed this segment, what and when.", "谁在何时改了本段的什么。"),
    "why.confidence": ("How sure the machine was of each word.", "机器对每个词的把握。"),
}
