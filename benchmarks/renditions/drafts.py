"""Drafts of staged hearings: paired and compared as the product does, and held against what is known."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.renditions.staged import Staged
from testimony.app.renditions import make_renditions
from testimony.app.session import Session
from testimony.transcript.findings import FindingKind
from testimony.transcript.rendered import rendered_pairs
from testimony.transcript.types import Identity, Segment

__all__ = ["DraftScore", "score_draft"]

_FINDING = {"legal": "term", "softening": "intensity", "reported": "reported_speech"}


@dataclass
class DraftScore:
    """Counts over some drafts.

    Attributes:
        right: Links of a script's row with a row that renders it, found.
        extra: Links found that are none.
        missing: Links not found.
        planted: Deviations, by kind.
        found: Of those, with a finding on their rendition.
        false: Findings where nothing deviates.
        doubted: Of those, that say that the draft may be wrong.
        true_doubted: Findings of planted deviations that say so.
        true: Findings of planted deviations.
    """

    right: int = 0
    extra: int = 0
    missing: int = 0
    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    false: int = 0
    doubted: int = 0
    true: int = 0
    true_doubted: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """Of the links, in per cent."""
        return 200 * self.right / (2 * self.right + self.extra + self.missing)


def score_draft(staged: Staged, transcript: Path, score: DraftScore) -> None:
    """Pair and compare one draft, and add to the counts.

    Args:
        staged: What was said, and what deviates.
        transcript: Its draft, which is changed.
        score: Where the counts go.
    """
    with staged.script.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    with Session.open(transcript, Identity("benchmark")) as session:
        make_renditions(session)
        pairs = rendered_pairs(session.document)
    gold = {
        (number - 1, number)
        for number in range(2, len(rows) + 1)
        if rows[number - 1]["speaker"] == "THE INTERPRETER"
    }
    places = _Places(rows)
    got = {
        (one, other)
        for pair in pairs
        for one in places.of(pair.originals)
        for other in places.of(pair.renditions)
        if pair.originals and pair.renditions
    }
    score.right += len(gold & got)
    score.extra += len(got - gold)
    score.missing += len(gold - got)
    deviating = {one.row: one.kind for one in staged.planted}
    seen: set[int] = set()
    for pair in pairs:
        here = (set(places.of(pair.renditions)) | set(places.of(pair.originals))) & deviating.keys()
        for _, finding in pair.findings:
            if finding.kind in (FindingKind.NOT_INTERPRETED, FindingKind.NOT_SAID) and not here:
                continue
            if here:
                seen |= here
                score.true += 1
                score.true_doubted += bool(finding.doubt)
            else:
                score.false += 1
                score.doubted += bool(finding.doubt)
                said = " ".join(one.source for one in pair.originals)
                rendered = " ".join(one.source for one in pair.renditions)
                score.notes.append(
                    f"{'doubt' if finding.doubt else 'SURE '} {finding.note} | {said} | {rendered}"
                )
    score.planted.update(deviating.values())
    score.found.update(deviating[row] for row in seen)


class _Places:
    """Which rows of a script a draft's segments are."""

    def __init__(self, rows: list[dict[str, str]]) -> None:
        self._spans = [(int(row["start_ms"]), int(row["end_ms"])) for row in rows]

    def of(self, segments: Iterable[Segment]) -> list[int]:
        """Numbers, from 1, of the rows that hold most of a segment."""
        found = []
        for one in segments:
            shares = [
                (min(end, one.end_ms) - max(start, one.start_ms), number)
                for number, (start, end) in enumerate(self._spans, start=1)
            ]
            overlap, number = max(shares)
            if overlap > 0:
                found.append(number)
        return list(dict.fromkeys(found))
