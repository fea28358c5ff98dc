"""Turns → the interpreter: one voice in two languages that follows turns in the other one."""

from __future__ import annotations

import random

from transcribe.speakers.interpreter import Turn, find_interpreter, find_split_interpreter


def said(*turns: tuple[int, str]) -> list[Turn]:
    return [
        Turn(speaker, language, number * 4_000, number * 4_000 + 3_000)
        for number, (speaker, language) in enumerate(turns)
    ]


INTERPRETED = [(0, "en"), (1, "zh"), (2, "zh"), (1, "en")] * 4


def test_who_follows_the_other_language_interprets() -> None:
    assert find_interpreter(said(*INTERPRETED)) == 1


def test_two_people_who_each_speak_one_language_have_none() -> None:
    assert find_interpreter(said(*[(0, "en"), (1, "zh")] * 10)) is None


def test_who_speaks_two_languages_after_anybody_does_not_interpret() -> None:
    rng = random.Random(4)
    turns = [(0, "en") if rng.random() < 0.7 else (1, rng.choice(["en", "zh"])) for _ in range(60)]
    assert find_interpreter(said(*turns)) is None


def test_one_language_has_none() -> None:
    assert find_interpreter(said(*[(0, "en"), (1, "en")] * 5)) is None
    assert find_interpreter([]) is None


def test_one_stray_row_in_another_language_makes_no_interpreter() -> None:
    assert find_interpreter(said(*[(0, "en"), (1, "zh")] * 6, (0, "en"), (1, "en"))) is None


def test_an_interpreter_taken_for_two_is_found_as_a_pair() -> None:
    split = [(0, "en"), (1, "zh"), (2, "zh"), (3, "en")] * 4
    assert (1, 3) in find_split_interpreter(said(*split))
    assert find_split_interpreter(said(*[(0, "en"), (1, "zh")] * 8)) == []
