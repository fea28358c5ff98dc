"""Both languages say everything."""

from __future__ import annotations

import re
import string
from pathlib import Path

import tui
from testimony.transcript.types import FlagKind, ReviewState, Side
from tui.catalogue import ENTRIES
from tui.keymap import ACTIONS, GROUPS
from tui.pages import PAGES

MADE = {
    *(f"act.{action.name}" for action in ACTIONS),
    *(f"group.{group}" for group in GROUPS),
    *(f"flag.{kind}" for kind in FlagKind),
    *(f"state.{state}" for state in ReviewState),
    *(f"side.{side}" for side in Side),
    *(f"page.{page}" for page in PAGES),
    *(f"ask.discard_{word}" for word in ("save", "no", "yes")),
}


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_fill_in_the_same_names() -> None:
    for key, (english, chinese) in ENTRIES.items():
        assert english, key
        assert chinese, key
        assert _fields(english) == _fields(chinese), key


def test_every_string_asked_for_exists() -> None:
    folder = Path(tui.__file__).parent
    asked = {
        key
        for path in folder.rglob("*.py")
        for key in re.findall(
            r'"((?:said|status|ask|hint|help|first|detail|filter|side)\.[a-z_]+)"', path.read_text("utf-8")
        )
    }
    assert asked | MADE <= set(ENTRIES)


def test_no_string_is_left_over() -> None:
    code = "".join(
        path.read_text("utf-8")
        for path in Path(tui.__file__).parent.rglob("*.py")
        if path.name != "catalogue.py"
    )
    assert {
        key for key in ENTRIES if key not in MADE and not re.search(f"[\"']{re.escape(key)}[\"']", code)
    } == set()
