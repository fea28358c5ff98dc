"""The present state of an open file: the log folded, laid over the draft, and checked on the way."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace

from testimony.transcript import present
from testimony.transcript.edits import Document, document_of
from testimony.transcript.encoding.content import EntryContent, read_after
from testimony.transcript.errors import Tampered
from testimony.transcript.fold import Fold
from testimony.transcript.record import draft, history, snapshot
from testimony.transcript.record.checks.draft_check import CheckedDraft
from testimony.transcript.record.checks.log_check import CheckedLog
from testimony.transcript.record.checks.problems import Problems
from testimony.transcript.record.collector import collector_paused
from testimony.transcript.record.disk.record_file import RecordFile
from testimony.transcript.record.seal import verify
from testimony.transcript.types import Alternative, Segment, Transcript, Word
from testimony.transcript.verdict import NOT_STORED, Verdict

__all__ = ["PresentState"]


class PresentState:
    """Reads what stands; everything that it hands out was held against the seal.

    Args:
        record: The open file.
        quick: Begin at the snapshot of an earlier session, where the log vouches for one.
    """

    def __init__(self, record: RecordFile, *, quick: bool) -> None:
        self.verdict = NOT_STORED  # of what was loaded last
        self._record = record
        self._quick = quick
        self._kept: snapshot.Kept | None = None
        self._fold: Fold | None = None
        self._problems = Problems()
        self._log: CheckedLog | None = None
        self._generation = record.generation
        self._filled_in = False

    # The log

    def fold(self) -> Fold:
        """The log's present state; read once, and again when it is no longer the present."""
        if self._fold is None or self._generation != self._record.generation:
            with self._record.reading() as connection, collector_paused():
                self._read_log(connection)
        if self._fold is None:
            raise Tampered(f"{self._record.path} holds no log.", f"testimony verify '{self._record.path}'")
        return self._fold

    def _read_log(self, connection: sqlite3.Connection) -> None:
        self._generation = self._record.generation
        self._problems, self._filled_in = Problems(), False
        log = CheckedLog(connection, self._problems)
        self._kept = snapshot.kept(connection) if self._quick else None
        state = snapshot.begin(self._kept) if self._kept is not None else None
        if state is None or self._kept is None:
            self._kept, state, self._filled_in = None, Fold(), True
        else:
            log.begin_at(self._kept.behind.seq, self._kept.behind.hash)
            log.passes.update(state.passes)
        for entry, _, text in log.read():
            if text is not None:
                after = read_after(text)
                log.note(entry, after)
                state.take(entry.seq, entry.kind, after)
        self._fold, self._log = state, log

    def refresh(self) -> bool:
        """Look whether another process wrote; True when what was read is no longer the present."""
        with self._record.reading() as connection:
            last = history.head(connection)[0]
        if self._fold is not None and self._fold.last == last and self._generation == self._record.generation:
            return False
        self._fold = None
        return True

    def take(self, entry: history.Entry, after: EntryContent) -> None:
        """Lay an entry over the state that was just written in the transaction that is open."""
        state, log = self.fold(), self._log
        if log is not None:
            log.note(entry, after)
            log.last, log.head = entry.seq, entry.hash
        state.take(entry.seq, entry.kind, after)

    # What stands

    def load(self, *, words: bool = False, whole: bool = False) -> Transcript:
        """The whole transcript as it now stands, with the verdict on it.

        Args:
            words: Load the words of every row too.
            whole: Look at every row of the file, as ``verify`` does, and not only at what is shown.
        """
        with self._record.reading() as connection, collector_paused():
            self.refresh()
            state, problems = self.fold(), Problems()
            standing = present.segments(self._rows(connection, problems), state)
            if words:
                standing = list(self._with_words(connection, standing, problems))
            if whole:
                problems.found[:] = verify(connection).problems
            self.verdict = self._verdict(problems, whole=whole)
            return present.transcript(standing, state, self.head(), self.verdict)

    def drafted(self) -> Transcript:
        """The transcript as the machine made it, before anybody edited it; without words.

        Raises:
            Tampered: It is not what was sealed.
        """
        with self._looking() as rows, collector_paused():
            state = self.fold()
            before = Fold()
            before.recording, before.languages, before.complete = state.recording, state.languages, True
            before.speakers = state.speakers
            before.passes = {name: state.passes[name] for name in state.draft_passes}
            standing = present.in_order(rows.segments())
            return present.transcript(standing, before, self.head(), NOT_STORED)

    def document(self) -> Document:
        """What stands, for ``review``'s functions."""
        return document_of(self.load(), self.fold().used_ids)

    def keep_snapshot(self) -> None:
        """After thousands of entries or rows, save the next session from reading them one by one."""
        if self._fold is None or not self._fold.complete or not self._is_snapshot_due(self._fold):
            return
        with self._record.writing() as connection, collector_paused():
            self.refresh()
            state, problems = self.fold(), Problems()
            standing = present.segments(self._rows(connection, problems), state)
            if not problems.found and not self._problems.found:
                snapshot.keep(connection, state, standing)

    def _is_snapshot_due(self, state: Fold) -> bool:
        if state.base:
            return state.last - state.base >= snapshot.DUE
        with self._record.reading() as connection:
            return state.last >= snapshot.DUE or draft.count(connection) >= snapshot.DUE_ROWS

    def head(self) -> str:
        """Hash of the last entry, hex."""
        with self._record.reading() as connection:
            return history.head(connection)[1].hex()

    def words(self, segment_id: str) -> tuple[Word, ...]:
        """The words of a segment, gathered again after splits and merges; empty when unknown.

        Raises:
            Tampered: They are not what was sealed.
        """
        with self._looking() as draft:
            spans = present.word_spans(self.fold(), segment_id)
            if spans is None:
                return draft.words_of(segment_id)
            return tuple(
                word for span in spans for word in draft.words_of(span.segment)[span.first : span.last]
            )

    def alternatives(self, segment_id: str) -> tuple[Alternative, ...]:
        """Other texts that engines found for a segment of the draft.

        Raises:
            Tampered: They are not what was sealed.
        """
        with self._looking() as draft:
            return draft.alternatives_of(segment_id)

    @contextlib.contextmanager
    def _looking(self) -> Iterator[CheckedDraft]:
        with self._record.reading() as connection:
            problems = Problems()
            yield CheckedDraft(connection, self._filled(connection, problems), problems)
            if problems.found:
                path = self._record.path
                raise Tampered(
                    f"{path} is not what was sealed: {problems.found[0]}.", f"testimony verify '{path}'"
                )

    def _filled(self, connection: sqlite3.Connection, problems: Problems) -> CheckedLog:
        """The log with what the entries before a snapshot say of rows."""
        self.fold()
        log = self._log or CheckedLog(connection, problems)
        if not self._filled_in:
            log.fill_in(connection)
            self._filled_in = True
        return log

    def _rows(self, connection: sqlite3.Connection, problems: Problems) -> Iterable[Segment]:
        """What the log's changes are laid over: the draft, or the snapshot that the fold began at."""
        if self._kept is not None:
            return snapshot.rows(self._kept)
        return CheckedDraft(connection, self._filled(connection, problems), problems).segments()

    def _with_words(
        self, connection: sqlite3.Connection, standing: Iterable[Segment], problems: Problems
    ) -> Iterator[Segment]:
        draft = CheckedDraft(connection, self._filled(connection, problems), problems)
        known = dict(draft.words())
        for one in standing:
            if one.word_spans:
                spans = (known.get(span.segment, ())[span.first : span.last] for span in one.word_spans)
                words = tuple(word for words in spans for word in words)
            else:
                words = known.get(one.id, ())
            yield replace(one, words=present.within(words, one.start_ms, one.end_ms))

    def _verdict(self, problems: Problems, *, whole: bool) -> Verdict:
        found = tuple(dict.fromkeys(map(str, (*self._problems.found, *problems.found))))
        seal = self._log.seal_version if self._log is not None else 1
        return Verdict(self.head(), found, seal, whole)
