"""Every word the screen says, in English and Chinese; ``tests/tui`` holds that none is missing."""

from __future__ import annotations

from collections.abc import Mapping

from tui.catalogue import ENTRIES

__all__ = ["Strings", "Words"]

Words = Mapping[str, tuple[str, str]]  # key → (English, Chinese)


class Strings:
    """The catalogue in one language, and the words that parts of the screen bring."""

    def __init__(self, language: str = "en") -> None:
        self.language = "zh" if language.lower().startswith("zh") else "en"
        self._column = 1 if self.language == "zh" else 0
        self._entries: dict[str, tuple[str, str]] = dict(ENTRIES)

    def add(self, words: Words) -> None:
        """Take over the words of a part."""
        self._entries.update(words)

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def entry(self, kind: str) -> str:
        """The name of a kind of entry of the history; the kind itself where it has none."""
        return self(f"entry.{kind}") if f"entry.{kind}" in self else kind

    def __call__(self, key: str, **values: object) -> str:
        """The string for a key, its ``{names}`` filled in.

        Raises:
            KeyError: No such string: a mistake in the program.
        """
        text = self._entries[key][self._column]
        return text.format(**values) if values else text
