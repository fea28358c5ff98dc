"""Doubt in ink: which words are marked, where the marks go while somebody types, when they go away."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import made_up_hearing as made
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reviewing import make_app, run_scene, screen_lines
from textual.pilot import Pilot

from testimony.app.session import Session
from testimony.transcript.record.store import TranscriptStore
from testimony.transcript.types import Flag, FlagKind, Severity, Side, Word
from tui.app import ReviewApp
from tui.doubts import DOUBT, carried, named_places, unsure_places


def words(*pairs: tuple[str, float]) -> tuple[Word, ...]:
    return tuple(Word(k * 100, k * 100 + 90, text, sure) for k, (text, sure) in enumerate(pairs))


def test_unsure_neighbours_are_one_place() -> None:
    found = unsure_places(
        "I left in at noon.", words(("I", 1), ("left", 0.9), ("in", 0.1), ("at", 0.3), ("noon.", 1))
    )
    assert found == [(7, 12, DOUBT)]


@pytest.mark.parametrize(
    ("note", "text", "marked"),
    [
        (
            "The source says 50,000 yuan, the translation 五十万元.",
            "我付了五十万元，他们才放了我",
            ["五十万元"],
        ),
        ("The source says 50,000 yuan, the translation 五十万元.", "my cousin paid 50,000 yuan.", ["50,000"]),
        ("The source says 34, the translation 三.", "page 34, line 345", ["34"]),
        ("The engine was unsure of “in you”; listen to these words.", "What in you is", ["in you"]),
        ("The source names Huzhou, the translation 苏州.", "from Huzhou. The source", ["Huzhou"]),
        ("The engine was unsure of this whole line; listen to all of it.", "The whole line", []),
    ],
)
def test_what_a_flag_names_is_marked(note: str, text: str, marked: list[str]) -> None:
    flag = Flag(FlagKind.NUMBER_MISMATCH, Severity.WARN, note)
    assert [text[first:last] for first, last, _ in named_places(text, [flag])] == marked
    assert named_places(text, [replace(flag, waived_by="Ann")]) == []


@given(st.text("ab 我", max_size=30), st.text("ab 我", max_size=30), st.data())
def test_a_carried_place_holds_the_same_text(before: str, after: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, max(0, len(before) - 1)))
    last = data.draw(st.integers(first + 1, len(before) + 1))
    places = [(first, min(last, len(before)), DOUBT)]
    for start, end, _ in carried(places, before, after):
        assert after[start:end] == before[places[0][0] : places[0][1]]


def unsure_hearing(path: Path) -> None:
    """Twelve rows; the machine was unsure of 三月 in the first."""
    with TranscriptStore.create(
        path,
        recording=made.recording(12),
        languages=("zh", "en"),
        provenance=made.PROVENANCE,
        fingerprint="f",
    ) as store:
        span, segments, translations = made.block(0, 12)
        unsure = tuple(
            replace(word, probability=0.2) if word.text in "三月" else word for word in segments[0].words
        )
        segments[0] = replace(segments[0], words=unsure)
        store.commit_block(span, segments, translations, speakers=made.SPEAKERS)
        store.finish(made.recording(12))


def play(path: Path, scene: Callable[[ReviewApp, Pilot[None]], Awaitable[None]]) -> None:
    run_scene(make_app(path), scene, (100, 30))


def inked(app: ReviewApp, row: int) -> list[str]:
    """The marked words of a row of the list, as they were painted."""
    view = app.review.desk.panes.view
    ground = "current" if row == view.cursor else ""
    wanted = {view.ink(f"{ground} {bold}doubt".strip()) for bold in ("", "bold ")}
    return [
        piece.text
        for line in range(view.rows.top(row), view.rows.top(row + 1))
        for piece in view.render_line(line - view.scroll_offset.y)
        if piece.style in wanted
    ]


def test_unsure_words_are_marked_until_a_person_settled_them(tmp_path: Path) -> None:
    path = tmp_path / "a.testimony"
    unsure_hearing(path)

    async def scene(app: ReviewApp, pilot: Pilot[None]) -> None:
        while not inked(app, 0):  # words are read once one stays at rest
            await pilot.pause(0.05)
        assert inked(app, 0) == ["三月"]
        await pilot.press("enter")
        await pilot.pause()
        editor = app.review.desk.panes.editors.source
        assert editor.cursor_offset == 3
        assert [editor.text[first:last] for first, last, _ in editor.places] == ["三月"]
        await pilot.press("ctrl+n", "四", "月", "ctrl+s")
        await pilot.pause()
        assert app.review.desk.session.document.segments["1"].source == "我去年四月离开新疆"
        assert inked(app, 0) == []
        assert "四月" in "\n".join(screen_lines(app))

    play(path, scene)
    with Session.open(path, made.ANN, readonly=True) as session:
        assert session.store.words("1")[3].probability == 0.2  # the record keeps what the machine doubted


def test_an_approved_side_has_no_marks(tmp_path: Path) -> None:
    path = tmp_path / "a.testimony"
    unsure_hearing(path)

    async def scene(app: ReviewApp, pilot: Pilot[None]) -> None:
        while not inked(app, 0):
            await pilot.pause(0.05)
        app.review.desk.try_edit(lambda: app.review.desk.session.approve(["1"], (Side.SOURCE,)))
        await pilot.pause()
        assert inked(app, 0) == []

    play(path, scene)
