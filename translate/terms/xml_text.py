"""Take what XML forbids out of the files that translators' programs write all the same."""

from __future__ import annotations

import re
import sys

__all__ = ["without_forbidden"]

_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_DECLARED = re.compile(rb"""^<\?xml[^>]*encoding=["']([A-Za-z0-9_.:-]+)["']""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:x([0-9A-Fa-f]{1,6})|(\d{1,7}));")


def without_forbidden(content: bytes) -> str:
    """Decode an XML file and leave out control characters, written as they are or as references.

    Raises:
        UnicodeDecodeError: The file is not in the encoding that it names.
        LookupError: It names no known encoding.
    """
    encoding = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "")
    if not encoding:
        declared = _DECLARED.match(content)
        encoding = declared[1].decode("ascii") if declared else "utf-8"
    text = _DECLARATION.sub("", content.decode(encoding))
    return _REFERENCE.sub(_kept, _FORBIDDEN.sub("", text))


def _kept(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    return "" if code > sys.maxunicode or _FORBIDDEN.fullmatch(chr(code)) else match.group()
