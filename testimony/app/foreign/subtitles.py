"""SubRip and WebVTT, one or two languages a cue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from testimony.app.foreign.line import ForeignLine, decoded, named, refuse, sides_of, time_of

__all__ = ["read"]

_TIMES = re.compile(r"^\s*([\d:.,]+)\s*-->\s*([\d:.,]+)", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^<>]+)>")


def read(data: bytes) -> Iterator[ForeignLine]:
    """Yield each cue.

    Raises:
        TranscriptFileError: There is none, or a time is none.
    """
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    cues = list(_TIMES.finditer(text))
    if not cues:
        raise refuse("has no cue with times")
    for cue, following in zip(cues, [*cues[1:], None], strict=True):
        body = text[cue.end() : following.start() if following else len(text)]
        said = body.partition("\n")[2].split("\n\n")[0]
        voice = _VOICE.search(said)
        source, target = sides_of(said)
        speaker, source = (voice[1].strip(), source) if voice else named(source)
        if source:
            yield ForeignLine(time_of(cue[1]), time_of(cue[2]), speaker, source, target)
