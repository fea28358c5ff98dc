"""``python -m benchmarks review_pictures FOLDER [SCENE…]``: the review screen in modes and sizes, as SVG."""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from testimony.app.checks import translation_checks
from testimony.app.review.services import ReviewServices, Tools
from testimony.app.session import Session
from testimony.transcript.types import Identity
from tui.app import ReviewApp
from tui.services import ReviewOptions

_FONTS = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)
_LENGTHS = re.compile(r' textLength="[^"]*"')  # counted in characters, wrong for Chinese
_SIZES = ((80, 24), (120, 40), (200, 60))  # cells

# Picture → the keys that lead from the list to what is shown.
SCENES: dict[str, tuple[str, ...]] = {
    "list": (),
    "flags": ("d",),
    "editor": ("d", "enter"),
    "find": ("slash", *"Chengdu", "enter"),
    "replace": ("ctrl+k", *"Huzhou", "tab", *"Chengdu"),
    "palette": ("ctrl+p", *"approve"),
    "help": ("f1",),
    "english-left": ("C",),
    "stacked": ("C", "C", "C"),
    "statistics": ("a", "a", "a", "M"),
    "export": ("O",),
    "renditions": ("R",),
    "light": ("f11", "d"),
    "contrast": ("f11", "f11", "d"),
    "waiver": ("d", "w", "enter"),
    "chinese": ("d",),
}
_LANGUAGES = {"chinese": "zh"}  # picture → language of the screen, where it is not English


def main(arguments: list[str]) -> int:
    """Draw scenes (all, where none is named) into the folder; the fonts are those of whoever looks."""
    folder = Path(arguments[0]) if arguments else Path()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        demo = [sys.executable, "-m", "testimony", "demo", "--out", place]
        subprocess.run(demo, check=True, capture_output=True)
        sample = Path(place) / "hearing.testimony"
        for name in arguments[1:] or SCENES:
            for width, height in _SIZES:
                copy = sample.with_name(f"{name}-{width}.testimony")
                shutil.copyfile(sample, copy)
                copy.chmod(0o600)
                picture = folder / f"review-{name}-{width}x{height}.svg"
                asyncio.run(draw(copy, picture, (width, height), name))
    return 0


async def draw(transcript: Path, picture: Path, size: tuple[int, int], scene: str) -> None:
    """Press the keys of a scene into the screen over a transcript and keep what it shows."""
    session = Session.open(transcript, Identity("Ann Li"), checks=translation_checks())
    session.attach_recording()
    services = ReviewServices(session, Tools(lambda _from, _to: (), silent=True))
    app = ReviewApp(session, services, ReviewOptions(_LANGUAGES.get(scene, "en"), demo=True))
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.6)
        for key in SCENES[scene]:
            await pilot.press(key)
            await pilot.pause(0.05)
        await pilot.pause(0.5)
        drawn = _LENGTHS.sub("", _FONTS.sub("", app.export_screenshot()))
        picture.write_text(drawn, encoding="utf-8")
    services.close()
    session.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
