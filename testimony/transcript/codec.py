"""Dataclasses to the JSON values under the seal, and back.

The draft's rows are arrays (small: a long hearing has twenty thousand of them); a change of
the present state is an object of the fields that differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, field, fields, make_dataclass
from functools import lru_cache
from typing import Any

from testimony.transcript.findings import Decision, Finding, FindingKind, Grade
from testimony.transcript.types import (
    Alternative,
    Approval,
    Flag,
    FlagKind,
    Link,
    Note,
    Provenance,
    Recording,
    ReviewState,
    Segment,
    Severity,
    Side,
    Speaker,
    State,
    Translation,
    Word,
    WordSpan,
)

__all__ = [
    "DECODERS",
    "ENCODERS",
    "UNREVIEWED",
    "Filling",
    "alternatives_from",
    "alternatives_row",
    "differences",
    "fields_of",
    "overlay",
    "provenance_from",
    "provenance_value",
    "reading_row",
    "recording_from",
    "recording_value",
    "replaced",
    "segment_from_reading",
    "speaker_from",
    "speaker_value",
    "translation_row",
    "words_from",
    "words_row",
]

JsonFields = dict[str, Any]


def _flag_value(flag: Flag) -> list[str]:
    return [flag.kind.value, flag.severity.value, flag.note, flag.pass_id, flag.waived_by]


_KINDS = {kind.value: kind for kind in FlagKind}
_SEVERITIES = {severity.value: severity for severity in Severity}
_STATES = {state.value: state for state in ReviewState}
_SIDES = {side.value: side for side in Side}


@lru_cache(maxsize=4096)
def _flag(kind: str, severity: str, note: str, pass_id: str, waived_by: str) -> Flag:
    return Flag(_KINDS[kind], _SEVERITIES[severity], note, pass_id, waived_by)


def _flags(values: list[list[str]]) -> tuple[Flag, ...]:
    return tuple(_flag(*value) for value in values) if values else ()


@lru_cache(maxsize=16)
def _state(source: str, target: str) -> State:
    return State(_STATES[source], _STATES[target])


# A frozen dataclass takes 5 µs to fill, a plain one with the same slots 0.7 µs: over a hearing's
# twenty thousand rows that is the difference between a wait and none.
UNREVIEWED = State()


def _filling_of(kind: type) -> Any:
    """A plain class with the same slots; what it filled gets its true ``__class__`` afterwards."""
    columns = [
        (one.name, object, field(default=UNREVIEWED if one.name == "state" else one.default))
        for one in fields(kind)
    ]
    return make_dataclass("Filling", columns, slots=True)


Filling: Any = _filling_of(Segment)
_ApprovalFilling: Any = _filling_of(Approval)


def _approval(side: str, stage: str, by: str, digest: str) -> Approval:
    approval = _ApprovalFilling(_SIDES[side], _STATES[stage], by, digest)
    approval.__class__ = Approval
    return approval  # type: ignore[no-any-return]


def _draft_flags(flags: tuple[Flag, ...], pass_id: str) -> list[list[str]]:
    return [[*_flag_value(flag)[:3], flag.pass_id or pass_id, ""] for flag in flags]


def reading_row(segment: Segment, pass_id: str) -> list[Any]:
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


def translation_row(translation: Translation, pass_id: str) -> list[Any]:
    """The draft of one segment's target: language, text, score, flags; and its author, where it has one."""
    flags = _draft_flags(translation.flags, pass_id)
    row = [translation.language, translation.text, translation.score, flags]
    return [*row, translation.author] if translation.author else row


_AUTHOR = 4  # place of the author in a translation's row


def segment_from_reading(segment_id: str, row: list[Any], translation: list[Any] | None) -> Segment:
    """The segment as the machine left it."""
    recording, channel, start_ms, end_ms, speaker, language, probability, source, flags = row
    target = target_language = author = ""
    if translation is not None:
        target_language, target = translation[0], translation[1]
        author = translation[4] if len(translation) > _AUTHOR else ""
        if translation[3]:
            flags = flags + translation[3]
    segment = Filling(
        segment_id,
        recording,
        channel,
        start_ms,
        end_ms,
        speaker,
        language,
        probability,
        source,
        target,
        target_language,
        _flags(flags),
        UNREVIEWED,
    )
    if author:
        segment.target_author = author
    segment.__class__ = Segment
    return segment  # type: ignore[no-any-return]


def words_row(words: tuple[Word, ...]) -> list[list[Any]]:
    """``[[start_ms, end_ms, text, probability, language?], …]``."""
    return [
        [word.start_ms, word.end_ms, word.text, word.probability]
        + ([word.language] if word.language is not None else [])
        for word in words
    ]


def words_from(row: list[list[Any]]) -> tuple[Word, ...]:
    """The words of one draft segment."""
    return tuple(Word(*values) for values in row)


def alternatives_row(alternatives: tuple[Alternative, ...]) -> list[list[Any]]:
    """``[[side, language, text, score, note], …]``."""
    return [[one.side.value, one.language, one.text, one.score, one.note] for one in alternatives]


def alternatives_from(row: list[list[Any]]) -> tuple[Alternative, ...]:
    """The other texts that engines found for one draft segment."""
    return tuple(Alternative(_SIDES[value[0]], *value[1:]) for value in row)


def recording_value(recording: Recording) -> JsonFields:
    """A recording as a JSON object."""
    return asdict(recording)


def recording_from(value: JsonFields) -> Recording:
    """The recording again."""
    return Recording(**value)


def provenance_value(provenance: Provenance) -> JsonFields:
    """A pass's provenance as a JSON object."""
    return {
        "models": dict(provenance.models),
        "settings": dict(provenance.settings),
        "versions": dict(provenance.versions),
        "demo": provenance.demo,
    }


def provenance_from(value: JsonFields) -> Provenance:
    """The provenance again."""
    return Provenance(value["models"], value["settings"], value["versions"], value["demo"])


def speaker_value(speaker: Speaker) -> JsonFields:
    """A speaker as a JSON object."""
    value = asdict(speaker)
    value["languages"] = list(speaker.languages)
    return value


def speaker_from(value: JsonFields) -> Speaker:
    """The speaker again."""
    return Speaker(**{**value, "languages": tuple(value["languages"])})


def _same(value: Any) -> Any:
    return value


ENCODERS: Mapping[type, Mapping[str, Callable[[Any], Any]]] = {
    Segment: {
        **dict.fromkeys(
            (
                *("recording", "channel", "start_ms", "end_ms", "speaker", "language"),
                *("language_probability", "source", "target", "target_language"),
                *("source_author", "target_author", "glue"),
            ),
            _same,
        ),
        "flags": lambda flags: [_flag_value(flag) for flag in flags],
        "state": lambda state: [state.source.value, state.target.value],
        "approvals": lambda given: [
            [one.side.value, one.stage.value, one.by, one.text_sha256] for one in given
        ],
        "notes": lambda notes: [[note.by, note.text] for note in notes],
        "word_spans": lambda spans: [[span.segment, span.first, span.last] for span in spans],
    },
    Speaker: {
        **dict.fromkeys(("name", "role", "variety", "name_hanzi", "name_roman"), _same),
        "languages": list,
    },
    Link: {"kind": _same, "from_ids": list, "to_ids": list, "note": _same, "made_by": _same},
    Finding: {
        **dict.fromkeys(
            ("note", "sure", "doubt", "proposal", "remark", "by", "texts_sha256", "made_by"), _same
        ),
        **dict.fromkeys(("kind", "grade", "decision"), str),
        **dict.fromkeys(("originals", "renditions"), list),
    },
}

DECODERS: Mapping[str, Callable[[Any], Any]] = {
    "flags": _flags,
    "state": lambda value: _state(value[0], value[1]),
    "approvals": lambda values: tuple(_approval(*value) for value in values),
    "notes": lambda values: tuple(Note(by, text) for by, text in values),
    "word_spans": lambda values: tuple(WordSpan(*value) for value in values),
    "languages": tuple,
    "from_ids": tuple,
    "to_ids": tuple,
}

_OF_FINDINGS: Mapping[str, Callable[[Any], Any]] = {
    "kind": FindingKind,
    "grade": Grade,
    "decision": Decision,
    "originals": tuple,
    "renditions": tuple,
}

Thing = Segment | Speaker | Link | Finding
_TYPES: Mapping[str, type] = {"segment": Segment, "speaker": Speaker, "link": Link, "finding": Finding}


def fields_of(thing: Thing) -> JsonFields:
    """Every field of the present state but the id; words and alternatives are draft, not state."""
    return {name: encode(getattr(thing, name)) for name, encode in ENCODERS[type(thing)].items()}


def differences(before: Thing, after: Thing) -> tuple[JsonFields, JsonFields]:
    """The fields in which two states of one thing differ, as they were and as they are."""
    old: JsonFields = {}
    new: JsonFields = {}
    for name, encode in ENCODERS[type(before)].items():
        if getattr(before, name) != getattr(after, name):
            old[name], new[name] = encode(getattr(before, name)), encode(getattr(after, name))
    return old, new


def decoded(fields: JsonFields) -> JsonFields:
    """The values that the dataclasses hold."""
    return {name: DECODERS[name](value) if name in DECODERS else value for name, value in fields.items()}


def overlay(segment: Segment, fields: JsonFields) -> None:
    """Lay fields over a segment that nobody else has seen yet; ``replaced`` costs ten times as much."""
    for name, value in fields.items():
        decode = DECODERS.get(name)
        object.__setattr__(segment, name, decode(value) if decode is not None else value)


def replaced(object_kind: str, object_id: str, current: Thing | None, fields: JsonFields) -> Thing:
    """The thing with some fields set; without a current one, a thing of those fields alone."""
    if object_kind == "finding":
        values = {name: _OF_FINDINGS.get(name, _same)(value) for name, value in fields.items()}
    else:
        values = decoded(fields)
    if current is not None:
        values = {name: getattr(current, name) for name in current.__slots__} | values
    elif object_kind != "link":
        values["id"] = object_id
    thing: Thing = _TYPES[object_kind](**values)
    return thing
