"""What a redaction is sure of, what it asks about, and what it leaves alone."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples_of_speech import hearing, one

from testimony.export import Exhibit, ExportOptions, render
from testimony.export.redaction.fold import fold
from testimony.export.redaction.kinds import PATTERNS
from testimony.export.redaction.places import Place, change_exhibit, change_transcript, places_of
from testimony.export.redaction.profile import Person, Profile, read_profile
from testimony.export.redaction.proposals import propose, with_questions
from testimony.export.redaction.redactor import Redactor
from testimony.transcript.errors import ExportError
from testimony.transcript.findings import Finding, FindingKind, Grade
from testimony.transcript.types import Link, Segment, Transcript
from testimony.transcript.verdict import Verdict

FENG = Person("WITNESS A", hanzi=("冯永福",), roman=("Feng Yongfu",))
ALL = Profile(people=(FENG,), patterns=PATTERNS)


def done(text: str, profile: Profile = ALL) -> str:
    return Redactor(profile, one(text)).clear(Place("here", text))


def asked(text: str, profile: Profile = ALL) -> list[str]:
    return [proposal.text for proposal in Redactor(profile, one(text)).proposals()]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("冯.永.福来了", "WITNESS A来了"),
        ("冯永（音）福来了", "WITNESS A来了"),
        ("馮永福來了", "WITNESS A來了"),
        ("feng2 yong3 fu2 came", "WITNESS A came"),
        ("Ｆеng Yоngfu came", "WITNESS A came"),  # two Cyrillic letters
        ("F\u0336eng\u0301 Y\u20ddongfu came", "WITNESS A came"),
        ("Feng Yung-fu or Fung Wing-fuk", "WITNESS A or WITNESS A"),
        (
            "Y as in yellow, O as in orange, N as in Nancy, G as in George, F as in Frank, U as in under",
            "WITNESS A",
        ),
        ("write to fengyongfu88", "write to WITNESS A"),
        ("www.fengyongfu.com", "WITNESS A"),
        ("我的电话是一三八1234五六七八。", "我的电话是[TELEPHONE]。"),
        ("phone: one thirty-eight, twelve thirty-four, fifty-six, seventy-eight.", "phone: [TELEPHONE]."),
        ("138/1234/5678", "[TELEPHONE]"),
        ("1\u200b38\u200b1234\u200b5678", "[TELEPHONE]"),
        ("DOB: 08-OCT-1987", "DOB: [DATE OF BIRTH, 1987]"),
        ("I was born on October eight, 1987.", "I was born on [DATE OF BIRTH, 1987]."),
        ("我民国七十六年十月八日出生", "我[DATE OF BIRTH, 1987]出生"),
        ("身份证11010519491231002X", "身份证[IDENTITY NUMBER]"),
        ("护照号E12345678", "护照号[PASSPORT]"),
        ("车牌是闽A·12345", "车牌是[PLATE]"),
        ("Telegram: @feng_87", "Telegram: [TELEGRAM]"),
        ("WhatsApp +1 646 555 0198", "WhatsApp [TELEPHONE]"),
        ("支付宝账号13812345678", "支付宝账号[ALIPAY]"),
        ("I live at 136-20 38th Avenue, Flushing, NY 11354.", "I live at [ADDRESS]."),
    ],
)
def test_what_is_certain_is_replaced_in_every_writing(text: str, left: str) -> None:
    assert done(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "The police blocked the road.",
        "WeChat blocked the account; I used my WeChat account every day.",
        "I was arrested on March 3, 1990, in Fuzhou.",
        "Docket 08-10573, 8 C.F.R. § 1003.33, page 12, line 7.",
        "He paid 12,345,678 yuan in 2019, 2020 and 2021.",
        "ＦＵＬＬ　ＷＩＤＴＨ 和 ① 都不变。",
        "Exhibit A 123 and A 5.",
        "one, two, three, four, five, six, seven, he counted",
        "He paid a long song, then sang.",
    ],
)
def test_a_line_without_a_secret_stays_the_same_to_the_byte(text: str) -> None:
    assert done(text) == text
    assert not asked(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("then Yongfu left", ["Yongfu"]),
        ("then yongfu left", ["yongfu"]),
        ("永福走了", ["永福"]),
        ("Deacon Feng left", ["Feng"]),
        ("冯教授走了", ["冯教授"]),
        ("他姓冯。", ["姓冯"]),
        ("是两点水的冯。", ["是两点水的冯"]),
        ("I was born in Fujian and arrested on March 3, 1990.", ["March 3, 1990"]),
        ("it says 555-0147", ["555-0147"]),
        ("the van stopped at 136-20 38th Avenue", ["136-20 38th Avenue"]),
    ],
)
def test_what_is_found_by_context_is_asked_and_not_replaced(text: str, found: list[str]) -> None:
    assert asked(text) == found
    assert done(text) == text


def test_parts_of_a_uyghur_name_are_asked_about() -> None:
    person = Person("WITNESS U", roman=("Abdurehim Tursun",))
    profile = Profile(people=(person,))
    assert done("Abdurehim Tursun spoke", profile) == "WITNESS U spoke"
    assert asked("Then Tursun spoke, and Abdurahim wrote.", profile) == ["Tursun", "Abdurahim"]


def test_a_short_name_inside_other_words_is_asked_about() -> None:
    profile = Profile(people=(Person("A", hanzi=("李明",)),))
    assert done("小李明天来", profile) == "小李明天来"
    assert "李明" in asked("小李明天来", profile)
    assert done("李明来了", profile) == "A来了"


def lines(*pairs: tuple[str, str]) -> Transcript:
    base = hearing().segments[0]
    segments = [replace(base, id=str(n), source=s, target=t) for n, (s, t) in enumerate(pairs, start=1)]
    return replace(hearing(), segments=tuple(segments))


TRANSCRIPT = lines(
    ("When were you born?", "你什么时候出生的？"),
    ("八七年十月八日。", "October 8, 1987."),
    ("Yongfu came on October 8, 1987.", "永福来了。"),
)
TEXT = 'patterns = ["birth_date"]\n[[person]]\npseudonym = "WITNESS A"\nhanzi = ["冯永福"]\n# kept\n'


def profile(folder: Path, text: str = TEXT) -> Path:
    path = folder / "profile.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_date_in_an_answer_is_asked_about_line_by_line_and_called_no_birth(tmp_path: Path) -> None:
    questions = propose(profile(tmp_path), TRANSCRIPT, Exhibit())
    dates = [one for one in questions if one.kind == "dates of birth"]
    assert [(one.text, one.places) for one in dates] == [
        ("八七年十月八日", ("line 2, source",)),
        ("October 8, 1987", ("line 2, translation",)),
        ("October 8, 1987", ("line 3, source",)),
    ]
    assert {one.replacement for one in dates} == {"[DATE]"}


def test_an_export_waits_for_every_decision_and_then_does_what_was_decided(tmp_path: Path) -> None:
    path = profile(tmp_path)
    with pytest.raises(ExportError, match=r"nobody has decided: .*line 2, source") as caught:
        render(TRANSCRIPT, "txt", ExportOptions(redact=path))
    assert "testimony redact FILE --profile" in caught.value.hint
    written = with_questions(TEXT, propose(path, TRANSCRIPT, Exhibit()))
    assert "# kept" in written
    still = profile(tmp_path, written)
    with pytest.raises(ExportError, match="nobody has decided"):
        render(TRANSCRIPT, "txt", ExportOptions(redact=still))
    tables = written.split("[[decision]]")
    answered = [
        table.replace('decision = ""', f'decision = "{"refuse" if "line 3, source" in table else "accept"}"')
        for table in tables
    ]
    decided = profile(tmp_path, "[[decision]]".join(answered))
    page = render(TRANSCRIPT, "txt", ExportOptions(redact=decided, width=200)).decode()
    assert page.count("[DATE]") == 2
    assert "Yongfu came on October 8, 1987." in page  # refused there
    assert "永福" not in page
    assert "WITNESS A来了" in page


def test_told_dates_of_birth_need_no_question(tmp_path: Path) -> None:
    path = profile(
        tmp_path,
        "birth_dates = [1987-10-08]\n" + TEXT.replace('hanzi = ["冯永福"]', 'aliases = ["Old Feng"]'),
    )
    assert read_profile(path).birth_dates == ((1987, 10, 8),)
    page = render(TRANSCRIPT, "txt", ExportOptions(redact=path, width=200)).decode()
    assert page.count("[DATE OF BIRTH, 1987]") == 3


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ('[[decision]]\ntext = "x"\ndecision = "maybe"', "write accept or refuse"),
        ('[[decision]]\ntext = ""', "not empty"),
        ('[[decision]]\ntxt = "x"', "'txt'"),
        ('birth_dates = ["tomorrow"]', "1990-03-31"),
        ('[[decision]]\ntext = "x"\ndecision = "accept"', "names nothing"),
    ],
)
def test_an_unusable_decision_is_one_sentence(tmp_path: Path, text: str, match: str) -> None:
    with pytest.raises(ExportError, match=match):
        read_profile(profile(tmp_path, text))


def test_identity_numbers_make_their_day_of_birth_known() -> None:
    text = "身份证号11010519491231002X，生日不说。On 1949-12-31 it rained."
    assert done(text) == "身份证号[IDENTITY NUMBER]，生日不说。On [DATE OF BIRTH, 1949] it rained."


# Ids, hashes, states and times are no words of anybody; everything else must be walked over.
NOT_WORDS = {
    "id", "sha256", "language", "languages", "target_language", "history_head", "text_sha256", "pass_id",
    "recording", "speaker", "state", "stage", "side", "kind", "severity", "from_ids", "to_ids", "started_at",
    "word_spans", "glue", "alternatives", "words", "grade", "originals", "renditions", "decision",
    "texts_sha256", "made_by", "verdict",
}  # fmt: skip


def test_every_text_of_a_transcript_is_walked_over() -> None:
    marked, count = _marked(hearing(words=True))
    walked = change_transcript(marked, lambda place: place.text.replace("⟦", "").replace("⟧", ""))
    assert count > 20
    assert "⟦" not in json.dumps(dataclasses.asdict(walked), ensure_ascii=False, default=str)
    seen = {place.name for place in places_of(marked, Exhibit(case="c", matter="m", title="t", tab="x"))}
    assert {"case", "matter", "title", "tab", "speaker S1, name", "line 1, source", "recording R1"} <= seen
    exhibit = change_exhibit(Exhibit("⟦a", "⟦b", "⟦c", "⟦d"), lambda place: place.text.replace("⟦", ""))
    assert exhibit == Exhibit("a", "b", "c", "d")


def _marked(transcript: Transcript) -> tuple[Transcript, int]:
    count = 0

    def mark(item: object, name: str = "") -> object:
        nonlocal count
        if isinstance(item, str) and type(item) is str and name not in NOT_WORDS:
            count += 1
            return f"⟦{item}⟧"
        if isinstance(item, tuple):
            return tuple(mark(part, name) for part in item)
        if isinstance(item, dict):
            keys = name not in {"provenance", "models"}
            return {(mark(key, "key") if keys else key): mark(value, name) for key, value in item.items()}
        if isinstance(item, Verdict):
            return item
        if dataclasses.is_dataclass(item) and not isinstance(item, type):
            names = [field.name for field in dataclasses.fields(item)]
            return replace(item, **{name: mark(getattr(item, name), name) for name in names})
        return item

    finding = Finding(
        "x", FindingKind.NUMBER, Grade.MAJOR, ("1",), ("2",), "a", False, "b", "c", remark="d", by="e"
    )
    linked = replace(transcript, links=(Link("rendition", ("1",), ("2",), "note"),), findings=(finding,))
    marked = mark(linked)
    assert isinstance(marked, Transcript)
    return marked, count


@given(st.text(max_size=60))
def test_folding_keeps_the_place_of_every_character(text: str) -> None:
    folded = fold(text)
    assert folded.stored == text
    at = 0
    for index in range(len(folded.text)):
        start, end = folded.span(index, index + 1)
        assert at <= start < end <= len(text)
        at = start


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_nothing_crashes_and_what_is_left_holds_nothing_sure(texts: list[str]) -> None:
    base = hearing().segments[0]
    segments: list[Segment] = [replace(base, id=str(n), source=t) for n, t in enumerate(texts)]
    redactor = Redactor(ALL, replace(hearing(), segments=tuple(segments)))
    for place in redactor.places:
        assert not redactor.finds(redactor.clear(place))
    list(redactor.proposals())
