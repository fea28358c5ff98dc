"""Simplified and Traditional Chinese, character by character.

Phrase conversion would put other words into somebody's mouth (软件 → 軟體), so
each character is replaced alone by the first choice of OpenCC's character
tables; one that has no counterpart stays. Names are exempt: 范 is a surname of
its own and must not become 範.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from testimony.text.scripts import Script, character_table
from testimony.transcript.types import Segment, Transcript

__all__ = ["convert_script", "converter", "tag_of"]

_TAGS = {"hans": "zh-Hans", "hant": "zh-Hant"}


def convert_script(transcript: Transcript, script: Script) -> Transcript:
    """Return the transcript with all Chinese text in one script; language tags say which.

    Args:
        transcript: As it stands; it is not changed.
        script: The script wanted.
    """
    names = {speaker.name_hanzi for speaker in transcript.speakers}
    convert = converter(script, names)
    segments = tuple(_convert_segment(segment, convert, _TAGS[script]) for segment in transcript.segments)
    return replace(transcript, segments=segments)


def converter(script: Script, names: Iterable[str] = ()) -> Callable[[str], str]:
    """Return a function that converts text one character at a time, leaving the names alone."""
    table = character_table(script)
    kept = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if name)
    if not kept:
        return lambda text: text.translate(table)
    pieces = re.compile(f"({kept})")
    return lambda text: "".join(
        piece if index % 2 else piece.translate(table) for index, piece in enumerate(pieces.split(text))
    )


def tag_of(language: str, text: str) -> str:
    """Say which script a Chinese text is in, for formats that need the tag.

    Args:
        language: BCP-47 tag; anything but bare ``zh`` comes back as it is.
        text: The text; without a character of only one script it counts as Simplified.
    """
    if language != "zh":
        return language
    to_simple, to_full = character_table("hans"), character_table("hant")
    full = sum(ord(character) in to_simple for character in text)
    simple = sum(ord(character) in to_full for character in text)
    return "zh-Hant" if full > simple else "zh-Hans"


def _convert_segment(segment: Segment, convert: Callable[[str], str], tag: str) -> Segment:
    changed = segment
    if segment.language.startswith("zh"):
        words = tuple(replace(word, text=convert(word.text)) for word in segment.words)
        changed = replace(changed, source=convert(segment.source), language=tag, words=words)
    if segment.target_language.startswith("zh"):
        changed = replace(changed, target=convert(segment.target), target_language=tag)
    return changed
