"""A transcript without what a profile names: every text of it, not only the two columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

from testimony.export.clean import file_name
from testimony.export.lookalikes import refuse_lookalikes
from testimony.export.options import Exhibit
from testimony.export.profile import Profile, read_profile
from testimony.export.rules import Rule, birth_dates, plain, rules_for_forms, rules_for_names, rules_for_texts
from testimony.export.selection import select
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


class Redactor:
    """Replaces, and finds again, everything that one profile names in one transcript."""

    def __init__(self, profile: Profile, transcript: Transcript, more: tuple[str, ...] = ()) -> None:
        """Learn what to look for.

        Args:
            profile: What may not leave.
            transcript: Where numbers and dates of birth are looked for by their form, so that each
                is then found everywhere, in whatever surroundings.
            more: Further texts that will be on the pages.
        """
        self.counts: Counter[str] = Counter()
        named: list[Rule] = []
        for number, person in enumerate(profile.people, start=1):
            named += rules_for_names(person, f"person {number}")
        for number, term in enumerate(profile.terms, start=1):
            named += rules_for_texts([term.text], term.replacement, f"term {number}")
        self._forms = tuple(rules_for_forms(profile))
        found = list(_found_by_form(self._forms, transcript, more))
        if "birth_date" in profile.patterns:
            sides = [(plain(segment.source), plain(segment.target)) for segment in transcript.segments]
            for date, year in birth_dates(sides):
                found += rules_for_texts([date], f"[DATE OF BIRTH, {year}]", "dates of birth")
        self.rules = (*named, *found)

    def clear(self, text: str) -> str:
        """Return the text with every secret replaced."""
        if not text:
            return text
        cleared = plain(text)
        for rule in (*self.rules, *self._forms):
            spans = list(rule.spans(cleared))
            for start, end in reversed(spans):
                cleared = cleared[:start] + rule.replace(cleared[start:end]) + cleared[end:]
            self.counts[rule.label] += len(spans)
        return cleared

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where secrets stand in a text; only lengths that ``plain`` keeps are meaningful."""
        return [span for rule in (*self.rules, *self._forms) for span in rule.spans(text)]

    def finds(self, text: str) -> str:
        """Return the label of a secret in a text that was written, or an empty string.

        Numbers are looked for as the texts they were, not by their form: a page has numbers of its own.
        """
        looked = plain(text)
        return next((rule.label for rule in self.rules if rule.pattern.search(looked)), "")


def _found_by_form(forms: tuple[Rule, ...], transcript: Transcript, more: tuple[str, ...]) -> Iterator[Rule]:
    found: dict[tuple[str, str], set[str]] = {}
    for text in (*_texts(transcript), *more):
        looked = plain(text)
        for rule in forms:
            secrets = {looked[start:end] for start, end in rule.spans(looked)}
            found.setdefault((rule.label, rule.template), set()).update(secrets)
    for (label, template), secrets in found.items():
        yield from rules_for_texts(secrets, template, label)


def _texts(transcript: Transcript) -> Iterator[str]:
    for segment in transcript.segments:
        yield segment.source
        yield segment.target
        yield from (flag.note for flag in segment.flags)
        yield from (note.text for note in segment.notes)
        yield "".join(word.text for word in segment.words)
    yield from (recording.path for recording in transcript.recordings)
    yield from (link.note for link in transcript.links)
    for speaker in transcript.speakers:
        yield from (speaker.name, speaker.variety, speaker.role)
    for made in transcript.provenance.values():
        yield from made.settings.values()


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
    silenced = _silenced(full, redactor, chosen)
    redactor.counts.clear()
    segments = tuple(_segment(segment, redactor, segment.id in chosen) for segment in shown.segments)
    cleared = replace(_around(shown, redactor), segments=segments)
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
            {role: clear(model) for role, model in one.models.items()},
            {clear(key): clear(value) for key, value in one.settings.items()},
            one.versions,
            one.demo,
        )
        for name, one in transcript.provenance.items()
    }
    return replace(transcript, speakers=speakers, recordings=recordings, links=links, provenance=made)


_MARGIN_MS = 300
_DOUBTFUL = 0.5


def _silenced(full: Transcript, redactor: Redactor, whole: set[str]) -> tuple[tuple[int, int], ...]:
    """Find the stretches to bleep: the words where their times are sure, else the whole segment."""
    stretches: list[tuple[int, int]] = []
    for segment in full.segments:
        if segment.id in whole:
            stretches.append((segment.start_ms, segment.end_ms))
        else:
            spoken = "".join(word.text for word in segment.words)
            if any(redactor.spans(plain(text)) for text in (segment.source, segment.target, spoken)):
                stretches.extend(_stretches(segment, redactor))
    merged: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start - _MARGIN_MS), end + _MARGIN_MS) for start, end in stretches):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _stretches(segment: Segment, redactor: Redactor) -> list[tuple[int, int]]:
    everything = [(segment.start_ms, segment.end_ms)]
    spoken = "".join(word.text for word in segment.words)
    unsure = "".join(spoken.split()) != "".join(segment.source.split()) or plain(spoken) != spoken
    spans = redactor.spans(spoken)
    targets = redactor.spans(plain(segment.target))
    if unsure or len(spans) < len(targets) or not spans:
        return everything
    found, at = [], 0
    for word in segment.words:
        end = at + len(word.text)
        if any(at < last and first < end for first, last in spans):
            if word.probability < _DOUBTFUL or word.end_ms <= word.start_ms:
                return everything
            found.append((word.start_ms, word.end_ms))
        at = end
    return found
