"""Dataclasses to the JSON values under the seal, and back; what is read is taken for nothing else.

A change of the present state is an object of the fields that differ. The draft's rows are arrays
(``draft_rows``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, field, fields, make_dataclass
from functools import lru_cache
from typing import TypeVar, cast

from testimony.text.json_values import JsonValue
from testimony.transcript.encoding.typed import (
    flag_of,
    identifier,
    mapping,
    ms,
    optional_text,
    ratio,
    row,
    text,
    texts,
    whole,
)
from testimony.transcript.findings import Decision, Finding, FindingKind, Grade
from testimony.transcript.types import (
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
    WordSpan,
)

__all__ = [
    "DECODERS",
    "ENCODERS",
    "SIDES",
    "THINGS",
    "UNREVIEWED",
    "Filling",
    "differences",
    "fields_of",
    "flag_value",
    "flags_from",
    "overlay",
    "provenance_from",
    "provenance_value",
    "recording_from",
    "recording_value",
    "replaced",
    "speaker_from",
    "speaker_value",
    "word_spans_from",
]

JsonFields = dict[str, JsonValue]


T = TypeVar("T")
Frozen = TypeVar("Frozen", bound="Segment | Approval")


def flag_value(flag: Flag) -> list[str]:
    """A flag as a JSON array."""
    return [flag.kind.value, flag.severity.value, flag.note, flag.pass_id, flag.waived_by]


_KINDS = {kind.value: kind for kind in FlagKind}
_SEVERITIES = {severity.value: severity for severity in Severity}
_STATES = {state.value: state for state in ReviewState}
SIDES = {side.value: side for side in Side}


@lru_cache(maxsize=4096)
def _flag(
    kind: JsonValue, severity: JsonValue, note: JsonValue, pass_id: JsonValue, waived_by: JsonValue
) -> Flag:
    severities = _SEVERITIES[text(severity)]
    return Flag(_KINDS[text(kind)], severities, text(note), text(pass_id), text(waived_by))


def flags_from(values: JsonValue) -> tuple[Flag, ...]:
    """The flags again."""
    return tuple(_flag(*row(value)) for value in row(values)) if values else ()


@lru_cache(maxsize=16)
def _state(source: str, target: str) -> State:
    return State(_STATES[source], _STATES[target])


# A frozen dataclass takes 5 µs to fill, a plain one with the same slots 0.7 µs: over a hearing's
# twenty thousand rows that is the difference between a wait and none.
UNREVIEWED = State()


def _filling_of(kind: type[Frozen]) -> Callable[..., Frozen]:
    """A plain class with the same slots; what it filled gets its true ``__class__`` afterwards."""
    columns = [
        (one.name, object, field(default=UNREVIEWED if one.name == "state" else one.default))
        for one in fields(kind)
    ]
    return cast("Callable[..., Frozen]", make_dataclass("Filling", columns, slots=True))


Filling = _filling_of(Segment)
_ApprovalFilling = _filling_of(Approval)


def _approval(
    side: JsonValue, stage: JsonValue, by: JsonValue, digest: JsonValue, confirmed: JsonValue = True
) -> Approval:
    if not isinstance(confirmed, bool):
        raise TypeError("whether an approver is confirmed is true or false")
    approval = _ApprovalFilling(SIDES[text(side)], _STATES[text(stage)], text(by), text(digest), confirmed)
    approval.__class__ = Approval
    return approval


def recording_value(recording: Recording) -> JsonFields:
    """A recording as a JSON object."""
    return asdict(recording)


def recording_from(value: JsonFields) -> Recording:
    """The recording again.

    Raises:
        TypeError, KeyError: A field is missing, unknown or of another type.
    """
    return _made(Recording, {name: _RECORDING[name](one) for name, one in value.items()})


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
    models, settings, versions = (mapping(value[name]) for name in ("models", "settings", "versions"))
    return Provenance(models, settings, versions, flag_of(value["demo"]))


def speaker_value(speaker: Speaker) -> JsonFields:
    """A speaker as a JSON object."""
    value = asdict(speaker)
    value["languages"] = list(speaker.languages)
    return value


def speaker_from(value: JsonFields) -> Speaker:
    """The speaker again."""
    return _made(Speaker, decoded(value, _OF_SPEAKERS))


def _made(kind: Callable[..., T], values: Mapping[str, object]) -> T:
    """Fill a dataclass with values that were read, each for what it must be.

    Raises:
        TypeError: A field is missing or unknown.
    """
    return kind(**values)


def _same(value: JsonValue) -> JsonValue:
    return value


def word_spans_from(values: JsonValue) -> tuple[WordSpan, ...]:
    """Whose words a segment has: segment, first and last word, the last not included."""
    return tuple(
        WordSpan(text(segment), whole(first), whole(last)) for segment, first, last in map(row, row(values))
    )


def _states_from(value: JsonValue) -> State:
    values = row(value)
    return _state(text(values[0]), text(values[1]))


ENCODERS: Mapping[type, Mapping[str, Callable[..., JsonValue]]] = {
    Segment: {
        **dict.fromkeys(
            (
                *("recording", "channel", "start_ms", "end_ms", "speaker", "language"),
                *("language_probability", "source", "target", "target_language"),
                *("source_author", "target_author", "glue"),
            ),
            _same,
        ),
        "flags": lambda flags: [flag_value(flag) for flag in flags],
        "state": lambda state: [state.source.value, state.target.value],
        # The fifth value stands only where it says something: approvals of older files have four.
        "approvals": lambda given: [
            [one.side.value, one.stage.value, one.by, one.text_sha256, *([] if one.confirmed else [False])]
            for one in given
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

# Every field that a segment can have, and how its value is read; a field that is not here is refused.
DECODERS: Mapping[str, Callable[[JsonValue], object]] = {
    **dict.fromkeys(
        (
            *("recording", "speaker", "language", "source", "target", "target_language"),
            *("source_author", "target_author"),
        ),
        text,
    ),
    "channel": whole,
    "start_ms": ms,
    "end_ms": ms,
    "language_probability": ratio,
    "glue": optional_text,
    "flags": flags_from,
    "state": _states_from,
    "approvals": lambda values: tuple(_approval(*row(value)) for value in row(values)),
    "notes": lambda values: tuple(Note(text(by), text(note)) for by, note in map(row, row(values))),
    "word_spans": word_spans_from,
}
# How a field of a dataclass is read, by what it is declared to be: a new field of these needs no line here.
_BY_TYPE: Mapping[str, Callable[[JsonValue], object]] = {
    "str": text,
    "str | None": optional_text,
    "int": whole,
    "float": ratio,
    "bool": flag_of,
    "tuple[str, ...]": texts,
}


def _decoders_of(kind: type) -> dict[str, Callable[[JsonValue], object]]:
    return {one.name: _BY_TYPE[str(one.type)] for one in fields(kind) if str(one.type) in _BY_TYPE}


_RECORDING = _decoders_of(Recording)

_OF_FINDINGS = _decoders_of(Finding) | {
    "kind": lambda value: FindingKind(text(value)),
    "grade": lambda value: Grade(text(value)),
    "decision": lambda value: Decision(text(value)),
}
_OF_LINKS = _decoders_of(Link)
_OF_SPEAKERS = _decoders_of(Speaker)
_DECODERS_OF: Mapping[str, Mapping[str, Callable[[JsonValue], object]]] = {
    "segment": DECODERS,
    "speaker": _OF_SPEAKERS,
    "link": _OF_LINKS,
    "finding": _OF_FINDINGS,
}

Thing = Segment | Speaker | Link | Finding
THINGS: Mapping[str, Callable[..., Thing]] = {
    "segment": Segment,
    "speaker": Speaker,
    "link": Link,
    "finding": Finding,
}


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


def decoded(
    fields: JsonFields, decoders: Mapping[str, Callable[[JsonValue], object]] = DECODERS
) -> dict[str, object]:
    """The values that the dataclasses hold."""
    return {name: decoders[name](value) for name, value in fields.items()}


def overlay(segment: Segment, fields: JsonFields) -> None:
    """Lay fields over a segment that nobody else has seen yet; ``replaced`` costs ten times as much."""
    for name, value in fields.items():
        object.__setattr__(segment, name, DECODERS[name](value))


def replaced(object_kind: str, object_id: str, current: Thing | None, fields: JsonFields) -> Thing:
    """The thing with some fields set; without a current one, a thing of those fields alone."""
    identifier(object_id)
    values = decoded(fields, _DECODERS_OF[object_kind])
    values.pop("id", None)
    if current is not None:
        values = {name: getattr(current, name) for name in current.__slots__} | values
    elif object_kind != "link":
        values["id"] = object_id
    return _made(THINGS[object_kind], values)
