"""What is to be done: no recording is read for it, what is done is skipped, nobody's file is overwritten."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimony.batch.engine.work import stamp_of
from testimony.batch.finding import find_passed_over, find_recordings, name_outputs
from testimony.batch.ledger import Ledger, home_of
from testimony.batch.planning import Plan, Wanted, make_plan, take_shard
from testimony.batch.types import Item, Outcome, Overrides
from testimony.transcript.errors import RecordingNotFound
from testimony.transcript.record.disk.files import temporary_beside

HOUR_NS = 3600 * 10**9


class AppContext:
    """Recordings, an output folder, and the batches that were run over them."""

    def __init__(self, folder: Path) -> None:
        self.recordings, self.out = folder / "in", folder / "out"
        self.recordings.mkdir()
        self.out.mkdir()

    def record(self, name: str, data: bytes = b"sound") -> Item:
        path = self.recordings / f"{name}.wav"
        path.write_bytes(data)
        long_ago = time.time_ns() - HOUR_NS
        os.utime(path, ns=(long_ago, long_ago))
        return Item(str(path), f"{name}.testimony")

    def finish(self, item: Item, *exports: str, status: str = "done", settings: str = "s") -> None:
        for name in (item.output, *exports):
            (self.out / name).write_bytes(b"words")
        outcome = Outcome(
            status,  # type: ignore[arg-type]
            settings,
            stamp=stamp_of(item.recording),
            hashed_ns=time.time_ns(),
            exit_code=0 if status == "done" else 4,
        )
        formats = tuple(name.rpartition(".")[2] for name in exports)
        with Ledger(home_of(self.out)) as ledger:
            ledger.begin(item, formats)
            ledger.end(item, outcome, 1)

    def plan(self, *items: Item, formats: tuple[str, ...] = (), settings: str = "s", **wanted: bool) -> Plan:
        with Ledger(home_of(self.out)) as ledger:
            return make_plan(items, Wanted(self.out, formats, **wanted), ledger, lambda item: settings)


@pytest.fixture
def house(tmp_path: Path) -> AppContext:
    return AppContext(tmp_path)


def names(plan: Plan) -> list[list[str]]:
    return [
        [task.item.output[0] for task in plan.tasks],
        [planned.item.output[0] for planned in plan.done],
        [planned.item.output[0] for planned in plan.refused],
    ]


def test_what_is_done_is_skipped_and_what_is_new_is_done(house: AppContext) -> None:
    a, b = house.record("a"), house.record("b")
    house.finish(a)
    assert names(house.plan(a, b)) == [["b"], ["a"], []]


def test_a_changed_recording_is_looked_at_again(house: AppContext) -> None:
    a = house.record("a")
    house.finish(a)
    Path(a.recording).write_bytes(b"other")
    assert names(house.plan(a)) == [["a"], [], []]


def test_a_recording_that_changed_in_the_moment_it_was_hashed_is_looked_at_again(house: AppContext) -> None:
    a = house.record("a")
    os.utime(a.recording, ns=(time.time_ns(), time.time_ns()))
    house.finish(a)
    assert names(house.plan(a)) == [["a"], [], []]


def test_a_deleted_transcript_or_export_is_made_again(house: AppContext) -> None:
    a, b = house.record("a"), house.record("b")
    house.finish(a, "a.pdf")
    house.finish(b, "b.pdf")
    (house.out / "a.testimony").unlink()
    (house.out / "b.pdf").unlink()
    assert names(house.plan(a, b, formats=("pdf",))) == [["a", "b"], [], []]


def test_an_export_in_volumes_is_an_export(house: AppContext) -> None:
    a = house.record("a")
    house.finish(a, "a.pdf")
    (house.out / "a.pdf").rename(house.out / "a-volume-1.pdf")
    assert names(house.plan(a, formats=("pdf",))) == [[], ["a"], []]


def test_other_settings_are_refused_not_done_over(house: AppContext) -> None:
    a = house.record("a")
    house.finish(a, settings="before")
    plan = house.plan(a)
    assert names(plan) == [[], [], ["a"]]
    assert plan.refused[0].outcome.exit_code == 9
    assert "--force" in plan.refused[0].outcome.hint
    assert names(house.plan(a, force=True)) == [["a"], [], []]


def test_a_file_that_no_batch_wrote_is_not_overwritten(house: AppContext) -> None:
    a = house.record("a")
    (house.out / "a.txt").write_text("my own notes")
    plan = house.plan(a, formats=("txt",))
    assert names(plan) == [[], [], ["a"]]
    assert plan.refused[0].outcome.exit_code == 8
    assert "a.txt" in plan.refused[0].outcome.message


def test_failures_are_tried_again_last_and_in_a_watched_folder_only_when_changed(house: AppContext) -> None:
    a, b, c = house.record("a"), house.record("b"), house.record("c")
    house.finish(a, status="failed")
    assert names(house.plan(a, b, c)) == [["b", "c", "a"], [], []]
    assert names(house.plan(a, b, c, retry_failed=False)) == [["b", "c"], [], ["a"]]


def test_what_began_and_never_ended_comes_last(house: AppContext) -> None:
    a, b = house.record("a"), house.record("b")
    with Ledger(home_of(house.out)) as ledger:
        ledger.begin(a, ())
    assert names(house.plan(a, b)) == [["b", "a"], [], []]


def test_without_a_ledger_what_a_killed_try_left_is_still_seen(house: AppContext) -> None:
    a, b = house.record("a"), house.record("b")
    (house.out / "sub").mkdir()
    for path in (house.out / "a.testimony", house.out / "sub" / "b.testimony"):
        temporary_beside(path).write_bytes(b"half")
    plan = house.plan(a, b, replace(b, output="sub/b.testimony"))
    assert [(task.item.output, task.again) for task in plan.tasks] == [
        ("b.testimony", False),
        ("a.testimony", True),
        ("sub/b.testimony", True),
    ]


def test_wishes_have_settings_of_their_own(house: AppContext) -> None:
    a = house.record("a")
    b = replace(house.record("b"), overrides=Overrides(languages=("en",)))
    house.finish(a)
    house.finish(b)
    with Ledger(home_of(house.out)) as ledger:
        plan = make_plan(
            [a, b], Wanted(house.out), ledger, lambda item: "s" if not item.overrides.languages else "t"
        )
    assert names(plan) == [[], ["a"], ["b"]]


@given(count=st.integers(0, 60), parts=st.integers(1, 12))
def test_shards_are_disjoint_even_and_all_of_the_plan(count: int, parts: int) -> None:
    items = [Item(f"{number}.wav", f"{number}.testimony") for number in range(count)]
    shards = [take_shard(items, (part, parts)) for part in range(1, parts + 1)]
    assert sorted((one for shard in shards for one in shard), key=items.index) == items
    assert max(map(len, shards)) - min(map(len, shards)) <= 1


def test_recordings_are_found_in_folders_but_not_in_the_output(tmp_path: Path) -> None:
    for name in ("b.WAV", "a/x.m4a", ".hidden.wav", ".git/y.wav", "notes.txt", "out/z.wav"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert find_recordings(tmp_path, tmp_path / "out") == ["a/x.m4a", "b.WAV"]
    with pytest.raises(RecordingNotFound):
        find_recordings(tmp_path / "none", tmp_path)


def test_same_names_keep_their_endings_and_nobody_is_ever_renamed(tmp_path: Path) -> None:
    first = name_outputs(tmp_path, ["a.wav", "sub/a.wav"], {})
    assert [item.output for item in first] == ["a.testimony", "sub/a.testimony"]
    known = {item.recording: item.output for item in first}
    later = name_outputs(tmp_path, ["a.mp3", "a.ogg", "a.wav", "sub/a.wav"], known)
    assert [item.output for item in later] == [
        "a.mp3.testimony",
        "a.ogg.testimony",
        "a.testimony",
        "sub/a.testimony",
    ]


def test_no_export_stands_where_the_report_goes(tmp_path: Path) -> None:
    found = name_outputs(tmp_path, ["report-1-of-2.wav", "report.wav", "sub/report.wav"], {})
    assert [item.output for item in found] == [
        "report-1-of-2.wav.testimony",
        "report.wav.testimony",
        "sub/report.testimony",
    ]


def test_what_is_neither_a_recording_nor_a_document_is_named(tmp_path: Path) -> None:
    for name in (
        "call.3ga",
        "memo.QTA",
        "old.spx",
        "notes.txt",
        "scan.PDF",
        "odd.xyz",
        "noending",
        ".hidden.xyz",
    ):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "other.xyz").write_bytes(b"x")
    assert find_recordings(tmp_path, tmp_path / "out") == ["call.3ga", "memo.QTA", "old.spx"]
    assert find_passed_over(tmp_path, tmp_path / "out") == ["noending", "odd.xyz"]
