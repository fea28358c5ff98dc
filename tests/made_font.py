"""A font that has one character more than the shipped one, for tests that find none installed."""

from __future__ import annotations

import struct
from pathlib import Path

from testimony.export.pages.glyphs import font_folder

__all__ = ["make_font"]

_GROUPS = 16  # where they begin in a character map of format 12


def make_font(path: Path) -> str:
    """Write the shipped font with the last range of its characters longer by one; return that character."""
    data = bytearray((font_folder() / "NotoSansSC-Regular.ttf").read_bytes())
    tables = struct.unpack(">H", data[4:6])[0]
    records = (struct.unpack(">4sIII", data[12 + 16 * n : 28 + 16 * n]) for n in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    count = struct.unpack(">H", data[start + 2 : start + 4])[0]
    for index in range(count):
        at = start + struct.unpack(">HHI", data[start + 4 + 8 * index : start + 12 + 8 * index])[2]
        if struct.unpack(">H", data[at : at + 2])[0] == 12:
            groups = struct.unpack(">I", data[at + 12 : at + 16])[0]
            place = at + _GROUPS + 12 * (groups - 1)
            first, last, glyph = struct.unpack(">III", data[place : place + 12])
            data[place : place + 12] = struct.pack(">III", first, last + 1, glyph)
            path.write_bytes(data)
            return chr(last + 1)
    raise AssertionError("the shipped font has no character map of all planes")
