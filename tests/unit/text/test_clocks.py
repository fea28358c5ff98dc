"""Times as people read and type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimony.text.clocks import clock, exact_clock, parse_clock


@given(st.integers(0, 400 * 3_600_000))
def test_an_exact_clock_is_read_again_to_the_millisecond(ms: int) -> None:
    assert parse_clock(exact_clock(ms)) == ms
    assert parse_clock(f"{ms}ms") == ms
    assert parse_clock(clock(ms)) == ms // 1000 * 1000


@pytest.mark.parametrize(
    ("text", "ms"), [("1:02:03", 3_723_000), ("62:03", 3_723_000), ("62.5", 62_500), (" 1：05 ", 65_000)]
)
def test_shorter_forms_are_read(text: str, ms: int) -> None:
    assert parse_clock(text) == ms


@pytest.mark.parametrize("text", ["", "soon", "1:2:3:4", "-5", "1:02:03,5x", "9" * 40])
def test_anything_else_is_no_time(text: str) -> None:
    assert parse_clock(text) is None


def test_nothing_lies_before_the_recording() -> None:
    assert (clock(-1), exact_clock(-1)) == ("0:00:00", "0:00:00.000")
