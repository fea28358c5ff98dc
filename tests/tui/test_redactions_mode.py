"""The mode in which the questions of a redaction are answered, each with one key."""

from __future__ import annotations

import asyncio
import tomllib
from pathlib import Path

import made_up_hearing as made
import pytest
from reviewing import FakeServices, make_app, part, screen_lines
from textual.pilot import Pilot

from testimony.app.review.redactions import RedactionAnswers
from testimony.app.session import Session
from testimony.export.options import Exhibit
from testimony.export.redaction.proposals import propose
from testimony.transcript.errors import SettingsError
from testimony.transcript.types import Side
from tui.app import ReviewApp
from tui.review.redactions.redactions import Redactions

SAID = (
    "My birthday was on October 8, 1987.",
    "Then it was May 4, 2021 or June 5, 2020.",
    "They wrote July 6, 2019.",
)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.testimony"
    made.make(path).close()
    with Session.open(path, made.ANN) as session:
        for number, text in enumerate(SAID, start=1):
            session.correct(str(number), Side.TARGET, text)
    return path


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "profile.toml"
    path.write_text('# mine\npatterns = ["birth_date", "phone"]\n', encoding="utf-8")
    return path


def app_of(case: Path, profile: Path) -> ReviewApp:
    app = make_app(case)
    services = app.review.desk.services
    session = app.review.desk.session
    assert isinstance(services, FakeServices)
    assert isinstance(session, Session)
    services.redactions = RedactionAnswers(session, profile)
    return app


async def _until(pilot: Pilot[None], ready: object) -> None:
    for _ in range(600):
        await pilot.pause(0.05)
        if ready():  # type: ignore[operator]
            return
    raise AssertionError("it never came")


def asked(case: Path, profile: Path) -> list[str]:
    with Session.open(case, made.ANN) as session:
        return [one.text for one in propose(profile, session.store.load(words=True), Exhibit())]


def test_each_question_is_answered_with_one_key_and_written_at_once(case: Path, profile: Path) -> None:
    before = asked(case, profile)
    assert len(before) >= 3, before

    async def drive() -> None:
        app = app_of(case, profile)
        async with app.run_test(size=(120, 40)) as pilot:
            mode = part(app, Redactions)
            await pilot.pause()
            await pilot.press("L")
            await _until(pilot, lambda: app.review.desk.mode == "redactions" and mode.view.was_painted(1e12))
            assert [one.text for one in mode.view.questions] == before
            assert any("line " in line and before[0] in line for line in screen_lines(app))
            for number in range(len(before)):
                await pilot.press("a" if number % 2 else "x")
                await _until(pilot, lambda at=number: sum(map(bool, _answers(mode))) == at + 1)
                decided = tomllib.loads(profile.read_text(encoding="utf-8"))["decision"]
                assert [one["decision"] for one in decided] == _answers(mode)
                await _until(pilot, lambda: mode.view.was_painted(1e12))
            await pilot.press("u")
            await _until(pilot, lambda: sum(map(bool, _answers(mode))) == len(before) - 1)
            await _until(pilot, lambda: mode.view.was_painted(1e12))
            await pilot.press("x", "enter")
            await _until(pilot, lambda: app.review.desk.mode == "list")

    asyncio.run(drive())
    assert asked(case, profile) == []
    text = profile.read_text(encoding="utf-8")
    assert text.startswith("# mine\n")
    assert profile.stat().st_mode & 0o777 == 0o600


def _answers(mode: Redactions) -> list[str]:
    return [one.answer for one in mode.view.questions]


def test_the_answers_go_on_where_they_were_left(case: Path, profile: Path) -> None:
    with Session.open(case, made.ANN) as session:
        first = RedactionAnswers(session, profile)
        questions = first.questions()
        first.answer(0, "accept")
        again = RedactionAnswers(session, profile)
        assert [one.text for one in again.questions()] == [one.text for one in questions[1:]]
        again.answer(0, "refuse")
    decided = tomllib.loads(profile.read_text(encoding="utf-8"))["decision"]
    assert [one["decision"] for one in decided[:2]] == ["accept", "refuse"]
    assert len(decided) == len(questions)


def test_without_a_profile_the_next_command_is_told(case: Path) -> None:
    with Session.open(case, made.ANN) as session, pytest.raises(SettingsError) as caught:
        RedactionAnswers(session, None).questions()
    assert "--redact PROFILE.toml" in caught.value.hint
