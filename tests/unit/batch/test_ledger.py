"""The ledger remembers what was done; crashes tear it, shards share it, and it never lies about an output."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimony.batch.ledger import Ledger, home_of
from testimony.batch.types import Item, Outcome

DONE = Outcome("done", "settings", sha256="ab", stamp=(1, 2, 3), hashed_ns=9, segments=4, flags={"loop": 2})


def item(name: str) -> Item:
    return Item(f"{name}.wav", f"{name}.testimony")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return home_of(tmp_path)


def test_what_ended_is_read_again_as_it_was(home: Path) -> None:
    with Ledger(home) as ledger:
        ledger.begin(item("冯 永福"), ("pdf",))
        ledger.end(item("冯 永福"), DONE, 2)
    with Ledger(home) as ledger:
        record = ledger.records["冯 永福.testimony"]
    assert record.outcome == DONE
    assert (record.attempts, record.unfinished, record.formats) == (2, 0, ("pdf",))


def test_what_began_and_never_ended_is_known(home: Path) -> None:
    with Ledger(home) as ledger:
        ledger.begin(item("a"), ())
    with Ledger(home) as ledger:
        assert ledger.records["a.testimony"].unfinished == 1
        ledger.begin(item("a"), ())
    with Ledger(home) as ledger:
        assert ledger.records["a.testimony"].unfinished == 2
        ledger.end(item("a"), DONE, 1)
        assert ledger.records["a.testimony"].unfinished == 0


@given(cut=st.integers(1, 400))
def test_a_torn_line_costs_that_line_and_no_other(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    home = home_of(tmp_path_factory.mktemp("ledger"))
    with Ledger(home) as ledger:
        ledger.end(item("a"), DONE, 1)
        ledger.end(item("b"), DONE, 1)
    data = ledger.path.read_bytes()
    first = data.index(b"\n") + 1
    ledger.path.write_bytes(data[: max(first, len(data) - cut)])
    with Ledger(home) as ledger:
        assert ledger.records["a.testimony"].outcome == DONE
        assert ("b.testimony" in ledger.records) == (cut == 1)
        ledger.end(item("c"), DONE, 1)
    with Ledger(home) as ledger:
        assert {"a.testimony", "c.testimony"} <= set(ledger.records)


def test_shards_write_files_of_their_own_and_everybody_reads_all(home: Path) -> None:
    with Ledger(home, "ledger-1-of-2") as one, Ledger(home, "ledger-2-of-2") as two:
        one.end(item("a"), DONE, 1)
        two.end(item("b"), DONE, 1)
    with Ledger(home) as ledger:
        assert set(ledger.records) == {"a.testimony", "b.testimony"}


def test_a_long_ledger_is_written_anew_with_the_last_word(home: Path) -> None:
    with Ledger(home) as ledger:
        for _ in range(700):
            ledger.begin(item("a"), ("txt",))
            ledger.end(item("a"), DONE, 1)
        ledger.begin(item("b"), ())
    size = ledger.path.stat().st_size
    with Ledger(home) as ledger:
        pass
    assert ledger.path.stat().st_size < size / 100
    with Ledger(home) as ledger:
        assert ledger.records["a.testimony"].outcome == DONE
        assert ledger.records["a.testimony"].formats == ("txt",)
        assert ledger.records["b.testimony"].unfinished == 1


def test_lines_of_a_newer_version_are_passed_over(home: Path) -> None:
    (home / "ledger.jsonl").write_text('{"at": 1.0, "recording": "a", "verdict": {}}\n[]\n')
    with Ledger(home) as ledger:
        assert ledger.records == {}


def test_only_the_owner_reads_it(home: Path) -> None:
    with Ledger(home) as ledger:
        ledger.begin(item("a"), ())
    assert home.stat().st_mode & 0o777 == 0o700
    assert ledger.path.stat().st_mode & 0o777 == 0o600
