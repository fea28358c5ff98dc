"""A row in words, for the ear: place, time, speaker, state, doubts, both texts."""

from __future__ import annotations

from collections.abc import Iterator

from testimony.text.clocks import clock
from testimony.text.terminal import one_line
from testimony.transcript.edits import Document
from testimony.transcript.types import Segment
from tui.strings import Strings

__all__ = ["WORDS", "describe"]

WORDS = {
    "plain.row": (
        "Row {at} of {rows}, id {id}, at {time}, {speaker}. {source}, {target}.",
        "第{at}段，共{rows}段，编号{id}，{time}，{speaker}。{source}，{target}。",
    ),
    "plain.state": ("{side} {language} {state}", "{side} {language} {state}"),
    "plain.flag": ("Doubt: {kind}. {note}", "存疑：{kind}。{note}"),
    "plain.note": ("Note by {name}: {text}", "{name}的注释：{text}"),
    "plain.text": ("{side}: {text}", "{side}：{text}"),
    "plain.empty": ("(nothing)", "（无）"),
}


def describe(segment: Segment, document: Document, say: Strings, at: tuple[int, int]) -> Iterator[str]:
    """The lines that say what a row is; ``at`` is its number, from 1, and the number of rows."""
    speaker = document.speakers.get(segment.speaker)
    yield say(
        "plain.row",
        at=at[0],
        rows=at[1],
        id=segment.id,
        time=clock(segment.start_ms),
        speaker=one_line(speaker.name if speaker else segment.speaker),
        source=_state(segment, "source", segment.language, say),
        target=_state(segment, "target", segment.target_language or "–", say),
    )
    for flag in segment.flags:
        if not flag.waived_by:
            yield say("plain.flag", kind=say(f"flag.{flag.kind.value}"), note=one_line(flag.note)).rstrip()
    for note in segment.notes:
        yield say("plain.note", name=one_line(note.by), text=one_line(note.text))
    for side, text in (("source", segment.source), ("target", segment.target)):
        yield say("plain.text", side=say(f"side.{side}"), text=one_line(text) or say("plain.empty"))


def _state(segment: Segment, side: str, language: str, say: Strings) -> str:
    state = getattr(segment.state, side)
    return say(
        "plain.state",
        side=say(f"side.{side}"),
        language=one_line(language),
        state=say(f"state.{state.value}"),
    )
