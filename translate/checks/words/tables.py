"""Read the word lists that stand beside this module."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

__all__ = ["any_of", "read_lines", "read_table"]


def read_lines(name: str) -> list[str]:
    """Give the lines of a list, without its comments."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def read_table(name: str) -> list[list[str]]:
    """Give the rows of a list whose columns are parted by `` : ``."""
    return [[cell.strip() for cell in line.split(" : ")] for line in read_lines(name)]


def any_of(patterns: Iterable[re.Pattern[str] | str]) -> re.Pattern[str]:
    """Give one expression that finds any of several Chinese ones, tried only where one of them can begin."""
    texts = [each if isinstance(each, str) else each.pattern for each in patterns]
    alternatives = [part for text in texts for part in _parts(text)]
    firsts = [part[0] for part in alternatives]
    if all("\u3400" <= first <= "\u9fff" for first in firsts):
        return re.compile(f"(?=[{''.join(dict.fromkeys(firsts))}])(?:{'|'.join(texts)})")
    return re.compile("|".join(texts))


def _parts(text: str) -> list[str]:
    """Part an expression at the bars that stand in no bracket."""
    parts, depth = [""], 0
    for char in text:
        depth += (char in "([") - (char in ")]")
        if char == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts
