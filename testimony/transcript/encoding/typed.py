"""Plain values of JSON, taken for what they must be: whoever can write a file can put anything in it."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Final, NoReturn

from testimony.text.json_values import JsonValue

__all__ = [
    "flag_of",
    "identifier",
    "mapping",
    "ms",
    "optional_text",
    "ratio",
    "read_json",
    "row",
    "text",
    "texts",
    "whole",
]

_MOST_MS: Final = 2**40  # 34 years: far above any recording, far below what breaks arithmetic
_MOST: Final = 2**53
_LONGEST_NAME: Final = 100_000  # a link of a thousand segments names them all


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


# ``json.loads`` is this with three Python calls around it; twenty thousand rows feel them.
_scan: Callable[[str, int], tuple[JsonValue, int]] = vars(json.JSONDecoder(parse_constant=_no_constant))[
    "scan_once"
]


def read_json(content: str) -> JsonValue:
    """The value of a text that is one JSON value and nothing else.

    Raises:
        ValueError: It is none, has something behind it, holds NaN or an infinity, or is nested too deep.
    """
    try:
        value, end = _scan(content, 0)
    except (StopIteration, RecursionError) as error:
        raise ValueError("no JSON, or nested too deep") from error
    if end != len(content):
        raise ValueError("something stands behind the value")
    return value


def text(value: JsonValue) -> str:
    """A string as it is."""
    if type(value) is not str:
        raise TypeError(f"{value!r:.40} is no text")
    return value


def identifier(value: JsonValue) -> str:
    """An id: printable, for it stands in lists, commands and file names; never anything else."""
    if type(value) is not str or not value.isprintable() or len(value) > _LONGEST_NAME:
        raise TypeError(f"{value!r:.40} is no id")
    return value


def optional_text(value: JsonValue) -> str | None:
    """A string, or nothing."""
    return None if value is None else text(value)


def whole(value: JsonValue) -> int:
    """A whole number from 0 to 2^53."""
    if type(value) is not int or not 0 <= value <= _MOST:
        raise TypeError(f"{value!r:.40} is no count")
    return value


def ms(value: JsonValue) -> int:
    """Milliseconds from the start of a recording."""
    if type(value) is not int or not -_MOST_MS <= value <= _MOST_MS:
        raise TypeError(f"{value!r:.40} is no time")
    return value


def ratio(value: JsonValue) -> float:
    """A finite number; whole ones stay whole, as they were written."""
    if type(value) is int:
        return float(value) if abs(value) > _MOST else value
    if type(value) is not float or not math.isfinite(value):
        raise TypeError(f"{value!r:.40} is no number")
    return value


def flag_of(value: JsonValue) -> bool:
    """True or false."""
    if type(value) is not bool:
        raise TypeError(f"{value!r:.40} is neither true nor false")
    return value


def texts(value: JsonValue) -> tuple[str, ...]:
    """A list of strings."""
    return tuple(map(text, row(value)))


def row(value: JsonValue) -> list[JsonValue]:
    """A list."""
    if type(value) is not list:
        raise TypeError(f"{value!r:.40} is no list")
    return value


def mapping(value: JsonValue) -> dict[str, str]:
    """An object whose values are strings; a number of a setting is written as text."""
    if type(value) is not dict:
        raise TypeError(f"{value!r:.40} is no object")
    return {name: text(one) for name, one in value.items()}
