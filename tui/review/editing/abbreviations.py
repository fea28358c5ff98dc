"""Abbreviations that become their text: shown while they are typed, put in by Space or a mark behind them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from textual import events

from testimony.text.cells import cell_width
from tui.review.component import Component
from tui.review.desk import Desk
from tui.review.editing.editing import Editing
from tui.widgets.editors import SideEditor

__all__ = ["Abbreviations", "expansion"]

_LAST = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]+$")
_ENDS = frozenset(" .,;:?!)\n，。；：？！、）")


def expansion(text: str, table: Mapping[str, str]) -> tuple[str, str] | None:
    """The abbreviation at the end of a text and what it stands for; None where there is none.

    One with a capital first letter that the table does not have gives its text with a capital.
    """
    match = _LAST.search(text)
    word = match.group() if match else ""
    if word in table:
        return word, table[word]
    small = word[:1].lower() + word[1:]
    if word != small and small in table:
        full = table[small]
        return word, full[:1].upper() + full[1:]
    return None


class Abbreviations(Component):
    """Watches what is typed in the editors."""

    WORDS = {  # noqa: RUF012 - read only, as every part declares it
        "said.abbreviation": (
            "{short} → {full} (Space puts it in, Ctrl+Z takes it back)",
            "{short} → {full}（空格展开，Ctrl+Z撤回）",
        ),
    }

    def __init__(self, desk: Desk, editing: Editing) -> None:
        super().__init__(desk)
        self._is_shown = False
        editing.before_key = self.expand

    def expand(self, editor: SideEditor, event: events.Key) -> bool:
        """Put in what the abbreviation before the cursor stands for; True where the key is done with."""
        sign = "\n" if event.key == "enter" else event.character
        if not sign or sign not in _ENDS or not editor.selection.is_empty:
            return False
        at = editor.cursor_offset
        found = expansion(editor.text[:at], self.desk.services.abbreviations)
        if found is None:
            return False
        short, full = found
        editor.put_in_place(at - len(short), at, full)
        # After Chinese the space only asked for the text.
        return sign == " " and cell_width(full[-1]) > 1

    def typed(self) -> None:
        """Show what the abbreviation at the cursor stands for, before it is put in."""
        editors = self.desk.panes.editors
        if editors.segment is None:
            return
        editor = editors.focused
        found = expansion(editor.text[: editor.cursor_offset], self.desk.services.abbreviations)
        if found is not None:
            self.desk.tell(self.desk.say("said.abbreviation", short=found[0], full=found[1]), "info")
        elif self._is_shown:
            self.desk.tell("")
        self._is_shown = found is not None
