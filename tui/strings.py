"""Every word the screen says, in English and Chinese; ``tests/tui`` holds that none is missing."""

from __future__ import annotations

from tui.catalogue import ENTRIES

__all__ = ["Strings"]


class Strings:
    """The catalogue in one language."""

    def __init__(self, language: str = "en") -> None:
        self.language = "zh" if language.lower().startswith("zh") else "en"
        self._column = 1 if self.language == "zh" else 0

    def __call__(self, key: str, **values: object) -> str:
        """The string for a key, its ``{names}`` filled in.

        Raises:
            KeyError: No such string: a mistake in the program.
        """
        text = ENTRIES[key][self._column]
        return text.format(**values) if values else text
