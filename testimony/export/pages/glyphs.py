"""Which characters the shipped font can draw; a page with boxes for words is no exhibit."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from testimony.transcript.errors import MissingGlyph

__all__ = [
    "SUFFIXES",
    "added_fonts",
    "characters_of",
    "drawable",
    "font_folder",
    "refuse_missing",
    "supported",
]

_NAMED = 5  # missing characters that a message names
_ALL_PLANES, _BASIC_PLANE = 12, 4  # formats of the table "cmap" in OpenType

_FONT = "NotoSansSC-Regular.ttf"
SUFFIXES = (".ttf", ".otf")
_FONT_TAGS = (b"\0\1\0\0", b"OTTO", b"true")
_ANOTHER = "Take a .ttf or .otf file, for instance a Noto font: testimony fonts add FILE"
_KEPT = "\n\t"
_SELECTORS = ((0xFE00, 0xFE0F), (0xE0000, 0xE01EF), (0x034F, 0x034F))  # variations, tags, grapheme joiner
_INVISIBLE = frozenset(map(ord, "\n\t \u00a0\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def font_folder() -> Path:
    """Return the folder of the shipped fonts, the only ones a page may use."""
    return Path(str(files("testimony.export").joinpath("fonts")))


def drawable(text: str) -> str:
    """Return a text as it can be drawn: without marks that have no picture, with one kind of space.

    Direction marks, joiners, variation selectors and the like come with pasted numbers and names;
    nobody sees them, and no font has to have them. A zero-width space stays, for lines to break.
    """
    if text.isascii():
        return text
    return "".join(_drawable(character) for character in text)


@lru_cache(maxsize=8192)
def _drawable(character: str) -> str:
    category = unicodedata.category(character)
    unseen = category in ("Cf", "Cc") or _is_selector(character)
    if not (unseen or category == "Zs") or character in _KEPT or ord(character) in supported():
        return character
    return "" if unseen else " "


def _is_selector(character: str) -> bool:
    code = ord(character)
    return any(first <= code <= last for first, last in _SELECTORS)


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
            for character in drawable(text):
                if ord(character) not in known:
                    missing.setdefault(character, where)
    if missing:
        named = ", ".join(_name(character) for character in list(missing)[:5])
        more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
        raise MissingGlyph(
            f"The shipped font cannot draw {named}{more}, first in {next(iter(missing.values()))}.",
            "Add a font that has it (Noto has one for each script): testimony fonts add FILE.ttf; or"
            " export as html or docx.",
        )


def _name(character: str) -> str:
    return f"{character!r} (U+{ord(character):04X} {unicodedata.name(character, 'without a name')})"


def supported() -> frozenset[int]:
    """Return the code points that the shipped font and the added ones have a picture for."""
    return _supported(tuple(font_files()))


@cache
def _supported(fonts: tuple[Path, ...]) -> frozenset[int]:
    return frozenset().union(_INVISIBLE, *(characters_of(font.read_bytes()) for font in fonts))


def font_files() -> Iterator[Path]:
    """Yield the shipped font, then those that were added."""
    yield font_folder().joinpath(_FONT)
    yield from added_fonts()


def added_fonts() -> Iterator[Path]:
    """Yield the fonts of ``$TESTIMONY_HOME/fonts``, by name."""
    from testimony.runtime.settings import load_settings

    folder = load_settings().home / "fonts"
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)


def characters_of(data: bytes) -> frozenset[int]:
    """Return the code points of a font's character map.

    Raises:
        MissingGlyph: It is no font, or has no character map.
    """
    try:
        tables = struct.unpack(">H", data[4:6])[0] if data[:4] in _FONT_TAGS else 0
        for index in range(tables):
            tag, _, offset, _ = struct.unpack(">4sIII", data[12 + 16 * index : 28 + 16 * index])
            if tag == b"cmap":
                return frozenset(_read_cmap(data, offset))
    except (struct.error, IndexError, ValueError) as error:
        raise MissingGlyph("The font is damaged: its character map cannot be read.", _ANOTHER) from error
    raise MissingGlyph("That is no TrueType or OpenType font with a character map.", _ANOTHER)


def _read_cmap(data: bytes, start: int) -> Iterable[int]:
    count = struct.unpack(">H", data[start + 2 : start + 4])[0]
    points: set[int] = set()
    for index in range(count):
        _, _, offset = struct.unpack(">HHI", data[start + 4 + 8 * index : start + 12 + 8 * index])
        at = start + offset
        kind = struct.unpack(">H", data[at : at + 2])[0]
        if kind == _ALL_PLANES:
            groups = struct.unpack(">I", data[at + 12 : at + 16])[0]
            for group in range(groups):
                first, last, _ = struct.unpack(">III", data[at + 16 + 12 * group : at + 28 + 12 * group])
                points.update(range(first, last + 1))
        elif kind == _BASIC_PLANE:
            points.update(_read_basic(data, at))
    return points


def _read_basic(data: bytes, at: int) -> Iterable[int]:
    size = struct.unpack(">H", data[at + 6 : at + 8])[0]
    ends = struct.unpack(f">{size // 2}H", data[at + 14 : at + 14 + size])
    starts = struct.unpack(f">{size // 2}H", data[at + 16 + size : at + 16 + 2 * size])
    for first, last in zip(starts, ends, strict=True):
        yield from range(first, min(last, 0xFFFE) + 1)
