"""Branch coverage by room, from the last ``pytest --cov``; a pure room below its bar fails the command."""

from __future__ import annotations

import io
import json
import tempfile
from collections import defaultdict
from pathlib import Path

import coverage

PURE = ("testimony/text", "testimony/transcript", "translate/checks", "translate/renditions")
BAR = 0.95


def main(arguments: list[str]) -> int:
    """Print a line a room; exit code 1 where a pure room is below the bar or was not measured."""
    del arguments
    measured = coverage.Coverage()
    measured.load()
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        measured.json_report(outfile=file.name)
        files = json.loads(Path(file.name).read_text(encoding="utf-8"))["files"]
    rooms: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for name, found in files.items():
        summary = found["summary"]
        rooms[_room(name)][0] += summary["covered_lines"] + summary["covered_branches"]
        rooms[_room(name)][1] += summary["num_statements"] + summary["num_branches"]
    out = io.StringIO()
    for room, (covered, total) in sorted(rooms.items()):
        print(f"{room:<34} {covered / max(1, total):6.1%} of {total} lines and branches", file=out)
    print(out.getvalue(), end="")
    low = [room for room in PURE if not rooms[room][1] or rooms[room][0] < BAR * rooms[room][1]]
    print(f"below {BAR:.0%} though pure: {', '.join(low) or 'none'}")
    return int(bool(low))


def _room(name: str) -> str:
    parts = Path(name).parts
    depth = 3 if parts[:2] == ("testimony", "transcript") and "record" in parts else 2
    return "/".join(parts[: min(depth, len(parts) - 1)])
