"""Chinese text in the script of the job; what the engine wrote is kept as an alternative."""

from __future__ import annotations

from dataclasses import replace

from testimony.text.scripts import character_table
from testimony.transcript.types import Alternative, Segment, Side
from transcribe.options import WrittenScript

__all__ = ["AS_HEARD", "in_script"]

AS_HEARD = "as the engine wrote it, in the other script"


def in_script(segment: Segment, script: WrittenScript) -> Segment:
    """Write a Chinese segment in one script, character by character.

    Args:
        segment: As the engine wrote it; whisper-base changes its script from line to line.
        script: The script wanted; ``as-heard`` changes nothing.

    Returns:
        The segment with its words. Where a character changed, the first text is an alternative.
    """
    if script == "as-heard" or segment.language not in ("zh", "yue"):
        return segment
    table = character_table(script)
    source = segment.source.translate(table)
    if source == segment.source:
        return segment
    words = tuple(replace(word, text=word.text.translate(table)) for word in segment.words)
    heard = Alternative(Side.SOURCE, segment.language, segment.source, 0.0, AS_HEARD)
    return replace(segment, source=source, words=words, alternatives=(heard, *segment.alternatives))
