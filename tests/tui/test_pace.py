"""The forecast: today's pace over all sessions of the day, pauses left out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import made_up_hearing as made

from testimony.app.review.edits import steps_since
from testimony.app.session import Session
from tui.pace import Pace, Step

NOON = datetime(2026, 11, 23, 12, tzinfo=datetime.now().astimezone().tzinfo)


def step(minutes: float, *segments: str, kind: str = "approve") -> Step:
    return Step(NOON + timedelta(minutes=minutes), kind, frozenset(segments))


def test_the_pace_is_that_of_the_day(tmp_path: Path) -> None:
    with made.make(tmp_path / "a.testimony", 1, 12):
        pass
    with Session.open(tmp_path / "a.testimony", made.ANN) as session:
        session.approve(["1", "2", "3", "4"])
        document = session.document
    pace = Pace(NOON + timedelta(hours=3))
    pace.take([step(-2_000, "5"), step(0, "1"), step(2, "2", kind="correct_source"), step(3, "2")])
    assert pace.minutes_left(document, 8, NOON + timedelta(hours=3)) is None  # two are too few
    # An earlier session of today worked 3 minutes, then 10 of a long pause count, then 2 more.
    pace.take([step(182, "3"), step(182, "9")])  # 9 was taken back since
    left = pace.minutes_left(document, 8, NOON + timedelta(minutes=182))
    assert left == round((3 + 10) / 3 * 8)
    assert pace.minutes_left(document, 0, NOON) is None


def test_a_session_that_runs_past_midnight_begins_a_day(tmp_path: Path) -> None:
    with made.make(tmp_path / "a.testimony", 1, 12):
        pass
    with Session.open(tmp_path / "a.testimony", made.ANN) as session:
        session.approve([str(number) for number in range(1, 9)])
        document = session.document
    pace = Pace(NOON)
    pace.take([step(k, str(k)) for k in range(1, 6)])
    tomorrow = 24 * 60
    pace.take([step(tomorrow + k, str(k)) for k in (6, 7, 8)])
    assert pace.minutes_left(document, 3, NOON + timedelta(minutes=tomorrow + 8)) == 2


def test_the_log_gives_what_was_done_today_once(tmp_path: Path) -> None:
    with made.make(tmp_path / "a.testimony", 1, 12):
        pass
    with Session.open(tmp_path / "a.testimony", made.ANN) as session:
        session.approve(["1", "2"])
        seen, steps = steps_since(session.store, 0)
        assert (steps[-1].kind, steps[-1].segments) == ("approve", frozenset({"1", "2"}))
        assert steps[-1].at - datetime.now(UTC) < timedelta(minutes=1)
        session.approve(["3"])
        seen, steps = steps_since(session.store, seen)
        assert [one.segments for one in steps] == [{"3"}]
        assert steps_since(session.store, seen) == (seen, [])
