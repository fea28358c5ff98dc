"""A transcript without what a profile names: every text of it, not only the two columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

from testimony.export.options import Exhibit
from testimony.export.redaction.bleeps import stretches_to_silence
from testimony.export.redaction.lookalikes import refuse_lookalikes
from testimony.export.redaction.plain import plain
from testimony.export.redaction.profile import Profile, read_profile
from testimony.export.redaction.redactor import Redactor
from testimony.export.selection import select
from testimony.text.sanitize import file_name
from testimony.transcript.errors import ExportError
from testimony.transcript.types import Flag, Note, Provenance, Segment, Transcript

__all__ = ["Redaction", "Redactor", "redact"]

_GONE = "[REDACTED]"


@dataclass(frozen=True, slots=True)
class Redaction:
    """What a redaction left behind, and what it found.

    Attributes:
        transcript: Without the secrets.
        redactor: Finds them again, in a file that was written.
        silenced: Stretches of the recording to bleep, milliseconds, in order, not overlapping.
        report: What was replaced, without the words.
    """

    transcript: Transcript
    redactor: Redactor
    silenced: tuple[tuple[int, int], ...]
    report: tuple[str, ...]


def redact(path: Path, full: Transcript, shown: Transcript, exhibit: Exhibit) -> tuple[Redaction, Exhibit]:
    """Take out of a transcript everything that a profile names.

    Args:
        path: The profile.
        full: The whole transcript, in which look-alikes and numbers are searched.
        shown: What of it the document holds.
        exhibit: Names on the pages, which are redacted too.

    Raises:
        ExportError: The profile is unusable, contradicts itself, or leaves a look-alike undecided.
    """
    profile = read_profile(path)
    names = tuple(str(getattr(exhibit, field.name)) for field in fields(exhibit))
    redactor = Redactor(profile, full, names)
    _refuse_contradictions(path, profile, redactor)
    refuse_lookalikes(path, profile, full)
    chosen = (
        {segment.id for segment in select(full, profile.segments).segments} if profile.segments else set()
    )
    mended = {one.id: one for one in _without_seams(full.segments, redactor)}
    cut = {one.id for one in full.segments if mended[one.id] != one}
    silenced = stretches_to_silence(full, redactor, chosen | cut)
    redactor.counts.clear()
    redactor.counts["names and numbers across two lines"] = len(cut & {one.id for one in shown.segments})
    segments = tuple(_segment(mended[one.id], redactor, one.id in chosen) for one in shown.segments)
    cleared = replace(_around(shown, redactor), segments=segments)
    findings = tuple(one for one in cleared.findings if chosen.isdisjoint(one.originals + one.renditions))
    cleared = replace(cleared, findings=findings)  # a note quotes the words of its rows
    if chosen:
        redactor.counts["whole lines"] = len(chosen & {segment.id for segment in shown.segments})
    report = tuple(f"{label}: {count}" for label, count in sorted(redactor.counts.items()) if count)
    titled = replace(
        exhibit,
        case=redactor.clear(exhibit.case),
        matter=redactor.clear(exhibit.matter),
        title=redactor.clear(exhibit.title),
        tab=redactor.clear(exhibit.tab),
    )
    return Redaction(cleared, redactor, silenced, report), titled


def _refuse_contradictions(path: Path, profile: Profile, redactor: Redactor) -> None:
    given = [person.pseudonym for person in profile.people] + [term.replacement for term in profile.terms]
    for text in given:
        if redactor.finds(text):
            raise ExportError(
                f"In {path}, the replacement {text!r} holds what it is to hide.", "Choose another one."
            )
    if redactor.finds(_GONE):
        raise ExportError(f"{path} redacts the mark {_GONE} itself.", "Name the secret more exactly.")


def _without_seams(segments: tuple[Segment, ...], redactor: Redactor) -> Iterator[Segment]:
    """Clear what was cut in two at the end of a segment, so that neither half has it."""
    mended = list(segments)
    for index in range(len(mended) - 1):
        first, second = mended[index], mended[index + 1]
        sources = redactor.clear_seam(first.source, second.source)
        targets = redactor.clear_seam(first.target, second.target)
        mended[index] = replace(first, source=sources[0], target=targets[0])
        mended[index + 1] = replace(second, source=sources[1], target=targets[1])
    yield from mended


def _segment(segment: Segment, redactor: Redactor, whole: bool) -> Segment:
    if whole:
        target = _GONE if segment.target else ""
        return replace(segment, source=_GONE, target=target, words=(), flags=(), notes=(), alternatives=())
    source = redactor.clear(segment.source)
    spoken = "".join(word.text for word in segment.words)
    keep = source == segment.source and not redactor.spans(plain(spoken))
    return replace(
        segment,
        source=source,
        target=redactor.clear(segment.target),
        words=segment.words if keep else (),
        alternatives=(),
        flags=tuple(_flag(flag, redactor) for flag in segment.flags),
        notes=tuple(Note(redactor.clear(note.by), redactor.clear(note.text)) for note in segment.notes),
        source_author=redactor.clear(segment.source_author),
        target_author=redactor.clear(segment.target_author),
        approvals=tuple(replace(approval, by=redactor.clear(approval.by)) for approval in segment.approvals),
    )


def _flag(flag: Flag, redactor: Redactor) -> Flag:
    return replace(flag, note=redactor.clear(flag.note), waived_by=redactor.clear(flag.waived_by))


_HASH = re.compile(r"[0-9a-f]{8,64}")


def _model(model: str, redactor: Redactor) -> str:
    """Clear a model's name and leave its hash alone: a run of its digits is nobody's telephone."""
    name, at, digest = model.rpartition("@")
    if not _HASH.fullmatch(digest):
        return redactor.clear(model)
    return redactor.clear(name) + at + digest


def _around(transcript: Transcript, redactor: Redactor) -> Transcript:
    """Clear everything that is not a line."""
    clear = redactor.clear
    speakers = tuple(
        replace(
            speaker,
            name=clear(speaker.name),
            role=clear(speaker.role),
            variety=clear(speaker.variety),
            name_hanzi=clear(speaker.name_hanzi),
            name_roman=clear(speaker.name_roman),
        )
        for speaker in transcript.speakers
    )
    recordings = tuple(replace(r, path=clear(file_name(r.path))) for r in transcript.recordings)
    links = tuple(replace(link, note=clear(link.note)) for link in transcript.links)
    made = {
        name: Provenance(
            {role: _model(model, redactor) for role, model in one.models.items()},
            {clear(key): clear(value) for key, value in one.settings.items()},
            {clear(key): clear(value) for key, value in one.versions.items()},
            one.demo,
        )
        for name, one in transcript.provenance.items()
    }
    findings = tuple(
        replace(
            one,
            note=clear(one.note),
            doubt=clear(one.doubt),
            proposal=clear(one.proposal),
            remark=clear(one.remark),
            by=clear(one.by),
        )
        for one in transcript.findings
    )
    return replace(
        transcript,
        speakers=speakers,
        recordings=recordings,
        links=links,
        findings=findings,
        provenance=made,
    )
