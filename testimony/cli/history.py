"""``testimony history``: who changed what, and when."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from testimony.cli._files import open_readonly
from testimony.text.json_values import JsonObject, JsonValue, as_list, as_object, as_text
from testimony.text.terminal import json_line, safe

if TYPE_CHECKING:
    from testimony.transcript.record.history import LoggedEntry

__all__ = ["command"]

_QUIET = ("approvals", "source_author", "target_author", "word_spans", "glue", "flags")
_SHOWN = 60


@click.command("history")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--segment", metavar="ID", default="", help="Only what touched this segment.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an entry on stdout.")
def command(file: Path, segment: str, as_json: bool) -> None:
    """Print the log of FILE: number, time, who, what, before and after."""
    with open_readonly(file) as store:
        entries = store.log.entries(segment)
    for logged in entries:
        if as_json:
            click.echo(json_line(_value(logged)))
        else:
            for line in _lines(logged):
                click.echo(line)


def _value(logged: LoggedEntry) -> JsonObject:
    entry = logged.entry
    return {
        "seq": entry.seq,
        "at": entry.at,
        "author": entry.author,
        "standing": entry.standing,
        "kind": entry.kind,
        "subject": entry.subject,
        "before": logged.before,
        "after": logged.after,
        "purged": logged.is_purged,
        "previous": entry.previous.hex(),
        "hash": entry.hash.hex(),
    }


def _lines(logged: LoggedEntry) -> list[str]:
    entry = logged.entry
    who = entry.author + (" (unconfirmed)" if entry.standing == "unconfirmed" else "")
    lines = [safe(f"{entry.seq:>6}  {entry.at}  {who}  {entry.kind}  {entry.subject}")]
    if logged.is_purged:
        return [*lines, "        (its content was removed for good)"]
    if isinstance(logged.after, dict) and "changes" in logged.after:
        before = {(kind, one): fields for kind, one, fields in _fields_of(logged.before or [])}
        for kind, one, fields in _fields_of(logged.after["changes"]):
            lines += _change(kind, one, before.get((kind, one)), fields)
    return lines


def _fields_of(changes: JsonValue) -> Iterator[tuple[str, str, JsonValue]]:
    """Kind, id and fields of each thing that an entry changed; fields are None where it began or ended."""
    for change in as_list(changes):
        kind, one, fields = as_list(change)
        yield as_text(kind), as_text(one), fields


def _change(kind: str, one: str, before: JsonValue, after: JsonValue) -> list[str]:
    name = one if kind == "segment" else f"{kind} {one}"
    if before is None or after is None:
        return [f"        {name}: {'ended' if after is None else 'began'}"]
    old = as_object(before)
    return [
        f"        {name} {field}: {_short(old.get(field))} → {_short(value)}"
        for field, value in as_object(after).items()
        if field not in _QUIET
    ]


def _short(value: JsonValue) -> str:
    text = " ".join(str(value).split()) if isinstance(value, str) else json_line(value)
    text = safe(text)
    return f"“{text[:_SHOWN]}…”" if len(text) > _SHOWN else f"“{text}”" if isinstance(value, str) else text
