"""A redaction profile: what may not leave the house, as a TOML file says it."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from testimony.export.redaction.kinds import PATTERNS
from testimony.transcript.errors import ExportError

__all__ = ["Decision", "Person", "Profile", "Term", "read_profile"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who gets one pseudonym wherever they are named.

    Attributes:
        pseudonym: What stands instead, the same in both languages.
        hanzi: The name in Chinese characters, either script.
        roman: The name in Latin letters, ``Li Ming``; any order, case and spacing is found.
        aliases: Other names, found as they are written.
        accept: Look-alikes that are this person too.
        refuse: Look-alikes that are not.
    """

    pseudonym: str
    hanzi: tuple[str, ...] = ()
    roman: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    refuse: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase and what stands instead."""

    text: str
    replacement: str = "[REDACTED]"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about something that was proposed.

    Attributes:
        kind: ``person 1``, ``dates of birth``; what it was taken for.
        text: As it stands in the transcript.
        accepted: True to replace it, False to leave it, None while nobody has decided.
        lines: Where it stands; empty for everywhere.
        replacement: What stands instead; empty for what was proposed.
    """

    kind: str
    text: str
    accepted: bool | None
    lines: tuple[str, ...] = ()
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything to redact.

    Attributes:
        terms: Words and phrases.
        patterns: Names of built-in patterns, see ``PATTERNS``.
        people: With their pseudonyms.
        segments: Ranges whose text goes whole, ``12-15``.
        expressions: The profile's own regular expressions.
    """

    people: tuple[Person, ...] = ()
    terms: tuple[Term, ...] = ()
    patterns: tuple[str, ...] = ()
    expressions: tuple[re.Pattern[str], ...] = ()
    segments: str = ""
    birth_dates: tuple[tuple[int, int, int], ...] = ()
    decisions: tuple[Decision, ...] = ()


def read_profile(path: Path) -> Profile:
    """Read a profile.

    Raises:
        ExportError: The file is missing, no TOML, or holds a key or value that means nothing; a
            misspelt key would otherwise let something out.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _error(path, f"it cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _error(path, f"it is not TOML: {error}") from error
    known = {"person", "term", "patterns", "expressions", "segments", "birth_dates", "decision"}
    _refuse_unknown(path, data, known, "the file")
    people = tuple(
        _person(path, item, index) for index, item in enumerate(_tables(path, data, "person"), start=1)
    )
    terms = tuple(_term(path, item) for item in _tables(path, data, "term"))
    patterns = tuple(_strings(path, data.get("patterns", []), "patterns"))
    for name in patterns:
        if name not in PATTERNS:
            raise _error(path, f"there is no pattern {name!r}; there are: {', '.join(PATTERNS)}")
    profile = Profile(
        people,
        terms,
        patterns,
        _expressions(path, data),
        _segments(path, data),
        _birth_dates(path, data),
        tuple(_decision(path, item) for item in _tables(path, data, "decision")),
    )
    if replace(profile, decisions=()) == Profile():
        raise _error(path, "it names nothing to redact")
    return profile


def _error(path: Path, what: str) -> ExportError:
    return ExportError(f"The redaction profile {path} is unusable: {what}.", "docs/redaction.md shows one.")


def _refuse_unknown(path: Path, data: Mapping[str, object], known: set[str], where: str) -> None:
    unknown = sorted(set(data) - known)
    if unknown:
        raise _error(path, f"{where} has a key {unknown[0]!r}; there are: {', '.join(sorted(known))}")


def _tables(path: Path, data: Mapping[str, object], name: str) -> list[dict[str, object]]:
    value = data.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise _error(path, f"write each {name} as [[{name}]]")
    return value


def _strings(path: Path, value: object, where: str) -> list[str]:
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) and item.strip() for item in items):
        raise _error(path, f"{where} must be texts that are not empty")
    return [item.strip() for item in items]


def _person(path: Path, item: Mapping[str, object], number: int) -> Person:
    names = [field.name for field in fields(Person)]
    _refuse_unknown(path, item, set(names), f"person {number}")
    lists = {
        name: tuple(_strings(path, item.get(name, []), f"person {number}, {name}")) for name in names[1:]
    }
    pseudonym = item.get("pseudonym", f"[PERSON {number}]")
    if not isinstance(pseudonym, str) or not pseudonym.strip():
        raise _error(path, f"person {number} has an empty pseudonym")
    if not (lists["hanzi"] or lists["roman"] or lists["aliases"]):
        raise _error(path, f"person {number} has no name: give hanzi, roman or aliases")
    return Person(pseudonym.strip(), **lists)


def _term(path: Path, item: Mapping[str, object]) -> Term:
    _refuse_unknown(path, item, {"text", "replacement"}, "a term")
    (text,) = _strings(path, item.get("text", ""), "the text of a term")
    return Term(text, str(item.get("replacement", "[REDACTED]")))


def _expressions(path: Path, data: Mapping[str, object]) -> tuple[re.Pattern[str], ...]:
    found = []
    for text in _strings(path, data.get("expressions", []), "expressions"):
        try:
            expression = re.compile(text)
        except re.error as error:
            raise _error(path, f"{text!r} is not a regular expression: {error}") from error
        if expression.match(""):
            raise _error(path, f"{text!r} matches nothing at all, everywhere")
        found.append(expression)
    return tuple(found)


def _segments(path: Path, data: Mapping[str, object]) -> str:
    return ",".join(_strings(path, data.get("segments", []), "segments"))


_ANSWERS = {"accept": True, "refuse": False, "": None}


def _decision(path: Path, item: Mapping[str, object]) -> Decision:
    known = {"kind", "text", "lines", "replacement", "decision", "why", "context"}
    _refuse_unknown(path, item, known, "a decision")
    texts = {key: item.get(key, "") for key in known - {"lines"}}
    if not all(isinstance(value, str) for value in texts.values()) or not str(texts["text"]).strip():
        raise _error(path, "every key of a decision but lines is a text, and text is not empty")
    answer = str(texts["decision"]).strip().lower()
    if answer not in _ANSWERS:
        raise _error(path, f"the decision about {texts['text']!r} is {answer!r}; write accept or refuse")
    lines = tuple(_strings(path, item.get("lines", []), "the lines of a decision"))
    return Decision(
        str(texts["kind"]), str(texts["text"]), _ANSWERS[answer], lines, str(texts["replacement"])
    )


def _birth_dates(path: Path, data: Mapping[str, object]) -> tuple[tuple[int, int, int], ...]:
    value = data.get("birth_dates", [])
    found = []
    for item in value if isinstance(value, list) else [value]:
        try:
            day = item if isinstance(item, datetime.date) else datetime.date.fromisoformat(str(item))
        except ValueError as error:
            raise _error(path, f"birth_dates has {item!r}; write days as 1990-03-31") from error
        found.append((day.year, day.month, day.day))
    return tuple(found)
