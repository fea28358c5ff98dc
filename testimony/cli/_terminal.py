"""The one door to the terminal: no character that a command prints is a command to the terminal."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO, TextIO, TypedDict, cast

from testimony.text.terminal import printable

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["guard_output", "own_terminal"]


class BarSettings(TypedDict):
    """Where a progress bar is drawn: on its own console, taking over no other stream."""

    console: Console
    transient: bool
    redirect_stdout: bool
    redirect_stderr: bool


def own_terminal() -> BarSettings:
    """Settings of a progress bar, which writes control codes of its own; names that it shows come in safe."""
    from rich.console import Console

    console = Console(file=sys.__stderr__)
    return {"console": console, "transient": True, "redirect_stdout": False, "redirect_stderr": False}


def guard_output() -> None:
    """Put the door in front of standard output and standard error.

    Exports go through ``sys.stdout.buffer`` with their exact bytes; progress bars, whose control codes are
    our own, go to ``sys.__stderr__``.
    """
    sys.stdout = cast("TextIO", _GuardedStream(sys.stdout))
    sys.stderr = cast("TextIO", _GuardedStream(sys.stderr))


class _GuardedStream:
    """A text stream that shows control characters instead of sending them."""

    def __init__(self, stream: TextIO) -> None:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a lone surrogate, or Chinese in ASCII
        self._stream = stream

    def write(self, text: str) -> int:
        """Write the printable form of a text."""
        self._stream.write(printable(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write the printable form of every line."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Pass on what waits."""
        self._stream.flush()

    def isatty(self) -> bool:
        """Tell whether a person sees this stream."""
        return self._stream.isatty()

    def fileno(self) -> int:
        """The number of the file behind the stream."""
        return self._stream.fileno()

    @property
    def buffer(self) -> BinaryIO:
        """The bytes behind the stream, for exports."""
        return self._stream.buffer

    @property
    def encoding(self) -> str:
        """How characters become bytes; never ASCII, or click would open the bytes behind this door itself."""
        named = self._stream.encoding
        return "utf-8" if codecs.lookup(named).name == "ascii" else named

    @property
    def errors(self) -> str | None:
        """What happens to characters that have no bytes."""
        return self._stream.errors

    @property
    def closed(self) -> bool:
        """Tell whether nothing can be written any more."""
        return self._stream.closed
