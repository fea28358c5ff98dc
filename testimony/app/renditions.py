"""The interpreter's renditions of a transcript: paired, compared, kept, and listed for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from testimony.app.session import Session
from testimony.transcript import renditions as edits_of
from testimony.transcript.edits import Document, link_id
from testimony.transcript.errors import EditRefused
from testimony.transcript.findings import Finding, FindingKind, Grade, finding_id
from testimony.transcript.record.collector import collector_paused
from testimony.transcript.renditions import NO_RENDITION, RENDITION
from testimony.transcript.types import Link, Provenance

if TYPE_CHECKING:
    from translate.glossary import Glossary
    from translate.renditions import Pairing, Rendition, Said, Unpaired
    from translate.renditions.turns import Turn

__all__ = ["Found", "Outcome", "find_renditions", "keep_renditions", "make_renditions"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a pairing made.

    Attributes:
        links: Renditions found, people's included.
        findings: Differences, those that people decided included.
        asides: Turns in which the interpreter speaks for themself.
        record_only: Turns in the language of the record that nobody rendered to the other side.
        unknown: Turns without a counterpart of which it cannot be told whether they are renditions.
        interpreted: False where no interpreter could be made out.
        changed: False where nothing new was to be kept.
    """

    links: int
    findings: int
    asides: int
    record_only: int
    unknown: int
    interpreted: bool
    changed: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a pairing found, not kept yet.

    Attributes:
        document: The transcript that was looked at.
        name: The pass's id.
        unpaired: Kinds of the turns without a counterpart.
    """

    document: Document
    name: str
    links: tuple[Link, ...]
    findings: tuple[Finding, ...]
    unpaired: tuple[str, ...]
    interpreted: bool
    made_by: Provenance


def make_renditions(session: Session, glossary: Glossary | None = None) -> Outcome:
    """Pair what was said with its renditions, compare them, and keep both as a pass of its own.

    Args:
        session: Open to write.
        glossary: The case's terms, where there are any.

    Raises:
        TranscriptFileError: The file cannot be written.
    """
    return keep_renditions(session, find_renditions(session, glossary))


def find_renditions(session: Session, glossary: Glossary | None = None) -> Found:
    """Pair and compare; keeps nothing, and may run in a thread."""
    from translate.renditions import pair_turns, turns_of

    document = session.document
    name = _next_pass(session)
    with collector_paused():
        turns = turns_of(document.segments.values(), document.speakers.values())
        pairing = pair_turns(turns, _told(document))
        links = tuple(
            Link(RENDITION, _ids(one.originals), _ids(one.renditions), made_by=name)
            for one in pairing.renditions
        )
        findings = tuple(replace(one, made_by=name) for one in _findings(session, pairing, glossary))
    unpaired = tuple(one.kind for one in pairing.unpaired)
    return Found(document, name, links, findings, unpaired, pairing.interpreted, _provenance(glossary))


def _told(document: Document) -> Said:
    """What people said renders what, and what does not."""
    from translate.renditions import Said

    told = list(edits_of.people_links(document))
    return Said(
        tuple((one.from_ids, one.to_ids) for one in told if one.kind == RENDITION),
        frozenset(
            (first, second)
            for one in told
            if one.kind == NO_RENDITION
            for first in one.from_ids
            for second in one.to_ids
        ),
    )


def keep_renditions(session: Session, found: Found) -> Outcome:
    """Keep what is new of it; the same links and findings of an older pass are nothing new.

    Raises:
        EditRefused: The transcript was changed since it was looked at.
        TranscriptFileError: The file cannot be written.
    """
    document = session.document
    if document is not found.document:
        raise EditRefused("The transcript was changed while it was paired.", "pair it again")
    old = {key: replace(one, made_by="") for key, one in document.links.items() if one.kind == RENDITION}
    links = [
        document.links[link_id(one)] if old.get(link_id(one)) == replace(one, made_by="") else one
        for one in found.links
    ]
    known = document.findings
    findings = [
        known[one.id] if one.id in known and replace(known[one.id], made_by=found.name) == one else one
        for one in found.findings
    ]
    edit = edits_of.pair(document, links, findings)
    if edit.changes:
        session.commit_pass(edit, found.name, found.made_by)
    return Outcome(
        sum(1 for _ in edits_of.renditions_of(session.document)),
        len(session.document.findings),
        found.unpaired.count("aside"),
        found.unpaired.count("record_only"),
        found.unpaired.count("unknown"),
        found.interpreted,
        bool(edit.changes),
    )


def _next_pass(session: Session) -> str:
    known = session.store.load().provenance
    number = 1
    while f"renditions-{number}" in known:
        number += 1
    return f"renditions-{number}"


def _provenance(glossary: Glossary | None) -> Provenance:
    settings = {"glossary": glossary.digest} if glossary is not None else {}
    return Provenance({}, settings, {"testimony": version("testimony")})


def _ids(turns: Iterable[Turn]) -> tuple[str, ...]:
    return tuple(turn.id for turn in turns)


def _findings(session: Session, pairing: Pairing, glossary: Glossary | None) -> Iterator[Finding]:
    for one in pairing.renditions:
        yield from _compared(session, one, glossary)
    for left in pairing.unpaired:
        yield from _without_counterpart(session.document, left)


def _compared(session: Session, one: Rendition, glossary: Glossary | None) -> Iterator[Finding]:
    from translate.renditions import compare, doubts

    texts = tuple(" ".join(turn.text for turn in side) for side in (one.originals, one.renditions))
    languages = one.originals[0].language, one.renditions[0].language
    found = compare(texts[0], texts[1], languages, glossary)
    if not found:
        return
    originals, renditions = _ids(one.originals), _ids(one.renditions)
    segments = session.document.segments
    heard = [[(segments[key], session.words(key)) for key in side] for side in (originals, renditions)]
    drafts = doubts.draft_doubts(found, heard[0], heard[1])
    digest = edits_of.compared_digest(session.document, originals, renditions)
    for each, doubt in zip(found, drafts, strict=True):
        yield Finding(
            finding_id(each.kind, 1, originals, renditions), each.kind, each.grade, originals, renditions,
            each.note, each.sure, doubt, texts_sha256=digest,
        )  # fmt: skip


def _without_counterpart(document: Document, left: Unpaired) -> Iterator[Finding]:
    kinds = {
        "not_interpreted": (FindingKind.NOT_INTERPRETED, "Nothing renders this."),
        "not_said": (FindingKind.NOT_SAID, "Nothing that was said calls for this."),
    }
    if left.kind not in kinds:
        return
    kind, note = kinds[left.kind]
    ids = (left.turn.id,)
    originals, renditions = (ids, ()) if kind is FindingKind.NOT_INTERPRETED else ((), ids)
    yield Finding(
        finding_id(kind, 1, originals, renditions), kind, Grade.MAJOR, originals, renditions, note,
        texts_sha256=edits_of.compared_digest(document, originals, renditions),
    )  # fmt: skip
