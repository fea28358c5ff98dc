"""A passage named by segment ids: ``12-15``, ``3,7-9``, ``12.1``."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from testimony.transcript.errors import ExportError
from testimony.transcript.types import Segment, Transcript

__all__ = ["select", "without_hints"]

_PART = re.compile(r"([0-9][\w.]*)(?:\s*[-–]\s*([0-9][\w.]*))?")


def select(transcript: Transcript, wanted: str) -> Transcript:
    """Keep the named segments, in the transcript's order, and the links and findings between them.

    An id names its split children too: ``12`` finds ``12.1`` and ``12.2``.

    Raises:
        ExportError: The range cannot be read, runs backwards, or names no segment.
    """
    if not wanted.strip():
        return transcript
    kept: set[int] = set()
    for part in wanted.split(","):
        kept.update(_positions(transcript.segments, part.strip(), wanted))
    segments = tuple(segment for index, segment in enumerate(transcript.segments) if index in kept)
    ids = {segment.id for segment in segments}
    links = tuple(link for link in transcript.links if ids.issuperset(link.from_ids + link.to_ids))
    findings = tuple(one for one in transcript.findings if ids.issuperset(one.originals + one.renditions))
    return replace(transcript, segments=segments, links=links, findings=findings)


def _positions(segments: Sequence[Segment], part: str, wanted: str) -> range:
    match = _PART.fullmatch(part)
    if match is None:
        raise ExportError(f"{wanted!r} is not a range of segments.", "Write --segments 12-15, or 3,7-9.")
    first = _find(segments, match[1])
    last = _find(segments, match[2] or match[1])
    if last[-1] < first[0]:
        raise ExportError(f"{part!r} runs backwards.", f"Write --segments {match[2]}-{match[1]}.")
    return range(first[0], last[-1] + 1)


def _find(segments: Sequence[Segment], name: str) -> list[int]:
    found = [
        i for i, segment in enumerate(segments) if segment.id == name or segment.id.startswith(name + ".")
    ]
    if not found:
        span = f"it has {segments[0].id} to {segments[-1].id}" if segments else "it has none at all"
        raise ExportError(
            f"The transcript has no segment {name}; {span}.", "See the ids: testimony show FILE"
        )
    return found


def without_hints(transcript: Transcript) -> Transcript:
    """Leave out the names and terms that the speech engine was told to expect; their digest stays.

    They are the whole glossary of the case, whether or not a word of it was spoken.
    """
    made = {
        name: replace(one, settings={key: _digest(key, value) for key, value in one.settings.items()})
        for name, one in transcript.provenance.items()
    }
    return replace(transcript, provenance=made)


def _digest(key: str, value: str) -> str:
    if not key.startswith(_HINTS) or not value or _DIGEST.fullmatch(value):
        return value
    return "sha256:" + hashlib.sha256(value.encode("utf-8", errors="replace")).hexdigest()


_HINTS = ("hotwords", "initial_prompt")
_DIGEST = re.compile("sha256:[0-9a-f]{64}")
