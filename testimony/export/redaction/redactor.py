"""Finds, replaces, and finds again everything that one profile names in one transcript."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from testimony.export.redaction.birth_dates import BirthdaysSaid, Births, birth_days
from testimony.export.redaction.forms import forms_of
from testimony.export.redaction.names import rules_for_names
from testimony.export.redaction.patterns import Rule, rules_for_texts
from testimony.export.redaction.plain import folded, plain
from testimony.export.redaction.profile import Profile
from testimony.transcript.types import Transcript

__all__ = ["Redactor"]

_SEAM = "\n"


class Redactor:
    """Replaces, and finds again, everything that one profile names in one transcript."""

    def __init__(self, profile: Profile, transcript: Transcript, more: tuple[str, ...] = ()) -> None:
        """Learn what to look for.

        Args:
            profile: What may not leave.
            transcript: Where numbers and dates of birth are looked for by their form, so that each
                is then found everywhere, in whatever surroundings and writing.
            more: Further texts that will be on the pages.
        """
        self.counts: Counter[str] = Counter()
        named: list[Rule] = []
        for number, person in enumerate(profile.people, start=1):
            named += rules_for_names(person, f"person {number}")
        for number, term in enumerate(profile.terms, start=1):
            named += rules_for_texts([term.text], term.replacement, f"term {number}")
        texts = [folded(plain(text)) for text in (*_texts(transcript), *_seams(transcript), *more) if text]
        known: list[Rule] = []
        forms: list[Rule] = []
        before: list[Rule] = []
        for form in forms_of(profile):
            forms += form.rules
            found = {text[a:b] for text in texts for rule in form.rules for a, b in rule.spans(text)}
            known += form.known(sorted(found))
        if "birth_date" in profile.patterns:
            sides = [(folded(plain(s.source)), folded(plain(s.target))) for s in transcript.segments]
            days = frozenset(birth_days(sides))
            known.append(Births(days))
            before.append(BirthdaysSaid(days))  # its cue is talk of birth, which "[DATE OF BIRTH" would be
        # Numbers and addresses first: a name may be part of an address.
        self.rules: tuple[Rule, ...] = (*known, *named)
        self._all: tuple[Rule, ...] = (*before, *self.rules, *forms)

    def clear(self, text: str) -> str:
        """Return the text with every secret replaced."""
        if not text:
            return text
        shown = plain(text)
        looked = folded(shown)
        for rule in self._all:
            spans = list(rule.spans(looked))
            for start, end in reversed(spans):
                instead = rule.replace(looked[start:end])
                shown = shown[:start] + instead + shown[end:]
                looked = looked[:start] + folded(instead) + looked[end:]
            self.counts[rule.label] += len(spans)
        return shown

    def clear_seam(self, first: str, second: str) -> tuple[str, str]:
        """Clear what runs from the end of one text into the beginning of the next; the rest stays.

        A name that the speech engine cut in two is in neither half.
        """
        head, tail = plain(first), plain(second)
        joined = folded(head) + _SEAM + folded(tail)
        for rule in self._all:
            for start, end in rule.spans(joined):
                if start < len(head) and end > len(head) + 1:
                    self.counts[rule.label] += 1
                    instead = rule.replace(joined[start:end])
                    return head[:start] + instead, "…" + tail[end - len(head) - 1 :]
        return first, second

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where secrets stand in a plain text."""
        looked = folded(text)
        return [span for rule in self._all for span in rule.spans(looked)]

    def finds(self, text: str) -> str:
        """Return the label of a secret in a text that was written, or an empty string.

        Numbers are looked for as the numbers they were, not by their form: a page has its own.
        """
        looked = folded(plain(text))
        return next((rule.label for rule in self.rules if any(True for _ in rule.spans(looked))), "")


def _texts(transcript: Transcript) -> Iterator[str]:
    for segment in transcript.segments:
        yield segment.source
        yield segment.target
        yield from (flag.note for flag in segment.flags)
        yield from (note.text for note in segment.notes)
        yield "".join(word.text for word in segment.words)
    yield from (recording.path for recording in transcript.recordings)
    yield from (link.note for link in transcript.links)
    for one in transcript.findings:
        yield from (one.note, one.doubt, one.proposal, one.remark, one.by)
    for speaker in transcript.speakers:
        yield from (speaker.name, speaker.variety, speaker.role)
    for made in transcript.provenance.values():
        yield from made.settings.values()


def _seams(transcript: Transcript) -> Iterator[str]:
    """Yield the end of each text with the beginning of the next: a number may be said in two lines."""
    for side in ("source", "target"):
        before = ""
        for segment in transcript.segments:
            text = getattr(segment, side)
            if before and text:
                yield before[-_REACH:] + _SEAM + text[:_REACH]
            before = text


_REACH = 60
