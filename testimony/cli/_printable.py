"""Text that comes from a file, made fit for a terminal: it may hold anything that a machine wrote."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from testimony.transcript.types import Segment, Speaker

__all__ = ["printable", "printable_segment", "printable_speaker"]

_KEPT = frozenset("\n\t\u200c\u200d")  # joiners shape letters; nothing else invisible may move the columns


def printable(text: str) -> str:
    """The text with controls, half characters and marks of direction shown as ``�``.

    The file keeps them exactly; ``testimony history --json`` shows them escaped.
    """
    if text.isprintable():
        return text
    return "".join(
        sign if sign.isprintable() or sign in _KEPT or unicodedata.category(sign) == "Zs" else "�"
        for sign in text
    )


def printable_segment(segment: Segment) -> Segment:
    """A segment for the listing, its texts and the notes of its flags fit to print."""
    flags = tuple(replace(flag, note=printable(flag.note)) for flag in segment.flags)
    source, target = printable(segment.source), printable(segment.target)
    return replace(segment, source=source, target=target, flags=flags)


def printable_speaker(speaker: Speaker) -> Speaker:
    """A speaker for the listing."""
    return replace(speaker, name=printable(speaker.name))
