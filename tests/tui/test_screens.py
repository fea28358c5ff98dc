"""The screen as text, kept in ``tests/tui/screens``: a person reads the difference.

After a wanted change: delete the file and run the test twice; the first run writes it and fails.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import made_up_hearing as made
import pytest
from reviewing import FakePlayer, make_app, screen_lines

FOLDER = Path(__file__).with_name("screens")
STEPS = {
    "list": (),
    "editor": ("j", "e"),
    "flags": ("d", "d"),
    "find": ("slash", "看", "守", "enter"),
    "words": ("c",),
    "help": ("f1",),
    "filter": ("v",),
    "first": (),
}


@pytest.mark.parametrize("name", list(STEPS))
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_screen(name: str, size: tuple[int, int], language: str, tmp_path: Path) -> None:
    path = tmp_path / "case.testimony"
    made.make(path, 1, 12).close()

    async def show() -> list[str]:
        app = make_app(path, player=FakePlayer(), language=language, first_start=name == "first")
        try:
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                await pilot.press(*STEPS[name])
                await pilot.pause()
                return screen_lines(app)
        finally:
            app.review.session.close()

    lines = asyncio.run(show())
    kept = FOLDER / f"{name}-{size[0]}x{size[1]}-{language}.txt"
    if not kept.exists():
        FOLDER.mkdir(exist_ok=True)
        kept.write_text("\n".join(lines) + "\n", encoding="utf-8")
        pytest.fail(f"{kept.name} was written: look at it, then run the test again")
    assert lines == kept.read_text("utf-8").split("\n")[:-1]
