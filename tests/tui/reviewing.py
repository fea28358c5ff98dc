"""What the tests of the screen share: a transcript, services without engines, the screen as text."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import made_up_hearing as made
from textual.pilot import Pilot

from testimony.app.renditions import find_renditions, keep_renditions
from testimony.app.review.edits import keep_translation
from testimony.app.review.exporting import export_formats, export_saved
from testimony.app.review.redactions import RedactionAnswers
from testimony.app.session import Session
from testimony.app.speakers.halves import Halves
from testimony.app.speakers.people import VoiceEdits
from testimony.transcript.edits import Document
from testimony.transcript.errors import RecordingChanged, TranslationError
from testimony.transcript.types import Alternative, Identity, Provenance, Segment, Side
from tui.app import ReviewApp
from tui.pace import Step
from tui.review.component import Component
from tui.services import RedactionQuestion, ReviewOptions


@dataclass
class FakePlayer:
    """Remembers what it was asked to play; the test says how far the sound is."""

    calls: list[tuple[int, int, float, bool]] = field(default_factory=list)
    at: int | None = None
    playing: bool = False
    closed: bool = False
    failure: str = ""

    def play(self, start_ms: int, end_ms: int, *, speed: float = 1.0, loop: bool = False) -> None:
        self.calls.append((start_ms, end_ms, speed, loop))
        self.at, self.playing = start_ms, True

    def pause(self) -> None:
        self.playing = False

    @property
    def position_ms(self) -> int | None:
        return self.at

    @property
    def is_playing(self) -> bool:
        return self.playing

    def close(self) -> None:
        self.closed = True


@dataclass
class FakeServices:
    """No sound, no engine; ``translation`` is text, an error to raise, or an event to wait for."""

    session: Session
    player: FakePlayer | None = None
    no_player_reason: str = "no sound device"
    translation: Any = "translated again"
    edited: Any = None
    gate: threading.Event | None = None
    recording_wanted: str = ""
    recording_path: str = ""
    steps: list[Step] = field(default_factory=list)
    abbreviations: dict[str, str] = field(default_factory=lambda: {"rsp": "respondent", "kss": "看守所"})
    redactions: RedactionAnswers | None = None
    halves: Halves | None = None

    @property
    def voices(self) -> VoiceEdits:
        return VoiceEdits(self.session, lambda _: self.halves or Halves(frozenset(), 0.0))

    def use_recording(self, path: str) -> None:
        if path != "right.wav":
            self.recording_wanted = f"{path} is not the recording (SHA-256 aa, and it was bb)."
            raise RecordingChanged(self.recording_wanted, "")
        self.recording_wanted, self.player = "", FakePlayer()

    def check_recording(self) -> None:
        if self.recording_wanted:
            raise RecordingChanged(self.recording_wanted, "")

    def redaction_questions(self) -> Sequence[RedactionQuestion]:
        return self.redactions.questions() if self.redactions else ()

    def answer_redaction(self, number: int, answer: str) -> None:
        assert self.redactions is not None
        self.redactions.answer(number, answer)

    def complete_path(self, beginning: str) -> Sequence[str]:
        return [one for one in ("right.wav", "rights/") if one.startswith(beginning)]

    def steps_today(self) -> Sequence[Step]:
        steps, self.steps = self.steps, []
        return steps

    def peaks(self, start_ms: int, end_ms: int) -> Sequence[tuple[int, int]]:
        return [(-k % 100, k % 100) for k in range((end_ms - start_ms) // 10)]

    def retranslate(self, segment: Segment) -> str:
        if self.gate is not None:
            self.gate.wait(5)
        if isinstance(self.translation, BaseException):
            raise self.translation
        assert isinstance(self.translation, str)
        return self.translation

    def keep_translation(self, segment_id: str, text: str) -> Document:
        return keep_translation(self.session, segment_id, text, Provenance({"zh-en": "demo@00"}, {}, {}))

    def pair_renditions(self) -> Callable[[], tuple[int, int, bool]]:
        found = find_renditions(self.session)

        def keep() -> tuple[int, int, bool]:
            outcome = keep_renditions(self.session, found)
            return outcome.links, outcome.findings, outcome.interpreted

        return keep

    def alternatives(self, segment: Segment) -> Sequence[Alternative]:
        return [Alternative(Side.TARGET, "en", "another text", 0.4)]

    def glossary_terms(self, segment: Segment) -> Sequence[tuple[str, str]]:
        return [("看守所", "detention center")]

    def load_spelling(self) -> None:
        """The tests' words are known at once."""

    def misspelt(self, text: str, language: str) -> Sequence[tuple[int, int]]:
        return [match.span() for match in re.finditer("teh", text)] if language == "en" else []

    def export_formats(self) -> Sequence[tuple[str, str, str]]:
        return export_formats()

    def export(self, name: str, path: str) -> str:
        return export_saved(self.session, name, path)

    def check_editor(self) -> None:
        if isinstance(self.edited, BaseException):
            raise self.edited

    def edit_in_editor(self, text: str) -> str:
        if isinstance(self.edited, BaseException):
            raise self.edited
        return self.edited if self.edited is not None else text + "!"

    def close(self) -> None:
        if self.player:
            self.player.close()


FAILED = TranslationError("The model is missing.", "testimony models list")


def make_app(
    path: Path, by: Identity = made.ANN, *, player: FakePlayer | None = None, **options: Any
) -> ReviewApp:
    """The screen over a file; the app's session is ``app.review.desk.session``."""
    session = Session.open(path, by)
    return ReviewApp(session, FakeServices(session, player), ReviewOptions(**options))


def close_session(app: ReviewApp) -> None:
    """Close the transcript that the app reviews."""
    session = app.review.desk.session
    assert isinstance(session, Session)
    session.close()


Scene = Callable[[ReviewApp, Pilot[None]], Awaitable[None]]


def run_scene(app: ReviewApp, scene: Scene, size: tuple[int, int] = (100, 30)) -> None:
    """Show the app in a terminal of so many columns and lines, play the scene, close the transcript."""

    async def run() -> None:
        try:
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                await scene(app, pilot)
        finally:
            close_session(app)

    asyncio.run(run())


def drives(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Run a test that drives the screen."""

    @wraps(test)
    def run(*args: Any, **kwargs: Any) -> None:
        asyncio.run(test(*args, **kwargs))

    return run


Part = TypeVar("Part", bound=Component)
PARTS = tuple(Component.__subclasses__())  # the app's module imported them all
ACTIONS = tuple(action for kind in PARTS for action in kind.ACTIONS)


def part(app: ReviewApp, kind: type[Part]) -> Part:
    """One part of the screen."""
    return next(one for one in app.review.desk.parts if isinstance(one, kind))


def screen_lines(app: ReviewApp) -> list[str]:
    """The screen as a terminal shows it, one string a line, spaces at the ends cut."""
    return [
        "".join(piece.text for piece in strip).rstrip() for strip in app.screen._compositor.render_strips()
    ]
