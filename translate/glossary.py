"""The case's own terms and names, read from a table a person keeps, or from a term base (TBX).

The table is a tab-separated file (UTF-8, or UTF-16 with its byte order mark) or the first sheet of an Excel
workbook (.xlsx), with a header. Needed columns: ``term`` and ``preferred``; known
ones: ``variants``, ``forbidden``, ``kind`` (``term`` or ``name``), ``note``, ``source``, ``status`` and
``direction`` (``zh-en``, ``en-zh`` or ``both``). For names, ``hanzi`` and ``romanisation`` (or
``romanization``) may stand for ``term`` and ``preferred``, and ``aliases`` holds other forms of either
side. Several values of a cell are parted by ``|``. With ``both``, the term is in the first language of
the pair and is looked for either way round.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from testimony.transcript.errors import GlossaryError
from translate.glossary_entry import DEFAULT_PAIR, Entry
from translate.matching import PhraseIndex, contains
from translate.sentences import primary_language
from translate.terms.tables import Row, read_table_rows
from translate.terms.tbx import is_tbx, read_tbx

__all__ = ["Entry", "Glossary", "Use", "load_glossary"]

# Needed columns, and those that may stand for them where the row is a name.
_NEEDED = {"term": ("hanzi",), "preferred": ("romanisation", "romanization")}
_DIRECTION = re.compile(r"[a-z]{2,3}-[a-z]{2,3}")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ffff]")
_RETIRED = frozenset({"retired", "deprecated", "rejected"})
_KINDS = frozenset({"term", "name"})


@dataclass(frozen=True, slots=True)
class Use:
    """A term found in a source text.

    Attributes:
        said: As it stands there.
        accepted: The renderings any of which will do.
        forbidden: The renderings that will not.
        is_name: It names a person or a place.
    """

    said: str
    accepted: tuple[str, ...]
    forbidden: tuple[str, ...]
    is_name: bool

    @property
    def wanted(self) -> str:
        """The renderings for a person to read."""
        return " / ".join(self.accepted[:3])

    def is_rendered(self, target: str, language: str) -> bool:
        """Tell whether the target has an accepted rendering."""
        return any(contains(target, form, language) for form in self.accepted)

    def forbidden_in(self, target: str, language: str, others: Sequence[Use] = ()) -> list[str]:
        """Give the forbidden renderings the target has, unless an accepted one holds them.

        Args:
            target: The translation.
            language: Its BCP-47 code.
            others: The other terms of the same source. What renders one of them is no fault of this
                one, as long as this one is rendered too (拘留 and 逮捕: "detained and then arrested").
        """
        rest = target
        for form in sorted(self.accepted, key=len, reverse=True):
            rest = re.sub(re.escape(form), " ", rest, flags=re.IGNORECASE)
        found = [form for form in self.forbidden if contains(rest, form, language)]
        if not found or not others or not self.is_rendered(target, language):
            return found
        licensed = {word.lower() for other in others if other is not self for word in other.accepted}
        return [form for form in found if form.lower() not in licensed]


class Glossary:
    """Rows, indexed for both directions.

    Args:
        entries: The rows that are in force.
        digest: Hex SHA-256 of the file, for provenance; empty when it came from no file.
    """

    def __init__(self, entries: Iterable[Entry], digest: str = "") -> None:
        self.entries = tuple(entry for entry in entries if entry.status.lower() not in _RETIRED)
        self.digest = digest
        self._indices: dict[tuple[str, str], PhraseIndex[Use]] = {}
        self._names = {form for entry in self.entries if entry.kind == "name" for form in entry.forms}

    def __len__(self) -> int:
        return len(self.entries)

    def uses(self, source: str, source_language: str, target_language: str) -> list[Use]:
        """Give the terms of a source text, the longest at each place, each once."""
        pair = primary_language(source_language), primary_language(target_language)
        if pair not in self._indices:
            self._indices[pair] = self._build(pair)
        return list(dict.fromkeys(self._indices[pair].find(source)))

    def terms_in(self, source: str, source_language: str, target_language: str) -> list[Use]:
        """Give the terms of a source text that are not names."""
        return [use for use in self.uses(source, source_language, target_language) if not use.is_name]

    def names_in(self, source: str, source_language: str, target_language: str) -> list[Use]:
        """Give the names of a source text."""
        return [use for use in self.uses(source, source_language, target_language) if use.is_name]

    def knows(self, name: str) -> bool:
        """Tell whether a name stands in the glossary."""
        return any(name in form or form in name for form in self._names)

    def hotwords(self) -> dict[str, str]:
        """Give the names that the speech engine should expect: language → words parted by spaces."""
        found: dict[str, list[str]] = {}
        for entry in self.entries:
            if entry.kind == "name":
                found.setdefault(entry.pair[0], []).append(entry.term)
                found.setdefault(entry.pair[1], []).append(entry.preferred[0])
        return {language: " ".join(dict.fromkeys(words)) for language, words in found.items()}

    def _build(self, pair: tuple[str, str]) -> PhraseIndex[Use]:
        forward: dict[str, Entry] = {}
        backward: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if entry.pair == pair:
                forward.update((form, entry) for form in reversed(entry.forms))
            elif entry.both and entry.pair == pair[::-1]:
                for form in entry.preferred:
                    backward.setdefault(form.lower(), []).append(entry)
        phrases = {
            form: Use(form, entry.preferred, entry.forbidden, entry.kind == "name")
            for form, entry in forward.items()
        }
        for form, entries in backward.items():
            accepted = tuple(dict.fromkeys(word for entry in entries for word in entry.forms))
            phrases.setdefault(form, Use(form, accepted, (), entries[0].kind == "name"))
        return PhraseIndex(phrases, pair[0])


def load_glossary(path: Path) -> Glossary:
    """Read a glossary.

    Raises:
        GlossaryError: the file cannot be used; the message names file and line.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise GlossaryError(f"{path} cannot be read: {error.strerror}.") from error
    if is_tbx(path, content):
        return Glossary(read_tbx(path, content), hashlib.sha256(content).hexdigest())
    entries = _read_rows(path, read_table_rows(path, content))
    _refuse_contradictions(path, entries)
    return Glossary(entries, hashlib.sha256(content).hexdigest())


def _read_rows(path: Path, rows: Iterator[Row]) -> list[Entry]:
    _, first = next(rows, (1, []))
    header = [name.strip().lower() for name in first]
    while header and not header[-1]:
        header.pop()
    if missing := [name for name, others in _NEEDED.items() if not {name, *others} & {*header}]:
        raise GlossaryError(
            f"{path}, line 1: the glossary lacks the column {' and '.join(missing)}.",
            "Begin the file with a line of column names parted by tabs: term, preferred, forbidden, note.",
        )
    entries = []
    for line, row in rows:
        if not any(cell.strip() for cell in row) or row[0].startswith("#"):
            continue
        if any(cell.strip() for cell in row[len(header) :]):
            raise GlossaryError(
                f"{path}, line {line}: {len(row)} cells under {len(header)} column names.",
                "part the cells by one tab each, and several values of a cell by |",
            )
        cells = dict(zip(header, (cell.strip() for cell in row), strict=False))
        entries.append(_entry(path, line, cells))
    return entries


def _entry(path: Path, line: int, cells: dict[str, str]) -> Entry:
    for name, cell in cells.items():
        if cell.startswith(("=", "@", "+")):
            raise GlossaryError(f"{path}, line {line}: {name} holds a formula: {cell[:40]}.")
    values = {
        name: _values("|".join(cells.get(each, "") for each in (name, *others)))
        for name, others in _NEEDED.items()
    }
    if empty := [name for name, found in values.items() if not found]:
        raise GlossaryError(f"{path}, line {line}: {empty[0]} is empty.")
    direction = _direction(cells.get("direction", ""))
    if direction != "both" and not _DIRECTION.fullmatch(direction):
        raise GlossaryError(f"{path}, line {line}: the direction is {direction}; write zh-en, en-zh or both.")
    is_name = any(cells.get(name) for name in ("hanzi", "romanisation", "romanization", "aliases"))
    kind = cells.get("kind", "").lower() or ("name" if is_name else "term")
    if kind not in _KINDS:
        raise GlossaryError(f"{path}, line {line}: the kind is {kind}; write term or name.")
    first, _, second = direction.partition("-")
    aliases = _values(cells.get("aliases", ""))
    han = bool(_HAN.search(values["term"][0]))
    ours = tuple(
        alias for alias in aliases if bool(_HAN.search(alias)) == han
    )  # the others: of the other side
    return Entry(
        term=values["term"][0],
        preferred=tuple(
            dict.fromkeys(values["preferred"] + tuple(one for one in aliases if one not in ours))
        ),
        variants=values["term"][1:] + _values(cells.get("variants", "")) + ours,
        forbidden=_values(cells.get("forbidden", "")),
        pair=DEFAULT_PAIR if direction == "both" else (first, second),
        both=direction == "both",
        kind=kind,
        note=cells.get("note", ""),
        source=cells.get("source", ""),
        status=cells.get("status", ""),
        line=line,
    )


def _direction(cell: str) -> str:
    """Read zho-eng and CHS-ENU as zh-en."""
    parts = [primary_language(part) for part in cell.strip().lower().split("-")]
    return "-".join(parts) or "both"


def _values(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in cell.split("|") if value.strip()))


def _refuse_contradictions(path: Path, entries: list[Entry]) -> None:
    seen: dict[tuple[str, tuple[str, str]], Entry] = {}
    for entry in entries:
        if entry.status.lower() in _RETIRED:
            continue
        lowered = {form.lower() for form in entry.forbidden}
        if clash := [form for form in entry.preferred if form.lower() in lowered]:
            raise GlossaryError(f"{path}, line {entry.line}: {clash[0]} is both preferred and forbidden.")
        first = seen.setdefault((entry.term, entry.pair), entry)
        if first is not entry and first.preferred != entry.preferred:
            raise GlossaryError(
                f"{path}, line {entry.line}: {entry.term} was {first.preferred[0]} in line {first.line}"
                f" and is {entry.preferred[0]} here."
            )
