"""Wrapping in cells: the width holds, nothing is lost, punctuation obeys."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimony.text.cells import NEVER_ENDS, NEVER_STARTS, cell_width, clip, pad, wrap

MIXED = st.text(alphabet="我被拘留了，。（）“”…— abc DEF,.;12345é\u0301\n", max_size=120)


@settings(deadline=None)
@given(MIXED, st.integers(min_value=2, max_value=40))
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    assert all(cell_width(line) <= width for line in wrap(text, width))


@settings(deadline=None)
@given(MIXED, st.integers(min_value=2, max_value=40))
def test_nothing_but_white_space_is_lost(text: str, width: int) -> None:
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


@settings(deadline=None)
@given(st.lists(st.sampled_from(["中文。", "（国）", "“好”，", "拘留所、", "北京"]), min_size=1, max_size=30))
def test_punctuation_never_stands_on_the_wrong_side_of_a_break(parts: list[str]) -> None:
    lines = wrap("".join(parts), 20)
    assert not any(line[0] in NEVER_STARTS for line in lines)
    assert not any(line[-1] in NEVER_ENDS for line in lines)


@pytest.mark.parametrize(
    ("text", "cells"),
    [("", 0), ("abc", 3), ("中文", 4), ("ｆｕｌｌ", 8), ("e\u0301", 1), ("a\u200bb", 2), ("…", 1)],
)
def test_cell_width(text: str, cells: int) -> None:
    assert cell_width(text) == cells


def test_words_stay_whole_and_chinese_breaks_anywhere() -> None:
    assert wrap("I left China in March 2019.", 10) == ["I left", "China in", "March", "2019."]
    assert wrap("我是二〇一九年离开的", 8) == ["我是二〇", "一九年离", "开的"]
    assert wrap("他说：“不要问。”然后", 12) == ["他说：“不要", "问。”然后"]


def test_a_run_without_a_break_is_cut_at_the_width() -> None:
    assert wrap("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]
    assert wrap("。" * 7, 6) == ["。。。", "。。。", "。"]


def test_pad_and_clip_count_cells() -> None:
    assert pad("中", 4) == "中  "
    assert pad("12", 4, right=True) == "  12"
    assert clip("中文字符", 6) == "中文…"
    assert clip("abc", 3) == "abc"
