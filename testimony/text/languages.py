"""Names of languages as a person reads them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

__all__ = ["few", "language_name"]

_NAMES = {
    "bo": "Tibetan",
    "en": "English",
    "mn": "Mongolian",
    "ug": "Uyghur",
    "wuu": "Wu Chinese",
    "yue": "Cantonese",
    "zh": "Chinese",
}
_SHOWN = 8


def language_name(code: str) -> str:
    """``Chinese (zh)``, or ``the language 'xx'`` where no name is known."""
    return f"{_NAMES[code]} ({code})" if code in _NAMES else f"the language {code!r}"


def few(codes: Collection[str] | Sequence[str]) -> str:
    """The first eight codes and how many more there are, for an error message."""
    shown = ", ".join(list(codes)[:_SHOWN])
    more = len(codes) - _SHOWN
    return f"{shown} and {more} more" if more > 0 else shown or "no language at all"
