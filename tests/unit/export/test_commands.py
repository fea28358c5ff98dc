"""``export`` and ``quote`` as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from samples_of_speech import hearing

from testimony.cli import export as export_command
from testimony.cli import quote as quote_command
from testimony.transcript.errors import OutputExists


@pytest.fixture(autouse=True)
def _transcript(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (export_command, quote_command):
        monkeypatch.setattr(module, "load_transcript", lambda path, words=False, **_: hearing(words=words))


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(export_command.command, arguments, catch_exceptions=False)
    return done.exit_code, done.output


def test_text_goes_to_stdout_with_its_mark() -> None:
    code, output = run("case.testimony", "--to", "txt", "--segments", "2")
    assert code == 0
    assert "\nDRAFT – UNREVIEWED MACHINE OUTPUT (1 of 1 lines)" in output


def test_binary_formats_ask_for_a_file() -> None:
    code, output = run("case.testimony", "--to", "pdf")
    assert code == 2
    assert "-o case.pdf" in output


def test_options_reach_the_page(tmp_path: Path) -> None:
    out = tmp_path / "case.txt"
    code, _ = run(
        "case.testimony", "--to", "txt", "-o", str(out), "--case", "Matter of L", "--direction", "to-en"
    )
    assert code == 0
    assert "Matter of L" in out.read_text(encoding="utf-8")
    assert "[in English]" in out.read_text(encoding="utf-8")
    with pytest.raises(OutputExists):
        run("case.testimony", "--to", "txt", "-o", str(out))


def test_a_bleeped_copy_needs_a_redaction() -> None:
    code, output = run("case.testimony", "--to", "txt", "--audio-out", "x.wav")
    assert code == 2
    assert "--redact" in output


def test_quote_prints_a_passage() -> None:
    done = CliRunner().invoke(quote_command.command, ["case.testimony", "2"], catch_exceptions=False)
    assert done.exit_code == 0
    assert "THE WITNESS, 1:4" in done.output
