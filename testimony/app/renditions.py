"""The interpreter's renditions of a transcript: paired, compared, kept, and listed for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from testimony.app.session import Session
from testimony.transcript import renditions as edits_of
from testimony.transcript.edits import Document
from testimony.transcript.errors import EditRefused
from testimony.transcript.findings import Finding, FindingKind, Grade, finding_id
from testimony.transcript.renditions import NO_RENDITION, RENDITION
from testimony.transcript.types import Link, Provenance

if TYPE_CHECKING:
    from translate.glossary import Glossary
    from translate.renditions import Pairing, Rendition, Unpaired

__all__ = ["Outcome", "make_renditions", "parse_link"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a pairing made.

    Attributes:
        links: Renditions found, people's included.
        findings: Differences, those that people decided included.
        asides: Turns in which the interpreter speaks for themself.
        unknown: Turns without a counterpart of which it cannot be told whether they are renditions.
        interpreted: False where no interpreter could be made out.
        changed: False where nothing new was to be kept.
    """

    links: int
    findings: int
    asides: int
    unknown: int
    interpreted: bool
    changed: bool


def make_renditions(session: Session, glossary: Glossary | None = None) -> Outcome:
    """Pair what was said with its renditions, compare them, and keep both as a pass of its own.

    Args:
        session: Open to write.
        glossary: The case's terms, where there are any.

    Raises:
        TranscriptFileError: The file cannot be written.
    """
    from translate.renditions import Said, pair_turns, turns_of

    document = session.document
    said = Said(
        tuple((one.from_ids, one.to_ids) for one in edits_of.people_links(document) if one.kind == RENDITION),
        frozenset(
            (first, second)
            for one in edits_of.people_links(document)
            if one.kind == NO_RENDITION
            for first in one.from_ids
            for second in one.to_ids
        ),
    )
    pairing = pair_turns(turns_of(document.segments.values(), document.speakers.values()), said)
    name = _next_pass(session)
    links = [
        Link(RENDITION, _ids(one.originals), _ids(one.renditions), made_by=name) for one in pairing.renditions
    ]
    findings = [replace(one, made_by=name) for one in _findings(session, pairing, glossary)]
    changed = _keep(session, links, findings, name, glossary)
    left = [one.kind for one in pairing.unpaired]
    return Outcome(
        sum(1 for _ in edits_of.renditions_of(session.document)),
        len(session.document.findings),
        left.count("aside"),
        left.count("unknown"),
        pairing.interpreted,
        changed,
    )


def _keep(
    session: Session, links: Sequence[Link], findings: Sequence[Finding], name: str, glossary: Glossary | None
) -> bool:
    """Keep what is new; the same links and findings of another pass are nothing new."""
    old = {
        key: replace(one, made_by="") for key, one in session.document.links.items() if one.kind == RENDITION
    }
    links = [
        session.document.links[key] if old.get(key := _key(one)) == replace(one, made_by="") else one
        for one in links
    ]
    known = session.document.findings
    findings = [
        known[one.id] if one.id in known and replace(known[one.id], made_by=name) == one else one
        for one in findings
    ]
    edit = edits_of.pair(session.document, links, findings)
    if edit.changes:
        session.commit_pass(edit, name, _provenance(glossary))
    return bool(edit.changes)


def _key(link: Link) -> str:
    from testimony.transcript.edits import link_id

    return link_id(link)


def _next_pass(session: Session) -> str:
    known = session.store.load().provenance
    number = 1
    while f"renditions-{number}" in known:
        number += 1
    return f"renditions-{number}"


def _provenance(glossary: Glossary | None) -> Provenance:
    settings = {"glossary": glossary.digest} if glossary is not None else {}
    return Provenance({}, settings, {"testimony": version("testimony")})


def _ids(turns: Iterable[object]) -> tuple[str, ...]:
    return tuple(turn.id for turn in turns)  # type: ignore[attr-defined]


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
    rows = [session.document.segments[key] for key in (*originals, *renditions)]
    heard = [(row, session.words(row.id)) for row in rows]
    digest = edits_of.compared_digest(session.document, originals, renditions)
    for each in found:
        yield Finding(
            finding_id(each.kind, 1, originals, renditions), each.kind, each.grade, originals, renditions,
            each.note, each.sure, doubts.draft_doubt(each, heard), texts_sha256=digest,
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
    grade = Grade.MINOR if left.turn.language == "en" and originals else Grade.MAJOR
    yield Finding(
        finding_id(kind, 1, originals, renditions), kind, grade, originals, renditions, note,
        texts_sha256=edits_of.compared_digest(document, originals, renditions),
    )  # fmt: skip


def parse_link(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read ``58,59>60``: rows said, then the rows that render them; ``58,59`` is one row and its rendition.

    Raises:
        EditRefused: It is neither.
    """
    left, arrow, right = text.partition(">")
    first, second = ([one.strip() for one in part.split(",") if one.strip()] for part in (left, right))
    if not arrow and len(first) == 2:  # noqa: PLR2004 - one row on either side
        first, second = first[:1], first[1:]
    if not first or not second:
        raise EditRefused(f"{text!r} names no two sides.", "--link 58,59 or --link 58,59>60")
    return tuple(first), tuple(second)
