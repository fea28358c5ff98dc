"""Where the time goes, as a picture: one bar a stage (SVG)."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

__all__ = ["stages_svg"]

_ROW, _LEFT, _WIDTH = 28, 150, 520


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
