"""Turns paired: both directions, pieces, asides, missing renditions, three languages, nobody to interpret."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.renditions import Pairing, Said, Turn, pair_turns

ROLES = {"J": False, "W": False, "I": True}


def turns(*rows: tuple[str, str, str], roles: bool = True) -> list[Turn]:
    """Rows of speaker, language, text, each two seconds after the last."""
    return [
        Turn(
            str(number),
            number * 3000,
            number * 3000 + 2400,
            language,
            text,
            speaker=speaker if roles else "S1",
            interprets=ROLES[speaker] if roles else None,
        )
        for number, (speaker, language, text) in enumerate(rows, start=1)
    ]


def links(pairing: Pairing) -> list[tuple[str, str]]:
    return [
        (",".join(turn.id for turn in one.originals), ",".join(turn.id for turn in one.renditions))
        for one in pairing.renditions
    ]


EXCHANGE = (
    ("J", "en", "Where were you born?"),
    ("I", "zh", "你在哪里出生？"),
    ("W", "zh", "我于一九八七年十月八日出生在福州。"),
    ("I", "en", "I was born in Fuzhou on October 8, 1987."),
)


@pytest.mark.parametrize("roles", [True, False])
def test_question_and_answer_both_ways(roles: bool) -> None:
    assert links(pair_turns(turns(*EXCHANGE, roles=roles))) == [("1", "2"), ("3", "4")]


def test_two_turns_in_one_rendition_and_one_turn_in_two() -> None:
    found = pair_turns(
        turns(
            ("W", "zh", "警察来了我家。"),
            ("W", "zh", "他们拿走了我的电脑。"),
            ("I", "en", "The police came to my home and they took my computer."),
            ("W", "zh", "后来我被关进看守所，关了三个月。"),
            ("I", "en", "Later I was put in the detention center."),
            ("I", "en", "I was held for three months."),
        )
    )
    assert links(found) == [("1,2", "3"), ("4", "5,6")]


def test_an_aside_is_nobodys_rendition() -> None:
    found = pair_turns(
        turns(*EXCHANGE[2:3], ("I", "en", "The interpreter requests a repetition."), EXCHANGE[2], EXCHANGE[3])
    )
    kinds = {one.turn.id: one.kind for one in found.unpaired}
    assert kinds["2"] == "aside"
    assert links(found)[0][1] == "4"


def test_what_nobody_rendered_is_a_result() -> None:
    found = pair_turns(turns(*EXCHANGE, ("W", "zh", "我还有话要说，请等一等。"), *EXCHANGE[:2]))
    assert [(one.turn.id, one.kind) for one in found.unpaired] == [("5", "not_interpreted")]


def test_what_is_said_for_the_record_alone_is_told_apart() -> None:
    found = pair_turns(turns(*EXCHANGE, ("J", "en", "Counsel, please mark the next exhibit."), *EXCHANGE[:2]))
    assert [(one.turn.id, one.kind) for one in found.unpaired] == [("5", "record_only")]


def test_what_nobody_said_is_a_result() -> None:
    found = pair_turns(turns(*EXCHANGE, ("I", "en", "He looks very tired today."), *EXCHANGE[:2]))
    assert [(one.turn.id, one.kind) for one in found.unpaired] == [("5", "not_said")]


def test_without_an_interpreter_nothing_is_paired() -> None:
    rows = [("W", "zh", "今天天气很好。"), ("J", "en", "Let us begin with the second exhibit.")] * 6
    found = pair_turns(turns(*rows, roles=False))
    assert not found.interpreted
    assert not found.renditions
    assert {one.kind for one in found.unpaired} == {"unknown"}


def test_an_empty_hearing_and_one_language() -> None:
    assert pair_turns([]).renditions == ()
    assert pair_turns(turns(EXCHANGE[0], EXCHANGE[0])).renditions == ()


def test_relay_interpreting_links_both_steps() -> None:
    found = pair_turns(
        [
            Turn("1", 0, 2000, "ug", "مەن قەشقەردە تۇغۇلدۇم", speaker="S1"),
            Turn("2", 3000, 5000, "zh", "我出生在喀什。", speaker="S2"),
            Turn("3", 6000, 8000, "en", "I was born in Kashgar.", speaker="S3"),
        ]
    )
    assert ("2", "3") in links(found)
    assert ("1", "3") not in links(found)


def test_a_hearing_rendered_in_summary_is_paired_as_far_as_it_goes() -> None:
    said = [
        ("W", "zh", text)
        for text in ("警察来了我家。", "他们打了我。", "他们拿走了电脑。", "我被关了三个月。")
    ]
    found = pair_turns(turns(*said, ("I", "en", "The police beat him and held him for three months.")))
    assert len(found.renditions) == 1
    assert {turn.id for turn in found.renditions[0].originals} <= {"1", "2", "3", "4"}
    assert found.renditions[0].renditions[0].id == "5"


def test_simultaneous_interpreting_that_lags_by_two_seconds() -> None:
    texts = (
        ("我在看守所被关了四十一天。", "I was held in the detention center for 41 days."),
        ("我的表哥付了五万元。", "My cousin paid 50,000 yuan."),
        ("他们用皮带打我的背。", "They hit my back with a belt."),
        ("我是从福州离开中国的。", "I left China from Fuzhou."),
    )
    rows = []
    for number, (chinese, english) in enumerate(texts):
        begin = number * 4000
        rows.append(Turn(f"o{number}", begin, begin + 3800, "zh", chinese, speaker="W", interprets=False))
        rows.append(
            Turn(f"r{number}", begin + 2000, begin + 5800, "en", english, speaker="I", interprets=True)
        )
    found = links(pair_turns(sorted(rows, key=lambda turn: turn.start_ms)))
    assert found == [(f"o{number}", f"r{number}") for number in range(len(texts))]


def test_a_wrong_guess_of_voices_does_not_undo_a_pair() -> None:
    rows = [
        Turn(turn.id, turn.start_ms, turn.end_ms, turn.language, turn.text, "", "I", True, is_sure=False)
        for turn in turns(*EXCHANGE)
    ]
    assert links(pair_turns(rows)) == [("1", "2"), ("3", "4")]


def test_people_win() -> None:
    rows = turns(*EXCHANGE, *EXCHANGE)
    told = Said(links=((("3",), ("8",)),), refused=frozenset({("1", "2")}))
    found = links(pair_turns(rows, told))
    assert ("3", "8") in found
    assert ("1", "2") not in found


def test_a_voice_that_renders_others_is_the_interpreters() -> None:
    rows = [
        Turn(turn.id, turn.start_ms, turn.end_ms, turn.language, turn.text, speaker=turn.speaker)
        for turn in turns(*EXCHANGE * 4)
    ]
    assert pair_turns(rows).interpreters == {"I"}


TEXTS = st.sampled_from(
    [
        ("zh", "我在看守所被关了四十一天。"),
        ("en", "I was held in the detention center for 41 days."),
        ("zh", "对。"),
        ("en", "Yes."),
        ("en", ""),
        ("fr", "Bonjour à tous."),
        ("", "?"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(TEXTS, st.sampled_from([True, False, None]), st.integers(-500, 4000)), max_size=14))
def test_every_turn_renders_and_is_rendered_at_most_once(
    rows: list[tuple[tuple[str, str], bool, int]],
) -> None:
    made, clock = [], 0
    for number, ((language, text), interprets, gap) in enumerate(rows):
        clock = max(clock + gap, 0)
        made.append(Turn(str(number), clock, clock + 1500, language, text, "", "S1", interprets))
    made.sort(key=lambda turn: (turn.start_ms, turn.end_ms))
    found = pair_turns(made)
    for side in ("originals", "renditions"):
        ids = [turn.id for one in found.renditions for turn in getattr(one, side)]
        assert len(ids) == len(set(ids))
    linked = {turn.id for one in found.renditions for turn in (*one.originals, *one.renditions)}
    assert linked.isdisjoint(one.turn.id for one in found.unpaired)
    assert len(linked) + len(found.unpaired) == len(made)
    for one in found.renditions:
        assert {turn.language for turn in one.originals}.isdisjoint(turn.language for turn in one.renditions)
