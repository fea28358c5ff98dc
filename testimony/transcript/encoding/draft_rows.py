"""The machine's draft as rows: arrays, because a long hearing has twenty thousand of them."""

from __future__ import annotations

from testimony.text.json_values import JsonValue
from testimony.transcript.encoding.codec import SIDES, UNREVIEWED, Filling, flag_value, flags_from
from testimony.transcript.encoding.typed import identifier, ms, optional_text, ratio, row, text, whole
from testimony.transcript.types import Alternative, Flag, Segment, Translation, Word

__all__ = [
    "alternatives_from",
    "alternatives_row",
    "reading_row",
    "segment_from_reading",
    "translation_row",
    "words_from",
    "words_row",
]


def _draft_flags(flags: tuple[Flag, ...], pass_id: str) -> list[list[str]]:
    return [[*flag_value(flag)[:3], flag.pass_id or pass_id, ""] for flag in flags]


def reading_row(segment: Segment, pass_id: str) -> list[JsonValue]:
    """The draft of one segment: where, who, which language, what; flags named for their pass."""
    flags = _draft_flags(segment.flags, pass_id)
    return [
        segment.recording,
        segment.channel,
        segment.start_ms,
        segment.end_ms,
        segment.speaker,
        segment.language,
        segment.language_probability,
        segment.source,
        flags,
    ]


def translation_row(translation: Translation, pass_id: str) -> list[JsonValue]:
    """The draft of one segment's target: language, text, score, flags; and its author, where it has one."""
    flags = _draft_flags(translation.flags, pass_id)
    values: list[JsonValue] = [translation.language, translation.text, translation.score, flags]
    if translation.author:
        values.append(translation.author)
    return values


def segment_from_reading(segment_id: str, reading: JsonValue, translation: JsonValue) -> Segment:
    """The segment as the machine left it.

    Raises:
        TypeError, ValueError, KeyError: A row that no machine of ours wrote.
    """
    recording, channel, start, end, speaker, language, probability, source, flags = row(reading)
    target: JsonValue = ""
    target_language: JsonValue = ""
    author = ""
    if translation is not None:
        target_language, target, _, more, *rest = row(translation)
        author = text(rest[0]) if rest else ""
        if more:
            flags = [*row(flags), *row(more)]
    if not (type(recording) is type(speaker) is type(language) is type(source) is type(target) is str):
        raise TypeError(f"segment {segment_id} holds something else than text")
    segment = Filling(
        identifier(segment_id),
        recording,
        whole(channel),
        ms(start),
        ms(end),
        speaker,
        language,
        ratio(probability),
        source,
        target,
        text(target_language),
        flags_from(flags),
        UNREVIEWED,
    )
    if author:
        object.__setattr__(segment, "target_author", author)
    segment.__class__ = Segment
    return segment


def words_row(words: tuple[Word, ...]) -> list[list[JsonValue]]:
    """``[[start_ms, end_ms, text, probability, language?], …]``."""
    return [_word_row(word) for word in words]


def _word_row(word: Word) -> list[JsonValue]:
    values: list[JsonValue] = [word.start_ms, word.end_ms, word.text, word.probability]
    if word.language is not None:
        values.append(word.language)
    return values


def words_from(values: JsonValue) -> tuple[Word, ...]:
    """The words of one draft segment."""
    return tuple(_word(*row(one)) for one in row(values))


def _word(
    start: JsonValue, end: JsonValue, said: JsonValue, probability: JsonValue, language: JsonValue = None
) -> Word:
    return Word(ms(start), ms(end), text(said), ratio(probability), optional_text(language))


def alternatives_row(alternatives: tuple[Alternative, ...]) -> list[list[JsonValue]]:
    """``[[side, language, text, score, note], …]``."""
    return [[one.side.value, one.language, one.text, one.score, one.note] for one in alternatives]


def alternatives_from(values: JsonValue) -> tuple[Alternative, ...]:
    """The other texts that engines found for one draft segment."""
    return tuple(_alternative(*row(one)) for one in row(values))


def _alternative(
    side: JsonValue, language: JsonValue, other: JsonValue, score: JsonValue, note: JsonValue = ""
) -> Alternative:
    return Alternative(SIDES[text(side)], text(language), text(other), ratio(score), text(note))
