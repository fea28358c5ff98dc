"""A few of the faults of ``faults``: the whole row of them is ``python -m benchmarks enemy faults``."""

from __future__ import annotations

import shutil
from pathlib import Path

import faults
import pytest

pytestmark = [
    pytest.mark.skipif(not shutil.which("strace"), reason="needs strace"),
    pytest.mark.slow,
]


@pytest.mark.parametrize("act", faults.ACTS)
def test_a_write_that_fails_or_is_killed_loses_and_leaves_nothing(tmp_path: Path, act: str) -> None:
    if act in ("encrypt", "decrypt"):
        pytest.importorskip("sqlcipher3")
    folder = tmp_path / "case"
    folder.mkdir()
    found = faults.moments(folder, act)
    if not found:
        pytest.skip("strace may not trace here")
    said = set()
    for call in ("pwrite64", "rename", "unlink", "fdatasync"):
        numbers = list(found.get(call, ()))
        for number in numbers[:: max(1, len(numbers) // 3)]:
            for error in ("KILL", "EIO"):
                outcome = faults.try_fault(folder, act, faults.Fault(call, number, error))
                assert (outcome.lost, outcome.left) == ("", ()), (call, number, error, outcome)
                said.add(outcome.said)
    assert len(said) > 1  # some came before the acknowledgement, some after
