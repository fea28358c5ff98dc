"""What an option does not apply to is refused; what a format is, it says itself."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner
from samples_of_speech import hearing

from testimony.batch.exports import check_formats, export_paths
from testimony.cli import export as export_command
from testimony.export import FORMATS, Exhibit, ExportOptions, registry, render
from testimony.export.format import Format
from testimony.export.job import Job
from testimony.export.record import Record
from testimony.transcript.errors import ExportError
from testimony.transcript.types import Transcript

GIVEN: dict[str, list[str]] = {
    "layout": ["--layout", "columns"],
    "text": ["--text", "source"],
    "direction": ["--direction", "to-en"],
    "script": ["--script", "hant"],
    "segments": ["--segments", "2-3"],
    "width": ["--width", "90"],
    "point_size": ["--point-size", "13"],
    "court": ["--court", "federal"],
    "paper": ["--paper", "a4"],
    "findings": ["--findings", "all"],
    "clips": ["--clips", "{there}"],
    "against": ["--against", "{there}"],
    "once": ["--once"],
    "audio": ["--audio", "{there}"],
    "audio_out": ["--audio-out", "{there}"],
    "embed_audio": ["--embed-audio"],
    "redact": ["--redact", "{there}"],
    "certificate": ["--certificate", "{there}"],
    "unverified": ["--unverified"],
    "sign": ["--sign", "{there}"],
    "sign_passphrase_file": ["--sign-passphrase-file", "{there}"],
    "case": ["--case", "Matter of L-M-"],
    "matter": ["--matter", "A 1"],
    "title": ["--title", "Interview"],
    "tab": ["--tab", "C"],
    "start_page": ["--start-page", "7"],
    "bates": ["--bates", "LM0001"],
    "stamp": ["--stamp", "EXHIBIT 1"],
    "force": ["--force"],
}
ELSEWHERE = {"file", "out", "format_name", "pack"}


def test_every_option_of_the_command_is_tried() -> None:
    assert {parameter.name for parameter in export_command.command.params} - ELSEWHERE == set(GIVEN)


@pytest.mark.parametrize("kind", FORMATS.values(), ids=lambda kind: kind.name)
@pytest.mark.parametrize("option", GIVEN)
def test_a_typed_option_is_taken_or_refused_by_name(
    kind: Format, option: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An option that a format does not take ends in exit 2 before the transcript is read, and says so."""
    read: list[str] = []

    def stop(path: Path, **_: object) -> Transcript:
        read.append(path.name)
        raise ExportError("read", "")

    monkeypatch.setattr(export_command, "load_transcript", stop)
    typed = [text.format(there=tmp_path / "there") for text in GIVEN[option]]
    out = str(tmp_path / f"x{kind.suffix}")
    done = CliRunner().invoke(
        export_command.command, ["case.testimony", "--to", kind.name, "-o", out, *typed]
    )
    asked = {"against": "earlier", "sign_passphrase_file": "sign_passphrase"}.get(option, option)
    known = kind.knows(asked) or option == "layout"
    needs_more = option == "audio_out"  # which asks for --redact first
    refused = f"{GIVEN[option][0]} does not apply to {kind.name}" in done.output
    assert refused is (not known)
    assert bool(read) is (known and not needs_more)
    assert (done.exit_code == 2) is (refused or needs_more)


@pytest.mark.parametrize("kind", FORMATS.values(), ids=lambda kind: kind.name)
def test_what_a_format_says_it_takes_changes_what_it_writes(kind: Format, tmp_path: Path) -> None:
    """No option is named that does nothing: other bytes come out, but for what others hold in their tests."""
    elsewhere = {
        "certificate", "sign", "sign_passphrase", "audio", "embed_audio", "findings", "clips", "earlier"
    }  # fmt: skip
    if kind.name in ("discrepancies", "clip", "rttm"):
        pytest.skip("it needs findings or a recording, which its own tests have")
    first, second, *others = hearing(words=True).segments
    # 42 cells: they fit into the first line of a Utah page, and not into that of a federal one.
    first = replace(first, source="aaaaaa bbbbb ccccc ddddd eeeee fffff ggggg", words=())
    second = replace(second, source="请看证据三，这是医院的记录。", target="See Exhibit 3.", words=())
    base = replace(hearing(words=True), segments=(first, second, *others))
    record = Record("case.testimony", "ab" * 32, 9, replace(base, segments=(first, second)), (), "x")
    plain = ExportOptions(record=record)
    before = render(base, kind.name, plain)
    changed: dict[str, ExportOptions] = {
        "text": replace(plain, text="target"),
        "direction": replace(plain, direction="to-en"),
        "script": replace(plain, script="hant"),
        "width": replace(plain, width=90),
        "point_size": replace(plain, point_size=13),
        "court": replace(plain, court="federal"),
        "paper": replace(plain, paper="a4"),
        **{
            name: replace(plain, exhibit=replace(Exhibit(), **{name: value}))  # type: ignore[arg-type]
            for name, value in {
                "case": "Matter of L-M-", "matter": "A 1", "title": "Interview", "tab": "C", "start_page": 7,
                "bates": "LM0001", "stamp": "EXHIBIT 1",
            }.items()
        },
    }  # fmt: skip
    for option in set(kind.takes) - elsewhere:
        assert render(base, kind.name, changed[option]) != before, option


@pytest.mark.parametrize("kind", FORMATS.values(), ids=lambda kind: kind.name)
def test_the_api_refuses_them_too(kind: Format) -> None:
    if "tab" not in kind.takes:
        with pytest.raises(ExportError, match=f"--tab does not apply to {kind.name}"):
            render(hearing(), kind.name, ExportOptions(exhibit=Exhibit(tab="C")))


def test_a_default_that_is_typed_is_refused_where_it_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_command, "load_transcript", lambda path, **_: hearing())
    done = CliRunner().invoke(export_command.command, ["case.testimony", "--to", "csv", "--paper", "letter"])
    assert done.exit_code == 2
    assert "--paper does not apply to csv" in done.output


def test_a_format_is_one_file_and_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A toy format runs through the command, a redaction, a batch's plan, and nothing else names it."""
    toy = ModuleType("testimony.export.formats.toy")

    def write(job: Job) -> Iterator[bytes]:
        yield "\n".join(row.source.text for row in job.rows()).encode()

    toy.write = write  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, toy.__name__, toy)
    monkeypatch.setitem(registry.FORMATS, "toy", Format("toy", ".toy", "a toy", ("direction",)))
    assert render(hearing(), "toy", ExportOptions()).decode().startswith("Good morning.")
    profile = tmp_path / "profile.toml"
    profile.write_text("[[term]]\ntext = '律师'\nreplacement = '[X]'\n", encoding="utf-8")
    assert "律师" not in render(hearing(), "toy", ExportOptions(redact=profile)).decode()
    monkeypatch.setattr(export_command, "load_transcript", lambda path, **_: hearing())
    done = CliRunner().invoke(export_command.command, ["case.testimony", "--to", "toy"])
    assert done.exit_code == 0
    assert "我叫李明" in done.output
    assert check_formats(["toy"]) == ("toy",)
    assert export_paths("a.testimony", ["toy"]) == {"toy": "a.toy"}


def test_no_module_compares_the_name_of_a_format() -> None:
    names = "|".join(FORMATS)
    compared = re.compile(
        rf"""(?:name|format_name|kind\.name)\s*(?:==|!=|(?:not\s+)?in)\s*\(?["'](?:{names})["']"""
    )
    root = Path(__file__).parents[3]
    found = [
        str(path.relative_to(root))
        for room in ("export", "batch", "app")
        for path in (root / "testimony" / room).rglob("*.py")
        if compared.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
