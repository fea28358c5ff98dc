"""Decoding in a confined child: the same sound and the same errors, and no trust in what the child says."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_audio import bursts, corrupt, write_audio, write_late_sound

from testimony.audio import cell
from testimony.audio.cell_wire import Facts, Standing, pack, unpack
from testimony.audio.chunks import AudioChunk, DamagedGap, GapCause
from testimony.audio.decoding import open_recording
from testimony.runtime.confinement.kernel import can_confine
from testimony.transcript.errors import RecordingError, RecordingNotFound, RecordingUnreadable

pytestmark = pytest.mark.skipif(bool(can_confine()), reason="this kernel cannot confine a process")
SIGNAL = bursts(12.0, 16_000, 1, {1.0: 440, 9.0: 880})


def _made(folder: Path) -> list[Path]:
    return [
        write_audio(folder / "a.flac", SIGNAL, "flac", 16_000),
        write_audio(folder / "a.m4a", SIGNAL, "aac", 16_000),
        corrupt(write_audio(folder / "a.mp3", SIGNAL, "libmp3lame", 16_000, bit_rate=64_000), 0.4, 0.5),
        write_late_sound(folder / "late.mp4", 2.0, SIGNAL),
    ]


def test_a_confined_decoder_gives_the_same_sound_facts_and_damage(tmp_path: Path) -> None:
    for path in _made(tmp_path):
        with open_recording(path) as here, cell.open_confined(path) as there:
            names = ("channels", "sample_rate", "duration_ms", "started_at", "track", "tracks")
            assert [getattr(here, name) for name in names] == [getattr(there, name) for name in names]
            first = np.concatenate([chunk.samples for chunk in here.chunks()], axis=1)
            second = np.concatenate([chunk.samples for chunk in there.chunks()], axis=1)
            assert np.array_equal(first, second)
            assert here.damage == there.damage
            assert here.recording() == there.recording()


@pytest.mark.parametrize("content", [b"", b"no sound at all" * 40])
def test_its_errors_are_those_of_a_decoder_here(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(content)
    with pytest.raises(RecordingUnreadable) as here:
        open_recording(path)
    with pytest.raises(RecordingUnreadable) as there:
        cell.open_confined(path)
    assert here.value.message == there.value.message
    with pytest.raises(RecordingNotFound):
        cell.open_confined(tmp_path / "none.wav")


def test_a_decoder_that_dies_is_one_sentence(tmp_path: Path) -> None:
    path = write_audio(tmp_path / "a.flac", bursts(60.0, 16_000, 1, {1.0: 440}), "flac", 16_000)
    with cell.open_confined(path) as reader:
        chunks = reader.chunks()
        next(chunks)
        reader._process.kill()
        with pytest.raises(RecordingUnreadable, match="ended in the middle"):
            list(chunks)


GAPS = st.builds(
    lambda start, length, cause: DamagedGap(start, start + length, cause),
    st.integers(0, 1 << 40),
    st.integers(1, 1 << 30),
    st.sampled_from(GapCause),
)


@given(
    st.one_of(
        st.builds(Standing, st.lists(GAPS, max_size=5).map(tuple), st.integers(0, 1 << 50)),
        st.builds(Facts, *[st.integers(0, 1 << 40)] * 3, st.none(), *[st.integers(0, 99)] * 2),
        st.builds(RecordingUnreadable, st.just("it is damaged"), st.just("copy it again")),
    )
)
def test_what_is_packed_comes_out_again(message: Standing | Facts | RecordingError) -> None:
    found = unpack(pack(message))
    assert type(found) is type(message)
    assert repr(found) == repr(message)


@given(st.binary(max_size=400))
def test_whatever_a_child_sends_is_a_message_or_refused(data: bytes) -> None:
    try:
        message = unpack(data)
    except ValueError:
        return
    assert isinstance(message, Facts | AudioChunk | Standing | RecordingError)


def test_sound_from_a_child_is_numbers_within_full_scale() -> None:
    wild = np.array([[np.nan, np.inf, -np.inf, 7.0, -0.5]], np.float32)
    chunk = unpack(pack(AudioChunk(0, wild)))
    assert isinstance(chunk, AudioChunk)
    assert chunk.samples.tolist() == [[0.0, 1.0, -1.0, 1.0, -0.5]]
