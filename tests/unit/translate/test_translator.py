import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimony.transcript.errors import ModelDamaged, UnsupportedPair
from testimony.transcript.types import Segment
from translate import TranslationOptions, Translator, open_translator
from translate.batching import make_batches


def segment(number: str, language: str, source: str) -> Segment:
    return Segment(number, "R1", 0, 0, 1000, "S1", language, 0.9, source)


def test_importing_the_room_loads_no_engine() -> None:
    code = (
        "import sys, translate, translate.checks; "
        "print([m for m in ('numpy','ctranslate2','argostranslate','sentencepiece','pysbd','opencc')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_real_engine_gives_a_line_for_each_line(packages: dict[str, Path]) -> None:
    translator = open_translator([packages["zh-en"]], TranslationOptions(beam_size=2))
    lines = ["请说出你的全名。", "", "2019", "请说出你的全名。他们打了我三次。"]
    out = list(translator.translate_lines(lines, "zh", "en"))
    assert len(out) == 4
    assert out[1:3] == ["", "2019"]
    assert out[0]
    assert out[3].startswith(out[0])


def test_real_engine_is_the_same_in_any_order(packages: dict[str, Path]) -> None:
    translator = open_translator([packages["zh-en"]], TranslationOptions(beam_size=2))
    lines = ["警察来过我家吗?", "他们打了我三次。", "没有。"]
    forward = translator.translate_texts(lines, "zh", "en")
    backward = translator.translate_texts(lines[::-1], "zh", "en")
    assert [item.text for item in forward] == [item.text for item in backward][::-1]


def test_pivot_through_english_with_a_target_prefix(packages: dict[str, Path]) -> None:
    translator = open_translator(list(packages.values()), TranslationOptions(beam_size=1))
    [text] = translator.translate_lines(["没有。"], "zh", "fr")
    [english] = translator.translate_lines(["没有。"], "zh", "en")
    assert [text] == list(translator.translate_lines([english], "en", "fr"))
    assert ">>fr<<" not in text


def test_nothing_is_written_anywhere(packages: dict[str, Path], tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; import translate; "
        f"t = translate.open_translator([Path({str(packages['zh-en'])!r})]); "
        "print(len(list(t.translate_lines(['没有。'], 'zh', 'en'))))"
    )
    environment = {"HOME": str(tmp_path), "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "1"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["metadata.json", "model/model.bin", "model/config.json"])
def test_a_missing_file_is_named(packages: dict[str, Path], tmp_path: Path, name: str) -> None:
    broken = copy(packages["zh-en"], tmp_path / "broken")
    (broken / name).unlink()
    with pytest.raises(ModelDamaged, match=name):
        open_translator([broken])


@pytest.mark.parametrize("name", ["metadata.json", "model/model.bin", "sentencepiece.model"])
def test_a_damaged_file_is_named(packages: dict[str, Path], tmp_path: Path, name: str) -> None:
    broken = copy(packages["zh-en"], tmp_path / "broken")
    (broken / name).write_bytes(b"nonsense")
    with pytest.raises(ModelDamaged, match=name):
        list(open_translator([broken]).translate_lines(["没有。"], "zh", "en"))


def test_a_pair_that_is_not_installed(packages: dict[str, Path]) -> None:
    translator = open_translator([packages["zh-en"]])
    with pytest.raises(UnsupportedPair, match="en to zh"):
        translator.translate_lines(["a"], "en", "zh").__next__()


def copy(source: Path, target: Path) -> Path:
    import shutil

    shutil.copytree(source, target)
    return target


def test_segments_keep_their_ids_and_only_those_with_a_target_come_back(fake_engine: type) -> None:
    translator = Translator([fake_engine(), fake_engine(pair=("en", "zh"))], TranslationOptions())
    segments = [
        segment("1", "zh", "你好。"),
        segment("2", "en", "Hello."),
        segment("3", "und", "???"),
        segment("4", "zh", " "),
        segment("5", "zh", "你好。再见。"),
    ]
    found = translator.translate_segments(segments, {"zh": "en", "en": "zh", "und": "en"})
    assert [(item.segment_id, item.language, item.text) for item in found] == [
        ("1", "en", ">你好。"),
        ("2", "zh", ">Hello."),
        ("5", "en", ">你好。 >再见。"),
    ]
    assert translator.translate_segments(segments, lambda language: language) == []


def test_a_repeated_sentence_is_translated_once(fake_engine: type) -> None:
    engine = fake_engine()
    translator = Translator([engine], TranslationOptions())
    translator.translate_texts(["没有。", "没有。是。", "没有。"], "zh", "en")
    assert sorted(text for batch in engine.batches for text in batch) == ["是。", "没有。"]


def test_a_loop_is_searched_again_and_cut_if_it_stays(fake_engine: type) -> None:
    loop = "the applause " * 6
    engine = fake_engine(answers={"鼓掌。": loop, "鼓掌。!4": "Applause.", "拍手。": loop, "拍手。!4": loop})
    translator = Translator([engine], TranslationOptions())
    first, second = translator.translate_texts(["鼓掌。", "拍手。"], "zh", "en")
    assert first.text == "Applause."
    assert second.text.count("applause") == 1


def test_exhibit_numbers_keep_their_underscore(fake_engine: type) -> None:
    translator = Translator([fake_engine()], TranslationOptions())
    assert translator.translate_texts(["证据EX_1和ex_12。"], "zh", "en")[0].text == ">证据EX_1和ex_12。"


def test_strange_text_passes_through(fake_engine: type) -> None:
    translator = Translator([fake_engine()], TranslationOptions())
    lines = ["😀😀", "…", "𠮷", "مەن ئۇيغۇر", "我" * 5000, "12:30"]
    found = [item.text for item in translator.translate_texts(lines, "zh", "en")]
    assert len(found) == 6
    assert found[0] == "😀😀"
    assert found[5] == "12:30"
    assert found[4].count("我") == 5000


@settings(deadline=None)
@given(st.lists(st.text("ab", min_size=1, max_size=30), unique=True, max_size=60), st.integers(1, 200))
def test_batches_hold_each_row_once_within_the_bound(rows: list[str], bound: int) -> None:
    batches = list(make_batches(rows, bound))
    assert sorted(index for batch in batches for index in batch) == list(range(len(rows)))
    assert all(len(batch) == 1 or len(batch) * len(rows[batch[0]]) <= bound for batch in batches)


@settings(deadline=None)
@given(st.lists(st.text("ab", min_size=1, max_size=30), unique=True, max_size=40))
def test_batches_do_not_depend_on_the_order(rows: list[str]) -> None:
    forward = [[rows[index] for index in batch] for batch in make_batches(rows, 64)]
    turned = rows[::-1]
    assert forward == [[turned[index] for index in batch] for batch in make_batches(turned, 64)]
