"""``python -m benchmarks review_pictures FOLDER``: the review screen in its modes, as SVG."""

from __future__ import annotations

import asyncio
import re
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
_WIDE, _SMALL = (120, 40), (80, 24)

# Picture → size of the terminal in cells, and the keys from the list to what is shown.
SCENES: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "review-list": (_WIDE, ()),
    "review-flags": (_WIDE, ("d",)),
    "review-editor": (_WIDE, ("d", "enter")),
    "review-find": (_WIDE, ("slash", *"Chengdu")),
    "review-replace": (_WIDE, ("ctrl+k", *"Huzhou", "tab", *"Chengdu")),
    "review-help": (_WIDE, ("f1",)),
    "review-small-80x24": (_SMALL, ()),
}


def main(arguments: list[str]) -> int:
    """Draw every scene into the folder named; its fonts are those of whoever looks at it."""
    folder = Path(arguments[0]) if arguments else Path()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        demo = [sys.executable, "-m", "testimony", "demo", "--out", place]
        subprocess.run(demo, check=True, capture_output=True)
        for name, (size, keys) in SCENES.items():
            asyncio.run(_draw(Path(place) / "hearing.testimony", folder / f"{name}.svg", size, keys))
    return 0


async def _draw(transcript: Path, picture: Path, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    session = Session.open(transcript, Identity("Ann Li"), checks=translation_checks())
    session.attach_recording()
    services = ReviewServices(session, Tools(lambda _from, _to: (), silent=True))
    app = ReviewApp(session, services, ReviewOptions(demo=True))
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.6)
        for key in keys:
            await pilot.press(key)
        await pilot.pause(0.4)
        picture.write_text(_FONTS.sub("", app.export_screenshot()), encoding="utf-8")
    services.close()
    session.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
