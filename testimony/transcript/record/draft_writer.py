"""A transcript in the making: begun, grown block by block, finished; and what machines add later."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from testimony.transcript.edits import Edit, stored
from testimony.transcript.encoding import codec, draft_rows
from testimony.transcript.encoding.content import EntryContent, Fields
from testimony.transcript.errors import TranscriptFileError
from testimony.transcript.record import draft, history
from testimony.transcript.record.disk.database import new_file
from testimony.transcript.record.disk.files import put_in_place, temporary_beside
from testimony.transcript.record.disk.record_file import RecordFile
from testimony.transcript.record.disk.sqlite_errors import guard, journal_of
from testimony.transcript.record.migrations import create_schema
from testimony.transcript.record.state import PresentState
from testimony.transcript.types import Block, Provenance, Recording, Segment, Speaker, Translation

__all__ = ["DraftWriter", "NewTranscript", "begin_file"]


@dataclass(frozen=True, slots=True)
class NewTranscript:
    """What is known of a transcript before its first block.

    Attributes:
        recording: As known before decoding; ``DraftWriter.finish`` gives the exact one.
        languages: The languages of the job.
        provenance: Pass id (``asr…``, ``mt…``) → what makes it.
        fingerprint: Recording hash and settings, whatever tells one job from another.
    """

    recording: Recording
    languages: Sequence[str]
    provenance: Mapping[str, Provenance]
    fingerprint: str


def begin_file(path: Path, new: NewTranscript, passphrase: str | None) -> None:
    """Write an incomplete transcript, whole from its first moment on.

    Raises:
        TranscriptFileError: The path exists, or cannot be written.
    """
    journal = journal_of(path)
    with guard(path):
        left = journal.is_symlink() or journal.exists()
    if left and not path.exists():
        raise TranscriptFileError(
            f"{journal} lies there without its transcript: it would be played back onto a new one.",
            f"mv '{journal}' '{journal}.old'",
        )
    temporary = temporary_beside(path)
    try:
        database = new_file(temporary, passphrase)
        with contextlib.closing(database), database.transaction() as connection:
            create_schema(connection)
            first = {
                "recording": codec.recording_value(new.recording),
                "languages": list(new.languages),
                "fingerprint": new.fingerprint,
            }
            history.append(connection, "create", new.recording.id, first)
            for pass_id, made_by in new.provenance.items():
                value = {"id": pass_id, "provenance": codec.provenance_value(made_by)}
                history.append(connection, "pass", pass_id, value)
        put_in_place(temporary, path)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


class DraftWriter:
    """The machine's side of an open transcript."""

    def __init__(self, record: RecordFile, state: PresentState) -> None:
        self._record = record
        self._state = state

    def commit_block(
        self,
        block: Block,
        segments: Sequence[Segment],
        translations: Sequence[Translation],
        speakers: Sequence[Speaker],
    ) -> None:
        """Keep one finished block; see ``TranscriptStore.commit_block``."""
        with self._record.writing() as connection:
            self._state.refresh()
            state = self._state.fold()
            if state.complete or block.index != state.blocks:
                raise TranscriptFileError(
                    f"{self._record.path}: block {block.index} does not follow block {state.blocks - 1}"
                    f" of {'a complete' if state.complete else 'an incomplete'} transcript."
                )
            entry = history.head(connection)[0] + 1
            rows = draft.insert_block(connection, entry, segments, translations, tuple(state.passes))
            after: EntryContent = {
                "index": block.index,
                "start_ms": block.start_ms,
                "end_ms": block.end_ms,
                "seal": draft.SEAL,
                "rows": rows,
                "speakers": [codec.speaker_value(one) for one in speakers if one.id not in state.speakers],
            }
            self.append("block", f"block:{block.index}", after)

    def finish(self, recording: Recording) -> None:
        """Mark the draft complete; ``recording`` is the exact one, its hash made while decoding."""
        with self._record.writing():
            self._state.refresh()
            if not self._state.fold().complete:
                self.append("finish", recording.id, {"recording": codec.recording_value(recording)})

    def append_text(self, kind: str, made_by: Provenance, translation: Translation) -> None:
        """One row of a later pass, under an entry that says what made it and seals it.

        Called inside ``RecordFile.writing``.
        """
        with self._record.reading() as connection:
            value = codec.provenance_value(made_by)
            pass_id = self._pass_for(kind, value, translation.segment_id)
            entry = history.head(connection)[0] + 1
            row = (pass_id, translation.segment_id, draft_rows.translation_row(translation, pass_id))
            rows = draft.insert_rows(connection, entry, {"translations": [row]})
        after: EntryContent = {"id": pass_id, "provenance": value, "seal": draft.SEAL, "rows": rows}
        self.append("pass", pass_id, after)

    def _pass_for(self, kind: str, value: Fields, segment_id: str) -> str:
        """A later pass made by the same, that has no text for the segment yet; else the next free name."""
        passes, number = self._state.fold().passes, 2
        with self._record.reading() as connection:
            while (name := f"{kind}-{number}") in passes:
                if passes[name] == value and not draft.has_row(connection, name, segment_id):
                    break
                number += 1
        return name

    def commit_speakers(self, edit: Edit) -> None:
        """Keep what the first pass over the voices found, while the draft is still being made.

        Raises:
            TranscriptFileError: The draft is complete.
        """
        with self._record.writing() as connection:
            self._state.refresh()
            if self._state.fold().complete:
                raise TranscriptFileError(
                    f"{self._record.path} is complete already.", "testimony speakers FILE"
                )
            if edit.changes:
                before, after = stored(edit)
                entry = history.append(connection, edit.kind.value, edit.subject, after, before=before)
                self._state.take(entry, after)

    @property
    def provenance(self) -> dict[str, Provenance]:
        """Pass id → what made it, without reading a row."""
        return {name: codec.provenance_from(value) for name, value in self._state.fold().passes.items()}

    @property
    def has_speakers(self) -> bool:
        """True when ``commit_speakers`` kept something in an unfinished draft."""
        state = self._state.fold()
        return bool(state.changes) and not state.complete

    def append(self, kind: str, subject: str, after: EntryContent) -> None:
        """Write an entry of the machine's inside a transaction that is open."""
        with self._record.reading() as connection:
            entry = history.append(connection, kind, subject, after)
        self._state.take(entry, after)
