"""Names that speech recognition may have written otherwise: 李明, 黎明."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from testimony.export.names import rules_for_names
from testimony.export.plain import plain
from testimony.export.profile import Person, Profile
from testimony.export.scripts import converter
from testimony.transcript.errors import ExportError
from testimony.transcript.types import Transcript

__all__ = ["lookalikes", "refuse_lookalikes"]

_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_LATIN_WORD = re.compile(r"[A-Za-z]+")
_SHORT = 2
_LISTED = 12


def refuse_lookalikes(path: Path, profile: Profile, transcript: Transcript) -> None:
    """Stop until a person has decided about everything that sounds or looks like a redacted name.

    Raises:
        ExportError: Something is neither in ``accept`` nor in ``refuse``; the message lists it.
    """
    undecided: list[str] = []
    for number, person in enumerate(profile.people, start=1):
        found = lookalikes(person, transcript)
        undecided += [f"{text} (line {line}, like person {number})" for text, line in found.items()]
    if undecided:
        more = f" and {len(undecided) - _LISTED} more" if len(undecided) > _LISTED else ""
        listed = "; ".join(undecided[:_LISTED]) + more
        raise ExportError(
            f"These may be redacted names that were written otherwise: {listed}.",
            f"Put each into accept or refuse of the person in {path}.",
        )


def lookalikes(person: Person, transcript: Transcript) -> dict[str, str]:
    """Return what sounds like a name, or is one edit away, and the first line that has it."""
    decided = {
        _key(text) for text in (*person.hanzi, *person.roman, *person.aliases, *person.accept, *person.refuse)
    }
    known = [rule.pattern for rule in rules_for_names(person, "")]
    found: dict[str, str] = {}
    names = [_hans(name) for name in person.hanzi if len(name) >= _SHORT]
    romans = [_key(name) for name in person.roman]
    for segment in transcript.segments:
        for text in (plain(segment.source), plain(segment.target)):
            for candidate in (*_han(text, names), *_latin(text, romans)):
                if _key(candidate) not in decided and not any(p.fullmatch(candidate) for p in known):
                    found.setdefault(candidate, segment.id)
    return found


def _key(text: str) -> str:
    return "".join(re.findall(r"\w", _hans(plain(text)))).lower()


def _hans(text: str) -> str:
    return _to_hans()(text)


@lru_cache(maxsize=1)
def _to_hans() -> Callable[[str], str]:
    return converter("hans")


def _han(text: str, names: Iterable[str]) -> Iterator[str]:
    for run in _HAN_RUN.findall(text):
        simple = _hans(run)
        for name in names:
            for at in range(len(run) - len(name) + 1):
                if _alike(simple[at : at + len(name)], name):
                    yield run[at : at + len(name)]


def _alike(window: str, name: str) -> bool:
    """Same sound throughout; or one character other, for two-character names one that sounds near."""
    other = [(a, b) for a, b in zip(window, name, strict=True) if a != b]
    if not other:
        return False
    if all(_readings(a) & _readings(b) for a, b in other):
        return True
    if len(other) != 1:
        return False
    (a, b), *_ = other
    return len(name) > _SHORT or any(_one_edit(x, y) for x in _readings(a) for y in _readings(b))


@lru_cache(maxsize=8192)
def _readings(character: str) -> frozenset[str]:
    from pypinyin import Style, pinyin

    return frozenset(pinyin(character, style=Style.NORMAL, heteronym=True)[0])


def _latin(text: str, romans: Iterable[str]) -> Iterator[str]:
    words = list(_LATIN_WORD.finditer(text))
    windows = [(w.group().lower(), w.group()) for w in words]
    windows += [((a.group() + b.group()).lower(), text[a.start() : b.end()]) for a, b in pairwise(words)]
    for name in romans:
        for squeezed, shown in windows:
            if squeezed != name and _one_edit(squeezed, name) and len(name) >= 5:  # noqa: PLR2004
                yield shown


def _one_edit(one: str, other: str) -> bool:
    """Whether a single insertion, deletion or replacement leads from one to the other."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    at = 0
    while at < min(len(one), len(other)) and one[at] == other[at]:
        at += 1
    if len(one) == len(other):
        return one[at + 1 :] == other[at + 1 :]
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[at + 1 :] == shorter[at:]
