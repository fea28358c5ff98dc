"""An original and its rendition compared: what is found, what is let pass, what speech may do."""

from __future__ import annotations

import pytest

from translate.renditions import compare
from translate.renditions.speech import tidy

DEVIATIONS = [
    ("我在成都住了两年。", "I lived in Huzhou for two years.", "place"),
    ("我的律师姓郑。", "My lawyer's name is Zhang.", "name"),
    ("我被关了四十一天。", "I was held for 42 days.", "date"),
    ("我交了六万块钱。", "I paid 6,000.", "number"),
    ("我表哥付的钱。", "My brother paid.", "kinship"),
    ("我没有签字。", "I signed.", "negation"),
    ("我打了他。", "He hit me.", "person"),
    ("他们会抓我。", "They arrested me.", "tense"),
    ("他们毒打了我。", "They were rough with me.", "intensity"),
    ("大概有五个人。", "There were five people.", "hedge"),
    ("他们给我看了逮捕证。", "They showed me a search warrant.", "term"),
    ("我不想回去。", "He says he doesn't want to go back.", "reported_speech"),
    ("他踢了我的肚子，还踢我的头。", "He kicked me in the stomach.", "omission"),
    ("门是关着的。", "The door was closed and there were two guards outside.", "addition"),
    ("他伤在左边的膝盖。", "He was hurt in the right knee.", "place"),
]
RIGHT = [
    ("我在成都住了两年。", "I lived in Chengdu for two years."),
    ("我在陕西和山西都住过。", "I've lived in both Shaanxi and Shanxi."),
    ("嗯，我想想啊，应该是礼拜五。", "Um, let me think, it should have been a Friday."),
    ("我叫彼得·柯林斯。", "My name is Peter Collins."),
    ("大概有七八个人。", "There were about seven or eight people."),
    ("我被他们打了。", "They beat me."),
    ("他说他不认识我。", "He said he didn't know me."),
]


@pytest.mark.parametrize(("said", "rendered", "kind"), DEVIATIONS)
def test_a_deviation_is_found_by_its_kind(said: str, rendered: str, kind: str) -> None:
    assert kind in {one.kind.value for one in compare(said, rendered, ("zh", "en"))}


@pytest.mark.parametrize(("said", "rendered"), RIGHT)
def test_a_right_rendition_has_no_finding(said: str, rendered: str) -> None:
    assert compare(said, rendered, ("zh", "en")) == []


def test_the_other_direction() -> None:
    found = compare("The objection is sustained.", "反对无效。", ("en", "zh"))
    assert "term" in {one.kind.value for one in found}
    assert compare("The objection is sustained.", "反对有效。", ("en", "zh")) == []
    assert [one.kind.value for one in compare("Did you sign it?", "律师问你有没有签字？", ("en", "zh"))] == [
        "reported_speech"
    ]


def test_a_repair_counts_as_what_it_repairs_to() -> None:
    assert tidy("It was forty-one, sorry, forty-two days.", "en") == "It was forty-two days."
    assert tidy("It was forty-one, sorry, forty-two days.", "en").repaired == ("forty-one",)
    assert tidy("I'm sorry, I remembered it wrong.", "en") == "I'm sorry, I remembered it wrong."
    assert (
        compare("我被关了四十二天。", "I was held for forty-one, sorry, forty-two days.", ("zh", "en")) == []
    )
    assert compare("我被关了四十一天。", "I was held for forty-one, sorry, forty-two days.", ("zh", "en"))


def test_fillers_and_false_starts_are_no_words() -> None:
    assert tidy("嗯，那个，我我，我没有去。", "zh").endswith("没有去。")
    assert tidy("Um, I went -- I went home.", "en") == "I went home."


def test_languages_without_rules_are_compared_by_digits_alone() -> None:
    assert compare("Il y avait 12 personnes.", "There were 12 people.", ("fr", "en")) == []
    assert compare("Il y avait 12 personnes.", "There were 21 people.", ("fr", "en"))
