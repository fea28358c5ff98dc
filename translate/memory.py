"""Translations that people approved before, offered again; only where a person names where they lie.

A memory is a TMX file, a transcript, or a folder of both. Of a transcript only what is approved on both
sides counts. An encrypted transcript is no source: what somebody locked does not leak into another case.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from testimony.text.scripts import normalise
from testimony.transcript.errors import TranslationError, WrongPassphrase
from testimony.transcript.types import Segment, Translation
from translate.checks import Context, check_pair
from translate.sentences import primary_language, writes_spaces
from translate.terms.tmx import read_tmx

if TYPE_CHECKING:
    from translate.glossary import Glossary

TargetOf = Callable[[str], str]

__all__ = ["Memory", "MemoryMatch", "MemoryUnit", "load_memory"]

_LEAST = 70  # per cent alike; below it a match costs more reading than it saves
_CANDIDATES = 40
_TOKEN = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ffff]|[^\W_]+(?:['’-][^\W_]+)*|[^\s\w]", re.UNICODE)
_SUFFIXES = frozenset({".tmx", ".testimony"})
_HINT = "name a TMX file, a transcript, or a folder of them"


@dataclass(frozen=True, slots=True)
class MemoryUnit:
    """One approved translation.

    Attributes:
        origin: File name and id, for a person: ``old-case.tmx 12``.
    """

    source: str
    target: str
    source_language: str
    target_language: str
    origin: str


@dataclass(frozen=True, slots=True)
class MemoryMatch:
    """A unit that is like a text, for a person to judge.

    Attributes:
        score: Per cent of the words (of Chinese: characters) that agree; 100 only where all do.
        difference: From the unit's source to the text: ``(op, unit's words, text's words)`` with op
            ``equal``, ``delete``, ``insert`` or ``replace``; joined, the parts give either text again.
    """

    unit: MemoryUnit
    score: int
    difference: tuple[tuple[str, str, str], ...]

    @property
    def marked(self) -> str:
        """The difference as one line: ``我[-昨天-]{+今天+}走了``."""
        marks = {"equal": "{0}", "delete": "[-{0}-]", "insert": "{{+{1}+}}", "replace": "[-{0}-]{{+{1}+}}"}
        return "".join(marks[op].format(old, new) for op, old, new in self.difference)


class Memory:
    """Approved translations, found again by their source.

    Args:
        units: In any order; the same unit twice counts once.
    """

    def __init__(self, units: Iterable[MemoryUnit]) -> None:
        self.units = tuple(dict.fromkeys(units))
        self._exact: dict[tuple[str, str, str], list[MemoryUnit]] = {}
        self._words: dict[tuple[str, str], dict[str, list[int]]] = {}
        for at, unit in enumerate(self.units):
            pair = primary_language(unit.source_language), primary_language(unit.target_language)
            self._exact.setdefault((*pair, _key(unit.source)), []).append(unit)
            index = self._words.setdefault(pair, {})
            for gram in _grams(unit.source):
                index.setdefault(gram, []).append(at)

    def __len__(self) -> int:
        return len(self.units)

    @cached_property
    def digest(self) -> str:
        """Hex SHA-256 of what is in it, whatever file it came from and in whatever order."""
        rows = sorted(
            [unit.source_language, unit.source, unit.target_language, unit.target] for unit in self.units
        )
        return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()

    def exact(self, source: str, source_language: str, target_language: str) -> MemoryUnit | None:
        """Give the one approved translation of exactly this text; None where there are none, or several."""
        found = self._exact_units(source, source_language, target_language)
        return found[0] if len({unit.target for unit in found}) == 1 else None

    def matches(
        self, source: str, source_language: str, target_language: str, *, least: int = _LEAST, count: int = 5
    ) -> list[MemoryMatch]:
        """Give units like a text, the likest first, to be offered to a person.

        Args:
            source: What was said.
            source_language: BCP-47 code.
            target_language: BCP-47 code.
            least: Smallest score, per cent.
            count: At most so many.
        """
        pair = primary_language(source_language), primary_language(target_language)
        spaced = writes_spaces(source_language)
        shared: Counter[int] = Counter()
        for gram in _grams(source):
            shared.update(self._words.get(pair, {}).get(gram, ()))
        best = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]
        found = [_match(self.units[at], source, spaced) for at, _ in best]
        alike = {match.unit: match for match in found if match.score >= least}
        for unit in self._exact_units(source, source_language, target_language):
            alike[unit] = MemoryMatch(unit, 100, (("equal", unit.source, source),))
        return sorted(alike.values(), key=lambda match: -match.score)[:count]

    def translations(
        self, segments: Sequence[Segment], target_of: TargetOf, glossary: Glossary | None = None
    ) -> list[Translation]:
        """Give the approved translations of the segments that are known word for word, in order.

        Each is authored as memory and carries the flags of its checks; nobody has approved it here.
        """
        found = []
        for before, segment in zip(["", *(one.source for one in segments)], segments, strict=False):
            target = target_of(segment.language)
            unit = self.exact(segment.source, segment.language, target) if target else None
            if unit is not None:
                context = Context.of_segment(segment, glossary, before)
                flags = check_pair(segment.source, unit.target, segment.language, target, context=context)
                author = f"memory:{self.digest[:16]}"
                found.append(Translation(segment.id, target, unit.target, 0.0, flags, author))
        return found

    def _exact_units(self, source: str, source_language: str, target_language: str) -> list[MemoryUnit]:
        pair = primary_language(source_language), primary_language(target_language)
        return self._exact.get((*pair, _key(source)), [])


def load_memory(path: Path) -> tuple[Memory, list[str]]:
    """Read a TMX file, a transcript, or every one of both in a folder.

    Returns:
        The memory, and one sentence for each file of a folder that is no source.

    Raises:
        TranslationError: Nothing there can be read, or the file named is encrypted; the message says which.
    """
    if not path.is_dir():
        return Memory(_units(path)), []
    units: list[MemoryUnit] = []
    skipped: list[str] = []
    files = sorted(each for each in path.iterdir() if each.suffix.lower() in _SUFFIXES and each.is_file())
    for file in files:
        try:
            units += _units(file)
        except TranslationError as error:
            skipped.append(error.message)
    if not files:
        raise TranslationError(f"The folder {path} holds no TMX file and no transcript.", _HINT)
    return Memory(units), skipped


def _units(path: Path) -> list[MemoryUnit]:
    if path.suffix.lower() == ".testimony":
        return list(_of_transcript(path))
    return [
        MemoryUnit(source, target, language, other, f"{path.name} {unit.id}")
        for unit in read_tmx(path)
        if unit.approved
        for language, source in unit.texts
        for other, target in unit.texts
        if primary_language(language) != primary_language(other)
    ]


def _of_transcript(path: Path) -> Iterator[MemoryUnit]:
    from testimony.transcript.errors import TranscriptFileError
    from testimony.transcript.record.store import TranscriptStore
    from testimony.transcript.verdict import refuse_broken

    if not path.exists():
        raise TranslationError(f"There is no memory {path}.", _HINT)
    try:
        with TranscriptStore.open(path, readonly=True) as store:
            transcript = store.load()
        refuse_broken(path, transcript.verdict)
    except WrongPassphrase:
        raise TranslationError(
            f"{path} is encrypted, and an encrypted transcript is no memory.",
            "export it as TMX, if it may be used for another case",
        ) from None
    except TranscriptFileError as error:
        raise TranslationError(error.message, error.hint) from error
    for one in transcript.segments:
        if one.state.is_reviewed and one.source.strip() and one.target.strip():
            yield MemoryUnit(
                one.source, one.target, one.language, one.target_language, f"{path.name} {one.id}"
            )


def _key(text: str) -> str:
    """What makes two texts the same: not their white space, their script, nor the width of their signs."""
    return " ".join(normalise(text).split())


def _grams(text: str) -> set[str]:
    tokens = _TOKEN.findall(normalise(text).lower())
    return {first + second for first, second in pairwise(tokens)} or set(tokens)


def _match(unit: MemoryUnit, source: str, spaced: bool) -> MemoryMatch:
    old, new = _pieces(unit.source, spaced), _pieces(source, spaced)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    difference = tuple((op, "".join(old[a:b]), "".join(new[c:d])) for op, a, b, c, d in matcher.get_opcodes())
    # One changed word of a long sentence may be its date or its "not": 100 is for the same text alone.
    return MemoryMatch(unit, min(int(100 * matcher.ratio()), 99), difference)


def _pieces(text: str, spaced: bool) -> list[str]:
    return re.findall(r"\s+|[^\W_]+|[\W_]", text) if spaced else list(text)
