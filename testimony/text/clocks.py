"""Times as people write them."""

from __future__ import annotations

import re

__all__ = ["clock", "exact_clock", "parse_clock"]

_CLOCK = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d{1,6})(?:[.,](\d{1,3}))?")


def clock(ms: int) -> str:
    """Milliseconds as ``1:02:03``."""
    seconds = max(0, ms) // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def exact_clock(ms: int) -> str:
    """Milliseconds as ``1:02:03.450``."""
    return f"{clock(ms)}.{max(0, ms) % 1000:03d}"


def parse_clock(text: str) -> int | None:
    """Milliseconds of ``1:02:03``, ``62:03``, ``62.5`` or ``62500ms``; None for anything else."""
    if exact := re.fullmatch(r"(\d{1,12})ms", text.strip()):
        return int(exact[1])
    match = _CLOCK.fullmatch(text.strip().replace("：", ":"))
    if match is None:
        return None
    hours, minutes, seconds, part = match.groups("0")
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(part.ljust(3, "0"))
