"""The voices of a transcript: who speaks, how much, where to listen; joining two and dividing one. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from testimony.transcript.editing.helpers import BOTH_SIDES, touched
from testimony.transcript.edits import Change, Document, Edit, EditKind
from testimony.transcript.errors import EditRefused
from testimony.transcript.turns import turns_of
from testimony.transcript.types import FlagKind, Identity, Segment, Speaker

__all__ = [
    "SpeakerSummary",
    "is_machine_name",
    "is_offered",
    "languages_of",
    "merge_speakers",
    "neutral_name",
    "speaker_of",
    "split_speaker",
    "summarise",
    "without_doubt",
]

_OFFERED = re.compile(r"\s*(?P<name>.+)\?(?: \(\d{1,3}%\))?\s*")
_NEUTRAL = re.compile(r"\s*(speaker|voice|channel)[ _-]*(\d+\b.*|\(.*\))\s*", re.IGNORECASE)
_SAMPLES = 3
_SAMPLE_MS = (2_000, 12_000)
_SPOKEN = 0.1  # a language is one of a speaker's from this share of their time on


@dataclass(frozen=True, slots=True)
class SpeakerSummary:
    """One speaker.

    Attributes:
        turns: How often they speak.
        spoken_ms: How long, all turns together.
        samples: Where to listen: up to three rows of 2 to 12 s, in order of time, those without a doubt
            about the speaker first.
    """

    speaker: Speaker
    turns: int
    spoken_ms: int
    samples: tuple[Segment, ...]


def summarise(segments: Iterable[Segment], speakers: Iterable[Speaker]) -> list[SpeakerSummary]:
    """Sum up every speaker who has a row, by first appearance; then those without a row.

    Args:
        segments: The rows, in any order.
        speakers: Those whom the transcript knows.
    """
    theirs: dict[str, list[Segment]] = defaultdict(list)
    rows = sorted(segments, key=lambda one: (one.start_ms, one.channel, one.end_ms))
    for row in rows:
        theirs[row.speaker].append(row)
    counts: dict[str, int] = defaultdict(int)
    times: dict[str, int] = defaultdict(int)
    for turn in turns_of(rows):
        counts[turn.speaker] += 1
        times[turn.speaker] += turn.end_ms - turn.start_ms
    known = {one.id: one for one in speakers}
    return [
        SpeakerSummary(
            known.get(one, Speaker(one, one)), counts[one], times[one], _samples(theirs.get(one, []))
        )
        for one in dict.fromkeys([*theirs, *known])
    ]


def _samples(rows: list[Segment]) -> tuple[Segment, ...]:
    least, most = _SAMPLE_MS
    doubted = (FlagKind.SPEAKER_UNCERTAIN, FlagKind.OVERLAP)

    def rank(row: Segment) -> tuple[bool, bool, int]:
        length = row.end_ms - row.start_ms
        doubt = any(flag.kind in doubted and not flag.waived_by for flag in row.flags)
        return doubt, not least <= length <= most, -min(length, most)

    best = sorted(rows, key=lambda row: (*rank(row), row.start_ms))[:_SAMPLES]
    return tuple(sorted(best, key=lambda row: (row.start_ms, row.end_ms)))


def is_offered(name: str) -> bool:
    """True for a name that the machine only offers: ``INTERPRETER?``, ``THE INTERPRETER? (97%)``."""
    return _OFFERED.fullmatch(name) is not None


def is_machine_name(name: str) -> bool:
    """True for a name that no person gave: an offered one, or ``SPEAKER 2 (ZH)``."""
    return is_offered(name) or _NEUTRAL.fullmatch(name) is not None


def without_doubt(name: str) -> str:
    """An offered name without its question mark; any other name as it is."""
    found = _OFFERED.fullmatch(name)
    return found["name"] if found else name


def languages_of(spoken_ms: Mapping[str, int]) -> tuple[str, ...]:
    """The languages that somebody speaks in a tenth of their time or more, most spoken first.

    Args:
        spoken_ms: Language → how long they spoke in it, in ms; ``und`` is left out.
    """
    told = {language: time for language, time in spoken_ms.items() if language != "und"}
    total = sum(told.values()) or 1
    ranked = sorted(told.items(), key=lambda item: (-item[1], item[0]))
    return tuple(language for language, time in ranked if time >= _SPOKEN * total)


def speaker_of(document: Document, speaker_id: str) -> Speaker:
    """The speaker with this id.

    Raises:
        EditRefused: There is none.
    """
    speaker = document.speakers.get(speaker_id)
    if speaker is None:
        raise EditRefused(f"There is no speaker {speaker_id}.", "testimony speakers FILE --list shows them")
    return speaker


def merge_speakers(document: Document, speaker_id: str, into: str, by: Identity) -> Edit:
    """Give all rows of one speaker to another; the first one is then no more.

    Approved sides of the rows that change hands are ``edited`` again.

    Raises:
        EditRefused: There is no such speaker, or both are the same.
    """
    gone, kept = speaker_of(document, speaker_id), speaker_of(document, into)
    if gone == kept:
        raise EditRefused(f"{gone.name} cannot be merged with itself.", "name two speakers")
    rows = _given(_rows_of(document, speaker_id), into, by)
    heard = [*_rows_of(document, speaker_id), *_rows_of(document, into)]
    return Edit(EditKind.MERGE_SPEAKERS, (*_renewed(kept, heard), *rows, Change(gone, None)))


def split_speaker(document: Document, speaker_id: str, ids: Collection[str], by: Identity) -> Edit:
    """Give some rows of a speaker to somebody new, with a neutral name.

    Approved sides of the rows that change hands are ``edited`` again.

    Args:
        document: As it stands.
        speaker_id: Whose rows they are.
        ids: Of the rows; others than this speaker's are left alone.
        by: Who does it.

    Raises:
        EditRefused: There is no such speaker, or nobody would have a row left.
    """
    speaker = speaker_of(document, speaker_id)
    rows = _rows_of(document, speaker_id)
    moved = [row for row in rows if row.id in ids]
    left = [row for row in rows if row.id not in ids]
    if not moved or not left:
        raise EditRefused(f"{speaker.name} has no second voice.", "move single rows instead")
    new = Speaker(_free_id(document), neutral_name(document, moved), languages=_languages(moved))
    given = _given(moved, new.id, by)
    return Edit(EditKind.SPLIT_SPEAKER, (Change(None, new), *_renewed(speaker, left), *given))


def neutral_name(document: Document, rows: Sequence[Segment], besides: str = "") -> str:
    """``SPEAKER 5 (ZH)``: a number that no other speaker has, and the languages of some rows.

    Args:
        document: As it stands.
        rows: What the speaker says.
        besides: Id of a speaker whose number is free.
    """
    names = [one.name for one in document.speakers.values() if one.id != besides]
    taken = {name.split(" (")[0].rstrip("?").upper() for name in names}
    number = next(k for k in range(1, len(names) + 2) if f"SPEAKER {k}" not in taken)
    languages = ", ".join(language.upper() for language in _languages(rows))
    return f"SPEAKER {number} ({languages})" if languages else f"SPEAKER {number}"


def _rows_of(document: Document, speaker_id: str) -> list[Segment]:
    return [row for row in document.segments.values() if row.speaker == speaker_id]


def _languages(rows: Iterable[Segment]) -> tuple[str, ...]:
    spoken: dict[str, int] = defaultdict(int)
    for row in rows:
        spoken[row.language] += row.end_ms - row.start_ms
    return languages_of(spoken)


def _given(rows: Iterable[Segment], speaker_id: str, by: Identity) -> list[Change]:
    return [Change(row, touched(replace(row, speaker=speaker_id), BOTH_SIDES, by)) for row in rows]


def _renewed(speaker: Speaker, rows: Sequence[Segment]) -> list[Change]:
    """The speaker with the languages of the rows that are theirs now; nothing where those stay."""
    after = replace(speaker, languages=_languages(rows) or speaker.languages)
    return [Change(speaker, after)] if after != speaker else []


def _free_id(document: Document) -> str:
    return f"S{1 + max((int(one[1:]) for one in document.speakers if one[1:].isdigit()), default=0)}"
