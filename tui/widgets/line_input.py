"""One line of input."""

from __future__ import annotations

from textual import events
from textual.binding import Binding, BindingsMap
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widgets import Input

from testimony.text.cells import cell_width
from testimony.text.terminal import one_line

__all__ = ["SafeInput", "bindings_of"]


def bindings_of(bindings: BindingsMap, key: str) -> list[Binding]:
    """What a widget of Textual itself does at a key."""
    return bindings.key_to_bindings.get(key, [])


class SafeInput(Input):
    """One line of input; what is pasted loses its control characters first."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Tell the terminal where the cursor is with each paint: windows of input methods open there."""
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset
        return super().render_lines(crop)

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the cursor is on the screen, in cells; Textual's own is a cell too far at the end."""
        x, y, _, _ = self.content_region
        return Offset(x + cell_width(self.value[: self.cursor_position]) - self.scroll_offset.x, y)

    async def type_key(self, event: events.Key) -> None:
        """Do what a key does in a line of input: a binding of its own, or the character."""
        for binding in bindings_of(self._bindings, event.key):
            if await self.app.run_action(binding.action, self):
                return
        if event.is_printable and event.character:
            self.put(event.character)

    def put(self, text: str) -> None:
        """Put typed or pasted text in place of what is selected."""
        text = one_line(text) if len(text) > 1 else text
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)
