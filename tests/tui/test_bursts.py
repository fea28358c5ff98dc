"""Keys, pasted text, clicks and resizes that arrive at once: each goes where the eye was."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import made_up_hearing as made
import pytest
from burst_watch import KEYS, Step, Witness, key, send
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reviewing import FakePlayer, close_session, make_app, run_scene

from tui.app import ReviewApp
from tui.dialogs import Choose, Dialog

ROWS = 12


def sit(path: Path, scene: Any, size: tuple[int, int] = (90, 28)) -> None:
    run_scene(make_app(path, player=FakePlayer()), scene, size)


@pytest.fixture(scope="module")
def hearing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hearing") / "case.testimony"
    made.make(path, 1, ROWS).close()
    return path


def written(path: Path, hearing: Path) -> Path:
    path.write_bytes(hearing.read_bytes())
    path.chmod(0o600)
    return path


def reviewed(app: ReviewApp) -> list[str]:
    return [one.id for one in app.review.desk.session.document.segments.values() if one.state.is_reviewed]


def test_enter_and_a_letter_at_once_edit_and_never_approve(hearing: Path, tmp_path: Path) -> None:
    async def scene(app: ReviewApp, pilot: Any) -> None:
        for name in ("enter", "a", "b"):
            send(app, ("key", name))
        await pilot.pause()
        assert app.review.desk.panes.editors.source.text.endswith("新疆ab")
        assert reviewed(app) == []

    sit(written(tmp_path / "a.testimony", hearing), scene)


def test_a_burst_of_approvals_approves_only_the_row_that_was_shown(hearing: Path, tmp_path: Path) -> None:
    async def scene(app: ReviewApp, pilot: Any) -> None:
        for name in "aaaa":
            send(app, ("key", name))
        await pilot.pause()
        assert reviewed(app) == ["1"]
        assert "before the row" in app.review.desk.panes.message.text
        await pilot.press("a")  # now the second row was seen
        await pilot.pause()
        assert reviewed(app) == ["1", "2"]

    sit(written(tmp_path / "a.testimony", hearing), scene)


def test_text_typed_into_a_question_that_just_opened_is_its_answer(hearing: Path, tmp_path: Path) -> None:
    async def scene(app: ReviewApp, pilot: Any) -> None:
        for name in ("o", *"azm", "enter"):
            send(app, ("key", name))
        await pilot.pause()
        assert [one.text for one in app.review.desk.session.document.segments["1"].notes] == ["azm"]
        assert reviewed(app) == []

    sit(written(tmp_path / "a.testimony", hearing), scene)


def test_a_click_while_editing_saves_and_what_follows_goes_to_the_list(hearing: Path, tmp_path: Path) -> None:
    async def scene(app: ReviewApp, pilot: Any) -> None:
        await pilot.press("enter", "好")
        await pilot.pause()
        view = app.review.desk.panes.view
        row = view.rows.top(4) + view.region.y
        send(app, ("click", (40, row)))
        send(app, ("key", "a"))
        await pilot.pause()
        assert app.review.desk.session.document.segments["1"].source.endswith("新疆好")
        assert not app.review.desk.is_editing
        assert app.review.desk.current is not None
        assert app.review.desk.current.id == "5"
        assert reviewed(app) == []  # the row had not been shown as the current one

    sit(written(tmp_path / "a.testimony", hearing), scene)


def test_keys_before_the_first_picture_do_nothing(hearing: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "a.testimony", hearing)

    async def run() -> None:
        app = make_app(path, player=FakePlayer())
        try:
            async with app.run_test(size=(90, 28)) as pilot:
                await pilot.pause()
        finally:
            close_session(app)

    async def early() -> None:
        app = make_app(path, player=FakePlayer())
        for name in "aaa":
            app.post_message(key(name))
        try:
            async with app.run_test(size=(90, 28)) as pilot:
                await pilot.pause()
                assert reviewed(app) == []
        finally:
            close_session(app)

    asyncio.run(run())
    asyncio.run(early())


def test_a_key_typed_at_a_dialog_the_moment_it_is_on_the_screen_is_taken(
    hearing: Path, tmp_path: Path
) -> None:
    path = written(tmp_path / "a.testimony", hearing)

    async def run() -> None:
        app = make_app(path, first_start=True)
        seen: list[Dialog[Any]] = []

        def painted() -> None:
            if isinstance(app.screen, Dialog) and app.screen.is_mounted and not seen:
                seen.append(app.screen)
                send(app, ("key", "escape"))  # before anything else happens in this process

        app.post_display_hook = painted  # type: ignore[method-assign]
        try:
            async with app.run_test(size=(90, 28)) as pilot:
                await pilot.pause()
                await pilot.pause()
                assert seen
                assert app.screen is app.review
        finally:
            close_session(app)

    asyncio.run(run())


def test_a_key_typed_before_an_unasked_dialog_was_painted_does_not_answer_it(
    hearing: Path, tmp_path: Path
) -> None:
    async def scene(app: ReviewApp, pilot: Any) -> None:
        early = key("enter")
        answers: list[int | None] = []
        app.review.desk.open(Choose("?", ["one", "two"], ""), answers.append, unasked=True)
        app.post_message(early)
        await pilot.pause()
        assert answers == []
        await pilot.press("2")
        await pilot.pause()
        assert answers == [1]

    sit(written(tmp_path / "a.testimony", hearing), scene)


STEPS = st.one_of(
    st.tuples(st.just("key"), st.sampled_from(KEYS)),
    st.tuples(st.just("key"), st.sampled_from(("enter", "a", "f12", "j", "escape", "m", "e"))),
    st.tuples(st.just("paste"), st.sampled_from(("aaa", "好的", "x\ny"))),
    st.tuples(st.just("click"), st.tuples(st.integers(0, 89), st.integers(0, 27))),
    st.tuples(st.just("resize"), st.none()),
)
BURSTS = st.lists(st.lists(STEPS, min_size=1, max_size=7), min_size=1, max_size=6)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bursts=BURSTS)
def test_no_burst_touches_a_row_that_was_not_shown(
    bursts: list[list[Step]], hearing: Path, tmp_path: Path
) -> None:
    async def scene(app: ReviewApp, pilot: Any) -> None:
        witness = Witness(app)
        for burst in bursts:
            for step in burst:
                send(app, step)
            await pilot.pause()
            assert isinstance(app.screen, Dialog) or app.screen is app.review
        assert witness.wrong == []

    sit(written(tmp_path / "a.testimony", hearing), scene)
