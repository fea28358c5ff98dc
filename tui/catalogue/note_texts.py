"""What the notes of flags say in Chinese: English template → Chinese template.

The checks and guards write their notes in English, and the record keeps them so. Names in braces stand for
what a note quotes. ``tui.flag_notes`` finds the template that fits a note.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["NOTE_TEXTS", "QUOTED"]

QUOTED: Mapping[str, str] = {
    "Chinese": "中文",
    "English": "英文",
    "nothing": "无",
    "some doubt": "有所怀疑",
    "negates": "有否定",
    "does not negate": "没有否定",
    "does not": "没有",
    "does": "有",
    "zh": "中文",
    "en": "英文",
}
"""Words of ours among what a note quotes."""

_SPEECH = {
    "“{text}” is a caption that speech engines invent; listen whether it was said.": (
        "“{text}”是语音引擎常编造的字幕；请听是否真有人说。"
    ),
    "It may not be {language} that is spoken here; listen for the language.": (
        "此处说的可能不是{language}；请听是哪种语言。"
    ),
    "Its sound alone was taken for {heard}; its words settled that it is {language}.": (
        "单听声音像{heard}；从词语判定为{language}。"
    ),
    "It sounds like a language that the job does not name; listen for the language.": (
        "听起来是任务没有列出的语言；请听是哪种语言。"
    ),
    "The other reading is kept as an alternative.": "另一种读法保留在候选里。",
    "No word stands under {seconds} s of speech, {at} s into the line; listen for what is missing.": (
        "本段第{at}秒起有{seconds}秒语音没有文字；请听漏了什么。"
    ),
    "Little was written for {seconds} s of speech; listen for what is missing.": (
        "{seconds}秒语音只写出很少文字；请听漏了什么。"
    ),
    "“{phrase}” stands {times} times in a row; listen how often it was said and what else.": (
        "“{phrase}”连续出现{times}次；请听说了几次、还说了什么。"
    ),
    "The line repeats itself (ratio {ratio}); listen to all of it.": (
        "本段内容重复（比率{ratio}）；请全部听一遍。"
    ),
    "The engine was unsure of “{heard}”; listen to these words.": "引擎对“{heard}”没有把握；请听这些词。",
    "The engine was unsure of this whole line; listen to all of it.": "引擎对整段没有把握；请全部听一遍。",
    "Little or no speech was heard under this line; listen whether anybody speaks, it may be invented.": (
        "此处几乎听不到人声；请听是否有人说话，文字可能是编造的。"
    ),
    "The speech sounded Chinese but the line is not: perhaps a translation; write what was said.": (
        "语音像中文而文字不是：可能是译文；请写下原话。"
    ),
    "The speech sounded English but the line holds Chinese; listen and write what was said.": (
        "语音像英文而文字含中文；请听并写下原话。"
    ),
    "“{heard}” is not Chinese: perhaps another speaker; listen for who says it.": (
        "“{heard}”不是中文：可能是另一人说的；请听是谁说的。"
    ),
    "{count} characters in {seconds} s is faster than people speak; listen for what was invented.": (
        "{seconds}秒内{count}个字符，比人说话还快；请听哪些是编造的。"
    ),
    "{count} words in {seconds} s is faster than people speak; listen for what was invented.": (
        "{seconds}秒内{count}个词，比人说话还快；请听哪些是编造的。"
    ),
    "{pace} is faster than people speak; listen for what was invented.": (
        "{pace}，比人说话还快；请听哪些是编造的。"
    ),
    "The engine stopped at its length limit; listen whether the end of the line is missing.": (
        "引擎到达长度上限而停止；请听结尾是否缺失。"
    ),
    "This sounds like Cantonese but was written as Mandarin; have a Cantonese speaker listen.": (
        "听起来是粤语而写成了普通话；请懂粤语的人来听。"
    ),
    "Speech was heard for {seconds} s but nothing was written; listen and write it down,"
    " or mark it as a sound.": "有{seconds}秒语音而没有文字；请听写下来，或标为声响。",
    "Faint sound of {seconds} s that may be speech was not transcribed; listen for a voice.": (
        "有{seconds}秒微弱声音可能是说话，未转写；请听是否有人声。"
    ),
    "{seconds} s of the recording could not be decoded here; words may be missing.": (
        "此处录音有{seconds}秒无法解码；可能漏词。"
    ),
    "{seconds} s of the recording could not be decoded; what was said there is not known.": (
        "录音有{seconds}秒无法解码；那里说了什么不得而知。"
    ),
    "{name} heard something else: {what}": "{name}听到的不同：{what}",
    "{name} heard “{text}” where nothing was written": "没有文字之处{name}听到“{text}”",
    "Two speak at once for {seconds} s: listen to who says what.": (
        "两人同时说话{seconds}秒：请听谁说了什么。"
    ),
    "The voice may be that of {name} instead ({sure} sure).": "说话的也可能是{name}（把握{sure}）。",
    "Imported with a translation beside it: hear which of the two was spoken.": (
        "导入时带有译文：请听说的是哪一个。"
    ),
    "The times go past the end of the recording.": "时间超出录音的结尾。",
    "heard by {name}": "{name}听到",
    "second translation: {name}": "第二译文：{name}",
}

_DETAILS = {
    "The source says {source}, the translation the opposite: {target}.": (
        "原文说{source}，译文说相反的{target}。"
    ),
    "The source says {source}, the translation {target}.": "原文说{source}，译文说{target}。",
    "The source says {source}; the translation does not.": "原文有{source}，译文没有。",
    "The translation says {target}; the source does not.": "译文有{target}，原文没有。",
    "{text} is a Chinese reckoning: render it, do not convert it.": "{text}是中国历法：照译，不要换算。",
    "Listen again: {heard} was heard with little certainty (四 and 十 sound alike).": (
        "请再听：{heard}听不准（四和十音近）。"
    ),
    "Listen again: another reading has other figures: {other}": "请再听：另一读法的数字不同：{other}",
    "The source speaks of {source}, the translation of {target}.": "原文指{source}，译文指{target}。",
    "Only one side names a relative: {who}.": "只有一边提到亲属：{who}。",
    "Nothing in the English stands for {what}.": "英文没有与{what}对应的词。",
    "{said} is {wanted} in this case.": "本案中{said}应为{wanted}。",
    "{name} was written from its sound: check the characters and the spelling.": (
        "{name}是按读音写的：请核对用字和拼写。"
    ),
    "The source names {source}, the translation {target}.": "原文提到{source}，译文提到{target}。",
    "The English names {what}; nothing in the Chinese reads so.": "英文提到{what}；中文没有。",
    "Nothing in the {side} says {said}.": "{side}没有{said}。",
    "The source names exhibit {source}, the translation {target}.": "原文是证物{source}，译文是{target}。",
}

_FORM = {
    "The translation lacks {what}.": "译文缺少{what}。",
    "One side is much longer than the other.": "一边比另一边长很多。",
    "One side is much shorter than the other.": "一边比另一边短很多。",
    "There is no translation.": "没有译文。",
    "The translation is the source.": "译文就是原文。",
    "English is left in the translation: {what}.": "译文里留有英文：{what}。",
    "Chinese is left in the translation: {what}.": "译文里留有中文：{what}。",
    "There is no Chinese in the translation.": "译文里没有中文。",
    "The translation repeats itself: {what}": "译文重复：{what}",
    "The translation says one thing twice.": "译文同一件事说了两遍。",
    "A tag is lost: {what}.": "标签丢失：{what}。",
    "An exhibit number is lost: {what}.": "证物编号丢失：{what}。",
    "{before} bracketed tags became {after}.": "方括号标签由{before}个变成{after}个。",
    "{said} is to be rendered {wanted}.": "{said}应译为{wanted}。",
    "{said} must not be rendered {word}.": "{said}不得译为{word}。",
    "Nothing in the translation renders: {what}": "译文没有译出：{what}",
    "Nothing in the source says: {what}": "原文没有说：{what}",
}

_SENSE = {
    "The answer may be turned round: {source} became {target}": "回答可能反了：{source}译成了{target}",
    "Nothing in the {side} says how sure that is: {said}.": "{side}没有表达把握的程度：{said}。",
    "The Chinese answers {said}, the English no.": "中文回答{said}，英文回答否。",
    "The Chinese negates {chinese} times, the English {english}.": "中文否定{chinese}次，英文{english}次。",
    "The {first} source {said}, the {second} {other}, perhaps in other words.": (
        "{first}原文{said}，{second}{other}，也许换了说法。"
    ),
    "The {first} source {said}, the {second} {other}.": "{first}原文{said}，{second}{other}。",
    "The Chinese speaks of 我, the English of somebody else.": "中文说“我”，英文说别人。",
    "The Chinese speaks of 你, the English of I or we.": "中文说“你”，英文说我或我们。",
    "他 and 她 sound alike: he or she is the machine's guess.": "他和她同音：he或she是机器猜的。",
    "The Chinese names no subject: I or we was supplied.": "中文没有主语：I或we是补上的。",
    "Who does it to whom may be turned round: {source} became {target}.": (
        "谁对谁可能反了：{source}译成了{target}。"
    ),
    "The Chinese tells of what is to come ({said}), the English of what was.": (
        "中文说将来（{said}），英文说过去。"
    ),
    "The Chinese tells of what was, the English of what is to come ({said}).": (
        "中文说过去，英文说将来（{said}）。"
    ),
    "the two differ in {what}": "两个译文不同：{what}",
    "here {what}, in the second translation {other}": "这里是{what}，第二译文是{other}",
}

NOTE_TEXTS: Mapping[str, str] = {**_SPEECH, **_DETAILS, **_FORM, **_SENSE}
"""A template with fewer braces, or a longer one, stands before one that would fit the same notes."""
