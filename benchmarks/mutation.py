"""Mutation score of the record and its seal: of small changes in the code, how many the tests notice.

python -m benchmarks mutation [COUNT] [SEED]     a random sample of the mutants; 0 for all of them

A runner of our own, because mutmut 3 passes over every function with a decorator (properties, class methods
and context managers: half of this room) and cosmic-ray starts a test session from nothing for each mutant.
Here each mutant lives in a forked process that has the libraries loaded, and meets the tests that run its
line, fastest first. The kinds of mutants are theirs (``benchmarks.mutants``). A mutant that no test can
tell from the code counts as survived all the same.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType

from benchmarks.bars import Figure, print_figures
from benchmarks.mutants import Mutant, mutants_of, mutated_code

__all__ = ["main"]

_ROOT = Path(__file__).parents[1]
_MUTATED = ("testimony/transcript/record/**/*.py", "testimony/transcript/canonical.py")
_TESTS = (
    "tests/unit/transcript", "tests/unit/test_session.py", "tests/unit/test_block_writer.py",
    "tests/unit/test_timestamps.py", "tests/unit/test_renditions_kept.py", "tests/unit/test_doctor.py",
    "tests/unit/cli/test_record_commands.py", "tests/integration/test_enemy_ground.py",
)  # fmt: skip
_USUAL = 300
_MOST_TESTS = 120  # that one mutant meets
_SECONDS = 60  # of processor time for one mutant; more is a hang, which counts as noticed
_MEMORY = 6 * 2**30  # bytes of address space
_LIBRARIES = ("pytest", "hypothesis", "numpy", "click", "sqlcipher3")


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
        found = self.lines.get((name, mutant.line), frozenset())
        if not mutant.inside:  # runs when the module is loaded
            found = self.modules.get(name, frozenset())
        return sorted(found, key=lambda one: self.seconds.get(one, 1.0))[:_MOST_TESTS]


def main(argv: list[str]) -> int:
    """Measure the score; survivors on stderr, figures on stdout."""
    os.chdir(_ROOT)
    count, seed = (int(argv[0]) if argv else _USUAL), (int(argv[1]) if len(argv) > 1 else 1)
    found = [one for pattern in _MUTATED for path in sorted(Path().glob(pattern)) for one in mutants_of(path)]
    chosen = random.Random(seed).sample(found, min(count or len(found), len(found)))
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = f"{folder}/hypothesis"
        coverage = _measure(Path(folder))
        for name in _LIBRARIES:
            importlib.import_module(name)
        results = Counter(_judge(mutant, coverage, Path(folder)) for mutant in chosen)
    killed = results["noticed"] + results["hung"]
    return 0 if print_figures("Mutants of testimony/transcript/record and canonical.py", [
        Figure("mutants there are", len(found)),
        Figure(f"… drawn at random (seed {seed})", len(chosen)),
        Figure("… noticed by a test", results["noticed"]),
        Figure("… that hung", results["hung"]),
        Figure("… survived", results["survived"]),
        Figure("… on a line that no test runs", results["not run"]),
        Figure("mutation score", 100 * killed / len(chosen), "%", 85, at_most=False),
    ]) else 1  # fmt: skip


def _measure(folder: Path) -> Coverage:
    """Run the tests once, with the code as it is."""
    settings = folder / "coveragerc"
    settings.write_text(f"[run]\nsource = testimony/transcript\ndata_file = {folder}/coverage\n")
    command = [
        *(sys.executable, "-m", "coverage", "run", f"--rcfile={settings}", "-m", "pytest"),
        *("-q", "-n", "0", "-p", "no:cacheprovider", "-p", "no:cov", "-p", "benchmarks.mutation_contexts"),
        *("--hypothesis-seed=0", f"--basetemp={folder}/tests", f"--junitxml={folder}/junit.xml", *_TESTS),
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


def _judge(mutant: Mutant, coverage: Coverage, folder: Path) -> str:
    tests = coverage.tests_of(mutant)
    if not tests:
        print(f"not run: {mutant}", file=sys.stderr, flush=True)
        return "not run"
    place = folder / "mutant"
    child = os.fork()
    if child == 0:
        _meet(mutant, tests, place)
    verdict = _wait(child)
    shutil.rmtree(place, ignore_errors=True)
    if verdict != "noticed":
        print(f"{verdict}: {mutant} ({len(tests)} tests)", file=sys.stderr, flush=True)
    return verdict


def _wait(child: int) -> str:
    deadline = time.monotonic() + 10 * _SECONDS
    while time.monotonic() < deadline:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            if os.WIFSIGNALED(status):
                return "hung" if os.WTERMSIG(status) == signal.SIGXCPU else "noticed"
            return "survived" if os.WEXITSTATUS(status) == 0 else "noticed"
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "hung"


def _meet(mutant: Mutant, tests: Sequence[str], place: Path) -> None:
    """In the child: the tests with the mutant in the module's place; exits 0 where all of them pass."""
    import pytest

    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    code = 1
    try:
        name = ".".join(mutant.path.with_suffix("").parts).removesuffix(".__init__")
        sys.meta_path.insert(0, _Mutated(name, compile(mutated_code(mutant), str(mutant.path), "exec")))
        arguments = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "-p", "no:cov", "--hypothesis-seed=0"]
        code = int(pytest.main([*arguments, f"--basetemp={place}", *tests]))
    finally:
        os._exit(0 if code == 0 else 1)


class _Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module from a changed syntax tree."""

    def __init__(self, name: str, code: CodeType) -> None:
        self._name = name
        self._code = code

    def find_spec(
        self, name: str, _path: object = None, _target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != self._name:
            return None
        is_package = self._code.co_filename.endswith("__init__.py")
        return importlib.machinery.ModuleSpec(name, self, is_package=is_package)

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = self._code.co_filename
        exec(self._code, module.__dict__)  # noqa: S102 - this repository's own code, changed in one place
