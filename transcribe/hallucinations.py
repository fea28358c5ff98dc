"""Captions that Whisper learned from subtitled videos and writes over silence and music.

``ALWAYS`` nobody says at a hearing. ``SOMETIMES`` people do say: these count only where
little speech was heard. Compared without spaces, punctuation and case.
"""

from __future__ import annotations

import unicodedata

__all__ = ["ALWAYS", "SOMETIMES", "caption_in"]

ALWAYS = (
    "以下是普通话的句子",  # the hint that the Whisper adapter gives (transcribe/engines/whisper/hints.py)
    "请不吝点赞",
    "打赏支持明镜",
    "明镜与点点",
    "明鏡與點點",
    "字幕由Amara.org社区提供",
    "字幕由Amara.org社群提供",
    "Amara.org",
    "中文字幕志愿者",
    "中文字幕志願者",
    "字幕志愿者",
    "字幕制作",
    "字幕提供",
    "字幕by",
    "小编字幕由",
    "优优独播剧场",
    "優優獨播劇場",
    "YoYo Television Series Exclusive",
    "请订阅我的频道",
    "請訂閱我的頻道",
    "点赞订阅转发",
    "點讚訂閱轉發",
    "欢迎订阅",
    "谢谢观看",
    "謝謝觀看",
    "感谢观看",
    "感謝觀看",
    "谢谢收看",
    "謝謝收看",
    "thank you for watching",
    "thanks for watching",
    "please subscribe",
    "like and subscribe",
    "don't forget to subscribe",
    "subscribe to my channel",
    "subtitles by",
    "captions by",
    "transcription by",
    "transcribed by",
    "translated by",
    "www.mooji.org",
    "otter.ai",
    "castingwords",
)
SOMETIMES = (
    "thank you",
    "thank you very much",
    "thanks",
    "bye",
    "you",
    "okay",
    "the end",
    "so",
    "谢谢",
    "謝謝",
    "谢谢大家",
    "謝謝大家",
    "再见",
    "再見",
    "下期再见",
    "嗯",
)


def caption_in(text: str, *, much_speech: bool) -> str | None:
    """Find a known caption in a text.

    Args:
        text: The text of a segment.
        much_speech: True when voice activity heard speech through most of it, and the engine too.

    Returns:
        The caption as listed, or None.
    """
    bare = _bare(text)
    for caption in ALWAYS:
        if _bare(caption) in bare:
            return caption
    if much_speech:
        return None
    return next((caption for caption in SOMETIMES if _bare(caption) == bare), None)


def _bare(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())
