"""Both sides of the segment in work, in editors."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.document._document_navigator import DocumentNavigator
from textual.widgets import Input, TextArea

from testimony.text.terminal import one_line, safe
from testimony.transcript.types import Segment, Side
from tui.widgets.wrapped import WrappedText

__all__ = ["Editors", "SafeInput", "SideEditor"]


class SideEditor(TextArea):
    """A text area for one side; what is pasted loses its control characters first."""

    def __init__(self, side: Side) -> None:
        super().__init__(
            soft_wrap=True, tab_behavior="focus", show_line_numbers=False, id=f"edit-{side.value}"
        )
        self.side = side
        self.visited = False

    def _set_document(self, text: str, language: str | None) -> None:
        super()._set_document(text, language)
        self.wrapped_document = WrappedText(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._rewrap_and_refresh_virtual_size()

    def on_focus(self) -> None:
        """Remember that somebody was here: a split then cuts this side too."""
        self.visited = True

    def _on_paste(self, event: events.Paste) -> None:  # type: ignore[override]  # the base's is asynchronous
        # Runs before the base's own handler, which inserts what the event then holds.
        event.text = safe(event.text.replace("\r\n", "\n").replace("\r", "\n"))

    @property
    def cursor_offset(self) -> int:
        """Characters before the cursor."""
        row, column = self.cursor_location
        return sum(len(line) + 1 for line in self.text.split("\n")[:row]) + column


class SafeInput(Input):
    """One line of input; what is pasted loses its control characters first."""

    def _on_paste(self, event: events.Paste) -> None:
        event.text = one_line(event.text)


class Editors(Horizontal):
    """Source at the left, translation at the right.

    Attributes:
        segment: The segment that is edited; None while they are closed.
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.segment: Segment | None = None
        self.source = SideEditor(Side.SOURCE)
        self.target = SideEditor(Side.TARGET)

    def compose(self) -> ComposeResult:
        """Two editors side by side."""
        yield self.source
        yield self.target

    def open(self, segment: Segment, side: Side, texts: dict[Side, str] | None = None) -> None:
        """Show a segment's texts (or ``texts`` in their place) and take the keyboard."""
        self.segment = segment
        texts = texts or {}
        for editor, text in ((self.source, segment.source), (self.target, segment.target)):
            editor.load_text(safe(texts.get(editor.side, text)))
            editor.visited = False
            editor.move_cursor(editor.document.end)
        self.display = True
        self.editor(side).focus()

    def close(self) -> None:
        """Give the room back."""
        self.segment = None
        self.display = False

    def editor(self, side: Side) -> SideEditor:
        """The editor of a side."""
        return self.source if side is Side.SOURCE else self.target

    @property
    def focused(self) -> SideEditor:
        """The editor with the keyboard; the source's when neither has it."""
        return self.target if self.target.has_focus else self.source

    def changed(self) -> dict[Side, str]:
        """The sides whose text is another than the segment's, with that text."""
        if self.segment is None:
            return {}
        pairs = ((self.source, self.segment.source), (self.target, self.segment.target))
        return {editor.side: editor.text for editor, text in pairs if editor.text != safe(text)}
