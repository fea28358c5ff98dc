"""XLIFF 1.2: the transcript to an outside translator and their corrections back."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from xml.parsers import expat

from testimony.export.clean import clean, file_name
from testimony.export.job import Job, clock, facts
from testimony.export.scripts import tag_of
from testimony.transcript.errors import ExportError
from testimony.transcript.types import ReviewState, Segment, Side, Transcript

__all__ = ["Correction", "read_corrections", "write"]

_SPACE = "urn:oasis:names:tc:xliff:document:1.2"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_STATES = {
    ReviewState.UNREVIEWED: "needs-review-translation",
    ReviewState.EDITED: "translated",
    ReviewState.APPROVED: "signed-off",
    ReviewState.SECOND_APPROVED: "final",
}
_LARGEST = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Correction:
    """A side of a segment that came back changed; it goes in as an edit in the translator's name.

    Attributes:
        before: The text as the transcript has it.
        after: The text as it came back.
    """

    segment_id: str
    side: Side
    language: str
    before: str
    after: str


def write(job: Job) -> Iterator[bytes]:
    """Yield the one file: a ``file`` element for each run of lines in the same two languages."""
    ET.register_namespace("", _SPACE)
    root = ET.Element(_tag("xliff"), version="1.2")
    names = job.speakers()
    for (source, target), segments in groupby(job.transcript.segments, _pair):
        body = _file(root, job, source, target)
        for segment in segments:
            _unit(body, segment, names.get(segment.speaker, segment.speaker), target)
    if not job.transcript.segments:
        _file(root, job, "und", "und")
    ET.indent(root, " ")
    yield ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _tag(name: str) -> str:
    return f"{{{_SPACE}}}{name}"


def _pair(segment: Segment) -> tuple[str, str]:
    other = {"zh": "en", "en": "zh-Hans"}.get(segment.language.split("-", maxsplit=1)[0], "en")
    target = tag_of(segment.target_language, segment.target) if segment.target_language else other
    return tag_of(segment.language, segment.source), target


def _file(root: ET.Element, job: Job, source: str, target: str) -> ET.Element:
    original = file_name(job.transcript.recordings[0].path) if job.transcript.recordings else ""
    attributes = {"original": original, "source-language": source, "target-language": target}
    file = ET.SubElement(root, _tag("file"), {**attributes, "datatype": "plaintext"})
    header = ET.SubElement(file, _tag("header"))
    once = [] if len(root) > 1 else [f"{label}: {value}" for label, value in facts(job.transcript)]
    for text in [*job.marks, *once]:
        ET.SubElement(header, _tag("note")).text = text
    return ET.SubElement(file, _tag("body"))


def _unit(body: ET.Element, segment: Segment, speaker: str, target: str) -> None:
    reviewed = "yes" if segment.state.is_reviewed else "no"
    unit = ET.SubElement(body, _tag("trans-unit"), {"id": segment.id, "approved": reviewed})
    source = ET.SubElement(unit, _tag("source"), {_LANG: tag_of(segment.language, segment.source)})
    source.text = clean(segment.source)
    state = _STATES[segment.state.target] if segment.target.strip() else "needs-translation"
    element = ET.SubElement(unit, _tag("target"), {_LANG: target, "state": state})
    element.text = clean(segment.target)
    note = f"{clean(speaker)}, {clock(segment.start_ms)}–{clock(segment.end_ms)}"
    ET.SubElement(unit, _tag("note"), {"from": "Testimony"}).text = note
    for flag in segment.flags:
        doubt = clean(f"{flag.kind.value}: {flag.note}" if flag.note else flag.kind.value)
        ET.SubElement(unit, _tag("note"), {"from": "Testimony", "priority": "2"}).text = doubt


def read_corrections(path: Path, transcript: Transcript) -> tuple[Correction, ...]:
    """Compare a returned XLIFF file with the transcript it left from.

    Args:
        path: The file, as an outside translator sent it back.
        transcript: As it stands now, not selected or converted.

    Returns:
        What differs, in the file's order; an empty target where there was text is no correction.

    Raises:
        ExportError: The file is no XLIFF 1.2, has a document type (entities could read other
            files), or names a segment that the transcript does not have.
    """
    root = _parse(path)
    if root.tag != _tag("xliff"):
        raise ExportError(f"{path} is not an XLIFF 1.2 file.", "Ask the translator to save as XLIFF 1.2.")
    if any((note.text or "").startswith("REDACTED") for note in root.iter(_tag("note"))):
        raise ExportError(
            f"{path} is a redacted copy: its pseudonyms would overwrite what was said.",
            "Send the translator an unredacted one: testimony export FILE --to xliff",
        )
    known = {segment.id: segment for segment in transcript.segments}
    found: list[Correction] = []
    for unit in root.iter(_tag("trans-unit")):
        segment = known.get(unit.get("id", ""))
        if segment is None:
            raise ExportError(
                f"{path} has a line {unit.get('id')!r} that the transcript does not have.",
                "Was it made from another transcript? testimony export FILE --to xliff makes a new one.",
            )
        found.extend(_differences(unit, segment))
    return tuple(found)


def _differences(unit: ET.Element, segment: Segment) -> Iterator[Correction]:
    target_language = segment.target_language or _pair(segment)[1].split("-", maxsplit=1)[0]
    sides = (
        (Side.SOURCE, "source", segment.language, segment.source),
        (Side.TARGET, "target", target_language, segment.target),
    )
    for side, name, language, before in sides:
        element = unit.find(_tag(name))
        after = "" if element is None else clean("".join(element.itertext()))
        if after.strip() not in ("", clean(before).strip()):
            yield Correction(segment.id, side, language, before, after)


def _parse(path: Path) -> ET.Element:
    def refuse(*_: object) -> None:
        raise ExportError(
            f"{path} declares a document type, which is refused.", "Ask for a plain XLIFF 1.2 file."
        )

    try:
        if path.stat().st_size > _LARGEST:
            raise ExportError(f"{path} is larger than 256 MB.", "Is it the right file?")
        data = path.read_bytes()
        guard = expat.ParserCreate()
        guard.StartDoctypeDeclHandler = refuse
        guard.Parse(data, True)
        return ET.fromstring(data)  # noqa: S314  the guard refused every document type, so no entity is left
    except OSError as error:
        raise ExportError(
            f"{path} cannot be read: {error.strerror}.", "Check the name of the file."
        ) from error
    except (expat.ExpatError, ET.ParseError, LookupError, ValueError) as error:
        raise ExportError(f"{path} is not well-formed XML: {error}.", "Ask for the file again.") from error
