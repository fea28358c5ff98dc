"""Office files are zip archives: written again without the time at which they were made."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from itertools import chain

_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?")

ROWS = b"<!--rows-->"

__all__ = ["ROWS", "without_dates"]


def without_dates(data: bytes, body: str = "", rows: Iterable[bytes] = ()) -> bytes:
    """Write an archive again with one date for every member and for its properties.

    Args:
        data: The archive.
        body: A member that holds ``ROWS``, in whose place ``rows`` go.
        rows: Pieces of XML, one after another: they are never whole in memory.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            fixed = zipfile.ZipInfo(member.filename, (1980, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.external_attr = 0o600 << 16
            content = old.read(member)
            if member.filename == "docProps/core.xml":
                content = _MOMENT.sub(b"1980-01-01T00:00:00Z", content)
            if member.filename != body:
                new.writestr(fixed, content)
                continue
            head, _, tail = content.partition(ROWS)
            with new.open(fixed, "w") as stream_of_body:
                for piece in chain([head], rows, [tail]):
                    stream_of_body.write(piece)
    return stream.getvalue()
