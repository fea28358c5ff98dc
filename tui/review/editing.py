"""The editors over the segment in work: saving, leaving, keeping what is typed, the person's own editor."""

from __future__ import annotations

import json
from functools import partial

from textual.app import SuspendNotSupported

from testimony.text.terminal import one_line, safe
from testimony.transcript.errors import TestimonyError
from testimony.transcript.types import Side
from tui.dialogs import Choose
from tui.review.base import ReviewBase

__all__ = ["LEGEND", "Editing"]

# The tags of verbatim transcripts; docs/review.md explains each.
LEGEND = ("[UI]", "[OV]", "[PH]", "[SC]", "[PAUSE]", "[CRYING]", "[LAUGHTER]", "[NOISE]", "[sic]")
_SCRATCH = "review/"


class Editing(ReviewBase):
    """Every change goes through the session: on disk first, on the screen after."""

    _kept: str = ""

    def action_edit(self) -> None:
        """Edit the source."""
        self._open_editors(Side.SOURCE)

    def action_edit_target(self) -> None:
        """Edit the translation."""
        self._open_editors(Side.TARGET)

    def _open_editors(self, side: Side, texts: dict[Side, str] | None = None) -> bool:
        segment = self.current
        if segment is None or self.is_editing or not self._may_write():
            return False
        self.editors.open(segment, side, texts)
        self.set_class(True, "editing")
        self._kept = ""
        self.tell("")
        self.refresh_bar()
        return True

    def _may_write(self) -> bool:
        if self.session.refusal is not None:
            self.tell_error(self.session.refusal)
        return self.session.refusal is None

    def _close_editors(self) -> None:
        segment = self.editors.segment
        self.editors.close()
        self.set_class(False, "editing")
        self.view.focus()
        if segment is not None and self._kept:
            self._forget_scratch(segment.id)
        self.refresh_bar()

    def _save(self) -> bool:
        """Commit both sides; False when one was refused, and the editors then stay open."""
        segment = self.editors.segment
        if segment is None:
            return True
        changed = self.editors.changed()
        for side, text in changed.items():
            if not self.try_edit(partial(self.session.correct, segment.id, side, text)):
                return False
        self.tell(self.say("said.saved" if changed else "said.unchanged"), "good" if changed else "")
        return True

    def action_save(self) -> None:
        """Commit what the editors hold, and close them."""
        if self.is_editing and self._save():
            self._close_editors()

    def action_leave(self) -> None:
        """Leave the editors, asking about what was typed; else drop marks, then the filter."""
        if not self.is_editing:
            self.leave_finding()
        elif self.editors.changed():
            choices = [self.say(f"ask.discard_{word}") for word in ("save", "no", "yes")]
            question = Choose(self.say("ask.discard"), choices, self.say("ask.keys"))
            self.app.push_screen(question, self._leave)
        else:
            self._close_editors()
            self.tell("")

    def _leave(self, choice: int | None) -> None:
        if choice == 0:
            self.action_save()
        elif choice == 2:  # noqa: PLR2004 - the third choice
            self._close_editors()
            self.tell("")

    def leave_finding(self) -> None:
        """What Escape does outside the editors."""
        raise NotImplementedError

    def action_external_editor(self) -> None:
        """Edit one side in the person's own editor."""
        if not self.is_editing and not self._open_editors(Side.SOURCE):
            return
        editor = self.editors.focused
        try:
            with self.app.suspend():
                text = self.services.edit_in_editor(editor.text)
        except SuspendNotSupported:
            self.tell(self.say("said.no_suspend"), "error")
            return
        except TestimonyError as error:
            self.tell_error(error)
            return
        editor.load_text(one_line(text) if "\n" not in editor.text else safe(text))
        self.refresh()

    def action_legend_number(self, number: int) -> None:
        """Put the n-th tag of the legend at the cursor."""
        if self.is_editing or self._open_editors(Side.SOURCE):
            self.editors.focused.insert(LEGEND[number - 1])

    # What is typed is kept every two seconds, outside the chain

    def autosave(self) -> None:
        """Keep what stands in the open editors, if it is new."""
        segment = self.editors.segment
        if segment is None:
            return
        changed = self.editors.changed()
        body = json.dumps({side.value: text for side, text in changed.items()}, ensure_ascii=False)
        if body != self._kept and (changed or self._kept):
            try:
                self.session.store.notebook.save_scratch(f"{_SCRATCH}{segment.id}", body)
            except TestimonyError as error:
                self.tell_error(error)
                return
            self._kept = body

    def _forget_scratch(self, segment_id: str) -> None:
        try:
            self.session.store.notebook.clear_scratch(f"{_SCRATCH}{segment_id}")
        except TestimonyError as error:
            self.tell_error(error)
        self._kept = ""

    def offer_scratch(self) -> bool:
        """Ask about typing that an earlier session never saved; False when there is none."""
        if not self.session.is_writable:
            return False
        for name, body in self.session.store.notebook.scratch().items():
            if not name.startswith(_SCRATCH):
                continue
            segment_id = name.removeprefix(_SCRATCH)
            segment = self.session.document.segments.get(segment_id)
            texts = _texts_of(body)
            if segment is None or all(getattr(segment, side.value) == text for side, text in texts.items()):
                self._forget_scratch(segment_id)
                continue
            choices = [self.say("ask.scratch_yes"), self.say("ask.scratch_no")]
            question = self.say("ask.scratch", id=segment_id)
            restore = partial(self._restore, segment_id, texts)
            self.app.push_screen(Choose(question, choices, self.say("ask.keys")), restore)
            return True
        return False

    def _restore(self, segment_id: str, texts: dict[Side, str], choice: int | None) -> None:
        if choice == 1:
            self._forget_scratch(segment_id)
        elif choice == 0:
            self.filter = None
            self.refresh_rows(segment_id)
            if self._open_editors(next(iter(texts), Side.SOURCE), texts):
                self._kept = "restored"
                self.tell(self.say("said.restored", id=segment_id), "good")


def _texts_of(body: str) -> dict[Side, str]:
    try:
        values = json.loads(body)
        return {Side(side): text for side, text in values.items() if isinstance(text, str)}
    except (ValueError, AttributeError):
        return {}
