"""Reading a written file again, twice, by libraries that share nothing, to see that nothing is left in it."""

from __future__ import annotations

import html.parser
import io
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from typing import TYPE_CHECKING

from testimony.transcript.errors import RedactionLeak

if TYPE_CHECKING:
    from testimony.export.format import Format
    from testimony.export.redaction.redact import Redactor

__all__ = ["READERS", "extract", "refuse_leaks"]

_TAGS = re.compile(r"<[^>]*>")
_SOUND = re.compile(rb"data:audio/[a-z0-9]+;base64,[A-Za-z0-9+/=]*")
_PRINTABLE = re.compile(rb"[\x20-\x7e\x80-\xf4]{4,}")


def refuse_leaks(kind: Format, data: bytes, redactor: Redactor) -> None:
    """Search a finished file for everything that was to be redacted.

    Args:
        kind: The format.
        data: The bytes of the file.
        redactor: Knows what to look for.

    Raises:
        RedactionLeak: Something is still there; the message says what kind, and never the words.
    """
    for reader, text in extract(kind, data):
        label = redactor.finds(text)
        if label:
            raise RedactionLeak(
                f"The {kind.name} still held something redacted ({label}, found by {reader});"
                " it was removed.",
                "Nothing was written. Please report this: it is a fault of Testimony.",
            )


def extract(kind: Format, data: bytes) -> Iterator[tuple[str, str]]:
    """Yield the name of each reader and the text it finds, metadata included."""
    for name in kind.readers:
        yield from READERS[name](data)
    yield "strings", "\n".join(found.decode("utf-8", errors="ignore") for found in _PRINTABLE.findall(data))


def _text(data: bytes) -> str:
    return _SOUND.sub(b"", data).decode("utf-8-sig", errors="replace")


def _bare(data: bytes) -> Iterator[tuple[str, str]]:
    yield "the text itself", _text(data)


def _elements(data: bytes) -> Iterator[tuple[str, str]]:
    yield "its elements", unescape(_TAGS.sub(" ", _text(data)))


def _page(data: bytes) -> Iterator[tuple[str, str]]:
    yield "an HTML parser", _html(_text(data))


def _tree(data: bytes) -> Iterator[tuple[str, str]]:
    yield "an XML parser", _xml(data)


def _escapes(data: bytes) -> Iterator[tuple[str, str]]:
    unescaped = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), _text(data))
    yield "its escapes", unescaped


def _pdf(data: bytes) -> Iterator[tuple[str, str]]:
    import pypdf
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
        yield "pdfium", "\n".join(pages)
        yield "pdfium, metadata", "\n".join(document.get_metadata_dict().values())
        yield "pdfium, bookmarks", "\n".join(str(item.get_title()) for item in document.get_toc())
    finally:
        document.close()
    reader = pypdf.PdfReader(io.BytesIO(data))
    yield "pypdf", "\n".join(page.extract_text() for page in reader.pages)
    yield "pypdf, metadata", f"{reader.metadata} {reader.xmp_metadata and reader.xmp_metadata.dc_title}"
    yield "pypdf, objects", "\n".join(_strings_of(reader))


def _strings_of(reader: object) -> Iterator[str]:
    """Yield every string object: alternative texts, tags and names are no page's text."""
    from pypdf import PdfReader
    from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, StreamObject, TextStringObject

    if not isinstance(reader, PdfReader):
        return
    waiting: list[object] = []
    for number in range(1, int(reader.trailer.get("/Size", 0))):
        waiting.append(reader.get_object(number))
        while waiting:
            item = waiting.pop()
            if isinstance(item, TextStringObject):
                yield str(item)
            elif isinstance(item, ByteStringObject):
                yield bytes(item).decode("utf-8", errors="ignore")
            elif isinstance(item, StreamObject) and item.get("/Subtype") == "/XML":
                yield item.get_data().decode("utf-8", errors="ignore")
            elif isinstance(item, DictionaryObject):
                waiting.extend(item.values())
            elif isinstance(item, ArrayObject):
                waiting.extend(item)


def _docx(data: bytes) -> Iterator[tuple[str, str]]:
    import docx

    archive = zipfile.ZipFile(io.BytesIO(data))
    yield "zip, names", "\n".join(archive.namelist())
    for member in archive.namelist():
        content = archive.read(member)
        yield f"zip, {member}", unescape(_TAGS.sub(" ", content.decode("utf-8", errors="ignore")))
        yield f"zip, {member}, runs joined", unescape(_TAGS.sub("", content.decode("utf-8", errors="ignore")))
        if member.endswith((".xml", ".rels")):
            yield f"XML parser, {member}", _xml(content)
    document = docx.Document(io.BytesIO(data))
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for cell in table._cells]
    about = document.core_properties
    yield "python-docx", "\n".join([*texts, about.title, about.subject, about.author, about.comments])


def _clip(data: bytes) -> Iterator[tuple[str, str]]:
    """Read the tags with libav; what is heard is bleeped, and no reader of text can tell."""
    from testimony.audio.editing import read_tags

    yield "libav, tags", "\n".join(read_tags(data))
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        yield f"its bytes as {encoding}", data.decode(encoding, errors="ignore")


def _xml(data: bytes) -> str:
    root = ET.fromstring(data)  # noqa: S314  our own file, a moment old
    return "\n".join(
        [*root.itertext(), *(value for element in root.iter() for value in element.attrib.values())]
    )


class _Texts(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if value and name != "src"]


def _html(text: str) -> str:
    parser = _Texts()
    parser.feed(text)
    return "\n".join(parser.found)


def _as_it_is(data: bytes) -> Iterator[tuple[str, str]]:
    """Read a file of a format that has several endings by what is in it."""
    if data.startswith(b"%PDF"):
        yield from _pdf(data)
    elif data.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(data))
        if "word/document.xml" in archive.namelist():
            yield from _docx(data)
            return
        for member in archive.namelist():
            content = archive.read(member)
            yield f"zip, {member}", unescape(_TAGS.sub(" ", content.decode("utf-8", errors="ignore")))
            if member.endswith((".xml", ".rels")):
                yield f"XML parser, {member}", _xml(content)
    else:
        yield from _bare(data)


READERS: Mapping[str, Callable[[bytes], Iterator[tuple[str, str]]]] = {
    "pdf": _pdf,
    "docx": _docx,
    "clip": _clip,
    "as it is": _as_it_is,
    "text": _bare,
    "elements": _elements,
    "html": _page,
    "xml": _tree,
    "escapes": _escapes,
}
