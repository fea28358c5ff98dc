"""Both languages say everything."""

from __future__ import annotations

import re
import string
from pathlib import Path

from reviewing import ACTIONS, PARTS

import tui
from testimony.transcript.edits import EditKind
from testimony.transcript.findings import Decision, FindingKind, Grade
from testimony.transcript.types import FlagKind, ReviewState, Side
from tui.catalogue import ENTRIES
from tui.catalogue.footers import FOOTERS
from tui.catalogue.history import HISTORY
from tui.keymap import GROUPS
from tui.pages import PAGES
from tui.widgets.columns import Layout

MODES = ("list", *(kind.MODE for kind in PARTS if kind.MODE))
WORDS = {key: words for kind in PARTS for key, words in kind.WORDS.items()}
ALL = {**ENTRIES, **WORDS}
MADE = {
    *(f"act.{action.name}" for action in ACTIONS),
    *(f"group.{group}" for group in GROUPS),
    *(f"flag.{kind}" for kind in FlagKind),
    *(f"state.{state}" for state in ReviewState),
    *(f"side.{side}" for side in Side),
    *(f"page.{page.name}" for page in PAGES),
    *(f"head.{name}" for name in ("time", "speaker", "source", "target", "english", "chinese")),
    *(f"said.layout_{layout}" for layout in Layout),
    *(f"why.{action.name}" for action in ACTIONS),
    "short.edit.approve_next",
    *(f"first.{card}{end}" for card in ("see", "hear", "correct", "decide", "rest") for end in ("", "_text")),
    *(key for key in ENTRIES if key.startswith("mark.")),
    *(f"mode.{mode}" for mode in MODES if mode != "list"),
    *(f"short.{name}" for names in (*FOOTERS.values(), *(kind.FOOTER for kind in PARTS)) for name in names),
    *(f"entry.{kind}" for kind in EditKind),
    *(key for key in HISTORY if key.startswith("field.")),
    *("status.loop", "status.play_along", "status.follow"),
    *(f"finding.{kind}" for kind in FindingKind),
    *(f"grade.{grade}" for grade in Grade),
    *(f"decision.{decision}" for decision in Decision),
    *(f"renditions.{side}" for side in ("said", "rendered", "machine")),
    *(f"status.{side}" for side in ("rendered_by", "renders")),
    *(f"ask.discard_{word}" for word in ("save", "no", "yes")),
}


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_fill_in_the_same_names() -> None:
    for key, (english, chinese) in ALL.items():
        assert english, key
        assert chinese, key
        assert _fields(english) == _fields(chinese), key


def test_every_string_asked_for_exists() -> None:
    folder = Path(tui.__file__).parent
    asked = {
        key
        for path in folder.rglob("*.py")
        for key in re.findall(
            r'"((?:said|status|ask|help|first|detail|filter|side|palette)\.[a-z_]+)"',
            path.read_text("utf-8"),
        )
    }
    assert asked | MADE <= set(ALL)


def test_no_string_is_left_over() -> None:
    code = "".join(
        path.read_text("utf-8")
        for path in Path(tui.__file__).parent.rglob("*.py")
        if path.parent.name != "catalogue"
    )
    assert {
        key for key in ALL if key not in MADE and not re.search(f"[\"']{re.escape(key)}[\"']", code)
    } == set()
