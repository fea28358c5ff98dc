"""The drawing shows the imports as they are, and all of them run downwards."""

from pathlib import Path

from benchmarks.house_drawing import draw
from benchmarks.house_rooms import rooms_of

ROOT = Path(__file__).parents[2]


def test_the_drawing_shows_the_imports_of_today() -> None:
    drawn = (ROOT / "docs" / "images" / "architecture.svg").read_text(encoding="utf-8")
    assert drawn == draw(rooms_of(ROOT)), "draw it again: just drawing"


def test_no_room_imports_one_that_stands_above_it() -> None:
    rooms = rooms_of(ROOT)
    assert rooms.circles == 0
    assert rooms.back == ()
