"""A small interpreted hearing in a transcript file, with differences that are known."""

from __future__ import annotations

from pathlib import Path

from testimony.transcript.record.store import TranscriptStore
from testimony.transcript.types import Block, Provenance, Recording, Segment, Speaker, Translation, Word

# Speaker, language, what was said, what the machine makes of it.
LINES = (
    ("S1", "en", "We are on the record.", "现在开庭。"),
    ("S1", "en", "How long were you held?", "你被关了多久？"),
    ("S3", "zh", "你被关了多久？", "How long were you held?"),
    ("S2", "zh", "我被关了四十一天。", "I was held for 41 days."),
    ("S3", "en", "I was held for forty-two days.", "我被关了四十二天。"),
    ("S1", "en", "Who paid for your release?", "谁付的钱？"),
    ("S3", "zh", "谁付钱让你出来的？", "Who paid to get you out?"),
    ("S2", "zh", "我表哥付的钱，他住在成都。", "My cousin paid. He lives in Chengdu."),
    ("S3", "en", "My brother paid; he lives in Huzhou.", "我哥哥付的钱，他住在湖州。"),
    ("S3", "en", "The interpreter requests a repetition.", "翻译请求重复。"),
    ("S2", "zh", "我很害怕。", "I was very afraid."),
)
SPEAKERS = (
    Speaker("S1", "THE COURT", "judge", ("en",)),
    Speaker("S2", "THE WITNESS", "witness", ("zh",)),
    Speaker("S3", "THE INTERPRETER", "interpreter", ("zh", "en")),
)
PROVENANCE = {
    "asr": Provenance({"speech": "demo@00"}, {"beam": "5"}, {"testimony": "0.1.0"}),
    "mt": Provenance({"zh-en": "demo@01", "en-zh": "demo@02"}, {}, {}),
}
ROW_MS = 3_000


def recording() -> Recording:
    return Recording("R1", "hearing.wav", "ab" * 32, len(LINES) * ROW_MS + 1_000, 1, 16_000)


def make(path: Path, *, weak: frozenset[int] = frozenset()) -> TranscriptStore:
    """A complete transcript; the words of the rows in ``weak`` were heard with little certainty."""
    store = TranscriptStore.create(
        path, recording=recording(), languages=("zh", "en"), provenance=PROVENANCE, fingerprint="f1"
    )
    rows = [_row(number, number in weak) for number in range(1, len(LINES) + 1)]
    span = Block(0, 0, len(LINES) * ROW_MS)
    store.commit_block(span, [one for one, _ in rows], [other for _, other in rows], speakers=SPEAKERS)
    store.finish(recording())
    return store


def _row(number: int, weak: bool) -> tuple[Segment, Translation]:
    speaker, language, source, target = LINES[number - 1]
    start_ms = (number - 1) * ROW_MS
    word = Word(start_ms, start_ms + 2_000, source, 0.2 if weak else 0.95)
    segment = Segment(
        str(number), "R1", 0, start_ms, start_ms + 2_500, speaker, language, 0.98, source, words=(word,)
    )
    return segment, Translation(str(number), "en" if language == "zh" else "zh", target, 0.7)
