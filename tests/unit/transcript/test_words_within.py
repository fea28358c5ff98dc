"""Words keep inside their row when its edges were moved after the engine spoke."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from testimony.transcript.present import within
from testimony.transcript.types import Word

TIMES = st.integers(0, 5_000)


@given(st.lists(st.tuples(TIMES, TIMES)), TIMES, TIMES)
def test_they_lie_in_order_inside_the_row(pairs: list[tuple[int, int]], one: int, other: int) -> None:
    start, end = sorted((one, other))
    ordered = sorted((min(pair), max(pair)) for pair in pairs)
    words = tuple(Word(*pair, "w", 0.5) for pair in ordered)
    kept = within(words, start, end)
    assert [word.text for word in kept] == [word.text for word in words]
    assert all(start <= word.start_ms <= word.end_ms <= end for word in kept)
    assert [word.start_ms for word in kept] == sorted(word.start_ms for word in kept)


def test_words_inside_are_not_touched() -> None:
    words = (Word(100, 200, "a", 0.5), Word(200, 300, "b", 0.5))
    assert within(words, 100, 300) is words
    assert within(words, 120, 290) == (Word(120, 200, "a", 0.5), Word(200, 290, "b", 0.5))
