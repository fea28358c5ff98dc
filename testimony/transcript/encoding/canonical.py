"""The bytes under every hash: canonical JSON, salted commitments, the entry's hash.

``docs/record.md`` documents them; an independent verifier in the tests follows that page alone.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Sequence

from testimony.text.json_values import JsonValue
from testimony.transcript.encoding.typed import read_json

__all__ = [
    "GENESIS",
    "SALT_BYTES",
    "bodies_digest",
    "commit",
    "dumps",
    "entry_hash",
    "loads",
    "new_salt",
    "places_digest",
    "rows_digest",
    "text_digest",
]

GENESIS = bytes(32)
SALT_BYTES = 16
_ENTRY_FORMAT = "testimony/entry/1"
_PLACES_FORMAT = "testimony/places/2"
_BODIES_FORMAT = "testimony/bodies/1"
_SURROGATE = re.compile("[\ud800-\udfff]")

_encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def dumps(value: object) -> str:
    r"""One text for one value: UTF-8 JSON, keys sorted, no spaces, lone surrogates as ``\udXXX``.

    A lone surrogate (half a character, from a broken paste or file name) has no UTF-8 form;
    its escape keeps it exactly. NaN and infinities are refused (ValueError).
    """
    text = _encoder.encode(value)
    if text.isascii():
        return text
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def loads(text: str) -> JsonValue:
    """The value that ``dumps`` wrote.

    Raises:
        ValueError: It is not one JSON value, or is nested too deep.
    """
    return read_json(text)


def new_salt() -> bytes:
    """Random bytes that keep a purged text from being guessed from its commitment."""
    return secrets.token_bytes(SALT_BYTES)


def commit(salt: bytes, content: str) -> bytes:
    """SHA-256 of salt ‖ content in UTF-8."""
    return hashlib.sha256(salt + content.encode("utf-8")).digest()


def entry_hash(values: tuple[int, str, str, str, str, str], commitment: bytes, previous: bytes) -> bytes:
    """The hash of one entry.

    Args:
        values: Sequence number, UTC time, author, standing, kind, subject.
        commitment: To the entry's content.
        previous: Hash of the entry before; ``GENESIS`` for the first.
    """
    line = dumps([_ENTRY_FORMAT, *values, commitment.hex(), previous.hex()])
    return hashlib.sha256(line.encode("utf-8")).digest()


def rows_digest(commitments: list[bytes]) -> str:
    """What an entry of seal 1 says of its rows: SHA-256 over their commitments, in order, as hex."""
    return hashlib.sha256(b"".join(commitments)).hexdigest()


def places_digest(table: str, entry: int, places: Iterable[tuple[int, str, str, bytes]]) -> str:
    """What an entry of seal 2 says of its rows: where each stands, and what it commits to.

    SHA-256, as hex, over the canonical JSON of ``[format, table, entry, positions, passes, segments]``, in
    order of position, followed by the rows' commitments.

    Args:
        table: The table that holds the rows.
        entry: Number of the entry that wrote them.
        places: Position, pass, segment and commitment of each row, in order of position.
    """
    positions, passes, segments, commitments = zip(*places, strict=True)
    line = dumps([_PLACES_FORMAT, table, entry, positions, passes, segments])
    return hashlib.sha256(line.encode("utf-8") + b"".join(commitments)).hexdigest()


def bodies_digest(
    table: str,
    entry: int,
    places: tuple[Sequence[int], Sequence[str], Sequence[str]],
    salts: Sequence[bytes],
    bodies: Sequence[str],
) -> str:
    """What an entry says of all that its rows of a table hold, so that one hash proves them at once.

    SHA-256, as hex, over the canonical JSON of ``[format, table, entry, positions, passes, segments]``,
    followed by the rows' salts and by their bodies as one JSON array.

    Args:
        table: The table that holds the rows.
        entry: Number of the entry that wrote them.
        places: Positions, passes and segments of the rows, in order of position.
        salts: Of the rows, in the same order; none of them purged.
        bodies: Of the rows, in the same order.
    """
    line = dumps([_BODIES_FORMAT, table, entry, *places])
    hasher = hashlib.sha256(line.encode("utf-8") + b"".join(salts))
    hasher.update(f"[{','.join(bodies)}]".encode())
    return hasher.hexdigest()


def text_digest(language: str, text: str) -> str:
    """The hash an approval names: SHA-256 over canonical ``[language, text]``, hex."""
    return hashlib.sha256(dumps([language, text]).encode("utf-8")).hexdigest()
