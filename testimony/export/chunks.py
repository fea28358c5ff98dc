"""Text that leaves in pieces, so that a long transcript is never whole in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

__all__ = ["encoded"]

_ENOUGH = 65_536


def encoded(pieces: Iterable[str], *, errors: str = "strict") -> Iterator[bytes]:
    """Yield UTF-8 of about 64 KiB at a time.

    Args:
        pieces: Text in order.
        errors: What becomes of half a character, as ``str.encode`` takes it.
    """
    waiting: list[str] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= _ENOUGH:
            yield "".join(waiting).encode("utf-8", errors)
            waiting, size = [], 0
    if waiting:
        yield "".join(waiting).encode("utf-8", errors)
