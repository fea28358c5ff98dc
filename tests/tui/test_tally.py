"""What a sitting amounts to."""

from __future__ import annotations

import made_up_hearing as made
import pytest

from testimony.transcript.edits import Document
from tui.tally import Sitting, Tally

_DOCUMENT = Document(made.recording(1), {}, {})


@pytest.mark.parametrize(
    ("presses", "seconds"),
    [((), 0), ((5.0,), 0), ((5.0, 65.0), 60), ((0.0, 60.0, 60.0 + 601.0, 60.0 + 601.0 + 10.0), 70)],
    ids=["none", "one", "two", "a pause of more than ten minutes between"],
)
def test_time_at_work_leaves_long_pauses_out(presses: tuple[float, ...], seconds: int) -> None:
    tally = Tally()
    for at in presses:
        tally.press(at)
    sitting = tally.sitting("Ann Li", _DOCUMENT, _DOCUMENT)
    assert (sitting.keys, sitting.seconds, sitting.changed) == (len(presses), seconds, 0)


def test_what_a_file_kept_is_what_was_counted() -> None:
    one = Sitting("Ann Li", "2026-03-01T10:00:00Z", 450, 1800, 120, 100, 300_000)
    assert Sitting.of_facts(one.at, one.facts()) == one
    assert one.keys_a_row == 4.5
    assert one.sound_ms_an_hour == 600_000
