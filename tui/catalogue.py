"""The strings themselves: key → (English, Chinese)."""

from __future__ import annotations

__all__ = ["ENTRIES"]

_ACTIONS = {
    "act.down": ("Next segment", "下一段"),
    "act.up": ("Previous segment", "上一段"),
    "act.page_down": ("A page down", "下翻一页"),
    "act.page_up": ("A page up", "上翻一页"),
    "act.first": ("First segment", "第一段"),
    "act.last": ("Last segment", "最后一段"),
    "act.next_doubtful": ("Next doubtful segment", "下一个存疑段"),
    "act.previous_doubtful": ("Previous doubtful segment", "上一个存疑段"),
    "act.go_to_time": ("Go to a time", "跳到某一时间"),
    "act.approve_next": ("Approve, then the next unreviewed", "核准并到下一个未审段"),
    "act.approve": ("Approve and stay", "核准并停留"),
    "act.second_approve": ("Second approval", "第二人核准"),
    "act.reopen": ("Take the approval back", "撤回核准"),
    "act.edit": ("Edit the source", "修改原文"),
    "act.edit_target": ("Edit the translation", "修改译文"),
    "act.save": ("Save the editors", "保存修改"),
    "act.leave": ("Leave the editors, or a find or filter", "离开编辑、查找或筛选"),
    "act.external_editor": ("Edit in your own editor", "用外部编辑器修改"),
    "act.undo": ("Undo", "撤销"),
    "act.redo": ("Redo", "重做"),
    "act.split": ("Split at the cursor", "在光标处拆分"),
    "act.merge": ("Merge with the next", "与下一段合并"),
    "act.start_earlier": ("Begin 100 ms earlier", "起点提前100毫秒"),
    "act.start_later": ("Begin 100 ms later", "起点推后100毫秒"),
    "act.end_earlier": ("End 100 ms earlier", "终点提前100毫秒"),
    "act.end_later": ("End 100 ms later", "终点推后100毫秒"),
    "act.language": ("Set the language", "设定语言"),
    "act.speaker": ("Give to another speaker", "改为另一说话人"),
    "act.rename_speaker": ("Rename the speaker everywhere", "全文更改说话人姓名"),
    "act.note": ("Add a translator's note", "添加译者注"),
    "act.waive": ("Waive a flag, with a reason", "解除标记并说明理由"),
    "act.retranslate": ("Translate again", "重新翻译"),
    "act.take_alternative": ("Take an alternative", "采用另一候选"),
    "act.legend_1": ("Insert [UI] (unintelligible)", "插入[UI]（听不清）"),
    "act.legend_2": ("Insert [OV] (overlapping voices)", "插入[OV]（多人同时说话）"),
    "act.legend_3": ("Insert [PH] (phonetic spelling)", "插入[PH]（按音记写）"),
    "act.legend_4": ("Insert [SC] (speaking in another language)", "插入[SC]（换用另一语言）"),
    "act.legend_5": ("Insert [PAUSE]", "插入[PAUSE]（停顿）"),
    "act.legend_6": ("Insert [CRYING]", "插入[CRYING]（哭泣）"),
    "act.legend_7": ("Insert [LAUGHTER]", "插入[LAUGHTER]（笑声）"),
    "act.legend_8": ("Insert [NOISE]", "插入[NOISE]（噪音）"),
    "act.legend_9": ("Insert [sic]", "插入[sic]（原话如此）"),
    "act.play": ("Play or pause", "播放或暂停"),
    "act.back": ("Back 3 s", "后退3秒"),
    "act.forward": ("Forward 3 s", "前进3秒"),
    "act.slower": ("Slower", "放慢"),
    "act.faster": ("Faster", "加快"),
    "act.loop": ("Loop the segment", "循环本段"),
    "act.follow": ("Follow the sound", "跟随声音"),
    "act.play_word": ("Play from a word", "从某个词开始播放"),
    "act.find": ("Find", "查找"),
    "act.find_next": ("Next match", "下一处"),
    "act.find_previous": ("Previous match", "上一处"),
    "act.filter": ("Filter the rows", "筛选"),
    "act.no_filter": ("Show all rows", "显示全部"),
    "act.detail": ("Next page of the segment in work", "本段的下一页资料"),
    "act.detail_back": ("Previous page of it", "上一页资料"),
    "act.history": ("History of the segment", "本段的修改历史"),
    "act.confidence": ("Confidence of each word", "逐词的可信度"),
    "act.help": ("Help: every key", "帮助：全部按键"),
    "act.theme": ("Another theme", "更换主题"),
    "act.introduction": ("The introduction again", "再看一遍介绍"),
    "act.quit": ("Quit", "退出"),
    "group.move": ("Moving", "移动"),
    "group.work": ("Working", "修改"),
    "group.hear": ("Hearing", "收听"),
    "group.find": ("Finding", "查找"),
    "group.know": ("Knowing", "了解"),
}

_FLAGS = {
    "flag.low_confidence": ("low confidence", "可信度低"),
    "flag.language_uncertain": ("language uncertain", "语言不确定"),
    "flag.script_mismatch": ("script does not fit the language", "文字与语言不符"),
    "flag.variety_mismatch": ("another variety than the speaker's", "与说话人的方言不符"),
    "flag.over_silence": ("text over silence", "无声处有文字"),
    "flag.known_caption": ("a caption that models invent", "模型常编造的字幕"),
    "flag.loop": ("repeats itself", "内容重复"),
    "flag.too_fast": ("too much text for the time", "时间太短文字太多"),
    "flag.truncated": ("cut off", "被截断"),
    "flag.speech_without_text": ("speech without text", "有语音无文字"),
    "flag.audio_damaged": ("the sound is damaged here", "此处录音损坏"),
    "flag.number_mismatch": ("numbers differ", "数字不一致"),
    "flag.date_mismatch": ("dates or times differ", "日期或时间不一致"),
    "flag.number_uncertain": ("a number heard uncertainly", "数字听不准"),
    "flag.negation": ("a negation may be lost", "否定可能丢失"),
    "flag.pronoun": ("persons differ", "人称不一致"),
    "flag.kinship": ("kinship term unclear", "亲属称谓不明"),
    "flag.name_mismatch": ("names differ", "姓名不一致"),
    "flag.name_unverified": ("name not verified", "姓名未核实"),
    "flag.gender_guess": ("he or she is a guess", "性别是猜的"),
    "flag.subject_supplied": ("the subject was supplied", "主语是补上的"),
    "flag.term_missing": ("a glossary term is missing", "缺少术语"),
    "flag.term_forbidden": ("a forbidden rendering", "用了禁用译法"),
    "flag.untranslated": ("not translated", "未翻译"),
    "flag.length_ratio": ("lengths differ much", "长度相差太大"),
    "flag.tag_lost": ("a tag was lost", "标签丢失"),
}

_STATES = {
    "state.unreviewed": ("unreviewed", "未审"),
    "state.edited": ("edited", "已改"),
    "state.approved": ("approved", "已核准"),
    "state.second_approved": ("approved twice", "两次核准"),
    "side.source": ("source", "原文"),
    "side.target": ("translation", "译文"),
    "page.flags": ("Flags", "标记"),
    "page.alternatives": ("Alternatives", "候选"),
    "page.terms": ("Terms", "术语"),
    "page.history": ("History", "历史"),
    "page.words": ("Words", "逐词"),
    "page.notes": ("Notes", "注释"),
}

_SCREEN = {
    "status.progress": ("{done}/{all} reviewed", "已审{done}/{all}"),
    "status.left": ("≈{minutes} min left", "约剩{minutes}分钟"),
    "status.filtered": ("filter: {what} ({rows})", "筛选：{what}（{rows}行）"),
    "status.found": ("“{text}”: {at} of {all}", "“{text}”：{at}/{all}"),
    "status.readonly": ("READ-ONLY", "只读"),
    "status.demo": ("DEMO MODEL", "演示模型"),
    "status.editing": ("EDITING", "编辑中"),
    "status.speed": ("speed {speed}", "速度{speed}"),
    "status.loop": ("loop", "循环"),
    "status.follow": ("follow", "跟随"),
    "status.playing": ("playing {time}", "播放{time}"),
    "status.by": ("{name}", "{name}"),
    "status.by_unconfirmed": ("{name} (unconfirmed)", "{name}（未确认）"),
    "hint.list": (
        "Enter edit · a approve+next · d doubtful · / find · v filter · Space play · F1 help",
        "Enter修改 · a核准并下一段 · d存疑 · /查找 · v筛选 · 空格播放 · F1帮助 · q退出",
    ),
    "hint.edit": (
        "Ctrl+S save · F12 save+approve+next · Tab side · Alt+S split · Esc leave",
        "Ctrl+S保存 · F12保存核准下一段 · Tab另一栏 · Alt+S拆分 · Ctrl+E外部编辑器 · Esc离开",
    ),
    "said.saved": ("Saved.", "已保存。"),
    "said.unchanged": ("Nothing was changed.", "没有改动。"),
    "said.approved": ("Segment {id} approved.", "第{id}段已核准。"),
    "said.all_reviewed": ("Every segment is reviewed.", "全部段落已审完。"),
    "said.no_doubt": ("No doubtful segment is left.", "没有存疑段了。"),
    "said.second": ("Segment {id} approved a second time.", "第{id}段已由第二人核准。"),
    "said.reopened": ("Approval of {id} taken back.", "已撤回第{id}段的核准。"),
    "said.undone": ("Undone: {what}.", "已撤销：{what}。"),
    "said.redone": ("Redone: {what}.", "已重做：{what}。"),
    "said.split": ("Split into {first} and {second}.", "已拆成{first}和{second}。"),
    "said.split_where": (
        "Put the cursor where the second half begins, then Alt+S.",
        "把光标放在后一半开头，再按Alt+S。",
    ),
    "said.merged": ("Merged into {id}.", "已合并为{id}。"),
    "said.no_next": ("There is no segment after this one.", "后面没有段落了。"),
    "said.times": ("{id}: {start} – {end}", "{id}：{start} – {end}"),
    "said.renamed": ("Speaker is now {name}.", "说话人现为{name}。"),
    "said.waived": ("Flag waived: {kind}.", "已解除标记：{kind}。"),
    "said.no_flag": ("No flag stands here.", "此处没有标记。"),
    "said.noted": ("Note added.", "已添加注释。"),
    "said.translating": ("Translating {id} again…", "正在重新翻译第{id}段……"),
    "said.retranslated": (
        "Segment {id} was translated again: machine text, unreviewed.",
        "第{id}段已重新翻译：机器译文，未审。",
    ),
    "said.retranslation_overtaken": (
        "Segment {id} was changed meanwhile: its new machine translation was dropped.",
        "第{id}段同时被改动：新的机器译文已丢弃。",
    ),
    "said.no_alternatives": ("The machine found nothing else here.", "机器没有其他候选。"),
    "said.not_found": ("“{text}” is nowhere.", "找不到“{text}”。"),
    "said.find_first": ("Nothing was searched for yet: /", "还没有查找过：/"),
    "said.no_rows_fit": ("No row fits this filter.", "没有符合筛选的段落。"),
    "said.no_words": ("No words are known for this segment.", "本段没有逐词资料。"),
    "said.no_time": ("{text} is no time: 1:02:03, 62:03 or 62.5", "{text}不是时间：1:02:03、62:03或62.5"),
    "said.restored": ("Unsaved typing of segment {id} is back.", "第{id}段未保存的文字已恢复。"),
    "said.empty": ("This transcript has no segments.", "这份笔录没有段落。"),
    "said.reloaded": ("The other reviewer's changes are shown now.", "已显示另一位审校者的改动。"),
    "said.no_suspend": (
        "This terminal cannot step aside for another editor.",
        "此终端无法切换到外部编辑器。",
    ),
    "said.theme": ("Theme: {name}", "主题：{name}"),
    "said.doubtful_left": ("{count} doubtful", "{count}段存疑"),
    "said.unknown_key_action": (
        "The settings name keys for unknown actions: {names}.",
        "设置里有未知操作的按键：{names}。",
    ),
    "detail.none": ("none", "无"),
    "detail.waived": ("waived by {name}", "由{name}解除"),
    "detail.notes_none": ("No notes.", "没有注释。"),
    "detail.purged": ("(content removed for good)", "（内容已彻底删除）"),
    "detail.no_sound": ("No sound: {why}", "没有声音：{why}"),
    "ask.find": ("Find in both columns", "在两栏中查找"),
    "ask.time": ("Go to time (1:02:03, 62:03 or 62.5)", "跳到时间（1:02:03、62:03或62.5）"),
    "ask.note": ("Translator's note for segment {id}", "第{id}段的译者注"),
    "ask.waive": ("Which flag is no reason to worry?", "解除哪个标记？"),
    "ask.reason": ("Why is “{kind}” no reason to worry?", "为什么“{kind}”没有问题？"),
    "ask.language": ("Language of the source of {id}", "第{id}段原文的语言"),
    "ask.language_other": ("Another tag (ug, bo, zh-Hant…)", "其他语言代码（ug、bo、zh-Hant……）"),
    "ask.speaker": ("Who speaks segment {id}?", "第{id}段是谁说的？"),
    "ask.speaker_new": ("Somebody new…", "新的说话人……"),
    "ask.speaker_name": ("Name of the new speaker", "新说话人的姓名"),
    "ask.rename": ("New name of {name}, everywhere", "{name}的新名字（全文）"),
    "ask.alternative": ("Take which text?", "采用哪个文本？"),
    "ask.filter": ("Show only…", "只显示……"),
    "ask.word": ("Play from which word?", "从哪个词开始播放？"),
    "ask.discard": ("Drop what you typed?", "丢弃已输入的文字？"),
    "ask.discard_yes": ("Drop it", "丢弃"),
    "ask.discard_no": ("Keep editing", "继续编辑"),
    "ask.discard_save": ("Save it", "保存"),
    "ask.scratch": (
        "Typing of segment {id} was never saved. Bring it back?",
        "第{id}段有未保存的文字。恢复吗？",
    ),
    "ask.scratch_yes": ("Bring it back into the editor", "恢复到编辑框"),
    "ask.scratch_no": ("Drop it", "丢弃"),
    "ask.keys": ("Enter takes it, Esc goes back", "Enter确定，Esc返回"),
    "filter.unreviewed": ("unreviewed", "未审"),
    "filter.flagged": ("doubtful (any flag)", "存疑（任何标记）"),
    "filter.edited": ("edited, not approved", "已改未核准"),
    "filter.second": ("waiting for a second approval", "等第二人核准"),
    "filter.mine": ("edited or approved by me", "我改过或核准过"),
    "filter.kind": ("flag: {kind}", "标记：{kind}"),
    "filter.speaker": ("speaker: {name}", "说话人：{name}"),
    "filter.language": ("language: {tag}", "语言：{tag}"),
    "filter.all": ("everything", "全部"),
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

ENTRIES: dict[str, tuple[str, str]] = {**_ACTIONS, **_FLAGS, **_STATES, **_SCREEN}
