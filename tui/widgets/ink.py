"""A widget that paints its own lines, with styles named in the style sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment as Ink
from rich.style import Style
from textual.scroll_view import ScrollView
from textual.strip import Strip

from testimony.text.cells import cell_width, clip
from tui.widgets.speaker_colours import SPEAKER_INKS

__all__ = ["INKS", "InkedView", "Run"]

INKS = (
    "dim", "bold", "accent", "error", "warn", "info", "good", "edited", "second", "match", "spoken",
    "current", "mark", "tab", "bar", "chosen", "key", "head", "doubt", "spelling", "picked", *SPEAKER_INKS,
)  # fmt: skip

Run = tuple[str, str]  # text without control characters, names of inks with spaces between them


class InkedView(ScrollView, inherit_bindings=False):
    """Lines of ``(text, ink)`` runs; nothing here measures with ``len``."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"ink--{name}" for name in INKS}

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._inks: dict[str, Style] = {}

    def notify_style_update(self) -> None:
        """A theme or a class changed: what was painted is stale."""
        super().notify_style_update()
        self._inks.clear()
        self.forget_paint()

    def forget_paint(self) -> None:
        """Drop painted lines, if any are kept."""

    @property
    def paper_width(self) -> int:
        """Cells of a line: the widget without its scroll bar, under which nothing may lie."""
        return self.scrollable_content_region.width

    def ink(self, names: str) -> Style:
        """The style of one or several inks laid over the widget's own."""
        style = self._inks.get(names)
        if style is None:
            style = self.rich_style
            for name in names.split():
                style += self.get_component_rich_style(f"ink--{name}", partial=True)
            self._inks[names] = style
        return style

    def strip_of(self, runs: Sequence[Run], width: int, ground: str = "") -> Strip:
        """Runs as one line of exactly ``width`` cells; what does not fit is cut."""
        pieces, used = [], 0
        for text, names in runs:
            if used >= width:
                break
            cells = cell_width(text)
            if used + cells > width:
                text = clip(text, width - used)  # noqa: PLW2901 - the last run that fits
                cells = cell_width(text)
            pieces.append(Ink(text, self.ink(f"{ground} {names}".strip())))
            used += cells
        if used < width:
            pieces.append(Ink(" " * (width - used), self.ink(ground)))
        return Strip(pieces, width)
