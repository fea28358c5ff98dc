"""The page that holds the machine's draft beside what stands or is being typed."""

from __future__ import annotations

import asyncio
from pathlib import Path

import made_up_hearing as made
from hypothesis import given
from hypothesis import strategies as st
from reviewing import close_session, make_app

from tui.pages.draft import difference


@given(st.text("ab ，我.", max_size=40), st.text("ab ，我.", max_size=40))
def test_a_difference_holds_both_texts(before: str, after: str) -> None:
    runs = list(difference(before, after))
    assert "".join(text for text, ink in runs if ink != "new") == before
    assert "".join(text for text, ink in runs if ink != "gone") == after


def test_the_draft_stands_beside_the_edit_and_the_typing(tmp_path: Path) -> None:
    path = tmp_path / "a.testimony"
    made.make(path, 1, 12).close()

    async def run() -> None:
        app = make_app(path)
        try:
            async with app.run_test(size=(100, 40)) as pilot:
                await pilot.pause()
                page = app.review.desk.panes.detail
                await pilot.press("j", "I")
                await pilot.pause()
                assert page.text.count("as the draft") == 2
                await pilot.press("e", "ctrl+w", "ctrl+w", *"hi?")
                await pilot.pause()
                assert "When did you leave your [-home-]{+hi+}?" in page.text  # while it is typed
                await pilot.press("ctrl+s", "e", "ctrl+w", "ctrl+w", *"o?", "ctrl+s")
                await pilot.pause()
                assert "[-home-]{+o+}?" in page.text  # the draft is the first text, not the one before
        finally:
            close_session(app)

    asyncio.run(run())
