"""Correcting, approving, splitting, merging, naming, noting: each a wish to the session."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

from textual.app import SuspendNotSupported

from testimony.transcript.errors import TestimonyError
from testimony.transcript.find import Wanted, following
from testimony.transcript.reshape import Cut
from testimony.transcript.types import Segment, Side
from tui.clock import exact_clock
from tui.safe import one_line
from tui.screens.asking import Ask, Choose
from tui.screens.base import ReviewBase

__all__ = ["LEGEND", "Working"]

# The tags of verbatim transcripts; docs/review.md explains each.
LEGEND = ("[UI]", "[OV]", "[PH]", "[SC]", "[PAUSE]", "[CRYING]", "[LAUGHTER]", "[NOISE]", "[sic]")
_LANGUAGES = ("zh", "en", "zh-Hant", "yue", "ug", "bo", "und")
_STEP_MS = 100
_SCRATCH = "review/"


class Working(ReviewBase):
    """Every change goes through the session: on disk first, on the screen after."""

    _kept: str = ""

    # The editors

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
        self.tell(self.say("hint.edit"), "dim")
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
        editor.load_text(one_line(text) if "\n" not in editor.text else text)
        self.refresh()

    def action_legend(self, number: int) -> None:
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
                self.session.store.save_scratch(f"{_SCRATCH}{segment.id}", body)
            except TestimonyError as error:
                self.tell_error(error)
                return
            self._kept = body

    def _forget_scratch(self, segment_id: str) -> None:
        try:
            self.session.store.clear_scratch(f"{_SCRATCH}{segment_id}")
        except TestimonyError as error:
            self.tell_error(error)
        self._kept = ""

    def offer_scratch(self) -> None:
        """Ask about typing that an earlier session never saved."""
        if not self.session.is_writable:
            return
        for name, body in self.session.store.scratch().items():
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
            return

    def _restore(self, segment_id: str, texts: dict[Side, str], choice: int | None) -> None:
        if choice == 1:
            self._forget_scratch(segment_id)
        elif choice == 0:
            self.filter = None
            self.refresh_rows(segment_id)
            if self._open_editors(next(iter(texts), Side.SOURCE), texts):
                self._kept = "restored"
                self.tell(self.say("said.restored", id=segment_id), "good")

    # Approving

    def action_approve_next(self) -> None:
        """Save, approve both sides, and go to the next segment that nobody approved."""
        segment = self.editors.segment or self.current
        if segment is None or not self._save():
            return
        if self.is_editing:
            self._close_editors()
        found = following(self.session.document, segment.id, self._is_open)
        if not self.try_edit(lambda: self.session.approve([segment.id])):
            return
        if found is None:
            self.tell(self.say("said.all_reviewed"), "good")
        elif not self.view.move_to_id(found):
            self.tell(self.say("said.no_rows_fit"))
        else:
            self.tell(self.say("said.approved", id=segment.id), "good")

    def _is_open(self, segment: Segment) -> bool:
        return Wanted(unreviewed=True).fits(segment) and (self.filter is None or self.filter.fits(segment))

    def action_approve(self) -> None:
        """Approve both sides and stay."""
        self._for_current(lambda one: self.session.approve([one.id]), "said.approved")

    def action_second_approve(self) -> None:
        """Approve what somebody else approved."""
        self._for_current(lambda one: self.session.second_approve([one.id]), "said.second")

    def action_reopen(self) -> None:
        """Take the approvals back."""
        self._for_current(lambda one: self.session.reopen([one.id]), "said.reopened")

    def _for_current(self, edit: Callable[[Segment], object], said: str) -> bool:
        segment = self.current
        if segment is None or not self.try_edit(lambda: edit(segment)):
            return False
        self.tell(self.say(said, id=segment.id), "good")
        return True

    # Undoing

    def action_undo(self) -> None:
        """Take the newest edit back."""
        self._reverse(self.session.undo, "said.undone")

    def action_redo(self) -> None:
        """Bring it again."""
        self._reverse(self.session.redo, "said.redone")

    def _reverse(self, step: Callable[[], object], said: str) -> None:
        before = self.session.document.segments
        if not self.try_edit(step):
            return
        after = self.session.document.segments
        touched = next((one.id for one in after.values() if before.get(one.id) is not one), "")
        if touched:
            self.view.move_to_id(touched)
        self.tell(self.say(said, what=touched or "–"), "good")

    # Cutting, joining, moving

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

    # Language, speakers

    def action_language(self) -> None:
        """Say which language was spoken."""
        segment = self.current
        if segment is None or not self._may_write():
            return
        tags = list(dict.fromkeys([*self.session.document.languages, *_LANGUAGES]))
        question = self.say("ask.language", id=segment.id)

        def chosen(choice: int | None) -> None:
            if choice is not None and choice < len(tags):
                self._set_language(segment.id, tags[choice])
            elif choice is not None:
                ask = Ask(self.say("ask.language_other"), self.say("ask.keys"))
                self.app.push_screen(ask, partial(self._set_language, segment.id))

        choices = [*tags, self.say("ask.language_other")]
        self.app.push_screen(Choose(question, choices, self.say("ask.keys")), chosen)

    def _set_language(self, segment_id: str, tag: str | None) -> None:
        if tag:
            self.try_edit(lambda: self.session.change_language(segment_id, tag.strip()))

    def action_speaker(self) -> None:
        """Give the segment to another speaker."""
        segment = self.current
        if segment is None or not self._may_write():
            return
        speakers = list(self.session.document.speakers.values())

        def chosen(choice: int | None) -> None:
            if choice is not None and choice < len(speakers):
                self._give([segment.id], speakers[choice].id)
            elif choice is not None:
                ask = Ask(self.say("ask.speaker_name"), self.say("ask.keys"))
                self.app.push_screen(ask, partial(self._give_to_new, segment.id))

        names = [f"{one.name} {f'({one.role})' if one.role else ''}" for one in speakers]
        choices = [*names, self.say("ask.speaker_new")]
        question = self.say("ask.speaker", id=segment.id)
        self.app.push_screen(Choose(question, choices, self.say("ask.keys")), chosen)

    def _give(self, ids: list[str], speaker: str) -> None:
        self.try_edit(lambda: self.session.reassign_speaker(ids, speaker))

    def _give_to_new(self, segment_id: str, name: str | None) -> None:
        if name and name.strip():
            self.try_edit(
                lambda: self.session.reassign_speaker([segment_id], self.session.add_speaker(name.strip()))
            )

    def action_rename_speaker(self) -> None:
        """Rename the segment's speaker everywhere."""
        segment = self.current
        speaker = self.session.document.speakers.get(segment.speaker) if segment else None
        if speaker is None or not self._may_write():
            return

        def named(name: str | None) -> None:
            if name and name.strip():
                edit = partial(self.session.rename_speaker, speaker.id, name=name.strip())
                if self.try_edit(edit):
                    self.tell(self.say("said.renamed", name=name.strip()), "good")

        question = self.say("ask.rename", name=speaker.name)
        self.app.push_screen(Ask(question, self.say("ask.keys"), speaker.name), named)

    # Notes, flags, alternatives

    def action_note(self) -> None:
        """Add a translator's note."""
        segment = self.current
        if segment is None or not self._may_write():
            return

        def noted(text: str | None) -> None:
            if text and text.strip():
                edit = partial(self.session.add_note, segment.id, text.strip())
                if self.try_edit(edit):
                    self.tell(self.say("said.noted"), "good")

        question = self.say("ask.note", id=segment.id)
        self.app.push_screen(Ask(question, self.say("ask.keys")), noted)

    def action_waive(self) -> None:
        """Say that a doubt is none, and why."""
        segment = self.current
        if segment is None or not self._may_write():
            return
        kinds = list(dict.fromkeys(flag.kind for flag in segment.flags if not flag.waived_by))
        if not kinds:
            self.tell(self.say("said.no_flag"))
            return
        names = [self.say(f"flag.{kind.value}") for kind in kinds]

        def chosen(choice: int | None) -> None:
            if choice is None:
                return
            ask = Ask(self.say("ask.reason", kind=names[choice]), self.say("ask.keys"))
            self.app.push_screen(ask, partial(waived, choice))

        def waived(choice: int, reason: str | None) -> None:
            if reason is None:
                return
            if reason.strip():
                note = f"{kinds[choice].value}: {reason.strip()}"
                if not self.try_edit(lambda: self.session.add_note(segment.id, note)):
                    return
            if self.try_edit(lambda: self.session.waive_flag(segment.id, kinds[choice])):
                self.tell(self.say("said.waived", kind=names[choice]), "good")

        if len(kinds) == 1:
            chosen(0)
        else:
            self.app.push_screen(Choose(self.say("ask.waive"), names, self.say("ask.keys")), chosen)

    def action_take_alternative(self) -> None:
        """Put one of the machine's other texts in place of what stands."""
        segment = self.current
        if segment is None or not self._may_write():
            return
        try:
            found = list(self.services.alternatives(segment))
        except TestimonyError as error:
            self.tell_error(error)
            return
        if not found:
            self.tell(self.say("said.no_alternatives"))
            return

        def chosen(choice: int | None) -> None:
            if choice is not None:
                one = found[choice]
                self.try_edit(lambda: self.session.correct(segment.id, one.side, one.text))

        names = [f"{self.say(f'side.{one.side.value}')}: {one.text}" for one in found]
        self.app.push_screen(Choose(self.say("ask.alternative"), names, self.say("ask.keys")), chosen)

    # The machine once more

    def action_retranslate(self) -> None:
        """Translate the corrected source again; the screen stays alive meanwhile."""
        if self.is_editing:
            if not self._save():
                return
            self._close_editors()
        segment = self.current
        if segment is None or not self._may_write():
            return
        self.tell(self.say("said.translating", id=segment.id))
        work = partial(self._retranslate, segment)
        self.run_worker(work, thread=True, exclusive=True, group="retranslate", exit_on_error=False)

    def _retranslate(self, segment: Segment) -> None:
        try:
            text = self.services.retranslate(segment)
        except TestimonyError as error:
            self.app.call_from_thread(self.tell_error, error)
        except Exception as error:  # noqa: BLE001 - the edge of a worker: the review goes on
            failure = TestimonyError(f"Translating again failed ({type(error).__name__}).")
            self.app.call_from_thread(self.tell_error, failure)
        else:
            self.app.call_from_thread(self._retranslated, segment, text)

    def _retranslated(self, segment: Segment, text: str) -> None:
        if self.session.document.segments.get(segment.id) is not segment:
            self.tell(self.say("said.retranslation_overtaken", id=segment.id), "warn")
        elif self.try_edit(lambda: self.services.keep_translation(segment.id, text)):
            self.tell(self.say("said.retranslated", id=segment.id), "good")


def _texts_of(body: str) -> dict[Side, str]:
    try:
        values = json.loads(body)
        return {Side(side): text for side, text in values.items() if isinstance(text, str)}
    except (ValueError, AttributeError):
        return {}
