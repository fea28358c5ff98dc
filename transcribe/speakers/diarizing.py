"""Who speaks when in a whole recording: voiceprints, speakers, the interpreter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transcribe.speakers.assigning import Speakers, assign_speakers
from transcribe.speakers.interpreter import Turn, find_interpreter, find_split_interpreter
from transcribe.speakers.pieces import Assignment, HowMany, Piece

__all__ = ["Diarization", "diarize"]

_HALVES_MARGIN = -0.03  # how far below even the two halves of an interpreter may stand, languages allowed for


@dataclass(frozen=True, slots=True)
class Diarization:
    """Who said what.

    Attributes:
        assignments: One a piece.
        interpreter: The speaker that does what interpreters do; None where nobody does.
    """

    assignments: tuple[Assignment, ...]
    interpreter: int | None = None


def diarize(pieces: Sequence[Piece], how_many: HowMany | None = None) -> Diarization:
    """Say who said each piece, and who of them interprets.

    An interpreter whose voice was taken for two, one for each language, is made one again where the number
    of speakers allows it.

    Args:
        pieces: In time order.
        how_many: What is known of the number of speakers; None for nothing.
    """
    wanted = how_many or HowMany()
    found = assign_speakers(pieces, wanted)
    if find_interpreter(_turns(pieces, found.assignments)) is None:
        found = _made_one(pieces, found, wanted)
    interpreter = find_interpreter(_turns(pieces, found.assignments))
    return Diarization(found.assignments, interpreter)


def _made_one(pieces: Sequence[Piece], found: Speakers, wanted: HowMany) -> Speakers:
    count = len({one.speaker for one in found.assignments})
    if count <= max(2, wanted.least):
        return found
    alike = [
        (found.margin(first, second), first, second)
        for first, second in find_split_interpreter(_turns(pieces, found.assignments))
    ]
    best = max(alike, default=None)
    if best is None or best[0] < _HALVES_MARGIN:
        return found
    return found.joined(best[1], best[2])


def _turns(pieces: Sequence[Piece], assignments: Sequence[Assignment]) -> list[Turn]:
    return [
        Turn(one.speaker, piece.language, piece.start_ms, piece.end_ms)
        for piece, one in zip(pieces, assignments, strict=True)
    ]
