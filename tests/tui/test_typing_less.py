"""Abbreviations, and hearing slower over doubtful words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import made_up_hearing as made
import pytest
from reviewing import FakePlayer, make_app, run_scene
from test_doubts import unsure_hearing
from textual.pilot import Pilot

from testimony.app.review.abbreviations import read_abbreviations
from testimony.transcript.errors import SettingsError
from tui.app import ReviewApp
from tui.review.editing.abbreviations import expansion


def play(path: Path, scene: Callable[[ReviewApp, Pilot[None]], Awaitable[None]]) -> None:
    run_scene(make_app(path, player=FakePlayer()), scene, (100, 30))


def test_what_an_abbreviation_stands_for() -> None:
    table = {"rsp": "respondent"}
    assert expansion("the rsp", table) == ("rsp", "respondent")
    assert expansion("Rsp", table) == ("Rsp", "Respondent")
    assert expansion("他说rsp", table) == ("rsp", "respondent")
    assert expansion("crsp", table) is None
    assert expansion("rsp ", table) is None


def test_an_abbreviation_is_shown_and_then_put_in(tmp_path: Path) -> None:
    path = tmp_path / "a.testimony"
    made.make(path, 1, 12).close()

    async def scene(app: ReviewApp, pilot: Pilot[None]) -> None:
        desk = app.review.desk
        await pilot.press("E", "end", "space", *"rsp")
        await pilot.pause()
        assert "rsp → respondent" in desk.panes.message.text
        editor = desk.panes.editors.target
        assert editor.text.endswith(" rsp")
        await pilot.press(".")
        assert editor.text.endswith(" respondent.")
        await pilot.press("tab", "end", *"kss", "space")
        assert desk.panes.editors.source.text.endswith("新疆看守所")  # no space after Chinese
        await pilot.press(*"zzz", "space")
        assert desk.panes.editors.source.text.endswith("看守所zzz ")

    play(path, scene)


def test_tables_of_a_person_and_a_case(tmp_path: Path) -> None:
    mine, case = tmp_path / "home", tmp_path / "case"
    mine.mkdir()
    case.mkdir()
    (mine / "abbreviations.tsv").write_text("# mine\nrsp\trespondent\nij\timmigration judge\n", "utf-8")
    (case / "abbreviations.tsv").write_text("rsp\tMr. Feng\n", "utf-8")
    assert read_abbreviations((mine, case)) == {"rsp": "Mr. Feng", "ij": "immigration judge"}
    (case / "abbreviations.tsv").write_text("no text\n", "utf-8")
    with pytest.raises(SettingsError, match="line 1"):
        read_abbreviations((mine, case))


def test_doubtful_words_are_heard_slower_and_the_rest_as_before(tmp_path: Path) -> None:
    path = tmp_path / "a.testimony"
    unsure_hearing(path)

    async def scene(app: ReviewApp, pilot: Pilot[None]) -> None:
        player = app.review.desk.services.player
        assert isinstance(player, FakePlayer)

        async def at(ms: int) -> float:
            player.at = ms
            while True:  # the screen looks at the sound twelve times a second
                await pilot.pause(0.1)
                if app.review.desk.panes.wave is not None:
                    return player.calls[-1][2]

        await pilot.press("underscore", "space")
        words = app.review.desk.session.words("1")
        assert player.calls[-1][2] == 1.0
        unsure = words[3]
        for _ in range(50):
            if await at(unsure.start_ms + 10) == 0.7:
                break
        assert player.calls[-1][:3] == (unsure.start_ms + 10, 1_800, 0.7)
        for _ in range(50):
            if await at(words[-1].end_ms - 10) == 1.0:
                break
        assert player.calls[-1][2] == 1.0

    play(path, scene)
