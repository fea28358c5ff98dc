"""Hand-made transcripts that the tests of exports share."""

from __future__ import annotations

from dataclasses import replace

from testimony.transcript.encoding.canonical import text_digest
from testimony.transcript.types import (
    Approval,
    Flag,
    FlagKind,
    Provenance,
    Recording,
    ReviewState,
    Segment,
    Severity,
    Side,
    Speaker,
    State,
    Transcript,
    Word,
)

APPROVED = State(ReviewState.APPROVED, ReviewState.APPROVED)
RECORDING = Recording(
    "R1", "/home/someone/case/hearing.wav", "ab" * 32, 65_000, 1, 16_000, "2026-03-02T09:30:00Z"
)
SPEAKERS = (
    Speaker("S1", "THE COURT", "judge", ("en",)),
    Speaker("S2", "THE WITNESS", "witness", ("zh",), "Mandarin", "李明", "LI Ming"),
    Speaker("S3", "THE INTERPRETER", "interpreter", ("zh", "en")),
)
LINES = (
    (
        "S1",
        "en",
        "Good morning. Please state your name for the record.",
        "早上好。请说出你的姓名以便记录在案。",
    ),
    (
        "S2",
        "zh",
        "我叫李明。我是二〇一九年三月离开中国的。",
        "My name is Li Ming. I left China in March 2019.",
    ),
    (
        "S3",
        "en",
        "My name is Li Ming. I left China in March 2019.",
        "我叫李明。我是二〇一九年三月离开中国的。",
    ),
    ("S1", "en", "Were you ever detained?", "你曾经被拘留过吗？"),
    (
        "S2",
        "zh",
        "我被拘留了十五天，没有见到律师，他们说：“你不要问。”（停顿）……",
        "I was detained for fifteen days.",
    ),
    ("S2", "zh", "对。", ""),
)


def approved(transcript: Transcript, by: str = "Chen Wei", *, confirmed: bool = True) -> Transcript:
    """The transcript with both sides of every line approved by somebody, as they stand."""
    segments = []
    for one in transcript.segments:
        texts = ((Side.SOURCE, one.language, one.source), (Side.TARGET, one.target_language, one.target))
        given = (
            Approval(side, ReviewState.APPROVED, by, text_digest(language, text), confirmed)
            for side, language, text in texts
        )
        segments.append(replace(one, state=APPROVED, approvals=tuple(given)))
    return replace(transcript, segments=tuple(segments))


def words_of(text: str, start_ms: int, end_ms: int) -> tuple[Word, ...]:
    step = max(1, (end_ms - start_ms) // max(1, len(text)))
    return tuple(Word(start_ms + i * step, start_ms + (i + 1) * step, c, 0.9) for i, c in enumerate(text))


def hearing(*, state: State = State(), demo: bool = False, words: bool = False) -> Transcript:  # noqa: B008
    segments = []
    for index, (speaker, language, source, target) in enumerate(LINES):
        start, end = index * 10_000 + 500, index * 10_000 + 9_000
        flags = (Flag(FlagKind.NUMBER_MISMATCH, Severity.WARN, "十五 / fifteen"),) if index == 4 else ()
        other = "en" if language == "zh" else "zh"
        segments.append(
            Segment(
                id=str(index + 1),
                recording="R1",
                channel=0,
                start_ms=start,
                end_ms=end,
                speaker=speaker,
                language=language,
                language_probability=0.98,
                source=source,
                target=target,
                target_language=other if target else "",
                flags=flags,
                state=state,
                words=words_of(source, start, end) if words else (),
            )
        )
    made = Provenance(
        {"speech": "small@" + "cd" * 32, "zh-en": "zh_en@" + "ef" * 32}, {"beam_size": "4"}, {}, demo
    )
    made_up = Transcript(
        (RECORDING,),
        ("zh", "en"),
        SPEAKERS,
        tuple(segments),
        provenance={"asr-1": made},
        history_head="12" * 32,
    )
    return approved(made_up) if state.is_reviewed else made_up


def one(source: str, target: str = "", *, name: str = "THE WITNESS", state: State = State()) -> Transcript:  # noqa: B008
    segment = Segment(
        "1", "R1", 0, 0, 3_000, "S1", "zh", 0.9, source, target, "en" if target else "", state=state
    )
    return Transcript((RECORDING,), ("zh", "en"), (Speaker("S1", name),), (segment,))


def many(count: int) -> Transcript:
    base = hearing().segments
    segments = []
    for index in range(count):
        like = base[index % 5]
        start = index * 4_000
        target = f"{like.target} ({index})"
        segments.append(
            replace(like, id=str(index + 1), start_ms=start, end_ms=start + 3_800, target=target, flags=())
        )
    return Transcript((RECORDING,), ("zh", "en"), SPEAKERS, tuple(segments))
