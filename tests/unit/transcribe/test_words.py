"""Words, segments and packing."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimony.text.han import is_han
from testimony.transcript.types import Word
from transcribe.engines.base import Decoded, Piece
from transcribe.packing import GAP_MS, WINDOW_MS, Padded, Window, pack, unpack
from transcribe.segments import MAX_SEGMENT_MS, cut_words, ends_sentence
from transcribe.splitting import split_pieces
from transcribe.words import clamp_words, words_of

texts = st.text("我在北京AB12 ,.。!?'’-“”（）\"", min_size=1, max_size=40)


def pieces_of(text: str, size: int = 1, step_ms: int = 100) -> list[Piece]:
    parts = [text[at : at + size] for at in range(0, len(text), size)]
    return [
        Piece(step_ms * n, step_ms * (n + 1), part, 0.5 + 0.01 * (n % 10)) for n, part in enumerate(parts)
    ]


def spoken(text: str, size: int = 1) -> list[str]:
    return [word.text for word in words_of(pieces_of(text, size), 0)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("我在北京。", ["我", "在", "北", "京。"]),
        ("你好,李明!", ["你", "好,", "李", "明!"]),
        (" I went to Xinjiang.", [" I", " went", " to", " Xinjiang."]),
        (" I don't know.", [" I", " don't", " know."]),
        ("他在FBI工作", ["他", "在", "FBI", "工", "作"]),
        (" at 3.5 p.m. on 7/4", [" at", " 3.5", " p.m.", " on", " 7/4"]),
        ("他说“不是”。", ["他", "说", "“不", "是”。"]),
        (' He said "no" twice.', [" He", " said", ' "no"', " twice."]),
        ("twenty-one", ["twenty-one"]),
        ("我叫Li Ming。", ["我", "叫", "Li", " Ming。"]),
    ],
)
def test_words_are_characters_in_chinese_and_words_in_english(text: str, words: list[str]) -> None:
    assert spoken(text) == words


@settings(max_examples=200, deadline=None)
@given(texts, st.integers(1, 3))
def test_words_join_to_the_text_and_come_in_order(text: str, size: int) -> None:
    words = words_of(pieces_of(text, size), 1_000)
    assert "".join(word.text for word in words) == text
    assert all(word.start_ms >= 1_000 for word in words)
    assert all(one.start_ms <= two.start_ms for one, two in pairwise(words))
    assert all(sum(is_han(character) for character in word.text) <= 1 for word in words)


def test_characters_of_one_piece_share_its_time() -> None:
    first, second = words_of([Piece(0, 400, "我们", 0.8)], 100)
    assert (first.start_ms, first.end_ms, second.start_ms, second.end_ms) == (100, 300, 300, 500)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.integers(-500, 3_000), st.integers(0, 800)), max_size=20),
    st.integers(0, 500),
    st.integers(400, 2_500),
)
def test_clamped_words_stay_inside_and_never_overlap(
    times: list[tuple[int, int]], start: int, length: int
) -> None:
    words = [Word(at, at + lasts, "字", 0.9) for at, lasts in sorted(times)]
    clamped = clamp_words(words, start, start + length)
    assert [word.text for word in clamped] == [word.text for word in words]
    assert all(start <= word.start_ms <= word.end_ms <= start + length for word in clamped)
    assert all(one.end_ms <= two.start_ms for one, two in pairwise(clamped))
    if 20 * len(words) <= length:
        assert all(word.end_ms - word.start_ms >= 20 for word in clamped)


@pytest.mark.parametrize("text", ["好。", " yes.", "吗?", " Stop!", " door.”", "是。』"])
def test_sentence_ends_are_seen(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", [" Mr.", " Dr.", " U.S.", " p.m.", " J.", "好，", " no", "", " "])
def test_abbreviations_do_not_end_a_sentence(text: str) -> None:
    assert not ends_sentence(text)


def words_at(*spans: tuple[int, int, str]) -> list[Word]:
    return [Word(start, end, text, 0.9) for start, end, text in spans]


def test_a_row_ends_with_its_sentence_where_another_voice_may_follow() -> None:
    words = words_at((0, 400, "是。"), (900, 1_000, "我"), (1_000, 1_300, "去。"), (1_350, 1_400, "好。"))
    assert [len(row) for row in cut_words(words)] == [4], "one speaker goes on"
    assert [len(row) for row in cut_words(words, turns=(880,))] == [1, 3]
    assert [len(row) for row in cut_words(words, turns=(1_340,))] == [4], "there is no pause"
    open_end = words_at((0, 400, "是"), (900, 1_000, "我"))
    assert [len(row) for row in cut_words(open_end, turns=(880,))] == [2], "the sentence goes on"


def test_a_long_pause_ends_a_row_by_itself() -> None:
    assert [len(row) for row in cut_words(words_at((0, 300, " I"), (1_900, 2_200, " went")))] == [1, 1]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 900), st.integers(20, 3_000)), min_size=1, max_size=60))
def test_rows_keep_every_word_and_none_is_longer_than_fifteen_seconds(spans: list[tuple[int, int]]) -> None:
    words: list[Word] = []
    at = 0
    for pause, length in spans:
        words.append(Word(at + pause, at + pause + length, "字", 0.9))
        at += pause + length
    rows = cut_words(words)
    assert [word for row in rows for word in row] == words
    assert all(row[-1].end_ms - row[0].start_ms <= MAX_SEGMENT_MS for row in rows)


CLIPS = st.lists(
    st.tuples(st.integers(40, 20_000), st.integers(0, 192), st.integers(0, 192)), min_size=1, max_size=30
)


@settings(max_examples=60, deadline=None)
@given(CLIPS)
def test_packed_times_map_back_to_their_own_clips(sizes: list[tuple[int, int, int]]) -> None:
    clips = [
        Padded(np.full(length * 16, index + 1, np.float32), min(lead, length // 2), min(tail, length // 2))
        for index, (length, lead, tail) in enumerate(sizes)
    ]
    windows = pack(clips)
    assert sorted(row for window in windows for row in window.rows) == list(range(len(clips)))
    assert all(len(window.clip) // 16 <= WINDOW_MS for window in windows)
    decoded = [
        Decoded(tuple(Piece(start, start + length, f" {start}", 1.0) for start, length in _places(window)))
        for window in windows
    ]
    parts = unpack(windows, decoded)
    assert [[(piece.start_ms, piece.end_ms) for piece in part.pieces] for part in parts] == [
        [(0, length)] for length, _, _ in sizes
    ]
    for window in windows:
        for row, (start, length) in zip(window.rows, _places(window), strict=True):
            own = window.clip[start * 16 : (start + length) * 16]
            assert own.min() == own.max() == row + 1
        spoken = [
            (start + clips[row].lead_ms, start + length - clips[row].tail_ms)
            for row, (start, length) in zip(window.rows, _places(window), strict=True)
        ]
        assert list(window.rows) == sorted(window.rows)
        assert all(after - end >= GAP_MS for (_, end), (after, _) in pairwise(spoken))


@given(CLIPS)
def test_windows_follow_the_time_and_are_as_few_as_that_allows(sizes: list[tuple[int, int, int]]) -> None:
    windows = pack([Padded(np.zeros(length * 16, np.float32)) for length, _, _ in sizes])
    assert [row for window in windows for row in window.rows] == list(range(len(sizes)))
    fewest, filled = 0, WINDOW_MS + 1
    for length, _, _ in sizes:
        filled += length + GAP_MS
        if filled > WINDOW_MS + GAP_MS:
            fewest, filled = fewest + 1, length + GAP_MS
    assert len(windows) == fewest


def _places(window: Window) -> list[tuple[int, int]]:
    return list(zip(window.starts_ms, window.lengths_ms, strict=True))


def test_without_packing_every_clip_has_a_window_of_its_own() -> None:
    clips = [Padded(np.ones(16_000, np.float32))] * 5
    assert len(pack(clips, 0)) == 5
    assert len(pack(clips)) == 1


def test_a_word_written_into_the_silence_goes_to_the_nearest_clip() -> None:
    windows = pack([Padded(np.ones(16_000, np.float32))] * 2)
    decoded = Decoded((Piece(1_050, 1_150, " a.", 1.0), Piece(1_800, 1_880, " b.", 1.0)))
    first, second = unpack(windows, [decoded])
    assert (first.text, second.text) == (" a.", " b.")
    assert second.pieces[0].start_ms == 1_800 - windows[0].starts_ms[1]


def test_a_bad_sentence_spoils_only_itself() -> None:
    windows = pack([Padded(np.ones(16_000, np.float32))] * 2)
    decoded = Decoded((Piece(100, 900, " a", 0.9), Piece(1_600, 2_400, " b", 0.1)), logprob=-1.0)
    first, second = unpack(windows, [decoded])
    assert first.logprob > -0.2
    assert second.logprob < -2.0


@given(
    st.lists(
        st.tuples(st.sampled_from(["字", " no", "t", "。", ".", " a"]), st.integers(-500, 30_000)),
        max_size=40,
    ),
    st.lists(st.tuples(st.integers(0, 2_000), st.integers(20, 5_000)), min_size=1, max_size=8),
)
def test_every_word_of_a_window_belongs_to_one_clip_in_order(
    written: list[tuple[str, int]], sizes: list[tuple[int, int]]
) -> None:
    places, at = [], 0
    for gap, length in sizes:
        places.append((at + gap, at + gap + length))
        at += gap + length
    pieces = [Piece(start, start + 100, text, 0.9) for text, start in written]
    parts = split_pieces(pieces, places)
    assert len(parts) == len(places)
    assert [piece for part in parts for piece in part] == pieces


def test_a_limit_between_clips_does_not_tear_a_word_or_a_mark_off() -> None:
    pieces = [Piece(0, 900, " Yes", 0.9), Piece(1_400, 1_600, ".", 0.9), Piece(1_500, 1_700, " No", 0.9)]
    first, second = split_pieces(pieces, [(0, 1_000), (1_400, 2_400)])
    assert [piece.text for piece in first] == [" Yes", "."]
    assert [piece.text for piece in second] == [" No"]
