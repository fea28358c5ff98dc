"""Languages as a person reads them."""

from __future__ import annotations

from testimony.text.languages import few, language_name, two_letters


def test_codes_of_three_letters_have_two_where_there_are_two() -> None:
    assert [two_letters(code) for code in ("zho", "cmn", "eng", "uig", "yue", "xx")] == [
        *("zh", "zh", "en", "ug", "yue", "xx")
    ]


def test_a_language_is_named_where_its_name_is_known() -> None:
    assert language_name("ug") == "Uyghur (ug)"
    assert language_name("tlh") == "the language 'tlh'"


def test_a_long_list_is_cut_and_counted() -> None:
    assert few(["en", "zh"]) == "en, zh"
    assert few([f"l{number}" for number in range(11)]) == "l0, l1, l2, l3, l4, l5, l6, l7 and 3 more"
    assert few([]) == "no language at all"
