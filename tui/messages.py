"""What the widgets say to the screen."""

from __future__ import annotations

from textual.message import Message

__all__ = ["CursorMoved"]


class CursorMoved(Message):
    """Another segment is the current one."""

    def __init__(self, segment_id: str) -> None:
        super().__init__()
        self.segment_id = segment_id
