"""The phrasebook: one to one, natural forms, and splits that keep what is measured out of training."""

import random
import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.recipes.phrasebook import SPLITS, Pair, clauses, generate, numerals, sentences, templates
from samples.recipes.phrasebook.slots import slot_class, values
from samples.recipes.phrasebook.splits import split_of

FULL_WIDTH_END = re.compile(r"[。？]$")


@cache
def drawn() -> tuple[Pair, ...]:
    counts = {"train": 40_000, "dev": 4000, "test": 4000, "test-template": 4000}
    return tuple(pair for split in SPLITS for pair in generate(split, random.Random(split), counts[split]))


@pytest.mark.parametrize(("source", "target"), [("zh", "en"), ("en", "zh")])
def test_no_sentence_has_two_translations(source: str, target: str) -> None:
    known: dict[str, str] = {}
    for pair in drawn():
        assert known.setdefault(getattr(pair, source), getattr(pair, target)) == getattr(pair, target)


@pytest.mark.parametrize("name", sorted({slot_class(slot) for t in templates() for slot in t.slots}))
def test_no_value_of_a_slot_has_two_renderings(name: str) -> None:
    held = values(name)
    assert len({value.zh for value in held}) == len({value.en for value in held}) == len(held)


def test_there_are_a_few_hundred_templates_with_their_own_ids() -> None:
    assert len(templates()) >= 300
    assert len({template.id for template in templates()}) == len(templates())
    assert {role for template in templates() for role in template.roles} == {
        "judge",
        "counsel",
        "respondent",
        "interpreter",
        "attorney",
    }
    assert sum("attorney" in template.roles for template in templates()) >= 30
    assert len(values("place")) >= 40


@pytest.mark.parametrize("split", SPLITS)
def test_a_split_draws_only_its_own(split: str) -> None:
    assert {pair.split for pair in drawn() if pair.split == split} == {split}
    assert all(pair.split == split for pair in generate(split, random.Random(1), 200))  # type: ignore[arg-type]


def test_what_is_measured_is_never_in_training_in_either_language() -> None:
    trained = [pair for pair in drawn() if pair.split == "train"]
    seen = {pair.zh for pair in trained} | {pair.en for pair in trained}
    assert not [p for p in drawn() if p.split != "train" and (p.zh in seen or p.en in seen)]


def test_held_out_templates_are_in_no_other_split() -> None:
    held = {template.id for template in templates() if template.held_out}
    with_slots = sum(bool(template.slots) for template in templates())
    assert 0.05 < len(held) / with_slots < 0.11
    assert {pair.template for pair in drawn() if pair.split == "test-template"} <= held
    assert not {pair.template for pair in drawn() if pair.split != "test-template"} & held


def test_splits_do_not_move_between_machines_or_versions() -> None:
    assert split_of("我发誓。", ()) == "train"
    pattern = "我于{birthyear}{monthday}出生在{place}。"
    assert split_of(pattern, ("一九八七年", "十月八日", "福州")) == "test"
    assert split_of("{facility}没有窗户。", ("监狱",)) == "test-template"


def test_combinations_fall_into_the_documented_shares() -> None:
    pairs = [pair for pair in drawn() if pair.split == "train"][:1]
    assert pairs
    pattern = "我于{birthyear}{monthday}出生在{place}。"
    where = [
        split_of(pattern, (year.zh, day.zh, "福州"))
        for year in values("birthyear")
        for day in values("monthday")[:60]
    ]
    assert where.count("train") / len(where) == pytest.approx(0.90, abs=0.02)
    assert where.count("dev") / len(where) == pytest.approx(0.04, abs=0.02)
    assert where.count("test") / len(where) == pytest.approx(0.06, abs=0.02)


def test_written_forms_are_natural_and_spoken_ones_can_be_read_aloud() -> None:
    for pair in drawn():
        assert FULL_WIDTH_END.search(pair.zh), pair.zh
        assert not re.search(r"[0-9,.?!:;]", pair.zh), pair.zh
        assert pair.en[0].isupper() or pair.en[0].isdigit() or pair.en[0] == "$", pair.en
        assert re.search(r"(?<!\.)\.$|\?$", pair.en), pair.en
        assert not re.search(r"[{}_0-9$]|[ap]\.m", pair.en_spoken), pair.en_spoken


def test_every_written_word_has_its_spoken_words() -> None:
    for pair in drawn():
        assert len(pair.en.split()) == len(pair.en_units)
        assert len(pair.zh) == len(pair.zh_units)


def test_the_same_seed_draws_the_same() -> None:
    first, second = (list(generate("test", random.Random(5), 50)) for _ in range(2))
    assert first == second
    assert list(sentences("dev", 3)) == list(sentences("dev", 3))


def test_clauses_run_in_parallel_and_keep_the_split() -> None:
    split_up = [(pair, clauses(pair)) for pair in drawn()[:4000]]
    assert sum(bool(parts) for _, parts in split_up) > 200
    for pair, parts in split_up:
        if parts:
            assert "".join(part.zh for part in parts) == pair.zh
            assert " ".join(part.en for part in parts) == pair.en
            assert {part.split for part in parts} == {pair.split}


@pytest.mark.parametrize(
    ("number", "hanzi"),
    [
        (2, "二"),
        (10, "十"),
        (22, "二十二"),
        (105, "一百零五"),
        (2000, "两千"),
        (2500, "两千五百"),
        (15_000, "一万五千"),
        (20_500, "两万零五百"),
        (1_200_000, "一百二十万"),
    ],
)
def test_hanzi_numerals(number: int, hanzi: str) -> None:
    assert numerals.han(number) == hanzi


@given(st.integers(0, 9_999_999))
def test_no_two_numbers_are_written_alike(number: int) -> None:
    other = number + 1
    assert numerals.han(number) != numerals.han(other)
    assert numerals.english(number) != numerals.english(other)


@pytest.mark.parametrize(
    ("day", "said"), [(1, "first"), (12, "twelfth"), (20, "twentieth"), (23, "twenty third")]
)
def test_english_ordinals(day: int, said: str) -> None:
    assert numerals.english_ordinal(day) == said
