"""The pages under the list: what is known about the segment in work; one line a page."""

from __future__ import annotations

from tui.pages.alternatives import ALTERNATIVES
from tui.pages.base import Line, PageKind, PageSources
from tui.pages.draft import DRAFT
from tui.pages.flags import FLAGS
from tui.pages.heading import heading, tabs_of
from tui.pages.history import HISTORY
from tui.pages.notes import NOTES
from tui.pages.terms import TERMS
from tui.pages.words import WORDS
from tui.strings import Strings

__all__ = ["PAGES", "Line", "PageKind", "PageSources", "heading", "tabs"]

PAGES = (FLAGS, ALTERNATIVES, TERMS, HISTORY, WORDS, NOTES, DRAFT)


def tabs(page: str, counts: dict[str, int], say: Strings) -> Line:
    """The names of the pages with their numbers, the open one marked."""
    return tabs_of([one.name for one in PAGES], page, counts, say)
