import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.sentences import join_sentences, split_sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("你好。我叫李明!是吗?", ["你好。", "我叫李明!", "是吗?"]),
        ("他说:“我不去。”然后走了。", ["他说:“我不去。”", "然后走了。"]),
        ("我……我不记得了。", ["我……我不记得了。"]),
        ("他有3.5公斤", ["他有3.5公斤"]),
        ("没有", ["没有"]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_chinese_sentences_end_at_their_marks(text: str, expected: list[str]) -> None:
    assert split_sentences(text, "zh") == expected


def test_chinese_without_punctuation_is_cut_at_spaces_and_openers() -> None:
    spaced = "我是二零一九年三月离开中国的 后来我坐船到了美国 在纽约住了三年"
    assert len(split_sentences(spaced, "zh")) == 3
    unspaced = "我是二零一九年三月从北京坐飞机离开中国的然后我坐船到了美国因为警察一直在找我和我的家人"
    assert split_sentences(unspaced, "zh") == [
        "我是二零一九年三月从北京坐飞机离开中国的",
        "然后我坐船到了美国",
        "因为警察一直在找我和我的家人",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Dr. Chen arrived at 5 p.m. on Mar. 3. He left.",
            ["Dr. Chen arrived at 5 p.m. on Mar. 3.", "He left."],
        ),
        ("I left the U.S. in 2019. Why?", ["I left the U.S. in 2019.", "Why?"]),
        ("No further questions.", ["No further questions."]),
    ],
)
def test_english_keeps_abbreviations_whole(text: str, expected: list[str]) -> None:
    assert split_sentences(text, "en") == expected


def test_a_language_without_rules_is_cut_at_marks() -> None:
    assert split_sentences("Bonjour. Ça va? Oui", "xx") == ["Bonjour.", "Ça va?", "Oui"]


def test_what_is_too_long_is_cut_but_never_lost() -> None:
    text = "我看到了很多人" * 700
    pieces = split_sentences(text, "zh")
    assert "".join(pieces) == text
    assert max(map(len, pieces)) <= 120


@settings(deadline=None)
@given(st.text(alphabet="我是他 。,!?“”;\nab1因为然后吗𠮷", max_size=400))
def test_only_white_space_is_lost_in_chinese(text: str) -> None:
    pieces = split_sentences(text, "zh")
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(piece == piece.strip() and piece for piece in pieces)


def test_joined_as_the_language_writes() -> None:
    assert join_sentences(["A b.", "", "C."], "en") == "A b. C."
    assert join_sentences(["你好。", "再见。"], "zh-Hant") == "你好。再见。"


def test_full_width_marks_end_sentences_and_clauses() -> None:
    text = "你好\uff1f我走了\uff01他说\uff0c不知道。"
    assert split_sentences(text, "zh") == ["你好\uff1f", "我走了\uff01", "他说\uff0c不知道。"]
    assert "".join(split_sentences("我走\uff0c" * 80, "zh")) == "我走\uff0c" * 80
