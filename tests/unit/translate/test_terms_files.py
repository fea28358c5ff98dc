"""Glossaries and memories as translators' programs write them."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from testimony.transcript.errors import GlossaryError, TranslationError
from translate.checks import check_pair
from translate.glossary import load_glossary
from translate.memory import load_memory
from translate.sentences import primary_language

TABLE = 'term\tpreferred\tforbidden\n法院\tcourt\t"tribunal, board"\n看守所\t"say ""kanshousuo"""\t\n'


def test_quotes_of_excel_are_taken_off(tmp_path: Path) -> None:
    path = tmp_path / "quoted.tsv"
    path.write_text(TABLE, encoding="utf-8")
    first, second = load_glossary(path).entries
    assert first.forbidden == ("tribunal, board",)
    assert second.preferred == ('say "kanshousuo"',)


def test_a_single_quotation_mark_swallows_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "inch.tsv"
    path.write_text('term\tpreferred\n"三寸\tthree cun\n法院\tcourt\n', encoding="utf-8")
    assert [entry.term for entry in load_glossary(path).entries] == ['"三寸', "法院"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_unicode_text_of_excel_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "unicode.txt"
    path.write_text(TABLE, encoding=encoding)
    assert len(load_glossary(path)) == 2


def test_a_workbook_is_read_and_its_formulas_are_not(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["term", "preferred", "direction"],
        ["法院", "court|tribunal", "zho-eng"],
        [None],
        ["律师", "attorney"],
    ):
        sheet.append(row)
    book.save(tmp_path / "terms.xlsx")
    entries = load_glossary(tmp_path / "terms.xlsx").entries
    assert [(entry.term, entry.preferred, entry.pair) for entry in entries] == [
        ("法院", ("court", "tribunal"), ("zh", "en")),
        ("律师", ("attorney",), ("zh", "en")),
    ]
    sheet.append(["邮箱", "=HYPERLINK(A1)"])
    book.save(tmp_path / "formula.xlsx")
    with pytest.raises(GlossaryError, match="line 5: preferred holds a formula"):
        load_glossary(tmp_path / "formula.xlsx")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 nothing", "damaged workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Excel 2003"),
        ("term\tpreferred\n法院\tcourt\n".encode("gb18030"), "it may be GBK"),
        (b"\xff\xfet\x00e", "glossary"),
    ],
)
def test_what_is_no_table_is_named(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "terms.bin"
    path.write_bytes(content)
    with pytest.raises(GlossaryError, match=said):
        load_glossary(path)


@pytest.mark.parametrize(
    ("code", "short"),
    [
        ("zho", "zh"),
        ("CMN", "zh"),
        ("CHS", "zh"),
        ("zh_Hant_TW", "zh"),
        ("ENU", "en"),
        ("eng-US", "en"),
        ("yue", "yue"),
    ],
)
def test_codes_of_three_letters_are_those_of_two(code: str, short: str) -> None:
    assert primary_language(code) == short


def test_the_checks_take_codes_of_three_letters() -> None:
    assert {flag.kind for flag in check_pair("我没有签字。", "I signed.", "zho", "eng")} == {"negation"}


def tmx(source: str, language: str = "ZHO-TW") -> str:
    return (
        '<?xml version="1.0" encoding="{}"?><tmx version="1.4"><header/><body><tu>'
        f'<tuv xml:lang="{language}"><seg>{source}</seg></tuv><tuv xml:lang="ENG"><seg>I was held.</seg>'
        "</tuv></tu></body></tmx>"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_memory_of_another_script_and_with_forbidden_characters_is_read(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "OLD.TMX"
    path.write_bytes(tmx("我\x0b被拘留&#x1F;過。").format(encoding).encode(encoding))
    for memory, skipped in (load_memory(path), load_memory(tmp_path)):
        assert skipped == []
        unit = memory.exact("我被拘留过。", "zh", "en")
        assert unit is not None
        assert unit.target == "I was held."


def test_a_memory_that_lies_about_its_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "old.tmx"
    path.write_bytes(tmx("我").format("utf-8").encode("gb18030"))
    with pytest.raises(TranslationError, match="this is no XML"):
        load_memory(path)
