"""Utterances with a language → what the engine made of them.

The windows of a block go to the engine together, one language a window. What came out badly is
decoded again by itself, differently; what may be in either of two languages is decoded in both,
and the text that was not taken stays as an alternative.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transcribe.engines.base import DecodeRequest, Transcriber
from transcribe.options import SpeechOptions, first_options
from transcribe.packing import Padded, Window, pack, unpack
from transcribe.second_looks import decode_again, decode_both_ways
from transcribe.spoken import DecodedUtterance, PreparedUtterance, decoded_as, request_for

__all__ = ["Plan", "decode_all", "decode_once", "plan"]


@dataclass(frozen=True, slots=True)
class Plan:
    """The utterances of a block, laid into windows.

    Attributes:
        spoken: In any order.
        groups: For each language, which of them are in it.
        windows: For each language, its windows.
        requests: All windows, in the order of the groups.
    """

    spoken: tuple[PreparedUtterance, ...]
    groups: tuple[tuple[int, ...], ...]
    windows: tuple[tuple[Window, ...], ...]
    requests: tuple[DecodeRequest, ...]


def plan(spoken: Sequence[PreparedUtterance], engine: Transcriber, options: SpeechOptions) -> Plan:
    """Lay the utterances of a block into windows, one language a window."""
    packs = engine.fills_windows if options.pack is None else options.pack
    groups: list[tuple[int, ...]] = []
    windows: list[tuple[Window, ...]] = []
    for language in dict.fromkeys(item.utterance.language for item in spoken):
        groups.append(tuple(n for n, item in enumerate(spoken) if item.utterance.language == language))
        clips = [_padded(spoken[row]) for row in groups[-1]]
        windows.append(tuple(pack(clips, engine.max_window_ms if packs else 0)))
    requests = tuple(
        request_for(window.clip, spoken[group[0]], options)
        for group, packed in zip(groups, windows, strict=True)
        for window in packed
    )
    return Plan(tuple(spoken), tuple(groups), tuple(windows), requests)


def decode_all(planned: Plan, engine: Transcriber, options: SpeechOptions) -> list[DecodedUtterance]:
    """Decode the utterances of a block.

    Args:
        planned: The block.
        engine: The speech engine.
        options: The job.

    Returns:
        One result an utterance, in the order they were planned in.
    """
    first, shared = decode_once(planned, engine, options)
    return decode_both_ways(decode_again(first, shared, engine, options), engine, options)


def decode_once(
    planned: Plan, engine: Transcriber, options: SpeechOptions
) -> tuple[list[DecodedUtterance], list[list[int]]]:
    """Decode the windows of a plan, and nothing again.

    Args:
        planned: The utterances in windows.
        engine: The speech engine.
        options: The job.

    Returns:
        One result an utterance, in the order they were planned in; and for each window its utterances.
    """
    decoded = iter(engine.decode(planned.requests, first_options(options)))
    found: dict[int, DecodedUtterance] = {}
    shared: list[list[int]] = []
    for group, packed in zip(planned.groups, planned.windows, strict=True):
        for row, result in zip(group, unpack(packed, [next(decoded) for _ in packed]), strict=True):
            found[row] = decoded_as(planned.spoken[row], result)
        shared.extend([group[row] for row in window.rows] for window in packed)
    return [found[row] for row in range(len(found))], shared


def _padded(spoken: PreparedUtterance) -> Padded:
    utterance = spoken.utterance
    lead = max(0, utterance.start_ms - spoken.clip_start_ms)
    return Padded(spoken.clip, lead, max(0, spoken.clip_end_ms - utterance.end_ms))
