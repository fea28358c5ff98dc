"""What a person says about the speakers: how many there are, and their roles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from testimony.transcript.errors import SettingsError

if TYPE_CHECKING:
    from transcribe.speakers.known import KnownVoice
    from transcribe.speakers.pieces import HowMany

__all__ = ["INTERPRETER", "Role", "SpeakerOptions", "parse_roles", "parse_speakers", "speaker_options"]

INTERPRETER = "interpreter"
OFF = "off"
_MOST = 99
_RANGE = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?")
_ROLE = re.compile(r"(?P<name>[^\W\d_][\w .'-]*)(?::(?P<what>\d{1,2}|[a-z]{2,3}))?")


@dataclass(frozen=True, slots=True)
class Role:
    """A role that somebody in the recording has.

    Attributes:
        name: ``judge``, ``counsel``, ``respondent``, ``interpreter``, or a person's own word.
        count: How many have it.
        language: The language they speak; empty where it is not said.
    """

    name: str
    count: int = 1
    language: str = ""


@dataclass(frozen=True, slots=True)
class SpeakerOptions:
    """How the speakers of a recording are told apart.

    Attributes:
        least: At least so many.
        most: At most so many; 0 leaves it open.
        roles: Roles that are known to be there.
        known: Enrolled voices, whose names are offered.
    """

    least: int = 1
    most: int = 0
    roles: tuple[Role, ...] = ()
    known: tuple[KnownVoice, ...] = ()

    def how_many(self) -> HowMany:
        """The number of speakers; where only roles are known, as many as they are, give or take one."""
        from transcribe.speakers.pieces import HowMany

        expected = sum(role.count for role in self.roles)
        if self.most or self.least > 1 or not expected:
            return HowMany(self.least, self.most)
        return HowMany(max(1, expected - 1), expected + 1)


def speaker_options(
    speakers: str, roles: str = "", known: tuple[KnownVoice, ...] = ()
) -> SpeakerOptions | None:
    """What the options ``--speakers``, ``--roles`` and ``--voices`` say; None for ``off``.

    Raises:
        SettingsError: They cannot be read, or contradict each other.
    """
    if speakers.strip().lower() == OFF:
        if roles or known:
            raise SettingsError(
                f"--{'roles' if roles else 'voices'} needs voices to be told apart.",
                "leave out --no-speakers",
            )
        return None
    least, most = parse_speakers(speakers)
    named = parse_roles(roles)
    expected = sum(role.count for role in named)
    if most and expected > most:
        raise SettingsError(
            f"--roles names {expected} speakers, --speakers says {most} at most.", "make them agree"
        )
    return SpeakerOptions(least, most, named, known)


def parse_speakers(text: str) -> tuple[int, int]:
    """``4`` or ``3-6`` as the smallest and largest number of speakers; empty for (1, 0), any number.

    Raises:
        SettingsError: It is no number and no range, or the range is empty.
    """
    if not text.strip():
        return 1, 0
    match = _RANGE.fullmatch(text.strip())
    least, most = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= least <= most <= _MOST:
        raise SettingsError(
            f"{text!r} is no number of speakers.",
            "give a number or a range, as --speakers 4 or --speakers 3-6",
        )
    return least, most


def parse_roles(text: str) -> tuple[Role, ...]:
    """``judge,counsel:2,respondent:zh,interpreter`` as roles.

    Raises:
        SettingsError: A role cannot be read, or the interpreter is named twice.
    """
    roles: list[Role] = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        match = _ROLE.fullmatch(part)
        if match is None or match["what"] in ("0", "00"):
            raise SettingsError(
                f"{part!r} in --roles cannot be read.",
                "write a role, a role and how many have it, or a role and its language:"
                " --roles judge,counsel:2,respondent:zh,interpreter",
            )
        what = match["what"] or ""
        roles.append(
            Role(match["name"].strip().lower(), int(what), "")
            if what.isdigit()
            else Role(match["name"].strip().lower(), 1, what)
        )
    names = [role.name for role in roles if role.name == INTERPRETER]
    if len(names) > 1:
        raise SettingsError("--roles names the interpreter twice.", "name each role once, as in counsel:2")
    return tuple(roles)
