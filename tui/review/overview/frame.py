"""What stands around the panes: their titles, and the keys of the mode in the last line."""

from __future__ import annotations

from textual.content import Content

from testimony.text.terminal import one_line
from testimony.transcript.types import Side
from tui.catalogue.footers import FOOTERS
from tui.keymap import EDIT, Action, is_typed, shown_key
from tui.pages import heading
from tui.review.component import Component
from tui.review.desk import Desk
from tui.widgets.footer import FooterKey

__all__ = ["Frame"]

_CTRL = "ctrl+"
_STYLES = {"": "", "bold": "bold", "dim": "$muted", "accent": "$accent"}  # of inks, in a title


class Frame(Component):
    """Tells what each pane is, and which keys matter now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._mode = ""
        self._titled: object = None

    def started(self) -> None:
        """Name everything for the first time."""
        self.facts_changed()
        self.moved()

    def moved(self) -> None:
        """The lower pane belongs to another segment."""
        self._name_panes()

    def rested(self) -> None:
        """The segment may have changed."""
        self._name_panes()

    def facts_changed(self) -> None:
        """Another mode has other keys."""
        desk = self.desk
        if desk.mode != self._mode:
            self._mode = desk.mode
            desk.panes.message.offer(self._keys())
            self._name_editors()

    def _keys(self) -> list[FooterKey]:
        desk = self.desk
        owner = desk.keys.owner(desk.mode)
        names = (owner.FOOTER if owner is not None else ()) or FOOTERS.get(desk.mode, ())
        known = {action.name: action for action in desk.keys.in_mode(desk.mode)}
        keys = ((name, self._key_of(known[name])) for name in names if name in known)
        return [FooterKey(name, key, self._short(name)) for name, key in keys if key]

    def _short(self, name: str) -> str:
        say, here = self.desk.say, f"short.{self.desk.mode}.{name}"
        return say(here if here in say else f"short.{name}")

    def _key_of(self, action: Action) -> str:
        """The first key of an action that is in force in this mode; empty where there is none."""
        keys = self.desk.keys.keys[action.name]
        usable = [key for key in keys if self.desk.mode != EDIT or not is_typed(key)]
        if not usable:
            return ""
        head, letter = usable[0][: len(_CTRL)], usable[0][len(_CTRL) :]
        return f"^{letter.upper()}" if head == _CTRL and len(letter) == 1 else shown_key(usable[0])

    # Titles

    def _name_panes(self) -> None:
        desk, segment = self.desk, self.desk.current
        titled = (segment, tuple(desk.session.document.speakers.values()))
        if titled != self._titled:
            self._titled = titled
            line = heading(segment, desk.session.document, desk.say) if segment is not None else []
            desk.panes.detail.border_title = Content.assemble(
                *((text, _STYLES.get(ink, f"${ink}")) for text, ink in line)
            ).rstrip()

    def _name_editors(self) -> None:
        desk, editors = self.desk, self.desk.panes.editors
        segment = editors.segment
        if segment is not None:
            for side, tag in ((Side.SOURCE, segment.language), (Side.TARGET, segment.target_language)):
                name = desk.say(f"side.{side.value}")
                editors.editor(side).border_title = Content(f"{name} · {one_line(tag)}" if tag else name)
