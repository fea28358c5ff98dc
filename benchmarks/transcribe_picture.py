"""Where the time goes and how much memory is held, as pictures (SVG)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

__all__ = ["memory_svg", "stages_svg"]

_ROW, _LEFT, _WIDTH = 28, 150, 520
_WIDE, _HIGH, _EDGE = 640, 260, 56
_COLOURS = ("#c1443c", "#2f7d5b", "#33658a")
_MS_PER_HOUR = 3_600_000


def stages_svg(seconds: Mapping[str, float]) -> str:
    """Draw seconds a stage, each with its share of them all."""
    whole = sum(seconds.values()) or 1.0
    rows = []
    for index, (stage, spent) in enumerate(seconds.items()):
        top, wide = 10 + index * _ROW, spent / whole * _WIDTH
        rows.append(f'<text x="{_LEFT - 8}" y="{top + 14}" text-anchor="end">{escape(stage)}</text>')
        rows.append(f'<rect x="{_LEFT}" y="{top}" width="{wide:.1f}" height="18" fill="#33658a"/>')
        label = f"{100 * spent / whole:.1f} % ({spent:.1f} s)"
        rows.append(f'<text x="{_LEFT + wide + 6:.1f}" y="{top + 14}">{label}</text>')
    size = f'width="{_LEFT + _WIDTH + 130}" height="{20 + len(seconds) * _ROW}"'
    ground = '<rect width="100%" height="100%" fill="#fff"/>'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="13">'
    return "\n".join([head, ground, *rows, "</svg>", ""])


def memory_svg(lines: Mapping[str, Sequence[tuple[int, float]]]) -> str:
    """Draw megabytes in memory over hours of the recording, a line for each length."""
    longest = max(at for points in lines.values() for at, _ in points)
    most = max(held for points in lines.values() for _, held in points) * 1.15

    def place(at: float, held: float) -> str:
        return f"{_EDGE + at / longest * _WIDE:.1f},{10 + _HIGH - held / most * _HIGH:.1f}"

    drawn = []
    for held in range(0, round(most), 50):
        drawn.append(f'<polyline points="{place(0, held)} {place(longest, held)}" stroke="#ddd"/>')
        left, top = place(0, held).split(",")
        drawn.append(
            f'<text x="{float(left) - 8:.1f}" y="{float(top) + 4:.1f}" text-anchor="end">{held}</text>'
        )
    for index, (name, points) in enumerate(lines.items()):
        colour = _COLOURS[index % len(_COLOURS)]
        path = " ".join(place(at, held) for at, held in points)
        drawn.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        x, y = _EDGE + 12 + index * 150, _HIGH - 8
        drawn.append(f'<text x="{x}" y="{y}" fill="{colour}">{escape(name)}</text>')
    hours = longest / _MS_PER_HOUR
    drawn.append(
        f'<text x="{_EDGE + _WIDE / 2}" y="{_HIGH + 40}" text-anchor="middle">hours of the recording</text>'
    )
    drawn.extend(
        f'<text x="{_EDGE + hour / hours * _WIDE:.1f}" y="{_HIGH + 24}">{hour}</text>'
        for hour in range(int(hours) + 1)
    )
    size = f'width="{_EDGE + _WIDE + 20}" height="{_HIGH + 50}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="12">'
    title = f'<text x="{_EDGE + 4}" y="12">MB in memory, the whole program</text>'
    ground = '<rect width="100%" height="100%" fill="#fff"/>'
    return "\n".join([head, ground, *drawn, title, "</svg>", ""])
