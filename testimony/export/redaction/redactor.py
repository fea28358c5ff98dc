"""Finds, replaces, proposes, and finds again everything that one profile names in one transcript."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from testimony.export.options import Exhibit
from testimony.export.redaction.fold import fold
from testimony.export.redaction.kinds import Kind, birth_dates, rules_of
from testimony.export.redaction.people import rules_for_person
from testimony.export.redaction.places import Place, places_of
from testimony.export.redaction.profile import Decision, Profile
from testimony.export.redaction.rules import Hit, PatternRule, Rule, rules_for_texts
from testimony.transcript.types import Transcript

__all__ = ["Proposal", "Redactor"]

_SEAM = "\n"
_REACH = 60
_OWN = "expressions of the profile"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something that may be a secret, for a person to accept or refuse.

    Attributes:
        place: Where it stands.
        text: As it stands there.
        hit: What it may be, why, and what would stand instead.
        context: The text around it, on one line.
    """

    place: str
    text: str
    hit: Hit
    context: str


class Redactor:
    """Replaces, proposes, and finds again everything that one profile names in one transcript."""

    def __init__(self, profile: Profile, transcript: Transcript, exhibit: Exhibit | None = None) -> None:
        """Learn what to look for.

        Args:
            profile: What may not leave.
            transcript: Where numbers, addresses and dates of birth are looked for by their form, so that
                each is then found everywhere, in whatever surroundings and writing.
            exhibit: Further texts that will be on the pages.
        """
        self.counts: Counter[str] = Counter()
        self._formed: dict[Place, tuple[tuple[Hit, ...], ...]] = {}
        self._found: dict[Place, tuple[Hit, ...]] = {}
        self.places = tuple(places_of(transcript, exhibit or Exhibit()))
        self._decisions = _Decisions(_answers(profile))
        self._refused = tuple(
            rule
            for number, one in enumerate(profile.people, start=1)
            for rule in rules_for_texts(one.refuse, "", f"person {number}")
        )
        self._people = tuple(
            rule
            for number, one in enumerate(profile.people, 1)
            for rule in rules_for_person(one, f"person {number}")
        )
        terms = tuple(
            rule
            for number, term in enumerate(profile.terms, start=1)
            for rule in rules_for_texts([term.text], term.replacement, f"term {number}")
        )
        kinds = tuple(rules_of(profile.patterns))
        own = tuple(PatternRule(expression, "[REDACTED]", _OWN) for expression in profile.expressions)
        searched = (*self.places, *_seams(transcript))
        self._known = (*self._learn(profile, kinds, searched), *_again(own, searched), *terms)
        self._named: tuple[Rule, ...] = (*self._known, *self._people, *own)

    def _learn(
        self, profile: Profile, kinds: Sequence[tuple[Kind, tuple[Rule, ...]]], places: Sequence[Place]
    ) -> Iterator[Rule]:
        self._kinds = kinds
        for number, (kind, _) in enumerate(kinds):
            settled = (self._settled(hit, place) for place in places for hit in self._forms(place)[number])
            hits = [hit for hit in settled if hit is not None and not hit.why]
            # A date that somebody accepted is one in its place; the same day elsewhere may be another matter.
            local = [hit for hit in hits if hit.label == birth_dates.LABEL and hit.instead == "[DATE]"]
            yield from kind.known(hit for hit in hits if hit not in local)
        days = set(profile.birth_dates)
        if "birth_date" in profile.patterns and "prc_id" in profile.patterns:
            days |= {day for p in places for day in birth_dates.days_in_identity_numbers(fold(p.text).text)}
        if days:
            yield birth_dates.KnownBirths(frozenset(days))

    def _forms(self, place: Place) -> tuple[tuple[Hit, ...], ...]:
        """Return what stands in a text by its form, for each kind; looked for once."""
        if place not in self._formed:
            text, before = fold(place.text).text, fold(place.before).text
            self._formed[place] = tuple(
                tuple(hit for rule in rules for hit in rule.hits(text, before)) for _, rules in self._kinds
            )
        return self._formed[place]

    def _hits(self, place: Place) -> tuple[Hit, ...]:
        """Return everything that stands in a text, whatever was decided; looked for once."""
        if place not in self._found:
            text = fold(place.text).text
            named = (hit for rule in self._named for hit in rule.hits(text))
            self._found[place] = (*named, *chain.from_iterable(self._forms(place)))
        return self._found[place]

    def _settled(self, hit: Hit, place: Place) -> Hit | None:
        text = fold(place.text).text if hit.why else ""
        return self._decisions.settle(hit, text[hit.start : hit.end], place.name)

    def clear(self, place: Place) -> str:
        """Return a text with everything sure or accepted replaced; the rest of it is the same to the byte."""
        spans = self._replaced(place)
        if not spans:
            return place.text
        pieces, at = [], 0
        for start, end, hit in spans:
            pieces += [place.text[at:start], hit.instead]
            at = end
            self.counts[hit.label] += 1
        return "".join([*pieces, place.text[at:]])

    def spans(self, place: Place) -> list[tuple[int, int]]:
        """Return where in a stored text something is replaced."""
        return [(start, end) for start, end, _ in self._replaced(place)]

    def _replaced(self, place: Place) -> list[tuple[int, int, Hit]]:
        if not place.text:
            return []
        folded = fold(place.text)
        settled = (self._settled(hit, place) for hit in self._hits(place))
        hits = [hit for hit in settled if hit is not None and not hit.why]
        return [(*folded.span(hit.start, hit.end), hit) for hit in _merged(hits)]

    def proposals(self) -> Iterator[Proposal]:
        """Yield what nobody has decided about yet."""
        for place in self.places:
            settled = (self._settled(hit, place) for hit in self._hits(place) if hit.why)
            undecided = [hit for hit in settled if hit is not None and hit.why]
            if not undecided:
                continue
            folded = fold(place.text)
            done = [(folded.folded_index(a), folded.folded_index(b), "") for a, b in self.spans(place)]
            done += [(h.start, h.end, h.label) for rule in self._refused for h in rule.hits(folded.text)]
            for hit in _outermost(undecided):
                start, end = folded.span(hit.start, hit.end)
                if not any(
                    a <= hit.start and hit.end <= b and label in ("", hit.label) for a, b, label in done
                ):
                    yield Proposal(
                        _shown(place.name), place.text[start:end], hit, _context(place.text, start, end)
                    )

    def clear_seam(self, first: str, second: str) -> tuple[str, str]:
        """Clear what runs from the end of one text into the beginning of the next; the rest stays.

        A name that the speech engine cut in two is in neither half.
        """
        head, tail = first[-_REACH:], second[:_REACH]
        for start, end, hit in self._replaced(Place("seam", head + _SEAM + tail)):
            if start < len(head) and end > len(head) + 1:
                self.counts[hit.label] += 1
                kept = first[: len(first) - len(head)] + head[:start]
                return kept + hit.instead, "…" + second[end - len(head) - 1 :]
        return first, second

    def finds(self, text: str) -> str:
        """Return the label of a secret in a text that was written, or an empty string.

        Numbers are looked for as the numbers they were, not by their form: a page has its own.
        """
        folded = fold(text).text
        for rule in chain(self._known, self._people):
            for hit in rule.hits(folded):
                if not hit.why or self._decisions.is_accepted_everywhere(hit, folded[hit.start : hit.end]):
                    return hit.label
        return ""


def _answers(profile: Profile) -> Iterator[Decision]:
    """Yield all decisions; what a person's table accepts is one too."""
    yield from profile.decisions
    for number, one in enumerate(profile.people, start=1):
        yield from (Decision(f"person {number}", text, True) for text in one.accept)


class _Decisions:
    """What people decided, by what it was taken for and how it is written."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._by_key: dict[tuple[str, str], list[Decision]] = {}
        for decision in decisions:
            key = (decision.kind, _key(decision.text))
            self._by_key.setdefault(key, []).append(decision)

    def settle(self, hit: Hit, text: str, place: str) -> Hit | None:
        """Return the hit without its question where it was accepted, None where it was refused."""
        if not hit.why:
            return hit
        for decision in self._by_key.get((hit.label, _key(text)), ()):
            if decision.accepted is None or (decision.lines and _shown(place) not in decision.lines):
                continue
            instead = decision.replacement or hit.instead
            return replace(hit, why="", instead=instead) if decision.accepted else None
        return hit

    def is_accepted_everywhere(self, hit: Hit, text: str) -> bool:
        """Whether it was accepted and nowhere refused."""
        decisions = self._by_key.get((hit.label, _key(text)), ())
        return bool(decisions) and all(decision.accepted for decision in decisions)


def _shown(place: str) -> str:
    """The words behind a line are the line's text."""
    return place.replace(", words", ", source")


def _key(text: str) -> str:
    return "".join(re.findall(r"\w", fold(text).text)).lower()


def _merged(hits: Iterable[Hit]) -> list[Hit]:
    """Join hits that overlap; the longest says what stands instead."""
    merged: list[Hit] = []
    longest = 0
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if merged and hit.start < merged[-1].end:
            last = merged[-1]
            said = hit if hit.end - hit.start > longest else last
            longest = max(longest, hit.end - hit.start)
            merged[-1] = replace(said, start=last.start, end=max(last.end, hit.end))
        else:
            merged.append(hit)
            longest = hit.end - hit.start
    return merged


def _outermost(hits: Iterable[Hit]) -> list[Hit]:
    """Leave out what stands inside another of the same kind: a decision about both is one."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not any(one.label == hit.label and hit.end <= one.end for one in kept):
            kept.append(hit)
    return kept


def _context(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - 30) : start], text[end : end + 30]
    return " ".join(f"{'…' * (start > 30)}{before}{text[start:end]}{after}".split())  # noqa: PLR2004


def _again(own: Sequence[PatternRule], places: Sequence[Place]) -> Iterator[Rule]:
    folded = [fold(place.text).text for place in places]
    found = {text[hit.start : hit.end] for text in folded for rule in own for hit in rule.hits(text)}
    yield from rules_for_texts(sorted(found), "[REDACTED]", _OWN)


def _seams(transcript: Transcript) -> Iterator[Place]:
    """Yield the end of each text with the beginning of the next: a number may be said in two lines."""
    for side in ("source", "target"):
        before = ""
        for segment in transcript.segments:
            text = getattr(segment, side)
            if before and text:
                yield Place("seam", before[-_REACH:] + _SEAM + text[:_REACH])
            before = text
