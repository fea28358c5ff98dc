"""Find and replace: the pure rules, the dialog by its keys, one undo for all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import made_up_hearing as made
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reviewing import FakePlayer, make_app, run_scene

from testimony.app.session import Session
from testimony.transcript.editing.replacing import Search, find_hits, replace_hits
from testimony.transcript.editing.reshape import Cut
from testimony.transcript.types import ReviewState, Side
from tui.app import ReviewApp
from tui.pages import PAGES

ROWS = 120
Scene = Callable[[ReviewApp, Any], Awaitable[None]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "case.testimony"
    made.make(place, 1, ROWS).close()
    return place


def sit(path: Path, scene: Scene) -> None:
    run_scene(make_app(path, player=FakePlayer()), scene, (100, 30))


def test_a_name_in_every_row_is_replaced_with_few_keys_and_undone_with_one(path: Path) -> None:
    async def scene(app: ReviewApp, pilot: Any) -> None:
        session = app.review.desk.session
        before = dict(session.document.segments)
        rows = [one.id for one in before.values() if "Xinjiang" in one.target]
        keys = ("ctrl+k", *"xinjiang", "tab", *"Yining", "enter")
        assert len(keys) <= 25
        await pilot.press(*keys)
        await pilot.pause()
        after = session.document.segments
        assert len(rows) >= 30
        assert all("Yining" in after[one].target for one in rows)
        assert all(after[one].state.target is ReviewState.EDITED for one in rows)
        assert all(after[one].source == before[one].source for one in before)
        await pilot.press("u")
        await pilot.pause()
        assert {key: one.target for key, one in session.document.segments.items()} == {
            key: one.target for key, one in before.items()
        }

    sit(path, scene)
    with Session.open(path, made.BEN) as session:
        assert session.store.verify().problems == ()


def test_a_place_that_is_left_out_stays(path: Path) -> None:
    async def scene(app: ReviewApp, pilot: Any) -> None:
        await pilot.press("ctrl+k", *"xinjiang", "tab", "Y", "tab", "tab", "space", "enter")
        await pilot.pause()
        segments = app.review.desk.session.document.segments
        assert "Xinjiang" in segments["1"].target
        assert "Y in March" in segments["5"].target

    sit(path, scene)


def test_a_term_is_rendered_so_everywhere(path: Path) -> None:
    async def scene(app: ReviewApp, pilot: Any) -> None:
        await pilot.press("j", "j", "E")
        await pilot.pause()
        editors = app.review.desk.panes.editors
        source, target = editors.source.text, editors.target.text
        term, rendering = source.index("看守所"), target.index("detention center")
        editors.source.selection = type(editors.source.selection)((0, term), (0, term + 3))
        editors.target.selection = type(editors.target.selection)(
            (0, rendering), (0, rendering + len("detention center"))
        )
        await pilot.press("ctrl+r", *"lockup", "enter")
        await pilot.pause()
        segments = app.review.desk.session.document.segments.values()
        assert all("lockup" in one.target for one in segments if "看守所" in one.source)

    sit(path, scene)


def test_undoing_what_somebody_else_did_asks_first(path: Path) -> None:
    with Session.open(path, made.BEN) as session:
        session.approve(["1"])

    async def scene(app: ReviewApp, pilot: Any) -> None:
        session = app.review.desk.session
        await pilot.press("u", "2")
        await pilot.pause()
        assert session.document.segments["1"].state.is_reviewed
        await pilot.press("u", "1")
        await pilot.pause()
        assert not session.document.segments["1"].state.is_reviewed

    sit(path, scene)


def test_a_reader_becomes_the_writer_when_the_other_has_left(path: Path) -> None:
    ben = Session.open(path, made.BEN)

    async def scene(app: ReviewApp, pilot: Any) -> None:
        assert not app.review.desk.session.is_writable
        ben.approve(["1"])
        ben.close()
        app.review.reload()
        assert app.review.desk.session.is_writable
        assert app.review.desk.session.document.segments["1"].state.is_reviewed
        await pilot.press("j", "A")
        await pilot.pause()
        assert app.review.desk.session.document.segments["2"].state.is_reviewed

    sit(path, scene)


def test_the_history_speaks_in_words_and_remembers_what_came_before_a_split(path: Path) -> None:
    with Session.open(path, made.ANN) as session:
        session.correct("1", Side.SOURCE, "甲乙丙丁")
        session.split("1", Cut(source_offset=2))

    async def scene(app: ReviewApp, pilot: Any) -> None:
        await pilot.press("h")
        await pilot.pause(0.3)
        shown = app.review.desk.panes.detail.text
        assert PAGES[3].name == "history"
        assert "source corrected" in shown
        assert "甲乙丙丁" in shown
        assert "split" in shown
        assert "{" not in shown

    sit(path, scene)


@given(
    text=st.text(alphabet="abAB 中", max_size=30),
    wanted=st.text(alphabet="abAB中", min_size=1, max_size=3),
    instead=st.text(alphabet="xy", max_size=3),
)
def test_a_replacement_is_what_str_replace_does_without_case(text: str, wanted: str, instead: str) -> None:
    row = made.row(1)[0]
    segment = type(row)(**{name: getattr(row, name) for name in row.__slots__} | {"target": text})
    found = find_hits([segment], Search(wanted, instead, (Side.TARGET,), same_case=True))
    if found:
        assert found[0].before == text
        assert found[0].after == text.replace(wanted, instead)
        assert all(text[first:last] == wanted for first, last in found[0].places)
    else:
        assert wanted not in text or text.replace(wanted, instead) == text


def test_a_row_changed_meanwhile_is_refused(path: Path) -> None:
    with Session.open(path, made.ANN) as session:
        hits = find_hits(session.document.segments.values(), Search("Xinjiang", "Yining"))
        session.correct("1", Side.TARGET, "else")
        with pytest.raises(Exception, match="changed meanwhile"):
            replace_hits(session.document, hits, made.ANN)
