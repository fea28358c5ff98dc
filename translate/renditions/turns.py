"""Turns: what one person said without a break, as the pairing sees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from testimony.transcript.kinds import PURGED_TEXT
from testimony.transcript.types import Segment, Speaker
from translate.sentences import primary_language

__all__ = ["Turn", "turns_of"]

_INTERPRETS = ("interpret", "translator", "翻译", "通译", "传译", "口译")


@dataclass(frozen=True, slots=True)
class Turn:
    """One row of a transcript.

    Attributes:
        id: The segment's id.
        start_ms: Where it begins in the recording.
        end_ms: Where it ends.
        language: Primary language code; empty where it is not known.
        text: As spoken.
        translation: The machine translation of ``text``; empty where there is none.
        speaker: Id of the speaker.
        interprets: True for the interpreter, False for everybody else, None where nobody is named.
        is_sure: False where the voices were told apart by a machine, and the roles guessed.
    """

    id: str
    start_ms: int
    end_ms: int
    language: str
    text: str
    translation: str = ""
    speaker: str = ""
    interprets: bool | None = None
    is_sure: bool = True


def turns_of(segments: Iterable[Segment], speakers: Iterable[Speaker]) -> list[Turn]:
    """Make turns of a transcript's segments, in order of time; rows without words are left out."""
    speakers = list(speakers)
    roles = _roles(speakers)
    # What a machine guessed is named with a question mark; one guess makes every voice one.
    is_sure = not any(one.name.endswith("?") for one in speakers)
    turns = [
        Turn(
            one.id,
            one.start_ms,
            one.end_ms,
            _language(one),
            one.source,
            one.target,
            one.speaker,
            roles.get(one.speaker),
            is_sure,
        )
        for one in segments
        if one.source.strip() and one.source != PURGED_TEXT
    ]
    return sorted(turns, key=lambda turn: (turn.start_ms, turn.end_ms))


def _roles(speakers: Iterable[Speaker]) -> Mapping[str, bool | None]:
    """Who interprets; nobody's role is used where no speaker is the interpreter."""
    told = {one.id: any(word in f"{one.role} {one.name}".lower() for word in _INTERPRETS) for one in speakers}
    return dict(told) if any(told.values()) else {}


def _language(segment: Segment) -> str:
    """The language of the words; where it was not determined, what they are written in."""
    code = primary_language(segment.language)
    if code != "und":
        return code
    return "zh" if any("\u4e00" <= letter <= "\u9fff" for letter in segment.source) else ""
