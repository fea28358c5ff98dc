"""Splitting, merging, moving bounds by ear."""

from __future__ import annotations

from testimony.text.clocks import exact_clock
from testimony.transcript.find import following
from testimony.transcript.reshape import Cut
from testimony.transcript.types import Side
from tui.review.editing import Editing

__all__ = ["Shaping"]

_STEP_MS = 100


class Shaping(Editing):
    """Where a segment begins and ends."""

    def action_split(self) -> None:
        """Split where the cursor stands in the editors."""
        segment = self.editors.segment
        if segment is None:
            if self._open_editors(Side.SOURCE):
                self.tell(self.say("said.split_where"))
            return
        target = self.editors.target
        offset = target.cursor_offset if target.visited else None
        cut = Cut(source_offset=self.editors.source.cursor_offset, target_offset=offset)
        if self._save() and self.try_edit(lambda: self.session.split(segment.id, cut)):
            self._close_editors()
            first, second = self._new_ids(segment.id)
            self.refresh_rows(first)
            self.tell(self.say("said.split", first=first, second=second), "good")

    def _new_ids(self, old: str) -> tuple[str, str]:
        base = f"{old}."
        halves = [one for one in self.session.document.segments if one.startswith(base)]
        numbers = sorted(halves, key=lambda one: [int(part) for part in one.split(".") if part.isdigit()])
        return numbers[-2], numbers[-1]

    def action_merge(self) -> None:
        """Join the segment with the next one of its channel."""
        segment = self.current
        if segment is None:
            return
        channel = segment.channel
        after = following(self.session.document, segment.id, lambda one: one.channel == channel)
        rows = self.session.document.segments
        if after is None or rows[after].start_ms < segment.start_ms:
            self.tell(self.say("said.no_next"))
            return
        known = set(rows)
        if self.try_edit(lambda: self.session.merge(segment.id, after)):
            new = next(one for one in self.session.document.segments if one not in known)
            self.refresh_rows(new)
            self.tell(self.say("said.merged", id=new), "good")

    def action_start_earlier(self) -> None:
        """Begin 100 ms earlier."""
        self._move_bounds(-_STEP_MS, 0)

    def action_start_later(self) -> None:
        """Begin 100 ms later."""
        self._move_bounds(_STEP_MS, 0)

    def action_end_earlier(self) -> None:
        """End 100 ms earlier."""
        self._move_bounds(0, -_STEP_MS)

    def action_end_later(self) -> None:
        """End 100 ms later."""
        self._move_bounds(0, _STEP_MS)

    def _move_bounds(self, start: int, end: int) -> None:
        segment = self.current
        if segment is None:
            return
        times = max(0, segment.start_ms + start), segment.end_ms + end
        if self.try_edit(lambda: self.session.change_times(segment.id, *times)):
            first, last = (exact_clock(ms) for ms in times)
            self.tell(self.say("said.times", id=segment.id, start=first, end=last), "good")
            self.hear_bounds(start != 0)

    def hear_bounds(self, at_start: bool) -> None:
        """Play the moved edge."""
        raise NotImplementedError
