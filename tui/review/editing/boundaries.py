"""Where a segment begins and ends: splitting, merging, moving bounds by ear."""

from __future__ import annotations

from testimony.text.clocks import exact_clock
from testimony.transcript.editing.reshape import Cut
from testimony.transcript.find import following
from testimony.transcript.types import Side
from tui.keymap import ANYWHERE, Action
from tui.review.component import Component
from tui.review.desk import Desk
from tui.review.editing.editing import Editing
from tui.review.sound.playback import Playback

__all__ = ["Boundaries"]

_STEP_MS = 100
_BESIDE_MS = 5_000  # beyond a segment, where the playhead may still set its bounds


class Boundaries(Component):
    """Moves the bounds of segments, cuts and joins them."""

    ACTIONS = (
        Action("split", "s,alt+s", "work", ANYWHERE, edits=True),
        Action("merge", "m", "work", edits=True),
        Action("start_earlier", "left_square_bracket", "work", edits=True),
        Action("start_later", "right_square_bracket", "work", edits=True),
        Action("end_earlier", "left_curly_bracket", "work", edits=True),
        Action("end_later", "right_curly_bracket", "work", edits=True),
        Action("start_here", "comma,alt+comma", "work", ANYWHERE, edits=True),
        Action("end_here", "full_stop,alt+full_stop", "work", ANYWHERE, edits=True),
    )
    WORDS = {  # noqa: RUF012 - read only, as every part declares it
        "act.start_here": ("The segment begins at the playhead", "本段从播放处开始"),
        "act.end_here": ("The segment ends at the playhead", "本段到播放处结束"),
        "why.start_here": ("Sets the beginning where the sound is or stopped.", "把起点设在当前播放处。"),
        "why.end_here": ("Sets the end where the sound is or stopped.", "把终点设在当前播放处。"),
        "said.no_playhead": ("The sound is not in or beside this segment.", "播放处不在本段之内或附近。"),
    }

    def __init__(self, desk: Desk, editing: Editing, playback: Playback) -> None:
        super().__init__(desk)
        self._editing, self._playback = editing, playback

    def split(self) -> None:
        """Split where the cursor stands in the editors."""
        desk, editors = self.desk, self.desk.panes.editors
        segment = editors.segment
        if segment is None:
            if self._editing.open(Side.SOURCE):
                desk.tell(desk.say("said.split_where"))
            return
        cut = self._cut()
        if cut is None:
            desk.tell(desk.say("said.split_empty"), "warn")
        elif self._editing.commit() and desk.try_edit(lambda: desk.session.split(segment.id, cut)):
            self._editing.close()
            first, second = self._new_ids(segment.id)
            desk.refresh_rows(first)
            desk.tell(desk.say("said.split", first=first, second=second), "good")

    def _cut(self) -> Cut | None:
        """Where the cursors stand; None where a half would have no source, or no part of a translation.

        The translation is cut too where somebody was in it.
        """
        source, target = self.desk.panes.editors.source, self.desk.panes.editors.target
        if not _is_inside(source.text, source.cursor_offset):
            return None
        offset = target.cursor_offset if target.visited else None
        if offset is not None and target.text.strip() and not _is_inside(target.text, offset):
            return None
        return Cut(source_offset=source.cursor_offset, target_offset=offset)

    def _new_ids(self, old: str) -> tuple[str, str]:
        base = f"{old}."
        halves = [one for one in self.desk.session.document.segments if one.startswith(base)]
        numbers = sorted(halves, key=lambda one: [int(part) for part in one.split(".") if part.isdigit()])
        return numbers[-2], numbers[-1]

    def merge(self) -> None:
        """Join the segment with the next one of its channel, which must be shown."""
        desk, segment = self.desk, self.desk.current
        if segment is None:
            return
        rows = desk.session.document.segments
        after = following(desk.session.document, segment.id, lambda one: one.channel == segment.channel)
        if after is None or rows[after].start_ms < segment.start_ms:
            desk.tell(desk.say("said.no_next"))
            return
        if desk.panes.view.rows.row_of(rows[after]) is None:
            desk.tell(desk.say("said.merge_hidden", id=after), "warn")
            return
        known = set(rows)
        if desk.try_edit(lambda: desk.session.merge(segment.id, after)):
            new = next(one for one in desk.session.document.segments if one not in known)
            desk.refresh_rows(new)
            desk.tell(desk.say("said.merged", id=new), "good")

    def start_earlier(self) -> None:
        """Begin 100 ms earlier."""
        self._move_bounds(-_STEP_MS, 0)

    def start_later(self) -> None:
        """Begin 100 ms later."""
        self._move_bounds(_STEP_MS, 0)

    def end_earlier(self) -> None:
        """End 100 ms earlier."""
        self._move_bounds(0, -_STEP_MS)

    def end_later(self) -> None:
        """End 100 ms later."""
        self._move_bounds(0, _STEP_MS)

    def _move_bounds(self, start: int, end: int) -> None:
        segment = self.desk.current
        if segment is not None:
            self.set_bounds(max(0, segment.start_ms + start), segment.end_ms + end)

    def start_here(self) -> None:
        """Begin where the sound is or stopped."""
        self._to_playhead(at_start=True)

    def end_here(self) -> None:
        """End where the sound is or stopped."""
        self._to_playhead(at_start=False)

    def _to_playhead(self, *, at_start: bool) -> None:
        desk, segment = self.desk, self.desk.current
        player = desk.services.player
        at = player.position_ms if player is not None else None
        if segment is None:
            return
        if at is None or not segment.start_ms - _BESIDE_MS <= at <= segment.end_ms + _BESIDE_MS:
            desk.tell(desk.say("said.no_playhead"), "warn")
        elif at_start:
            self.set_bounds(at, segment.end_ms)
        else:
            self.set_bounds(segment.start_ms, at)

    def set_bounds(self, start_ms: int, end_ms: int) -> None:
        """Give the current segment other bounds, in milliseconds, and play the edge that moved."""
        desk, segment = self.desk, self.desk.current
        if segment is None:
            return
        if desk.try_edit(lambda: desk.session.change_times(segment.id, start_ms, end_ms)):
            first, last = exact_clock(start_ms), exact_clock(end_ms)
            desk.tell(desk.say("said.times", id=segment.id, start=first, end=last), "good")
            self._playback.play_edge(at_start=start_ms != segment.start_ms)


def _is_inside(text: str, offset: int) -> bool:
    return bool(text[:offset].strip()) and bool(text[offset:].strip())
