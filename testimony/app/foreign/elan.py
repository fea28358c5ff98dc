"""ELAN: the annotations of every tier that is on the time line."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from testimony.app.foreign.line import ForeignLine, refuse

__all__ = ["read"]


def read(data: bytes) -> Iterator[ForeignLine]:
    """Yield each annotation, in order of time; a tier is a speaker.

    Raises:
        TranscriptFileError: It is no ELAN file, has a document type, or no annotation on the time line.
    """
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise refuse("has a document type, which could read other files")
    try:
        root = ET.fromstring(data)  # noqa: S314  without a document type there are no entities
    except ET.ParseError as error:
        raise refuse(f"is no XML: {error}") from error
    slots = {
        slot.get("TIME_SLOT_ID", ""): int(slot.get("TIME_VALUE", ""))
        for slot in root.iter("TIME_SLOT")
        if slot.get("TIME_VALUE", "").isdecimal()
    }
    found = sorted(_annotations(root, slots), key=lambda line: (line.start_ms, line.end_ms))
    if not found:
        raise refuse("has no annotation on the time line")
    yield from found


def _annotations(root: ET.Element, slots: dict[str, int]) -> Iterator[ForeignLine]:
    for tier in root.iter("TIER"):
        speaker = tier.get("PARTICIPANT") or tier.get("TIER_ID") or ""
        for one in tier.iter("ALIGNABLE_ANNOTATION"):
            start, end = (slots.get(one.get(f"TIME_SLOT_REF{n}", "")) for n in (1, 2))
            text = (one.findtext("ANNOTATION_VALUE") or "").strip()
            if text and start is not None and end is not None:
                yield ForeignLine(start, end, speaker, text)
