"""Read the word lists that stand beside this module."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

__all__ = ["RowsByCharacter", "any_of", "read_lines", "read_table"]


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
    firsts = [_firsts(part) for text in texts for part in _parts(text)]
    if all(firsts):
        return re.compile(f"(?=[{''.join(sorted(frozenset().union(*firsts)))}])(?:{'|'.join(texts)})")
    return re.compile("|".join(texts))


class RowsByCharacter:
    """Tells which rows of a list can be found in a Chinese text, from the characters they begin with.

    Args:
        rows: The Chinese expressions of each row.
    """

    def __init__(self, rows: Iterable[Iterable[re.Pattern[str]]]) -> None:
        self._always: list[int] = []
        self._rows: dict[str, list[int]] = {}
        for at, row in enumerate(rows):
            firsts = [_firsts(part) for one in row for part in _parts(one.pattern)]
            if not all(firsts):
                self._always.append(at)
                continue
            for char in frozenset().union(*firsts):
                self._rows.setdefault(char, []).append(at)

    def possible(self, text: str) -> list[int]:
        """Give the numbers of the rows that may be in a text, in order."""
        found = {at for char in self._rows.keys() & set(text) for at in self._rows[char]}
        return sorted(found.union(self._always))


def _firsts(part: str) -> frozenset[str]:
    """Give the characters by which an expression can begin; none where that is not plain to see."""
    while part.startswith(("(?<!", "(?<=", "(?!")):
        part = part[_end(part) :]
    if part.startswith("(?:") and part[_end(part) :][:1] not in {"?", "*"}:
        found = [_firsts(each) for each in _parts(part[3 : _end(part) - 1])]
        return frozenset().union(*found) if all(found) else frozenset()
    if part.startswith("[") and part[1] != "^":
        end = part.index("]")
        inside, after = part[1:end], part[end + 1 : end + 2]
        return frozenset(inside) if after not in {"?", "*"} and _is_han(inside) else frozenset()
    plain = _is_han(part[:1]) and part[1:2] not in {"?", "*", "{"}
    return frozenset(part[:1]) if plain else frozenset()


def _is_han(text: str) -> bool:
    return bool(text) and all("\u3400" <= char <= "\u9fff" for char in text)


def _end(part: str) -> int:
    """Give where the bracket that a text begins with is closed."""
    depth = 0
    for at, char in enumerate(part):
        depth += (char in "([") - (char in ")]")
        if depth == 0:
            return at + 1
    return len(part)


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
