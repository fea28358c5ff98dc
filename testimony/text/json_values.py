"""JSON values with their types, and the readers that take a value for what it must be.

``json.loads`` gives ``Any``, which no type checker looks into. What is read here is a ``JsonValue``, and a
reader below turns it into the type that the caller needs, or refuses it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

__all__ = [
    "JsonObject",
    "JsonValue",
    "as_bool",
    "as_float",
    "as_int",
    "as_list",
    "as_object",
    "as_text",
    "parse_json",
]

# Covariant, so that ``dict[str, int]`` and ``list[str]`` are JSON values as they stand.
JsonValue: TypeAlias = "str | int | float | bool | Sequence[JsonValue] | Mapping[str, JsonValue] | None"
JsonObject: TypeAlias = Mapping[str, JsonValue]


def parse_json(content: str | bytes) -> JsonValue:
    """The value of a JSON text.

    Raises:
        ValueError: It is no JSON, no UTF-8, or nested too deep.
    """
    try:
        value: JsonValue = json.loads(content)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    return value


def as_object(value: JsonValue) -> JsonObject:
    """An object.

    Raises:
        TypeError: It is something else. So with every reader below.
    """
    if not isinstance(value, dict):
        raise TypeError(f"{value!r:.40} is no object")
    return value


def as_list(value: JsonValue) -> Sequence[JsonValue]:
    """A list."""
    if not isinstance(value, list):
        raise TypeError(f"{value!r:.40} is no list")
    return value


def as_text(value: JsonValue) -> str:
    """A string."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.40} is no text")
    return value


def as_bool(value: JsonValue) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise TypeError(f"{value!r:.40} is neither true nor false")
    return value


def as_int(value: JsonValue) -> int:
    """A whole number of any unit; true and false are none."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r:.40} is no whole number")
    return value


def as_float(value: JsonValue) -> float:
    """A number of any unit, whole or not; true and false are none."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError(f"{value!r:.40} is no number")
    return value
