"""Voices → names and roles: what is sure is said, what is likely ends in a question mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from testimony.app.speakers.options import INTERPRETER, Role
from testimony.transcript.voices import languages_of

__all__ = ["Naming", "Voice", "explain_unmapped", "name_voices"]


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice of a recording.

    Attributes:
        spoken_ms: Language → how long it spoke in it; ``und`` is left out.
        known_names: Names that its rows had by channel and language before voices were told apart.
    """

    spoken_ms: Mapping[str, int]
    known_names: frozenset[str] = frozenset()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it speaks, most spoken first."""
        return languages_of(self.spoken_ms)


@dataclass(frozen=True, slots=True)
class Naming:
    """What voices are called.

    Attributes:
        names: One a voice.
        roles: One a voice; empty where it is not known.
        unmapped: Roles that no voice could be found for without a guess.
    """

    names: tuple[str, ...]
    roles: tuple[str, ...]
    unmapped: tuple[Role, ...] = ()


def name_voices(voices: Sequence[Voice], interpreter: int | None, roles: Sequence[Role] = ()) -> Naming:
    """Name the voices of a recording.

    Args:
        voices: In order of first appearance.
        interpreter: The one that does what interpreters do; None where nobody does.
        roles: Roles that are known to be there; each goes to a voice only where no other would do.
    """
    found: dict[int, str] = {} if interpreter is None else {interpreter: INTERPRETER}
    unmapped = _map_roles(voices, roles, found)
    counted: dict[str, int] = {}
    names: list[str] = []
    plain = 0
    for index, voice in enumerate(voices):
        plain += index not in found
        names.append(_name(voice, found.get(index, ""), plain, counted))
    names = [_known(voices, index) or name for index, name in enumerate(names)]
    return Naming(tuple(names), tuple(found.get(index, "") for index in range(len(voices))), unmapped)


def explain_unmapped(naming: Naming, transcript: Path) -> tuple[str, ...]:
    """One sentence for each role that no voice could be found for without a guess."""
    return tuple(
        f"which voice is the {role.name} could not be told without a guess:"
        f" listen with testimony speakers {transcript} --list, and name them in review."
        for role in naming.unmapped
    )


def _name(voice: Voice, role: str, plain: int, counted: dict[str, int]) -> str:
    if not role:
        languages = ", ".join(language.upper() for language in voice.languages)
        return f"SPEAKER {plain} ({languages})" if languages else f"SPEAKER {plain}"
    counted[role] = counted.get(role, 0) + 1
    return f"{role.upper()}?" if counted[role] == 1 else f"{role.upper()} {counted[role]}?"


def _known(voices: Sequence[Voice], index: int) -> str:
    """A name that all rows of this voice had, and no row of another voice."""
    names = voices[index].known_names
    if len(names) != 1:
        return ""
    (name,) = names
    return "" if any(name in voice.known_names for at, voice in enumerate(voices) if at != index) else name


def _map_roles(voices: Sequence[Voice], roles: Sequence[Role], found: dict[int, str]) -> tuple[Role, ...]:
    """Give out roles for as long as one fits exactly as many free voices as have it."""
    waiting = [role for role in roles if role.name != INTERPRETER]
    missing = tuple(role for role in roles if role.name == INTERPRETER and INTERPRETER not in found.values())
    changed = True
    while changed:
        changed = False
        for role in list(waiting):
            free = [index for index in range(len(voices)) if index not in found]
            fitting = [index for index in free if not role.language or _speaks(voices[index], role.language)]
            others = sum(other.count for other in waiting if other is not role)
            if len(fitting) == role.count and (role.language or others == 0):
                found.update(dict.fromkeys(fitting, role.name))
                waiting.remove(role)
                changed = True
    return (*missing, *waiting)


def _speaks(voice: Voice, language: str) -> bool:
    return voice.languages[:1] == (language,)
