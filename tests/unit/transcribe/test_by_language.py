"""Each language by an engine of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from speech_fakes import FakeEngine, tone

from transcribe.engines.base import Decoded, DecodeRequest, DecodingOptions, Piece
from transcribe.engines.by_language import ByLanguage


@dataclass
class Signing(FakeEngine):
    """An engine that signs what it writes."""

    name: str = ""

    def decode(self, requests: Sequence[DecodeRequest], options: DecodingOptions) -> list[Decoded]:
        return [Decoded((Piece(0, 100, f"{self.name} {request.language}", 0.9),)) for request in requests]


def test_each_request_goes_to_the_engine_of_its_language() -> None:
    main, chinese = Signing(name="main"), Signing(name="chinese", languages=frozenset({"zh", "ug"}))
    engine = ByLanguage(main, {"zh": chinese, "ug": chinese})
    requests = [DecodeRequest(tone("zh", 300), language) for language in ("zh", "en", "zh", "ug")]
    assert [result.text for result in engine.decode(requests, DecodingOptions())] == [
        "chinese zh",
        "main en",
        "chinese zh",
        "chinese ug",
    ]
    assert engine.languages == main.languages | {"ug"}


def test_the_first_engine_tells_languages_apart_and_windows_fit_all() -> None:
    main, short = FakeEngine(), FakeEngine(max_window_ms=20_000)
    engine = ByLanguage(main, {"zh": short})
    assert engine.max_window_ms == 20_000
    engine.detect_languages([tone("zh", 300)])
    assert (len(main.glances), len(short.glances)) == (1, 0)
