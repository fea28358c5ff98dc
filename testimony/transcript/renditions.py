"""Links and findings about an interpreter's renditions, as edits. Pure; people's words always win."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Unpack

from testimony.transcript.editing.helpers import refuse_broken, segment_of
from testimony.transcript.edits import Change, Document, Edit, EditKind, link_id
from testimony.transcript.encoding.canonical import text_digest
from testimony.transcript.errors import EditRefused
from testimony.transcript.findings import Decision, Finding, FindingKind, Grade, Verdict, finding_id
from testimony.transcript.types import Identity, Link

__all__ = [
    "NO_RENDITION",
    "RENDITION",
    "add_finding",
    "change_finding",
    "compared_digest",
    "is_stale",
    "link_rows",
    "pair",
    "parse_link",
    "people_links",
    "renditions_of",
    "unlink_rows",
]

RENDITION, NO_RENDITION = "rendition", "no_rendition"


def compared_digest(document: Document, originals: Sequence[str], renditions: Sequence[str]) -> str:
    """Digest of the texts that a comparison looks at; empty where a row is no more."""
    rows = [*originals, *renditions]
    if any(one not in document.segments for one in rows):
        return ""
    parts = [document.segments[one] for one in rows]
    return text_digest("+".join(one.language for one in parts), "\n".join(one.source for one in parts))


def is_stale(document: Document, finding: Finding) -> bool:
    """True where the texts were changed since they were compared, or a row is no more."""
    return finding.texts_sha256 != compared_digest(document, finding.originals, finding.renditions)


def renditions_of(document: Document) -> Iterator[Link]:
    """The links that say what renders what."""
    return (link for link in document.links.values() if link.kind == RENDITION)


def people_links(document: Document) -> Iterator[Link]:
    """What people said renders what, and what does not."""
    kinds = (RENDITION, NO_RENDITION)
    return (link for link in document.links.values() if link.kind in kinds and not link.made_by)


def pair(document: Document, links: Iterable[Link], findings: Iterable[Finding]) -> Edit:
    """Put a pass's links and findings in the place of an older pass's.

    People's links stay, and what people decided about a finding stays with it. A finding that people
    decided is kept even where it is not found again; one that nobody touched goes.
    """
    changes = [*_links(document, links), *_findings(document, {one.id: one for one in findings})]
    return Edit(EditKind.PAIR, tuple(changes))


def _links(document: Document, links: Iterable[Link]) -> Iterator[Change]:
    new = {link_id(one): one for one in links}
    for key, old in document.links.items():
        if old.kind == RENDITION and old.made_by and key not in new:
            yield Change(old, None)
    for key, link in new.items():
        standing = document.links.get(key)
        if standing is None or (standing.made_by and standing != link):
            yield Change(standing, link)


def _findings(document: Document, new: dict[str, Finding]) -> Iterator[Change]:
    for key, old in document.findings.items():
        if key not in new and not old.is_decided:
            yield Change(old, None)
    for key, found in new.items():
        standing = document.findings.get(key)
        if standing is None or (not standing.is_decided and standing != found):
            yield Change(standing, found)


def link_rows(
    document: Document, originals: Sequence[str], renditions: Sequence[str], note: str = ""
) -> Edit:
    """Say that some rows render others; a machine's links that claim one of them go.

    Raises:
        EditRefused: A row that is not there, or one on both sides.
    """
    if not originals or not renditions or set(originals) & set(renditions):
        raise EditRefused("A link needs different segments at both ends.", "--link 58,59>60")
    for segment_id in (*originals, *renditions):
        segment_of(document, segment_id)
    refuse_broken(note)
    new = Link(RENDITION, tuple(originals), tuple(renditions), note)
    against = Link(NO_RENDITION, new.from_ids, new.to_ids)
    changes = [
        Change(old, None)
        for key, old in document.links.items()
        if key != link_id(new) and (key == link_id(against) or (old.made_by and _claims(old, new)))
    ]
    standing = document.links.get(link_id(new))
    changes += [] if standing == new else [Change(standing, new)]
    return Edit(EditKind.LINK, (*changes, *_orphans(document, changes)) if changes else ())


def _claims(old: Link, new: Link) -> bool:
    return bool(set(old.from_ids) & set(new.from_ids) or set(old.to_ids) & set(new.to_ids))


def unlink_rows(document: Document, originals: Sequence[str], renditions: Sequence[str]) -> Edit:
    """Say that rows do not render others; the pairing will not say so again.

    Raises:
        EditRefused: They are not linked.
    """
    wanted = Link(RENDITION, tuple(originals), tuple(renditions))
    standing = document.links.get(link_id(wanted))
    if standing is None:
        raise EditRefused(
            f"Segments {','.join(originals)} and {','.join(renditions)} are not linked.",
            "testimony renditions FILE lists the links",
        )
    against = replace(wanted, kind=NO_RENDITION)
    change = Change(standing, None)
    return Edit(EditKind.UNLINK, (change, Change(None, against), *_orphans(document, [change])))


def _orphans(document: Document, changes: Sequence[Change]) -> Iterator[Change]:
    """Open findings of links that go, go with them."""
    gone = [one.before for one in changes if isinstance(one.before, Link) and one.after is None]
    sides = {(link.from_ids, link.to_ids) for link in gone}
    for finding in document.findings.values():
        if (finding.originals, finding.renditions) in sides and not finding.is_decided:
            yield Change(finding, None)


def change_finding(document: Document, key: str, by: Identity, **fields: Unpack[Verdict]) -> Edit:
    """Decide, regrade, note, or write the right rendition; says who, and which texts it is about.

    Args:
        document: Where it stands.
        key: The finding's id.
        by: Who acts.
        fields: What is said of it: ``decision``, ``grade``, ``kind``, ``proposal``, ``remark``.

    Raises:
        EditRefused: There is no such finding, or a text that cannot be kept.
    """
    before = document.findings.get(key)
    if before is None:
        raise EditRefused(f"There is no finding {key}.", "testimony renditions FILE lists the findings")
    for value in fields.values():
        refuse_broken(str(value))
    if all(getattr(before, name) == value for name, value in fields.items()) and not is_stale(
        document, before
    ):
        return Edit(EditKind.FINDING, ())
    digest = compared_digest(document, before.originals, before.renditions) or before.texts_sha256
    after = replace(before, **fields, by=by.name, texts_sha256=digest)
    return Edit(EditKind.FINDING, () if after == before else (Change(before, after),))


def add_finding(
    document: Document, link: Link, kind: FindingKind, note: str, by: Identity, grade: Grade = Grade.MAJOR
) -> Edit:
    """Write down a difference that a person heard and no rule found; it is accepted at once."""
    refuse_broken(note)
    number = 1
    while finding_id(kind, number, link.from_ids, link.to_ids) in document.findings:
        number += 1
    digest = compared_digest(document, link.from_ids, link.to_ids)
    made = Finding(
        finding_id(kind, number, link.from_ids, link.to_ids), kind, grade, link.from_ids, link.to_ids,
        note, sure=True, decision=Decision.ACCEPTED, by=by.name, texts_sha256=digest,
    )  # fmt: skip
    return Edit(EditKind.FINDING, (Change(None, made),))


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
