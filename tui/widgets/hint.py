"""Which keys do what in a dialog: as many lines as they need, broken between two of them."""

from __future__ import annotations

from textual.geometry import Size
from textual.strip import Strip

from testimony.text.cells import cell_width
from tui.widgets.ink import InkedView
from tui.wrapping import wrapped

__all__ = ["Hint", "packed"]

_BETWEEN = " · "


def packed(text: str, width: int) -> list[str]:
    """A hint in lines of at most ``width`` cells; a part is broken only where it is wider than a line."""
    lines: list[str] = []
    for part in text.split(_BETWEEN):
        longer = f"{lines[-1]}{_BETWEEN}{part}" if lines else part
        if lines and cell_width(longer) <= width:
            lines[-1] = longer
        else:
            lines += wrapped(part, max(2, width))
    return lines


class Hint(InkedView, can_focus=False):
    """A hint whose parts are separated by ``·``."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text, self._ink = text, "dim"

    def show(self, text: str, ink: str = "dim") -> None:
        """Put another text in its place."""
        if (text, ink) != (self._text, self._ink):
            self._text, self._ink = text, ink
            self.refresh(layout=True)

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """As many lines as the text needs."""
        return max(1, len(packed(self._text, width)))

    def render_line(self, y: int) -> Strip:
        """One line."""
        lines = packed(self._text, max(2, self.size.width))
        return self.strip_of([(lines[y], self._ink)] if y < len(lines) else [], self.size.width)
