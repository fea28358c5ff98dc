"""Selected rows: one edit over all of them, one undo, and only over what was on the screen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import made_up_hearing as made
import pytest
from reviewing import make_app, run_scene
from textual.pilot import Pilot

from testimony.app.session import Session
from testimony.transcript.editing import ranges
from testimony.transcript.errors import EditRefused
from testimony.transcript.types import FlagKind
from tui.app import ReviewApp
from tui.widgets.seen import SeenRows

Scene = Callable[[ReviewApp, Pilot[None]], Awaitable[None]]


def play(path: Path, scene: Scene, size: tuple[int, int] = (100, 30)) -> None:
    run_scene(make_app(path), scene, size)


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


@pytest.fixture
def hearing(tmp_path: Path) -> Path:
    path = tmp_path / "a.testimony"
    made.make(path, 1, 40).close()
    return path


def test_an_edit_of_a_selection_is_one_step(hearing: Path) -> None:
    async def scene(app: ReviewApp, pilot: Pilot[None]) -> None:
        document = app.review.desk.session.document
        await press(pilot, "J", "J", "2")
        now = app.review.desk.session.document.segments
        assert [now[one].speaker for one in "1235"] == ["S2", "S2", "S2", "S1"]
        await press(pilot, "o", *"ill", "enter")
        notes = [[note.text for note in one.notes] for one in app.review.desk.panes.view.picked]
        assert notes == [["ill"]] * 3
        await press(pilot, "l", "2")
        assert {one.language for one in app.review.desk.panes.view.picked} == {"en"}
        await press(pilot, "u", "u", "u")
        assert {key: one.speaker for key, one in app.review.desk.session.document.segments.items()} == {
            key: one.speaker for key, one in document.segments.items()
        }

    play(hearing, scene)


def test_approving_a_selection_goes_on_behind_it_and_is_taken_back_in_one_step(hearing: Path) -> None:
    async def scene(app: ReviewApp, pilot: Pilot[None]) -> None:
        session = app.review.desk.session
        await press(pilot, "J", "J", "a")
        rows = session.document.segments.values()
        assert [one.id for one in rows if one.state.is_reviewed] == ["1", "2", "3"]
        assert app.review.desk.current is not None
        assert app.review.desk.current.id == "4"
        assert not app.review.desk.panes.view.picked
        await press(pilot, "u")
        assert not any(one.state.is_reviewed for one in session.document.segments.values())

    play(hearing, scene)


def test_a_row_that_was_never_on_the_screen_is_not_approved_with_the_others(hearing: Path) -> None:
    async def scene(app: ReviewApp, pilot: Pilot[None]) -> None:
        desk = app.review.desk
        desk.panes.view.pick(0)
        desk.parts[1]._extends = True  # type: ignore[attr-defined]  # as if a page were skipped
        desk.panes.view.move_to(39)
        desk.parts[1]._extends = False  # type: ignore[attr-defined]
        await pilot.pause()
        await press(pilot, "a")
        assert not any(one.state.is_reviewed for one in desk.session.document.segments.values())
        assert "was not on the screen" in desk.panes.message.text

    play(hearing, scene, (100, 20))


def test_a_burst_that_selects_and_approves_touches_nothing_unseen(hearing: Path) -> None:
    from textual import events

    async def scene(app: ReviewApp, pilot: Pilot[None]) -> None:
        await press(pilot, "end")
        for name in ("home", "J", "J", "a"):
            app.post_message(events.Key(name, name if len(name) == 1 else None))
        await pilot.pause()
        assert not any(one.state.is_reviewed for one in app.review.desk.session.document.segments.values())

    play(hearing, scene, (100, 16))


def test_seen_rows_forget_a_row_that_changed(hearing: Path) -> None:
    with Session.open(hearing, made.ANN) as session:
        seen, row = SeenRows(), session.document.segments["1"]
        seen.note(row, 0, 2)
        assert not seen.was_seen(row, 1e12)
        seen.note(row, 1, 2)
        assert seen.was_seen(row, 1e12)
        assert not seen.was_seen(row, 0.0)
        session.marks.add_note("1", "x")
        assert not seen.was_seen(session.document.segments["1"], 1e12)


def test_waivers_of_a_range_need_a_flag_and_a_reason(hearing: Path) -> None:
    with Session.open(hearing, made.ANN) as session:
        kind, by = FlagKind.LOW_CONFIDENCE, session.by
        with pytest.raises(EditRefused, match="reason"):
            ranges.waive_flags(session.document, ["5", "10"], kind, " ", by)
        with pytest.raises(EditRefused, match="No selected"):
            ranges.waive_flags(session.document, ["1", "2"], kind, "heard", by)
        session.commit(ranges.waive_flags(session.document, ["4", "5", "10"], kind, "heard", by))
        assert [session.document.segments[one].flags[0].waived_by for one in ("5", "10")] == ["Ann Li"] * 2
        assert session.document.segments["4"].notes == ()
        session.undo()
        assert not session.document.segments["10"].flags[0].waived_by


def test_a_new_speaker_and_their_rows_are_one_step(hearing: Path) -> None:
    with Session.open(hearing, made.ANN) as session:
        session.commit(ranges.give_to_new_speaker(session.document, ["1", "3"], "Mei", session.by))
        assert session.document.speakers["S3"].name == "Mei"
        assert session.document.segments["3"].speaker == "S3"
        session.undo()
        assert "S3" not in session.document.speakers
        session.redo()
        assert session.document.segments["1"].speaker == "S3"
        assert session.store.verify().problems == ()
