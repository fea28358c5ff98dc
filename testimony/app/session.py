"""A transcript open for review: each edit is checked, kept and shown, for the screen and the commands alike.

A session holds a transcript's present state in memory. The document in memory is replaced only after the edit
is on the disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Self

from testimony.app.checks import RowChecks
from testimony.app.session_edits import MarkEdits, RenditionEdits, SpeakerEdits
from testimony.audio.recordings import HashFile, find_recording, hash_recording
from testimony.transcript import edits, review
from testimony.transcript.editing import replacing, reshape
from testimony.transcript.editing.replacing import Hit
from testimony.transcript.editing.reshape import Cut
from testimony.transcript.edits import Document, Edit, EditKind
from testimony.transcript.errors import (
    EditRefused,
    Locked,
    Tampered,
    TranscriptFileError,
)
from testimony.transcript.find import Match, TextIndex
from testimony.transcript.flags import said_before
from testimony.transcript.record.history import Author
from testimony.transcript.record.store import TranscriptStore
from testimony.transcript.review import BOTH_SIDES
from testimony.transcript.types import (
    Flag,
    Identity,
    Provenance,
    Segment,
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
        speakers: Edits of the speakers.
        marks: Edits of flags and notes.
        renditions: Edits of renditions and findings.
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
        self.speakers = SpeakerEdits(self)
        self.marks = MarkEdits(self)
        self.renditions = RenditionEdits(self)

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
        edit = review.with_checks(
            edit, self._checks and partial(_look, self.store, self.document, self._checks)
        )
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

    # Edits of segments

    def correct(self, segment_id: str, side: Side, text: str, language: str = "") -> Document:
        """Write one side anew."""
        return self.commit(review.correct(self.document, segment_id, side, text, self.by, language))

    def replace_hits(self, hits: Sequence[Hit]) -> Document:
        """Replace a text wherever it was found: one entry, one undo."""
        return self.commit(replacing.replace_hits(self.document, hits, self.by))

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

    def change_times(self, segment_id: str, start_ms: int, end_ms: int) -> Document:
        """Move a segment's beginning or end."""
        return self.commit(review.change_times(self.document, segment_id, start_ms, end_ms, self.by))

    def change_language(self, segment_id: str, language: str, side: Side = Side.SOURCE) -> Document:
        """Say which language a side is in."""
        return self.commit(review.change_language(self.document, segment_id, language, self.by, side))

    def undo(self) -> Document:
        """Take the newest edit back, whoever made it, in this session or an earlier one."""
        return self.commit(_reversal(self, EditKind.UNDO, self.store.log.undoable()))

    def redo(self) -> Document:
        """Bring the edit again that was taken back last."""
        return self.commit(_reversal(self, EditKind.REDO, self.store.log.redoable()))

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

    def find(self, text: str, sides: tuple[Side, ...] = BOTH_SIDES) -> Sequence[Match]:
        """Rows that hold a text, whatever its width and case."""
        return self._index.find(self.document, text, sides)

    def words(self, segment_id: str) -> tuple[Word, ...]:
        """The words of a segment."""
        return self.store.words(segment_id)

    def reload(self) -> bool:
        """Read again what another process wrote; True when there was something."""
        if not self.store.log.refresh():
            return False
        self.document = self.store.document()
        return True


def _look(
    store: TranscriptStore, document: Document, checks: RowChecks, segment: Segment
) -> tuple[Flag, ...]:
    """Run the checks with the segment's words and other readings, which rows come without."""
    spans = segment.word_spans or (WordSpan(segment.id, 0, len(store.words(segment.id))),)
    words = [word for span in spans for word in store.words(span.segment)[span.first : span.last]]
    whole = replace(segment, words=tuple(words), alternatives=store.alternatives(segment.id))
    return checks(whole, said_before(document.segments, segment))


def _reversal(session: Session, kind: EditKind, candidates: Sequence[int]) -> Edit:
    if not candidates:
        raise EditRefused(f"There is nothing to {kind}.")
    return session.store.log.reversal(session.document, kind, candidates[-1])


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
