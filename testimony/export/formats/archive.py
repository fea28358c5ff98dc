"""Office files are zip archives: written again without the time at which they were made."""

from __future__ import annotations

import io
import re
import zipfile

_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?")

__all__ = ["without_dates"]


def without_dates(data: bytes) -> bytes:
    """Write an archive again with one date for every member and for its properties."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            fixed = zipfile.ZipInfo(member.filename, (1980, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.external_attr = 0o600 << 16
            content = old.read(member)
            if member.filename == "docProps/core.xml":
                content = _MOMENT.sub(b"1980-01-01T00:00:00Z", content)
            new.writestr(fixed, content)
    return stream.getvalue()
