import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimony.transcript.types import Severity
from translate.checks import check_pair


def doubts(chinese: str, english: str) -> list[str]:
    kinds = []
    for pair in ((chinese, english, "zh", "en"), (english, chinese, "en", "zh")):
        kinds += [flag.kind.value for flag in check_pair(*pair) if flag.severity is not Severity.INFO]
    return kinds


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("我买了二十斤米。", "I bought 20 kilograms of rice."),
        ("走了二十里路。", "We walked 20 miles."),
        ("一共三亩地。", "Three acres of land in all."),
        ("零下二十度。", "Twenty degrees."),
        ("打了八折。", "It was 80% off."),
        ("他身高一米七八。", "He is 1.87 meters tall."),
        ("一斤三十块。", "Thirty yuan a kilo."),
        ("利率上升了两个百分点。", "The rate rose by two percent."),
        ("占三成。", "It made up three percent."),
        ("我借了八千块人民币。", "I borrowed 8,000 dollars."),
        ("他欠两万亿。", "He owes two billion."),
        ("两打鸡蛋。", "Two eggs."),
        ("四十摄氏度。", "Forty degrees Fahrenheit."),
    ],
)
def test_another_size_is_named(chinese: str, english: str) -> None:
    assert doubts(chinese, english) == ["number_mismatch", "number_mismatch"]


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("我买了20斤米。", "I bought 20 jin (10 kg) of rice."),
        ("体重一百二十斤。", "A weight of 60 kilograms."),
        ("十公里左右。", "About six miles."),
        ("零下三十多度。", "More than thirty below zero."),
        ("打七折。", "30 percent off."),
        ("六英尺二英寸。", "Six feet two inches."),
        ("身高一米七五。", "175 centimeters tall."),
        ("二十五平方米的房间。", "A room of 25 square meters."),
        ("发烧三十九度二。", "A fever of 39.2."),
        ("我吃了三两米饭。", "I ate 150 grams of rice."),
        ("三两个人。", "Two or three people."),
        ("一共一万五千亿。", "1.5 trillion in all."),
        ("我欠他五十英镑。", "I owe him fifty pounds."),
        ("会员上百万。", "Over a million members."),
        ("丈夫和两个孩子。", "My husband and two children."),
    ],
)
def test_the_same_size_passes(chinese: str, english: str) -> None:
    assert doubts(chinese, english) == []


@given(st.integers(2, 900), st.sampled_from([("斤", "kilograms", 0.5), ("里", "kilometers", 0.5)]))
def test_a_right_conversion_passes_and_the_bare_figure_does_not(
    count: int, unit: tuple[str, str, float]
) -> None:
    chinese, english, size = unit
    assert doubts(f"一共{count}{chinese}。", f"{count * size:g} {english} in all.") == []
    assert doubts(f"一共{count}{chinese}。", f"{count} {english} in all.") != []
