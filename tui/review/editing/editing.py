"""The editors over the segment in work: opening, saving, leaving, the person's own editor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual import events
from textual.app import SuspendNotSupported

from testimony.text.terminal import one_line, safe
from testimony.transcript.errors import TestimonyError
from testimony.transcript.types import Side
from tui.keymap import ANYWHERE, EDIT, LIST, Action
from tui.review.component import Component
from tui.review.desk import Desk
from tui.review.editing.drafts import Drafts
from tui.widgets.editors import SideEditor

__all__ = ["LEGEND", "Editing"]

# The tags of verbatim transcripts; docs/review.md explains each.
LEGEND = ("[UI]", "[OV]", "[PH]", "[SC]", "[PAUSE]", "[CRYING]", "[LAUGHTER]", "[NOISE]", "[sic]")
_SAVE, _DROP = 0, 2  # choices when the editors are left with unsaved text


class Editing(Component):
    """Every change goes through the session: on disk first, on the screen after.

    Attributes:
        before_key: Asked before a key is typed; True where it did all that the key asked for.
    """

    MODE = EDIT
    ACTIONS = (
        Action("edit", "enter,f2,e", "work"),
        Action("edit_target", "E", "work"),
        Action("other_side", "tab,shift+tab", "work", (EDIT,)),
        Action("save", "ctrl+s", "work", (EDIT,), edits=True),
        Action("leave", "escape", "work", (EDIT,)),
        Action("external_editor", "ctrl+g", "work", ANYWHERE),
        *(
            Action(f"legend_{number}", f"alt+{number}", "work", ANYWHERE)
            for number in range(1, len(LEGEND) + 1)
        ),
    )

    def __init__(self, desk: Desk, drafts: Drafts) -> None:
        super().__init__(desk)
        self._drafts = drafts
        self.before_key: Callable[[SideEditor, events.Key], bool] = lambda _, __: False
        drafts.reopen = self.reopen

    def edit(self) -> None:
        """Edit the source."""
        self.open(Side.SOURCE)

    def edit_target(self) -> None:
        """Edit the translation."""
        self.open(Side.TARGET)

    def open(self, side: Side, texts: dict[Side, str] | None = None) -> bool:
        """Open the editors on the current segment; False where nothing can be edited."""
        desk, segment = self.desk, self.desk.current
        if segment is None or desk.is_editing or not desk.may_write():
            return False
        desk.panes.editors.open(segment, side, texts)
        desk.enter(EDIT)
        for part in desk.parts:
            part.opened(restored=texts is not None)
        return True

    def reopen(self, segment_id: str, texts: dict[Side, str]) -> bool:
        """Open the editors with typing that was never saved; all rows are shown, so that this one is."""
        self.desk.filter = None
        self.desk.refresh_rows(segment_id)
        return self.open(next(iter(texts), Side.SOURCE), texts)

    def close(self) -> None:
        """Close the editors; what stands in them is dropped."""
        desk, segment = self.desk, self.desk.panes.editors.segment
        if segment is not None:
            self._drafts.forget(segment.id)
        desk.panes.editors.close()
        desk.host.set_focus(desk.panes.view)
        desk.enter(LIST)

    def commit(self) -> bool:
        """Commit both sides; False when one was refused, and the editors then stay open."""
        desk, editors = self.desk, self.desk.panes.editors
        segment = editors.segment
        if segment is None:
            return True
        changed = editors.changed()
        for side, text in changed.items():
            if not desk.try_edit(partial(desk.session.correct, segment.id, side, text)):
                return False
        return True

    def finish(self) -> bool:
        """Save and close the editors where they are open; False when the saving was refused."""
        desk, changed = self.desk, bool(self.desk.panes.editors.changed())
        if not self.commit():
            return False
        if desk.is_editing:
            self.close()
            desk.tell(desk.say("said.saved" if changed else "said.unchanged"), "good" if changed else "")
        return True

    def save(self) -> None:
        """Commit what the editors hold, and close them."""
        self.finish()

    def may_leave(self) -> bool:
        """Another segment becomes the current one: what was typed is saved first."""
        if not self.desk.is_editing:
            return True
        segment, changed = self.desk.panes.editors.segment, self.desk.panes.editors.changed()
        if (changed and not self.desk.is_seen()) or not self.finish():
            return False
        if changed and segment is not None:
            self.desk.tell(self.desk.say("said.saved_leaving", id=segment.id), "good")
        return True

    def other_side(self) -> None:
        """The other side."""
        editors = self.desk.panes.editors
        editors.go_to(Side.TARGET if editors.side is Side.SOURCE else Side.SOURCE)

    async def take(self, event: events.Key | events.Paste) -> None:
        """What is typed goes to the side that has the cursor."""
        editor = self.desk.panes.editors.focused
        if isinstance(event, events.Paste):
            editor.put(event.text)
        elif not self.before_key(editor, event):
            await editor.type_key(event)
        self.desk.typed()

    def leave(self) -> None:
        """Leave the editors, asking about what was typed."""
        desk = self.desk
        if desk.panes.editors.changed():
            choices = [desk.say(f"ask.discard_{word}") for word in ("save", "no", "yes")]
            desk.choose(desk.say("ask.discard"), choices, self._leave)
        else:
            self.close()

    def _leave(self, choice: int | None) -> None:
        if choice == _SAVE and self.desk.is_seen():
            self.finish()
        elif choice == _DROP:
            self.close()

    def external_editor(self) -> None:
        """Edit one side in the person's own editor; whatever it does, the screen comes back."""
        desk = self.desk
        if not desk.is_editing and not self.open(Side.SOURCE):
            return
        editor = desk.panes.editors.focused
        failure: TestimonyError | None = None
        text = editor.text
        try:
            desk.services.check_editor()
            with desk.host.app.suspend():
                try:
                    text = desk.services.edit_in_editor(text)
                except TestimonyError as error:  # an error that leaves the suspension kills the terminal
                    failure = error
        except SuspendNotSupported:
            desk.tell(desk.say("said.no_suspend"), "error")
            return
        except TestimonyError as error:
            failure = error
        if failure is not None:
            desk.tell_error(failure)
            return
        editor.load_text(one_line(text) if "\n" not in editor.text else safe(text))
        editor.move_cursor(editor.document.end)
        self.desk.typed()

    def legend(self, number: int) -> None:
        """Put the n-th tag of the legend at the cursor."""
        if self.desk.is_editing or self.open(Side.SOURCE):
            self.desk.panes.editors.focused.put(LEGEND[number - 1])
            self.desk.typed()
