"""Word files: their paragraphs as plain text with times, tables row by row."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from testimony.app.foreign.line import ForeignLine, refuse
from testimony.app.foreign.plain_text import lines_of_text

__all__ = ["read"]

_LARGEST = 256 * 1024 * 1024


def read(data: bytes) -> Iterator[ForeignLine]:
    """Yield each paragraph that a time stands in front of.

    Raises:
        TranscriptFileError: It is no Word file, or has no times.
    """
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _LARGEST:
                raise refuse("is larger than 256 MB when unpacked")
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise refuse("is no Word file") from error
    texts = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        texts += [" ".join(cell.text.replace("\n", " ") for cell in row.cells) for row in table.rows]
    yield from lines_of_text("\n".join(texts))
