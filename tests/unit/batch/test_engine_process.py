"""Engine processes that cannot start, die or fall silent, as their batch sees them."""

from __future__ import annotations

import os
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from testimony.app.run.job import RunJob
from testimony.batch.engine.process import EngineProcess
from testimony.batch.engine.wire import Handshake
from testimony.batch.types import Item, Order, Outcome, Overrides
from testimony.transcript.errors import ModelMissing, TranscriptionError

HERE = Path(__file__).parent
ITEM = Item("a.wav", "a.testimony")


@dataclass(frozen=True)
class Maker:
    """A maker of jobs that does something else instead."""

    deed: str

    def __call__(self, recording: Path, output: Path, overrides: Overrides) -> RunJob:
        if self.deed == "missing":
            raise ModelMissing("No speech model is installed.", "testimony models fetch NAME")
        if self.deed == "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        time.sleep(60)
        raise AssertionError("nobody waits for so long")


@pytest.fixture(autouse=True)
def _found_by_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(HERE), *filter(None, sys.path)]))


def engine(deed: str, stall_s: float = 60) -> EngineProcess:
    return EngineProcess(Handshake(Maker(deed), 1, ITEM, Path("out")), stall_s)


def test_an_error_of_the_models_comes_back_whole() -> None:
    with pytest.raises(ModelMissing) as caught:
        engine("missing").boot()
    assert caught.value.message == "No speech model is installed."
    assert caught.value.hint == "testimony models fetch NAME"


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_process_that_dies_while_it_loads_is_started_three_times_and_no_more() -> None:
    with pytest.raises(TranscriptionError, match="signal 11"):
        engine("crash").boot()


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_process_without_its_batch_ends(tmp_path: Path) -> None:
    process = engine("sleep")
    process.start()
    child = process._process
    assert child is not None
    time.sleep(0.5)
    assert child.poll() is None
    assert child.stdin is not None
    child.stdin.close()  # what the system does when the batch is killed
    assert child.wait(timeout=10) == 0


def test_an_order_to_a_process_that_is_not_there_is_a_death() -> None:
    [died] = engine("sleep").work(Order(ITEM, Path("out"), Path("out")))
    assert not isinstance(died, Outcome)
