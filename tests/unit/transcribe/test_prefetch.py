"""Listening ahead changes nothing but time, and ends when nobody wants more."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from speech_fakes import FakeEngine, LoudnessStream, chunks_of, recording

from transcribe import pipeline as stream
from transcribe.options import SpeechOptions
from transcribe.pipeline import transcribe
from transcribe.prefetch import Stoppable, _StoppedError, prefetch
from transcribe.segmentation.sound import hear_voices

HOUR = recording(*(("zh", 1_500), ("", 700), ("en", 1_300), ("", 800)) * 70)


def listening() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "listening"]


@given(st.lists(st.integers()))
def test_items_come_in_order(items: list[int]) -> None:
    assert list(prefetch(iter(items), threading.Event())) == items


def test_what_goes_wrong_comes_after_what_went_right() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    found = prefetch(items(), threading.Event())
    assert next(found) == 1
    with pytest.raises(ValueError, match="broken"):
        next(found)
    assert not listening()


def test_one_item_is_made_ahead_and_no_more() -> None:
    made: list[int] = []
    may_go_on = threading.Event()

    def items() -> Iterator[int]:
        for number in range(10):
            made.append(number)
            if len(made) == 2:
                may_go_on.set()
            yield number

    found = prefetch(items(), threading.Event())
    assert next(found) == 0
    assert may_go_on.wait(5)
    found.close()
    assert made == [0, 1]
    assert not listening()


def test_a_stopped_engine_listens_to_no_further_clips() -> None:
    engine, stopped = FakeEngine(), threading.Event()
    stopped.set()
    with pytest.raises(_StoppedError):
        Stoppable(engine, stopped).detect_languages([HOUR[:16_000]] * 20)
    assert engine.glances == []


@pytest.fixture
def _voice_is_loudness(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "hear_voices", partial(hear_voices, open_stream=LoudnessStream))


@pytest.mark.usefixtures("_voice_is_loudness")
@pytest.mark.parametrize("skip", [0, 1, 2])
def test_drafts_are_the_same_with_one_thread_and_with_two(skip: int) -> None:
    one, two = (
        list(transcribe(chunks_of(HOUR), FakeEngine(), SpeechOptions(threads=threads), skip_blocks=skip))
        for threads in (1, 2)
    )
    assert one == two
    assert len(one) == 3 - skip


@pytest.mark.usefixtures("_voice_is_loudness")
def test_what_is_decoded_was_prepared_once() -> None:
    engine = FakeEngine()
    list(transcribe(chunks_of(HOUR), engine, SpeechOptions(threads=2, pack=True)))
    decoded = [len(one.clip) for requests, _ in engine.efforts for one in requests]
    assert engine.prepared == decoded


@pytest.mark.usefixtures("_voice_is_loudness")
def test_a_run_that_is_given_up_leaves_no_thread() -> None:
    drafts = transcribe(chunks_of(HOUR), FakeEngine(), SpeechOptions(threads=2))
    next(drafts)
    assert isinstance(drafts, Generator)
    drafts.close()
    assert not listening()
