"""How the speech recipe counts errors, lays out times and builds its vocabulary."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samples.recipes.speech import scoring, tokenizer
from samples.recipes.speech.corpus import character_times
from samples.recipes.synthesis import TimedWord

SMALL = tokenizer.train(["他说"])
words = st.lists(st.sampled_from(["a", "b", "c"]), max_size=8)


def test_units_leave_out_case_width_and_punctuation() -> None:
    assert scoring.units("Li Ming's file, page ７!", "en") == ["li", "mings", "file", "page", "7"]
    assert scoring.units("我，在２楼。", "zh") == ["我", "在", "2", "楼"]


@pytest.mark.parametrize(
    ("said", "heard", "wrong"),
    [("abc", "abc", 0), ("abc", "axc", 1), ("abc", "ac", 1), ("abc", "abbc", 1), ("", "ab", 2)],
)
def test_errors_counts_the_fewest_edits(said: str, heard: str, wrong: int) -> None:
    assert scoring.errors(list(said), list(heard)) == wrong


@settings(deadline=None)
@given(words, words)
def test_errors_is_a_distance(said: list[str], heard: list[str]) -> None:
    wrong = scoring.errors(said, heard)
    assert wrong == scoring.errors(heard, said)
    assert abs(len(said) - len(heard)) <= wrong <= max(len(said), len(heard))


@settings(deadline=None)
@given(words, words)
def test_matches_pair_equal_units_in_order(said: list[str], heard: list[str]) -> None:
    pairs = scoring.matches(said, heard)
    assert all(said[i] == heard[j] for i, j in pairs)
    assert pairs == sorted(pairs)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)


@settings(deadline=None)
@given(words)
def test_matches_of_equal_lists_is_everything(said: list[str]) -> None:
    assert scoring.matches(said, said) == [(i, i) for i in range(len(said))]


def test_character_times_give_a_pause_to_the_word_before_it() -> None:
    said = (TimedWord(50, 300, "No,"), TimedWord(800, 1100, "thanks."))
    times = character_times("No, thanks.", said)
    assert len(times) == len("No, thanks.") + 1
    assert times[0] == 0.05
    assert times[2] == 0.3  # the comma begins where the word ends ...
    assert times[3] == times[4] == 0.8  # ... and lasts until the space, which begins the next word
    assert times[-1] == 1.1


def test_character_times_of_chinese_have_a_time_for_every_character() -> None:
    said = (TimedWord(0, 200, "我"), TimedWord(200, 450, "去"), TimedWord(700, 900, "了"))
    times = character_times("我去，了。", said)
    assert times == pytest.approx((0.0, 0.2, 0.45, 0.7, 0.9, 0.9))


def test_character_times_never_go_back() -> None:
    said = (TimedWord(0, 900, "one"), TimedWord(400, 600, "two"))
    times = character_times("one two", said)
    assert list(times) == sorted(times)


def test_vocabulary_has_short_tokens_and_whispers_order() -> None:
    texts = [" the immigration court of the city"] * 50 + ["移民法院在这个城市"] * 50
    made = tokenizer.train(texts)
    special = tokenizer.specials(made)
    entries = tokenizer.vocabulary(made)
    assert entries.count("") == 1
    assert max(len(t) for t in entries[: special.end]) <= tokenizer.LONGEST_TOKEN
    assert special.end < special.start < min(special.languages.values()) < special.no_timestamps
    assert special.first_timestamp == special.no_timestamps + 1 == len(entries) - tokenizer.TIMESTAMPS


@settings(deadline=None)
@given(st.text(alphabet="他说 -'去abc，。0", max_size=20))
def test_vocabulary_writes_any_text(text: str) -> None:
    assert SMALL.decode(SMALL.encode(text).ids) == text


@pytest.mark.parametrize(("seconds", "index"), [(-1, 0), (0, 0), (0.029, 1), (29.99, 1500), (31, 1500)])
def test_timestamps_stay_inside_the_window(seconds: float, index: int) -> None:
    special = tokenizer.specials(SMALL)
    assert special.timestamp(seconds) == special.first_timestamp + index
