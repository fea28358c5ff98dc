"""The arithmetic under the list, against the plain and slow way."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import made_up_hearing as made
from hypothesis import given
from hypothesis import strategies as st

from testimony.text.cells import wrap
from testimony.text.clocks import clock, exact_clock, parse_clock
from testimony.text.terminal import one_line, safe
from testimony.transcript.types import Segment
from tui.rhythm import PAUSE_MS, pause_ms
from tui.rows import Rows
from tui.widgets.columns import short_names
from tui.widgets.wrapped import breaks
from tui.wrapping import wrapped

TEXTS = st.one_of(
    st.text("我去年离开新疆。，：！", max_size=60),
    st.text("abc de, fgh. ", max_size=90),
    st.text(max_size=60),
    st.text("我是a b，\n“”", max_size=60),
)


@given(TEXTS, st.integers(2, 40))
def test_wrapping_is_that_of_the_shared_rules(text: str, width: int) -> None:
    assert wrapped(text, width) == wrap(safe(text), width)


@given(
    st.lists(TEXTS, min_size=1, max_size=30),
    st.integers(1, 30),
    st.integers(4, 30),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_heights_and_first_lines(
    texts: list[str], copies: int, width: int, is_stacked: bool, chance: random.Random
) -> None:
    rows = Rows()
    rows.reflow((width, width))
    segments = _made(texts * copies, chance)
    rows.replace(segments)
    rows.reflow((width, width), is_stacked=is_stacked)
    for _ in range(3):
        segments = _changed(segments, chance)
        rows.replace(segments)
        rows.settle(chance.randrange(len(segments)), len(segments))
        _agree(rows)
        while not rows.refine(1):
            pass
        _agree(rows)
        heights = [
            len(wrap(safe(one.source), width)) + is_stacked + (pause_ms(before, one) > 0)
            for before, one in pairwise([None, *segments])
            if one is not None
        ]
        assert rows.lines == sum(heights)
        assert [rows.height(row) for row in range(len(segments))] == heights
        assert [rows.row_of(one) for one in segments] == list(range(len(segments)))
    assert rows.row_of(replace(segments[0], id="another")) is None


def _made(texts: list[str], chance: random.Random) -> list[Segment]:
    """Rows one after the other, some of them after a pause."""
    base, at, made_up = made.row(1)[0], 0, []
    for number, text in enumerate(texts):
        at += chance.choice((1, 1, PAUSE_MS - 1, PAUSE_MS))
        made_up.append(replace(base, id=str(number), start_ms=at, end_ms=at + 9, source=text, target=""))
        at += 9
    return made_up


def _agree(rows: Rows) -> None:
    """First lines rise by heights, and every line belongs to the row that begins at or before it."""
    tops = [rows.top(row) for row in range(len(rows) + 1)]
    assert tops == sorted(set(tops))
    assert tops[-1] == rows.lines
    owners = [row for row in range(len(rows)) for _ in range(tops[row + 1] - tops[row])]
    assert [rows.at_line(line) for line in range(rows.lines)] == owners


def _changed(segments: list[Segment], chance: random.Random) -> list[Segment]:
    at = chance.randrange(len(segments))
    one = segments[at]
    middle = one.start_ms + 1
    first = replace(one, id=f"{one.id}.1", end_ms=middle, source="甲")
    second = replace(one, id=f"{one.id}.2", start_ms=middle, source="b " * 40)
    changed = [*segments[:at], first, second, *segments[at + 1 :]]
    other = chance.randrange(len(changed))
    changed[other] = replace(changed[other], source="乙" * 50)
    return sorted(changed, key=lambda one: (one.start_ms, one.end_ms, one.channel, len(one.id), one.id))


def test_nothing_moves_while_the_rest_is_measured() -> None:
    rows = Rows()
    base = made.row(1)[0]
    long = [replace(base, id=str(k), start_ms=k, source="长" * (k % 90)) for k in range(5_000)]
    rows.replace(long)
    rows.reflow((20, 20))
    rows.settle(2_500, 2_540)
    before = rows.top(2_500)
    assert not rows.refine(0.0005)
    assert rows.top(2_500) == before  # measured, but it takes effect only when all is
    while not rows.refine(1):
        pass
    assert rows.top(2_500) == sum(len(wrap(one.source, 20)) for one in long[:2_500])


@given(TEXTS, st.integers(2, 40))
def test_editors_break_lines_where_the_list_does(text: str, width: int) -> None:
    line = safe(text).replace("\n", " ")
    cuts = [0, *breaks(line, width), len(line)]
    assert cuts == sorted(cuts)
    lines = [line[a:b].rstrip() for a, b in pairwise(cuts)]
    wanted = wrap(line, width)
    assert [one for one in lines if one] == [one for one in wanted if one.strip()]


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


def test_names_that_differ_stay_different_when_they_are_cut() -> None:
    names = {
        "1": "SPEAKER (EN)",
        "2": "SPEAKER (ZH)",
        "3": "THE COURT",
        "4": "Wu",
        "5": "Speaker 1",
        "6": "Speaker 2",
    }
    cut = short_names(names, 8)
    assert cut == {
        "1": "SPE…(EN)",
        "2": "SPE…(ZH)",
        "3": "THE COU…",
        "4": "Wu",
        "5": "Speake…1",
        "6": "Speake…2",
    }
    assert short_names(names, 17) == names
