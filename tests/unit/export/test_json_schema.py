"""The JSON that is written is what the published schema describes, field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from samples_of_speech import APPROVED, hearing, many

from testimony.export import ExportOptions, render
from testimony.transcript.findings import Decision, Finding, FindingKind, Grade
from testimony.transcript.kinds import FlagKind, ReviewState, Severity, Side
from testimony.transcript.types import Flag, Link, Note, Transcript
from testimony.transcript.verdict import Verdict

SCHEMA = json.loads(
    files("testimony.export").joinpath("assets", "transcript.schema.json").read_text(encoding="utf-8")
)


def full() -> Transcript:
    """A transcript with something in every field."""
    base = hearing(state=APPROVED, words=True)
    waived = Flag(FlagKind.NAME_UNVERIFIED, Severity.INFO, "李明", "check-1", waived_by="Chen Wei")
    first = replace(
        base.segments[0], flags=(waived,), notes=(Note("Chen Wei", "Said twice."),), source_author="Chen Wei"
    )
    word = replace(base.segments[1].words[0], language="en")
    second = replace(base.segments[1], words=(word, *base.segments[1].words[1:]))
    finding = Finding(
        "number-1:2>3",
        FindingKind.NUMBER,
        Grade.MAJOR,
        ("2",),
        ("3",),
        "n",
        decision=Decision.ACCEPTED,
        by="A",
    )
    return replace(
        base,
        recordings=(replace(base.recordings[0], track=1, tracks=2),),
        segments=(first, second, *base.segments[2:]),
        links=(Link("rendition", ("2",), ("3",), "why", "renditions-1"),),
        findings=(finding,),
    )


def data(transcript: Transcript) -> Any:
    return json.loads(render(transcript, "json", ExportOptions()))


@pytest.mark.parametrize("transcript", [full(), hearing(), many(3), many(0), hearing(words=True)])
def test_what_is_written_is_valid(transcript: Transcript) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(data(transcript))


def test_a_broken_seal_is_told_and_described() -> None:
    written = data(replace(hearing(), verdict=Verdict("ab" * 32, ("entry 3 was changed",), 2, False)))
    assert written["seal"] == SCHEMA["properties"]["seal"]["const"]
    Draft202012Validator(SCHEMA).validate(written)


def test_every_field_that_is_written_is_described_and_every_described_one_is_written() -> None:
    written, described = set(_written(data(full()), SCHEMA)), set(_described(SCHEMA))
    assert written <= described
    assert described - written == {"/seal"}  # only of a broken record


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").removeprefix("#/$defs/")
    return SCHEMA["$defs"][name] if name else schema


def _written(value: Any, schema: dict[str, Any], path: str = "") -> Iterator[str]:
    schema = _resolved(schema)
    if isinstance(value, list):
        for one in value:
            yield from _written(one, schema["items"], path)
    elif isinstance(value, dict):
        for key, one in value.items():
            if "properties" in schema:
                yield f"{path}/{key}"
                yield from _written(one, schema["properties"].get(key, {}), f"{path}/{key}")
            else:
                yield from _written(one, schema["additionalProperties"], path)


def _described(schema: dict[str, Any], path: str = "") -> Iterator[str]:
    schema = _resolved(schema)
    if isinstance(items := schema.get("items"), dict):
        yield from _described(items, path)
    if isinstance(more := schema.get("additionalProperties"), dict):
        yield from _described(more, path)
    for key, one in schema.get("properties", {}).items():
        yield f"{path}/{key}"
        yield from _described(one, f"{path}/{key}")


def test_who_approved_who_waived_and_what_was_noted_is_in_it() -> None:
    first = data(full())["segments"][0]
    assert {one["by"] for one in first["approvals"]} == {"Chen Wei"}
    assert {one["side"] for one in first["approvals"]} == {"source", "target"}
    assert first["flags"][0]["waived_by"] == "Chen Wei"
    assert first["notes"] == [{"by": "Chen Wei", "text": "Said twice."}]
    assert first["authors"]["source"] == "Chen Wei"


def test_the_lists_of_the_schema_are_those_of_the_code() -> None:
    of = SCHEMA["$defs"]
    assert of["flag"]["properties"]["kind"]["enum"] == [one.value for one in FlagKind]
    assert of["flag"]["properties"]["severity"]["enum"] == [one.value for one in Severity]
    assert of["approval"]["properties"]["side"]["enum"] == [one.value for one in Side]
    assert of["segment"]["properties"]["state"]["properties"]["source"]["enum"] == [
        one.value for one in ReviewState
    ]
    assert of["finding"]["properties"]["kind"]["enum"] == [one.value for one in FindingKind]
    assert of["finding"]["properties"]["decision"]["enum"] == [one.value for one in Decision]


def test_the_schema_of_the_documentation_is_the_one_that_is_shipped() -> None:
    published = Path(__file__).parents[3] / "docs" / "transcript.schema.json"
    assert json.loads(published.read_text(encoding="utf-8")) == SCHEMA
