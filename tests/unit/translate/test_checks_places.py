import pytest

from translate.checks import check_pair
from translate.checks.reading.gazetteer import gazetteer, reads_as


def names(chinese: str, english: str) -> list[str]:
    notes = []
    for pair in ((chinese, english, "zh", "en"), (english, chinese, "en", "zh")):
        found = check_pair(*pair)
        notes += [each.note for each in found if each.kind == "name_mismatch"]
    return notes


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("我在成都工作。", "I worked in Huzhou."),
        ("他被关在皮山县。", "He was held in Karakax County."),
        ("我是陕西人。", "I am from Shanxi."),
        ("我们住在西弗吉尼亚。", "We live in Virginia."),
        ("她是德国人。", "She is French."),
        ("我没去过那里。", "I have never been to Hangzhou."),
        ("国税局来信了。", "The FBI wrote."),
        ("案子在移民法庭。", "The case is in family court."),
    ],
)
def test_another_place_or_office_is_named(chinese: str, english: str) -> None:
    assert len(names(chinese, english)) == 2


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("我从乌鲁木齐到喀什。", "I went from Ürümqi to Kashgar."),
        ("我是西安人。", "I am from Xi'an."),
        ("他叫王海燕。", "Her name is Wang Haiyan."),
        ("我从化工厂出来。", "I came out of the chemical plant."),
        ("他读了一本书。", "Reading was all he did."),
        ("我回国以后。", "After I went back to China."),
        ("她拿的是美国护照。", "She has a U.S. passport."),
        ("我们镇叫黑泥湾。", "Our town is called Heiniwan."),
        ("公安局的人来了。", "The police came."),
    ],
)
def test_the_same_place_passes(chinese: str, english: str) -> None:
    assert names(chinese, english) == []


def test_counties_provinces_and_states_are_known() -> None:
    known = gazetteer()
    assert {"shenqiu"} <= known.chinese["沈丘"]
    assert "new_mexico" in known.chinese["新墨西哥"]
    assert len(known.chinese) > 4_000
    assert reads_as("成都", "chengdu")
    assert not reads_as("成都", "huzhou")
