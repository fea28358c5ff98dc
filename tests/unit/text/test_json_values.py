"""JSON values: read as they were written, and refused by the reader of another type."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimony.text.json_values import (
    JsonValue,
    as_bool,
    as_float,
    as_int,
    as_list,
    as_object,
    as_text,
    parse_json,
)

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@given(_VALUES)
def test_a_value_is_parsed_as_it_was_written(value: JsonValue) -> None:
    assert parse_json(json.dumps(value)) == value
    assert parse_json(json.dumps(value).encode()) == value


@pytest.mark.parametrize("content", ["", "{", '{"a": 1} 2', "[" * 100_000, b"\xff"])
def test_what_is_no_json_is_a_value_error(content: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_json(content)


@pytest.mark.parametrize(
    ("reader", "accepted"),
    [
        (as_object, [{}, {"a": 1}]),
        (as_list, [[], [1, "a"]]),
        (as_text, ["", "a"]),
        (as_bool, [True, False]),
        (as_int, [0, -3]),
        (as_float, [0, -3, 0.5]),
    ],
)
def test_a_reader_takes_its_own_type_alone(
    reader: Callable[[JsonValue], object], accepted: list[JsonValue]
) -> None:
    every: list[JsonValue] = [None, True, False, 0, -3, 0.5, "", "a", [], [1, "a"], {}, {"a": 1}]
    for value in every:
        if any(value == one and type(value) is type(one) for one in accepted):
            assert reader(value) == value
        else:
            with pytest.raises(TypeError):
                reader(value)
