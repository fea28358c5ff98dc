"""The wide dictionary of the checks: common words, first senses, roots; never names or grammar."""

from pathlib import Path

from samples.recipes.dictionary import dictionary_lines
from translate.checks.reading.dictionary import dictionary, root

ENTRIES = """# a comment
治病 治病 [zhi4 bing4] /to treat an illness/
輪流 轮流 [lun2 liu2] /in turn/to take turns (at doing sth)/CL:個|个[ge4]/
北京 北京 [Bei3 jing1] /Beijing, capital of China/
罕見詞 罕见词 [han3 jian4 ci2] /rare word/
的 的 [de5] /of/(possessive particle)/
""".splitlines()
COUNTS = {"治病": 50, "轮流": 90, "北京": 900, "的": 9000}


def test_common_words_keep_the_roots_of_their_first_senses() -> None:
    assert list(dictionary_lines(ENTRIES, COUNTS)) == ["治病 treat illnes", "轮流 turn tak"]


def test_a_word_and_those_derived_from_it_share_a_root() -> None:
    assert root("treatment") == root("treated") == "treat"
    assert root("took") == root("taking")
    assert root("protection") == root("protects")


def test_the_shipped_file_says_what_it_is_made_from_and_is_read() -> None:
    path = Path(__file__).parents[3] / "translate" / "checks" / "words" / "dictionary.txt"
    head = path.read_text(encoding="utf-8")[:600]
    assert "CC-CEDICT" in head
    assert "Attribution-ShareAlike 4.0" in head
    assert "treat" in dictionary().words["治病"]
    assert "进退两难" in dictionary().figure_phrases
    assert "三个月" not in dictionary().figure_phrases
    assert "数不胜数" in dictionary().negative_idioms
