"""Two versions of a transcript side by side: which rows belong together, and what differs in their words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from testimony.export.pages.proof_page import Run
from testimony.transcript.types import Segment

__all__ = ["VersionPair", "changed_runs", "pairs_of"]

_TOKEN = re.compile(r"[A-Za-z0-9'’]+|\s+|.", re.DOTALL)
_HALF = 2


@dataclass(frozen=True, slots=True)
class VersionPair:
    """Rows of two versions that are about the same stretch of the recording.

    Attributes:
        earlier: In order of time; empty where the later version has rows of its own.
        later: The same of the later version.
    """

    earlier: tuple[Segment, ...]
    later: tuple[Segment, ...]

    def texts(self, side: str) -> tuple[str, str]:
        """Return the words of ``source`` or ``target``, in the earlier and in the later version."""
        before, after = (
            " ".join(filter(None, (getattr(one, side).strip() for one in rows)))
            for rows in (self.earlier, self.later)
        )
        return before, after

    @property
    def changed(self) -> bool:
        """Whether a word of it differs."""
        return any(before != after for before, after in map(self.texts, ("source", "target")))


def pairs_of(earlier: Sequence[Segment], later: Sequence[Segment]) -> Iterator[VersionPair]:
    """Pair the rows of two versions, in order of time.

    Rows of one id belong together; a row of an id that the other version lacks (split, merged, another
    transcript) belongs to those that share more than half of the shorter one's time on its channel.

    Args:
        earlier: In order of time.
        later: In order of time.
    """
    rows = {_Key(version, one.id): one for version, each in enumerate((earlier, later)) for one in each}
    ordered = sorted(rows, key=lambda key: (rows[key].start_ms, rows[key].end_ms, key))
    place = {key: number for number, key in enumerate(ordered)}
    groups = {key: {key} for key in rows}
    for one, other in _belonging(rows, ordered):
        _join(groups, one, other)
    seen: set[_Key] = set()
    for key in ordered:
        if key not in seen:
            seen |= groups[key]
            members = sorted(groups[key], key=place.__getitem__)
            before, after = (tuple(rows[one] for one in members if one.version == side) for side in (0, 1))
            yield VersionPair(before, after)


class _Key(NamedTuple):
    version: int
    id: str


def _belonging(rows: Mapping[_Key, Segment], ordered: Sequence[_Key]) -> Iterator[tuple[_Key, _Key]]:
    known = {key.id for key in rows if key.version == 0} & {key.id for key in rows if key.version == 1}
    for name in known:
        yield _Key(0, name), _Key(1, name)
    running: list[_Key] = []
    for key in ordered:
        one = rows[key]
        running = [other for other in running if rows[other].end_ms > one.start_ms]
        for other in running:
            alone = key.id not in known or other.id not in known
            if alone and other.version != key.version and _overlap(rows[other], one):
                yield other, key
        running.append(key)


def _join(groups: dict[_Key, set[_Key]], one: _Key, other: _Key) -> None:
    first, second = groups[one], groups[other]
    if first is not second:
        first |= second
        for key in second:
            groups[key] = first


def _overlap(one: Segment, other: Segment) -> bool:
    if one.channel != other.channel:
        return False
    shared = min(one.end_ms, other.end_ms) - max(one.start_ms, other.start_ms)
    return shared * _HALF > min(one.end_ms - one.start_ms, other.end_ms - other.start_ms)


def changed_runs(before: str, after: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Mark what is gone in the earlier text and new in the later one, word by word, Chinese by characters."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    left: list[Run] = []
    right: list[Run] = []
    for kind, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[i:j]), "".join(new[k:m])
        if kind == "equal":
            left.append(Run(gone))
            right.append(Run(come))
            continue
        left += [Run(gone, "gone")] * bool(gone)
        right += [Run(come, "new")] * bool(come)
    return tuple(left), tuple(right)
