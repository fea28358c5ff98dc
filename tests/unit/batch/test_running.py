"""The loop of a batch, with a backend that does what the test says."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable
from pathlib import Path

import pytest

from testimony.batch import running
from testimony.batch.ledger import Ledger, Record, home_of
from testimony.batch.lock import FolderLock
from testimony.batch.planning import Plan, Task, Wanted
from testimony.batch.reports.tally import Tally
from testimony.batch.running import Event, Runner
from testimony.batch.types import Broken, Died, Item, Order, Outcome, Step
from testimony.transcript.errors import ModelDamaged

Ran = tuple[Runner, "Scripted", dict[str, Record]]
RunBatch = Callable[..., Ran]

DONE = Outcome("done", segments=3)


class Scripted:
    """Answers every order at once, with what its recording's name has next in its script."""

    def __init__(self, scripts: dict[str, list[object]]) -> None:
        self.scripts = {name: deque(script) for name, script in scripts.items()}
        self.room = 2
        self.orders: list[Order] = []
        self._news: deque[object] = deque()

    def put(self, order: Order) -> None:
        self.orders.append(order)
        script = self.scripts.get(order.item.recording, deque([DONE]))
        message = script.popleft() if script else DONE
        if isinstance(message, (Outcome, Died)):
            self._news.append((order, Step("transcribe", 500, 1000)))
        self._news.append((order, message))

    def poll(self, seconds: float) -> object:
        message = self._news.popleft()
        if isinstance(message, BaseException):
            raise message
        return message

    def close(self) -> None:
        pass


@pytest.fixture
def run(tmp_path: Path) -> RunBatch:
    def run(names: str, scripts: dict[str, list[object]], told: list[Event] | None = None) -> Ran:
        backend = Scripted(scripts)
        plan = Plan(tuple(Task(Item(name, f"{name}.testimony"), "s", 100, False) for name in names), (), ())
        home = home_of(tmp_path)
        with FolderLock(tmp_path, home) as lock, Ledger(home) as ledger:
            on_event = told.append if told is not None else lambda what: None
            runner = Runner(Wanted(tmp_path), backend, ledger, lock, tmp_path, on_event)  # type: ignore[arg-type]
            runner.run(plan)
            return runner, backend, ledger.records

    return run


def outcome_of(record: Record) -> Outcome:
    assert record.outcome is not None
    return record.outcome


def statuses(runner: Runner) -> dict[str, str]:
    return {planned.item.recording: planned.outcome.status for planned in runner.results.values()}


def test_one_failure_is_one_failure(run: RunBatch) -> None:
    runner, _, records = run("abc", {"b": [Outcome("failed", exit_code=4, message="b is not a recording.")]})
    assert statuses(runner) == {"a": "done", "b": "failed", "c": "done"}
    assert outcome_of(records["b.testimony"]).exit_code == 4


def test_no_engine_waits_while_an_end_is_written_down(run: RunBatch, tmp_path: Path) -> None:
    run("abc", {})
    lines = (home_of(tmp_path) / "ledger.jsonl").read_text().splitlines()
    said = [("begin" if "begin" in line else "end", line["recording"]) for line in map(json.loads, lines)]
    assert said.index(("begin", "c")) < said.index(("end", "a"))


def test_what_a_dead_try_left_is_swept_away_by_the_next(run: RunBatch) -> None:
    _, backend, _ = run("ab", {"a": [Died("was lost with its machine")]})
    assert [(order.item.recording, order.sweep) for order in backend.orders] == [
        ("a", False),
        ("b", False),
        ("a", True),
    ]


def test_a_death_is_tried_again_last_and_thrice_at_most(run: RunBatch) -> None:
    killer = Died("died of signal 11 (segmentation fault)")
    runner, backend, records = run("abcd", {"a": [killer, killer, killer], "c": [killer]})
    tried = [order.item.recording for order in backend.orders]
    assert (tried.count("a"), tried.count("b"), tried.count("c")) == (3, 1, 2)
    assert tried.index("d") < len(tried) - 1 - tried[::-1].index("a")
    assert statuses(runner) == {"a": "failed", "b": "done", "c": "done", "d": "done"}
    failure = outcome_of(records["a.testimony"])
    assert failure.exit_code == 6
    assert "signal 11" in failure.message
    assert "3 times" in failure.message
    assert records["c.testimony"].attempts == 2


def test_an_order_after_a_death_may_take_over_what_the_dead_one_held(run: RunBatch) -> None:
    _, backend, _ = run("a", {"a": [Died("was lost with its machine")]})
    assert [order.take_over for order in backend.orders] == [False, True]


def test_what_makes_no_progress_is_not_tried_again_in_this_run(run: RunBatch) -> None:
    runner, backend, records = run("ab", {"a": [Died("made no progress for 30 minutes", again=False)]})
    assert [order.item.recording for order in backend.orders] == ["a", "b"]
    assert "--timeout" in outcome_of(records["a.testimony"]).hint
    assert statuses(runner)["b"] == "done"


def test_a_process_that_cannot_work_gives_its_order_back_and_the_batch_ends_when_none_can(
    run: RunBatch,
) -> None:
    broken = Broken(ModelDamaged("The model is damaged.", "testimony models verify"))
    with pytest.raises(ModelDamaged):
        run("ab", {"a": [broken]})
    runner, _, _ = run("abc", {"c": [broken]})
    assert statuses(runner) == {"a": "done", "b": "done", "c": "done"}


def test_on_a_full_disk_nothing_more_is_begun(run: RunBatch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_FULL_DISK", 1 << 62)
    runner, backend, _ = run("abcdef", {"a": [Outcome("failed", exit_code=9, message="the disk is full")]})
    assert runner.untried + len(backend.orders) == 6
    assert runner.untried >= 3


def test_the_listener_hears_steps_and_ends(run: RunBatch) -> None:
    told: list[Event] = []
    run("ab", {}, told)
    assert [type(what.what) for what in told if what.item.recording == "a"] == [Step, Outcome]
    assert told[-1].tally.behind == told[-1].tally.total == 2


def test_time_left_follows_the_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("testimony.batch.reports.tally.time.monotonic", lambda: now[0])
    tally = Tally([("a", 100), ("b", 300)])
    assert tally.left_s() is None
    now[0] = 10.0
    tally.end("a", failed=False)
    assert tally.left_s() == pytest.approx(30.0)
    tally.step("b", 500, 1000)
    assert tally.share == pytest.approx(0.625)
