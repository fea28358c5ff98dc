"""Every text of a transcript that an export may print, in one walk.

The same walk searches, proposes and replaces, so that nothing can be printed that was not searched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from testimony.export.options import Exhibit
from testimony.text.sanitize import file_name
from testimony.transcript.findings import Finding
from testimony.transcript.types import (
    Approval,
    Flag,
    Link,
    Note,
    Provenance,
    Recording,
    Segment,
    Speaker,
    Transcript,
)

__all__ = ["Change", "Place", "change_exhibit", "change_segment", "change_transcript", "places_of"]

_HASH = re.compile(r"[0-9a-f]{8,64}")
_LINES_BEFORE = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A text and where it stands.

    Attributes:
        name: ``line 12, source``, ``speaker S1, name``, ``title``; it reveals nothing.
        text: As it is stored.
        before: What was said in the two lines before, in both languages; empty outside of lines.
    """

    name: str
    text: str
    before: str = ""


Change = Callable[[Place], str]


def places_of(transcript: Transcript, exhibit: Exhibit) -> Iterator[Place]:
    """Yield every text that is not empty, in the order of the walk."""
    found: list[Place] = []

    def note(place: Place) -> str:
        if place.text.strip():
            found.append(place)
        return place.text

    change_transcript(transcript, note)
    change_exhibit(exhibit, note)
    yield from found


def change_exhibit(exhibit: Exhibit, change: Change) -> Exhibit:
    """Return the names on the pages after ``change``."""

    def at(name: str, text: str) -> str:
        return change(Place(name, text))

    return replace(
        exhibit,
        case=at("case", exhibit.case),
        matter=at("matter", exhibit.matter),
        title=at("title", exhibit.title),
        tab=at("tab", exhibit.tab),
        bates=at("Bates number", exhibit.bates),
        stamp=at("exhibit stamp", exhibit.stamp),
    )


def change_transcript(transcript: Transcript, change: Change) -> Transcript:
    """Return the transcript with every text in it after ``change``.

    Ids, hashes, times, languages and states stay. Words go where their joined text would change.
    """
    return replace(
        transcript,
        segments=tuple(_segments(transcript.segments, change)),
        speakers=tuple(_speaker(speaker, change) for speaker in transcript.speakers),
        recordings=tuple(_recording(recording, change) for recording in transcript.recordings),
        links=tuple(_link(link, number, change) for number, link in enumerate(transcript.links, start=1)),
        findings=tuple(_finding(finding, change) for finding in transcript.findings),
        provenance={name: _provenance(name, made, change) for name, made in transcript.provenance.items()},
    )


def _segments(segments: tuple[Segment, ...], change: Change) -> Iterator[Segment]:
    said: list[str] = []
    for segment in segments:
        yield change_segment(segment, change, "\n".join(said[-_LINES_BEFORE:]))
        said = [*said[-_LINES_BEFORE:], f"{segment.source}\n{segment.target}"]


def change_segment(segment: Segment, change: Change, before: str = "") -> Segment:
    """Return a line with every text in it after ``change``."""
    line = f"line {segment.id}"

    def at(what: str, text: str) -> str:
        return change(Place(f"{line}, {what}", text, before)) if text else text

    spoken = "".join(word.text for word in segment.words)
    source = at("source", segment.source)
    keep = source == segment.source and at("words", spoken) == spoken
    return replace(
        segment,
        source=source,
        target=at("translation", segment.target),
        words=segment.words if keep else (),
        alternatives=(),
        flags=tuple(_flag(flag, at) for flag in segment.flags),
        notes=tuple(Note(at("note", note.by), at("note", note.text)) for note in segment.notes),
        source_author=at("author", segment.source_author),
        target_author=at("author", segment.target_author),
        approvals=tuple(_approval(approval, at) for approval in segment.approvals),
    )


At = Callable[[str, str], str]


def _flag(flag: Flag, at: At) -> Flag:
    return replace(flag, note=at("doubt", flag.note), waived_by=at("waiver", flag.waived_by))


def _approval(approval: Approval, at: At) -> Approval:
    return replace(approval, by=at("approval", approval.by))


def _speaker(speaker: Speaker, change: Change) -> Speaker:
    def at(what: str, text: str) -> str:
        return change(Place(f"speaker {speaker.id}, {what}", text))

    return replace(
        speaker,
        name=at("name", speaker.name),
        role=at("role", speaker.role),
        variety=at("variety", speaker.variety),
        name_hanzi=at("name in Hanzi", speaker.name_hanzi),
        name_roman=at("name in Latin letters", speaker.name_roman),
    )


def _recording(recording: Recording, change: Change) -> Recording:
    return replace(recording, path=change(Place(f"recording {recording.id}", file_name(recording.path))))


def _link(link: Link, number: int, change: Change) -> Link:
    return replace(
        link, note=change(Place(f"link {number}", link.note)), kind=change(Place(f"link {number}", link.kind))
    )


def _finding(finding: Finding, change: Change) -> Finding:
    def at(what: str, text: str) -> str:
        return change(Place(f"finding {finding.id}, {what}", text))

    return replace(
        finding,
        note=at("note", finding.note),
        doubt=at("doubt", finding.doubt),
        proposal=at("proposal", finding.proposal),
        remark=at("remark", finding.remark),
        by=at("who decided", finding.by),
    )


def _provenance(name: str, made: Provenance, change: Change) -> Provenance:
    def at(text: str) -> str:
        return change(Place(f"pass {name}", text))

    return Provenance(
        {role: _model(model, at) for role, model in made.models.items()},
        {at(key): at(value) for key, value in made.settings.items()},
        {at(key): at(value) for key, value in made.versions.items()},
        made.demo,
    )


def _model(model: str, at: Callable[[str], str]) -> str:
    """Leave a model's hash alone: a run of its digits is nobody's telephone."""
    name, sign, digest = model.rpartition("@")
    if not _HASH.fullmatch(digest):
        return at(model)
    return at(name) + sign + digest
