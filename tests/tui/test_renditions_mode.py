"""The mode in which the interpreter is heard beside those they interpret."""

from __future__ import annotations

from pathlib import Path

import interpreted_hearing as hearing
import pytest
from reviewing import FakePlayer, drives, make_app, part, screen_lines
from textual.pilot import Pilot

from testimony.app.renditions import make_renditions
from testimony.app.session import Session
from testimony.transcript.findings import Decision, Grade
from testimony.transcript.types import Identity, Side
from tui.app import ReviewApp
from tui.review.renditions.renditions import Renditions

ANN = Identity("Ann Li")
WIDE, NARROW = (140, 40), (70, 40)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "case.testimony"
    hearing.make(path).close()
    with Session.open(path, ANN) as session:
        make_renditions(session)
    return path


async def _enter(pilot: Pilot[None]) -> Renditions:
    await pilot.pause(0.1)
    await pilot.press("R")
    await pilot.pause(0.1)
    app = pilot.app
    assert isinstance(app, ReviewApp)
    return part(app, Renditions)


def _open(app: ReviewApp) -> int:
    findings = app.review.desk.session.document.findings.values()
    return sum(one.decision is Decision.OPEN for one in findings)


@drives
async def test_three_columns_where_there_is_room(file: Path) -> None:
    app = make_app(file, ANN)
    async with app.run_test(size=WIDE) as pilot:
        mode = await _enter(pilot)
        line = next(line for line in screen_lines(app) if "四十一天" in line and "forty-two" in line)
        assert line.index("四十一天") < line.index("forty-two") < line.index("41 days")
        assert "critical" in mode.view.text


@drives
async def test_stacked_where_there_is_none(file: Path) -> None:
    app = make_app(file, ANN)
    async with app.run_test(size=NARROW) as pilot:
        await _enter(pilot)
        lines = screen_lines(app)
        said = next(k for k, line in enumerate(lines) if "四十一天" in line)
        assert "said" in lines[said]
        assert "forty-two" in lines[said + 1]
        assert "41 days" in lines[said + 2]


@drives
async def test_two_keys_a_finding_and_every_decision_is_kept(file: Path) -> None:
    app = make_app(file, ANN, player=FakePlayer())
    async with app.run_test(size=WIDE) as pilot:
        await _enter(pilot)
        before, keys = _open(app), 0
        assert before >= 3
        while _open(app) and keys < 4 * before:
            await pilot.press("space")
            await pilot.press("a" if keys % 4 else "x")
            await pilot.pause(0.05)
            keys += 2
        assert _open(app) == 0
        assert keys <= 3 * before
    with Session.open(file, ANN) as session:
        decided = [one.decision for one in session.document.findings.values()]
        assert {one.by for one in session.document.findings.values()} == {"Ann Li"}
        assert set(decided) == {Decision.ACCEPTED, Decision.REJECTED}


@drives
async def test_original_rendition_and_both_are_heard_with_one_key(file: Path) -> None:
    player = FakePlayer()
    app = make_app(file, ANN, player=player)
    async with app.run_test(size=WIDE) as pilot:
        mode = await _enter(pilot)
        assert mode.view.current is not None
        assert mode.view.current.originals[0].id == "4"
        for key in ("o", "i", "space"):
            await pilot.press(key)
        assert [call[:2] for call in player.calls] == [(9000, 11500), (12000, 14500), (9000, 14500)]


@drives
async def test_grade_better_rendition_and_note(file: Path) -> None:
    app = make_app(file, ANN)
    async with app.run_test(size=WIDE) as pilot:
        mode = await _enter(pilot)
        finding = mode.view.finding
        assert finding is not None
        assert finding.grade is Grade.CRITICAL
        await pilot.press("g", "e")
        await pilot.pause(0.1)
        await pilot.press(*"41 days", "enter")
        await pilot.pause(0.1)
        await pilot.press("n")
        await pilot.pause(0.1)
        await pilot.press(*"heard twice", "enter")
        await pilot.pause(0.1)
        kept = app.review.desk.session.document.findings[finding.id]
        assert (kept.grade, kept.proposal, kept.remark) == (Grade.MINOR, "41 days", "heard twice")
        assert "better: 41 days" in mode.view.text
        await pilot.press("z")
        assert app.review.desk.session.document.findings[finding.id].remark == ""


@drives
async def test_unlink_and_link(file: Path) -> None:
    app = make_app(file, ANN)
    async with app.run_test(size=WIDE) as pilot:
        mode = await _enter(pilot)
        await pilot.press("u")
        links = app.review.desk.session.document.links.values()
        assert (("4",), ("5",)) not in {
            (one.from_ids, one.to_ids) for one in links if one.kind == "rendition"
        }
        await pilot.press("l")
        await pilot.pause(0.1)
        await pilot.press(*"4,5", "enter")
        await pilot.pause(0.5)
        links = app.review.desk.session.document.links.values()
        made = {(one.from_ids, one.to_ids): one.made_by for one in links if one.kind == "rendition"}
        assert made[("4",), ("5",)] == ""
        assert any("linked by a person" in line for line in screen_lines(app)), mode.view.text


@drives
async def test_the_list_marks_both_rows_and_jumps_between_them(file: Path) -> None:
    app = make_app(file, ANN)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause(0.1)
        lines = screen_lines(app)
        assert any("#" in line[:7] and "四十一天" in line for line in lines)
        assert any("=" in line[:7] and "How long were you held" in line for line in lines)
        app.review.desk.move_to_id("4")
        await pilot.press("i")
        assert app.review.desk.current is not None
        assert app.review.desk.current.id == "5"
        await pilot.press("i")
        assert app.review.desk.current.id == "4"


@drives
async def test_a_changed_text_is_marked(file: Path) -> None:
    with Session.open(file, ANN) as session:
        key = next(one.id for one in session.document.findings.values() if one.originals == ("4",))
        session.renditions.decide(key, decision=Decision.ACCEPTED)
        session.correct("5", Side.SOURCE, "I was held for forty-one days.")
    app = make_app(file, ANN)
    async with app.run_test(size=WIDE) as pilot:
        mode = await _enter(pilot)
        assert "the text changed since" in mode.view.text


@drives
async def test_entering_without_links_pairs_first(tmp_path: Path) -> None:
    path = tmp_path / "fresh.testimony"
    hearing.make(path).close()
    app = make_app(path, ANN)
    async with app.run_test(size=WIDE) as pilot:
        await _enter(pilot)
        await pilot.pause(1.0)
        assert app.review.desk.session.document.findings
        await pilot.press("escape")
        assert app.review.desk.mode == "list"
