"""Which stretches of a recording are bleeped."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from testimony.export.redaction.plain import plain
from testimony.export.redaction.redactor import Redactor
from testimony.transcript.types import Segment, Transcript

__all__ = ["stretches_to_silence"]

_MARGIN_MS = 300
_DOUBTFUL = 0.5


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
    found = (stretch for segment in full.segments for stretch in _of(segment, redactor, whole))
    return tuple(_merged((max(0, start - _MARGIN_MS), end + _MARGIN_MS) for start, end in found))


def _of(segment: Segment, redactor: Redactor, whole: Collection[str]) -> Iterator[tuple[int, int]]:
    if segment.id in whole:
        yield segment.start_ms, segment.end_ms
        return
    spoken = "".join(word.text for word in segment.words)
    if any(redactor.spans(plain(text)) for text in (segment.source, segment.target, spoken)):
        yield from _stretches(segment, redactor)


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


def _stretches(segment: Segment, redactor: Redactor) -> list[tuple[int, int]]:
    everything = [(segment.start_ms, segment.end_ms)]
    spoken = "".join(word.text for word in segment.words)
    unsure = "".join(spoken.split()) != "".join(segment.source.split()) or plain(spoken) != spoken
    spans = redactor.spans(spoken)
    targets = redactor.spans(plain(segment.target))
    if unsure or len(spans) < len(targets) or not spans:
        return everything
    found, at = [], 0
    for word in segment.words:
        end = at + len(word.text)
        if any(at < last and first < end for first, last in spans):
            if word.probability < _DOUBTFUL or word.end_ms <= word.start_ms:
                return everything
            found.append((word.start_ms, word.end_ms))
        at = end
    return found
