"""What a redaction must find in every way it may be written, and what it must leave."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from samples_of_speech import hearing, one

from testimony.export.redaction.kinds import PATTERNS
from testimony.export.redaction.places import Place
from testimony.export.redaction.profile import Person, Profile
from testimony.export.redaction.redactor import Redactor
from testimony.transcript.types import Transcript

PERSON = Person("WITNESS A", hanzi=("李小明",), roman=("Li Xiaoming",), aliases=("Old Li", "阿明"))


def cleared(text: str, profile: Profile, transcript: Transcript | None = None) -> str:
    return Redactor(profile, transcript or one(text)).clear(Place("here", text))


def cleared_and_asked(text: str, profile: Profile) -> str:
    """Return what is left of a text when everything that was proposed is gone too."""
    redactor = Redactor(profile, one(text))
    left = redactor.clear(Place("here", text))
    for proposal in redactor.proposals():
        left = left.replace(proposal.text, "[ASKED]")
    return left


@pytest.mark.parametrize(
    "name",
    [
        "李小明",
        "李 小 明",
        "李\u200b小\u2060明",
        "李·小明",
        "李\n小明",
        "李\ufe00小明",
        "Li Xiaoming",
        "LI XIAOMING",
        "li xiaoming",
        "Xiaoming Li",
        "XIAOMING LI",
        "Li, Xiaoming",
        "LI, Xiao-Ming",
        "Li Xiao Ming",
        "Li Xiao-ming",
        "Xiao Ming Li",
        "LiXiaoming",
        "lixiaoming",
        "Li_Xiaoming",
        "li.xiaoming",
        "Lǐ Xiǎomíng",
        "Li\u030c Xia\u030comi\u0301ng",
        "Ｌｉ Ｘｉａｏｍｉｎｇ",
        "Li\nXiaoming",
        "Li\u00a0Xiaoming",
        "Li  Xiaoming",
        "L-I X-I-A-O-M-I-N-G",
        "L I, X I A O M I N G",
        "X-I-A-O-M-I-N-G",
        "Xiao'ming Li",
        "Xiao’ming Li",
        "Li <b>Xiaoming</b>",
        "Li *Xiaoming*",
        "𝐋𝐢 𝐗𝐢𝐚𝐨𝐦𝐢𝐧𝐠",
        "Old Li",
        "old  LI",
        "阿明",
        "李<i>小</i>明",
    ],
)
def test_a_name_is_found_however_it_is_written(name: str) -> None:
    for text in (f"我叫{name}，对。", f"My name is {name}."):
        assert "WITNESS A" in cleared(text, Profile(people=(PERSON,))), name
        left = re.sub(r"[\W_]", "", cleared(text, Profile(people=(PERSON,)))).lower()
        assert "xiaoming" not in left
        assert "小明" not in left


@pytest.mark.parametrize(
    ("hanzi", "text"),
    [
        ("李小明", "My name is Li Xiaoming."),
        ("曾国强", "Zeng Guoqiang was there."),
        ("单志强", "Shan Zhiqiang was there."),
        ("欧阳海", "Ouyang Hai, and Hai Ouyang."),
        ("吕布", "Lü Bu, Lu Bu, Lv Bu and Lyu Bu."),
        ("張偉", "张伟，張偉，张 偉，Zhang Wei。"),
        ("范增", "範增，范增。"),
    ],
)
def test_hanzi_alone_are_found_in_pinyin_and_in_the_other_script(hanzi: str, text: str) -> None:
    left = cleared(text, Profile(people=(Person("[甲]", hanzi=(hanzi,)),)))
    for name in ("Xiaoming", "Guoqiang", "Zhiqiang", "Hai", "Bu", "Wei", "伟", "偉", "增"):
        assert name not in left


@pytest.mark.parametrize(
    "text",
    [
        "Limiting time in Ming Lindsay's mingling.",
        "小明 said that 李先生 came; Xiaomingzhu; old lies.",
        "今天天气很好，里面很明亮。",
    ],
)
def test_what_only_looks_a_little_like_a_name_stays(text: str) -> None:
    assert cleared(text, Profile(people=(PERSON,))) == text


FOUND = {
    "a_number": [
        "A 098-765-432",
        "A098765432",
        "A-098-765-432",
        "a098 765 432",
        "A#098765432",
        "A 98 765 432",
        "A Number is 098-765-432",
        "A-number: 098765432",
        "A number is A 098 765 432",
        "A号码是098765432",
        "alien number 098 765 432",
        "Alien registration number is 098-765-432",
        "外国人登记号是098765432",
        "A零九八七六五四三二",
        "A 零九八、七六五、四三二",
        "A zero nine eight, seven six five, four three two",
        "A号是零九八七六五四三二",
        "Ａ０９８７６５４３２",
        "USCIS number 098-765-432",
        "A num\u00adber 098765432",
    ],
    "ssn": [
        "123-45-6789",
        "123 45 6789",
        "123–45–6789",
        "SSN 123456789",
        "Social Security number is 123456789",
        "social security number, 123 456 789",
        "社会安全号码是123456789",
        "社安号：123456789",
        "社会保障号123456789",
        "１２３－４５－６７８９",
        "one two three, four five, six seven eight nine",
        "一二三四五六七八九",
        "一二三，四五，六七八九",
        "Social Security: one two three four five six seven eight nine",
    ],
    "phone": [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "+86 138 1234 5678",
        "0086-13812345678",
        "8613812345678",
        "１３８１２３４５６７８",
        "１３８ １２３４ ５６７８",
        "一三八一二三四五六七八",
        "幺三八幺二三四五六七八",
        "一三八，一二三四，五六七八",
        "一三八 一二三四 五六七八",
        "一三八。一二三四。五六七八",
        "one three eight one two three four five six seven eight",
        "One-three-eight, one-two-three-four, five-six-seven-eight",
        "212-555-0147",
        "(212) 555-0147",
        "2125550147",
        "212.555.0147",
        "+1 212 555 0147",
        "1-212-555-0147",
        "two one two, five five five, oh one four seven",
        "two one two triple five O one four seven",
        "555-0147",
        "tel13812345678",
        "电话13812345678号",
        "138 12345678",
        "010-12345678",
        "0592 1234567",
        "+44 20 7946 0958",
        "١٣٨١٢٣٤٥٦٧٨",
    ],
    "email": [
        "li.ming@example.com",
        "liming88@163.com",
        "LIMING@EXAMPLE.COM",
        "ｌｉｍｉｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ",
        "liming @ gmail . com",
        "li dot ming at gmail dot com",
        "liming at gmail.com",
        "liming88 at 163 dot com",
        "liming艾特gmail点com",
        "liming(at)example.com",
        "12345678@qq.com",
        "li_ming+x@mail.example.co.uk",
        "li underscore ming at outlook dot com",
    ],
    "wechat": [
        "WeChat ID liming_88",
        "WeChat: liming_88",
        "WeChat ID is liming",
        "Wechat id: liming",
        "my WeChat is liming_88",
        "We Chat ID liming_88",
        "微信号是liming_88",
        "微信号：liming",
        "微信：liming88",
        "微信号liming",
        "加我微信liming_88",
        "weixin liming_88",
        "wx: liming_88",
        "微信 ID：liming-88",
        "我的微信号码是liming",
        "薇信liming88",
        "威信号是liming",
        "WeChat ID is “liming_88”",
        "liming_88 on WeChat",
        "liming_88是我的微信",
        "WeChat l i m i n g 8 8",
        "ＷｅＣｈａｔ： ｌｉｍｉｎｇ＿８８",
        "WeChat, it's liming_88",
        "微讯号是liming_88",
    ],
    "birth_date": [
        "I was born on March 3, 1990",
        "born March 3rd 1990",
        "born on the third of March, 1990",
        "born 3 March 1990",
        "date of birth: 03/03/1990",
        "DOB 3/3/90",
        "D.O.B. 1990-03-03",
        "my birthday is March 3",
        "born in March 1990",
        "born March third, nineteen ninety",
        "born on the 3rd of March of 1990",
        "date of birth 19900303",
        "我一九九〇年三月三日出生",
        "我出生于1990年3月3日",
        "生日是三月三号",
        "一九九零年三月三号生的",
        "九零年三月初三出生",
        "出生日期：1990年 3月 3日",
        "生日：1990.3.3",
        "我是一九九〇年三月生的",
        "出生：１９９０年３月３日",
        "born Mar. 3, 1990",
        "birthday, March the third nineteen ninety",
        "born on March 3rd of 1990",
        "我1990年的3月3日出生",
        "一九九〇年农历三月初三出生",
        "born in 1990, March 3",
    ],
    "account": [
        "6222020200112233445",
        "6222 0202 0011 2233 445",
        "６２２２０２０２００１１２２３３４４５",
        "4111-1111-1111-1111",
    ],
}
LEFT = re.compile(
    r"098|765|6789\d|45\D*6789|1234\D*5678|5678|0147|ming|163|qq\.com|March|Mar\.|/3|三月|3月|-03|0303|\.3\.3"
    r"|八七六|六七八九|五六七八|six|one four|222|111|7946|٣",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("pattern", "text"), [(name, text) for name, texts in FOUND.items() for text in texts]
)
def test_a_secret_is_found_by_its_form(pattern: str, text: str) -> None:
    for around in ("{}", "他说：{}。", "He said {}, yes."):
        whole = around.format(text)
        left = re.sub(r"\[[A-Z].*?\]", "", cleared_and_asked(whole, Profile(patterns=(pattern,))))
        assert not LEFT.search(left), (whole, left)
        assert left.startswith(around.split("{}", maxsplit=1)[0])


@pytest.mark.parametrize(
    "text",
    [
        "I sent WeChat messages and used my WeChat account every day.",
        "我用微信聊天，微信群有四百人。",
        "On June 4, 1989, 15 days, 3 officers, 50,000 yuan.",
        "二零二二年三月二十七日，宗教局逮捕了我。",
        "Section 1240.8(d), 8 CFR 1003.32, page 12, line 7.",
        "He worked at Amazon.com. Look at www.example.com now.",
        "The time is 9:10 a.m., from 2019 to 2022, 2019-2024.",
        "我被关押了二十一个月，四十一天，五万元。",
        "a 2019 case, a 12-year-old, a one, two punch.",
        "Exhibit A, pages 12-34; A 5, B 6.",
        "一、二、三，开始。",
        "March 27, 2022 and 2022-03-27 and 3/27/2022.",
        "no one, one by one, one of them at one point.",
    ],
)
def test_numbers_and_words_that_are_no_secrets_stay(text: str) -> None:
    everything = Profile(patterns=PATTERNS)
    assert cleared(text, everything) == text


def test_a_number_said_once_is_found_in_every_writing() -> None:
    transcript = one(
        "我的电话是一三八一二三四五六七八。", "My number is one three eight, one two three four, 5678."
    )
    redactor = Redactor(Profile(patterns=("phone",)), transcript)
    for text in (
        "call 138-1234-5678",
        "tel:13812345678",
        "１３８１２３４５６７８",
        transcript.segments[0].target,
    ):
        assert "[TELEPHONE]" in redactor.clear(Place("here", text))
        assert "5678" not in redactor.clear(Place("here", text))
    assert redactor.finds("see 138 1234\n5678 there")
    assert not redactor.finds("\n".join("13812345678"))  # numbers of lines in a margin


def test_a_birthday_is_found_in_every_writing_and_other_days_stay() -> None:
    transcript = one("我一九九〇年三月三日出生。", "I was born on March 3, 1990.")
    redactor = Redactor(Profile(patterns=("birth_date",)), transcript)
    for text in ("1990-03-03", "03/03/1990", "the third of March, 1990", "1990年3月3号", "九〇年三月三日"):
        assert redactor.clear(Place("here", f"({text})")) == "([DATE OF BIRTH, 1990])"
    assert (
        redactor.clear(Place("here", "On March 3, 2019 and on March 3."))
        == "On March 3, 2019 and on March 3."
    )


def test_what_was_cut_between_two_lines_is_in_neither() -> None:
    base = hearing().segments[1]
    first = replace(base, id="1", source="我的名字叫李", target="My phone is 138 1234")
    second = replace(base, id="2", source="小明，今年三十岁。", target="5678, call it.")
    transcript = replace(hearing(), segments=(first, second))
    redactor = Redactor(Profile(people=(PERSON,), patterns=("phone",)), transcript)
    assert redactor.clear_seam(first.source, second.source) == ("我的名字叫WITNESS A", "…，今年三十岁。")
    assert redactor.clear_seam(first.target, second.target) == ("My phone is [TELEPHONE]", "…, call it.")
    assert redactor.clear_seam("好的。", "我走了。") == ("好的。", "我走了。")
