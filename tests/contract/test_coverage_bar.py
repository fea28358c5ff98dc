"""The coverage bar of the pure rooms fails the build."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import coverage

COVERED = "value = 1\n"
HALF = "def never():\n" + "    value = 1\n" * 9


@pytest.mark.parametrize(
    ("contents", "code", "named"),
    [
        ([COVERED, COVERED, COVERED, COVERED], 0, "none"),
        ([COVERED, HALF, COVERED, COVERED], 1, "testimony/transcript"),
        ([COVERED, COVERED, COVERED], 1, "translate/renditions"),
    ],
)
def test_a_pure_room_below_the_bar_or_not_measured_is_an_error(
    contents: list[str],
    code: int,
    named: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in [name for name in os.environ if name.startswith(("COVERAGE_", "COV_CORE_"))]:
        monkeypatch.delenv(name)  # where the tests are themselves measured
    settings = "[tool.coverage.run]\nbranch = true\nsource = ['.']\ndata_file = 'measured'\n"
    (tmp_path / "pyproject.toml").write_text(settings)
    for room, content in zip(coverage.PURE, contents, strict=False):
        (tmp_path / room).mkdir(parents=True)
        (tmp_path / room / "module.py").write_text(content)
    files = [f"{room}/module.py" for room, _ in zip(coverage.PURE, contents, strict=False)]
    (tmp_path / "main.py").write_text(
        f"for file in {files}:\n    exec(compile(open(file).read(), file, 'exec'))\n"
    )
    subprocess.run([sys.executable, "-m", "coverage", "run", "main.py"], cwd=tmp_path, check=True)
    monkeypatch.chdir(tmp_path)
    assert coverage.main([]) == code
    assert f"though pure: {named}\n" in capsys.readouterr().out
