"""A picture of who spoke when: a lane a speaker, a bar a turn, as SVG."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from testimony.export.job import marks_of
from testimony.text.clocks import clock
from testimony.text.sanitize import clean
from testimony.transcript.turns import turns_of
from testimony.transcript.types import Transcript
from testimony.transcript.voices import summarise

__all__ = ["COLOURS", "timeline"]

# Okabe and Ito's colours, told apart by people who see fewer; they repeat after eight.
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#8a7f00", "#555555")
_WIDTH, _LABEL, _LANE, _BAR, _HEAD, _FOOT = 1_200, 220, 34, 18, 34, 34
_TICKS_MS = (5_000, 10_000, 30_000, 60_000, 300_000, 600_000, 1_800_000, 3_600_000)
_MOST_TICKS = 12


def timeline(transcript: Transcript) -> str:
    """Draw a transcript's turns; each bar says on its own who it is, in which language, from when to when."""
    return "".join(_parts(transcript))


def _parts(transcript: Transcript) -> Iterator[str]:
    speakers = [one.speaker for one in summarise(transcript.segments, transcript.speakers) if one.turns]
    lanes = {speaker.id: number for number, speaker in enumerate(speakers)}
    turns = turns_of(transcript.segments)
    recording = transcript.recordings[0].duration_ms
    total = max([recording, *(turn.end_ms for turn in turns), 1])
    scale = (_WIDTH - _LABEL - 40) / total
    height = _HEAD + _LANE * len(speakers) + _FOOT
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}"'
        f' height="{height}" role="img" font-family="sans-serif" font-size="13">'
        f"<title>Who spoke when</title>"
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>\n'
    )
    yield f'<text x="8" y="20" fill="#a00000">{_text("; ".join(marks_of(transcript)))}</text>\n'
    yield from _axis(total, scale, height)
    for speaker in speakers:
        y = _HEAD + _LANE * lanes[speaker.id]
        yield f'<text x="8" y="{y + 22}" fill="#222222">{_text(speaker.name)[:32]}</text>\n'
    for turn in turns:
        number = lanes[turn.speaker]
        when = f"{clock(turn.start_ms)} – {clock(turn.end_ms)}"
        name = _text(speakers[number].name)
        yield (
            f'<rect x="{_LABEL + turn.start_ms * scale:.2f}" y="{_HEAD + _LANE * number + 8}"'
            f' width="{max(1.0, (turn.end_ms - turn.start_ms) * scale):.2f}" height="{_BAR}" rx="2"'
            f' fill="{COLOURS[number % len(COLOURS)]}"><title>{name}, {when}</title></rect>\n'
        )
    yield "</svg>\n"


def _axis(total: int, scale: float, height: int) -> Iterator[str]:
    step = next((one for one in _TICKS_MS if total / one <= _MOST_TICKS), _TICKS_MS[-1])
    for at in range(0, total + 1, step):
        x = _LABEL + at * scale
        yield (
            f'<line x1="{x:.2f}" x2="{x:.2f}" y1="{_HEAD}" y2="{height - _FOOT}" stroke="#dddddd"/>'
            f'<text x="{x:.2f}" y="{height - 12}" fill="#555555" text-anchor="middle">{clock(at)}</text>\n'
        )


def _text(text: str) -> str:
    return escape(" ".join(clean(text).split()), {'"': "&quot;"})
