"""Line breaks in the editors by the same rules as in the list.

Textual's own break takes a run of Chinese for one word: a line may then begin with a full stop or
end with an opening bracket. ``WrappedText`` puts the breaks where ``testimony.text.cells`` does.
"""

from __future__ import annotations

from textual.document._wrapped_document import WrappedDocument

from testimony.text.cells import wrap

__all__ = ["WrappedText", "breaks"]

Location = tuple[int, int]


def breaks(line: str, width: int) -> list[int]:
    """Where a line without line feeds is broken: the first character of each line but the first."""
    found: list[int] = []
    at = 0
    for part in wrap(line, width):
        while at < len(line) and not line.startswith(part, at):  # the space at a break
            at += 1
        if at:
            found.append(at)
        at += len(part)
    return found


class WrappedText(WrappedDocument):
    """A document of one segment's text; it is small, so every change wraps it whole."""

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Break all lines at a width in cells; 0 breaks none."""
        self._width = width
        self._tab_width = tab_width or self._tab_width
        self._wrap_offsets = [breaks(line, width) if width else [] for line in self.document.lines]
        # Tabs become spaces before they get here: no line has a width for one.
        self._tab_width_cache = [[0] for _ in self._wrap_offsets]
        self._line_index_to_offsets = []
        self._offset_to_line_info = []
        for number, offsets in enumerate(self._wrap_offsets):
            first = len(self._offset_to_line_info)
            self._line_index_to_offsets.append(list(range(first, first + len(offsets) + 1)))
            self._offset_to_line_info += [(number, section) for section in range(len(offsets) + 1)]

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:  # noqa: ARG002
        """Wrap after an edit."""
        self.wrap(self._width)
