"""Names of the flags."""

from __future__ import annotations

__all__ = ["FLAGS"]

FLAGS = {
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
    "flag.overlap": ("two speak at once", "两人同时说话"),
    "flag.speaker_uncertain": ("the speaker is uncertain", "说话人不确定"),
    "flag.engines_disagree": ("two engines disagree", "两个引擎结果不一"),
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
    "flag.hedge": ("a doubt was dropped or added", "语气的把握变了"),
    "flag.quantifier": ("how many or how often differs", "数量或频度不一致"),
    "flag.tense": ("what was and what will be differ", "时态不一致"),
}
