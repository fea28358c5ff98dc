"""Every doubt about speech: raised where it should be, and not where it should not."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimony.transcript.types import FlagKind, Severity, Utterance, Word
from transcribe.coverage import Stretch, longest_hole, pace
from transcribe.engines.base import Decoded
from transcribe.guards.base import Row
from transcribe.guards.registry import GUARDS, flags_of
from transcribe.hallucinations import caption_in
from transcribe.language import Verdict
from transcribe.repeats import compression_ratio, is_loop, repeats
from transcribe.spoken import DecodedUtterance, PreparedUtterance, wrong_script


def row(
    text: str,
    *,
    language: str = "zh",
    seconds: float = 4.0,
    probability: float = 0.95,
    logprob: float = -0.1,
    no_speech: float = 0.0,
    truncated: bool = False,
    voice: float = 0.95,
    uncertain: bool = False,
    other: float = 0.0,
    cantonese: bool = False,
    settled: bool = False,
    chosen: str = "",
    take_until: float = 0.0,
) -> Row:
    end = int(seconds * 1000)
    units = re.findall(r"[A-Za-z]+|.", text) if language == "zh" else [f" {word}" for word in text.split()]
    step = end // max(1, len(units))
    words = tuple(Word(n * step, (n + 1) * step, unit, probability) for n, unit in enumerate(units))
    verdict = Verdict(language, 0.9, "en", uncertain, other, cantonese)
    voiced = (Stretch(0, round(take_until * 1000) or end),)
    spoken = PreparedUtterance(
        Utterance(0, end, 0, chosen or language, 0.9), verdict, np.zeros(0, np.float32), 0, voice, voiced
    )
    result = Decoded(logprob=logprob, no_speech=no_speech, truncated=truncated)
    return Row(words, 0, max(end, voiced[0].end_ms), DecodedUtterance(spoken, words, result, settled=settled))


def kinds(checked: Row) -> list[str]:
    return [flag.kind.value for flag in flags_of(checked)]


CLEAN = [
    row("我是二零一九年离开中国的。"),
    row("I left China in March 2019.", language="en"),
    row("是的。", seconds=0.6),
    row("Yes.", language="en", seconds=0.4),
    row("不，不，不，我没有说过。"),
    row("No, no, no, I never said that.", language="en"),
    row("Thank you.", language="en", seconds=0.8),
    row("谢谢。", seconds=0.7),
    row("他在FBI工作过三年。"),
    row("我在圣地亚哥住了五十五天。", uncertain=True, settled=True),
    row("I was born on July 23, 2009.", language="en", take_until=4.7),
    row("嗯。", seconds=1.4),
]


@pytest.mark.parametrize("clean", CLEAN, ids=lambda clean: clean.text)
def test_clean_lines_raise_nothing(clean: Row) -> None:
    assert kinds(clean) == []


PLANTED = {
    "low_confidence": [row("我在那里。", probability=0.2), row("我在那里。", logprob=-1.2)],
    "language_uncertain": [
        row("我在那里。", uncertain=True),
        row("我在那里。", other=0.9),
        row("我在那里。", language="en", chosen="zh"),
    ],
    "script_mismatch": [
        row("I was there."),
        row("我在那里。", language="en"),
        row("I left home early.我没去。", language="en", chosen="zh"),
    ],
    "variety_mismatch": [row("我在那里。", cantonese=True)],
    "over_silence": [row("我在那里。", voice=0.3), row("我在那里。", no_speech=0.9, logprob=-0.9)],
    "known_caption": [
        row("请不吝点赞 订阅 转发 打赏支持明镜与点点栏目"),
        row("字幕由 Amara.org 社区提供"),
        row("Thank you for watching!", language="en"),
        row("Thank you.", language="en", voice=0.3),
        row("谢谢大家。", no_speech=0.8),
    ],
    "loop": [
        row("我不知道。" * 4, seconds=12),
        row("the court the court the court the court", language="en"),
        row("好" * 12, seconds=6),
        row("I do not know the date. " * 6, language="en", seconds=20),
    ],
    "too_fast": [row("我先到了北京然后坐船来到美国找我的哥哥", seconds=1.0)],
    "truncated": [row("我在那里。", truncated=True)],
    "speech_without_text": [
        row("是。", seconds=6.0),
        row("Yes.", language="en", seconds=5.0),
        row("我离开中国以后再也没有回去。", seconds=2.5, take_until=4.2),
    ],
}


@pytest.mark.parametrize(
    ("kind", "planted"), [(kind, planted) for kind, rows in PLANTED.items() for planted in rows]
)
def test_planted_doubts_are_flagged_with_a_note(kind: str, planted: Row) -> None:
    found = {flag.kind.value: flag for flag in flags_of(planted)}
    assert kind in found
    assert "listen" in found[kind].note or "write what was said" in found[kind].note
    assert found[kind].note.endswith(".")


def test_every_guard_is_planted_and_explained() -> None:
    assert {guard.kind.value for guard in GUARDS} == set(PLANTED)
    for guard in GUARDS:
        assert set(guard.explanation) == {"en", "zh"}
        assert all(text.strip() for text in guard.explanation.values())
        assert guard.chosen_on


def test_four_repeats_are_a_loop_although_zlib_is_content() -> None:
    text = "我没有去。" * 4
    assert compression_ratio(text) < 2.4
    assert repeats(text) == ("我没有去", 4)
    assert is_loop(text)


@given(st.text("甲乙丙丁", min_size=1, max_size=6), st.integers(4, 9))
def test_any_phrase_four_times_in_a_row_is_found(phrase: str, times: int) -> None:
    assert repeats(phrase * times)[1] >= times


@pytest.mark.parametrize("text", ["", "好", "我一月一日去，二月二日回。", "very, very sorry"])
def test_ordinary_repetition_is_no_loop(text: str) -> None:
    assert not is_loop(text)


def test_captions_are_compared_without_spaces_marks_case_and_script() -> None:
    assert caption_in("… THANKS for  watching !!", much_speech=True) == "thanksforwatching"
    assert caption_in("Thank you, Your Honor.", much_speech=False) is None
    assert caption_in("谢谢", much_speech=True) is None
    assert caption_in("谢谢", much_speech=False) == "谢谢"


@pytest.mark.parametrize(
    "text",
    [
        "請不吝點贊 訂閱 轉發",
        "歡迎大家訂閱",
        "字幕製作:某某",
        "感謝您的觀看",
        "谢谢大家观看",
        "多謝收看",
        "請您訂閱我的頻道",
        "Thank you all so very much for watching.",
        "以下是普通話的句子",
    ],
)
def test_captions_in_both_scripts_and_politely_said_are_known(text: str) -> None:
    assert caption_in(text, much_speech=True)


@pytest.mark.parametrize(
    "text", ["我感谢您的帮助。", "我在家观看电视。", "Thank you for waiting.", "我订阅了报纸。"]
)
def test_ordinary_thanks_are_no_captions(text: str) -> None:
    assert caption_in(text, much_speech=False) is None


@pytest.mark.parametrize(
    ("text", "language", "wrong"),
    [("ok", "zh", True), ("好", "zh", False), ("2019", "zh", False), ("a 好", "en", True), ("", "zh", False)],
)
def test_script_and_language_must_agree(text: str, language: str, wrong: bool) -> None:
    assert wrong_script(text, language) is wrong


@given(st.lists(st.integers(200, 1_200), min_size=1, max_size=12), st.integers(0, 3_000))
def test_a_hole_is_as_long_as_the_voice_after_the_last_word(lengths: list[int], more: int) -> None:
    words, at = [], 0
    for length in lengths:
        words.append(Word(at, at + length, "证" * max(1, length // 200), 0.9))
        at += length
    hole = longest_hole(words, [Stretch(0, at + more)])
    assert max(0, more - 200 - 250) <= hole.length_ms <= more


def test_a_word_stretched_over_a_hole_does_not_hide_it() -> None:
    words = [Word(0, 300, "我", 0.9), Word(300, 5_000, "说", 0.9)]
    assert longest_hole(words, [Stretch(0, 5_000)]) == Stretch(950, 5_000)


def test_a_year_in_digits_takes_as_long_as_its_words() -> None:
    words = [Word(0, 200, " in", 0.9), Word(200, 1_900, " 2007.", 0.9)]
    assert longest_hole(words, [Stretch(0, 1_900)]).length_ms == 0
    assert pace(words, [Stretch(0, 1_900)]) > 0.4


def test_a_language_that_the_words_settled_against_the_sound_is_told_and_not_alarmed_about() -> None:
    (flag,) = flags_of(row("对吗？", language="en", chosen="zh", settled=True, seconds=0.8))
    assert (flag.kind, flag.severity) == (FlagKind.LANGUAGE_UNCERTAIN, Severity.INFO)
