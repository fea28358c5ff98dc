"""The way to the person: lines out, lines in, and whether a line was typed before it was asked for."""

from __future__ import annotations

import contextlib
import select
import sys
from collections.abc import Callable, Iterator
from typing import Protocol

__all__ = ["Console", "StandardConsole"]


class Console(Protocol):
    """Where a conversation takes place."""

    def say(self, text: str) -> None:
        """Print a line, or several."""

    def ask(self, prompt: str, text: str = "") -> str | None:
        """A line, ``text`` standing there to be changed; None at the end of the input."""

    def was_typed_ahead(self) -> bool:
        """True where the last line was typed before its prompt was printed."""


class StandardConsole:
    """Standard input and output; lines are edited by readline where there is one."""

    def __init__(self) -> None:
        self._typed_ahead = False
        self._insert: Callable[[str], None] | None = None
        with contextlib.suppress(ImportError):  # Windows: a line is typed anew there
            import readline

            self._readline = readline
            self._insert = readline.insert_text

    def say(self, text: str) -> None:
        """Print at once; a screen reader speaks it while the next prompt waits."""
        print(text, flush=True)

    def ask(self, prompt: str, text: str = "") -> str | None:
        """A line; Ctrl+D ends the input, Ctrl+C gives an empty line."""
        self._typed_ahead = _is_waiting()
        with self._standing(text):
            try:
                return input(prompt)
            except EOFError:
                return None
            except KeyboardInterrupt:
                self.say("")
                return ""

    @contextlib.contextmanager
    def _standing(self, text: str) -> Iterator[None]:
        if self._insert is None or not text:
            yield
            return
        insert = self._insert
        self._readline.set_startup_hook(lambda: insert(text))
        try:
            yield
        finally:
            self._readline.set_startup_hook(None)

    def was_typed_ahead(self) -> bool:
        """True where input waited already when the prompt was printed."""
        return self._typed_ahead


def _is_waiting() -> bool:
    try:
        return bool(select.select([sys.stdin], [], [], 0)[0])
    except (OSError, ValueError):  # Windows: consoles cannot be selected
        return False
