"""Faults at a few calls of each kind: all of them are ``python -m benchmarks enemy faults``."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32" or not shutil.which("strace"), reason="needs strace"),
    pytest.mark.slow,
]
if sys.platform != "win32":
    import faults


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "case").mkdir()
    return tmp_path / "case"


@pytest.mark.parametrize("act", ["edit", "purge", "encrypt", "decrypt", "run", "export"])
def test_a_call_that_fails_or_a_kill_loses_and_leaves_nothing(folder: Path, act: str) -> None:
    if act in ("encrypt", "decrypt"):
        pytest.importorskip("sqlcipher3")
    found = faults.moments(folder, act)
    if not found:
        pytest.skip("strace may not trace here")
    said, each = set(), 1 if act in ("encrypt", "decrypt") else 3  # a key takes a fifth of a second to derive
    for call, numbers in found.items():
        for number in list(numbers)[len(numbers) // 4 :: max(1, len(numbers) // each)]:
            for error in ("KILL", "EIO"):
                outcome = faults.try_fault(folder, act, faults.Fault(call, number, error))
                assert (outcome.lost, outcome.left) == ("", ()), (call, number, error, outcome)
                said.add(outcome.said)
    assert len(said) > 1  # some came before the acknowledgement, some after


@pytest.mark.parametrize("act", ["edit", "purge", "encrypt", "decrypt", "run", "export"])
def test_an_allocation_that_fails_loses_and_leaves_nothing_and_keeps_no_lock(folder: Path, act: str) -> None:
    pytest.importorskip("_testcapi")
    if act in ("encrypt", "decrypt"):
        pytest.importorskip("sqlcipher3")
    most = faults.allocations(folder, act)
    for number in range(1, most, max(1, most // (8 if act in ("encrypt", "decrypt") else 25))):
        outcome = faults.try_no_memory(folder, act, number)
        assert (outcome.lost, outcome.left) == ("", ()), (number, outcome)
