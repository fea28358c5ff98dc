"""Which rows of two versions of a list differ, against the plain and slow way."""

from __future__ import annotations

from dataclasses import replace

import made_up_hearing as made
from hypothesis import given
from hypothesis import strategies as st

from tui.changed import changed_range

ROWS = [made.row(number)[0] for number in range(1, 3_001)]


@given(st.integers(0, 2_999), st.integers(0, 40), st.integers(0, 40), st.booleans())
def test_the_range_holds_every_change_and_no_more(at: int, gone: int, new: int, only_changed: bool) -> None:
    gone = min(gone, len(ROWS) - at)
    fresh = [replace(ROWS[(at + k) % 3_000], source=f"new {k}") for k in range(gone if only_changed else new)]
    after = [*ROWS[:at], *fresh, *ROWS[at + gone :]]
    first, last, old_last = changed_range(ROWS, after)
    assert ROWS[:first] == after[:first]
    assert ROWS[old_last:] == after[last:]
    assert (first, last, old_last) == ((at, at + len(fresh), at + gone) if fresh or gone else (3_000,) * 3)
