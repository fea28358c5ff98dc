"""Read the word lists that stand beside this module."""

from __future__ import annotations

from pathlib import Path

__all__ = ["read_lines", "read_table"]


def read_lines(name: str) -> list[str]:
    """Give the lines of a list, without its comments."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def read_table(name: str) -> list[list[str]]:
    """Give the rows of a list whose columns are parted by `` : ``."""
    return [[cell.strip() for cell in line.split(" : ")] for line in read_lines(name)]
