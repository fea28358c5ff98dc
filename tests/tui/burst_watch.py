"""Bursts of keys, pasted text, clicks and resizes, and a witness of what they change."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from textual import events

from testimony.transcript.types import Segment
from tui.app import ReviewApp

KEYS = (
    *"jkdDaAzSRmsoxwlpPvVnNghct123uryFbf[]{}eEJKJKB!UI'_", "enter", "escape", "tab", "ctrl+s", "f12", "f18",
    "alt+s", "alt+a", "home", "end", "pagedown", "space", "slash", "backspace", "ctrl+p", "ctrl+f", "f2",
    "alt+1", "left", "我", "好", "shift+down", "shift+up", "shift+pagedown", "ctrl+n", "ctrl+k",
)  # fmt: skip
Step = tuple[str, Any]


def key(name: str) -> events.Key:
    return events.Key(name, name if len(name) == 1 else None)


def send(app: ReviewApp, step: Step) -> None:
    kind, value = step
    if kind == "key":
        app.post_message(key(value))
    elif kind == "paste":
        app.post_message(events.Paste(value))
    elif kind == "click":
        x, y = value
        x, y = x % app.size.width, y % app.size.height
        for event in (events.MouseDown, events.MouseUp):
            app.post_message(event(None, x, y, 0, 0, 1, False, False, False, x, y))
    elif kind == "resize":
        app.post_message(events.Resize(app.size, app.size))


class Witness:
    """Looks at each edit: the rows that it names must have been on the screen before the key or click."""

    def __init__(self, app: ReviewApp) -> None:
        self.app = app
        self.wrong: list[str] = []
        self.edits = 0
        self.shown: tuple[str, ...] = ()
        self.unseen: frozenset[str] = frozenset()
        whole = app.on_event

        async def on_event(event: events.Event) -> None:
            if isinstance(event, (events.Key, events.Paste, events.MouseUp)):
                self.look(event.time)
            await whole(event)

        app.on_event = on_event  # type: ignore[method-assign]
        session = app.review.desk.session
        for name, rows in (("approve", list), ("second_approve", list), ("correct", _one), ("merge", _one)):
            self._watch(session, name, rows)

    def look(self, at: float) -> None:
        """What a key that was typed now would act on, and which of it had not been painted."""
        desk = self.app.review.desk
        editing, view = desk.panes.editors.segment, desk.panes.view
        rows = [editing] if editing is not None else list(desk.picked)
        self.shown = tuple(row.id for row in rows)
        if editing is not None:
            self.unseen = frozenset() if desk.panes.editors.was_painted(at) else frozenset(self.shown)
        else:
            self.unseen = frozenset(row.id for row in rows if not self._was_seen(view, row, at))

    def _was_seen(self, view: Any, row: Segment, at: float) -> bool:
        if len(self.shown) == 1:
            return bool(view.was_painted(at))
        return bool(view.seen.was_seen(row, at))

    def _watch(self, session: Any, name: str, rows_of: Callable[[Any], Iterable[str]]) -> None:
        whole = getattr(session, name)

        def looked_at(*arguments: Any, **options: Any) -> Any:
            self.edits += 1
            for row in rows_of(arguments[0]):
                self._judge(name, row)
            return whole(*arguments, **options)

        setattr(session, name, looked_at)

    def _judge(self, name: str, row: str) -> None:
        editors = self.app.review.desk.panes.editors
        if row not in self.shown:
            self.wrong.append(f"{name} of {row} while {', '.join(self.shown)} was shown")
        elif name == "correct" and editors.segment is not None:
            if not editors.were_shown(time.monotonic()):
                self.wrong.append(f"text of {row} before its editors were painted")
        elif row in self.unseen:
            self.wrong.append(f"{name} of {row} before it was painted")


def _one(row: str) -> list[str]:
    return [row]
