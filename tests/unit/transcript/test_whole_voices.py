"""Whole voices joined and divided: nobody's row is lost, approvals return, one step takes all of it back."""

from __future__ import annotations

import made_up_hearing as made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimony.transcript import review
from testimony.transcript.edits import Document, EditKind, apply, reversal, stored
from testimony.transcript.errors import EditRefused
from testimony.transcript.types import Recording, ReviewState, Segment, Side, Speaker
from testimony.transcript.voices import (
    languages_of,
    merge_speakers,
    neutral_name,
    split_speaker,
    summarise,
)

BOTH = (Side.SOURCE, Side.TARGET)


def row(number: int, speaker: str, language: str = "en", length: int = 2_500) -> Segment:
    start = number * 3_000
    return Segment(str(number), "R1", 0, start, start + length, speaker, language, 1.0, "words")


def document(rows: list[Segment], *speakers: Speaker) -> Document:
    return Document(
        Recording("R1", "x.wav", "0" * 64, 1_000_000, 1, 16_000),
        {one.id: one for one in rows},
        {one.id: one for one in speakers},
    )


COURT, AZIZ = Speaker("S1", "THE COURT", "judge", ("en",)), Speaker("S2", "SPEAKER 1 (ZH)", "", ("zh",))
DRAFT = document([row(1, "S1"), row(2, "S2", "zh"), row(3, "S2", "zh"), row(4, "S1")], COURT, AZIZ)


def test_merging_keeps_the_name_of_the_other_and_every_row() -> None:
    after = apply(DRAFT, merge_speakers(DRAFT, "S2", "S1", made.ANN))
    assert set(after.speakers) == {"S1"}
    assert {one.speaker for one in after.segments.values()} == {"S1"}
    assert after.speakers["S1"].name == "THE COURT"
    assert set(after.speakers["S1"].languages) == {"en", "zh"}


def test_a_merge_returns_the_approvals_of_the_rows_that_change_hands() -> None:
    approved = apply(DRAFT, review.approve(DRAFT, ["1", "2"], BOTH, made.ANN))
    after = apply(approved, merge_speakers(approved, "S2", "S1", made.BEN))
    assert after.segments["1"].state.is_reviewed
    assert after.segments["2"].state.source is ReviewState.EDITED
    assert after.segments["3"].state.source is ReviewState.UNREVIEWED


def test_a_split_makes_somebody_new_with_a_free_number() -> None:
    after = apply(DRAFT, split_speaker(DRAFT, "S1", {"4"}, made.ANN))
    assert after.segments["4"].speaker == "S3"
    assert after.speakers["S3"].name == "SPEAKER 2 (EN)"
    assert after.speakers["S3"].languages == ("en",)


@pytest.mark.parametrize(
    ("speaker", "rows"), [("S1", {"1", "4"}), ("S1", set()), ("S1", {"2"}), ("S9", {"1"})]
)
def test_a_split_that_leaves_nobody_on_one_side_is_refused(speaker: str, rows: set[str]) -> None:
    with pytest.raises(EditRefused):
        split_speaker(DRAFT, speaker, rows, made.ANN)


def test_a_voice_is_not_merged_with_itself_or_with_nobody() -> None:
    for other in ("S1", "S9"):
        with pytest.raises(EditRefused):
            merge_speakers(DRAFT, "S1", other, made.ANN)


@given(st.lists(st.tuples(st.sampled_from(["S1", "S2", "S3"]), st.sampled_from(["zh", "en"])), min_size=2))
def test_one_step_takes_a_merge_or_a_split_back(said: list[tuple[str, str]]) -> None:
    before = document(
        [row(number, speaker, language) for number, (speaker, language) in enumerate(said)],
        COURT,
        AZIZ,
        Speaker("S3", "SPEAKER 2 (ZH)"),
    )
    edits = [merge_speakers(before, "S2", "S1", made.ANN)]
    theirs = [one.id for one in before.segments.values() if one.speaker == "S1"]
    if len(theirs) > 1:
        edits.append(split_speaker(before, "S1", set(theirs[::2]), made.ANN))
    for edit in edits:
        after = apply(before, edit)
        assert set(after.segments) == set(before.segments)
        assert {one.speaker for one in after.segments.values()} <= set(after.speakers)
        old, new = stored(edit)
        again = apply(after, reversal(after, EditKind.UNDO, 1, old, new))
        assert again.segments == before.segments
        assert again.speakers == before.speakers


def test_summaries_come_by_first_appearance_with_samples_that_are_sure() -> None:
    rows = [row(1, "S2", "zh", 600), row(2, "S1"), row(4, "S2", "zh"), row(6, "S2", "zh", 2_900)]
    rows += [row(8, "S2", "zh"), row(10, "S2", "zh", 400)]
    summed = summarise(rows, (COURT, AZIZ, Speaker("S7", "NOBODY")))
    assert [one.speaker.id for one in summed] == ["S2", "S1", "S7"]
    assert [one.id for one in summed[0].samples] == ["4", "6", "8"]
    assert (summed[2].turns, summed[2].samples) == (0, ())


def test_languages_are_those_of_a_tenth_of_the_time() -> None:
    assert languages_of({"zh": 900, "en": 99, "und": 5_000}) == ("zh",)
    assert languages_of({"zh": 800, "en": 200}) == ("zh", "en")
    assert languages_of({}) == ()


def test_a_neutral_name_takes_the_first_free_number() -> None:
    taken = document([row(1, "S1", "zh")], Speaker("S1", "SPEAKER 2 (ZH)"), Speaker("S2", "speaker 1"))
    assert neutral_name(taken, [row(1, "S1", "zh")]) == "SPEAKER 3 (ZH)"
