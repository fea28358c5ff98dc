"""Pilot drives every action once, through its key, on a real file."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from unittest import mock

import made_up_hearing as made
import pytest
from reviewing import ACTIONS, FakePlayer, close_session, make_app, part, screen_lines
from textual.pilot import Pilot

from testimony.app.session import Session
from testimony.transcript.types import FlagKind, ReviewState, Side
from tui.app import ReviewApp
from tui.dialogs import Ask, Choose, Page
from tui.keymap import EDIT, is_typed
from tui.pages import PAGES
from tui.palette import Palette
from tui.review.component import Component
from tui.review.overview.status import Status
from tui.review.redactions.redactions import Redactions
from tui.review.renditions.findings import Findings
from tui.review.renditions.hearing_both import HearingBoth
from tui.review.renditions.links import Links
from tui.review.renditions.renditions import Renditions
from tui.review.sound.playback import Playback
from tui.review.voices.reshaping import VoiceReshaping
from tui.review.voices.voices import Voices
from tui.welcome import Cards

RENDITIONS: tuple[type[Component], ...] = (Renditions, Findings, HearingBoth, Links)
DRIVEN: dict[str, Callable[..., Awaitable[None]]] = {}
Test = Callable[["Desk"], Awaitable[None]]


class Desk:
    """An app under test with its pilot, and short names for what tests look at."""

    def __init__(self, app: ReviewApp, pilot: Pilot[Any]) -> None:
        self.app, self.pilot, self.screen = app, pilot, app.review

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        await self.press(*(" ".join(text).split(" ") if " " not in text else list(text)))

    @property
    def at(self) -> str:
        segment = self.screen.desk.current
        return segment.id if segment else ""

    @property
    def said(self) -> str:
        return self.screen.desk.panes.message.text

    def segment(self, one: str) -> Any:
        return self.screen.desk.session.document.segments[one]

    @property
    def player(self) -> FakePlayer:
        player = self.screen.desk.services.player
        assert isinstance(player, FakePlayer)
        return player


def drives(*names: str) -> Callable[[Test], Test]:
    def keep(test: Test) -> Test:
        DRIVEN.update(dict.fromkeys(names, test))
        return test

    return keep


def sit_down(path: Path, test: Test, **options: Any) -> None:
    async def run() -> None:
        app = make_app(path, player=FakePlayer(), **options)
        try:
            async with app.run_test(size=(100, 30)) as pilot:
                await pilot.pause()
                await test(Desk(app, pilot))
        finally:
            close_session(app)

    asyncio.run(run())


@pytest.fixture(scope="module")
def hearing(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("hearing") / "case.testimony"
    made.make(path, 1, 12).close()
    return path.read_bytes()


@drives("down", "up", "page_down", "page_up", "first", "last")
async def moving(desk: Desk) -> None:
    await desk.press("down")
    assert desk.at == "2"
    await desk.press("j", "k", "up")
    assert desk.at == "1"
    await desk.press("end")
    assert desk.at == "12"
    await desk.press("home", "pagedown")
    assert int(desk.at) > 5
    await desk.press("pageup")
    assert desk.at == "1"


@drives("next_doubtful", "previous_doubtful", "go_to_time")
async def jumping(desk: Desk) -> None:
    await desk.press("d")
    assert desk.at == "5"
    await desk.press("d", "D")
    assert desk.at == "5"
    await desk.press("g", "0", "colon", "1", "5", "enter")
    assert desk.at == "8"  # begins at 14 s
    await desk.press("g", "x", "enter")
    assert "is no time" in desk.said


@drives("edit", "save", "approve_next", "leave", "edit_target", "other_side")
async def correcting(desk: Desk) -> None:
    await desk.press("enter")
    assert desk.screen.desk.is_editing
    await desk.press("好", "ctrl+s")
    assert desk.segment("1").source.endswith("新疆好")
    assert not desk.screen.desk.is_editing
    assert desk.segment("1").state.source is ReviewState.EDITED
    await desk.press("a")
    assert desk.segment("1").state.is_reviewed
    assert desk.at == "2"
    await desk.press("E", "嗯", "f12")  # saves, approves, goes on, from inside the editor
    assert desk.segment("2").target.endswith("嗯")
    assert desk.segment("2").state.is_reviewed
    assert desk.at == "3"
    await desk.press("e", "tab", "x", "escape")
    assert isinstance(desk.app.screen, Choose)
    await desk.press("3")
    assert not desk.screen.desk.is_editing
    assert not desk.segment("3").target.endswith("x")
    await desk.press("f2", "y", "escape", "1")
    assert desk.segment("3").source.endswith("y")


@drives("next_mark")
async def marked_words(desk: Desk) -> None:
    await desk.press("e", "ctrl+n")
    assert "No word" in desk.said
    await desk.press("escape", *"jjjjjjjj", "e")  # the note of row 9 names a date
    editor = desk.screen.desk.panes.editors.source
    assert editor.cursor_offset == editor.text.index("三月")
    await desk.press("ctrl+n", "五", "月", "tab", *"teh", "space")
    assert editor.text == "我去年五月离开新疆"
    target = desk.screen.desk.panes.editors.target
    await desk.press("home", "ctrl+n")
    assert target.selected_text == "teh"


@drives("approve_doubtful")
async def sweeping_the_doubtful(desk: Desk) -> None:
    await desk.press("d", "z")
    assert desk.segment("5").state.is_reviewed
    assert desk.at == "9"
    await desk.press("e", "x", "f18")  # from inside the editor too; the cursor was at the doubtful word
    assert desk.segment("9").source == "我去年x三月离开新疆"
    assert desk.segment("9").state.is_reviewed
    assert desk.at == "10"
    await desk.press("z")
    assert "No doubtful" in desk.said


@drives("approve", "reopen", "second_approve", "next_waiting")
async def approving(desk: Desk) -> None:
    await desk.press("t")
    assert "waits for your second approval" in desk.said
    await desk.press("A")
    assert desk.segment("1").state.is_reviewed
    assert desk.at == "1"
    await desk.press("S")  # the same person may not
    assert "another person's" in desk.said
    await desk.press("U")
    assert not desk.segment("1").state.is_reviewed


@drives("undo", "redo")
async def undoing(desk: Desk) -> None:
    for _ in range(3):
        await desk.press("a")
    await desk.press("u", "u", "u")
    assert not any(one.state.is_reviewed for one in desk.screen.desk.session.document.segments.values())
    assert desk.at == "1"
    await desk.press("u")
    assert "nothing to undo" in desk.said
    await desk.press("r", "r", "r")
    assert desk.segment("3").state.is_reviewed


@drives("split", "merge")
async def cutting(desk: Desk) -> None:
    await desk.press("s")
    assert "Alt+S" in desk.said
    await desk.press("alt+s")
    assert "would be empty" in desk.said
    await desk.press("home", "right", "right", "alt+s")
    assert (desk.segment("1.1").source, desk.segment("1.2").source) == ("我去", "年三月离开新疆")
    assert desk.at == "1.1"
    await desk.press("m")
    assert desk.segment(desk.at).source == "我去年三月离开新疆"
    await desk.press("end", "m")
    assert "no segment after" in desk.said


@drives("start_earlier", "start_later", "end_earlier", "end_later")
async def bounds(desk: Desk) -> None:
    await desk.press("j", "left_square_bracket")
    assert desk.segment("2").start_ms == 1_900
    await desk.press("right_square_bracket", "right_square_bracket")
    assert desk.segment("2").start_ms == 2_100
    await desk.press("left_curly_bracket", "right_curly_bracket", "right_curly_bracket")
    assert desk.segment("2").end_ms == 3_900
    assert desk.player.calls[-1][:2] == (2_900, 3_900)  # the moved edge is heard


@drives("language", "speaker", "rename_speaker")
async def naming(desk: Desk) -> None:
    await desk.press("l", "2")
    assert desk.segment("1").language == "en"
    await desk.press("l", "8", "u", "z", "enter")
    assert desk.segment("1").language == "uz"
    await desk.press("p", "2")
    assert desk.segment("1").speaker == "S2"
    await desk.press("p", "3", *"Mei", "enter")
    speaker = desk.segment("1").speaker
    assert desk.screen.desk.session.document.speakers[speaker].name == "Mei"
    await desk.press("P", *"Wu", "enter")  # alone with this segment: no question where
    assert desk.screen.desk.session.document.speakers[speaker].name == "Wu"
    names = {one.id: one.name for one in desk.screen.desk.session.document.speakers.values()}
    assert names["S2"] == "Speaker 2"
    await desk.press("j", "P", *"Chen", "enter")  # no person gave "Speaker 2": everywhere, unasked
    assert desk.screen.desk.session.document.speakers["S2"].name == "Chen"
    await desk.press("P", *"Lin", "enter", "2")  # here alone
    names = {one.id: one.name for one in desk.screen.desk.session.document.speakers.values()}
    assert [names[desk.segment(one).speaker] for one in ("2", "4")] == ["Lin", "Chen"]
    await desk.press("j", "j", "P", *"Chan", "enter", "1")  # everywhere
    assert desk.screen.desk.session.document.speakers["S2"].name == "Chan"


@drives("pick_down", "pick_up", "pick_page_down", "pick_page_up")
async def selecting_rows(desk: Desk) -> None:
    await desk.press("J", "shift+down", "K")
    view = desk.screen.desk.panes.view
    assert [one.id for one in view.picked] == ["1", "2"]
    await desk.press("j")  # without Shift the selection is dropped
    assert view.picked == ()
    await desk.press("shift+pagedown")
    assert len(view.picked) > 2
    await desk.press("shift+pageup")
    assert [one.id for one in view.picked] == ["3"] or view.cursor < 2
    await desk.press("escape")
    assert view.picked == ()


@drives("start_here", "end_here")
async def bounds_at_the_playhead(desk: Desk) -> None:
    await desk.press("j", "comma")
    assert "not in or beside" in desk.said
    await desk.press("space")
    desk.player.at = 2_600
    await desk.press("comma")
    assert (desk.segment("2").start_ms, desk.segment("2").end_ms) == (2_600, 3_800)
    desk.player.at = 3_100
    await desk.press("full_stop")
    assert (desk.segment("2").start_ms, desk.segment("2").end_ms) == (2_600, 3_100)


@drives("slow_doubts")
async def slower_over_doubts(desk: Desk) -> None:
    await desk.press("underscore")
    assert "slow doubts" in desk.screen.desk.panes.bar.text
    await desk.press("underscore")
    assert "slow doubts" not in desk.screen.desk.panes.bar.text


@drives("draft")
async def seeing_the_draft(desk: Desk) -> None:
    await desk.press("I")
    assert PAGES[part(desk.app, Status).page].name == "draft"
    await desk.press("I")
    assert part(desk.app, Status).page == 0


@drives("raise_flag")
async def raising_a_flag(desk: Desk) -> None:
    await desk.press("J", "exclamation_mark", "2", *"who?", "enter")
    for one in ("1", "2"):
        assert desk.segment(one).flags[-1].note == "who?"
        assert desk.segment(one).flags[-1].kind is FlagKind.SPEAKER_UNCERTAIN
    await desk.press("u")  # one step
    assert not desk.segment("1").flags
    assert not desk.segment("2").flags


@drives("bookmark", "next_bookmark")
async def bookmarks(desk: Desk) -> None:
    await desk.press("apostrophe")
    assert "No bookmark" in desk.said
    await desk.press("j", "B", *"jjj", "B", *"jjj", "apostrophe")
    assert desk.at == "2"  # round the end
    await desk.press("apostrophe")
    assert desk.at == "5"
    await desk.press("B", "j", "apostrophe")
    assert desk.at == "2"
    assert any("bookmarks/" in name for name in desk.screen.desk.session.store.notebook.scratch())


@drives("rename_speaker")
async def naming_by_a_digit(desk: Desk) -> None:
    await desk.press("P", "1")
    assert desk.screen.desk.session.document.speakers["S1"].name == "THE COURT"
    await desk.press("j", "P", "1")  # a name that somebody has is not offered again
    assert desk.screen.desk.session.document.speakers["S2"].name == "THE INTERPRETER"
    await desk.press("P", *"room 2", "enter", "1")  # a digit after a letter is text
    assert desk.screen.desk.session.document.speakers["S2"].name == "room 2"


@drives(*(f"speaker_{number}" for number in range(1, 10)))
async def giving_with_one_key(desk: Desk) -> None:
    await desk.press("2")
    assert desk.segment("1").speaker == "S2"
    await desk.press("1")
    assert desk.segment("1").speaker == "S1"
    for key in "3456789":
        await desk.press(key)
    assert desk.segment("1").speaker == "S1"
    assert "2 speakers" in desk.said


@drives("note", "waive", "take_alternative")
async def doubting(desk: Desk) -> None:
    await desk.press("o", *"hm", "enter")
    assert desk.segment("1").notes[0].text == "hm"
    await desk.press("w")
    assert "No flag" in desk.said
    await desk.press("d", "w", "enter")
    assert isinstance(desk.app.screen, Ask)  # not without a reason
    assert not desk.segment("5").flags[0].waived_by
    await desk.press(*"clear", "enter")
    assert desk.segment("5").flags[0].waived_by == "Ann Li"
    assert "waived by Ann Li: clear" in desk.screen.desk.panes.detail.text
    await desk.press("u")  # one step, reason and all
    assert not desk.segment("5").flags[0].waived_by
    assert not desk.segment("5").notes
    await desk.press("x", "1")
    assert desk.segment("5").target == "another text"


@drives("retranslate", "external_editor")
async def machines(desk: Desk) -> None:
    await desk.press("T")
    await desk.app.workers.wait_for_complete()
    await desk.pilot.pause()
    segment = desk.segment("1")
    assert segment.target == "translated again"
    assert segment.target_author.startswith("machine:")
    assert segment.state.target is ReviewState.UNREVIEWED
    mock.patch.object(desk.app, "suspend", contextlib.nullcontext).start()
    await desk.press("ctrl+g", "ctrl+s")
    assert desk.segment("1").source.endswith("!")


@drives(*(f"legend_{number}" for number in range(1, 10)))
async def legend(desk: Desk) -> None:
    await desk.press(*(f"alt+{number}" for number in range(1, 10)), "ctrl+s")
    assert desk.segment("1").source.endswith("[UI][OV][PH][SC][PAUSE][CRYING][LAUGHTER][NOISE][sic]")


@drives("play_along")
async def playing_along(desk: Desk) -> None:
    await desk.press("a")
    assert not desk.player.calls
    await desk.press("y", "a")
    assert desk.player.calls[-1][:2] == (4_000, 5_800)  # segment 3, as soon as 2 is approved
    await desk.press("d")
    assert desk.player.calls[-1][0] == 8_000
    await desk.press("y", "a")
    assert desk.player.calls[-1][0] == 8_000


@drives("next_word", "previous_word", "recording")
async def hearing_words(desk: Desk) -> None:
    words = desk.screen.desk.session.words("1")
    await desk.press("right")
    assert desk.player.calls[-1][:2] == (words[0].start_ms, 1_800)
    await desk.press("right", "right", "right")
    assert desk.player.calls[-1][0] == words[3].start_ms
    await desk.press("left")
    assert desk.player.calls[-1][0] == words[2].start_ms
    await desk.press("e", "home", "right", "right", "alt+w")  # while editing: from the cursor on
    assert desk.player.calls[-1][0] == words[2].start_ms
    await desk.press("escape", "ctrl+o")
    assert "right one" in desk.said


@drives("play", "back", "forward", "slower", "faster", "loop", "follow", "play_word")
async def hearing_it(desk: Desk) -> None:
    player = desk.player
    await desk.press("space")
    assert player.calls[-1] == (0, 1_800, 1.0, False)
    player.at = 1_700
    await desk.press("space")
    assert not player.playing
    await desk.press("space")  # the last second and a half come again
    assert player.calls[-1][0] == 200
    player.at = 1_500
    await desk.press("f8")
    assert player.calls[-1][0] == 4_500
    await desk.press("j", "f7")  # this row's last three seconds, whatever was heard before
    assert player.calls[-1][:2] == (800, 3_800)
    player.at = 3_500
    await desk.press("b")
    assert player.calls[-1][:2] == (500, 3_800)
    await desk.press("k", "space")  # this row, though another one sounds
    assert player.calls[-1][:2] == (0, 1_800)
    await desk.press("f5", "f5")
    assert player.calls[-1][2] == 0.8
    await desk.press("f6", "f9")
    assert player.calls[-1][2:] == (0.9, True)
    await desk.press("f9", "W", "3")
    assert player.calls[-1][0] == desk.screen.desk.session.words("1")[2].start_ms
    await desk.press("F")
    player.at = 4_100
    part(desk.app, Playback).tick()
    assert desk.at == "3"  # the list moves with the sound


@drives("find", "find_next", "find_previous")
async def finding(desk: Desk) -> None:
    await desk.press("slash", "看", "守", "enter")
    assert desk.at == "3"
    await desk.press("n", "n")
    assert desk.at == "11"
    await desk.press("n", "N")
    assert desk.at == "11"
    await desk.press("slash", *"zzz", "enter")
    assert "nowhere" in desk.said


@drives("replace", "render_everywhere")
async def replacing(desk: Desk) -> None:
    await desk.press("ctrl+k", *"xinjiang", "tab", "Y", "enter")
    assert desk.segment("1").target == "I left Y in March of last year."
    await desk.press("E", "shift+home", "ctrl+r", *"No", "enter")
    assert desk.segment("1").target == "No"


@drives("filter", "no_filter", "drop_marks")
async def filtering(desk: Desk) -> None:
    await desk.press("v", "3")
    assert [one.id for one in desk.screen.desk.panes.view.rows.segments] == ["5", "9", "10"]
    await desk.press("escape")
    assert len(desk.screen.desk.panes.view.rows) == 12
    await desk.press("v", "3", "V")
    assert len(desk.screen.desk.panes.view.rows) == 12


@drives("detail", "detail_back", "history", "confidence")
async def pages(desk: Desk) -> None:
    seen = []
    for _ in range(7):
        await desk.press("tab")
        seen.append(PAGES[part(desk.app, Status).page].name)
    assert seen == ["alternatives", "terms", "history", "words", "notes", "draft", "flags"]
    await desk.press("shift+tab")
    assert PAGES[part(desk.app, Status).page].name == "draft"
    await desk.press("c")
    assert "我" in desk.screen.desk.panes.detail.text
    await desk.press("a", "k", "h")
    assert "approve" in desk.screen.desk.panes.detail.text


@drives("statistics")
async def counting(desk: Desk) -> None:
    await desk.press("a")
    await desk.press("e")
    await desk.press("x", "ctrl+s")
    await desk.press("M")
    assert isinstance(desk.app.screen, Page)
    shown = desk.app.screen.lines.text
    assert "1 rows reviewed, 2 changed, 5 keys (5.0 a row)" in shown
    await desk.press("escape")
    desk.screen.desk.close()  # as quitting does
    kept = desk.screen.desk.session.store.notebook.runs()
    facts = [one.facts for one in kept if one.event == "reviewed"]
    assert [(one["by"], one["reviewed"], one["changed"]) for one in facts] == [("Ann Li", "1", "2")]
    await desk.press("M")
    assert "Before" in desk.app.screen.lines.text
    assert "Ann Li: 1 rows reviewed" in desk.app.screen.lines.text


@drives("export")
async def exporting(desk: Desk) -> None:
    await desk.press("a")
    await desk.press("O")
    names = [name for name, _, _ in desk.screen.desk.services.export_formats()]
    await desk.press(*["down"] * names.index("txt"), "enter")
    await desk.press("enter")  # beside the transcript, under its name
    path = desk.screen.desk.session.store.path.with_suffix(".txt")
    for _ in range(200):
        await desk.pilot.pause(0.02)
        if "Wrote" in desk.said:
            break
    assert "我去年三月离开新疆" in path.read_text("utf-8")
    assert "DRAFT" in path.read_text("utf-8")
    await desk.press("O", *["down"] * names.index("txt"), "enter")
    await desk.press("enter")  # never over a file that is there
    for _ in range(200):
        await desk.pilot.pause(0.02)
        if "exists" in desk.said:
            break
    assert "exists" in desk.said


@drives("detail_down", "detail_up")
async def scrolling_the_history(desk: Desk) -> None:
    for text in "甲乙丙丁戊":
        await desk.press("e")
        await desk.press(text)
        await desk.press("ctrl+s")
        await desk.pilot.pause(0.05)
    await desk.press("h")
    await desk.pilot.pause(0.2)
    detail = desk.screen.desk.panes.detail
    assert len(detail.text.split("\n")) > detail.size.height  # more than the pane holds
    newest = screen_lines(desk.app)[-5:]
    await desk.press("greater_than_sign")
    assert screen_lines(desk.app)[-5:] != newest
    await desk.press("less_than_sign")
    assert screen_lines(desk.app)[-5:] == newest


@drives("columns")
async def columns(desk: Desk) -> None:
    def left(one: str, other: str) -> bool:
        """True where a text stands at the left of another, in one line."""
        line = next(line for line in screen_lines(desk.app)[3:] if one in line)
        return other in line and line.index(one) < line.index(other)

    english, chinese = "When did you leave", "你什么时候"  # said in English
    said, rendered = "我去年三月", "I left Xinjiang"  # said in Chinese
    await desk.press("j")
    assert left(english, chinese)
    assert left(said, rendered)
    await desk.press("C", "e")  # English at the left, in the editors too
    assert left(english, chinese)
    assert left(rendered, said)
    assert desk.screen.desk.panes.editors.children[0].id == "edit-source"
    await desk.press("escape", "C")  # Chinese at the left
    assert left(chinese, english)
    assert left(said, rendered)
    await desk.press("e")
    assert desk.screen.desk.panes.editors.children[0].id == "edit-target"
    assert desk.screen.desk.panes.editors.side is Side.SOURCE
    await desk.press("escape", "C")  # one under the other
    lines = screen_lines(desk.app)
    at = next(number for number, line in enumerate(lines) if said in line)
    assert rendered not in lines[at]
    assert f"| {rendered}" in lines[at + 1]
    await desk.press("C")
    assert left(said, rendered)


@drives("help", "theme", "introduction", "palette", "quit")
async def knowing(desk: Desk) -> None:
    await desk.press("f1")
    assert isinstance(desk.app.screen, Palette)
    await desk.type("vouch second")  # is found by what an action explains
    assert "Second approval" in "\n".join(screen_lines(desk.app))
    await desk.press("escape")
    themes = []
    for _ in range(3):
        await desk.press("f11")
        themes.append(desk.app.theme)
    assert themes == ["light", "contrast", "dark"]
    desk.screen.run_named("introduction")
    await desk.pilot.pause()
    assert isinstance(desk.app.screen, Cards)
    await desk.press("enter", "enter")
    assert "every 0.1 s" in desk.app.screen.text
    await desk.press("left")
    assert "Space plays" in desk.app.screen.text
    await desk.press("enter", "enter", "enter", "enter", "e", "x", "ctrl+q")
    assert isinstance(desk.app.screen, Choose)  # typing that was not saved asks first
    await desk.press("3", "q")


@drives(*(action.name for kind in RENDITIONS for action in kind.ACTIONS))
async def rendering(desk: Desk) -> None:
    """Each key once; what each does is held in ``test_renditions``."""
    await desk.press("R")
    assert desk.screen.desk.mode == "renditions"
    await desk.press(
        "v", "down", "up", "pagedown", "pageup", "d", "space", "o", "i", "a", "x", "g", "u", "z", "P"
    )
    for key in ("e", "n", "l"):
        await desk.press(key)
        if desk.app.screen is not desk.screen:
            await desk.press("escape")
    await desk.press("enter")
    assert desk.screen.desk.mode == "list"
    await desk.press("i", "R", "escape")
    assert desk.screen.desk.mode == "list"


@drives(*(action.name for action in Redactions.ACTIONS))
async def redacting(desk: Desk) -> None:
    """Each key once; what each does is held in ``test_redactions_mode``."""
    await desk.press("L")
    desk.screen.desk.enter("redactions")  # these services have no profile, so nothing is asked
    await desk.press("down", "up", "d", "a", "x", "u", "enter")
    assert desk.screen.desk.mode == "list"
    desk.screen.desk.enter("redactions")
    await desk.press("L")
    assert desk.screen.desk.mode == "list"


@drives(*(action.name for kind in (Voices, VoiceReshaping) for action in kind.ACTIONS))
async def voicing(desk: Desk) -> None:
    """Each key once; what each does is held in ``test_voices_page``."""
    await desk.press("H")
    assert desk.screen.desk.mode == "voices"
    await desk.press("down", "up", "1", "2", "3", "space", "a", "x")
    for key in ("n", "r", "m", "g"):
        await desk.press(key)
        assert desk.app.screen is not desk.screen
        await desk.press("escape")
    await desk.press("s", "u", "ctrl+y", "enter")
    assert desk.screen.desk.mode == "list"
    await desk.press("V", "H", "escape")
    assert desk.screen.desk.mode == "list"


@pytest.mark.parametrize("test", dict.fromkeys(DRIVEN.values()), ids=lambda test: test.__name__)
def test_action(test: Test, hearing: bytes, tmp_path: Path) -> None:
    path = tmp_path / "case.testimony"
    path.write_bytes(hearing)
    path.chmod(0o600)
    sit_down(path, test)
    with Session.open(path, made.BEN) as session:
        assert session.store.verify().problems == ()


def test_no_key_means_two_things_in_a_mode() -> None:
    bound: dict[tuple[str, str], str] = {}
    for action in ACTIONS:
        for mode in action.modes:
            for key in action.keys.split(","):
                other = bound.setdefault((mode, key), action.name)
                assert not key or other == action.name, (mode, key, other, action.name)


def test_no_action_is_left_out() -> None:
    assert {action.name for action in ACTIONS} == set(DRIVEN)


def test_keys_of_the_settings_go_before_the_built_in_ones(hearing: bytes, tmp_path: Path) -> None:
    path = tmp_path / "case.testimony"
    path.write_bytes(hearing)

    async def test(desk: Desk) -> None:
        await desk.press("f13")
        assert desk.segment("1").state.is_reviewed
        await desk.press("a")
        assert desk.at == "2"  # the old key does nothing any more

    sit_down(path, test, keys={"approve_next": "f13"})


def test_no_key_means_two_things_in_one_mode() -> None:
    keys = [
        (mode, key)
        for action in ACTIONS
        for mode in action.modes
        for key in filter(None, action.keys.split(","))
        if mode != EDIT or not is_typed(key)
    ]
    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_the_palette_knows_every_action(hearing: bytes, tmp_path: Path) -> None:
    path = tmp_path / "case.testimony"
    path.write_bytes(hearing)

    async def test(desk: Desk) -> None:
        keys, modes = desk.screen.desk.keys, ("list", "edit", "renditions", "voices", "redactions")
        offered = {one.name for mode in modes for one in keys.in_mode(mode)}
        assert {action.name for action in ACTIONS} == offered
        await desk.press("ctrl+p", *"quit", "enter")
        assert not desk.app.is_running or desk.app._exit

    sit_down(path, test)


def test_a_second_person_approves_again(hearing: bytes, tmp_path: Path) -> None:
    path = tmp_path / "case.testimony"
    path.write_bytes(hearing)
    with Session.open(path, made.BEN) as session:
        session.approve(["1", "4", "7"])

    async def test(desk: Desk) -> None:
        await desk.press("v", "5")  # the filter: what waits for my second approval
        assert [one.id for one in desk.screen.desk.panes.view.rows.segments] == ["1", "4", "7"]
        await desk.press("V", "end", "t", "S")
        assert desk.segment("1").state.source is ReviewState.SECOND_APPROVED
        assert desk.at == "4"
        await desk.press("t", "S")
        assert desk.segment("7").state.target is ReviewState.SECOND_APPROVED
        await desk.press("t", "S")
        assert "No segment waits" in desk.said

    sit_down(path, test)
