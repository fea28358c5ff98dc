"""Both sides of the segment in work, in editors."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.document._document_navigator import DocumentNavigator
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from testimony.text.terminal import safe
from testimony.transcript.types import Segment, Side
from tui.doubts import DOUBT, SPELLING, Place
from tui.widgets.columns import Columns, Layout
from tui.widgets.line_input import bindings_of
from tui.widgets.wrapped import WrappedText, breaks

__all__ = ["Editors", "SideEditor"]


_NEVER = float("inf")
_FRAME = 2  # lines of the border
_LOWEST = 4  # lines of both editors on the lowest screen


def _no_places(_: str) -> Sequence[Place]:
    """Nothing is marked."""
    return ()


class SideEditor(TextArea):
    """A text area for one side; what is pasted loses its control characters first.

    Keys come through ``type_key``, in the order in which they were typed, and never by the focus.

    Attributes:
        visited: True when somebody was in it since it was opened.
        shown_at: When it was first painted since it was opened (monotonic seconds).
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"ink--{ink}" for ink in (DOUBT, SPELLING)}

    def __init__(self, side: Side) -> None:
        super().__init__(
            soft_wrap=True, tab_behavior="focus", show_line_numbers=False, id=f"edit-{side.value}"
        )
        self.side = side
        self.visited = False
        self._painted: tuple[str | None, float] = (None, 0.0)
        self.shown_at = _NEVER
        self._places_of: Callable[[str], Sequence[Place]] = _no_places
        self._marked: tuple[str, Sequence[Place]] = ("", ())

    def _set_document(self, text: str, language: str | None) -> None:
        super()._set_document(text, language)
        self.wrapped_document = WrappedText(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._rewrap_and_refresh_virtual_size()

    async def type_key(self, event: events.Key) -> None:
        """Do what a key does in a text area: a binding of its own, or the character."""
        await self._do(event)
        self._fit()

    async def _do(self, event: events.Key) -> None:
        for binding in bindings_of(self._bindings, event.key):
            if await self.app.run_action(binding.action, self):
                return
        if event.key == "enter":
            self._put("\n")
        elif event.is_printable and event.character:
            self._put(event.character)

    def put(self, text: str) -> None:
        """Put pasted text in place of what is selected, control characters as pictures."""
        self._put(safe(text.replace("\r\n", "\n").replace("\r", "\n")))
        self._fit()

    def _put(self, text: str) -> None:
        self.replace(text, *self.selection, maintain_selection_offset=False)  # the cursor ends behind it
        self.scroll_cursor_visible()

    # Marks

    def mark(self, places_of: Callable[[str], Sequence[Place]]) -> None:
        """Mark words; ``places_of`` gives the places of a text and is asked after each change."""
        self._places_of, self._marked = places_of, ("", ())
        self.notify_style_update()
        self.refresh()

    @property
    def places(self) -> Sequence[Place]:
        """The marked places of the text as it now stands."""
        if self._marked[0] != self.text:
            self._marked = (self.text, self._places_of(self.text))
        return self._marked[1]

    def get_line(self, line_index: int) -> Text:
        """A line of the text with its marks, as Textual paints it."""
        line = super().get_line(line_index)
        start = sum(len(one) + 1 for one in self.document.lines[:line_index])
        for first, last, ink in self.places:
            if first < start + len(line) and last > start:
                style = self.get_component_rich_style(f"ink--{ink}", partial=True)
                line.stylize(style, max(0, first - start), last - start)
        return line

    def move_to_offset(self, offset: int) -> None:
        """Put the cursor before the character with this number."""
        self.move_cursor(self._location(offset))

    def word_offset(self, direction: int) -> int:
        """Where ``Ctrl`` and an arrow lead, as characters before it; ``direction`` is 1 or -1."""
        row, column = (
            self.get_cursor_word_right_location() if direction > 0 else self.get_cursor_word_left_location()
        )
        return sum(len(line) + 1 for line in self.document.lines[:row]) + column

    def put_in_place(self, first: int, last: int, text: str) -> None:
        """Put text in place of characters ``first`` to ``last`` (excluded); the cursor ends behind it."""
        places = self._location(first), self._location(last)
        self.replace(text, *places, maintain_selection_offset=False)

    def select_range(self, first: int, last: int) -> None:
        """Select characters ``first`` to ``last`` (excluded)."""
        self.selection = Selection(self._location(first), self._location(last))

    def _location(self, offset: int) -> tuple[int, int]:
        before = self.text[:offset]
        row = before.count("\n")
        return row, len(before) - (before.rfind("\n") + 1)

    def _fit(self) -> None:
        if isinstance(self.parent, Editors):
            self.parent.fit()

    def render_line(self, y: int) -> Strip:
        """Paint a line, and remember that the text was painted."""
        if self._painted[0] != self.text:
            self._painted = (self.text, time.monotonic())
            self.shown_at = min(self.shown_at, self._painted[1])
        return super().render_line(y)

    def forget_paint(self) -> None:
        """Another text was loaded, or the same one again: nobody was in it, nobody saw it."""
        self.visited = False
        self._painted, self.shown_at = (None, 0.0), _NEVER

    def was_painted(self, before: float) -> bool:
        """True where the text as it now stands was painted before a time (monotonic seconds)."""
        text, at = self._painted
        return text == self.text and at <= before

    async def _on_mouse_down(self, event: events.MouseDown) -> None:
        await super()._on_mouse_down(event)
        if isinstance(self.parent, Editors):
            self.parent.go_to(self.side)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Tell the terminal where the cursor is with each paint: windows of input methods open there."""
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset
        return super().render_lines(crop)

    def _on_resize(self) -> None:
        super()._on_resize()
        self.refresh()
        self._fit()

    @property
    def text_lines(self) -> int:
        """Lines that the text takes at the present width, or will take once the editor has one."""
        width = self.wrap_width or max(8, self.screen.size.width // 2 - 3)
        return sum(len(breaks(line, width)) + 1 for line in self.text.split("\n"))

    @property
    def cursor_offset(self) -> int:
        """Characters before the cursor."""
        row, column = self.cursor_location
        return sum(len(line) + 1 for line in self.text.split("\n")[:row]) + column


class Editors(Horizontal):
    """Source at the left, translation at the right.

    Attributes:
        segment: The segment that is edited; None while they are closed.
        side: The side that takes what is typed.
        layout_of_texts: Where each side stands, as in the list.
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.segment: Segment | None = None
        self.layout_of_texts = Layout.SOURCE
        self._height = 0
        self.side = Side.SOURCE
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
            editor.mark(_no_places)
            editor.forget_paint()
            editor.move_cursor(editor.document.end)
        self._arrange(segment)
        self.display = True
        self.fit()
        self.go_to(side)

    def _arrange(self, segment: Segment) -> None:
        first = self.target if self.layout_of_texts.swaps(segment) else self.source
        if self.children[0] is not first:
            self.move_child(first, before=0)
        self.set_class(self._is_stacked, "stacked")

    @property
    def _is_stacked(self) -> bool:
        return Columns.of(self.screen.size.width, self.layout_of_texts).is_stacked

    def fit(self) -> None:
        """As high as the longer text needs, within what the screen can spare."""
        lines = (self.source.text_lines, self.target.text_lines)
        wanted = sum(lines) + 2 * _FRAME if self._is_stacked else max(lines) + _FRAME
        height = min(wanted, max(_LOWEST, self.screen.size.height * 2 // 5))
        if height != self._height:
            self._height = height
            self.styles.height = height

    def go_to(self, side: Side) -> None:
        """What is typed goes to this side from now on."""
        self.side = side
        editor = self.editor(side)
        editor.visited = True  # a split then cuts this side too
        self.screen.set_focus(editor)

    def close(self) -> None:
        """Give the room back."""
        self.segment = None
        self.display = False

    def editor(self, side: Side) -> SideEditor:
        """The editor of a side."""
        return self.source if side is Side.SOURCE else self.target

    @property
    def focused(self) -> SideEditor:
        """The editor that takes what is typed."""
        return self.editor(self.side)

    def were_shown(self, before: float) -> bool:
        """True where the editors were painted with this segment before a time (monotonic seconds)."""
        return self.source.shown_at <= before and self.target.shown_at <= before

    def was_painted(self, before: float) -> bool:
        """True where both texts as they now stand were painted before a time (monotonic seconds)."""
        return self.source.was_painted(before) and self.target.was_painted(before)

    def changed(self) -> dict[Side, str]:
        """The sides whose text is another than the segment's, with that text."""
        if self.segment is None:
            return {}
        pairs = ((self.source, self.segment.source), (self.target, self.segment.target))
        return {editor.side: editor.text for editor, text in pairs if editor.text != safe(text)}
