"""A small, invented hearing in a transcript file, for tests that need one quickly."""

from __future__ import annotations

from pathlib import Path

from testimony.transcript.record.store import TranscriptStore
from testimony.transcript.types import (
    Alternative,
    Block,
    Flag,
    FlagKind,
    Identity,
    Provenance,
    Recording,
    Segment,
    Severity,
    Side,
    Speaker,
    Translation,
    Word,
)

ANN = Identity("Ann Li")
BEN = Identity("Ben Wu")
CAT = Identity("Cat Ma")
ACCOUNT = Identity("root", confirmed=False)

LINES = (
    ("zh", "我去年三月离开新疆", "I left Xinjiang in March of last year."),
    ("en", "When did you leave your home?", "你什么时候离开家的？"),
    ("zh", "他们把我关在看守所三个月", "They held me in a detention center for three months."),
    ("en", "Please repeat the answer.", "请重复一遍。"),
)
SPEAKERS = (Speaker("S1", "Speaker 1", languages=("zh",)), Speaker("S2", "Speaker 2", languages=("en",)))
PROVENANCE = {
    "asr": Provenance({"speech": "demo@00"}, {"beam": "5"}, {"testimony": "0.1.0"}),
    "mt": Provenance({"zh-en": "demo@01", "en-zh": "demo@02"}, {}, {}),
}
ROW_MS = 2_000


def recording(rows: int, name: str = "hearing.wav", sha256: str = "ab" * 32) -> Recording:
    return Recording("R1", name, sha256, rows * ROW_MS + 1_000, 1, 16_000)


def words_of(text: str, start_ms: int) -> tuple[Word, ...]:
    pieces = list(text) if " " not in text else [f" {piece}" for piece in text.split()]
    step = (ROW_MS - 200) // len(pieces)
    return tuple(
        Word(start_ms + k * step, start_ms + k * step + step - 20, piece, 0.9 + k / 1000)
        for k, piece in enumerate(pieces)
    )


def row(number: int) -> tuple[Segment, Translation]:
    language, source, target = LINES[(number - 1) % len(LINES)]
    start_ms = (number - 1) * ROW_MS
    segment = Segment(
        str(number),
        "R1",
        0,
        start_ms,
        start_ms + ROW_MS - 200,
        "S1" if language == "zh" else "S2",
        language,
        0.98,
        source,
        flags=(Flag(FlagKind.LOW_CONFIDENCE, Severity.WARN, "hear it again"),) if number % 5 == 0 else (),
        words=words_of(source, start_ms),
        alternatives=(Alternative(Side.SOURCE, language, source[:-1], 0.4),) if number % 7 == 0 else (),
    )
    flags = (Flag(FlagKind.DATE_MISMATCH, Severity.ERROR, "三月"),) if number % 9 == 0 else ()
    return segment, Translation(str(number), "en" if language == "zh" else "zh", target, 0.7, flags)


def block(index: int, rows: int) -> tuple[Block, list[Segment], list[Translation]]:
    pairs = [row(number) for number in range(index * rows + 1, (index + 1) * rows + 1)]
    span = Block(index, index * rows * ROW_MS, (index + 1) * rows * ROW_MS)
    return span, [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def begin(path: Path, blocks: int, rows: int, passphrase: str | None = None) -> TranscriptStore:
    return TranscriptStore.create(
        path,
        recording=recording(blocks * rows),
        languages=("zh", "en"),
        provenance=PROVENANCE,
        fingerprint="f1",
        passphrase=passphrase,
    )


def make(path: Path, blocks: int = 2, rows: int = 6, passphrase: str | None = None) -> TranscriptStore:
    """A complete transcript, open for writing."""
    store = begin(path, blocks, rows, passphrase)
    for index in range(blocks):
        store.commit_block(*block(index, rows), speakers=SPEAKERS)
    store.finish(recording(blocks * rows))
    return store
