"""The rooms of the house and who imports whom, read from the imports themselves."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

TOP = ("testimony", "transcribe", "translate", "tui")


@dataclass(frozen=True, slots=True)
class Rooms:
    """Rooms and arrows between them.

    Attributes:
        lines: Room → lines of code.
        uses: Room → rooms that it imports, with the number of imports.
        floors: Rooms from the top floor down; a room stands above all that it uses.
        back: Arrows that run up all the same: pairs of user and used.
        circles: Number of groups of rooms that use each other in a circle.
    """

    lines: Mapping[str, int]
    uses: Mapping[str, Mapping[str, int]]
    floors: tuple[tuple[str, ...], ...]
    back: tuple[tuple[str, str], ...]
    circles: int

    @property
    def arrows(self) -> int:
        """Number of arrows between rooms."""
        return sum(map(len, self.uses.values()))


def rooms_of(root: Path) -> Rooms:
    """Read the rooms under ``root``: a folder below ``testimony``, a module there, or another package."""
    lines: dict[str, int] = defaultdict(int)
    uses: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for package in TOP:
        for path in sorted((root / package).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            here = _room(path.relative_to(root).with_suffix("").parts)
            lines[here] += text.count("\n")
            for module in _imports(ast.parse(text)):
                there = _room(tuple(module.split(".")))
                if there and there != here:
                    uses[here][there] += 1
    known = {room: {other: n for other, n in uses[room].items() if other in lines} for room in lines}
    floors = _floors(known)
    level = {room: number for number, floor in enumerate(floors) for room in floor}
    back = [(a, b) for a, others in known.items() for b in others if level[b] <= level[a]]
    return Rooms(dict(lines), known, floors, tuple(back), _circles(known))


def _room(parts: tuple[str, ...]) -> str:
    if not parts or parts[0] not in TOP:
        return ""
    if parts[0] != "testimony":
        return parts[0]
    inner = [part for part in parts[1:2] if part != "__init__"]
    return ".".join(["testimony", *inner])


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            # ``from testimony import run`` names a thing, ``from testimony.text import cells`` a module.
            yield from (f"{node.module}.{one.name}" for one in node.names)


def _floors(uses: Mapping[str, Mapping[str, int]]) -> tuple[tuple[str, ...], ...]:
    """The longest way down from each room decides its floor; rooms of a circle share one."""
    depth: dict[str, int] = {}

    def measure(room: str, above: frozenset[str]) -> int:
        if room not in depth:
            below = [measure(other, above | {room}) for other in uses[room] if other not in above]
            depth[room] = 1 + max(below, default=-1)
        return depth[room]

    for room in sorted(uses):
        measure(room, frozenset())
    top = max(depth.values(), default=0)
    return tuple(
        tuple(sorted(room for room, floor in depth.items() if floor == number))
        for number in range(top, -1, -1)
    )


def _circles(uses: Mapping[str, Mapping[str, int]]) -> int:
    reach = {room: _reachable(uses, room) for room in uses}
    groups = {
        frozenset(other for other in uses if other in reach[room] and room in reach[other]) for room in uses
    }
    return sum(len(group) > 1 for group in groups)


def _reachable(uses: Mapping[str, Mapping[str, int]], room: str) -> set[str]:
    found: set[str] = set()
    waiting = [room]
    while waiting:
        for other in uses[waiting.pop()]:
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found
