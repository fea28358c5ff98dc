"""Read the inputs and the metadata of an ONNX file without loading it: weights are skipped, not read.

The file is a protocol buffer ``ModelProto`` (onnx/onnx.proto): field 7 is the graph, 14 the metadata; of the
graph, field 11 are the inputs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from testimony.engines.reading import damaged_file

__all__ = ["OnnxHeader", "read_header"]

_HIGH_BIT = 0x80

_GRAPH, _METADATA, _INPUT, _NAME, _KEY, _VALUE = 7, 14, 11, 1, 1, 2
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_LONGEST_VARINT = 10
_MOST_BYTES = 1 << 20  # of a name or a value


@dataclass(frozen=True, slots=True)
class OnnxHeader:
    """What a model says of itself.

    Attributes:
        inputs: Names of its inputs, in order.
        metadata: Its metadata, as the exporter wrote it.
    """

    inputs: tuple[str, ...]
    metadata: dict[str, str]


def read_header(path: Path) -> OnnxHeader:
    """Read the header of an ONNX file.

    Raises:
        ModelDamaged: It cannot be read as one.
    """
    inputs: list[str] = []
    metadata: dict[str, str] = {}
    try:
        with path.open("rb") as stream:
            for field, size in _fields(stream, path.stat().st_size):
                end = stream.tell() + size
                if field == _GRAPH:
                    inputs = [
                        _text_field(stream, length) for f, length in _fields(stream, end) if f == _INPUT
                    ]
                elif field == _METADATA:
                    entry = {f: _bytes(stream, n).decode("utf-8") for f, n in _fields(stream, end)}
                    metadata[entry.get(_KEY, "")] = entry.get(_VALUE, "")
    except (OSError, ValueError):
        raise damaged_file(path) from None
    if not inputs:
        raise damaged_file(path)
    return OnnxHeader(tuple(inputs), metadata)


def _fields(stream: BinaryIO, end: int) -> Iterator[tuple[int, int]]:
    """Yield each length-delimited field up to a place in the file; what the caller leaves is skipped."""
    while stream.tell() < end:
        key = _varint(stream)
        field, wire = key >> 3, key & 7
        if wire == _VARINT:
            _varint(stream)
        elif wire in (_FIXED64, _FIXED32):
            stream.seek(8 if wire == _FIXED64 else 4, 1)
        elif wire == _BYTES:
            size = _varint(stream)
            after = stream.tell() + size
            if after > end:
                raise ValueError("a field goes beyond its message")
            yield field, size
            stream.seek(after)
        else:
            raise ValueError("no protocol buffer")


def _text_field(stream: BinaryIO, size: int) -> str:
    """The ``name`` of a message that has one in its first field."""
    end = stream.tell() + size
    return next(
        (_bytes(stream, n).decode("utf-8") for field, n in _fields(stream, end) if field == _NAME), ""
    )


def _bytes(stream: BinaryIO, size: int) -> bytes:
    if size > _MOST_BYTES:
        raise ValueError("far too long")
    return stream.read(size)


def _varint(stream: BinaryIO) -> int:
    value = 0
    for shift in range(0, 7 * _LONGEST_VARINT, 7):
        byte = stream.read(1)
        if not byte:
            raise ValueError("the file ends early")
        value |= (byte[0] & 0x7F) << shift
        if byte[0] < _HIGH_BIT:  # the last byte of a varint has it clear
            return value
    raise ValueError("no number")
