"""Captions that Whisper learned from subtitled videos and writes over silence and music.

``ALWAYS`` nobody says at a hearing. ``SOMETIMES`` people do say: these count only where little speech was
heard. Texts are compared in Simplified script, without spaces, punctuation and case. A pattern says what may
stand between its words: 感谢观看 is also 感謝您的觀看.
"""

from __future__ import annotations

import re

from testimony.text.scripts import normalise

__all__ = ["ALWAYS", "SOMETIMES", "caption_in"]

_YOU = "(?:你|您|大家|各位|你们|您们|朋友们)?的?"
_MUCH = "(?:all|so|very|much|everyone)*"
ALWAYS = (
    "以下是普通话的句子",  # the hint that the Whisper adapter gives (transcribe/engines/whisper/hints.py)
    "请不吝点赞",
    "打赏支持明镜",
    "明镜与点点",
    "字幕由?amaraorg",
    "amaraorg社[区群]",
    "amaraorg",
    "中文字幕志愿者",
    "字幕志愿者",
    "字幕(?:制作|提供|by)",
    "小编字幕由",
    "优优独播剧场",
    "yoyotelevisionseriesexclusive",
    f"请{_YOU}订阅{_YOU}(?:我|我们|本)?的?频道",
    "点赞订阅",
    "订阅转发",
    "按赞分享",
    f"欢迎{_YOU}订阅",
    f"(?:谢谢|感谢|多谢){_YOU}(?:观看|收看)",
    f"thank(?:s|you){_MUCH}forwatching",
    "pleasesubscribe",
    "likeandsubscribe",
    "dontforgettosubscribe",
    "subscribetomychannel",
    "(?:subtitles|captions|transcription|transcribed|translated)by",
    "wwwmoojiorg",
    "otterai",
    "castingwords",
)
SOMETIMES = (
    f"thank(?:s|you){_MUCH}",
    f"thank(?:s|you){_MUCH}forlistening",
    "bye",
    "you",
    "okay",
    "theend",
    "so",
    "(?:谢谢|感谢|多谢)(?:大家)?",
    f"(?:谢谢|感谢|多谢){_YOU}(?:收听|聆听)",
    "再见",
    "下期再见",
    "嗯",
)


def caption_in(text: str, *, much_speech: bool) -> str | None:
    """Find a known caption in a text.

    Args:
        text: The text of a segment.
        much_speech: True when voice activity heard speech through most of it, and the engine too.

    Returns:
        The caption as it stands in the text (Simplified, without spaces and marks), or None.
    """
    bare = _bare(text)
    for pattern in ALWAYS:
        found = re.search(pattern, bare)
        if found:
            return found.group()
    if much_speech:
        return None
    return bare if any(re.fullmatch(pattern, bare) for pattern in SOMETIMES) else None


def _bare(text: str) -> str:
    folded = normalise(text).casefold()
    return "".join(character for character in folded if character.isalnum())
