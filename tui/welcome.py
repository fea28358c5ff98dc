"""The welcome: a few cards, read in a minute."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Label

from tui.dialogs import Dialog
from tui.widgets.hint import Hint
from tui.widgets.lines import Lines

__all__ = ["Cards"]

_ON, _BACK = ("enter", "space", "right", "down", "pagedown"), ("left", "up", "pageup", "backspace")


class Cards(Dialog[None]):
    """Cards one after the other; Enter goes on, the last one begins the work, Escape leaves at once.

    Args:
        cards: Title and text of each.
        hints: Which keys do what, on every card but the last, and on the last.
    """

    def __init__(self, cards: Sequence[tuple[str, str]], hints: tuple[str, str]) -> None:
        super().__init__()
        self._cards, self._hints = cards, hints
        self._at = 0
        self.heading = Label("", markup=False, classes="question")
        self.lines = Lines("card")
        self.hint = Hint(hints[0])

    def compose(self) -> ComposeResult:
        """A title, a text, which keys do what."""
        with Vertical(classes="dialog"):
            yield self.heading
            yield self.lines
            yield self.hint

    def prepare(self) -> None:
        """The first card."""
        self._show()

    @property
    def text(self) -> str:
        """The text of the card that is shown, for tests."""
        return self.lines.text

    def _show(self) -> None:
        title, text = self._cards[self._at]
        self.heading.update(f"{title}  {self._at + 1}/{len(self._cards)}")
        self.lines.show([[(line, "")] for line in text.split("\n")])
        self.hint.show(self._hints[self._at == len(self._cards) - 1])

    async def take(self, event: events.Key | events.Paste) -> None:
        """On, back, or away."""
        if isinstance(event, events.Paste):
            return
        if event.key in _ON and self._at + 1 < len(self._cards):
            self._at += 1
            self._show()
        elif event.key in _BACK:
            self._at = max(0, self._at - 1)
            self._show()
        elif event.key in ("enter", "escape", "q"):
            self.answer(None)
