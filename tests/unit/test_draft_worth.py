"""A draft is judged by its share of errors, and its flags by the wrong lines that they mark."""

from __future__ import annotations

import pytest

from testimony.app.draft_worth import judge_draft
from testimony.app.evaluation import ReferenceRow, compare_rows
from testimony.transcript.types import Flag, FlagKind, Segment, Severity, Word

ROWS = (
    ReferenceRow(0, 2_000, "R", "zh", "我害怕。", ""),
    ReferenceRow(3_000, 5_000, "C", "en", "Are you afraid of him?", ""),
    ReferenceRow(6_000, 8_000, "C", "en", "He is not here.", ""),
)
LOW = Flag(FlagKind.LOW_CONFIDENCE, Severity.WARN, "")
SCRIPT = Flag(FlagKind.SCRIPT_MISMATCH, Severity.ERROR, "")
NOTED = Flag(FlagKind.LANGUAGE_UNCERTAIN, Severity.INFO, "")


def segment(row: ReferenceRow, text: str, *flags: Flag) -> Segment:
    words = (Word(row.start_ms, row.end_ms, text, 0.9),)
    return Segment(
        "1", "R1", 0, row.start_ms, row.end_ms, "S1", row.language, 1.0, text, flags=flags, words=words
    )


def test_each_row_is_compared_alone() -> None:
    heard = [segment(ROWS[0], "我还怕"), segment(ROWS[1], "are you afraid of him now")]
    compared = compare_rows(heard, ROWS)
    assert [(item.errors, item.units) for item in compared] == [(1, 3), (1, 5), (4, 4)]
    assert [len(item.segments) for item in compared] == [1, 1, 0]


def test_flags_are_judged_by_the_wrong_lines_that_they_find() -> None:
    heard = [
        segment(ROWS[0], "我还怕", LOW),
        segment(ROWS[1], "are you afraid of him", LOW, SCRIPT),
        segment(ROWS[2], "he is hot here"),
    ]
    worth = judge_draft(compare_rows(heard, ROWS))
    assert (worth.wrong_lines, worth.right_lines, worth.found, worth.false_alarms) == (2, 1, 1, 1)
    assert {flag.kind: (flag.wrong_lines, flag.right_lines) for flag in worth.flags} == {
        "low_confidence": (1, 1),
        "script_mismatch": (0, 1),
    }
    assert worth.overlooked_ms == (6_000,)


def test_a_note_without_a_doubt_finds_nothing() -> None:
    worth = judge_draft(compare_rows([segment(ROWS[0], "我还怕", NOTED)], ROWS[:1]))
    assert (worth.found, worth.flags, worth.overlooked_ms) == (0, (), (0,))


@pytest.mark.parametrize(("text", "helps"), [("one two three four five six seven x y z", True), ("x", False)])
def test_above_thirty_percent_of_errors_typing_anew_is_faster(text: str, helps: bool) -> None:
    row = ReferenceRow(0, 9_000, "C", "en", "one two three four five six seven eight nine ten", "")
    assert judge_draft(compare_rows([segment(row, text)], [row])).helps("en") is helps
