"""The arithmetic under the list, against the plain and slow way."""

from __future__ import annotations

import random
from dataclasses import replace

import made_up_hearing as made
from hypothesis import given
from hypothesis import strategies as st

from testimony.transcript.cells import wrap
from testimony.transcript.types import Segment
from tui.clock import clock, exact_clock, parse_clock
from tui.rows import Rows, wrapped
from tui.safe import one_line, safe

TEXTS = st.one_of(
    st.text("我去年离开新疆。，：！", max_size=60),
    st.text("abc de, fgh. ", max_size=90),
    st.text(max_size=60),
    st.text("我是a b，\n“”", max_size=60),
)


@given(TEXTS, st.integers(2, 40))
def test_wrapping_is_that_of_the_shared_rules(text: str, width: int) -> None:
    assert wrapped(text, width) == wrap(safe(text), width)


@given(st.lists(TEXTS, min_size=1, max_size=30), st.integers(4, 30), st.randoms(use_true_random=False))
def test_heights_and_first_lines(texts: list[str], width: int, chance: random.Random) -> None:
    rows = Rows()
    rows.reflow((width, width))
    base = made.row(1)[0]
    segments = [replace(base, id=str(k), source=text, target="") for k, text in enumerate(texts)]
    rows.replace(segments)
    for _ in range(3):
        segments = _changed(segments, chance)
        rows.replace(segments)
        while not rows.refine(1):
            pass
        heights = [max(1, len(wrap(safe(one.source), width))) for one in segments]
        assert rows.lines == sum(heights)
        assert [rows.number[one.id] for one in segments] == list(range(len(segments)))
        lines = [row for row, height in enumerate(heights) for _ in range(height)]
        assert [rows.at_line(line) for line in range(rows.lines)] == lines


def _changed(segments: list[Segment], chance: random.Random) -> list[Segment]:
    at = chance.randrange(len(segments))
    one = segments[at]
    halves = [replace(one, id=f"{one.id}.1", source="甲"), replace(one, id=f"{one.id}.2", source="b " * 40)]
    return segments[:at] + halves + segments[at + 1 :]


@given(st.text(max_size=80))
def test_nothing_shown_is_a_command_to_the_terminal(text: str) -> None:
    for sign in safe(text):
        assert sign == "\n" or sign.isprintable() or sign in "\u200c\u200d\u3000\u00a0" or ord(sign) > 0x2000
        assert not (ord(sign) < 0x20 and sign != "\n")
        assert not 0x7F <= ord(sign) < 0xA0
    assert len(safe(text)) == len(text)
    assert "\n" not in one_line(text)


def test_times() -> None:
    assert clock(3_723_450) == "1:02:03"
    assert exact_clock(3_723_450) == "1:02:03.450"
    assert [parse_clock(text) for text in ("1:02:03", "62:03.45", "62,5", "１", "x", "")] == [
        3_723_000,
        3_723_450,
        62_500,
        1_000,
        None,
        None,
    ]
