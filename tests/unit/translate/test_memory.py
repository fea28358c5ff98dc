from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimony.transcript.errors import TranslationError
from testimony.transcript.types import Segment
from translate.memory import Memory, MemoryUnit, load_memory

TMX = """<?xml version="1.0" encoding="utf-8"?>
<tmx version="1.4"><header srclang="*all*"/><body>
<tu tuid="7"><tuv xml:lang="zh-Hans"><seg>我是三月离开的。</seg></tuv>
<tuv xml:lang="en"><seg>I left in <bpt i="1">x</bpt><hi>March</hi>.</seg></tuv></tu>
<tu tuid="8"><prop type="x-source-state">approved</prop><prop type="x-target-state">unreviewed</prop>
<tuv xml:lang="zh"><seg>没有。</seg></tuv><tuv xml:lang="en"><seg>Nope.</seg></tuv></tu>
</body></tmx>
"""


def unit(source: str, target: str) -> MemoryUnit:
    return MemoryUnit(source, target, "zh", "en", "old.tmx 1")


def write(folder: Path, text: str = TMX, name: str = "old.tmx") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_tmx_file_gives_its_approved_units_both_ways(tmp_path: Path) -> None:
    memory, skipped = load_memory(write(tmp_path))
    assert skipped == []
    assert {(one.source, one.target) for one in memory.units} == {
        ("我是三月离开的。", "I left in March."),
        ("I left in March.", "我是三月离开的。"),
    }
    assert memory.exact("我是三月离开的。", "zh", "en-US") == memory.units[0]
    assert memory.exact("没有。", "zh", "en") is None


def test_a_changed_word_is_offered_with_what_changed_and_never_as_the_same() -> None:
    memory = Memory([unit("我是三月离开中国的。", "I left China in March.")])
    [match] = memory.matches("我是五月离开中国的。", "zh", "en")
    assert match.score == 90
    assert match.marked == "我是[-三-]{+五+}月离开中国的。"
    assert memory.exact("我是五月离开中国的。", "zh", "en") is None
    assert memory.matches("完全没有关系的话。", "zh", "en") == []


def test_two_translations_of_one_text_are_offered_and_neither_is_used() -> None:
    memory = Memory([unit("没有。", "No."), unit("没有。", "I did not.")])
    assert memory.exact("没有。", "zh", "en") is None
    assert [match.score for match in memory.matches("没有。", "zh", "en")] == [100, 100]


def test_a_remembered_translation_is_authored_and_checked_and_the_rest_is_left() -> None:
    memory = Memory([unit("来了五个人。", "Six people came.")])
    rows = [
        Segment("1", "R1", 0, 0, 1, "S1", "zh", 1.0, "来了五个人。"),
        Segment("2", "R1", 0, 1, 2, "S1", "zh", 1.0, "来了六个人。"),
    ]
    [found] = memory.translations(rows, lambda _language: "en")
    assert (found.segment_id, found.text) == ("1", "Six people came.")
    assert found.author == f"memory:{memory.digest[:16]}"
    assert [flag.kind.value for flag in found.flags] == ["number_mismatch"]


def test_the_digest_is_of_what_is_known_not_of_its_order_or_its_file() -> None:
    one, two = unit("一", "one"), MemoryUnit("二", "two", "zh", "en", "other 3")
    assert Memory([one, two]).digest == Memory([two, unit("一", "one")]).digest
    assert Memory([one]).digest != Memory([two]).digest


def test_a_folder_passes_over_what_is_no_source(tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path, "<tmx><body>", "broken.tmx")
    (tmp_path / "notes.txt").write_text("no memory")
    (tmp_path / "locked.testimony").write_bytes(b"\x93" * 4096)
    memory, skipped = load_memory(tmp_path)
    assert len(memory) == 2
    assert len(skipped) == 2
    assert any("broken.tmx, line 1" in sentence for sentence in skipped)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<tmx><body>\n<tu></body>", "line 2"),
        ("<xliff/>", "line 1: the file is <xliff>"),
        ('<!DOCTYPE x [\n<!ENTITY a "b">]><tmx/>', "line 2: .*entities"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(TranslationError, match=message):
        load_memory(write(tmp_path, text))


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.tmx", tmp_path / "gone.testimony", tmp_path):
        with pytest.raises(TranslationError, match=path.name):
            load_memory(path)


@given(st.text("三五月离开中国。 abc", min_size=1), st.text("三五月离开中国。 abc", min_size=1))
def test_a_difference_gives_both_texts_again(old: str, new: str) -> None:
    for match in Memory([unit(old, "x")]).matches(new, "zh", "en", least=0):
        assert "".join(part for _, part, _ in match.difference) == old
        if match.score < 100:
            assert "".join(part for _, _, part in match.difference) == new
