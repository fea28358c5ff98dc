"""Blocks and utterances are a function of the audio alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from speech_fakes import LoudnessStream, chunks_of, recording, tone

from testimony.audio.decoding import AudioChunk
from transcribe.segmentation.blocks import MAX_FRAMES, BlockSound, cut_blocks, quietest_frame
from transcribe.segmentation.silero import FRAME, FRAME_MS, open_silero
from transcribe.segmentation.sound import PIECE, Sound, hear_voices, in_tracks
from transcribe.segmentation.voice_activity import MAX_UTTERANCE_MS, find_spans

voices = st.lists(st.sampled_from([0.0, 0.1, 0.3, 0.4, 0.6, 0.99]), min_size=1, max_size=400)


def blocks_of(samples: np.ndarray, sizes: tuple[int, ...] = (80_000,)) -> list[BlockSound]:
    tracks = in_tracks(chunks_of(samples, sizes), "mix")
    return list(cut_blocks(hear_voices(tracks, LoudnessStream)))


def sounds_of(voice: np.ndarray) -> list[Sound]:
    samples = np.repeat(voice * 0.3, FRAME).astype(np.float32)
    step = PIECE // FRAME
    return [
        Sound(at * FRAME, samples[None, at * FRAME : (at + step) * FRAME], voice[None, at : at + step])
        for at in range(0, len(voice), step)
    ]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 90_000), min_size=1, max_size=6))
def test_blocks_do_not_depend_on_how_the_sound_was_chunked(sizes: list[int]) -> None:
    talk = recording(("", 500), ("zh", 1_500), ("", 400), ("en", 2_000), ("", 777))
    once, again = blocks_of(talk), blocks_of(talk, tuple(sizes))
    assert [block.block for block in once] == [block.block for block in again]
    for first, second in zip(once, again, strict=True):
        assert np.array_equal(first.sound.samples, second.sound.samples)
        assert np.array_equal(first.sound.voice, second.sound.voice)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 2_000), st.sampled_from([0.0, 0.9])), min_size=1, max_size=8))
def test_blocks_touch_each_other_and_stay_under_two_minutes(runs: list[tuple[int, float]]) -> None:
    voice = np.concatenate([np.full(length, value, np.float32) for length, value in runs])
    blocks = [block.block for block in cut_blocks(sounds_of(voice))]
    assert blocks[0].start_ms == 0
    assert blocks[-1].end_ms == len(voice) * FRAME_MS
    assert [block.index for block in blocks] == list(range(len(blocks)))
    assert all(one.end_ms == two.start_ms for one, two in pairwise(blocks))
    assert all(0 < block.end_ms - block.start_ms <= 120_000 for block in blocks)


def test_a_block_is_cut_in_a_silence_where_there_is_one() -> None:
    voice = np.full(MAX_FRAMES + 500, 0.9, np.float32)
    voice[2_500:2_540] = 0.0
    first, *_ = cut_blocks(sounds_of(voice))
    assert 2_500 < first.block.end_ms // FRAME_MS < 2_540


def test_speech_without_a_pause_is_cut_at_its_quietest_point() -> None:
    voice = np.full(MAX_FRAMES + 500, 0.9, np.float32)
    voice[3_300:3_306] = 0.55
    first, *_ = cut_blocks(sounds_of(voice))
    assert 3_298 <= first.block.end_ms // FRAME_MS <= 3_308


def test_only_the_last_block_knows_that_it_is_the_last() -> None:
    voice = np.zeros(MAX_FRAMES * 2, np.float32)
    assert [block.last for block in cut_blocks(sounds_of(voice))].count(True) == 1
    assert list(cut_blocks(sounds_of(voice)))[-1].last


def test_ten_hours_of_chunks_hold_no_more_than_a_block() -> None:
    """Peak of what is alive: a block is asked for before the next chunks are read."""
    read = 0

    def chunks() -> Iterator[AudioChunk]:
        nonlocal read
        for _ in range(600):
            read += 1
            yield next(iter(chunks_of(np.zeros(16_000, np.float32))))

    blocks = cut_blocks(hear_voices(in_tracks(chunks(), "mix"), LoudnessStream))
    next(blocks)
    assert read <= 125


@settings(max_examples=60, deadline=None)
@given(voices)
def test_utterances_are_in_order_padded_and_never_overlap(values: list[float]) -> None:
    voice = np.array(values, np.float32)
    spans = find_spans(voice, np.zeros(len(voice) * FRAME, np.float32))
    for span in spans:
        assert 0 <= span.padded_start <= span.start < span.end <= span.padded_end <= len(voice)
        assert (span.padded_end - span.padded_start) * FRAME_MS <= MAX_UTTERANCE_MS
    assert all(one.padded_end <= two.padded_start for one, two in pairwise(spans))


@pytest.mark.parametrize(("gap", "utterances"), [(2, 1), (3, 1), (4, 2), (5, 2), (11, 2)])
def test_neighbours_a_tenth_of_a_second_apart_are_kept_apart(gap: int, utterances: int) -> None:
    voice = np.array([0.99] * 30 + [0.05] * gap + [0.99] * 30, np.float32)
    assert len(find_spans(voice, np.zeros(len(voice) * FRAME, np.float32))) == utterances


def test_a_minute_without_a_breath_becomes_utterances_of_at_most_twenty_seconds() -> None:
    samples = tone("zh", 60_000)
    spans = find_spans(np.full(len(samples) // FRAME, 0.95, np.float32), samples)
    assert len(spans) > 2
    assert sum(span.end - span.start for span in spans) == len(samples) // FRAME


def test_the_quietest_frame_is_found_by_loudness_and_voice() -> None:
    samples = np.full(100 * FRAME, 0.3, np.float32)
    samples[60 * FRAME : 65 * FRAME] = 0.001
    assert 60 <= quietest_frame(np.full(100, 0.9, np.float32), samples, 20, 90) <= 64


def test_silero_hears_the_same_in_one_piece_and_in_many() -> None:
    noise = np.random.default_rng(1).normal(0, 0.05, 64 * FRAME).astype(np.float32)
    whole = open_silero().hear(noise)
    stream = open_silero()
    parts = np.concatenate(
        [stream.hear(noise[at : at + 8 * FRAME]) for at in range(0, len(noise), 8 * FRAME)]
    )
    assert whole.shape == (64,)
    assert np.allclose(whole, parts, atol=1e-4)


def test_silero_agrees_with_the_detector_of_faster_whisper() -> None:
    from faster_whisper.vad import get_vad_model

    noise = np.random.default_rng(2).normal(0, 0.05, 32 * FRAME).astype(np.float32)
    theirs = get_vad_model()(noise.copy()).reshape(-1)
    ours = open_silero().hear(noise)
    assert np.allclose(ours[:-1], theirs[:-1], atol=1e-3)  # theirs blanks the end of the last frame


def test_channels_are_averaged_or_kept() -> None:
    stereo = np.stack([tone("zh", 100), tone("en", 100)])
    (mixed,) = in_tracks(chunks_of(stereo), "mix")
    (split,) = in_tracks(chunks_of(stereo), "split")
    assert mixed.shape[0] == 1
    assert np.allclose(mixed[0], stereo.mean(axis=0))
    assert np.array_equal(split, stereo)


def test_a_microphone_wired_in_reverse_does_not_silence_the_mix() -> None:
    voice = np.sin(np.arange(16_000) / 20).astype(np.float32)
    (mixed,) = in_tracks(chunks_of(np.stack([voice, -voice])), "mix")
    assert mixed.shape == (1, 16_000)
    assert np.abs(mixed).max() > 0.9
