from pathlib import Path

import pytest

from testimony.transcript.errors import GlossaryError
from testimony.transcript.types import FlagKind
from translate.checks import Context, check_pair
from translate.glossary import load_glossary

HEADER = "term\tvariants\tpreferred\tforbidden\tkind\tnote\tsource\tstatus\tdirection\n"
ROWS = (
    "拘留\t羁押\tdetention|detain\tarrest\tterm\t\t\t\tzh-en\n"
    "刑事拘留\t\tcriminal detention\t\tterm\t\t\t\tzh-en\n"
    "李明\t\tLi Ming\tLi Min\tname\t\t\t\tboth\n"
    "看守所\t\tdetention center\tprison\t\t\t\t\tboth\n"
)


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "terms.tsv"
    path.write_text(text, encoding=encoding)
    return path


def kinds(source: str, target: str, context: Context, languages: tuple[str, str] = ("zh", "en")) -> set[str]:
    return {flag.kind.value for flag in check_pair(source, target, *languages, context=context)}


def test_terms_are_missed_and_forbidden_in_any_form(tmp_path: Path) -> None:
    context = Context(glossary=load_glossary(write(tmp_path, HEADER + ROWS)))
    assert "term_missing" not in kinds("他被拘留了。", "He was detained.", context)
    wrong = kinds("他被拘留了。", "He was arrested.", context)
    assert {"term_missing", "term_forbidden"} <= wrong
    assert "term_forbidden" in kinds("他在看守所。", "He was in prison.", context)


def test_traditional_is_matched_like_simplified_and_variants_like_terms(tmp_path: Path) -> None:
    context = Context(glossary=load_glossary(write(tmp_path, HEADER + ROWS)))
    assert "term_forbidden" in kinds("他被拘留,後來被羈押。", "He was arrested.", context)


def test_the_longest_term_alone_counts(tmp_path: Path) -> None:
    glossary = load_glossary(write(tmp_path, HEADER + ROWS))
    assert [use.said for use in glossary.terms_in("他被刑事拘留。", "zh", "en")] == ["刑事拘留"]


def test_names_are_checked_both_ways_and_offered_to_the_speech_engine(tmp_path: Path) -> None:
    glossary = load_glossary(write(tmp_path, HEADER + ROWS))
    context = Context(glossary=glossary)
    assert "name_mismatch" in kinds("李明来了。", "Li Min came.", context)
    assert "name_mismatch" in kinds("Li Ming came.", "黎明来了。", context, ("en", "zh"))
    assert "name_mismatch" not in kinds("Li Ming came.", "李明来了。", context, ("en", "zh"))
    assert glossary.hotwords() == {"zh": "李明", "en": "Li Ming"}


def test_english_terms_keep_to_word_boundaries(tmp_path: Path) -> None:
    text = "term\tpreferred\tdirection\nice\t移民局\ten-zh\n"
    glossary = load_glossary(write(tmp_path, text))
    assert glossary.terms_in("Police noticed.", "en", "zh") == []
    assert len(glossary.terms_in("ICE came.", "en", "zh")) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("term\tnote\nA\tb\n", "line 1: the glossary lacks the column preferred"),
        (HEADER + "拘留\t\t\t\t\t\t\t\t\n", "line 2: preferred is empty"),
        (
            HEADER + "拘留\t\tdetain\t\t\t\t\t\t\n拘留\t\tarrest\t\t\t\t\t\t\n",
            "line 3: 拘留 was detain in line 2",
        ),
        (HEADER + "拘留\t\tdetain\tDetain\t\t\t\t\t\n", "line 2: detain is both preferred and forbidden"),
        (HEADER + '拘留\t\t=HYPERLINK("x")\t\t\t\t\t\t\n', "line 2: preferred holds a formula"),
        (HEADER + "拘留\t\tdetain\t\t\t\t\t\tsideways\n", "line 2: the direction is sideways"),
        ("", "line 1: the glossary lacks"),
    ],
)
def test_a_bad_glossary_is_refused_in_one_sentence(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(GlossaryError, match=message):
        load_glossary(write(tmp_path, text))


def test_a_byte_order_mark_is_read_and_gbk_is_named(tmp_path: Path) -> None:
    assert len(load_glossary(write(tmp_path, HEADER + ROWS, "utf-8-sig"))) == 4
    with pytest.raises(GlossaryError, match=r"line 2: .*UTF-8"):
        load_glossary(write(tmp_path, HEADER + ROWS, "gbk"))


def test_fifty_thousand_rows(tmp_path: Path) -> None:
    rows = "".join(f"词{number}号\tterm {number}\n" for number in range(50_000))
    glossary = load_glossary(write(tmp_path, "term\tpreferred\n" + rows))
    assert [use.said for use in glossary.terms_in("这是词41234号。", "zh", "en")] == ["词41234号"]


def test_the_starter_glossary_is_in_order() -> None:
    path = Path(__file__).parents[3] / "samples" / "glossary" / "immigration-zh-en.tsv"
    glossary = load_glossary(path)
    assert len(glossary) >= 150
    assert all(entry.source and entry.status for entry in glossary.entries)


def test_a_retired_row_is_off(tmp_path: Path) -> None:
    text = "term\tpreferred\tstatus\n拘留\tdetain\tretired\n"
    assert len(load_glossary(write(tmp_path, text))) == 0


def test_forbidden_within_an_accepted_rendering_is_no_fault(tmp_path: Path) -> None:
    text = "term\tpreferred\tforbidden\n软禁\thouse arrest\tarrest\n"
    context = Context(glossary=load_glossary(write(tmp_path, text)))
    assert FlagKind.TERM_FORBIDDEN.value not in kinds("他被软禁。", "He was under house arrest.", context)
