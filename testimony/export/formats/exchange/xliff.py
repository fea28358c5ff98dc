"""XLIFF 1.2: the transcript to an outside translator and their corrections back."""

from __future__ import annotations

import hashlib
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from xml.parsers import expat

from testimony.export.job import Job, clock, facts
from testimony.export.scripts import tag_of
from testimony.text.sanitize import clean, file_name
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
_SHA = "SHA-256: "
_FROM = "Testimony"
_WITHOUT_SPACES = frozenset({"zh", "ja", "yue", "th", "lo", "km", "my"})
_LARGEST = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Correction:
    """A side of a segment as it came back, beside the one that stands.

    Attributes:
        before: The text as the transcript has it.
        after: The text as it came back.
        refused: Why it may not go in; empty where it may.
        note: What the translator wrote beside the line; then the texts are empty.
    """

    segment_id: str
    side: Side
    language: str
    before: str
    after: str
    refused: str = ""
    note: str = ""


def write(job: Job) -> Iterator[bytes]:
    """Yield the one file: a ``file`` element for each run of lines in the same two languages.

    With a direction, the lines that are translated into its language alone.
    """
    into = {"both": "", "to-en": "en", "to-zh": "zh"}[job.direction]
    wanted = [segment for segment in job.transcript.segments if _pair(segment)[1].startswith(into)]
    ET.register_namespace("", _SPACE)
    root = ET.Element(_tag("xliff"), version="1.2")
    names = job.speakers()
    for (source, target), segments in groupby(wanted, _pair):
        body = _file(root, job, source, target)
        for segment in segments:
            _unit(body, segment, names.get(segment.speaker, segment.speaker), target)
    if not wanted:
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
    sent = f"source:{_digest(segment.source)} target:{_digest(segment.target)}"
    marks = {"id": segment.id, "approved": reviewed, "resname": sent}
    unit = ET.SubElement(body, _tag("trans-unit"), marks)
    source = ET.SubElement(unit, _tag("source"), {_LANG: tag_of(segment.language, segment.source)})
    source.text = clean(segment.source)
    state = _STATES[segment.state.target] if segment.target.strip() else "needs-translation"
    element = ET.SubElement(unit, _tag("target"), {_LANG: target, "state": state})
    element.text = clean(segment.target)
    note = f"{clean(speaker)}, {clock(segment.start_ms)}–{clock(segment.end_ms)}"
    ET.SubElement(unit, _tag("note"), {"from": _FROM}).text = note
    for flag in segment.flags:
        doubt = clean(f"{flag.kind.value}: {flag.note}" if flag.note else flag.kind.value)
        ET.SubElement(unit, _tag("note"), {"from": _FROM, "priority": "2"}).text = doubt


def read_corrections(path: Path, transcript: Transcript) -> tuple[Correction, ...]:
    """Compare a returned XLIFF file with the transcript it left from.

    Each unit left with digests of its two texts (in ``resname``, which translators' programs keep), so
    that it can be told who changed what: a text that came back as it went says nothing, however the
    transcript went on meanwhile; one that changed on both sides is refused.

    Args:
        path: The file, as an outside translator sent it back.
        transcript: As it stands now, not selected or converted.

    Returns:
        What came back changed, in the file's order, and what of it may not go in.

    Raises:
        ExportError: The file is no XLIFF 1.2, has a document type (entities could read other
            files), is a redacted copy, or was made from another transcript.
    """
    root = _parse(path)
    if root.tag != _tag("xliff"):
        raise ExportError(f"{path} is not an XLIFF 1.2 file.", "Ask the translator to save as XLIFF 1.2.")
    notes = ["".join(note.itertext()) for note in root.iter(_tag("note"))]
    if any(note.startswith("REDACTED") for note in notes):
        raise ExportError(
            f"{path} is a redacted copy: its pseudonyms would overwrite what was said.",
            "Send the translator an unredacted one: testimony export FILE --to xliff",
        )
    _refuse_other(path, notes, transcript)
    known = {segment.id: segment for segment in transcript.segments}
    found: list[Correction] = []
    for unit in root.iter(_tag("trans-unit")):
        name = unit.get("id", "")
        segment = known.pop(name, None)
        if segment is not None:
            found.extend(_differences(unit, segment))
            found.extend(_remarks(unit, segment))
        elif any(other.id == name for other in transcript.segments):
            raise ExportError(f"{path} has the line {name!r} twice.", "Ask for the file again.")
        else:
            gone = "the transcript has no such line any more: it was split or merged"
            found.append(Correction(name, Side.TARGET, "", "", "", gone))
    return tuple(found)


def _refuse_other(path: Path, notes: list[str], transcript: Transcript) -> None:
    """Refuse a file about another recording; the header says which one it is about."""
    told = {note.removeprefix(_SHA).strip() for note in notes if note.startswith(_SHA)}
    ours = {recording.sha256 for recording in transcript.recordings}
    if told == ours:
        return
    said = f"the recording with SHA-256 {', '.join(sorted(told))}" if told else "no recording that it names"
    raise ExportError(
        f"{path} was made from another transcript: it is about {said}.",
        "Name the transcript it came from, or make a new file: testimony export FILE --to xliff",
    )


def _digest(text: str) -> str:
    return hashlib.sha256(clean(text).strip().encode()).hexdigest()[:16]


def _differences(unit: ET.Element, segment: Segment) -> Iterator[Correction]:
    sent = dict(mark.split(":", maxsplit=1) for mark in unit.get("resname", "").split() if ":" in mark)
    target_language = segment.target_language or _pair(segment)[1].split("-", maxsplit=1)[0]
    now = {"source": segment.source, "target": segment.target}
    languages = {"source": segment.language, "target": target_language}
    changed_here = "source" in sent and _digest(now["source"]) != sent["source"]
    for side in Side:
        element = unit.find(_tag(side.value))
        after = "" if element is None else clean(_joined(element, languages[side.value])).strip()
        before = now[side.value]
        if after == clean(before).strip() or _digest(after) == sent.get(side.value):
            continue
        refused = ""
        if not after:
            refused = f"the {side.value} came back empty; correct or strike it in the transcript itself"
        elif side.value not in sent:
            refused = "the file lost the marks that tell whose change this is (resname)"
        elif changed_here:
            refused = "what was said was corrected here since the file was made"
        elif _digest(before) != sent[side.value]:
            refused = "the translation was changed here since the file was made"
        yield Correction(segment.id, side, languages[side.value], before, after, refused)


def _joined(element: ET.Element, language: str) -> str:
    """Give the text of a side; programs that cut at sentences leave no space between their ``mrk``."""
    gap = "" if language.split("-", maxsplit=1)[0] in _WITHOUT_SPACES else " "
    text = element.text or ""
    for child in element:
        inner = "".join(child.itertext())
        if child.tag == _tag("mrk") and text.strip() and not text[-1].isspace() and not inner[:1].isspace():
            text += gap
        text += inner + (child.tail or "")
    return text


def _remarks(unit: ET.Element, segment: Segment) -> Iterator[Correction]:
    """Give the notes that others than this program wrote, less those that the transcript has already."""
    known = {note.text for note in segment.notes}
    for note in unit.iter(_tag("note")):
        text = clean("".join(note.itertext())).strip()
        if note.get("from") != _FROM and text and text not in known:
            yield Correction(segment.id, Side.TARGET, "", "", "", note=text)


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
