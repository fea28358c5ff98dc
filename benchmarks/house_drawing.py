"""The rooms as an SVG picture: floors from top to bottom, an arrow for each use, thicker for more imports."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from benchmarks.house_rooms import Rooms

_WIDTH, _FLOOR, _BOX, _TALL = 1120, 108, 168, 46
_MARGIN = 40

_TASKS = {
    "testimony": "the package itself",
    "testimony.__main__": "python -m testimony",
    "testimony.api": "the Python API",
    "testimony.app": "use cases, without printing",
    "testimony.audio": "decode, clip, bleep, play",
    "testimony.batch": "many recordings",
    "testimony.cli": "one module a command",
    "testimony.engines": "folders of engines",
    "testimony.export": "formats, redaction, certificate",
    "testimony.models": "what is installed",
    "testimony.runtime": "settings, guard, exit codes",
    "testimony.text": "widths, scripts, clocks",
    "testimony.transcript": "types, edits; record (SQLite)",
    "transcribe": "sound to segments",
    "translate": "translations and checks",
    "tui": "the review screen",
}


def draw(rooms: Rooms) -> str:
    """The picture as SVG text; the same rooms give the same bytes."""
    places = _places(rooms)
    height = _MARGIN * 2 + _FLOOR * len(rooms.floors)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif">',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9"'
        ' markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z" fill="#5b6b7b"/>'
        "</marker></defs>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
        *_arrows(rooms, places),
        *_boxes(places),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _places(rooms: Rooms) -> dict[str, tuple[float, float]]:
    """Middle of the upper edge of each box, in pixels."""
    places = {}
    for number, floor in enumerate(rooms.floors):
        step = (_WIDTH - 2 * _MARGIN) / len(floor)
        for column, room in enumerate(floor):
            shift = (number % 2 - 0.5) * 60 if len(floor) == 1 else 0
            places[room] = (_MARGIN + step * (column + 0.5) + shift, float(_MARGIN + _FLOOR * number))
    return places


def _arrows(rooms: Rooms, places: dict[str, tuple[float, float]]) -> Iterator[str]:
    for room in sorted(rooms.uses):
        for other, count in sorted(rooms.uses[room].items()):
            (x1, y1), (x2, y2) = places[room], places[other]
            up = (room, other) in rooms.back
            start, end = (y1, y2 + _TALL) if up else (y1 + _TALL, y2)
            bend = (end - start) / 2
            colour, width = ("#c0392b", 2.0) if up else ("#9fb0c0", min(4.0, 0.8 + count / 12))
            yield (
                f'<path d="M{x1:.0f} {start:.0f}C{x1:.0f} {start + bend:.0f} {x2:.0f} {end - bend:.0f} '
                f'{x2:.0f} {end:.0f}" fill="none" stroke="{colour}" stroke-width="{width:.1f}" '
                'marker-end="url(#tip)"/>'
            )


def _boxes(places: dict[str, tuple[float, float]]) -> Iterator[str]:
    for room, (x, y) in sorted(places.items()):
        left = x - _BOX / 2
        yield (
            f'<rect x="{left:.0f}" y="{y:.0f}" width="{_BOX}" height="{_TALL}" rx="6" fill="#eef3f8" '
            'stroke="#5b6b7b"/>'
            f'<text x="{x:.0f}" y="{y + 19:.0f}" text-anchor="middle" font-size="13" font-weight="bold">'
            f"{escape(room.removeprefix('testimony.'))}</text>"
            f'<text x="{x:.0f}" y="{y + 36:.0f}" text-anchor="middle" font-size="10.5" fill="#44505c">'
            f"{escape(_TASKS.get(room, ''))}</text>"
        )
