"""What an option does not apply to is refused; what a format is, it says itself."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
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
from testimony.transcript.errors import ExportError

GIVEN: dict[str, list[str]] = {
    "text": ["--text", "source"],
    "direction": ["--direction", "to-en"],
    "script": ["--script", "hant"],
    "width": ["--width", "90"],
    "paper": ["--paper", "a4"],
    "case": ["--case", "Matter of L-M-"],
    "title": ["--title", "Interview"],
    "tab": ["--tab", "C"],
    "start_page": ["--start-page", "7"],
    "embed_audio": ["--embed-audio"],
}


@pytest.mark.parametrize("kind", FORMATS.values(), ids=lambda kind: kind.name)
@pytest.mark.parametrize("option", GIVEN)
def test_a_typed_option_is_taken_or_refused_by_name(
    kind: Format, option: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_command, "load_transcript", lambda path, **_: hearing())
    arguments = ["case.testimony", "--to", kind.name, "-o", str(tmp_path / f"x{kind.suffix}"), *GIVEN[option]]
    done = CliRunner().invoke(export_command.command, arguments)
    said = f"{GIVEN[option][0]} does not apply to {kind.name}"
    assert (said in done.output) is (option not in kind.takes)
    assert done.exit_code == 2 or option in kind.takes


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
