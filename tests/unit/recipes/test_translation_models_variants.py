"""The variants of training sentences: the source is spoilt, the slots and the target are not."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.recipes.translation import scoring, variants
from samples.recipes.translation.variants import Sentence
from samples.recipes.translation.vocabulary import TAGS

ZH = Sentence(
    "zh",
    "我二零一九年三月五日在北京，付了两万零五百元。",
    "I was in Beijing on March 5, 2019, and paid 20,500 yuan.",
    (("二零一九年三月五日", "March 5, 2019"), ("北京", "Beijing"), ("两万零五百元", "20,500 yuan")),
)
EN = Sentence(
    "en",
    "We came at 4:50 p.m. on May 1, 2011, with Li Ming.",
    "我们和李明在二零一一年五月一日下午四点五十分来了。",
    (("4:50 p.m.", "下午四点五十分"), ("May 1, 2011", "二零一一年五月一日"), ("Li Ming", "李明")),
)


def rng(seed: int = 0) -> random.Random:
    return random.Random(seed)


@given(st.integers(), st.sampled_from([ZH, EN]))
def test_a_variant_never_leaves_a_side_empty_and_keeps_numbers(seed: int, sentence: Sentence) -> None:
    spoilt = variants.spoil(sentence, rng(seed), always=True)
    assert spoilt.source.strip()
    assert scoring.numbers(spoilt.target) == scoring.numbers(sentence.target)
    assert spoilt.language == sentence.language


@given(st.integers())
def test_spoiling_is_a_function_of_the_seed(seed: int) -> None:
    assert variants.spoil(EN, rng(seed)) == variants.spoil(EN, rng(seed))


def test_most_sentences_stay_as_they_are() -> None:
    generator = rng(3)
    plain = sum(variants.spoil(ZH, generator) == ZH for _ in range(2000))
    assert 1300 < plain < 1600


@given(st.integers())
def test_misheard_changes_one_letter_outside_the_slots(seed: int) -> None:
    heard = variants.misheard(ZH, rng(seed))
    assert abs(len(heard.source) - len(ZH.source)) == 1
    assert all(source in heard.source for source, _ in ZH.slots)
    assert heard.target == ZH.target


def test_dropping_punctuation_keeps_commas_and_points_inside_numbers_and_times() -> None:
    bare = variants.without_punctuation(EN, rng())
    assert bare.source == "We came at 4:50 p.m. on May 1 2011 with Li Ming"
    paid = Sentence("en", "I paid $20,500, not $1,000.", "…")
    assert variants.without_punctuation(paid, rng()).source == "I paid $20,500 not $1,000"


def test_the_final_mark_goes_and_the_target_keeps_its_own() -> None:
    bare = variants.without_final_punctuation(ZH, rng())
    assert bare.source == ZH.source[:-1]
    assert bare.target == ZH.target


def test_years_become_arabic_digits_and_small_numbers_stay() -> None:
    assert variants.arabic_digits(ZH, rng()).source == "我2019年三月五日在北京，付了两万零五百元。"


@given(st.integers())
def test_a_legend_code_stands_once_on_both_sides(seed: int) -> None:
    marked = variants.tagged(EN, rng(seed))
    tags = [tag for tag in TAGS if tag in marked.source]
    assert len(tags) == 1
    assert marked.source.count(tags[0]) == marked.target.count(tags[0]) == 1
    assert "".join(marked.source.replace(tags[0], "").split()) == "".join(EN.source.split())


def test_what_is_carried_over_stands_on_both_sides_in_place_of_a_slot() -> None:
    carried = variants.carry_over(ZH, "Ωmega", rng())
    assert "Ωmega" in carried.source
    assert "Ωmega" in carried.target
    assert "北京" not in carried.source
    assert "Beijing" not in carried.target


def test_a_sentence_without_slots_carries_nothing_over() -> None:
    plain = Sentence("zh", "我发誓。", "I do.")
    assert variants.carry_over(plain, "Ωmega", rng()) is plain


def test_joined_sentences_have_a_space_in_english_alone() -> None:
    both = variants.join([ZH, ZH])
    assert both.source == ZH.source * 2
    assert both.target == f"{ZH.target} {ZH.target}"
    assert both.slots == ZH.slots * 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("他他他他他他他他他", True),
        ("the the the the the the", True),
        ("of the court of the court of the court ended", True),
        ("我在北京住了三年。", False),
        ("$1,000,000 and $1,000", False),
        ("very very afraid", False),
    ],
)
def test_loops_are_seen(text: str, found: bool) -> None:
    assert scoring.loops(text) is found


def test_slots_kept_wants_each_value_and_no_other_number() -> None:
    assert scoring.slots_kept(ZH, ZH.target)
    assert scoring.slots_kept(ZH, ZH.target.lower())
    assert not scoring.slots_kept(ZH, ZH.target.replace("20,500", "25,000"))
    assert not scoring.slots_kept(ZH, ZH.target.replace("Beijing", "Nanjing"))
    assert not scoring.slots_kept(ZH, ZH.target + " 7")
