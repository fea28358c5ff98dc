"""Which stretches of a recording are bleeped."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from testimony.export.redaction.places import Place
from testimony.export.redaction.redactor import Redactor
from testimony.transcript.types import Segment, Transcript

__all__ = ["stretches_to_silence"]

_MARGIN_MS = 300
_DOUBTFUL = 0.5
_SPOKEN = ("source", "translation", "words")


def stretches_to_silence(
    full: Transcript, redactor: Redactor, whole: Collection[str]
) -> tuple[tuple[int, int], ...]:
    """Find what to bleep: words whose times are sure, else whole segments; 300 ms more on each side.

    Args:
        full: The whole transcript, not redacted: a clip may reach into its neighbours.
        redactor: Finds the secrets.
        whole: Ids of segments that go whole, whatever they hold.

    Returns:
        Milliseconds, in order, not overlapping.
    """
    spoken = {place.name: place for place in redactor.places}
    found = (stretch for segment in full.segments for stretch in _of(segment, spoken, redactor, whole))
    return tuple(_merged((max(0, start - _MARGIN_MS), end + _MARGIN_MS) for start, end in found))


def _of(
    segment: Segment, spoken: dict[str, Place], redactor: Redactor, whole: Collection[str]
) -> Iterator[tuple[int, int]]:
    if segment.id in whole:
        yield segment.start_ms, segment.end_ms
        return
    spans = {
        what: redactor.spans(place) if place else []
        for what in _SPOKEN
        for place in (spoken.get(f"line {segment.id}, {what}"),)
    }
    if any(spans.values()):
        yield from _stretches(segment, spans)


def _merged(stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    last: tuple[int, int] | None = None
    for start, end in sorted(stretches):
        if last and start <= last[1]:
            last = last[0], max(end, last[1])
            continue
        if last:
            yield last
        last = start, end
    if last:
        yield last


def _stretches(segment: Segment, spans: dict[str, list[tuple[int, int]]]) -> list[tuple[int, int]]:
    everything = [(segment.start_ms, segment.end_ms)]
    spoken = "".join(word.text for word in segment.words)
    unsure = "".join(spoken.split()) != "".join(segment.source.split())
    said = spans["words"]
    if unsure or not said or len(said) < len(spans["translation"]) or len(said) < len(spans["source"]):
        return everything
    found, at = [], 0
    for word in segment.words:
        end = at + len(word.text)
        if any(at < last and first < end for first, last in said):
            if word.probability < _DOUBTFUL or word.end_ms <= word.start_ms:
                return everything
            found.append((word.start_ms, word.end_ms))
        at = end
    return found
