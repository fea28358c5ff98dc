"""Blocks translated beside the next one's transcription: order, errors, and what Ctrl-C keeps."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import pytest

from testimony.app.run.block_writer import BlockWriter
from testimony.transcript.errors import TranslationError
from testimony.transcript.types import Block, Segment, Translation


def block(index: int) -> Block:
    return Block(index, index * 1000, index * 1000 + 1000)


def rows(index: int) -> list[Segment]:
    return [Segment(str(index), "R1", 0, 0, 1, "S1", "zh", 1.0, f"text {index}")]


def translated(segments: Sequence[Segment]) -> list[Translation]:
    return [Translation(one.id, "en", f">{one.source}") for one in segments]


class Kept:
    """What was committed, and by which thread."""

    def __init__(self) -> None:
        self.blocks: list[tuple[int, str]] = []
        self.threads: set[int] = set()

    def __call__(self, one: Block, _segments: Sequence[Segment], translations: Sequence[Translation]) -> None:
        self.blocks.append((one.index, translations[0].text))
        self.threads.add(threading.get_ident())


def test_blocks_are_committed_in_order_by_the_callers_thread_alone() -> None:
    kept, translators = Kept(), set()

    def translate(segments: Sequence[Segment]) -> list[Translation]:
        translators.add(threading.get_ident())
        return translated(segments)

    with BlockWriter(translate, kept) as writer:
        for index in range(5):
            writer.add(block(index), rows(index))
    assert kept.blocks == [(index, f">text {index}") for index in range(5)]
    assert kept.threads == {threading.get_ident()}
    assert translators.isdisjoint(kept.threads)


def test_a_block_is_translated_while_the_caller_goes_on() -> None:
    begun, may_end = threading.Event(), threading.Event()

    def translate(segments: Sequence[Segment]) -> list[Translation]:
        begun.set()
        assert may_end.wait(10)
        return translated(segments)

    kept = Kept()
    with BlockWriter(translate, kept) as writer:
        writer.add(block(0), rows(0))
        assert begun.wait(10)  # the caller is free while the translation is held up
        assert kept.blocks == []
        may_end.set()
        writer.settle()
        assert len(kept.blocks) == 1


def test_a_job_of_one_thread_translates_where_it_stands() -> None:
    kept, translators = Kept(), set()

    def translate(segments: Sequence[Segment]) -> list[Translation]:
        translators.add(threading.get_ident())
        return translated(segments)

    with BlockWriter(translate, kept, beside=False) as writer:
        for index in range(3):
            writer.add(block(index), rows(index))
            assert len(kept.blocks) == index + 1
    assert translators == kept.threads == {threading.get_ident()}


def test_an_error_of_the_translation_is_the_callers_and_keeps_nothing_after_it() -> None:
    def translate(segments: Sequence[Segment]) -> list[Translation]:
        if segments[0].id == "1":
            raise TranslationError("The package failed.")
        return translated(segments)

    kept = Kept()

    def work() -> None:
        with BlockWriter(translate, kept) as writer:
            for index in range(4):
                writer.add(block(index), rows(index))

    with pytest.raises(TranslationError, match="The package failed"):
        work()
    assert [index for index, _ in kept.blocks] == [0]


@pytest.mark.parametrize("ready", [True, False])
def test_ctrl_c_keeps_a_block_that_is_ready_and_does_not_wait_for_one_that_is_not(ready: bool) -> None:
    may_end = threading.Event()
    kept = Kept()

    def translate(segments: Sequence[Segment]) -> list[Translation]:
        if not ready:
            assert may_end.wait(10)
        return translated(segments)

    _interrupted(translate, kept, wait_until_ready=ready)
    assert [index for index, _ in kept.blocks] == ([0] if ready else [])
    may_end.set()


def _interrupted(
    translate: Callable[[Sequence[Segment]], list[Translation]], kept: Kept, *, wait_until_ready: bool
) -> None:
    def work() -> None:
        with BlockWriter(translate, kept) as writer:
            writer.add(block(0), rows(0))
            if wait_until_ready:
                assert writer._waiting is not None
                writer._waiting[2].result(10)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()
