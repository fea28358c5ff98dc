"""The waveform of the segment in braille, its bounds and the place that is heard marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.strip import Strip

from tui.widgets.ink import InkedView, Run

__all__ = ["Wave"]

_LEFT_DOTS = (0x40, 0x04, 0x02, 0x01)  # from the bottom up
_RIGHT_DOTS = (0x80, 0x20, 0x10, 0x08)
_FULL = 127


def _no_click(_: int, __: float) -> None:
    """Clicks do nothing."""


class Wave(InkedView, can_focus=False):
    """Loudness from left to right; two columns of dots a cell.

    Attributes:
        when_clicked: Called with the time (ms) that was clicked, and when (monotonic seconds).
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.when_clicked: Callable[[int, float], None] = _no_click
        self._peaks: Sequence[tuple[int, int]] = ()
        self._window = (0, 1)
        self._bounds = (0, 1)
        self._at: int | None = None

    def show(
        self, peaks: Sequence[tuple[int, int]], window: tuple[int, int], bounds: tuple[int, int]
    ) -> None:
        """Show the sound of a window (ms) with the segment's bounds (ms) in it."""
        self._peaks, self._window, self._bounds, self._at = peaks, window, bounds, None
        self.refresh()

    def forget(self) -> None:
        """Show nothing until the next sound is known."""
        if self._peaks:
            self._peaks = ()
            self.refresh()

    def mark(self, position_ms: int | None) -> None:
        """Show where the sound is."""
        if self._cell(position_ms) != self._cell(self._at):
            self.refresh()
        self._at = position_ms

    def on_click(self, event: events.Click) -> None:
        """Tell which time stands there."""
        start, end = self._window
        if self._peaks:
            self.when_clicked(start + event.x * (end - start) // max(1, self.size.width), event.time)

    def _cell(self, ms: int | None) -> int:
        if ms is None:
            return -1
        start, end = self._window
        return (ms - start) * self.size.width // max(1, end - start)

    def render_line(self, y: int) -> Strip:
        """One of its lines, the top one first."""
        width, height = self.size.width, self.size.height
        if not self._peaks or y >= height:
            return Strip.blank(width, self.rich_style)
        first, last = (self._cell(ms) for ms in self._bounds)
        levels = self._levels(2 * width, 4 * height)
        floor = 4 * (height - 1 - y)
        runs: list[Run] = []
        here = self._cell(self._at)
        for cell in range(width):
            dots = sum(dot for k, dot in enumerate(_LEFT_DOTS) if levels[2 * cell] > floor + k)
            dots += sum(dot for k, dot in enumerate(_RIGHT_DOTS) if levels[2 * cell + 1] > floor + k)
            ink = "accent" if first <= cell <= last else "dim"
            sign = "|" if cell in (first, last) else chr(0x2800 + dots)
            runs.append((sign, "spoken" if cell == here else ink))
        return self.strip_of(runs, width)

    def _levels(self, columns: int, dots: int) -> list[int]:
        count = len(self._peaks)
        loud = max(1, *(max(-low, high) for low, high in self._peaks))
        levels = []
        for column in range(columns):
            part = self._peaks[column * count // columns : max(1, (column + 1) * count // columns)]
            high = max((max(-one[0], one[1]) for one in part), default=0)
            levels.append(max(1, round(high * dots / max(loud, _FULL // 4))))
        return levels
