import pytest

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
        ("他昨天来过。", "He will come tomorrow."),
        ("前年我失业了。", "I lost my job last year."),
        ("上个月他打过电话。", "He called last week."),
        ("他们春天来的。", "They came in autumn."),
        ("春节我没回家。", "I didn't go home for the Dragon Boat Festival."),
        ("结婚以前我住在那里。", "After my marriage I lived there."),
        ("下午他们走了。", "They left in the morning."),
        ("他比我大两岁。", "He is two years younger than me."),
        ("我去年见过他。", "I have met him."),
        ("上午开会，下午干活。", "Meetings in the afternoon, work in the morning."),
        ("孩子才八个月大。", "The baby is only eight weeks old."),
    ],
)
def test_another_time_is_named(chinese: str, english: str) -> None:
    assert doubts(chinese, english).count("date_mismatch") == 2


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("前年他走了。", "He left two years ago."),
        ("大后天开庭。", "The hearing is three days from now."),
        ("上上周我病了。", "I was ill two weeks ago."),
        ("他们凌晨来的。", "They came in the early hours of the morning."),
        ("昨晚我没睡好。", "I didn't sleep well last night."),
        ("第二天我报了警。", "I called the police the next day."),
        ("直到天黑他才回来。", "He didn't come back until dark."),
        ("下旬发工资。", "We are paid in the last ten days of the month."),
        ("当时我在家。", "I was at home then."),
        ("受洗是在复活节。", "The baptism was on Easter Sunday."),
        ("他清早出门，晚上才回来。", "He goes out early in the morning and comes back at night."),
    ],
)
def test_the_same_time_passes(chinese: str, english: str) -> None:
    assert doubts(chinese, english) == []
