"""Bookmarks: rows that a person wants to come back to, kept beside the record under their name."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import ClassVar

from testimony.transcript.errors import TestimonyError
from testimony.transcript.find import following
from tui.keymap import Action
from tui.review.component import Component
from tui.review.desk import Desk
from tui.strings import Words
from tui.widgets.ink import Run

__all__ = ["Bookmarks"]


class Bookmarks(Component):
    """Sets bookmarks and goes round them; they are no part of the sealed record."""

    ACTIONS = (
        Action("bookmark", "B", "find"),
        Action("next_bookmark", "apostrophe", "find"),
    )
    WORDS: ClassVar[Words] = {
        "act.bookmark": ("Set or drop a bookmark", "加上或去掉书签"),
        "act.next_bookmark": ("To the next bookmark", "到下一个书签"),
        "why.bookmark": (
            "A place to come back to; yours, and no part of the record.",
            "供返回的位置；仅属您，不入记录。",
        ),
        "why.next_bookmark": ("Goes round your bookmarks.", "逐个前往您的书签。"),
        "said.bookmarked": (
            "Bookmark at {id}; ' goes round the bookmarks.",
            "已在第{id}段加书签；按'逐个前往。",
        ),
        "said.bookmark_gone": ("Bookmark at {id} dropped.", "已去掉第{id}段的书签。"),
        "said.no_bookmark": ("No bookmark is set; B sets one.", "没有书签；按B添加。"),
        "status.bookmark": ("bookmark", "书签"),
    }

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        # A name may hold anything; what tells people apart in the table is its digest.
        self._entry = f"bookmarks/{sha256(desk.session.by.name.encode()).hexdigest()[:12]}"
        self._ids: list[str] = []

    def started(self) -> None:
        """Read them."""
        try:
            body = self.desk.session.store.notebook.scratch().get(self._entry, "[]")
            found = json.loads(body)
        except (TestimonyError, ValueError) as error:
            self.desk.host.log(f"no bookmarks: {type(error).__name__}")
            return
        self._ids = [one for one in found if isinstance(one, str)] if isinstance(found, list) else []

    def facts(self) -> Iterable[Run]:
        """Whether the current row has one."""
        current = self.desk.current
        if current is not None and current.id in self._ids:
            yield self.desk.say("status.bookmark"), "accent"

    def bookmark(self) -> None:
        """Set one at the current row, or drop the one that is there."""
        desk, current = self.desk, self.desk.current
        if current is None or not desk.may_write():
            return
        gone = current.id in self._ids
        ids = [one for one in self._ids if one != current.id] + ([] if gone else [current.id])
        try:
            desk.session.store.notebook.save_scratch(self._entry, json.dumps(ids))
        except TestimonyError as error:
            desk.tell_error(error)
            return
        self._ids = ids
        desk.tell(desk.say("said.bookmark_gone" if gone else "said.bookmarked", id=current.id), "good")
        desk.facts_changed()

    def next_bookmark(self) -> None:
        """The next one that is shown, round the end."""
        desk = self.desk
        here = desk.current.id if desk.current is not None else None
        row_of = desk.panes.view.rows.row_of
        found = following(
            desk.session.document, here, lambda one: one.id in self._ids and row_of(one) is not None
        )
        if found is None and here not in self._ids:
            desk.tell(desk.say("said.no_bookmark"))
        elif found is not None:
            desk.move_to_id(found)
