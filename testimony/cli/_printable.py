"""Segments and speakers with every text made fit for a terminal."""

from __future__ import annotations

from dataclasses import replace

from testimony.text.terminal import safe
from testimony.transcript.types import Segment, Speaker

__all__ = ["printable_segment", "printable_speaker"]


def printable_segment(segment: Segment) -> Segment:
    """A segment for the listing, its texts and the notes of its flags fit to print."""
    flags = tuple(replace(flag, note=safe(flag.note)) for flag in segment.flags)
    source, target = safe(segment.source), safe(segment.target)
    return replace(segment, source=source, target=target, flags=flags)


def printable_speaker(speaker: Speaker) -> Speaker:
    """A speaker for the listing."""
    return replace(speaker, name=safe(speaker.name))
