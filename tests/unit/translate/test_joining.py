from pathlib import Path

from testimony.transcript.types import Segment
from translate import TranslationOptions, Translator, open_translator
from translate.engines.base import Hypothesis
from translate.joining import cut_tokens, plan_units, source_bounds


def segment(number: int, start: int, source: str, speaker: str = "S1", language: str = "zh") -> Segment:
    return Segment(str(number), "R1", 0, start, start + 900, speaker, language, 0.9, source)


def texts(segments: list[Segment], join: bool = True) -> list[str]:
    return [unit.text(segments[0].language) for unit in plan_units(segments, join)]


def test_a_sentence_that_runs_on_is_joined() -> None:
    running = [segment(1, 0, "我走了。因为"), segment(2, 1000, "他们来了。然后")]
    assert texts(running) == ["我走了。", "因为他们来了。", "然后"]
    english = [segment(1, 0, "I left because", language="en"), segment(2, 1000, "they came.", language="en")]
    assert texts(english) == ["I left because they came."]


def test_another_speaker_a_pause_or_a_full_stop_parts_sentences() -> None:
    assert len(texts([segment(1, 0, "因为"), segment(2, 1000, "他们来了。", "S2")])) == 2
    assert len(texts([segment(1, 0, "因为"), segment(2, 9000, "他们来了。")])) == 2
    assert len(texts([segment(1, 0, "我走了。"), segment(2, 1000, "他们来了。")])) == 2
    assert len(texts([segment(1, 0, "因为"), segment(2, 1000, "他们来了。")], join=False)) == 2


def test_the_cut_follows_attention() -> None:
    rows = ((0.9, 0.1, 0, 0), (0.8, 0.2, 0, 0), (0, 0, 0.5, 0.5), (0, 0, 0.1, 0.9))
    hypothesis = Hypothesis(("▁a", "▁b", "▁c", "▁d"), 0.0, rows)
    assert cut_tokens(hypothesis, [2], 4, True) == [["▁a", "▁b"], ["▁c", "▁d"]]
    inside = Hypothesis(("▁a", "b", "c", "▁d"), 0.0, rows)
    assert cut_tokens(inside, [2], 4, True)[0] in (["▁a", "b", "c"], [])


def test_source_bounds_count_characters() -> None:
    assert source_bounds(["▁因为", "他们", "来了"], ["因为", "他们来了"]) == [1]
    assert source_bounds(["▁a", "▁bc", "▁d"], ["a", "bc", "d"]) == [1, 2]


def test_each_segment_keeps_a_translation_of_its_own(fake_engine: type) -> None:
    translator = Translator([fake_engine()], TranslationOptions())
    segments = [segment(1, 0, "我走了。因为"), segment(2, 1000, "他们来了。"), segment(3, 2000, "好。")]
    found = translator.translate_segments(segments, {"zh": "en"})
    assert [item.segment_id for item in found] == ["1", "2", "3"]
    assert "".join(item.text.replace(" ", "") for item in found) == ">我走了。>因为他们来了。>好。"


def test_the_real_engine_splits_back(packages: dict[str, Path]) -> None:
    translator = open_translator([packages["zh-en"]], TranslationOptions(beam_size=2))
    segments = [segment(1, 0, "他们打了我,"), segment(2, 1000, "三次。")]
    assert len(translator.translate_segments(segments, {"zh": "en"})) == 2


def test_alternatives_come_best_first_with_token_scores(packages: dict[str, Path]) -> None:
    translator = open_translator([packages["zh-en"]], TranslationOptions(beam_size=2))
    found = translator.alternatives("没有。", "zh", "en", 3)
    assert 1 <= len(found) <= 3
    assert found[0].score == max(candidate.score for candidate in found)
    assert all(score <= 0 for _, score in found[0].tokens)
    assert translator.alternatives("", "zh", "en") == []
