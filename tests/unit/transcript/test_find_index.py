"""The index of texts follows edits: it finds what a fresh one finds, whatever came, went or changed."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import made_up_hearing as hearing
import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimony.transcript import find
from testimony.transcript.edits import Document
from testimony.transcript.find import TextIndex
from testimony.transcript.types import Segment

texts = st.sampled_from(["", "新疆", "我去新疆", "ＡＢ", "ab", "a\x1eb", "ﬁn"])
rows = st.lists(st.tuples(st.integers(0, 40), texts, texts), max_size=30, unique_by=lambda row: row[0])


def document(values: list[tuple[int, str, str]], standing: dict[str, Segment]) -> Document:
    """A document of these rows; a row that stood before with the same texts is the same object."""
    segments = {}
    for number, source, target in sorted(values):
        old = standing.get(str(number))
        fresh = replace(hearing.row(1)[0], id=str(number), source=source, target=target)
        segments[str(number)] = old if old == fresh else fresh
    return Document(hearing.recording(41), segments, {})


@pytest.mark.parametrize("size", [1, 4])
@given(
    versions=st.lists(rows, min_size=2, max_size=4), wanted=st.sampled_from(["新疆", "AB", "f", "x", "\x1e"])
)
def test_an_index_that_followed_finds_what_a_fresh_one_finds(
    size: int, versions: list[list[tuple[int, str, str]]], wanted: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(find, "_CHUNK", size)
        index = TextIndex()
        standing: dict[str, Segment] = {}
        for values in versions:
            now = document(values, standing)
            standing = dict(now.segments)
            expected = TextIndex().find(now, wanted)
            assert index.find(now, wanted) == expected
            assert index.find(now, wanted) == expected
        assert [row.id for chunk in index._chunks for row in chunk.rows] == list(standing)


def test_after_one_edit_one_chunk_is_folded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "_CHUNK", 10)
    index, before = TextIndex(), document([(number, "新疆", "Xinjiang") for number in range(40)], {})
    index.find(before, "x")
    folded: list[str] = []

    def fold(text: str) -> str:
        folded.append(text)
        return text

    monkeypatch.setattr(find, "folded", fold)
    changed = {**before.segments, "25": replace(before.segments["25"], source="别处")}
    assert len(index.find(replace(before, segments=changed), "新疆")) == 39
    assert len(folded) == 1 + 1  # the wish, and the sources of one chunk as one string


_HARD = "\x1e，！？：；（）\u0338Σσςİßé\u0301\u0327ｱﾞ가ᄀ\u1161ﬁ"


@given(
    st.lists(st.text(st.one_of(st.characters(codec=None), st.sampled_from(_HARD))), min_size=1, max_size=8)
)
def test_texts_folded_as_one_string_are_the_texts_folded_one_by_one(texts: list[str]) -> None:
    whole, starts = find._joined(texts)
    pieces = [find._walled(text) for text in texts]
    assert whole == "\x1e".join(pieces)
    assert [whole[start:].split("\x1e", 1)[0] for start in starts] == pieces


@given(st.text(st.one_of(st.characters(codec=None), st.sampled_from(_HARD))))
def test_folding_is_normal_form_and_case(text: str) -> None:
    normal = unicodedata.normalize("NFKC", text)
    assert find.folded(text) == unicodedata.normalize("NFKC", normal.casefold())
