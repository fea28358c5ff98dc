"""Read TMX, the exchange format of translation memories (1.4b), whoever wrote it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from testimony.transcript.errors import TranslationError
from translate.terms.xml_text import without_forbidden

__all__ = ["TmxUnit", "parse_xml", "read_tmx"]

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_STATES = frozenset({"x-source-state", "x-target-state"})
_APPROVED = frozenset({"approved", "second_approved"})


@dataclass(frozen=True, slots=True)
class TmxUnit:
    """One unit: the same text in two or more languages.

    Attributes:
        id: As the file names it, else its number.
        texts: (BCP-47 tag, text), in the file's order.
        approved: False where the file says that nobody approved it; a file that says nothing is believed.
    """

    id: str
    texts: tuple[tuple[str, str], ...]
    approved: bool


def parse_xml(path: Path, error: type[TranslationError]) -> ET.Element:
    """Parse an XML file that a person names.

    Raises:
        error: It cannot be read, declares entities of its own, or is broken; the message names the line.
    """
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise error(f"{path} cannot be read: {fault.strerror}.") from fault
    plain = content.replace(b"\0", b"")  # UTF-16 looks alike without its zero bytes
    if b"<!ENTITY" in plain:
        line = plain[: plain.index(b"<!ENTITY")].count(b"\n") + 1
        raise error(f"{path}, line {line}: the file declares entities, which are not read.", "remove them")
    try:
        return ET.fromstring(without_forbidden(content))  # noqa: S314 - entities are refused above
    except (ET.ParseError, ValueError, LookupError) as fault:
        line = getattr(fault, "position", (1, 0))[0]
        raise error(f"{path}, line {line}: this is no XML ({fault}).", "export it again") from None


def read_tmx(path: Path) -> Iterator[TmxUnit]:
    """Give the units of a file.

    Raises:
        TranslationError: It is no TMX; the message names file and line.
    """
    root = parse_xml(path, TranslationError)
    if root.tag != "tmx":
        raise TranslationError(f"{path}, line 1: the file is <{root.tag}>, not <tmx>.", "name a TMX file")
    for number, unit in enumerate(root.iter("tu"), start=1):
        states = {
            prop.text
            for prop in unit.iter("prop")
            if prop.get("type") in {"x-source-state", "x-target-state"}
        }
        texts = tuple(
            (variant.get(_LANG) or variant.get("lang") or "", _text(variant)) for variant in unit.iter("tuv")
        )
        whole = tuple((language, text) for language, text in texts if language and text)
        yield TmxUnit(unit.get("tuid") or str(number), whole, states <= _APPROVED)


def _text(variant: ET.Element) -> str:
    """The words of a variant; inline codes of other programs (bpt, ph) are left out."""
    segment = variant.find("seg")
    if segment is None:
        return ""
    parts = [segment.text or ""]
    for code in segment:
        parts += [_text_of(code) if code.tag in {"hi", "sub"} else "", code.tail or ""]
    return "".join(parts).strip()


def _text_of(element: ET.Element) -> str:
    return "".join(element.itertext())
