"""Hedges, quantifiers, roles, tense, and clauses left out or added."""

import pytest

from testimony.transcript.types import Severity
from translate.checks import check_pair


def doubts(chinese: str, english: str) -> set[str]:
    found = check_pair(chinese, english, "zh", "en"), check_pair(english, chinese, "en", "zh")
    return {flag.kind.value for flags in found for flag in flags if flag.severity is not Severity.INFO}


@pytest.mark.parametrize(
    ("chinese", "english", "kind"),
    [
        ("他大概四十岁。", "He is forty.", "hedge"),
        ("车速是六十英里。", "The car was going about sixty miles an hour.", "hedge"),
        ("所有的人都跑了。", "Some of the people ran away.", "quantifier"),
        ("他总是迟到。", "He is sometimes late.", "quantifier"),
        ("他打了我。", "I hit him.", "pronoun"),
        ("我哥哥被警察打了。", "The police were beaten by my older brother.", "pronoun"),
        ("他已经付了钱。", "He will pay.", "tense"),
        ("我会告诉你。", "I told you.", "tense"),
        ("他踢了我的肚子，还踢我的头。", "He kicked me in the stomach.", "length_ratio"),
        ("门是关着的。", "The door was closed and two guards stood outside it.", "length_ratio"),
    ],
)
def test_what_changed_is_named(chinese: str, english: str, kind: str) -> None:
    assert kind in doubts(chinese, english)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("他大概四十岁。", "He is about forty."),
        ("一次大概接几个？", "How many do you pick up at a time?"),
        ("并非所有人都同意。", "Not everyone agreed."),
        ("我被他骗了。", "He deceived me."),
        ("警察到的时候他已经走了。", "He was gone by the time the police arrived."),
        ("他们要吃饭了。", "They are about to eat."),
        ("两年半。", "Two and a half years."),
    ],
)
def test_what_only_looks_changed_passes(chinese: str, english: str) -> None:
    assert doubts(chinese, english) == set()
