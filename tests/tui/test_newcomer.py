"""What somebody finds who never saw the screen: named in the last line, or found by a word of their own."""

from __future__ import annotations

import asyncio
from pathlib import Path

import made_up_hearing as made
import pytest
from reviewing import close_session, make_app, screen_lines

from tui.palette import Palette

# What a newcomer wants → the word that they would type → what the palette calls it.
TASKS = {
    "hear a line": ("hear", "Play or pause"),
    "correct a line": ("correct", "Edit the source"),
    "vouch for a line": ("approve", "Approve, on to the next open or doubtful"),
    "go to the next doubt": ("doubt", "Next doubtful segment"),
    "find a word": ("find", "Find"),
    "change a name everywhere": ("replace", "Find and replace"),
    "take a mistake back": ("undo", "Undo"),
    "say who speaks": ("who speaks", "Give to another speaker"),
    "give a speaker a name": ("name speaker", "Rename the speaker, everywhere or here"),
    "hear it slower": ("slow", "Slower"),
    "go to a minute": ("time", "Go to a time"),
    "see doubtful rows alone": ("only", "Filter the rows"),
    "cut a line in two": ("split", "Split at the cursor"),
    "make one of two lines": ("merge", "Merge with the next"),
    "add a note": ("note", "Add a translator's note"),
    "say that a flag is wrong": ("flag", "Waive a flag, with a reason"),
    "see who changed a line": ("history", "History of the segment"),
    "make a PDF": ("pdf", "Export: PDF, Word, HTML, text …"),
    "have English always left": ("english", "Columns: by side, by language, stacked"),
    "get help": ("help", "Help: every key"),
}
FIRST = 6  # lines of the palette that are read


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
def test_each_task_is_found_by_a_word_of_ones_own(size: tuple[int, int], tmp_path: Path) -> None:
    path = tmp_path / "case.testimony"
    made.make(path, 1, 12).close()

    async def run() -> None:
        app = make_app(path)
        missed = []
        try:
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                footer = screen_lines(app)[-1]
                assert "^P actions" in footer  # the way to all the others is on the screen
                assert "F1 help" in footer
                for task, (words, name) in TASKS.items():
                    await pilot.press("f1")
                    await pilot.press(*(" ".join(words).replace("   ", " space ").split()))
                    screen = app.screen
                    assert isinstance(screen, Palette)
                    if name not in [one.name for one in screen.found][:FIRST]:
                        missed.append((task, [one.name for one in screen.found][:FIRST]))
                    await pilot.press("escape")
        finally:
            close_session(app)
        assert missed == []

    asyncio.run(run())
