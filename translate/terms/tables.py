"""Read the table of a glossary: UTF-8, the Unicode text of Excel, or a workbook."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from testimony.transcript.errors import GlossaryError

__all__ = ["Row", "decode_table", "read_table_rows"]

Row = tuple[int, list[str]]
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_LARGEST = 256 * 1024 * 1024  # bytes of an unpacked workbook; a case's glossary has thousands of rows
_AS_TEXT = "in Excel: File, Save As, Excel Workbook (.xlsx) or Unicode Text (.txt)"


def decode_table(path: Path, content: bytes) -> str:
    """Decode UTF-8 or, by its byte order mark, UTF-16.

    Raises:
        GlossaryError: It is neither; the message names the line.
    """
    try:
        if content.startswith(_UTF16):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise GlossaryError(
            f"{path}, line {line}: the glossary is not UTF-8 (it may be GBK).",
            f"iconv -f GB18030 -t UTF-8 {path.name} > {path.stem}-utf8{path.suffix}",
        ) from None


def read_table_rows(path: Path, content: bytes) -> Iterator[Row]:
    """Give line number and cells of each row, the header first.

    Raises:
        GlossaryError: The file is no table; the message says what it is.
    """
    if content.startswith(_OLD_EXCEL):
        raise GlossaryError(
            f"{path} is a workbook of Excel 2003 or older (.xls), which is not read.", _AS_TEXT
        )
    if content.startswith(_ZIP):
        yield from _workbook(path, content)
        return
    text = decode_table(path, content)
    try:
        # What Excel writes: a cell that holds a comma or a quotation mark is quoted, the mark doubled.
        yield from list(_parted(text, strict=True))
    except csv.Error:
        yield from _parted(text, strict=False)


def _parted(text: str, *, strict: bool) -> Iterator[Row]:
    stream = io.StringIO(text, newline="")
    if strict:
        reader = csv.reader(stream, delimiter="\t", strict=True)
    else:
        reader = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in reader:
        yield reader.line_num, [" ".join(cell.split()) if "\n" in cell else cell for cell in row]


def _workbook(path: Path, content: bytes) -> Iterator[Row]:
    """Give the rows of a workbook's first sheet."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(part.file_size for part in package.infolist()) > _LARGEST:
                raise GlossaryError(f"{path} unpacks to more than 256 MB.", "is it the right file?")
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield number, ["" if cell is None else str(cell) for cell in row]
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, SyntaxError) as error:
        raise GlossaryError(f"{path} is a damaged workbook, or none ({error}).", _AS_TEXT) from None
