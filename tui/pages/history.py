"""Who changed a segment, what and when; what it was split or merged from included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from testimony.text.clocks import exact_clock
from testimony.text.terminal import one_line
from testimony.transcript.edits import EditKind
from testimony.transcript.encoding.content import StoredChange
from testimony.transcript.record.history import LoggedEntry
from testimony.transcript.types import Segment
from tui.pages.base import Line, PageKind, PageSources
from tui.services import ReviewLog
from tui.strings import Strings

__all__ = ["HISTORY", "history_lines"]

_SHOWN = 60
_RESHAPES = (EditKind.SPLIT.value, EditKind.MERGE.value)


def history_lines(segment: Segment, sources: PageSources) -> list[Line]:
    """The entries of a segment, the newest first, in words and in the time of this place."""
    names = {one.id: one.name for one in sources.session.document.speakers.values()}
    say, lines = sources.say, list[Line]()
    for logged in reversed(_with_ancestors(sources.session.store.log, segment.id)):
        at = datetime.fromisoformat(logged.entry.at).astimezone()
        lines.append(
            [
                (f"{at:%Y-%m-%d %H:%M} {at.tzname() or ''}  ", "dim"),
                (f"{one_line(logged.entry.author)}  ", "accent"),
                (say.entry(logged.entry.kind), "bold"),
            ]
        )
        if logged.is_purged:
            lines.append([("    " + say("detail.purged"), "dim")])
        else:
            lines += [[(f"    {text}", "")] for text in _changes(logged, segment.id, say, names)]
    return lines or [[(say("detail.none"), "dim")]]


def _with_ancestors(log: ReviewLog, segment_id: str) -> list[LoggedEntry]:
    """The entries of a segment and of those that it was made of by splits and merges."""
    found: dict[int, LoggedEntry] = {}
    waiting, seen = [segment_id], {segment_id}
    while waiting:
        for logged in log.entries(waiting.pop()):
            found[logged.entry.seq] = logged
            if logged.entry.kind in _RESHAPES:
                before = set(_gone(logged))
                waiting += sorted(before - seen)
                seen |= before
    return [found[seq] for seq in sorted(found)]


def _gone(logged: LoggedEntry) -> Iterator[str]:
    for kind, one, fields in _after(logged):
        if kind == "segment" and fields is None:
            yield one


def _after(logged: LoggedEntry) -> Sequence[StoredChange]:
    return logged.after.get("changes", ()) if isinstance(logged.after, dict) else ()


def _changes(logged: LoggedEntry, segment_id: str, say: Strings, names: dict[str, str]) -> Iterator[str]:
    before = {(kind, one): fields for kind, one, fields in logged.before or ()}
    for kind, one, after in _after(logged):
        old = before.get((kind, one))
        if kind != "segment" or old is None or after is None:
            continue
        whose = "" if one == segment_id else f"{one_line(one)} "
        for name, value in after.items():
            if f"field.{name}" in say:
                was, now = (_in_words(name, which, say, names) for which in (old.get(name), value))
                yield f"{whose}{say(f'field.{name}')}: {was} → {now}"


def _in_words(name: str, value: object, say: Strings, names: dict[str, str]) -> str:
    if isinstance(value, int) and name.endswith("_ms"):
        return exact_clock(value)
    if name == "state" and isinstance(value, (list, tuple)):
        return " / ".join(say(f"state.{one}") for one in value)
    if name == "notes" and isinstance(value, (list, tuple)):
        return "; ".join(str(one[-1]) for one in value) or "–"
    text = one_line(names.get(str(value), str(value)) if name == "speaker" else str(value))
    return f"“{text[:_SHOWN]}…”" if len(text) > _SHOWN else f"“{text}”"


HISTORY = PageKind("history", history_lines, reads=True)
