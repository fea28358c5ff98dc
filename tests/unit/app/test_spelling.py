"""The sparse spell check: slips are found, and nothing else."""

from __future__ import annotations

import csv

import pytest

from testimony.app.review.spelling import Spelling
from testimony.runtime.samples import sample

SPELLING = Spelling(["asylee", "notice to appear (NTA)", "勒戒"])


def marked(text: str, language: str = "en") -> list[str]:
    return [text[first:last] for first, last in SPELLING.misspelt(text, language)]


@pytest.mark.parametrize(
    "slip",
    ["ful", "recieve", "teh", "goverment", "freinds", "untill", "adress", "occured", "wich", "tommorow"],
)
def test_slips_are_found(slip: str) -> None:
    assert marked(f"please see the {slip}, thank you") == [slip]


@pytest.mark.parametrize(
    "right",
    [
        "the neighbour's colour was organised",  # British
        "he was waterboarded at a videoconference",  # put together
        "an asylee asked",  # the glossary's
        "my hukou and the xinjiang office",  # pinyin
        "Fang Yongfu of Fuzhou",  # names
        "exhibit b-12, 3rd page, a.m., I don't know",
    ],
)
def test_right_words_are_left_alone(right: str) -> None:
    assert marked(right) == []


def test_other_languages_are_not_looked_at() -> None:
    assert marked("teh recieve", "und") == []
    assert marked("我recieve", "zh-Hans") == []


def test_the_sample_hearing_has_no_slip() -> None:
    path = sample("hearing", "script.tsv")
    with path.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    texts = [row["source"] if row["language"] == "en" else row["target"] for row in rows]
    assert [found for text in texts for found in marked(text)] == []
