"""Everything the widgets say to the screen, on one page."""

from __future__ import annotations

from textual.message import Message

from testimony.transcript.types import Side

__all__ = ["CursorMoved", "EditorLeft", "Heard"]


class CursorMoved(Message):
    """Another segment is the current one."""

    def __init__(self, segment_id: str) -> None:
        super().__init__()
        self.segment_id = segment_id


class EditorLeft(Message):
    """Somebody wants to go from one editor to the other."""

    def __init__(self, side: Side) -> None:
        super().__init__()
        self.side = side


class Heard(Message):
    """The sound came to a time; ``None`` when it stopped."""

    def __init__(self, position_ms: int | None) -> None:
        super().__init__()
        self.position_ms = position_ms
