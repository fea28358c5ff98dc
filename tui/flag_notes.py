"""The notes of flags in the language of the screen."""

from __future__ import annotations

import re
from functools import lru_cache

from tui.catalogue.note_texts import NOTE_TEXTS, QUOTED

__all__ = ["note_in"]

_HOLE = re.compile(r"\\\{(\w+)\\\}")
_SENTENCE = re.compile(r"(?<=[.;]) (?=[A-Z“])")


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Compiled when the first note is read, since most screens are English."""
    return tuple(
        (re.compile(_HOLE.sub(r"(?P<\1>.+?)", re.escape(english)), re.DOTALL), chinese)
        for english, chinese in NOTE_TEXTS.items()
    )


def note_in(language: str, note: str) -> str:
    """A note in ``en`` or ``zh``; one that no check of ours wrote stays as it is."""
    if language != "zh" or not note:
        return note
    whole = _translated(note)
    if whole is not None:
        return whole
    return "".join(_translated(part) or part for part in _SENTENCE.split(note))


@lru_cache(maxsize=1024)
def _translated(note: str) -> str | None:
    for pattern, chinese in _patterns():
        found = pattern.fullmatch(note)
        if found is not None:
            return chinese.format(
                **{name: QUOTED.get(text, text) for name, text in found.groupdict().items()}
            )
    return None
