"""Originals beside their renditions, in the order of the hearing; findings are numbered through."""

from __future__ import annotations

from dataclasses import dataclass

from testimony.transcript.edits import Document
from testimony.transcript.findings import Finding
from testimony.transcript.renditions import renditions_of
from testimony.transcript.types import Segment

__all__ = ["RenderedPair", "rendered_pairs"]


@dataclass(frozen=True, slots=True)
class RenderedPair:
    """An original with its rendition, as people look at it.

    Attributes:
        originals: Rows that were rendered; empty for a rendition of nothing.
        renditions: Rows that render them; empty where nothing does.
        findings: The differences, with the number each has in the log.
        by_person: A person linked them.
    """

    originals: tuple[Segment, ...]
    renditions: tuple[Segment, ...]
    findings: tuple[tuple[int, Finding], ...]
    by_person: bool = False

    @property
    def machine(self) -> str:
        """What the machine translation makes of the original."""
        return " ".join(one.target for one in self.originals if one.target)


def rendered_pairs(document: Document) -> list[RenderedPair]:
    """Every link and every finding without one, in order of time; findings are numbered through."""
    position = {key: at for at, key in enumerate(document.segments)}
    sides: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Finding]] = {}
    people = set()
    for link in renditions_of(document):
        sides[link.from_ids, link.to_ids] = []
        if not link.made_by:
            people.add((link.from_ids, link.to_ids))
    for finding in document.findings.values():
        sides.setdefault((finding.originals, finding.renditions), []).append(finding)
    order = sorted(sides, key=lambda key: min(position.get(one, len(position)) for one in (*key[0], *key[1])))
    pairs, number = [], 0
    for key in order:
        numbered = []
        for finding in sides[key]:
            number += 1
            numbered.append((number, finding))
        rows = [tuple(document.segments[one] for one in ids if one in document.segments) for ids in key]
        pairs.append(RenderedPair(rows[0], rows[1], tuple(numbered), key in people))
    return pairs
