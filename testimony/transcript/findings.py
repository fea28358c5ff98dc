"""A finding: how an interpreter's rendition differs from what was said, and what people decided about it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TypedDict

__all__ = ["Decision", "Finding", "FindingKind", "Grade", "Verdict", "finding_id"]


class FindingKind(enum.StrEnum):
    """What kind of difference it is, in the words of those who audit interpreters."""

    OMISSION = "omission"
    ADDITION = "addition"
    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    NAME = "name"
    KINSHIP = "kinship"
    NEGATION = "negation"
    PERSON = "person"
    TENSE = "tense"
    INTENSITY = "intensity"
    HEDGE = "hedge"
    TERM = "term"
    REPORTED_SPEECH = "reported_speech"
    MEANING = "meaning"
    NOT_INTERPRETED = "not_interpreted"
    NOT_SAID = "not_said"


class Grade(enum.StrEnum):
    """How much a difference weighs: the wording suffers, the meaning changes, a fact of the case changes."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class Decision(enum.StrEnum):
    """What people decided about a finding."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference between what was said and what the interpreter said.

    Attributes:
        id: Made of its kind and rows, so that making the findings again finds it again.
        kind: What kind of difference.
        grade: As proposed, or as a person regraded it.
        originals: Ids of the rows that were rendered.
        renditions: Ids of the rows that render them; empty where nothing does.
        note: What differs, one sentence.
        sure: True where a rule found two things that cannot both be right; False for a likelihood.
        doubt: Why the draft itself may be wrong, one sentence; empty where nothing says so.
        proposal: The rendition as it should have been, written by a person.
        decision: What people decided.
        remark: A person's note.
        by: Who decided.
        texts_sha256: Digest of the texts that were compared; another digest means that they changed.
        made_by: The pass that found it; empty for a person's own finding.
    """

    id: str
    kind: FindingKind
    grade: Grade
    originals: tuple[str, ...]
    renditions: tuple[str, ...]
    note: str
    sure: bool = False
    doubt: str = ""
    proposal: str = ""
    decision: Decision = Decision.OPEN
    remark: str = ""
    by: str = ""
    texts_sha256: str = ""
    made_by: str = ""

    @property
    def is_decided(self) -> bool:
        """True once a person did anything with it."""
        return bool(self.by)


class Verdict(TypedDict, total=False):
    """What a person says of a finding; what is left out stays."""

    decision: Decision
    grade: Grade
    kind: FindingKind
    proposal: str
    remark: str


def finding_id(
    kind: FindingKind, number: int, originals: tuple[str, ...], renditions: tuple[str, ...]
) -> str:
    """The id: kind, place among those of its kind on these rows, rows (``number-1:58>59``)."""
    return f"{kind.value}-{number}:{','.join(originals)}>{','.join(renditions)}"
