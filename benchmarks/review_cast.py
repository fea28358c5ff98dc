"""``python -m benchmarks review_cast FILE.svg``: a minute at the review screen, as an SVG that moves by CSS.

The keys are pressed into the real screen over the sample hearing; each picture is what it showed. A line that
does not change from one picture to the next is in the file once.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from pathlib import Path

from rich.style import Style
from textual.strip import Strip

from testimony.app.checks import translation_checks
from testimony.app.review.services import ReviewServices, Tools
from testimony.app.session import Session
from testimony.text.cells import cell_width
from testimony.transcript.types import Identity
from tui.app import ReviewApp
from tui.services import ReviewOptions

_SIZE = (100, 28)  # cells
_CELL, _LINE, _FONT = 8.4, 18, 14  # px
_GROUND, _INK = "#16181f", "#d5d9e5"

# What the person does, the keys, and how long (s) the picture stands.
STEPS: tuple[tuple[str, tuple[str, ...], float], ...] = (
    ("A draft made by a machine: what was said, and its translation", (), 5),
    ("d: the next doubtful segment; the page below says what to listen for", ("d",), 5),
    ("Space: hear it", ("space",), 4),
    ("Enter: both texts open, the cursor at the first doubtful word", ("enter",), 4),
    ("Type", ("end", "!"), 3),
    ("Ctrl+S: on the disk before the screen says so", ("ctrl+s",), 4),
    ("a: approved under your name, on to the next", ("a",), 4),
    ("a", ("a",), 2),
    ("/: find in both columns", ("slash", *"detention", "enter"), 4),
    ("Ctrl+K: replace everywhere, each place seen first", ("escape", "ctrl+k", *"Chengdu"), 5),
    ("Ctrl+P: every action by what it does", ("escape", "ctrl+p", *"second"), 5),
    ("C: English always at the left", ("escape", "C"), 4),
    ("h: who changed what, and when", ("C", "C", "C", "h"), 4),
    ("M: how the work goes", ("h", "M"), 4),
    ("O: export, marked as the draft that it is", ("escape", "O"), 4),
)


@dataclass
class Film:
    """Pictures made of lines; equal lines are kept once."""

    lines: dict[str, str] = field(default_factory=dict)
    pictures: list[tuple[list[str], str, float]] = field(default_factory=list)

    def add(self, strips: list[Strip], caption: str, seconds: float) -> None:
        """Take a picture that stands for some seconds."""
        names = []
        for strip in strips:
            drawn = _drawn(strip)
            names.append(self.lines.setdefault(drawn, f"l{len(self.lines)}"))
        self.pictures.append((names, caption, seconds))

    def svg(self) -> str:
        """The whole film, again and again; where motion is not wanted, its first picture."""
        width, height = round(_SIZE[0] * _CELL), _SIZE[1] * _LINE
        total = sum(seconds for _, _, seconds in self.pictures)
        starts = [sum(one[2] for one in self.pictures[:k]) for k in range(len(self.pictures) + 1)]
        rules, groups = [], []
        for number, (start, end) in enumerate(pairwise(starts)):
            first, last = 100 * start / total, 100 * end / total
            rules.append(
                f"@keyframes p{number}{{0%,{first:.3f}%{{visibility:hidden}}"
                f"{min(first + 0.001, 100):.3f}%,{last:.3f}%{{visibility:visible}}"
                f"{min(last + 0.001, 100):.3f}%,100%{{visibility:hidden}}}}"
                f"#p{number}{{animation:p{number} {total:g}s infinite step-end}}"
            )
            names, caption, _ = self.pictures[number]
            uses = "".join(f'<use href="#{name}" y="{row * _LINE}"/>' for row, name in enumerate(names))
            text = f'<text x="12" y="{height + 24}" fill="#7dcfff">{escape(caption)}</text>'
            groups.append(
                f'<g id="p{number}" visibility="{"hidden" if number else "visible"}">{uses}{text}</g>'
            )
        defs = "".join(f'<g id="{name}">{drawn}</g>' for drawn, name in self.lines.items())
        style = (
            f"text{{font:{_FONT}px ui-monospace,Menlo,Consolas,'Noto Sans Mono CJK SC',monospace;"
            "white-space:pre}@media(prefers-reduced-motion:no-preference){" + "".join(rules) + "}"
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height + 36}">'
            f"<title>A minute at the review screen</title><style>{style}</style>"
            f'<rect width="100%" height="100%" fill="{_GROUND}"/><defs>{defs}</defs>{"".join(groups)}</svg>\n'
        )


def _drawn(strip: Strip) -> str:
    """A line of the screen."""
    parts, at = [], 0
    for piece in strip:
        cells, style = cell_width(piece.text), piece.style or Style()
        ink, ground = _colours(style)
        x, width = at * _CELL, cells * _CELL
        if ground != _GROUND:
            parts.append(f'<rect x="{x:.1f}" width="{width:.1f}" height="{_LINE}" fill="{ground}"/>')
        if piece.text.strip():
            bold = ' font-weight="bold"' if style.bold else ""
            parts.append(
                f'<text x="{x:.1f}" y="{_FONT}" fill="{ink}"{bold} textLength="{width:.1f}"'
                f' lengthAdjust="spacingAndGlyphs">{escape(piece.text)}</text>'
            )
        at += cells
    return "".join(parts)


def _colours(style: Style) -> tuple[str, str]:
    ink = style.color.get_truecolor().hex if style.color else _INK
    ground = style.bgcolor.get_truecolor().hex if style.bgcolor else _GROUND
    return (ground, ink) if style.reverse else (ink, ground)


def main(arguments: list[str]) -> int:
    """Record the minute into the file named."""
    file = Path(arguments[0] if arguments else "review-minute.svg")
    with tempfile.TemporaryDirectory() as place:
        demo = [sys.executable, "-m", "testimony", "demo", "--out", place]
        subprocess.run(demo, check=True, capture_output=True)
        film = asyncio.run(_record(Path(place) / "hearing.testimony"))
    file.write_text(film.svg(), encoding="utf-8")
    return 0


async def _record(transcript: Path) -> Film:
    session = Session.open(transcript, Identity("Ann Li"), checks=translation_checks())
    session.attach_recording()
    services = ReviewServices(session, Tools(lambda _from, _to: (), silent=True))
    app, film = ReviewApp(session, services, ReviewOptions(demo=True)), Film()
    async with app.run_test(size=_SIZE) as pilot:
        await pilot.pause(0.6)
        for caption, keys, seconds in STEPS:
            for key in keys:
                await pilot.press(key)
                await pilot.pause(0.1)
            await pilot.pause(0.4)
            film.add(app.screen._compositor.render_strips(), caption, seconds)
    services.close()
    session.close()
    return film


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
