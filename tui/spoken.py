"""Which characters of a source are which spoken word."""

from __future__ import annotations

from collections.abc import Iterator

from testimony.transcript.types import Word

__all__ = ["word_range", "word_spans"]


def word_spans(source: str, words: tuple[Word, ...]) -> Iterator[tuple[Word, tuple[int, int] | None]]:
    """Each word with its characters in the source; None for one that was changed."""
    at = 0
    for word in words:
        text = word.text.strip()
        found = source.find(text, at) if text else -1
        if found >= 0:
            at = found + len(text)
        yield word, (found, at) if found >= 0 else None


def word_range(source: str, words: tuple[Word, ...], at_ms: int) -> tuple[int, int] | None:
    """Which characters of the source are heard at a time; None between words or in changed text."""
    return next(
        (span for word, span in word_spans(source, words) if span and word.start_ms <= at_ms < word.end_ms),
        None,
    )
