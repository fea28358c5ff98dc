"""The page of voices: heard, named, given roles, joined, divided, given rows; each one step to undo."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import made_up_hearing as made
import pytest
from reviewing import FakePlayer, FakeServices, drives, make_app, part, screen_lines
from textual.pilot import Pilot

from testimony.app.session import Session
from testimony.app.speakers.halves import Halves
from testimony.transcript.edits import Change, Edit, EditKind
from testimony.transcript.types import Identity, Provenance, Speaker
from tui.app import ReviewApp
from tui.dialogs import Ask, Choose
from tui.name_dialog import NameDialog
from tui.review.voices.voices import Voices

ANN = Identity("Ann Li")
SIZES = [(80, 24), (120, 40)]
FOLDER = Path(__file__).with_name("screens")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two voices; the second is offered as the interpreter, and two roles were asked for in vain."""
    path = tmp_path / "case.testimony"
    made.make(path, 1, 12).close()
    with Session.open(path, ANN) as session:
        before = session.document.speakers["S2"]
        offered = Speaker("S2", "INTERPRETER?", "interpreter", ("en", "zh"))
        found = Provenance({"speaker": "s@0"}, {"roles": "judge:1,counsel:2,interpreter:1"}, {})
        session.commit_pass(Edit(EditKind.DIARIZE, (Change(before, offered),)), "diarize", found)
    return path


async def _enter(pilot: Pilot[None], *keys: str) -> Voices:
    await pilot.pause()
    await pilot.press("home", "H", *keys)
    await pilot.pause()
    app = pilot.app
    assert isinstance(app, ReviewApp)
    return part(app, Voices)


async def _until(pilot: Pilot[None], is_so: Callable[[], bool]) -> None:
    for _ in range(500):
        if is_so():
            return
        await pilot.pause(0.02)
    pytest.fail("it never happened")


def _names(app: ReviewApp) -> dict[str, str]:
    return {one.id: one.name for one in app.review.desk.session.document.speakers.values()}


def _rows(app: ReviewApp, speaker: str) -> set[str]:
    return {one.id for one in app.review.desk.session.document.segments.values() if one.speaker == speaker}


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_as_it_is_seen(file: Path, size: tuple[int, int], language: str) -> None:
    async def walk() -> list[str]:
        app = make_app(file, ANN, player=FakePlayer(), language=language)
        async with app.run_test(size=size) as pilot:
            await _enter(pilot, "j")
            return screen_lines(app)

    lines, kept = asyncio.run(walk()), FOLDER / f"voices-{size[0]}x{size[1]}-{language}.txt"
    if not kept.exists():
        kept.write_text("\n".join(lines) + "\n", encoding="utf-8")
        pytest.fail(f"written: look at {kept.name}, then run the test again")
    assert lines == kept.read_text("utf-8").split("\n")[:-1]


@drives
async def test_each_voice_stands_there_with_the_digit_that_assigns_it(file: Path) -> None:
    app = make_app(file, ANN)
    async with app.run_test(size=SIZES[0]) as pilot:
        page = await _enter(pilot)
        first, second = (line for line in page.view.text.split("\n") if "━" in line)
        assert first.split()[1:][:3] == ["1", "Speaker", "1"]
        assert second.split()[:2] == ["2", "INTERPRETER?"]
        await pilot.press("escape", "2")
        await pilot.pause()
        assert "1" in _rows(app, "S2")


@drives
async def test_three_samples_are_heard_with_one_key_each(file: Path) -> None:
    player = FakePlayer()
    app = make_app(file, ANN, player=player)
    async with app.run_test(size=SIZES[0]) as pilot:
        page = await _enter(pilot, "1", "2", "3")
        assert page.view.current is not None
        samples = [(one.start_ms, one.end_ms) for one in page.view.current.samples]
        assert len(samples) == 3
        assert [call[:2] for call in player.calls] == samples
        await pilot.press("space")
        assert not player.playing
        await pilot.press("space")
        assert player.calls[-1][:2] == samples[0]


@drives
async def test_the_offer_is_accepted_with_one_key_and_undone_in_one_step(file: Path) -> None:
    app = make_app(file, ANN)
    async with app.run_test(size=SIZES[0]) as pilot:
        await _enter(pilot, "j", "a")
        await pilot.pause()
        assert _names(app)["S2"] == "INTERPRETER"
        await pilot.press("u")
        await pilot.pause()
        assert _names(app)["S2"] == "INTERPRETER?"
        await pilot.press("x")
        await pilot.pause()
        speaker = app.review.desk.session.document.speakers["S2"]
        assert (speaker.name, speaker.role) == ("SPEAKER 2 (EN)", "")


@drives
async def test_a_name_and_a_role_are_given(file: Path) -> None:
    app = make_app(file, ANN)
    async with app.run_test(size=SIZES[0]) as pilot:
        page = await _enter(pilot, "n")
        await _until(pilot, lambda: isinstance(app.screen, NameDialog))
        await pilot.press(*"Aziz", "enter")
        await _until(pilot, lambda: _names(app)["S1"] == "Aziz")
        assert "judge, counsel (2)" in page.view.text
        await pilot.press("r")
        await _until(pilot, lambda: isinstance(app.screen, Choose))
        await pilot.press("1")
        await _until(pilot, lambda: not isinstance(app.screen, Choose))
        speaker = app.review.desk.session.document.speakers["S1"]
        assert (speaker.name, speaker.role) == ("Aziz", "judge")
        assert "judge, counsel" not in page.view.text
        assert "counsel (2)" in page.view.text


@drives
async def test_a_role_names_a_voice_that_has_only_a_neutral_name(file: Path) -> None:
    app = make_app(file, ANN)
    async with app.run_test(size=SIZES[0]) as pilot:
        await _enter(pilot, "r")
        await _until(pilot, lambda: isinstance(app.screen, Choose))
        await pilot.press("2")
        await _until(pilot, lambda: not isinstance(app.screen, Choose))
        assert _names(app)["S1"] == "COUNSEL"
        await pilot.press("u")
        await pilot.pause()
        assert _names(app)["S1"] == "Speaker 1"


@drives
async def test_two_voices_are_merged_in_one_step(file: Path) -> None:
    app = make_app(file, ANN)
    async with app.run_test(size=SIZES[0]) as pilot:
        await _enter(pilot)
        before = _rows(app, "S1")
        await pilot.press("m")
        await _until(pilot, lambda: isinstance(app.screen, Choose))
        await pilot.press("1")
        await _until(pilot, lambda: "S1" not in _names(app))
        assert _rows(app, "S2") >= before
        await pilot.press("u")
        await _until(pilot, lambda: "S1" in _names(app))
        assert _rows(app, "S1") == before


@drives
async def test_a_voice_is_split_by_its_sound_in_one_step(file: Path) -> None:
    app = make_app(file, ANN)
    services = app.review.desk.services
    assert isinstance(services, FakeServices)
    services.session.recording = file
    services.halves = Halves(frozenset({"3", "7"}), 0.1)
    async with app.run_test(size=SIZES[0]) as pilot:
        page = await _enter(pilot, "s")
        await _until(pilot, lambda: len(_names(app)) == 3)
        assert _rows(app, "S3") == {"3", "7"}
        assert _names(app)["S3"] == "SPEAKER 2 (ZH)"
        assert "SPEAKER 2 (ZH)" in page.view.text
        await pilot.press("u")
        await _until(pilot, lambda: len(_names(app)) == 2)
        assert {"3", "7"} <= _rows(app, "S1")


@drives
async def test_without_the_recording_nothing_is_split(file: Path) -> None:
    app = make_app(file, ANN)
    async with app.run_test(size=SIZES[0]) as pilot:
        await _enter(pilot, "s")
        await _until(pilot, lambda: "not at hand" in app.review.desk.panes.message.text)
        assert len(_names(app)) == 2


@drives
async def test_a_range_of_rows_moves_in_one_step(file: Path) -> None:
    app = make_app(file, ANN)
    async with app.run_test(size=SIZES[0]) as pilot:
        await _enter(pilot, "j", "g")
        await _until(pilot, lambda: isinstance(app.screen, Ask))
        await pilot.press(*"3-5,9", "enter")
        await _until(pilot, lambda: "9" in _rows(app, "S2"))
        assert {"3", "4", "5", "9"} <= _rows(app, "S2")
        await pilot.press("u")
        await _until(pilot, lambda: "9" in _rows(app, "S1"))
        assert {"3", "5", "9"} <= _rows(app, "S1")


@drives
async def test_rows_that_are_not_there_are_refused_in_words(file: Path) -> None:
    app = make_app(file, ANN)
    async with app.run_test(size=SIZES[0]) as pilot:
        await _enter(pilot, "g")
        await _until(pilot, lambda: isinstance(app.screen, Ask))
        await pilot.press(*"77", "enter")
        await _until(pilot, lambda: "no segment 77" in app.review.desk.panes.message.text)


@drives
async def test_roles_that_no_voice_has_are_asked_when_the_review_begins(file: Path) -> None:
    app = make_app(file, ANN)
    async with app.run_test(size=SIZES[0]) as pilot:
        await pilot.pause()
        assert "judge, counsel (2)" in app.review.desk.panes.message.text


@drives
async def test_enter_shows_the_rows_of_the_voice_alone(file: Path) -> None:
    app = make_app(file, ANN)
    async with app.run_test(size=SIZES[0]) as pilot:
        await _enter(pilot, "j", "enter")
        await pilot.pause()
        assert app.review.desk.mode == "list"
        assert {one.speaker for one in app.review.desk.shown_rows()} == {"S2"}


@drives
async def test_a_key_that_arrives_before_the_page_was_painted_changes_nothing(file: Path) -> None:
    app = make_app(file, ANN)
    async with app.run_test(size=SIZES[0]) as pilot:
        page = await _enter(pilot, "j")
        app.review.desk.pressed_at = 0.0
        page.voice_accept()
        assert _names(app)["S2"] == "INTERPRETER?"


@drives
async def test_who_may_only_read_changes_nothing(file: Path) -> None:
    with Session.open(file, Identity("Ben Wu")):
        app = make_app(file, ANN)
        async with app.run_test(size=SIZES[0]) as pilot:
            await _enter(pilot, "j", "a")
            await pilot.pause()
            assert _names(app)["S2"] == "INTERPRETER?"
