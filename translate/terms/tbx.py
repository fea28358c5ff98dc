"""Read TBX, the exchange format of term bases (ISO 30042): the older ``martif`` and the newer ``tbx`` shape.

A concept's terms of two languages become a row each way: the preferred term first, admitted ones after
it, deprecated and superseded ones forbidden. Where two concepts share a term, either rendering will do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.parsers import expat

from testimony.transcript.errors import GlossaryError
from translate.glossary_entry import Entry
from translate.sentences import primary_language

__all__ = ["is_tbx", "read_tbx"]

_ROOTS = frozenset({"martif", "tbx"})
_CONCEPTS = frozenset({"termEntry", "conceptEntry"})
_LANGUAGES = frozenset({"langSet", "langSec"})
_GROUPS = frozenset({"tig", "ntig", "termSec"})
_STATUS = frozenset({"administrativeStatus", "normativeAuthorization"})
_FORBIDDEN = ("deprecated", "superseded", "obsolete", "notRecommended")
_NAMES = frozenset({"properNoun", "proper noun"})
_HINT = "export it again as TBX-Basic, or keep the terms in a table (TSV)"


@dataclass(slots=True)
class _Node:
    """An element: its name without a prefix, and the line on which it begins."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list[_Node] = field(default_factory=list)
    text: str = ""

    def all(self, tags: frozenset[str]) -> Iterator[_Node]:
        """Elements of these names below this one, in order."""
        for child in self.children:
            if child.tag in tags:
                yield child
            yield from child.all(tags)


@dataclass(frozen=True, slots=True)
class _Term:
    text: str
    language: str
    status: str
    is_name: bool

    @property
    def forbidden(self) -> bool:
        return self.status.startswith(_FORBIDDEN)


def is_tbx(path: Path, content: bytes) -> bool:
    """Tell TBX from a table, by its name or by its first sign."""
    return path.suffix.lower() == ".tbx" or content.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<")


def read_tbx(path: Path, content: bytes) -> list[Entry]:
    """Give the rows of a term base.

    Raises:
        GlossaryError: It is no TBX, declares entities of its own, or is broken; the message names the line.
    """
    root = _parse(path, content)
    if root.tag not in _ROOTS:
        raise GlossaryError(
            f"{path}, line {root.line}: the file is <{root.tag}>, not a TBX term base.", _HINT
        )
    rows: dict[tuple[str, tuple[str, str]], Entry] = {}
    for concept in root.all(_CONCEPTS):
        for entry in _entries(path, concept):
            known = rows.get((entry.term, entry.pair))
            rows[entry.term, entry.pair] = entry if known is None else _either(known, entry)
    if not rows:
        raise GlossaryError(f"{path}, line {root.line}: no concept has terms in two languages.", _HINT)
    return list(rows.values())


def _either(first: Entry, second: Entry) -> Entry:
    """Two concepts of one term: what either accepts is accepted, and not forbidden by the other."""
    accepted = tuple(dict.fromkeys(first.preferred + second.preferred))
    forbidden = tuple(word for word in first.forbidden + second.forbidden if word not in accepted)
    variants = tuple(dict.fromkeys(first.variants + second.variants))
    return replace(first, preferred=accepted, forbidden=tuple(dict.fromkeys(forbidden)), variants=variants)


def _entries(path: Path, concept: _Node) -> Iterator[Entry]:
    terms = [term for section in concept.all(_LANGUAGES) for term in _terms(path, section)]
    notes = " ".join(node.text.strip() for node in concept.all(frozenset({"note"})))
    sources = [
        node.text.strip()
        for node in concept.all(frozenset({"admin", "xref"}))
        if node.attributes.get("type", "source") in {"source", "xSource"}
    ]
    languages = list(dict.fromkeys(term.language for term in terms))
    for source in languages:
        for target in languages:
            ours = [term for term in terms if term.language == source and not term.forbidden]
            theirs = [term for term in terms if term.language == target]
            accepted = tuple(term.text for term in theirs if not term.forbidden)
            if source != target and ours and accepted:
                yield Entry(
                    term=ours[0].text,
                    variants=tuple(term.text for term in ours[1:]),
                    preferred=accepted,
                    forbidden=tuple(term.text for term in theirs if term.forbidden),
                    pair=(source, target),
                    both=False,
                    kind="name" if any(term.is_name for term in terms) else "term",
                    note=notes,
                    source=" ".join(filter(None, sources)),
                    line=concept.line,
                )


def _terms(path: Path, section: _Node) -> list[_Term]:
    """Terms of one language, the preferred one first."""
    code = section.attributes.get("xml:lang") or section.attributes.get("lang", "")
    if not code:
        raise GlossaryError(f"{path}, line {section.line}: a <{section.tag}> names no language.", _HINT)
    found = []
    for group in section.all(_GROUPS):
        words = next((node.text.strip() for node in group.all(frozenset({"term"}))), "")
        if not words:
            raise GlossaryError(f"{path}, line {group.line}: a <{group.tag}> holds no term.", _HINT)
        said = {node.attributes.get("type", node.tag): node.text.strip() for node in _described(group)}
        status = next((said[name] for name in said if name in _STATUS), "")
        found.append(_Term(words, primary_language(code), status, said.get("partOfSpeech", "") in _NAMES))
    return sorted(found, key=lambda term: not term.status.startswith("preferred"))


def _described(group: _Node) -> Iterator[_Node]:
    """What is said of a term, in the style of attributes (termNote type=…) or of elements."""
    return group.all(frozenset({"termNote", "partOfSpeech", *_STATUS}))


def _parse(path: Path, content: bytes) -> _Node:
    parser = expat.ParserCreate()
    top = _Node("", {}, 1)
    open_nodes = [top]

    def start(tag: str, attributes: dict[str, str]) -> None:
        node = _Node(tag.rpartition(":")[2], attributes, parser.CurrentLineNumber)
        open_nodes[-1].children.append(node)
        open_nodes.append(node)

    def end(_tag: str) -> None:
        open_nodes.pop()

    def characters(text: str) -> None:
        open_nodes[-1].text += text

    def entity(*_declared: object) -> None:
        raise GlossaryError(
            f"{path}, line {parser.CurrentLineNumber}: the file declares entities, which are not read.",
            "remove them",
        )

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.EntityDeclHandler = characters, entity
    try:
        parser.Parse(content, True)
    except expat.ExpatError as fault:
        reason = expat.ErrorString(fault.code)
        raise GlossaryError(f"{path}, line {fault.lineno}: this is no XML ({reason}).", _HINT) from None
    return top.children[0]
