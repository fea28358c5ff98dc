"""The screen as text, kept in ``tests/tui/screens``: a person reads the difference.

After a wanted change: delete the file and run the test twice; the first run writes it and fails.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import made_up_hearing as made
import pytest
from reviewing import FakePlayer, close_session, make_app, screen_lines

FOLDER = Path(__file__).with_name("screens")
# Name → keys that lead there, and back to the list at its first row.
STEPS = {
    "list": ((), ()),
    "flags": (("d", "d"), ("home",)),
    "words": (("c",), ("c",)),
    "help": (("f1",), ("escape",)),
    "filter": (("v",), ("escape",)),
    "reason": (("d", "w", "enter"), ("escape", "home")),
    "find": (("slash", "看", "守", "enter"), ("escape", "home")),
    "editor": (("j", "e"), ("escape", "home")),
    "first": ((), ("escape",)),
}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_screens(size: tuple[int, int], language: str, tmp_path: Path) -> None:
    path = tmp_path / "case.testimony"
    made.make(path, 1, 12).close()
    seen = asyncio.run(_walk(path, size, language))
    new = []
    for name, lines in seen.items():
        kept = FOLDER / f"{name}-{size[0]}x{size[1]}-{language}.txt"
        if not kept.exists():
            FOLDER.mkdir(exist_ok=True)
            kept.write_text("\n".join(lines) + "\n", encoding="utf-8")
            new.append(kept.name)
        assert lines == kept.read_text("utf-8").split("\n")[:-1], name
    assert not new, "written: look at them, then run the test again"


async def _walk(path: Path, size: tuple[int, int], language: str) -> dict[str, list[str]]:
    app = make_app(path, player=FakePlayer(), language=language)
    seen = {}
    try:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            for name, (there, back) in STEPS.items():
                if name == "first":
                    app.review.run_named("introduction")
                    await pilot.pause()
                await pilot.press(*there)
                await pilot.pause(0.2)  # what is read from the file comes when the cursor rests
                seen[name] = screen_lines(app)
                await pilot.press(*back)
                await pilot.pause()
    finally:
        close_session(app)
    return seen
