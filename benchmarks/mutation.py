"""Mutation score of the record and its seal: of small changes in the code, how many the tests notice.

python -m benchmarks mutation [COUNT] [SEED]     a random sample of the mutants; 0 for all of them

A runner of our own, because mutmut 3 passes over every function with a decorator (properties, class methods
and context managers: half of this room) and cosmic-ray starts a test session from nothing for each mutant.
Here the tests are collected once. Each mutant lives in a forked process, in which the code of one function
is exchanged, and meets the tests that run its line, fastest first. The kinds of mutants are theirs
(``benchmarks.mutants``), inside functions as with mutmut. A mutant that no test can tell from the code
counts as survived all the same.
"""

from __future__ import annotations

import gc
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING

from benchmarks.bars import Figure, print_figures
from benchmarks.mutants import Mutant, mutants_of, mutated_code

if TYPE_CHECKING:
    import pytest

__all__ = ["main"]

_ROOT = Path(__file__).parents[1]
_MUTATED = ("testimony/transcript/record/**/*.py", "testimony/transcript/encoding/canonical.py")
_TESTS = (
    "tests/unit/transcript", "tests/unit/app/test_session.py", "tests/unit/app/test_block_writer.py",
    "tests/unit/app/test_timestamps.py", "tests/unit/app/test_renditions_kept.py",
    "tests/unit/app/test_doctor.py", "tests/unit/cli/test_record_commands.py",
    "tests/integration/test_enemy_ground.py", "tests/unit/audio/test_cell_sockets.py",
)  # fmt: skip
_ELSEWHERE = ("_alive_on_windows",)  # functions that only another system runs
_USUAL = 300
_SECONDS = 60  # of processor time for one mutant; more is a hang, which counts as noticed
_MEMORY = 6 * 2**30  # bytes of address space
_PYTEST = ("-q", "-n", "0", "-p", "no:cacheprovider", "-p", "no:cov", "--hypothesis-seed=0")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which tests run which line.

    Attributes:
        lines: Path and line → tests.
        modules: Path → tests that run anything of the module.
        seconds: Test → how long it took, in seconds.
    """

    lines: Mapping[tuple[str, int], frozenset[str]]
    modules: Mapping[str, frozenset[str]]
    seconds: Mapping[str, float]

    def tests_of(self, mutant: Mutant) -> list[str]:
        """The tests that may notice a mutant, fastest first."""
        name = str(mutant.path)
        ran = (name, mutant.line) in self.lines
        found = self.lines.get((name, mutant.line), frozenset())
        if ran and not found:  # runs when the module is loaded
            found = self.modules.get(name, frozenset())
        return sorted(found, key=lambda one: self.seconds.get(one, 1.0))


def main(argv: list[str]) -> int:
    """Measure the score; survivors on stderr, figures on stdout."""
    import pytest

    os.chdir(_ROOT)
    count, seed = (int(argv[0]) if argv else _USUAL), (int(argv[1]) if len(argv) > 1 else 1)
    found = [one for pattern in _MUTATED for path in sorted(Path().glob(pattern)) for one in mutants_of(path)]
    found = [one for one in found if one.inside and one.inside not in _ELSEWHERE]
    chosen = random.Random(seed).sample(found, min(count or len(found), len(found)))
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = f"{folder}/hypothesis"
        loop = _Loop(chosen, _measure(Path(folder)), Path(folder) / "mutant")
        pytest.main([*_PYTEST, f"--basetemp={folder}/mutant", *_TESTS], [loop])
    results = loop.results
    killed, tried = results["noticed"] + results["hung"], results.total() - results["not tried"]
    return 0 if print_figures("Mutants of testimony/transcript/record and canonical.py", [
        Figure("mutants there are", len(found)),
        Figure(f"… drawn at random (seed {seed}) and tried", tried),
        Figure("… noticed by a test", results["noticed"]),
        Figure("… that hung", results["hung"]),
        Figure("… survived", results["survived"]),
        Figure("… on a line that no test runs", results["not run"]),
        Figure("mutation score", 100 * killed / max(1, tried), "%", 85, at_most=False),
    ]) else 1  # fmt: skip


def _measure(folder: Path) -> Coverage:
    """Run the tests once, with the code as it is."""
    settings = folder / "coveragerc"
    settings.write_text(f"[run]\nsource = testimony/transcript\ndata_file = {folder}/coverage\n")
    command = [
        *(sys.executable, "-m", "coverage", "run", f"--rcfile={settings}", "-m", "pytest"),
        *(*_PYTEST, "-p", "benchmarks.mutation_contexts"),
        *(f"--basetemp={folder}/tests", f"--junitxml={folder}/junit.xml", *_TESTS),
    ]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"the tests fail on the code as it is:\n{done.stdout[-3000:]}{done.stderr[-2000:]}")
    from coverage import CoverageData

    data = CoverageData(str(folder / "coverage"))
    data.read()
    lines: dict[tuple[str, int], frozenset[str]] = {}
    modules: dict[str, frozenset[str]] = {}
    for measured in data.measured_files():
        name = os.path.relpath(measured)
        for line, contexts in data.contexts_by_lineno(measured).items():
            tests = frozenset(filter(None, contexts))
            lines[name, line] = tests
            modules[name] = modules.get(name, frozenset()) | tests
    return Coverage(lines, modules, _seconds(folder / "junit.xml"))


def _seconds(report: Path) -> dict[str, float]:
    from xml.etree import ElementTree

    found = {}
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - our own report
        path = case.attrib["classname"].replace(".", "/") + ".py"
        found[f"{path}::{case.attrib['name']}"] = float(case.attrib["time"])
    return found


class _Loop:
    """A plugin of pytest that takes the place of its loop over the collected tests."""

    def __init__(self, chosen: Sequence[Mutant], coverage: Coverage, place: Path) -> None:
        self.results: Counter[str] = Counter()
        self._chosen = chosen
        self._coverage = coverage
        self._place = place
        self._failed = False

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try each mutant in a process of its own."""
        items = {item.nodeid: item for item in session.items}
        for number, mutant in enumerate(self._chosen, 1):
            tests = [items[one] for one in self._coverage.tests_of(mutant) if one in items]
            verdict = self._judge(mutant, tests)
            self.results[verdict] += 1
            if verdict != "noticed":
                told = f"{verdict}: {mutant} ({len(tests)} tests)"
                print(f"{number}/{len(self._chosen)} {told}", file=sys.stderr, flush=True)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep that a test failed."""
        self._failed = self._failed or report.failed

    def _judge(self, mutant: Mutant, tests: Sequence[pytest.Item]) -> str:
        if not tests:
            return "not run"
        child = os.fork()
        if child == 0:
            self._meet(mutant, tests)
        verdict = _wait(child)
        shutil.rmtree(self._place, ignore_errors=True)
        return verdict

    def _meet(self, mutant: Mutant, tests: Sequence[pytest.Item]) -> None:
        """In the child: the tests with the mutant in the function's place; exits 0 where all of them pass."""
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS + 5))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        code = 1
        try:
            if not _exchange(mutated_code(mutant)):
                os._exit(2)
            for item in tests:
                item.ihook.pytest_runtest_protocol(item=item, nextitem=None)
                if self._failed:
                    break
            code = int(self._failed)
        finally:
            os._exit(code)


def _exchange(module: CodeType) -> bool:
    """Give every function of a module that is loaded its new code; False where one of them can't take it."""
    new = {(one.co_qualname, one.co_firstlineno): one for one in _codes(module)}
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename == module.co_filename:
            key = (thing.__code__.co_qualname, thing.__code__.co_firstlineno)
            try:
                thing.__code__ = new.get(key, thing.__code__)
            except ValueError:  # it needs other variables of the function around it
                return False
    return True


def _codes(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _codes(one)


def _wait(child: int) -> str:
    deadline = time.monotonic() + 10 * _SECONDS
    while time.monotonic() < deadline:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            if os.WIFSIGNALED(status):
                return "hung" if os.WTERMSIG(status) == signal.SIGXCPU else "noticed"
            return {0: "survived", 2: "not tried"}.get(os.WEXITSTATUS(status), "noticed")
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "hung"
