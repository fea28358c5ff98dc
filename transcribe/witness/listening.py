"""A second engine listens to what the first one wrote down; whatever becomes of it, the run goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from testimony.transcript.errors import TestimonyError
from testimony.transcript.kinds import Severity
from testimony.transcript.types import Segment
from transcribe.decoding import decode_once, plan
from transcribe.engines.base import Transcriber
from transcribe.options import Quality, SpeechOptions
from transcribe.spoken import DecodedUtterance
from transcribe.witness.comparing import compare
from transcribe.witness.tokens import Weight, weight_of

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
        self, rows: Sequence[tuple[DecodedUtterance, Sequence[Segment]]], options: SpeechOptions
    ) -> list[Segment]:
        """Compare the rows of a block's utterances with what this engine hears.

        Args:
            rows: Each utterance with the rows that were cut from it.
            options: The job.

        Returns:
            All rows in order; as they were, where the witness was not asked or failed.
        """
        asked = [index for index, (heard, segments) in enumerate(rows) if self._is_asked(heard, segments)]
        results = dict(zip(asked, self._decoded([rows[index][0] for index in asked], options), strict=False))
        compared: list[Segment] = []
        for index, (_, segments) in enumerate(rows):
            words = results.get(index)
            compared.extend(segments if words is None else compare(segments, words, self.name))
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
        self, heard: Sequence[DecodedUtterance], options: SpeechOptions
    ) -> Sequence[Sequence[str] | None]:
        """The words that the witness hears; none from its first failure on, and None for an answer of no use.

        Utterances share windows as they do for the writer: a window costs the same with one or with ten.
        Where only doubts and facts are heard again, the search is greedy, so that it costs little.
        """
        if not heard:
            return []
        try:
            quality: Quality = options.quality if self.everything else "draft"
            options = replace(options, hotwords={}, quality=quality)
            planned = plan([item.spoken for item in heard], self.engine, options)
            results, _ = decode_once(planned, self.engine, options)
        except TestimonyError as error:
            self.failure = error.message
            return []
        self.heard_ms += sum(len(request.clip) for request in planned.requests) // 16
        return [[word.text for word in result.words] if _is_sayable(result) else None for result in results]


def _is_sayable(result: DecodedUtterance) -> bool:
    seconds = len(result.spoken.clip) / 16_000
    return len(result.text) <= _TEXT_MOST * (seconds + 1)
