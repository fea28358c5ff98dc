"""What stands now: the draft with the fold of history laid over it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from testimony.transcript.encoding import codec
from testimony.transcript.findings import Finding
from testimony.transcript.fold import Fold
from testimony.transcript.types import Link, Segment, Speaker, Transcript, Word, WordSpan
from testimony.transcript.verdict import Verdict

__all__ = ["findings", "in_order", "links", "segments", "speakers", "transcript", "within", "word_spans"]


def in_order(rows: Iterable[Segment]) -> list[Segment]:
    """Rows by time; where times are the same, by id, so that there is one order only."""
    return sorted(rows, key=lambda one: (one.start_ms, one.end_ms, one.channel, len(one.id), one.id))


def segments(draft: Iterable[Segment], state: Fold) -> list[Segment]:
    """All segments as they now stand, in order of time; ``draft``'s own rows are changed for it."""
    changed = {key[1]: fields for key, fields in state.changes.items() if key[0] == "segment"}
    standing: list[Segment] = []
    for one in draft:
        fields = changed.pop(one.id, one)
        if fields is one:
            standing.append(one)
        elif fields is not None:
            codec.overlay(one, fields)  # type: ignore[arg-type]
            standing.append(one)
    for segment_id, fields in changed.items():
        if fields is not None:
            standing.append(codec.replaced("segment", segment_id, None, fields))  # type: ignore[arg-type]
    return in_order(standing)


def speakers(state: Fold) -> tuple[Speaker, ...]:
    """The draft's speakers and those whom people named, as they now stand."""
    standing = {key: codec.speaker_from(value) for key, value in state.speakers.items()}
    for (kind, speaker_id), fields in state.changes.items():
        if kind != "speaker":
            continue
        if fields is None:
            standing.pop(speaker_id, None)
        else:
            thing = codec.replaced("speaker", speaker_id, standing.get(speaker_id), fields)
            standing[speaker_id] = thing  # type: ignore[assignment]
    return tuple(standing.values())


def links(state: Fold) -> tuple[Link, ...]:
    """The links that stand."""
    return tuple(
        codec.replaced("link", link_id, None, fields)  # type: ignore[misc]
        for (kind, link_id), fields in state.changes.items()
        if kind == "link" and fields is not None
    )


def findings(state: Fold) -> tuple[Finding, ...]:
    """The findings about renditions that stand."""
    return tuple(
        codec.replaced("finding", finding_id, None, fields)  # type: ignore[misc]
        for (kind, finding_id), fields in state.changes.items()
        if kind == "finding" and fields is not None
    )


def word_spans(state: Fold, segment_id: str) -> tuple[WordSpan, ...] | None:
    """Whose words a segment has after splits and merges; None for its own."""
    fields = state.changes.get(("segment", segment_id)) or {}
    spans = fields.get("word_spans", state.spans.get(segment_id))
    return codec.word_spans_from(spans) if spans else None


def within(words: tuple[Word, ...], start_ms: int, end_ms: int) -> tuple[Word, ...]:
    """Words whose times stay inside their row's.

    The sealed words keep what the engine said; a row whose edges were moved afterwards, by loudness or by a
    person, has its outer words end where it ends.
    """
    if all(start_ms <= word.start_ms and word.end_ms <= end_ms for word in words):
        return words
    return tuple(
        replace(
            word,
            start_ms=min(max(word.start_ms, start_ms), end_ms),
            end_ms=min(max(word.end_ms, start_ms), end_ms),
        )
        for word in words
    )


def transcript(standing: Iterable[Segment], state: Fold, head: str, verdict: Verdict) -> Transcript:
    """Everything, for exports, evaluation and the screen; ``standing`` are the segments in order.

    Raises:
        ValueError: A segment names a recording that the transcript does not have.
    """
    recording, standing = codec.recording_from(state.recording), tuple(standing)
    if strange := {one.recording for one in standing} - {recording.id}:
        raise ValueError(f"a segment of a recording {min(strange)!r:.40} that is not here")
    return Transcript(
        recordings=(recording,),
        languages=tuple(state.languages),
        speakers=speakers(state),
        segments=standing,
        links=links(state),
        findings=findings(state),
        provenance={key: codec.provenance_from(value) for key, value in state.passes.items()},
        history_head=head,
        complete=state.complete,
        verdict=verdict,
    )
