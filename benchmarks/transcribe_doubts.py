"""Things that speech engines make up, planted: is each of them flagged?

An engine stands between the room and the demo model and spoils every third answer in one way. The
room sees only sound and answers, as ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Literal

from benchmarks.transcribe_runs import demo_model, hear
from benchmarks.transcribe_sets import Take, no_speech
from transcribe.engines.delegating import DelegatingEngine

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from transcribe import Decoded, DecodeRequest, DecodingOptions
    from transcribe.engines.base import Clip, Piece

__all__ = ["PLANTS", "Plant", "planted"]

Plant = Literal[
    "loops",
    "captions over silence",
    "invented lines over silence",
    "translations",
    "lines of the wrong language",
    "dropped speech",
    "speech half dropped",
]
PLANTS: tuple[Plant, ...] = (
    "loops",
    "captions over silence",
    "invented lines over silence",
    "translations",
    "lines of the wrong language",
    "dropped speech",
    "speech half dropped",
)
_EVERY = 3
_LOUD = 0.01
_JUST = 0.55
_CAPTIONS = {"zh": "请不吝点赞 订阅 转发 打赏支持明镜与点点栏目", "en": " Thank you for watching."}
_INVENTED = {"zh": "我们今天就到这里。", "en": " He was very angry about it."}


@dataclass
class Spoiling(DelegatingEngine):
    """An engine that answers as the inner one does, but for every third clip of a length."""

    kind: Plant
    seen: dict[bytes, bool] = field(default_factory=dict)

    def decode(self, requests: Sequence[DecodeRequest], options: DecodingOptions) -> list[Decoded]:
        """Answer as the inner engine, spoiled in the way that was asked for."""
        right = self.inner.decode(requests, options)
        return [
            self._spoil(item, one.clip, one.language) if self.is_chosen(one.clip) else item
            for one, item in zip(requests, right, strict=True)
        ]

    def is_chosen(self, clip: Clip) -> bool:
        """Tell whether answers about this sound are spoiled."""
        key = clip[:4_000].tobytes()
        if key not in self.seen:
            self.seen[key] = len(self.seen) % _EVERY == 0
        return self.seen[key]

    def _spoil(self, right: Decoded, clip: Clip, language: str) -> Decoded:
        from transcribe import Decoded

        if self.kind == "dropped speech":
            return Decoded(languages=right.languages, logprob=-0.1)
        if self.kind == "speech half dropped":
            return replace(right, pieces=right.pieces[: max(1, len(right.pieces) // 5)])
        text = self._text(right, language)
        return replace(right, pieces=_spread(text, len(clip) // 16), logprob=-0.1)

    def _text(self, right: Decoded, language: str) -> str:
        other = "en" if language == "zh" else "zh"
        if self.kind == "loops":
            return (right.text.strip("。. ")[:8] or "我不知道") * 8
        if self.kind in ("translations", "lines of the wrong language"):
            return {"zh": "我不知道他们为什么来我家。", "en": " I do not know why they came."}[other]
        return (_CAPTIONS if self.kind == "captions over silence" else _INVENTED)[language]


def _spread(text: str, length_ms: int) -> tuple[Piece, ...]:
    from transcribe.engines.base import Piece

    step = length_ms / max(1, len(text))
    return tuple(
        Piece(round(index * step), round((index + 1) * step), mark, 0.95) for index, mark in enumerate(text)
    )


def planted(kind: Plant, take: Take, threads: int) -> tuple[int, int]:
    """Plant one kind of thing; return how many utterances with it are flagged, and how many there are."""
    from testimony.transcript.types import Segment
    from transcribe import SpeechOptions, open_transcriber
    from transcribe import pipeline as stream
    from transcribe.spoken import DecodedUtterance

    options = SpeechOptions(threads=threads)
    engine = Spoiling(open_transcriber(demo_model(), options=options), kind)
    found: list[bool] = []
    make_segments, hear_voices = getattr(stream, "segments_of"), getattr(stream, "hear_voices")  # noqa: B009

    def watching(heard: DecodedUtterance) -> list[Segment]:
        segments: list[Segment] = make_segments(heard)
        if engine.is_chosen(heard.spoken.clip):
            found.append(any(item.flags for item in segments))
        return segments

    setattr(stream, "segments_of", watching)  # noqa: B010 - a benchmark looks inside
    if kind.endswith("over silence"):
        setattr(stream, "hear_voices", partial(hear_voices, open_stream=_Credulous))  # noqa: B010
    try:
        hear(no_speech(600, 3) if kind.endswith("over silence") else take.samples, options, engine)
    finally:
        setattr(stream, "segments_of", make_segments)  # noqa: B010
        setattr(stream, "hear_voices", hear_voices)  # noqa: B010
    return sum(found), len(found)


class _Credulous:
    """Voice activity that takes every louder sound for a voice, only just: what is left to the guards."""

    def __init__(self) -> None:
        from transcribe.segmentation.silero import open_silero

        self._inner = open_silero()

    def hear(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        import numpy as np

        heard = self._inner.hear(samples)
        loud = np.sqrt(np.mean(samples.reshape(heard.size, -1) ** 2, axis=1)) > _LOUD
        return np.where(loud, np.maximum(heard, _JUST), heard).astype(np.float32)
