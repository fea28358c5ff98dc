"""One batch on one output folder; the shards of one batch may be many."""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from testimony.transcript.errors import Locked, TranscriptFileError
from testimony.transcript.record.disk.processes import (
    ProcessMark,
    is_alive,
    is_within_sight,
    this_process,
)

__all__ = ["FolderLock", "lock_name"]

_BEAT_S = 20.0
_SILENT_S = 300.0
"""A holder on another machine that gave no sign of life for five minutes is dead."""
_NAME = re.compile(r"lock(?:-(\d+)-of-(\d+))?\.json")


def lock_name(shard: tuple[int, int] | None) -> str:
    """``lock.json``, or ``lock-3-of-8.json`` for a shard."""
    return "lock.json" if shard is None else f"lock-{shard[0]}-of-{shard[1]}.json"


class FolderLock:
    """Holds an output folder for one batch, or one shard of it.

    A holder on this machine is dead when its process is gone; on another one, when its file has not been
    touched for five minutes by the file system's own clock.

    Args:
        folder: The output folder, for messages.
        home: The batch's own folder in it.
        shard: (3, 8) for ``--shard 3/8``.

    Raises:
        Locked: Another batch works on the folder.
    """

    def __init__(self, folder: Path, home: Path, shard: tuple[int, int] | None = None) -> None:
        self._folder = folder
        self._home = home
        self._path = home / lock_name(shard)
        self._shard = shard
        self._beaten = time.monotonic()
        mark = this_process()
        self._content = json.dumps([mark.host, mark.pid, mark.start])
        self._take()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            if self._path.read_text(encoding="utf-8") == self._content:  # not one that took over
                self._path.unlink()

    def beat(self) -> None:
        """Give a sign of life, now and then; call it often."""
        now = time.monotonic()
        if now - self._beaten > _BEAT_S:
            self._beaten = now
            with contextlib.suppress(OSError):
                os.utime(self._path)

    def _take(self) -> None:
        for _ in range(3):
            try:
                handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError:
                self._refuse_if_held(self._path)
                self._remove_dead()
                continue
            except OSError as error:
                raise self._unwritable(error) from error
            self._fill(handle)
            break
        try:
            for other in self._others():
                self._refuse_if_held(other)
        except BaseException:
            self._path.unlink(missing_ok=True)
            raise

    def _fill(self, handle: int) -> None:
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(self._content)
        except OSError as error:
            # An empty lock would be taken for another machine's, and hold the folder for five minutes.
            with contextlib.suppress(OSError):
                self._path.unlink()
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> TranscriptFileError:
        return TranscriptFileError(
            f"{self._path} cannot be written: {error.strerror}.",
            "free some space, or name another folder with --out",
        )

    def _remove_dead(self) -> None:
        """Remove a dead batch's lock, and nothing but that: somebody else may just have done the same."""
        aside = self._path.with_name(f".dead-{secrets.token_hex(4)}")
        try:
            self._path.rename(aside)
        except FileNotFoundError:
            return
        try:
            self._refuse_if_held(aside)
        except Locked:
            aside.rename(self._path)
            raise
        aside.unlink(missing_ok=True)

    def _others(self) -> list[Path]:
        """Locks that this one cannot be held beside: any but another shard of the same division."""
        others = []
        for path in self._home.glob("lock*.json"):
            match = _NAME.fullmatch(path.name)
            if match is None or path == self._path:
                continue
            same_division = self._shard is not None and match[2] == str(self._shard[1])
            if not same_division:
                others.append(path)
        return others

    def _refuse_if_held(self, path: Path) -> None:
        try:
            mark = ProcessMark(*json.loads(path.read_text(encoding="utf-8")))
            silent_s = self._now() - path.stat().st_mtime
        except FileNotFoundError:
            return
        except (OSError, ValueError, TypeError):
            mark, silent_s = ProcessMark("", 0, ""), self._now() - path.stat().st_mtime
        if mark.host == this_process().host and is_within_sight(mark):
            held = is_alive(mark)
            hint = f"wait for it, end it (kill {mark.pid}), or name another folder with --out"
        else:
            held = silent_s < _SILENT_S
            hint = (
                "wait for it, or name another folder with --out; if that machine died, try again in 5 minutes"
            )
        if held:
            raise Locked(
                f"Another batch is working on {self._folder}"
                f" (process {mark.pid} on {mark.host or 'another machine'}).",
                hint,
            )

    def _now(self) -> float:
        """The time as the file system sees it: a server's clock may differ from this machine's."""
        probe = self._home / f".clock-{os.getpid()}"
        try:
            probe.touch()
            return probe.stat().st_mtime
        except OSError:
            return time.time()
        finally:
            with contextlib.suppress(OSError):
                probe.unlink(missing_ok=True)
