"""Which voice is the interpreter's: one voice in two languages, whose turns follow turns in the other one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Turn", "find_interpreter", "find_split_interpreter", "turns_of"]

_FEWEST = 2  # turns in either language
_SHARE = 0.15  # of an interpreter's turns that are in the lesser of the two languages
_FOLLOWS = 0.6  # of an interpreter's turns follow somebody else's turn in the other language
_FOLLOWED_MS = 20_000
_ONE_LANGUAGE = 0.9
_HALF_FOLLOWS = 0.7


@dataclass(frozen=True, slots=True)
class Turn:
    """Pieces of one speaker in one language, nobody in between."""

    speaker: int
    language: str
    start_ms: int
    end_ms: int


def turns_of(said: Sequence[Turn]) -> list[Turn]:
    """Join neighbours of one speaker in one language.

    Args:
        said: Pieces in time order; those of unknown language are left out.
    """
    joined: list[Turn] = []
    for one in said:
        if one.language == "und":
            continue
        last = joined[-1] if joined else None
        if last and (last.speaker, last.language) == (one.speaker, one.language):
            joined[-1] = Turn(one.speaker, one.language, last.start_ms, max(last.end_ms, one.end_ms))
        else:
            joined.append(one)
    return joined


def find_interpreter(said: Sequence[Turn]) -> int | None:
    """The speaker who does what interpreters do; None where nobody does.

    Args:
        said: Pieces in time order.

    Returns:
        The speaker with the most turns of those who speak two languages and mostly follow another
        speaker's turn in the other one.
    """
    turns = turns_of(said)
    spoken: dict[int, Counter[str]] = defaultdict(Counter)
    for turn in turns:
        spoken[turn.speaker][turn.language] += 1
    following = _following(turns)
    found = [
        (sum(counts.values()), speaker)
        for speaker, counts in spoken.items()
        if _speaks_two(counts) and following.get(speaker, 0.0) >= _FOLLOWS
    ]
    return max(found, key=lambda item: (item[0], -item[1]))[1] if found else None


def find_split_interpreter(said: Sequence[Turn]) -> list[tuple[int, int]]:
    """Pairs of speakers who may be one interpreter that was taken for two voices, one for each language.

    Both speak one language, not the same, and nearly always follow a third speaker's turn in the other one.
    Whether their voices are alike enough is for the caller to say.

    Args:
        said: Pieces in time order.
    """
    turns = turns_of(said)
    spoken: dict[int, Counter[str]] = defaultdict(Counter)
    for turn in turns:
        spoken[turn.speaker][turn.language] += 1
    one = {
        speaker: counts.most_common(1)[0][0]
        for speaker, counts in spoken.items()
        if counts.total() > _FEWEST and counts.most_common(1)[0][1] >= _ONE_LANGUAGE * counts.total()
    }
    return [
        (first, second)
        for first in sorted(one)
        for second in sorted(one)
        if first < second and one[first] != one[second] and _follow_others(turns, first, second)
    ]


def _follow_others(turns: Sequence[Turn], first: int, second: int) -> bool:
    renamed = [
        Turn(first if turn.speaker == second else turn.speaker, turn.language, turn.start_ms, turn.end_ms)
        for turn in turns
    ]
    return _following(renamed).get(first, 0.0) >= _HALF_FOLLOWS


def _speaks_two(counts: Mapping[str, int]) -> bool:
    common = sorted(counts.values(), reverse=True)[:2]
    return len(common) > 1 and common[1] >= max(_FEWEST, _SHARE * sum(common))


def _following(turns: Sequence[Turn]) -> dict[int, float]:
    """For each speaker, the share of turns right after another speaker's turn in another language."""
    after: Counter[int] = Counter()
    every: Counter[int] = Counter()
    for number, turn in enumerate(turns):
        every[turn.speaker] += 1
        before = turns[number - 1] if number else None
        if (
            before is not None
            and before.speaker != turn.speaker
            and before.language != turn.language
            and turn.start_ms - before.end_ms <= _FOLLOWED_MS
        ):
            after[turn.speaker] += 1
    return {speaker: after[speaker] / count for speaker, count in every.items()}
