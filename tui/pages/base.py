"""What a page under the list is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from testimony.transcript.types import Segment, Side
from tui.review.sound.words import WordCache
from tui.services import ReviewSession, Services
from tui.strings import Strings
from tui.widgets.ink import Run

__all__ = ["Line", "PageKind", "PageSources", "no_count"]

Line = list[Run]


@dataclass(frozen=True, slots=True)
class PageSources:
    """Where a page takes what it shows; ``typed`` gives what stands in open editors and is not saved."""

    session: ReviewSession
    services: Services
    say: Strings
    words: WordCache
    typed: Callable[[], dict[Side, str]] = dict


def no_count(_: Segment, __: PageSources) -> int:
    """For a page that counts nothing."""
    return 0


@dataclass(frozen=True, slots=True)
class PageKind:
    """A page.

    Attributes:
        name: Of the string ``page.NAME``.
        lines: What it shows of a segment.
        number: How many things it shows, for its tab; 0 says nothing.
        reads: True where it reads the file or asks the services: it then waits until one stays at a row.
    """

    name: str
    lines: Callable[[Segment, PageSources], list[Line]]
    number: Callable[[Segment, PageSources], int] = no_count
    reads: bool = False

    def count(self, segment: Segment, sources: PageSources, *, moving: bool) -> int:
        """The number on its tab; 0 while one moves, where counting reads the file."""
        return 0 if moving and self.reads else self.number(segment, sources)
