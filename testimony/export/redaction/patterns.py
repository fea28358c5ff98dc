"""What finds the things a profile names, and says what stands instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from testimony.export.redaction.plain import folded, plain

__all__ = ["PatternRule", "Rule", "rules_for_texts"]

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")


class Rule(Protocol):
    """Something to find, and what stands instead.

    Attributes:
        label: What a report calls it; it reveals nothing.
    """

    @property
    def label(self) -> str:
        """What a report calls it."""

    def replace(self, found: str) -> str:
        """Give what stands instead of a match."""

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where it stands in a folded text, in order, not overlapping."""


@dataclass(frozen=True, slots=True)
class PatternRule:
    """A rule that is a regular expression.

    Attributes:
        pattern: Finds it; a group ``secret`` narrows what is replaced.
        template: What stands instead; ``{last4}`` becomes the last four digits of what was found.
        label: What a report calls it.
    """

    pattern: re.Pattern[str]
    template: str
    label: str

    def replace(self, found: str) -> str:
        """Give what stands instead of a match."""
        if "{last4}" not in self.template:
            return self.template
        from testimony.export.redaction.digits import digits_in

        return self.template.replace("{last4}", digits_in(found)[-4:])

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where it stands in a text."""
        group = "secret" if "secret" in self.pattern.groupindex else 0
        for match in self.pattern.finditer(text):
            yield match.span(group)


def rules_for_texts(texts: Iterable[str], replacement: str, label: str) -> Iterator[PatternRule]:
    """Find texts in any case and spacing, Chinese in both scripts, Latin words only whole."""
    forms = dict.fromkeys(folded(plain(text)) for text in texts)
    bodies = [_body(form) for form in sorted(forms, key=len, reverse=True) if form.strip()]
    if bodies:
        yield PatternRule(re.compile("(?i)" + "|".join(bodies)), replacement, label)


def _body(text: str) -> str:
    pieces = text.split()
    first, last = pieces[0][0], pieces[-1][-1]
    body = r"[\s_]*".join(r"\s*".join(map(re.escape, p)) if _HAN.search(p) else re.escape(p) for p in pieces)
    # A Latin word may stand right beside Chinese, where a boundary of words would not let it be found.
    before = r"(?<![A-Za-z0-9À-ɏ])" if first.isalnum() and not _HAN.match(first) else ""
    after = r"(?![A-Za-z0-9À-ɏ])" if last.isalnum() and not _HAN.match(last) else ""
    return f"{before}{body}{after}"
