"""Which characters the shipped font can draw; a page with boxes for words is no exhibit."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

from testimony.transcript.errors import MissingGlyph

__all__ = ["font_folder", "refuse_missing", "supported"]

_FONT = "NotoSansSC-Regular.ttf"
_INVISIBLE = frozenset(map(ord, "\n\t \u00a0\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def font_folder() -> Path:
    """Return the folder of the shipped fonts, the only ones a page may use."""
    return Path(str(files("testimony.export").joinpath("fonts")))


def refuse_missing(texts: Iterable[tuple[str, str]]) -> None:
    """Check that every character can be drawn.

    Args:
        texts: Where (``segment 12``, ``a speaker's name``) and the text.

    Raises:
        MissingGlyph: One cannot; the message names up to five, and where the first stands.
    """
    known = supported()
    missing: dict[str, str] = {}
    for where, text in texts:
        if not text.isascii():
            for character in text:
                if ord(character) not in known:
                    missing.setdefault(character, where)
    if missing:
        named = ", ".join(_name(character) for character in list(missing)[:5])
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""  # noqa: PLR2004
        raise MissingGlyph(
            f"The shipped font cannot draw {named}{more}, first in {next(iter(missing.values()))}.",
            "Export that passage as html, docx or txt, or correct the text: testimony review FILE",
        )


def _name(character: str) -> str:
    return f"{character!r} (U+{ord(character):04X} {unicodedata.name(character, 'without a name')})"


@cache
def supported() -> frozenset[int]:
    """Return the code points of the font's character map."""
    data = font_folder().joinpath(_FONT).read_bytes()
    tables = struct.unpack(">H", data[4:6])[0]
    for index in range(tables):
        tag, _, offset, _ = struct.unpack(">4sIII", data[12 + 16 * index : 28 + 16 * index])
        if tag == b"cmap":
            return frozenset(_read_cmap(data, offset)) | _INVISIBLE
    raise MissingGlyph("The shipped font is damaged: it has no character map.", "Install Testimony again.")


def _read_cmap(data: bytes, start: int) -> Iterable[int]:
    count = struct.unpack(">H", data[start + 2 : start + 4])[0]
    points: set[int] = set()
    for index in range(count):
        _, _, offset = struct.unpack(">HHI", data[start + 4 + 8 * index : start + 12 + 8 * index])
        at = start + offset
        kind = struct.unpack(">H", data[at : at + 2])[0]
        if kind == 12:  # noqa: PLR2004  segmented coverage of all planes (OpenType, "cmap")
            groups = struct.unpack(">I", data[at + 12 : at + 16])[0]
            for group in range(groups):
                first, last, _ = struct.unpack(">III", data[at + 16 + 12 * group : at + 28 + 12 * group])
                points.update(range(first, last + 1))
        elif kind == 4:  # noqa: PLR2004  segments of the basic plane
            points.update(_read_basic(data, at))
    return points


def _read_basic(data: bytes, at: int) -> Iterable[int]:
    size = struct.unpack(">H", data[at + 6 : at + 8])[0]
    ends = struct.unpack(f">{size // 2}H", data[at + 14 : at + 14 + size])
    starts = struct.unpack(f">{size // 2}H", data[at + 16 + size : at + 16 + 2 * size])
    for first, last in zip(starts, ends, strict=True):
        yield from range(first, min(last, 0xFFFE) + 1)
