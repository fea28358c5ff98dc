"""Who spoke when: the rows of a transcript as turns, and turns as RTTM."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from testimony.transcript.errors import TranscriptFileError
from testimony.transcript.types import Segment

__all__ = ["Turn", "as_rttm", "read_rttm", "read_uem", "turns_of"]

_EDGE_MS = 64  # an utterance is given this much sound before and after its speech
_PAUSE_MS = 600  # a speaker who falls silent for less goes on with the same turn


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch in which somebody speaks.

    Attributes:
        speaker: A speaker's id or label.
    """

    start_ms: int
    end_ms: int
    speaker: str
    channel: int = 0


def turns_of(segments: Iterable[Segment]) -> list[Turn]:
    """The turns of a transcript: rows of one speaker that follow each other within 600 ms are one.

    The sound that utterances hold beyond their speech is left out of them, at edges that touch no other row.

    Args:
        segments: As they stand, in any order.
    """
    joined: list[Turn] = []
    for channel in sorted({one.channel for one in segments}):
        rows = sorted(
            (one for one in segments if one.channel == channel), key=lambda one: (one.start_ms, one.end_ms)
        )
        joined.extend(_joined(_trimmed(rows)))
    return sorted(joined, key=lambda turn: (turn.start_ms, turn.channel, turn.end_ms))


def _trimmed(rows: Sequence[Segment]) -> list[Turn]:
    starts = {row.start_ms for row in rows}
    ends = {row.end_ms for row in rows}
    turns = []
    for row in rows:
        start = row.start_ms if row.start_ms in ends else row.start_ms + _EDGE_MS
        end = row.end_ms if row.end_ms in starts else row.end_ms - _EDGE_MS
        whole = (row.start_ms, row.end_ms) if end <= start else (start, end)
        turns.append(Turn(*whole, row.speaker, row.channel))
    return turns


def _joined(turns: Iterable[Turn]) -> list[Turn]:
    joined: list[Turn] = []
    for turn in turns:
        last = joined[-1] if joined else None
        if last and last.speaker == turn.speaker and turn.start_ms - last.end_ms < _PAUSE_MS:
            joined[-1] = Turn(last.start_ms, max(last.end_ms, turn.end_ms), last.speaker, last.channel)
        else:
            joined.append(turn)
    return joined


def as_rttm(turns: Iterable[Turn], recording: str, names: Mapping[str, str]) -> str:
    """Turns in the format of NIST's Rich Transcription Time Marked files, a line a turn.

    Args:
        turns: In order of time.
        recording: The recording's name; white space in it becomes ``_``.
        names: Speaker id → name; white space in it becomes ``_``.
    """
    name = _word(recording)
    return "".join(
        f"SPEAKER {name} {turn.channel + 1} {turn.start_ms / 1000:.3f}"
        f" {(turn.end_ms - turn.start_ms) / 1000:.3f} <NA> <NA>"
        f" {_word(names.get(turn.speaker, turn.speaker))} <NA> <NA>\n"
        for turn in turns
    )


def _word(text: str) -> str:
    return "_".join(text.split()) or "unknown"


def read_rttm(path: Path) -> list[Turn]:
    """Read the turns of an RTTM file; lines of other kinds than ``SPEAKER`` are passed over.

    Raises:
        TranscriptFileError: It is missing, holds no turn, turns of several recordings, or a broken line.
    """
    turns: list[Turn] = []
    recordings: set[str] = set()
    for number, line in _lines(path):
        fields = line.split()
        if fields[0] != "SPEAKER":
            continue
        try:
            start, length = float(fields[3]), float(fields[4])
            turn = Turn(
                round(start * 1000), round((start + length) * 1000), fields[7], max(0, int(fields[2]) - 1)
            )
        except (ValueError, IndexError, OverflowError):
            raise _broken(path, number, "SPEAKER RECORDING 1 START LENGTH <NA> <NA> NAME <NA> <NA>") from None
        if start < 0 or length < 0:
            raise _broken(path, number, "a start and a length that are not negative")
        recordings.add(fields[1])
        if turn.end_ms > turn.start_ms:
            turns.append(turn)
    if not turns:
        raise TranscriptFileError(f"{path} holds no turn of a speaker.", "give an RTTM file")
    if len(recordings) > 1:
        raise TranscriptFileError(
            f"{path} holds turns of {len(recordings)} recordings.", "give a file of this recording alone"
        )
    return sorted(turns, key=lambda turn: (turn.start_ms, turn.end_ms, turn.speaker))


def read_uem(path: Path) -> list[tuple[int, int]]:
    """Read the stretches of a UEM file that are to be scored: ``RECORDING CHANNEL START END`` a line.

    Raises:
        TranscriptFileError: It is missing, empty or has a broken line.
    """
    spans = []
    for number, line in _lines(path):
        try:
            fields = line.split()
            start, end = float(fields[2]), float(fields[3])
            spans.append((round(start * 1000), round(end * 1000)))
        except (ValueError, IndexError, OverflowError):
            raise _broken(path, number, "RECORDING CHANNEL START END") from None
    if not spans:
        raise TranscriptFileError(f"{path} names no stretch to score.", "give a UEM file")
    return sorted(spans)


def _lines(path: Path) -> list[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TranscriptFileError(f"{path} cannot be read.", "give a text file in UTF-8") from error
    return [
        (number, line)
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not line.lstrip().startswith(";;")
    ]


def _broken(path: Path, number: int, expected: str) -> TranscriptFileError:
    return TranscriptFileError(f"{path}, line {number}: it cannot be read.", f"it should be: {expected}")
