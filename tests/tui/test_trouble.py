"""Bad input, small terminals, two people, a kill: nothing lost, nothing raw."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import made_up_hearing as made
import pytest
from reviewing import FAILED, FakePlayer, FakeServices, make_app, part, run_scene, screen_lines
from textual import events

from testimony.app.review import translator_process
from testimony.app.review.services import ReviewServices, Tools
from testimony.app.session import Session
from testimony.transcript.record.store import TranscriptStore
from testimony.transcript.types import Block, Translation
from tui.app import ReviewApp
from tui.dialogs import Ask, Choose
from tui.review.editing.drafts import Drafts
from tui.review.sound.playback import Playback
from tui.services import ReviewOptions
from tui.spoken import word_range

Scene = Callable[[ReviewApp, Any], Awaitable[None]]
ESCAPES = "我\x1b[2J去\x1b]0;title\x07\x9b31m\u202e年\r\x08"


def play(app: ReviewApp, scene: Scene, size: tuple[int, int] = (80, 24)) -> None:
    run_scene(app, scene, size)


def store_with(path: Path, texts: list[tuple[str, str]]) -> Path:
    with TranscriptStore.create(
        path, recording=made.recording(max(1, len(texts))), languages=("zh", "en"),
        provenance=made.PROVENANCE, fingerprint="f",
    ) as store:  # fmt: skip
        segments, translations = [], []
        for number, (source, target) in enumerate(texts, start=1):
            segments.append(replace(made.row(number)[0], source=source, words=(), flags=()))
            translations.append(Translation(str(number), "en", target))
        store.commit_block(Block(0, 0, 2_000), segments, translations, speakers=made.SPEAKERS)
        store.finish(made.recording(max(1, len(texts))))
    return path


@pytest.mark.parametrize("size", [(80, 24), (40, 10), (200, 60)])
@pytest.mark.parametrize(
    "texts",
    [[], [("我", "I")], [("长" * 5_000, "long " * 1_000)], [(ESCAPES, ESCAPES)], [("", "")]],
    ids=["none", "one", "5000", "escapes", "empty"],
)
def test_any_transcript_in_any_terminal(
    texts: list[tuple[str, str]], size: tuple[int, int], tmp_path: Path
) -> None:
    async def scene(app: ReviewApp, pilot: Any) -> None:
        for keys in (
            ["j", "pagedown", "end", "home"],
            ["d", "n", "w", "m", "tab", "tab", "tab"],
            ["e", "escape"],
        ):
            await pilot.press(*keys)
            await pilot.pause()
            lines = screen_lines(app)
            assert len(lines) == size[1]
            assert all(sign.isprintable() or sign == "\u3000" for line in lines for sign in line)
        if texts and texts[0][0]:
            assert any(texts[0][0][0] in line for line in lines)

    play(make_app(store_with(tmp_path / "a.testimony", texts)), scene, size)


def test_escape_sequences_stay_pictures_in_list_editor_and_paste(tmp_path: Path) -> None:
    async def scene(app: ReviewApp, pilot: Any) -> None:
        assert any("␛[2J" in line for line in screen_lines(app))
        await pilot.press("e")
        await pilot.pause()
        editor = app.review.desk.panes.editors.source
        assert "\x1b" not in editor.text
        assert not app.review.desk.panes.editors.changed()  # looking changes nothing
        editor.post_message(events.Paste("x\x1b[31my"))
        await pilot.pause()
        assert editor.text.endswith("x␛[31my")

    play(make_app(store_with(tmp_path / "a.testimony", [(ESCAPES, "I")])), scene)


def test_a_second_reviewer_reads_who_has_it_and_sees_what_they_do(tmp_path: Path) -> None:
    path = tmp_path / "a.testimony"
    made.make(path, 1, 12).close()
    with Session.open(path, made.BEN) as ben:

        async def scene(app: ReviewApp, pilot: Any) -> None:
            assert "Ben Wu" in app.review.desk.panes.message.text
            assert "READ-ONLY" in app.review.desk.panes.bar.text
            await pilot.press("e", "a")
            await pilot.pause()
            assert not app.review.desk.is_editing
            app.review.desk.tell("something else")
            app.review.desk.tell("")  # what is said later goes, and who has the file comes back
            assert "Ben Wu" in app.review.desk.panes.message.text
            ben.approve(["1"])
            app.review.reload()
            assert app.review.desk.panes.map.done == 1

        play(make_app(path), scene)
        assert not ben.document.segments["2"].state.is_reviewed


def test_typing_is_kept_and_offered_again(tmp_path: Path) -> None:
    path = tmp_path / "a.testimony"
    made.make(path, 1, 12).close()

    async def type_and_die(app: ReviewApp, pilot: Any) -> None:
        await pilot.press("j", "e", "嗯")
        part(app, Drafts).keep()

    async def come_back(app: ReviewApp, pilot: Any) -> None:
        assert isinstance(app.screen, Choose)
        await pilot.press("1")
        await pilot.pause()
        assert app.review.desk.panes.editors.source.text.endswith("嗯")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.review.desk.session.document.segments["2"].source.endswith("嗯")
        kept = app.review.desk.session.store.notebook.scratch()
        assert not any(name.startswith("review/") for name in kept)

    play(make_app(path), type_and_die)
    with TranscriptStore.open(path, readonly=True) as store:
        ((_name, body),) = [one for one in store.notebook.scratch().items() if one[0].startswith("review/2/")]
        assert json.loads(body) == {"by": "Ann Li", "texts": {"source": "When did you leave your home?嗯"}}
        assert not store.document().segments["2"].source.endswith("嗯")
    play(make_app(path), come_back)


def test_a_question_answers_to_the_first_key_typed_after_it_was_painted(tmp_path: Path) -> None:
    """On a busy machine the key comes before anything that the program does after painting."""
    path = tmp_path / "a.testimony"
    made.make(path, 1, 12).close()
    with Session.open(path, made.ANN) as session:
        body = json.dumps({"by": made.ANN.name, "texts": {"source": "typed before"}})
        session.store.notebook.save_scratch("review/2/someone", body)
    app = make_app(path)
    pressed: list[object] = []

    def press() -> None:
        if not pressed and isinstance(app.screen, Choose) and app.screen.is_mounted:
            pressed.append(app.screen)
            app.post_message(events.Key("1", "1"))

    app.post_display_hook = press  # type: ignore[method-assign]

    async def scene(app: ReviewApp, pilot: Any) -> None:
        for _ in range(3):
            await pilot.pause()
        assert app.review.desk.panes.editors.source.text == "typed before"

    play(app, scene)


def test_translating_again_slowly_failing_dying(tmp_path: Path) -> None:
    path = tmp_path / "a.testimony"
    made.make(path, 1, 12).close()
    app = make_app(path)
    services = app.review.desk.services
    assert isinstance(services, FakeServices)

    async def again(pilot: Any) -> str:
        await pilot.press("T")
        await app.workers.wait_for_complete()
        await pilot.pause()
        return app.review.desk.panes.message.text

    async def scene(app: ReviewApp, pilot: Any) -> None:
        services.gate = threading.Event()
        await pilot.press("T", "j", "j")  # the screen goes on
        assert app.review.desk.current is not None
        assert app.review.desk.current.id == "3"
        services.gate.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.review.desk.session.document.segments["1"].target == "translated again"
        services.gate = None
        services.translation = FAILED
        assert "The model is missing. → testimony models list" in await again(pilot)
        services.translation = RuntimeError("native crash")
        assert "RuntimeError" in await again(pilot)
        await pilot.press("a")
        await pilot.pause()
        assert app.review.desk.session.document.segments["3"].state.is_reviewed

    play(app, scene)


def die(*_: Any) -> None:
    os._exit(9)


def test_the_real_services_spawn_their_engine_under_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.testimony"
    made.make(path, 1, 12).close()
    monkeypatch.setattr(translator_process, "_translate", die)
    session = Session.open(path, made.ANN)
    services = ReviewServices(session, Tools(lambda *_: ()))

    async def scene(app: ReviewApp, pilot: Any) -> None:
        await pilot.press("T")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "died (exit 9)" in app.review.desk.panes.message.text

    play(ReviewApp(session, services, ReviewOptions()), scene)


def test_a_translation_that_comes_too_late_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "a.testimony"
    made.make(path, 1, 12).close()
    app = make_app(path)
    services = app.review.desk.services
    assert isinstance(services, FakeServices)
    services.gate = threading.Event()

    async def scene(app: ReviewApp, pilot: Any) -> None:
        await pilot.press("T", "a")
        services.gate.set()  # type: ignore[union-attr]
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.review.desk.session.document.segments["1"].target != "translated again"

    play(app, scene)


def test_without_sound_the_reason_is_said_once(tmp_path: Path) -> None:
    path = tmp_path / "a.testimony"
    made.make(path, 1, 12).close()

    async def scene(app: ReviewApp, pilot: Any) -> None:
        assert "no sound device" in app.review.desk.panes.message.text
        await pilot.press("a", "space", "f7", "f9", "f5")
        await pilot.pause()
        assert "no sound device" not in app.review.desk.panes.message.text
        assert app.review.desk.session.document.segments["1"].state.is_reviewed

    play(make_app(path), scene)


def test_a_recording_that_moved_or_changed_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.testimony"
    made.make(path, 1, 12).close()
    app = make_app(path)
    services = app.review.desk.services
    assert isinstance(services, FakeServices)
    services.recording_wanted = "The recording hearing.wav is not where it was."

    async def settle(pilot: Any) -> None:
        await app.workers.wait_for_complete()
        await pilot.pause()

    async def scene(app: ReviewApp, pilot: Any) -> None:
        assert isinstance(app.screen, Ask)
        assert any("not where it was" in line for line in screen_lines(app))
        await pilot.press(*"rig", "tab")
        assert app.screen.query_one("SafeInput").value == "right"  # type: ignore[attr-defined]
        assert any("right.wav  rights" in line for line in screen_lines(app))
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, Ask)  # refused, both hashes said, asked again
        assert any("SHA-256 aa, and it was bb" in line for line in screen_lines(app))
        await pilot.press("escape", "a")
        assert app.review.desk.session.document.segments["1"].state.is_reviewed  # all else works
        await pilot.press("space")
        await pilot.pause()
        assert isinstance(app.screen, Ask)
        await pilot.press(*"rig", "tab", "full_stop", *"wav", "enter")
        await settle(pilot)
        assert "hash is right" in app.review.desk.panes.message.text
        await pilot.press("space")
        assert isinstance(services.player, FakePlayer)
        assert len(services.player.calls) == 1
        services.recording_wanted = "It was changed meanwhile."
        await pilot.press("space", "space")
        await pilot.pause()
        assert isinstance(app.screen, Ask)
        assert len(services.player.calls) == 1  # nothing wrong is played

    play(app, scene)


@pytest.mark.parametrize("size", [(80, 24), (40, 10), (61, 20), (133, 40)])
def test_no_character_is_hidden(size: tuple[int, int], tmp_path: Path) -> None:
    text = "二零二四年九月五日，现在是上午九点。你说：「真的吗？」他答：（点头）是。"
    path = store_with(tmp_path / "a.testimony", [(text, text)])

    async def scene(app: ReviewApp, pilot: Any) -> None:
        first, height = app.review.desk.panes.view.region.y, app.review.desk.panes.view.size.height
        columns = app.review.desk.panes.view._paint.columns
        lines = screen_lines(app)[first : first + height]
        shown = "".join(line.removeprefix(">")[4 + columns.time + columns.speaker :] for line in lines)
        for sign in set(text):
            assert shown.count(sign) == 2 * text.count(sign), sign

    play(make_app(path), scene, size)


def test_chinese_punctuation_in_the_editor(tmp_path: Path) -> None:
    text = "他说：「我去年三月离开新疆。」法官问：「什么时候？」他答：（沉默）「不知道。」"
    path = store_with(tmp_path / "a.testimony", [(text, "x")])

    async def scene(app: ReviewApp, pilot: Any) -> None:
        await pilot.press("e")
        await pilot.pause()
        editor = app.review.desk.panes.editors.source
        for width in (80, 84, 88, 94, 100, 106):
            await pilot.resize_terminal(width, 30)
            await pilot.pause()
            lines = [part for line in editor.wrapped_document.lines for part in line]
            assert "".join(lines) == text
            assert not any(line[0] in "。，」？：）" for line in lines)
            assert not any(line[-1] in "「（" for line in lines)
        await pilot.press("home", "end", *(["left"] * 8), "up", "x", "backspace")
        assert editor.text == text

    play(make_app(path), scene)


def test_follow_goes_from_segment_to_segment(tmp_path: Path) -> None:
    path = tmp_path / "a.testimony"
    made.make(path, 1, 12).close()
    player = FakePlayer()

    async def scene(app: ReviewApp, pilot: Any) -> None:
        await pilot.press("F", "space")
        player.at, player.playing = 1_800, False
        part(app, Playback).tick()
        await pilot.pause()
        assert app.review.desk.current is not None
        assert app.review.desk.current.id == "2"
        assert player.calls[-1][:2] == (1_800, 3_800)

    play(make_app(path, player=player), scene)


def test_the_spoken_word() -> None:
    words = made.words_of("Please repeat it", 0)
    assert word_range("Please, repeat it", words, words[1].start_ms) == (8, 14)
    assert word_range("Please, repeat it", words, 10**6) is None


def test_what_a_purged_or_odd_history_says(tmp_path: Path) -> None:
    path = tmp_path / "a.testimony"
    store = made.make(path, 1, 12)
    store.maintenance.purge(["2"], _author())
    store.close()

    async def scene(app: ReviewApp, pilot: Any) -> None:
        await pilot.press("h", "j", "j")
        await pilot.pause()
        assert app.review.desk.panes.detail.text

    play(make_app(path), scene)


def _author() -> Any:
    from testimony.app.session import author_of

    return author_of(made.ANN)


def test_no_colour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    path = tmp_path / "a.testimony"
    made.make(path, 1, 12).close()

    async def scene(app: ReviewApp, pilot: Any) -> None:
        lines = screen_lines(app)
        assert lines[3].startswith(">")  # the current row is marked by a sign, not by colour alone
        assert app.no_color

    play(make_app(path), scene)


def test_the_path_that_the_transcript_names_is_offered_and_read_only_once_confirmed(tmp_path: Path) -> None:
    path = tmp_path / "a.testimony"
    made.make(path, 1, 12).close()
    app = make_app(path)
    services = app.review.desk.services
    assert isinstance(services, FakeServices)
    services.recording_wanted = "The recording hearing.wav is not where it was."
    services.recording_path = "/cases/audio/hearing\x1b.wav"

    async def scene(app: ReviewApp, pilot: Any) -> None:
        assert isinstance(app.screen, Ask)
        assert app.screen.query_one("SafeInput").value == "/cases/audio/hearing␛.wav"  # type: ignore[attr-defined]
        assert services.recording_wanted  # nothing was read yet

    play(app, scene)
