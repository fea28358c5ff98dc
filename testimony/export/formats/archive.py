"""Office files are zip archives: written again without the time at which they were made."""

from __future__ import annotations

import io
import zipfile

__all__ = ["without_dates"]


def without_dates(data: bytes) -> bytes:
    """Write an archive again with one date for every member."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            fixed = zipfile.ZipInfo(member.filename, (1980, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.external_attr = 0o600 << 16
            new.writestr(fixed, old.read(member))
    return stream.getvalue()
