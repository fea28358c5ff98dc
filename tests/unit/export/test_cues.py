"""Subtitles that can be read: lines, widths, times, for any transcript."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples_of_speech import hearing, words_of

from testimony.export import ExportOptions, render
from testimony.export.formats.captions.cues import LATEST_MS, LONGEST_MS, SHORTEST_MS, cues
from testimony.export.job import Job, marks_of
from testimony.text.cells import cell_width
from testimony.transcript.types import Segment, Speaker, Transcript

TEXTS = st.text(
    st.one_of(
        st.sampled_from("我被拘留了十五天，没有见到律师。“”（）"),
        st.sampled_from("abc def, ghi. 12"),
        st.characters(),
    ),
    max_size=120,
)
PIECES = st.tuples(
    st.integers(0, 6_000),
    st.integers(1, 12_000),
    st.sampled_from(["S1", "S2", "S3"]),
    TEXTS,
    TEXTS,
    st.booleans(),
)


def job_of(pieces: list[tuple[int, int, str, str, str, bool]], side: str) -> Job:
    at, segments = 0, []
    for number, (gap, length, speaker, source, target, with_words) in enumerate(pieces, start=1):
        start, end = at + gap, at + gap + length
        words = words_of(source, start, end) if with_words else ()
        segments.append(
            Segment(str(number), "R1", 0, start, end, speaker, "zh", 0.9, source, target, "en", words=words)
        )
        at = end if gap % 3 else start  # some speak at once
    speakers = (Speaker("S1", "THE COURT"), Speaker("S2", "李明" * 12), Speaker("S3", "A " * 60))
    transcript = replace(hearing(), segments=tuple(segments), speakers=speakers)
    return Job(transcript, ExportOptions(text=side), marks_of(transcript))  # type: ignore[arg-type]


@given(st.lists(PIECES, max_size=6), st.sampled_from(["source", "target", "both"]), st.booleans())
@settings(max_examples=120, deadline=None)
def test_every_cue_of_any_transcript_can_stand_on_a_screen(
    pieces: list[tuple[int, int, str, str, str, bool]], side: str, named: bool
) -> None:
    shown = list(cues(job_of(pieces, side), named=named))
    for cue in shown:
        assert 1 <= len(cue.lines) <= 2
        assert 0 < cue.end_ms - cue.start_ms <= LONGEST_MS
    for cue in shown[1:]:  # the first is the product's own
        for line, _ in cue.lines:
            wide = sum(unicodedata.east_asian_width(character) in "WF" for character in line)
            assert cell_width(line) <= 42
            assert wide <= 16
            assert line.strip()
    for cue, following in pairwise(shown):
        assert cue.end_ms <= following.start_ms


@given(
    st.lists(st.tuples(st.integers(0, 4_000), st.integers(1_000, 9_000)), min_size=1, max_size=12),
    st.sampled_from(["source", "target", "both"]),
)
@settings(max_examples=100, deadline=None)
def test_with_a_second_for_each_cue_each_has_a_second(times: list[tuple[int, int]], side: str) -> None:
    at, segments = 0, []
    for number, (gap, length) in enumerate(times, start=1):
        start = at + gap
        at = start + length
        segments.append(
            Segment(str(number), "R1", 0, start, at, "S1", "zh", 0.9, "对，没有。", "Right.", "en")
        )
    transcript = replace(hearing(), segments=tuple(segments))
    _, *shown = cues(Job(transcript, ExportOptions(text=side), ("DRAFT",)))  # type: ignore[arg-type]
    assert len(shown) == len(segments)
    for cue, segment in zip(shown, segments, strict=True):
        assert SHORTEST_MS <= cue.end_ms - cue.start_ms <= LONGEST_MS
        assert 0 <= cue.start_ms - segment.start_ms <= LATEST_MS


@given(st.integers(1, 30), st.integers(1, 999))
@settings(max_examples=40, deadline=None)
def test_faster_than_a_cue_a_second_stays_within_a_second_of_the_words(count: int, step: int) -> None:
    segments = [
        Segment(str(i), "R1", 0, i * step, i * step + step, "S1", "zh", 0.9, "对。", "Yes.", "en")
        for i in range(count)
    ]
    transcript = replace(hearing(), segments=tuple(segments))
    _, *shown = cues(Job(transcript, ExportOptions(), ("DRAFT",)))
    late = [cue.start_ms - segment.start_ms for cue, segment in zip(shown, segments, strict=True)]
    room = max(step, 40)
    assert all(0 <= one <= max(LATEST_MS, 1_000 + number * (room - step)) for number, one in enumerate(late))
    # A cue has less than its second only where the next one is as late as it may be.
    for cue, lag in zip(shown, late[1:], strict=False):
        assert cue.end_ms - cue.start_ms >= SHORTEST_MS or lag >= LATEST_MS


@pytest.mark.parametrize("name", ["srt", "vtt"])
def test_the_sample_lines_keep_the_rules_in_the_file(name: str) -> None:
    text = render(hearing(words=True), name, ExportOptions()).decode()
    stamps = re.findall(r"(\d\d):(\d\d):(\d\d)[.,](\d{3}) --> (\d\d):(\d\d):(\d\d)[.,](\d{3})", text)
    spans = [
        tuple(
            (int(h) * 60 + int(m)) * 60_000 + int(s) * 1_000 + int(ms) for h, m, s, ms in (one[:4], one[4:])
        )
        for one in stamps
    ]
    assert len(spans) > 6
    assert all(1_000 <= end - start <= 7_000 for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    if name == "vtt":
        assert "<v THE COURT>" in text


def test_what_is_heard_is_what_is_shown() -> None:
    """Nothing of a long text is lost between its cues."""
    text = "我被拘留了十五天，" * 300
    transcript: Transcript = hearing()
    segment = replace(transcript.segments[1], source=text, target="", target_language="")
    shown = list(
        cues(Job(replace(transcript, segments=(segment,)), ExportOptions(text="source"), ("DRAFT",)))
    )
    assert "".join(line for cue in shown[1:] for line, _ in cue.lines) == text
