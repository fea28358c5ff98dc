"""How many processes, which address, what the report says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from testimony.batch.dask.address import parse_address
from testimony.batch.engine import machine
from testimony.batch.exports import check_formats
from testimony.batch.planning import Planned
from testimony.batch.reports.report import Report, write_report
from testimony.batch.types import Item, Outcome
from testimony.transcript.errors import ExportError, SettingsError

MachineMaker = Callable[..., None]

MB = 1 << 20


@pytest.fixture
def machine_of(monkeypatch: pytest.MonkeyPatch) -> MachineMaker:
    def make(cores: int, memory: int | None, gpus: tuple[str, ...] = ()) -> None:
        monkeypatch.setattr(machine, "cores", lambda: cores)
        monkeypatch.setattr(machine, "available_memory", lambda: memory)
        monkeypatch.setattr(machine, "visible_gpus", lambda: gpus)

    return make


def test_processes_fill_the_cores_as_far_as_the_memory_goes(machine_of: MachineMaker) -> None:
    machine_of(8, 64_000 * MB)
    assert machine.plan_workers(1_600 * MB) == machine.WorkerPlan(8, 1)
    machine_of(8, 8_000 * MB)  # (8000 - 512) / (1.3 * 1600 + 500) = 2.9
    assert machine.plan_workers(1_600 * MB) == machine.WorkerPlan(2, 4)
    machine_of(8, 1_000 * MB)
    assert machine.plan_workers(1_600 * MB).jobs == 1
    machine_of(8, None)
    assert machine.plan_workers(1_600 * MB).jobs == 1


def test_fewer_processes_leave_cores_free_and_no_process_is_idle(machine_of: MachineMaker) -> None:
    machine_of(8, 64_000 * MB)
    assert machine.plan_workers(MB, jobs=2) == machine.WorkerPlan(2, 1)
    assert machine.plan_workers(MB, work=3).jobs == 3
    assert machine.plan_workers(MB, threads=4).threads == 4


def test_graphics_cards_carry_one_process_each(machine_of: MachineMaker) -> None:
    machine_of(32, 64_000 * MB, ("2", "3"))
    assert machine.plan_workers(MB) == machine.WorkerPlan(2, 16, ("2", "3"))


def test_cards_that_the_driver_was_told_to_hide_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "1, 3")
    assert machine.visible_gpus() == ("1", "3")
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    assert machine.visible_gpus() == ()


FILES = ("", "", "")


def test_addresses(tmp_path: Path) -> None:
    assert parse_address("local:3", FILES).workers == 3
    assert parse_address("tcp://127.0.0.1:8786", FILES).host == "127.0.0.1"
    assert parse_address("tcp://[::1]:8786", FILES).host == "::1"
    files = tuple(str(tmp_path / name) for name in ("ca", "certificate", "key"))
    for file in files:
        Path(file).touch()
    address = parse_address("tls://cluster.office:8786", files)  # type: ignore[arg-type]
    assert (address.host, address.port) == ("cluster.office", 8786)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("tcp://10.0.0.7:8786", "in clear"),
        ("tcp://cluster.office:8786", "in clear"),
        ("tls://cluster.office:8786", "private CA"),
        ("cluster.office:8786", "no address"),
        ("http://cluster.office:80", "no address"),
        ("local:", "how many"),
        ("local:0", "how many"),
    ],
)
def test_an_address_that_will_not_do_is_one_sentence(text: str, what: str) -> None:
    with pytest.raises(SettingsError, match=what) as caught:
        parse_address(text, FILES)
    assert caught.value.hint


def test_formats_are_known_before_any_work() -> None:
    assert check_formats(["pdf", " txt", "pdf", ""]) == ("pdf", "txt")
    for wrong in ("wordperfect", "clip"):
        with pytest.raises(ExportError):
            check_formats([wrong])


def test_the_report_counts_escapes_and_says_what_to_type(tmp_path: Path) -> None:
    items = [Item(f"<{name}>.wav", f"{name}.testimony") for name in "abcd"]
    results = {
        "a.testimony": Planned(
            items[0], Outcome("done", duration_ms=60_000, seconds=30.0, flags={"loop": 2})
        ),
        "b.testimony": Planned(items[1], Outcome("skipped", flags={"loop": 1}, exports=("b.pdf",))),
        "c.testimony": Planned(
            items[2], Outcome("failed", exit_code=4, message="<c>.wav is <odd>.", hint="file '<c>.wav'")
        ),
    }
    report = Report(
        "in", "out", "t", "u", 60.0, "2 processes", "0", items, results, shard="1/2", interrupted=True
    )
    data, page = write_report(report, tmp_path)
    assert (data.name, page.name) == ("report-1-of-2.json", "report-1-of-2.html")
    content = json.loads(data.read_text())
    assert content["counts"] == {"done": 1, "skipped": 1, "failed": 1, "pending": 1}
    assert content["flags"] == {"loop": 3}
    assert content["speed"] == 1.0
    assert content["recordings"][0]["speed"] == 2.0
    assert content["recordings"][2]["hint"] == "file '<c>.wav'"
    html = page.read_text()
    assert "&lt;c&gt;.wav is &lt;odd&gt;." in html
    assert "<c>" not in html
    assert "file &#x27;&lt;c&gt;.wav&#x27;" in html
    assert "src=" not in html
    assert "href=" not in html
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
