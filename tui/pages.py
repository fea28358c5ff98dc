"""The pages under the list: what is known about the segment in work, as lines of runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from testimony.text.clocks import exact_clock
from testimony.text.terminal import one_line
from testimony.transcript.edits import Document
from testimony.transcript.record.history import LoggedEntry
from testimony.transcript.types import Alternative, Flag, FlagKind, Segment, Severity, Word
from tui.strings import Strings
from tui.widgets.ink import Run

__all__ = ["PAGES", "alternatives", "flags", "heading", "history", "notes", "tabs", "terms", "words"]

PAGES = ("flags", "alternatives", "terms", "history", "words", "notes")
Line = list[Run]

_SEVERITY_INKS = {Severity.ERROR: "error", Severity.WARN: "warn", Severity.INFO: "info"}
_SEVERITY_MARKS = {Severity.ERROR: "!", Severity.WARN: "?", Severity.INFO: "i"}
_QUIET = ("approvals", "source_author", "target_author", "word_spans", "glue", "flags")
_SHOWN = 60
_SURE, _LIKELY = 0.85, 0.6


def heading(segment: Segment, document: Document, say: Strings) -> Line:
    """Which segment it is, when, whose, in which languages and states."""
    speaker = document.speakers.get(segment.speaker)
    name = one_line(speaker.name if speaker else segment.speaker)
    role = f" ({one_line(speaker.role)})" if speaker and speaker.role else ""
    sides = f"{one_line(segment.language)} {_state(segment, 'source', say)}"
    if segment.target_language:
        sides += f" → {one_line(segment.target_language)} {_state(segment, 'target', say)}"
    times = f"{exact_clock(segment.start_ms)[:-2]}–{exact_clock(segment.end_ms)[:-2]}"
    return [
        (f"{one_line(segment.id)}  ", "bold"),
        (f"{times}  ", "dim"),
        (f"{name}{role}  ", "accent"),
        (sides, ""),
    ]


def _state(segment: Segment, side: str, say: Strings) -> str:
    state = getattr(segment.state, side)
    people = [one.by for one in segment.approvals if one.side.value == side]
    author = getattr(segment, f"{side}_author")
    who = ", ".join(people) or author
    return say(f"state.{state.value}") + (f" ({one_line(who)})" if who else "")


def tabs(page: str, counts: dict[str, int], say: Strings) -> Line:
    """The names of the pages, the open one marked."""
    runs: Line = []
    for name in PAGES:
        count = f" {counts[name]}" if counts.get(name) else ""
        label = f"{say(f'page.{name}')}{count}"
        runs += [(f"[{label}]", "tab") if name == page else (f" {label} ", "dim"), (" ", "")]
    return runs


def flags(segment: Segment, say: Strings) -> list[Line]:
    """Every flag with what to look for; a waived one with the reason."""
    lines: list[Line] = []
    for flag in segment.flags:
        ink = "dim" if flag.waived_by else _SEVERITY_INKS[flag.severity]
        mark = "-" if flag.waived_by else _SEVERITY_MARKS[flag.severity]
        lines.append(
            [
                (f"{mark} {say(f'flag.{flag.kind.value}')}{_waiver(segment, flag, say)}", ink),
                (f"  {one_line(flag.note)}" if flag.note else "", ""),
            ]
        )
    return lines or [[(say("detail.none"), "dim")]]


def _waiver(segment: Segment, flag: Flag, say: Strings) -> str:
    if not flag.waived_by:
        return ""
    reasons = [one.text.partition(": ") for one in segment.notes if one.by == flag.waived_by]
    why = next((text for kind, _, text in reversed(reasons) if kind == flag.kind.value), "")
    values = {"name": one_line(flag.waived_by), "why": one_line(why)}
    return f" [{say('detail.why' if why else 'detail.waived', **values)}]"


def alternatives(found: Sequence[Alternative], say: Strings) -> list[Line]:
    """Other texts that engines found."""
    lines: list[Line] = [
        [
            (f"{number} ", "accent"),
            (f"{say(f'side.{one.side.value}')} {one.score:.2f}  ", "dim"),
            (one_line(one.text), ""),
            (f"  {one_line(one.note)}" if one.note else "", "dim"),
        ]
        for number, one in enumerate(found, start=1)
    ]
    return lines or [[(say("detail.none"), "dim")]]


def terms(found: Iterable[tuple[str, str]], say: Strings) -> list[Line]:
    """Terms of the glossary that the source holds."""
    lines: list[Line] = [[(one_line(term), "bold"), (f" → {one_line(wanted)}", "")] for term, wanted in found]
    return lines or [[(say("detail.none"), "dim")]]


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


def words(found: Sequence[Word], language: str, say: Strings) -> list[Line]:
    """The words, doubtful ones inked and with their probability in per cent."""
    if not found:
        return [[(say("said.no_words"), "dim")]]
    gap = "" if language.startswith("zh") else " "
    runs: Line = []
    for word in found:
        ink = "" if word.probability >= _SURE else "warn" if word.probability >= _LIKELY else "error"
        text = one_line(word.text)
        runs.append((text if not ink else f"{text}({word.probability:.0%})", ink))
        runs.append((gap, ""))
    return [runs]


def notes(segment: Segment, say: Strings) -> list[Line]:
    """Translator's notes; reasons of waivers stand with their flags."""
    kinds = {kind.value for kind in FlagKind}
    lines: list[Line] = [
        [(f"{one_line(one.by)}: ", "accent"), (one_line(one.text), "")]
        for one in segment.notes
        if one.text.partition(": ")[0] not in kinds
    ]
    return lines or [[(say("detail.notes_none"), "dim")]]
