"""Names of languages as a person reads them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

__all__ = ["few", "language_name", "two_letters"]

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
# ISO 639-2 and 639-3 codes, and those that translators' programs use, of languages that have two letters.
_TWO_LETTERS = {
    "zho": "zh", "chi": "zh", "cmn": "zh", "chs": "zh", "cht": "zh", "zhs": "zh", "zht": "zh", "eng": "en",
    "enu": "en", "ena": "en", "uig": "ug", "bod": "bo", "tib": "bo", "mon": "mn", "fra": "fr", "fre": "fr",
    "deu": "de", "ger": "de", "spa": "es", "rus": "ru", "jpn": "ja", "kor": "ko", "vie": "vi", "ara": "ar",
    "kaz": "kk", "kir": "ky", "por": "pt", "ita": "it", "tha": "th", "mya": "my", "bur": "my", "khm": "km",
}  # fmt: skip


def two_letters(code: str) -> str:
    """Give the code of two letters for one of three, such as ``zh`` for ``zho``; any other stays."""
    return _TWO_LETTERS.get(code, code)


def language_name(code: str) -> str:
    """``Chinese (zh)``, or ``the language 'xx'`` where no name is known."""
    return f"{_NAMES[code]} ({code})" if code in _NAMES else f"the language {code!r}"


def few(codes: Collection[str] | Sequence[str]) -> str:
    """The first eight codes and how many more there are, for an error message."""
    shown = ", ".join(list(codes)[:_SHOWN])
    more = len(codes) - _SHOWN
    return f"{shown} and {more} more" if more > 0 else shown or "no language at all"
