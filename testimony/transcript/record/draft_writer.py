"""A transcript in the making: begun, grown block by block, finished; and what machines add later."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from testimony.transcript import codec
from testimony.transcript.errors import TranscriptFileError
from testimony.transcript.record import draft, history
from testimony.transcript.record.database import new_file, transaction
from testimony.transcript.record.files import put_in_place, temporary_beside
from testimony.transcript.record.maintenance import Upkeep
from testimony.transcript.record.migrations import create_schema
from testimony.transcript.types import Block, Provenance, Recording, Segment, Speaker, Translation

__all__ = ["GrowingFile"]


class GrowingFile(Upkeep):
    """The machine's side of a transcript."""

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        recording: Recording,
        languages: Sequence[str],
        provenance: Mapping[str, Provenance],
        fingerprint: str,
        passphrase: str | None = None,
    ) -> Self:
        """A new, incomplete transcript, whole from its first moment on and locked for this process.

        Args:
            path: The file, which must not exist.
            recording: As known before decoding; ``finish`` gives the exact one.
            languages: The languages of the job.
            provenance: Pass id (``asr…``, ``mt…``) → what makes it.
            fingerprint: Recording hash and settings, whatever tells one job from another.
            passphrase: Encrypts the file.

        Raises:
            TranscriptFileError: The path exists, or cannot be written.
        """
        path = Path(path)
        temporary = temporary_beside(path)
        try:
            connection = new_file(temporary, passphrase)
            with contextlib.closing(connection), transaction(connection, path):
                create_schema(connection)
                first = {
                    "recording": codec.recording_value(recording),
                    "languages": list(languages),
                    "fingerprint": fingerprint,
                }
                history.append(connection, "create", recording.id, first)
                for pass_id, made_by in provenance.items():
                    value = {"id": pass_id, "provenance": codec.provenance_value(made_by)}
                    history.append(connection, "pass", pass_id, value)
            put_in_place(temporary, path, replace=False)
        finally:
            temporary.unlink(missing_ok=True)
        store = cls.open(path, passphrase=passphrase)
        store.acquire()
        return store

    def commit_block(
        self,
        block: Block,
        segments: Sequence[Segment],
        translations: Sequence[Translation],
        *,
        speakers: Sequence[Speaker] = (),
    ) -> None:
        """Keep one finished block for good, all of it or nothing, in one transaction.

        Args:
            block: Blocks come in order, each once.
            segments: With ids, speakers, words, flags and alternatives.
            translations: At most one a segment.
            speakers: Speakers of these segments; those already known are passed over.

        Raises:
            TranscriptFileError: The block is out of order, or the transcript is complete.
            Locked: Another process writes.
        """
        with self._writing() as connection:
            state = self._present_fold()
            if state.complete or block.index != state.blocks:
                raise TranscriptFileError(
                    f"{self.path}: block {block.index} does not follow block {state.blocks - 1}"
                    f" of {'a complete' if state.complete else 'an incomplete'} transcript."
                )
            entry = history.head(connection)[0] + 1
            rows = draft.insert_block(connection, entry, segments, translations, tuple(state.passes))
            after = {
                "index": block.index,
                "start_ms": block.start_ms,
                "end_ms": block.end_ms,
                "rows": rows,
                "speakers": [codec.speaker_value(one) for one in speakers if one.id not in state.speakers],
            }
            self._append("block", f"block:{block.index}", after)

    def finish(self, recording: Recording) -> None:
        """Mark the draft complete; ``recording`` is the exact one, its hash made while decoding."""
        with self._writing():
            if not self._present_fold().complete:
                self._append("finish", recording.id, {"recording": codec.recording_value(recording)})

    def _append_pass(self, kind: str, made_by: Provenance, translation: Translation) -> None:
        """One row of a later pass, under an entry that says what made it and seals it."""
        connection = self._connection
        value = codec.provenance_value(made_by)
        pass_id = self._pass_for(kind, value, translation.segment_id)
        entry = history.head(connection)[0] + 1
        row = (pass_id, translation.segment_id, codec.translation_row(translation, pass_id))
        rows = draft.insert_rows(connection, entry, {"translations": [row]})
        self._append("pass", pass_id, {"id": pass_id, "provenance": value, "rows": rows})

    def _pass_for(self, kind: str, value: dict[str, Any], segment_id: str) -> str:
        """A later pass made by the same, that has no text for the segment yet; else the next free name."""
        state = self._present_fold()
        number = 2
        while (name := f"{kind}-{number}") in state.passes:
            if state.passes[name] == value and not draft.has_row(self._connection, name, segment_id):
                break
            number += 1
        return name

    def _append(self, kind: str, subject: str, after: Any, **how: Any) -> history.Entry:
        state = self._present_fold()
        entry = history.append(self._connection, kind, subject, after, **how)
        state.take(entry.seq, kind, after)
        return entry
