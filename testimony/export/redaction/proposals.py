"""What a redaction is not sure of: listed, written into a file to decide, and never passed over."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from testimony.export.options import Exhibit
from testimony.export.redaction.profile import read_profile
from testimony.export.redaction.redactor import Proposal, Redactor
from testimony.transcript.errors import ExportError
from testimony.transcript.types import Transcript

__all__ = [
    "Question",
    "propose",
    "questions_of",
    "refuse_undecided",
    "with_questions",
    "without_open_questions",
]

_LISTED = 20
_OPEN = "  # write accept or refuse"
_OPEN_TABLE = re.compile(
    r"^\[\[decision\]\]\n(?:(?:text|kind|lines|context|why|replacement) = .*\n)+"
    rf'decision = ""{_OPEN}\n\n?',
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to accept or refuse, wherever it stands.

    Attributes:
        kind: What it may be: ``person 1``, ``dates of birth``.
        text: As it is written.
        replacement: What would stand instead.
        why: Why a person has to look, one sentence.
        places: Where it stands.
        context: The text around the first of them.
    """

    kind: str
    text: str
    replacement: str
    why: str
    places: tuple[str, ...]
    context: str


def propose(profile: Path, transcript: Transcript, exhibit: Exhibit) -> list[Question]:
    """Return what a redaction by a profile would ask about, and has no answer for yet.

    Raises:
        ExportError: The profile is unusable.
    """
    redactor = Redactor(read_profile(profile), transcript, exhibit)
    return list(questions_of(redactor.proposals()))


def questions_of(proposals: Iterable[Proposal]) -> Iterator[Question]:
    """Join proposals about the same text; a date is a question of its own in every line."""
    grouped: dict[tuple[str, str, str], list[Proposal]] = {}
    for one in proposals:
        # The same name is the same person; the same day may be a birth in one line and an arrest in another.
        apart = one.place if one.hit.instead == "[DATE]" else ""
        grouped.setdefault((one.hit.label, one.text, apart), []).append(one)
    for (kind, text, _), alike in grouped.items():
        first = alike[0]
        places = tuple(dict.fromkeys(one.place for one in alike))
        yield Question(kind, text, first.hit.instead, first.hit.why, places, first.context)


def without_open_questions(profile: str) -> str:
    """Return the text of a profile without the tables that ``with_questions`` wrote and nobody answered."""
    return _OPEN_TABLE.sub("", profile)


def with_questions(
    profile: str, questions: Iterable[Question], answers: Mapping[int, str] | None = None
) -> str:
    """Return the text of a profile with a table for each question at its end.

    Args:
        profile: Its text.
        questions: In order.
        answers: Number of a question, from 0 → ``accept`` or ``refuse``; the others are left open.
    """
    known = answers or {}
    tables = [
        "[[decision]]\n"
        f"text = {_toml(one.text)}\n"
        f"kind = {_toml(one.kind)}\n"
        f"lines = [{', '.join(map(_toml, one.places))}]\n"
        f"context = {_toml(one.context)}\n"
        f"why = {_toml(one.why)}\n"
        f"replacement = {_toml(one.replacement)}\n"
        f"decision = {_toml(known.get(number, ''))}{'' if known.get(number) else _OPEN}\n"
        for number, one in enumerate(questions)
    ]
    return "\n".join([profile.rstrip("\n") + "\n", *tables])


def _toml(text: str) -> str:
    """Write a basic string of TOML, which has the escapes of JSON but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def refuse_undecided(path: Path, redactor: Redactor, whole: Collection[str]) -> None:
    """Stop until a person has decided about everything that was proposed.

    Args:
        path: The profile.
        redactor: Knows what was decided.
        whole: Ids of lines that go whole, about which nothing needs deciding.

    Raises:
        ExportError: Something is undecided; the message lists it with its line.
    """
    gone = tuple(f"line {one}," for one in whole)
    asked = [one for one in redactor.proposals() if not (gone and one.place.startswith(gone))]
    found = list(questions_of(asked))
    if found:
        listed = "; ".join(f"{one.text} ({one.places[0]}, like {one.kind})" for one in found[:_LISTED])
        more = f" and {len(found) - _LISTED} more" if len(found) > _LISTED else ""
        raise ExportError(
            f"These may have to be redacted, and nobody has decided: {listed}{more}.",
            f"To accept or refuse each: testimony redact FILE --profile {path} --propose DECIDED.toml",
        )
