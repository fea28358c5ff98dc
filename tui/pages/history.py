"""Who changed a segment, what and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from testimony.text.terminal import one_line
from testimony.transcript.record.history import LoggedEntry
from testimony.transcript.types import Segment
from tui.pages.base import Line, PageKind, PageSources
from tui.strings import Strings

__all__ = ["HISTORY"]

_QUIET = ("approvals", "source_author", "target_author", "word_spans", "glue", "flags")
_SHOWN = 60


def _lines(segment: Segment, sources: PageSources) -> list[Line]:
    return history(sources.session.store.log.entries(segment.id), segment.id, sources.say)


def history(entries: Sequence[LoggedEntry], segment_id: str, say: Strings) -> list[Line]:
    """Who changed what and when, the newest first."""
    lines: list[Line] = []
    for logged in reversed(entries):
        entry = logged.entry
        lines.append(
            [
                (f"{entry.at[:16].replace('T', ' ')}  ", "dim"),
                (f"{one_line(entry.author)}  ", "accent"),
                (entry.kind, "bold"),
            ]
        )
        if logged.is_purged:
            lines.append([("    " + say("detail.purged"), "dim")])
        elif isinstance(logged.after, dict):
            lines += [[(f"    {text}", "")] for text in _changes(logged, segment_id)]
    return lines or [[(say("detail.none"), "dim")]]


def _changes(logged: LoggedEntry, segment_id: str) -> Iterable[str]:
    before = {(kind, one): fields for kind, one, fields in logged.before or ()}
    for kind, one, after in logged.after.get("changes", ()):
        old = before.get((kind, one))
        if one != segment_id or old is None or after is None:
            continue
        for name, value in after.items():
            if name not in _QUIET:
                yield f"{name}: {_short(old.get(name))} → {_short(value)}"


def _short(value: Any) -> str:
    text = one_line(value if isinstance(value, str) else str(value))
    return f"“{text[:_SHOWN]}…”" if len(text) > _SHOWN else f"“{text}”"


HISTORY = PageKind("history", _lines, reads=True)
