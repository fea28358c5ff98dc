"""Sealed JSON values are taken for what they must be, and refused where they are something else."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimony.text.json_values import JsonValue
from testimony.transcript.encoding import typed

EVERY: list[JsonValue] = [
    *(None, True, 0, -1, 2**53, 0.5, "", "a\n", "S1", [], ["a"], [1], {}, {"a": "b"}, {"a": 1})
]
READERS: list[tuple[Callable[[JsonValue], object], list[JsonValue]]] = [
    (typed.text, ["", "a\n", "S1"]),
    (typed.identifier, ["", "S1"]),
    (typed.optional_text, [None, "", "a\n", "S1"]),
    (typed.whole, [0, 2**53]),
    (typed.ms, [0, -1]),
    (typed.ratio, [0, -1, 2**53, 0.5]),
    (typed.flag_of, [True]),
    (typed.texts, [[], ["a"]]),
    (typed.row, [[], ["a"], [1]]),
    (typed.mapping, [{}, {"a": "b"}]),
]


@pytest.mark.parametrize(("reader", "accepted"), READERS, ids=[reader.__name__ for reader, _ in READERS])
def test_a_reader_takes_its_own_values_alone(
    reader: Callable[[JsonValue], object], accepted: list[JsonValue]
) -> None:
    for value in EVERY:
        if any(value == one and type(value) is type(one) for one in accepted):
            read = reader(value)
            assert read == (tuple(value) if reader is typed.texts and isinstance(value, list) else value)
        else:
            with pytest.raises(TypeError):
                reader(value)


def test_a_whole_number_that_is_too_large_to_be_exact_is_a_float() -> None:
    assert type(typed.ratio(2**53 + 1)) is float
    assert type(typed.ratio(2**53)) is int


@pytest.mark.parametrize("number", [2**53 + 1, -1, True])
def test_what_counts_nothing_is_no_count(number: int) -> None:
    with pytest.raises(TypeError):
        typed.whole(number)
    with pytest.raises(TypeError):
        typed.ms(True)
    with pytest.raises(TypeError):
        typed.ms(2**41)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_no_number_is_no_ratio(number: float) -> None:
    with pytest.raises(TypeError):
        typed.ratio(number)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=8))
def test_one_value_is_read_as_it_was_written(value: JsonValue) -> None:
    assert typed.read_json(json.dumps(value)) == value


@pytest.mark.parametrize("content", ["", "1 2", "[1", "NaN", "[Infinity]", "[" * 100_000])
def test_anything_but_one_json_value_is_refused(content: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        typed.read_json(content)
