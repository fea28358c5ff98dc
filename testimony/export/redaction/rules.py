"""What finds the things a profile names, and says what stands instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from testimony.export.redaction.fold import fold
from testimony.text.han import has_han, is_han

__all__ = ["Hit", "PatternRule", "Rule", "rules_for_texts"]


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found in a folded text.

    Attributes:
        start: First character, an index of the folded text.
        end: One past the last.
        instead: What stands in its place.
        label: What a report calls it; it reveals nothing.
        why: Empty where it is replaced without asking; else why a person has to decide, one sentence.
        value: What it is, however it is written: digits, a date, small letters. It is then looked for
            everywhere. Empty where only this place is meant.
    """

    start: int
    end: int
    instead: str
    label: str
    why: str = ""
    value: str = ""


class Rule(Protocol):
    """Something to find in texts."""

    def hits(self, text: str, before: str = "", /) -> Iterator[Hit]:
        """Yield what stands in a folded text, in order.

        Args:
            text: Folded.
            before: What was said just before, folded; empty where nothing was.
        """


@dataclass(frozen=True, slots=True)
class PatternRule:
    """A rule that is a regular expression over folded text.

    Attributes:
        pattern: Finds it; a group ``secret`` narrows what is replaced.
        instead: What stands instead.
        label: What a report calls it.
        why: As in ``Hit``.
    """

    pattern: re.Pattern[str]
    instead: str
    label: str
    why: str = ""

    def hits(self, text: str, _before: str = "", /) -> Iterator[Hit]:
        """Yield every match."""
        group = "secret" if "secret" in self.pattern.groupindex else 0
        for match in self.pattern.finditer(text):
            start, end = match.span(group)
            if start < end:
                yield Hit(start, end, self.instead, self.label, self.why, match[group].lower())


def rules_for_texts(texts: Iterable[str], instead: str, label: str) -> Iterator[PatternRule]:
    """Find texts in any case and spacing, Chinese in both scripts, Latin words only whole."""
    forms = dict.fromkeys(fold(text).text for text in texts)
    bodies = [_body(form) for form in sorted(forms, key=len, reverse=True) if form.strip()]
    if bodies:
        yield PatternRule(re.compile("(?i)" + "|".join(bodies)), instead, label)


def _body(text: str) -> str:
    pieces = text.split()
    first, last = pieces[0][0], pieces[-1][-1]
    body = r"[\s_]*".join(r"\s*".join(map(re.escape, p)) if has_han(p) else re.escape(p) for p in pieces)
    # A Latin word may stand right beside Chinese, where a boundary of words would not let it be found.
    before = r"(?<![A-Za-z0-9])" if first.isalnum() and not is_han(first) else ""
    after = r"(?![A-Za-z0-9])" if last.isalnum() and not is_han(last) else ""
    return f"{before}{body}{after}"
