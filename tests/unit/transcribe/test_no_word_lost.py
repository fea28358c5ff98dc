"""Every word of a decoding that is kept stands in a row, in order, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from speech_fakes import FakeEngine, recording

from testimony.transcript.types import Utterance
from transcribe.coverage import Stretch
from transcribe.decoding import decode_all, plan
from transcribe.engines.base import Decoded, DecodeRequest, DecodingOptions, Piece
from transcribe.language import Verdict
from transcribe.options import SpeechOptions
from transcribe.segment_builder import segments_of
from transcribe.spoken import PreparedUtterance

SURE = Verdict("en", 0.99, "zh", uncertain=False, other=0.0, cantonese=False)


@dataclass
class Scribe(FakeEngine):
    """Writes numbered words at any times; each decoding has words of its own."""

    times: Sequence[Sequence[tuple[int, float]]] = ()
    written: list[Decoded] = field(default_factory=list)
    fills_windows: bool = True

    def decode(self, requests: Sequence[DecodeRequest], options: DecodingOptions) -> list[Decoded]:
        results = []
        for request in requests:
            times = self.times[len(self.written) % len(self.times)] if self.times else []
            number, length = len(self.written), len(request.clip) // 16
            pieces = tuple(
                Piece(min(start, length), min(start + 120, length), f" d{number}w{index}", sure)
                for index, (start, sure) in enumerate(times)
            )
            logprob = float(np.mean([np.log(one.probability) for one in pieces])) if pieces else 0.0
            results.append(Decoded(pieces, logprob))
            self.written.append(results[-1])
        return results


def spoken(lengths: Sequence[tuple[int, int]]) -> list[PreparedUtterance]:
    found, at = [], 0
    for gap, length in lengths:
        start, end = at + gap, at + gap + length
        clip = recording(("en", length))
        utterance = Utterance(start, end, 0, "en", 0.99)
        found.append(PreparedUtterance(utterance, SURE, clip, start, 0.9, (Stretch(start, end),)))
        at = end
    return found


WRITTEN = st.lists(
    st.lists(st.tuples(st.integers(0, 28_000), st.floats(0.05, 1.0)), max_size=20), min_size=1, max_size=6
)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 900), st.integers(100, 6_000)), min_size=1, max_size=10), WRITTEN)
def test_words_of_kept_decodings_stand_in_order_once(
    lengths: list[tuple[int, int]], times: list[list[tuple[int, float]]]
) -> None:
    engine = Scribe(times=times)
    options = SpeechOptions(languages=("en",))
    heard = decode_all(plan(spoken(lengths), engine, options), engine, options)
    rows = [segment.source for item in heard for segment in segments_of(item)]
    words = [word for row in rows for word in row.split()]
    by_decoding: Mapping[int, list[str]] = {
        number: [piece.text.strip() for piece in result.pieces]
        for number, result in enumerate(engine.written)
    }
    for number, all_words in by_decoding.items():
        kept = [word for word in words if word.startswith(f"d{number}w")]
        assert kept == [word for word in all_words if word in kept]
        assert len(kept) == len(set(kept))
    alternatives = " ".join(one.text for item in heard for one in item.alternatives).split()
    first = [word for result in engine.written[: _windows(engine, lengths)] for word in _texts(result)]
    assert [word for word in first if word not in words and word not in alternatives] == []


def _texts(result: Decoded) -> list[str]:
    return [piece.text.strip() for piece in result.pieces]


def _windows(engine: Scribe, lengths: Sequence[tuple[int, int]]) -> int:
    return len(plan(spoken(lengths), engine, SpeechOptions(languages=("en",))).requests)


def test_a_clip_whose_neighbour_took_its_first_words_is_decoded_again_with_it() -> None:
    """The alignment stretches “I did” over another voice before it that has no text."""
    first = [(300, 0.9), (900, 0.9), (5_700, 0.9), (6_000, 0.9), (6_300, 0.9)]
    alone = [(0, 0.95), (200, 0.95), (400, 0.95), (600, 0.95), (800, 0.95)]
    engine = Scribe(times=[first, [], alone])
    options = SpeechOptions(languages=("en",))
    heard = decode_all(plan(spoken([(0, 5_000), (900, 1_500)]), engine, options), engine, options)
    assert [item.text for item in heard] in (
        ["", "d2w0 d2w1 d2w2 d2w3 d2w4"],
        ["d0w0 d0w1", "d0w2 d0w3 d0w4"],
    )
    assert len(engine.written) == 3, "both were decoded again"
