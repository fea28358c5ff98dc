"""Plain text with times: oTranscribe, noScribe, Otter, Rev, Trint and what people type."""

from __future__ import annotations

import re
from collections.abc import Iterator

from testimony.app.foreign.line import ForeignLine, decoded, named, refuse, sides_of, time_of

__all__ = ["lines_of_text", "read"]

_STAMP = re.compile(r"[\[(]?(?<![\d:.])((?:\d{1,2}:)?\d{1,3}:\d\d(?:[.,]\d{1,3})?)(?![\d:])[\])]?")
_OPENING = 48


def read(data: bytes) -> Iterator[ForeignLine]:
    """Yield each paragraph that a time stands in front of, or in the line before.

    Raises:
        TranscriptFileError: There is no time in it.
    """
    yield from lines_of_text(decoded(data))


def lines_of_text(text: str) -> Iterator[ForeignLine]:
    """Yield the lines of a text with times.

    Raises:
        TranscriptFileError: There is no time in it.
    """
    waiting: tuple[int, str] | None = None
    said: list[str] = []
    found = False
    for raw in text.splitlines():
        stamp = _STAMP.search(raw, 0, _OPENING)
        if stamp is None:
            said.append(raw)
            continue
        if waiting is not None:
            yield from _line(waiting, said)
        found, said = True, [raw[stamp.end() :]]
        waiting = time_of(stamp[1]), raw[: stamp.start()]
    if not found or waiting is None:
        raise refuse("has no times, so its lines cannot be put beside the sound")
    yield from _line(waiting, said)


def _line(begun: tuple[int, str], said: list[str]) -> Iterator[ForeignLine]:
    start, before = begun
    head = before.strip(" \t:-–—|")
    text = "\n".join(said).lstrip(" \t:-–—|")
    source, target = sides_of(text)
    speaker, source = (head, source) if head else named(source)
    if source:
        yield ForeignLine(start, start, speaker, source, target)
