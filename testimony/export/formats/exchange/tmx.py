"""TMX 1.4b: the pairs, for a translation memory."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from testimony.export.job import Job, facts
from testimony.export.scripts import tag_of
from testimony.text.sanitize import clean
from testimony.transcript.types import Segment

__all__ = ["write"]

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write(job: Job) -> Iterator[bytes]:
    """Yield the one file; lines without a translation are not in it.

    Each unit carries its review state, and the header what the document is: a memory must not
    offer machine text as if somebody had approved it.
    """
    root = ET.Element("tmx", version="1.4")
    header = ET.SubElement(
        root,
        "header",
        {
            "creationtool": "Testimony",
            "creationtoolversion": "1",
            "segtype": "block",
            "o-tmf": "testimony/1",
            "adminlang": "en",
            "srclang": "*all*",
            "datatype": "plaintext",
        },
    )
    for text in [*job.marks, *(f"{label}: {value}" for label, value in facts(job.transcript))]:
        ET.SubElement(header, "note").text = text
    body, names = ET.SubElement(root, "body"), job.speakers()
    for segment in job.transcript.segments:
        if segment.source.strip() and segment.target.strip():
            _unit(body, segment, names.get(segment.speaker, segment.speaker))
    ET.indent(root, " ")
    yield ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _unit(body: ET.Element, segment: Segment, speaker: str) -> None:
    unit = ET.SubElement(body, "tu", tuid=segment.id, srclang=tag_of(segment.language, segment.source))
    properties = {
        "x-speaker": speaker,
        "x-start-ms": str(segment.start_ms),
        "x-source-state": segment.state.source.value,
        "x-target-state": segment.state.target.value,
    }
    for kind, value in properties.items():
        ET.SubElement(unit, "prop", type=kind).text = clean(value)
    pairs = ((segment.language, segment.source), (segment.target_language, segment.target))
    for language, text in pairs:
        variant = ET.SubElement(unit, "tuv", {_LANG: tag_of(language, text)})
        ET.SubElement(variant, "seg").text = clean(text)
