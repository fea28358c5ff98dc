"""What the line over the list shows, for few rows and for many."""

from __future__ import annotations

from dataclasses import replace

import made_up_hearing as made
from hypothesis import given
from hypothesis import strategies as st

from testimony.transcript.types import Flag, FlagKind, Segment, Severity
from tui.widgets.footer import FooterKey, fitting
from tui.widgets.hint import packed
from tui.widgets.map import HearingMap


def _rows(doubtful: list[bool]) -> list[Segment]:
    base = replace(made.row(1)[0], flags=())
    doubt = (Flag(FlagKind.NEGATION, Severity.WARN, ""),)
    return [
        replace(base, id=str(number), start_ms=number, flags=doubt if one else ())
        for number, one in enumerate(doubtful)
    ]


def test_a_cell_of_many_rows_shows_the_share_that_is_doubtful() -> None:
    shares = [0, 1, 4, 8]  # of eight rows in each of four cells
    rows = _rows([number < share for share in shares for number in range(8)])
    shown = HearingMap()
    shown.show(rows)
    assert [mark for mark, _ in shown.marks(4, len(rows))] == [".", "▁", "▄", "█"]
    assert shown.doubtful == sum(shares)


def test_a_cell_of_few_rows_shows_the_worst() -> None:
    shown = HearingMap()
    shown.show(_rows([False, True, False, False]))
    assert "".join(mark for mark, _ in shown.marks(2, 4)) == "?."


TEXT = st.text("核准ab ", max_size=12)
KEYS = st.lists(st.builds(FooterKey, st.text("ab"), st.text("a^F1", max_size=6), TEXT))


@given(KEYS, st.integers(0, 120))
def test_a_footer_never_cuts_a_key(keys: list[FooterKey], width: int) -> None:
    shown = fitting(keys, width)
    assert sum(one.cells for one in shown) + 2 * max(0, len(shown) - 1) <= max(0, width) or not shown
    assert [one for one in keys if one in shown] or not shown


@given(st.lists(st.text("Enter 核准·", min_size=1, max_size=20), min_size=1), st.integers(4, 60))
def test_a_hint_loses_no_character(parts: list[str], width: int) -> None:
    text = " · ".join(parts)
    assert "".join(packed(text, width)).replace(" ", "").replace("·", "") == text.replace(" ", "").replace(
        "·", ""
    )
