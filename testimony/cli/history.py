"""``testimony history``: who changed what, and when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from testimony.cli._files import open_readonly
from testimony.text.json_values import JsonValue
from testimony.text.terminal import json_line, safe

if TYPE_CHECKING:
    from testimony.transcript.encoding.content import Fields
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


def _value(logged: LoggedEntry) -> dict[str, object]:
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
    if logged.after is not None and "changes" in logged.after:
        before = {(kind, one): fields for kind, one, fields in logged.before or []}
        for kind, one, fields in logged.after["changes"]:
            lines += _change(kind, one, before.get((kind, one)), fields)
    return lines


def _change(kind: str, one: str, before: Fields | None, after: Fields | None) -> list[str]:
    name = one if kind == "segment" else f"{kind} {one}"
    if before is None or after is None:
        return [f"        {name}: {'ended' if after is None else 'began'}"]
    return [
        f"        {name} {field}: {_short(before.get(field))} → {_short(value)}"
        for field, value in after.items()
        if field not in _QUIET
    ]


def _short(value: JsonValue) -> str:
    text = " ".join(str(value).split()) if isinstance(value, str) else json_line(value)
    text = safe(text)
    return f"“{text[:_SHOWN]}…”" if len(text) > _SHOWN else f"“{text}”" if isinstance(value, str) else text
