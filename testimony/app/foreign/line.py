"""What all readers give: a line of another tool's transcript."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from testimony.text.clocks import parse_clock
from testimony.text.han import is_han
from testimony.text.sanitize import clean
from testimony.transcript.errors import TranscriptFileError

__all__ = ["ForeignLine", "decoded", "language_of", "named", "refuse", "sides_of", "time_of"]

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>|\{\\[^{}]{0,40}\}")
_NAMED = re.compile(r"\s*(?:\[([^\[\]\n]{1,40})\]|([^\s:：\[\]][^:：\n\[\]]{0,39}?))\s*[:：]\s+(?=\S)")
_MOSTLY = 0.5
_MOST_NAME_WORDS = 5


@dataclass(frozen=True, slots=True)
class ForeignLine:
    """A stretch of speech as another tool wrote it down.

    Attributes:
        start_ms: When it begins.
        end_ms: When it ends; equal to ``start_ms`` where the file does not say.
        speaker: As the file names them; empty where it does not.
        source: What was said.
        target: A translation that stands beside it; empty where there is none.
        language: Of ``source``, BCP-47; told by its letters where the file does not say.
    """

    start_ms: int
    end_ms: int
    speaker: str
    source: str
    target: str = ""
    language: str = ""


def refuse(what: str) -> TranscriptFileError:
    """Make the error of a file that cannot be read."""
    return TranscriptFileError(
        f"The transcript to import {what}.", "See docs/guide-attorney.md for what is read."
    )


def decoded(data: bytes) -> str:
    """Read text: UTF-8 with or without a signature, UTF-16 with one, else GB 18030.

    Raises:
        TranscriptFileError: It is none of them.
    """
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refuse("is no text in UTF-8, UTF-16 or GB 18030")


def time_of(text: str) -> int:
    """Read a time in milliseconds.

    Raises:
        TranscriptFileError: It is none.
    """
    found = parse_clock(text.strip())
    if found is None:
        raise refuse(f"has {text.strip()[:20]!r} where a time should be")
    return found


def named(text: str) -> tuple[str, str]:
    """Part the name of a speaker from the words: ``THE COURT: Good morning.``, ``[SPEAKER_00]: …``."""
    match = _NAMED.match(text)
    if match is None or len((match[1] or match[2]).split()) > _MOST_NAME_WORDS:
        return "", text.strip()
    return (match[1] or match[2]).strip(), text[match.end() :].strip()


def sides_of(text: str) -> tuple[str, str]:
    """Part the lines of a cue into what was said and its translation, where both languages stand in it."""
    lines = [line for raw in _TAG.sub("", text).splitlines() if (line := html.unescape(clean(raw)).strip())]
    groups: dict[str, list[str]] = {}
    for line in lines:
        groups.setdefault(language_of(line), []).append(line)
    first, *others = groups.values() or [[]]
    return " ".join(first), " ".join(others[0]) if others else ""


def language_of(text: str) -> str:
    """Tell Chinese from English by the letters; ``und`` where there are none of either."""
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return "und"
    han = sum(map(is_han, letters))
    if han:
        # A Han character says about as much as four Latin letters.
        return "zh" if 4 * han >= _MOSTLY * (4 * han + len(letters) - han) else "en"
    return "en" if any(c.isascii() for c in letters) else "und"
