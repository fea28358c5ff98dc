"""Transcripts of other tools: a new format is a module and a line of ``READERS``.

A module offers ``read(data)``, which yields lines in the order of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from testimony.app.foreign import elan, plain_text, subtitles, whisper_json, word
from testimony.app.foreign.line import ForeignLine

__all__ = ["READERS", "ForeignLine"]

READERS: Mapping[str, Callable[[bytes], Iterator[ForeignLine]]] = {
    ".srt": subtitles.read,
    ".vtt": subtitles.read,
    ".json": whisper_json.read,
    ".txt": plain_text.read,
    ".docx": word.read,
    ".eaf": elan.read,
}
