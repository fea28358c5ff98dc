"""The file written anew as a whole: encrypted, decrypted, purged."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from testimony.transcript.record import history
from testimony.transcript.record.disk.files import automatic_copies, temporary_beside
from testimony.transcript.record.disk.record_file import RecordFile
from testimony.transcript.record.disk.sqlite_errors import guard, journal_of
from testimony.transcript.record.history import Author
from testimony.transcript.record.rebuild import PurgePlan, copy_into, plan_purge
from testimony.transcript.record.state import PresentState

__all__ = ["Maintenance"]


class Maintenance:
    """Rewrites an open file; the new one stands whole and synced beside the old before it takes its name.

    Attributes:
        removed: Copies that recovering or migrating had set aside, and that an encryption or a purge took
            away because they held the words.
    """

    def __init__(self, record: RecordFile, state: PresentState) -> None:
        self.removed: tuple[Path, ...] = ()
        self._record = record
        self._state = state

    def encrypt(self, passphrase: str) -> None:
        """Write the file anew, encrypted; the old bytes may stay on the disk until overwritten.

        Copies that were set aside unasked are removed: they hold the words under no or another passphrase.
        """
        self._rewrite(passphrase)

    def decrypt(self) -> None:
        """Write the file anew, readable by everyone who can read the file."""
        self._rewrite(None)

    def purge(self, segment_ids: Sequence[str], author: Author) -> int:
        """Remove the words of segments for good, wherever the file holds them; returns how many rows.

        The file is rebuilt, its chain still verifies, and one entry more says what was removed. Copies that
        were set aside unasked are removed.
        """
        with self._record.writing():
            pass  # the lock, and today's schema, before anything is read
        document = self._state.document()
        with self._record.reading() as connection:
            plan = plan_purge(connection, document, segment_ids, author)
        self._rewrite(self._record.passphrase, plan, author, based_on=self._state.fold().last)
        return len(plan.rows) + len(plan.entries)

    def _rewrite(
        self,
        passphrase: str | None,
        plan: PurgePlan | None = None,
        author: Author = history.MACHINE,
        based_on: int | None = None,
    ) -> None:
        anew = temporary_beside(self._record.path)
        try:
            with self._record.writing() as connection:
                if based_on is not None:
                    self._record.refuse_changed(connection, based_on)
                copy_into(connection, anew, passphrase, plan, author)
                if plan is not None or passphrase is not None:
                    self._remove_copies()
            self._record.replace_with(anew, passphrase)
        finally:
            for one in (anew, journal_of(anew)):
                with contextlib.suppress(OSError):
                    one.unlink(missing_ok=True)

    def _remove_copies(self) -> None:
        path = self._record.path
        with guard(path):
            copies = sorted(automatic_copies(path))
            for one in copies:
                one.unlink(missing_ok=True)
        self.removed += tuple(copies)
