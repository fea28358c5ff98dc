"""Clicks on the footer, the names of the pages, the map and the waveform."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import made_up_hearing as made
from reviewing import FakePlayer, make_app, run_scene, screen_lines

from testimony.text.cells import cell_width
from tui.app import ReviewApp

Scene = Callable[[ReviewApp, Any], Awaitable[None]]


def _play(path: Path, scene: Scene, size: tuple[int, int] = (100, 30), **options: Any) -> None:
    made.make(path, 1, 12).close()

    run_scene(make_app(path, player=FakePlayer(), **options), scene, size)


def _place(app: ReviewApp, text: str) -> tuple[int, int]:
    """Column and line of a text on the screen, the lowest one."""
    lines = screen_lines(app)
    line = max(number for number, shown in enumerate(lines) if text in shown)
    return cell_width(lines[line][: lines[line].index(text)]), line


def test_the_footer_carries_out_what_is_clicked(tmp_path: Path) -> None:
    async def scene(app: ReviewApp, pilot: Any) -> None:
        await pilot.click(offset=_place(app, "approve"))
        await pilot.pause()
        assert app.review.desk.session.document.segments["1"].state.is_reviewed
        await pilot.click(offset=_place(app, "edit"))
        await pilot.pause()
        assert app.review.desk.is_editing
        await pilot.click(offset=_place(app, "leave"))
        await pilot.pause()
        assert not app.review.desk.is_editing

    _play(tmp_path / "case.testimony", scene)


def test_a_page_opens_by_its_name(tmp_path: Path) -> None:
    async def scene(app: ReviewApp, pilot: Any) -> None:
        await pilot.pause(0.2)
        assert "看守所" not in app.review.desk.panes.detail.text
        await pilot.click(offset=_place(app, "术语"))
        await pilot.pause()
        assert "看守所 → detention center" in app.review.desk.panes.detail.text

    _play(tmp_path / "case.testimony", scene, language="zh")


def test_the_map_leads_to_a_row(tmp_path: Path) -> None:
    async def scene(app: ReviewApp, pilot: Any) -> None:
        await pilot.click(offset=(99, 1))
        await pilot.pause()
        assert app.review.desk.current is not None
        assert app.review.desk.current.id == "12"
        await pilot.click(offset=(50, 1))
        await pilot.pause()
        assert app.review.desk.current.id == "7"

    _play(tmp_path / "case.testimony", scene)


def test_the_waveform_plays_from_where_it_was_clicked(tmp_path: Path) -> None:
    async def scene(app: ReviewApp, pilot: Any) -> None:
        desk = app.review.desk
        player, segment = desk.services.player, desk.current
        assert isinstance(player, FakePlayer)
        assert segment is not None
        desk.host.set_class(True, "waved")
        window = (segment.start_ms, segment.end_ms)
        desk.panes.wave.show([(-50, 50)] * 100, window, window)
        await pilot.pause()
        region = desk.panes.wave.region
        await pilot.click(offset=(region.x + region.width // 2, region.y))
        await pilot.pause()
        start, end, _, _ = player.calls[-1]
        assert end == segment.end_ms
        assert abs(start - (segment.start_ms + segment.end_ms) // 2) <= 20

    _play(tmp_path / "case.testimony", scene)
