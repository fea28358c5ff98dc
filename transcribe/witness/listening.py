"""A second engine listens to what the first one wrote down; whatever becomes of it, the run goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from testimony.transcript.errors import TestimonyError
from testimony.transcript.kinds import Severity
from testimony.transcript.types import Segment
from transcribe.engines.base import Decoded, DecodeRequest, DecodingOptions, Transcriber
from transcribe.spoken import DecodedUtterance
from transcribe.witness.comparing import compare
from transcribe.witness.tokens import Weight, weight_of
from transcribe.words import words_of

__all__ = ["Witness"]

_TEXT_MOST = 20  # characters a second that anybody says; more is a loop of the witness's own


@dataclass(slots=True)
class Witness:
    """An engine that hears utterances again.

    Attributes:
        engine: The engine; None takes the writer itself, which then hears other windows.
        name: Its model, for notes.
        everything: Hear every utterance; otherwise those alone where a doubt or a fact stands.
        failure: Why it was given up; empty while it hears.
        heard_ms: Sound that it heard, in milliseconds.
    """

    engine: Transcriber
    name: str
    everything: bool = True
    failure: str = field(default="", init=False)
    heard_ms: int = field(default=0, init=False)

    def hear(
        self, rows: Sequence[tuple[DecodedUtterance, Sequence[Segment]]], options: DecodingOptions
    ) -> list[Segment]:
        """Compare the rows of a block's utterances with what this engine hears.

        Args:
            rows: Each utterance with the rows that were cut from it.
            options: How hard the witness tries.

        Returns:
            All rows in order; as they were, where the witness was not asked or failed.
        """
        asked = [index for index, (heard, segments) in enumerate(rows) if self._is_asked(heard, segments)]
        results = dict(zip(asked, self._decoded([rows[index][0] for index in asked], options), strict=False))
        compared: list[Segment] = []
        for index, (heard, segments) in enumerate(rows):
            result = results.get(index)
            if result is None:
                compared.extend(segments)
            else:
                words = [word.text for word in words_of(result.pieces, heard.spoken.clip_start_ms)]
                compared.extend(compare(segments, words, self.name))
        return compared

    def _is_asked(self, heard: DecodedUtterance, segments: Sequence[Segment]) -> bool:
        if self.failure or heard.spoken.utterance.language not in self.engine.languages:
            return False
        if self.everything:
            return True
        doubted = any(flag.severity is not Severity.INFO for segment in segments for flag in segment.flags)
        return doubted or any(
            weight_of(word.text, begins=index == 0) is Weight.FACT for index, word in enumerate(heard.words)
        )

    def _decoded(
        self, heard: Sequence[DecodedUtterance], options: DecodingOptions
    ) -> Sequence[Decoded | None]:
        """What the witness hears; nothing from the first failure on, and None for an answer of no use."""
        requests = [DecodeRequest(item.spoken.clip, item.spoken.utterance.language) for item in heard]
        if not requests:
            return []
        try:
            results = self.engine.decode(requests, options)
        except TestimonyError as error:
            self.failure = error.message
            return []
        self.heard_ms += sum(len(request.clip) for request in requests) // 16
        return [
            result if len(result.text) <= _TEXT_MOST * len(request.clip) / 16_000 + _TEXT_MOST else None
            for request, result in zip(requests, results, strict=True)
        ]
