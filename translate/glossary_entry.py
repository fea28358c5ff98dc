"""One row of a glossary, whatever file it came from."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DEFAULT_PAIR", "Entry"]

DEFAULT_PAIR = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row.

    Attributes:
        term: The words as said; for a name, its Hanzi.
        variants: Other spellings and words for it (Traditional forms match by themselves).
        preferred: Accepted renderings, the first one wanted.
        forbidden: Renderings that must not stand for it.
        pair: Source and target language of the row.
        both: It holds in the other direction too.
        kind: ``term`` or ``name``.
        note: What to know about it.
        source: Where it was taken from.
        status: Free text; ``retired`` switches the row off.
        line: Line in the file, counted from 1.
    """

    term: str
    preferred: tuple[str, ...]
    variants: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    pair: tuple[str, str] = DEFAULT_PAIR
    both: bool = True
    kind: str = "term"
    note: str = ""
    source: str = ""
    status: str = ""
    line: int = 0

    @property
    def forms(self) -> tuple[str, ...]:
        """The term and its variants."""
        return (self.term, *self.variants)
