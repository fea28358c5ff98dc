"""A pack: several models in one tar, to carry to machines without internet.

``testimony-models.json`` comes first and names each model's folder with its digest; then come the folders,
each with its ``manifest.json``. Not compressed: weights hardly shrink. The same models give the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from testimony.models.manifest import MANIFEST, digest_of, read_manifest
from testimony.models.types import ModelInfo
from testimony.text.file_names import stays_inside
from testimony.transcript.errors import ModelDamaged, ModelError
from testimony.transcript.record.disk.leftovers import hidden_name, sweep

if TYPE_CHECKING:
    from typing_extensions import Buffer

__all__ = ["PACK", "read_pack", "write_pack"]

PACK = "testimony-models.json"
_SCHEMA = "testimony-models/1"
_AGAIN = "testimony models pack -o office.tar makes it anew, where the models are"


class _HashingReader:
    """What ``tarfile`` reads from, hashed on the way."""

    def __init__(self, file: IO[bytes], read: Callable[[int], None]) -> None:
        self._file = file
        self._read = read
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.digest.update(data)
        self._read(len(data))
        return data


class _HashingWriter(io.RawIOBase):
    """What ``tarfile`` writes to, hashed on the way."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def write(self, data: Buffer) -> int:
        self.digest.update(data)
        return self._file.write(data)


def write_pack(infos: Sequence[ModelInfo], output: Path, progress: Callable[[int], None]) -> str:
    """Pack models into a tar, each file compared with its manifest on the way.

    Args:
        infos: What to pack.
        output: The tar; replaced if it is there.
        progress: Told how many more bytes are packed.

    Returns:
        SHA-256 of the tar, as lowercase hex.

    Raises:
        ModelDamaged: A file differs from its manifest; no tar was left.
        OSError: The disk refuses; no tar was left.
    """
    sweep(output)
    temporary = hidden_name(output)
    handle = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            out = _HashingWriter(stream)
            with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as tar:
                models = {info.place: info.digest for info in infos}
                index = json.dumps({"schema": _SCHEMA, "models": models}, ensure_ascii=False, indent=1)
                _add_bytes(tar, PACK, index.encode() + b"\n")
                for info in infos:
                    _add_model(tar, info, progress)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(output)
    finally:
        temporary.unlink(missing_ok=True)
    return out.digest.hexdigest()


def _add_model(tar: tarfile.TarFile, info: ModelInfo, progress: Callable[[int], None]) -> None:
    prefix = info.place
    _add_bytes(tar, f"{prefix}/{MANIFEST}", (info.path / MANIFEST).read_bytes())
    for name, expected in read_manifest(info.path).files.items():
        with (info.path / name).open("rb") as file:
            member = _member(f"{prefix}/{name}", os.fstat(file.fileno()).st_size)
            reader = _HashingReader(file, progress)
            tar.addfile(member, reader)
        if reader.digest.hexdigest() != expected:
            raise ModelDamaged(
                f"The model {info.name} in {info.path} is damaged:"
                f" its file {name} differs from what was installed.",
                "testimony models verify",
            )


def _add_bytes(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    tar.addfile(_member(name, len(data)), io.BytesIO(data))


def _member(name: str, size: int) -> tarfile.TarInfo:
    """A member that says nothing about this machine: no owner, no time."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member


def read_pack(folder: Path, path: Path) -> Iterator[Path]:
    """The folders of the models in an unpacked pack, each as its index says.

    Args:
        folder: Where it was unpacked.
        path: The pack, for the messages.

    Raises:
        ModelDamaged: Its index is broken, or a model, a manifest or a file differs from what is written
            there.
    """
    models = _index(folder, path)
    expected = {PACK}
    for place, digest in models.items():
        try:
            manifest = read_manifest(folder / place)
        except FileNotFoundError:
            raise _damaged(path, f"it lacks {place}/{MANIFEST}") from None
        if manifest.place != place or digest_of(manifest.files) != digest:
            raise _damaged(path, f"{place}/{MANIFEST} is not the one that was packed")
        expected |= {f"{place}/{name}" for name in (MANIFEST, *manifest.files)}
    found = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    if missing := expected - found:
        raise _damaged(path, f"it lacks {min(missing)}")
    if unknown := found - expected:
        raise _damaged(path, f"its member {min(unknown)} is in no manifest")
    return (folder / place for place in models)


def _index(folder: Path, path: Path) -> dict[str, str]:
    try:
        content = json.loads((folder / PACK).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise _damaged(path, f"its {PACK} is not JSON") from None
    if not isinstance(content, dict) or content.get("schema") != _SCHEMA:
        raise ModelError(f"{path} was packed by another version of Testimony.", _AGAIN)
    models = content.get("models")
    if not isinstance(models, dict) or not models or not all(_is_place(place) for place in models):
        raise _damaged(path, f"its {PACK} names no models")
    return {place: str(digest) for place, digest in models.items()}


def _is_place(place: str) -> bool:
    folder, _, name = place.partition("/")
    return stays_inside(place) and folder != "" and name != "" and "/" not in name


def _damaged(path: Path, why: str) -> ModelDamaged:
    return ModelDamaged(f"{path} is refused: {why}.", _AGAIN)
