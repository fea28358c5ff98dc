"""What is typed and where one is, kept while one works: a crash or a closed terminal loses neither.

Both lie in the transcript's scratch table, outside the sealed record: ``review/SEGMENT`` holds the texts
that stand in open editors with the name of their author, ``place/NAME`` the segment that somebody was at.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from textual.timer import Timer

from testimony.transcript.errors import TestimonyError
from testimony.transcript.types import Side
from tui.dialogs import Choose
from tui.review.component import Component
from tui.review.desk import Desk

__all__ = ["Draft", "Drafts"]

_SCRATCH, _PLACE = "review/", "place/"
_KEEP_S = 0.1  # after a key, and at most so often
_SHOWN = 60
_RESTORE, _DROP = 0, 1  # choices when a draft is offered; the third one keeps it


@dataclass(frozen=True, slots=True)
class Draft:
    """Text that was typed and never saved.

    Attributes:
        name: Of its entry in the scratch table.
        by: Who typed it; empty in files of older versions.
    """

    name: str
    segment_id: str
    by: str
    texts: dict[Side, str]

    @classmethod
    def read(cls, name: str, body: str) -> Draft:
        """A draft from its entry; one that cannot be read holds no texts."""
        segment_id = name.removeprefix(_SCRATCH).partition("/")[0]
        try:
            values = json.loads(body)
            texts = {Side(side): text for side, text in values.get("texts", values).items()}
            by = values.get("by", "")
        except (ValueError, AttributeError):
            return cls(name, segment_id, "", {})
        known = {side: text for side, text in texts.items() if isinstance(text, str)}
        return cls(name, segment_id, by if isinstance(by, str) else "", known)


class Drafts(Component):
    """Keeps what is typed within a fraction of a second, and offers it again.

    Attributes:
        reopen: Opens the editors of a segment with the texts of a draft.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.reopen: Callable[[str, dict[Side, str]], bool] = _no_editors
        self._kept: str = ""
        self._waits: Timer | None = None
        # A name may hold anything; what tells people apart in the table is its digest.
        self._mine = sha256(desk.session.by.name.encode()).hexdigest()[:12]

    def typed(self) -> None:
        """Something was typed: keep it soon."""
        if self._waits is None:
            self._waits = self.desk.host.set_timer(_KEEP_S, self._keep_soon)

    def _keep_soon(self) -> None:
        self._waits = None
        self.keep()

    def keep(self) -> None:
        """Keep what stands in the open editors, if it is new."""
        editors, session = self.desk.panes.editors, self.desk.session
        segment = editors.segment
        if segment is None or not session.is_writable:
            return
        changed = editors.changed()
        texts = {side.value: text for side, text in changed.items()}
        body = json.dumps({"by": session.by.name, "texts": texts}, ensure_ascii=False)
        if body != self._kept and (changed or self._kept):
            try:
                session.store.notebook.save_scratch(self._name(segment.id), body)
            except TestimonyError as error:
                self.desk.tell_error(error)
                return
            self._kept = body

    def _name(self, segment_id: str) -> str:
        return f"{_SCRATCH}{segment_id}/{self._mine}"

    def forget(self, segment_id: str) -> None:
        """What was typed is saved or dropped."""
        if self._waits is not None:
            self._waits.stop()
            self._waits = None
        if self._kept:
            self._clear(self._name(segment_id))
        self._kept = ""

    def _clear(self, name: str) -> None:
        try:
            self.desk.session.store.notebook.clear_scratch(name)
        except TestimonyError as error:
            self.desk.tell_error(error)

    def closing(self) -> None:
        """Keep the last keys, and the place."""
        self.keep()
        session, current = self.desk.session, self.desk.current
        if current is not None and session.is_writable:
            try:
                session.store.notebook.save_scratch(f"{_PLACE}{self._mine}", current.id)
            except TestimonyError as error:
                self.desk.host.log(f"no place: {type(error).__name__}")

    def started(self) -> None:
        """Go to where one was; offer what was never saved."""
        if not self.desk.session.is_writable:
            return
        kept = self.desk.session.store.notebook.scratch()
        place = kept.get(f"{_PLACE}{self._mine}", "")
        if place and self.desk.move_to_id(place):
            self.desk.tell(self.desk.say("said.place", id=place))
        self.offer()

    def offer(self) -> None:
        """Ask about typing that an earlier session never saved; one's own first."""
        desk = self.desk
        for draft in self._standing():
            name = draft.by or desk.say("detail.somebody")
            text = next(iter(draft.texts.values()))
            shown = text if len(text) <= _SHOWN else f"…{text[-_SHOWN:]}"
            key = "ask.scratch" if draft.by == desk.session.by.name else "ask.scratch_other"
            choices = [desk.say("ask.scratch_yes"), desk.say("ask.scratch_no"), desk.say("ask.scratch_later")]
            question = desk.say(key, id=draft.segment_id, name=name, text=shown)
            dialog = Choose(question, choices, desk.say("ask.keys"))
            desk.open(dialog, partial(self._offered, draft), unasked=True)
            return

    def _standing(self) -> list[Draft]:
        """The drafts that differ from what stands; the others are forgotten."""
        desk, found = self.desk, []
        for name, body in desk.session.store.notebook.scratch().items():
            if not name.startswith(_SCRATCH):
                continue
            draft = Draft.read(name, body)
            segment = desk.session.document.segments.get(draft.segment_id)
            if segment is None or all(
                getattr(segment, side.value) == one for side, one in draft.texts.items()
            ):
                self._clear(name)
            else:
                found.append(draft)
        return sorted(found, key=lambda one: one.by != desk.session.by.name)

    def _offered(self, draft: Draft, choice: int | None) -> None:
        if choice == _DROP:
            self._clear(draft.name)
        elif choice == _RESTORE and self.reopen(draft.segment_id, draft.texts):
            if draft.name != self._name(draft.segment_id):
                self._clear(draft.name)
            self._kept = "restored"
            self.keep()
            self.desk.tell(self.desk.say("said.restored", id=draft.segment_id), "good")


def _no_editors(_: str, __: dict[Side, str]) -> bool:
    return False
