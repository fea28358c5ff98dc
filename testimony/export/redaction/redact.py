"""A transcript without what a profile names: every text of it, not only the two columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from testimony.export.options import Exhibit
from testimony.export.redaction.bleeps import stretches_to_silence
from testimony.export.redaction.places import Place, change_exhibit, change_transcript
from testimony.export.redaction.profile import Profile, read_profile
from testimony.export.redaction.proposals import refuse_undecided
from testimony.export.redaction.redactor import Redactor
from testimony.export.selection import select
from testimony.transcript.errors import ExportError
from testimony.transcript.types import Segment, Transcript

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
        ExportError: The profile is unusable, contradicts itself, or leaves something proposed undecided.
    """
    profile = read_profile(path)
    redactor = Redactor(profile, full, exhibit)
    _refuse_contradictions(path, profile, redactor)
    chosen = (
        {segment.id for segment in select(full, profile.segments).segments} if profile.segments else set()
    )
    refuse_undecided(path, redactor, chosen)
    mended = {one.id: one for one in _without_seams(full.segments, redactor)}
    cut = {one.id for one in full.segments if mended[one.id] != one}
    silenced = stretches_to_silence(full, redactor, chosen | cut)
    redactor.counts.clear()
    redactor.counts["names and numbers across two lines"] = len(cut & {one.id for one in shown.segments})
    segments = tuple(_gone(one) if one.id in chosen else mended[one.id] for one in shown.segments)
    # The note of a finding quotes the words of its rows.
    findings = tuple(one for one in shown.findings if chosen.isdisjoint(one.originals + one.renditions))
    cleared = change_transcript(replace(shown, segments=segments, findings=findings), redactor.clear)
    if chosen:
        redactor.counts["whole lines"] = len(chosen & {segment.id for segment in shown.segments})
    titled = change_exhibit(exhibit, redactor.clear)
    report = tuple(f"{label}: {count}" for label, count in sorted(redactor.counts.items()) if count)
    return Redaction(cleared, redactor, silenced, report), titled


def _refuse_contradictions(path: Path, profile: Profile, redactor: Redactor) -> None:
    given = [person.pseudonym for person in profile.people] + [term.replacement for term in profile.terms]
    given += [decision.replacement for decision in profile.decisions if decision.accepted]
    for text in given:
        if redactor.finds(text) or redactor.spans(Place("a replacement", text)):
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


def _gone(segment: Segment) -> Segment:
    target = _GONE if segment.target else ""
    return replace(segment, source=_GONE, target=target, words=(), flags=(), notes=(), alternatives=())
