"""One use case: an edit, the checks it touches, the commit; what the screen and the commands call.

A session holds a transcript's present state in memory, and nothing in it is ahead of the file:
the document is replaced only after the edit is on the disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self, Unpack

from testimony.app.checks import RowChecks
from testimony.audio.recordings import HashFile, find_recording, hash_recording
from testimony.transcript import edits, replacing, reshape, review
from testimony.transcript import renditions as renditions_of
from testimony.transcript.edits import Document, Edit, EditKind
from testimony.transcript.errors import (
    EditRefused,
    Locked,
    Tampered,
    TranscriptFileError,
)
from testimony.transcript.find import Match, TextIndex
from testimony.transcript.findings import Verdict
from testimony.transcript.flags import said_before
from testimony.transcript.record.history import Author
from testimony.transcript.record.store import TranscriptStore
from testimony.transcript.replacing import Hit
from testimony.transcript.reshape import Cut
from testimony.transcript.review import BOTH_SIDES
from testimony.transcript.types import (
    Alternative,
    Flag,
    FlagKind,
    Identity,
    Provenance,
    Segment,
    Severity,
    Side,
    Translation,
    Word,
    WordSpan,
)
from testimony.transcript.verdict import refuse_broken

__all__ = ["Session", "author_of", "find_recording", "hash_recording"]


def author_of(identity: Identity) -> Author:
    """The identity as the history writes it."""
    return Author(identity.name, "confirmed" if identity.confirmed else "unconfirmed")


class Session:
    """An open transcript and somebody at work on it; close it, or use ``with``.

    Attributes:
        document: What stands now.
        store: The file, for reading.
        by: Who acts.
        recording: Where the recording lies, or None.
        refusal: Why this session can only read; None when it can write.
    """

    def __init__(self, store: TranscriptStore, by: Identity, checks: RowChecks | None = None) -> None:
        """Use ``open``."""
        self.store = store
        self.by = by
        self.recording: Path | None = None
        self.refusal: TranscriptFileError | None = None
        self._checks = checks
        self._index = TextIndex()
        self.document: Document = store.document()

    @classmethod
    def open(
        cls,
        path: Path,
        by: Identity,
        *,
        checks: RowChecks | None = None,
        passphrase: str | None = None,
        take_over: bool = False,
        readonly: bool = False,
    ) -> Self:
        """Open a transcript to review it.

        Where another process holds it, where it is incomplete, read-only or not what was sealed, the
        session reads and ``refusal`` says why; an edit then raises that.

        Raises:
            NotATranscript: And the other errors of ``TranscriptStore.open``.
        """
        store = TranscriptStore.open(path, readonly, passphrase, quick=True)
        try:
            refusal = _why_readonly(store, by, take_over)
            session = cls(store, by, checks)
            session.refusal = refusal or _why_broken(store)
        except BaseException:
            store.close()
            raise
        return session

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file and its lock."""
        self.store.close()

    @property
    def is_writable(self) -> bool:
        """True when edits will be kept."""
        return self.refusal is None

    def attach_recording(
        self, audio: Path | None = None, hash_file: HashFile = hash_recording
    ) -> Path | None:
        """Find the recording and prove it by its hash; see ``find_recording``."""
        self.recording = find_recording(self.document.recording, self.store.path, audio, hash_file)
        return self.recording

    def commit(self, edit: Edit, made: tuple[Provenance, Translation] | None = None) -> Document:
        """Run the checks that an edit touches, keep it, and only then show it.

        An edit without changes keeps nothing. ``made`` is the machine's text that it shows, and what
        made it: kept as a row of a pass of its own, under the seal like the draft.

        Raises:
            Locked: Another process holds the file.
            TranscriptFileError: The file cannot be written; nothing was changed.
        """
        if not edit.changes:
            return self.document
        if self.refusal is not None:
            raise self.refusal
        edit = review.with_checks(edit, self._checks and self._look)
        author, last = author_of(self.by), self.store.last_entry()
        self.store.commit_edit(edit, author, based_on=last, made=made)
        self.document = edits.apply(self.document, edit)
        return self.document

    def commit_pass(self, edit: Edit, name: str, made_by: Provenance) -> Document:
        """Keep what a later pass says of the whole transcript, and what made it.

        Raises:
            Locked: Another process holds the file.
            TranscriptFileError: The file cannot be written; nothing was changed.
        """
        if self.refusal is not None:
            raise self.refusal
        last = self.store.last_entry()
        self.store.log.commit_pass(edit, author_of(self.by), (name, made_by), based_on=last)
        self.document = edits.apply(self.document, edit)
        return self.document

    def _look(self, segment: Segment) -> tuple[Flag, ...]:
        """Run the checks with the segment's words and other readings, which rows come without."""
        if self._checks is None:
            return ()
        spans = segment.word_spans or (WordSpan(segment.id, 0, len(self.store.words(segment.id))),)
        words = [word for span in spans for word in self.store.words(span.segment)[span.first : span.last]]
        readings = self.store.alternatives(segment.id)
        whole = replace(segment, words=tuple(words), alternatives=readings)
        return self._checks(whole, said_before(self.document.segments, segment))

    # One call a wish

    def correct(self, segment_id: str, side: Side, text: str, language: str = "") -> Document:
        """Write one side anew."""
        return self.commit(review.correct(self.document, segment_id, side, text, self.by, language))

    def replace_hits(self, hits: Sequence[Hit]) -> Document:
        """Replace a text wherever it was found: one entry, one undo."""
        return self.commit(replacing.replace_hits(self.document, hits, self.by))

    def machine_target(self, segment_id: str, text: str, made_by: Provenance) -> Document:
        """Show a machine's new translation, unreviewed and authored by the model; one step to undo."""
        edit = review.machine_target(self.document, segment_id, text, "+".join(made_by.models.values()))
        written = edit.changes[0].after if edit.changes else None
        language = written.target_language if isinstance(written, Segment) else ""
        return self.commit(edit, (made_by, Translation(segment_id, language, text)))

    def approve(self, ids: Iterable[str], sides: Sequence[Side] = BOTH_SIDES) -> Document:
        """Approve sides as they stand."""
        return self.commit(review.approve(self.document, ids, sides, self.by))

    def second_approve(self, ids: Iterable[str], sides: Sequence[Side] = BOTH_SIDES) -> Document:
        """Approve what another person edited and another approved."""
        return self.commit(review.second_approve(self.document, ids, sides, self.by))

    def reopen(self, ids: Iterable[str], sides: Sequence[Side] = BOTH_SIDES) -> Document:
        """Take approvals back."""
        return self.commit(review.reopen(self.document, ids, sides))

    def split(self, segment_id: str, cut: Cut) -> Document:
        """Cut a segment in two."""
        words = self.store.words(segment_id)
        return self.commit(reshape.split(self.document, segment_id, cut, words, self.by))

    def merge(self, first_id: str, second_id: str) -> Document:
        """Join two neighbours."""
        counts = (len(self.store.words(first_id)), len(self.store.words(second_id)))
        return self.commit(reshape.merge(self.document, first_id, second_id, counts, self.by))

    def rename_speaker(self, speaker_id: str, **fields: str | tuple[str, ...]) -> Document:
        """Say who a speaker is, everywhere at once."""
        return self.commit(review.rename_speaker(self.document, speaker_id, **fields))

    def add_speaker(self, name: str, **fields: str | tuple[str, ...]) -> str:
        """Add somebody; returns the new id."""
        edit = review.add_speaker(self.document, name, **fields)
        self.commit(edit)
        return edit.changes[0].id

    def reassign_speaker(self, ids: Iterable[str], speaker_id: str) -> Document:
        """Give segments to another speaker."""
        return self.commit(review.reassign_speaker(self.document, ids, speaker_id, self.by))

    def change_times(self, segment_id: str, start_ms: int, end_ms: int) -> Document:
        """Move a segment's beginning or end."""
        return self.commit(review.change_times(self.document, segment_id, start_ms, end_ms, self.by))

    def change_language(self, segment_id: str, language: str, side: Side = Side.SOURCE) -> Document:
        """Say which language a side is in."""
        return self.commit(review.change_language(self.document, segment_id, language, self.by, side))

    def add_flag(
        self, segment_id: str, kind: FlagKind, note: str = "", severity: Severity = Severity.WARN
    ) -> Document:
        """Raise a doubt."""
        return self.commit(review.add_flag(self.document, segment_id, kind, note, severity))

    def waive_flag(self, segment_id: str, kind: FlagKind) -> Document:
        """Say that a doubt is none."""
        return self.commit(review.waive_flag(self.document, segment_id, kind, self.by))

    def add_note(self, segment_id: str, text: str) -> Document:
        """Add a translator's note."""
        return self.commit(review.add_note(self.document, segment_id, text, self.by))

    def link(self, kind: str, from_ids: Sequence[str], to_ids: Sequence[str], note: str = "") -> Document:
        """Relate segments."""
        return self.commit(review.link(self.document, kind, from_ids, to_ids, note))

    def unlink(self, link_key: str) -> Document:
        """Take a link away."""
        return self.commit(review.unlink(self.document, link_key))

    def link_rows(self, originals: Sequence[str], renditions: Sequence[str], note: str = "") -> Document:
        """Say that some rows render others."""
        return self.commit(renditions_of.link_rows(self.document, originals, renditions, note))

    def unlink_rows(self, originals: Sequence[str], renditions: Sequence[str]) -> Document:
        """Say that rows do not render others."""
        return self.commit(renditions_of.unlink_rows(self.document, originals, renditions))

    def change_finding(self, key: str, **fields: Unpack[Verdict]) -> Document:
        """Decide, regrade, note a finding, or write the right rendition."""
        return self.commit(renditions_of.change_finding(self.document, key, self.by, **fields))

    def undo(self) -> Document:
        """Take the newest edit back, whoever made it, in this session or an earlier one."""
        return self._reverse(EditKind.UNDO, self.store.log.undoable())

    def redo(self) -> Document:
        """Bring the edit again that was taken back last."""
        return self._reverse(EditKind.REDO, self.store.log.redoable())

    def _reverse(self, kind: EditKind, candidates: Sequence[int]) -> Document:
        if not candidates:
            raise EditRefused(f"There is nothing to {kind}.")
        return self.commit(self.store.log.reversal(self.document, kind, candidates[-1]))

    def last_author(self) -> tuple[str, str]:
        """Who made the edit that undo would take back, and its kind; empty where there is none."""
        candidates = self.store.log.undoable()
        if not candidates:
            return "", ""
        entry = self.store.log.entry(candidates[-1])
        return entry.author, entry.kind

    def take_over(self) -> bool:
        """Become the writer where the one who held the file has let go of it; True when that happened."""
        if not isinstance(self.refusal, Locked):
            return False
        refusal = _why_readonly(self.store, self.by, take_over=False) or _why_broken(self.store)
        if refusal is not None:
            self.refusal = refusal
            return False
        self.refusal = None
        self.store.log.refresh()
        self.document = self.store.document()
        return True

    # Looking

    def find(self, text: str, sides: tuple[Side, ...] = BOTH_SIDES) -> list[Match]:
        """Rows that hold a text, whatever its width and case."""
        return self._index.find(self.document, text, sides)

    def words(self, segment_id: str) -> tuple[Word, ...]:
        """The words of a segment."""
        return self.store.words(segment_id)

    def alternatives(self, segment_id: str) -> tuple[Alternative, ...]:
        """Other texts that engines found."""
        return self.store.alternatives(segment_id)

    def reload(self) -> bool:
        """Read again what another process wrote; True when there was something."""
        if not self.store.log.refresh():
            return False
        self.document = self.store.document()
        return True


def _why_broken(store: TranscriptStore) -> TranscriptFileError | None:
    """Nothing is written on words that are not the sealed ones: their chain would vouch for them."""
    try:
        refuse_broken(store.path, store.verdict)
    except Tampered as error:
        return error
    return None


def _why_readonly(store: TranscriptStore, by: Identity, take_over: bool) -> TranscriptFileError | None:
    if store.file.readonly:
        return TranscriptFileError(f"{store.path} was opened for reading.", "open it for writing")
    if not store.complete:
        return TranscriptFileError(
            f"{store.path} is not complete: its run was interrupted or is still going on.",
            "finish it with testimony run RECORDING -o FILE",
        )
    try:
        store.acquire(take_over=take_over, name=by.name)
    except Locked as error:
        return error
    except TranscriptFileError as error:  # a read-only file or folder is still good to read
        return error
    return None
