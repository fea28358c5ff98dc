"""Put a model into ``$TESTIMONY_HOME``: staged beside its place, then renamed into it."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from testimony.models.archives import unpack
from testimony.models.folders import FolderContent, inspect_folder
from testimony.models.manifest import MANIFEST, Manifest, digest_of, read_manifest, write_manifest
from testimony.models.types import ModelInfo
from testimony.transcript.errors import ModelDamaged, ModelError, ModelMissing

__all__ = ["install", "remove"]

_PIECE = 1 << 20
_RESERVED = frozenset({"demo"})
_NAME_MAX = 80
_DEPTH = 2
"""Archives hold their model in a folder, sometimes in a folder of a folder."""


def install(path: Path, root: Path, name: str | None = None) -> ModelInfo:
    """See ``ModelLibrary.add``."""
    if not path.exists():
        raise ModelMissing(f"{path} does not exist.", f"ls {path.parent}")
    try:
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _staging(root) as staging:
            folder = path
            if not path.is_dir():
                folder = staging / "unpacked"
                folder.mkdir()
                unpack(path, folder)
            return _install_folder(_model_in(folder, path), path, root, staging, name)
    except OSError as error:
        raise ModelError(
            f"{path} could not be installed in {root}: {error.strerror or error}.", f"df -h {root.parent}"
        ) from None


def remove(folder: Path, root: Path) -> None:
    """Delete an installed model's folder: out of sight in one step, then for good."""
    with _staging(root) as staging:
        folder.rename(staging / folder.name)


@contextmanager
def _staging(root: Path) -> Iterator[Path]:
    staging = Path(tempfile.mkdtemp(prefix=".incoming-", dir=root))
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _model_in(folder: Path, path: Path) -> Path:
    """The folder itself, or the only folder in it."""
    for _ in range(_DEPTH):
        if any(
            (folder / known).is_file() for known in ("metadata.json", "model.bin", "config.json", MANIFEST)
        ):
            return folder
        inside = [
            entry for entry in folder.iterdir() if entry.is_dir() and not entry.name.startswith(("__", "."))
        ]
        if len(inside) != 1 or any(entry.is_file() for entry in folder.glob("*.*")):
            return folder
        folder = inside[0]
    if not path.is_dir() and not any(folder.iterdir()):
        raise ModelDamaged(f"{path} is an empty archive.", "Get it again, then: testimony models add FILE")
    return folder


def _install_folder(folder: Path, path: Path, root: Path, staging: Path, name: str | None) -> ModelInfo:
    content = inspect_folder(folder)
    known = _known(folder)
    manifest = Manifest(
        name=_name_for(name or (known.name if known else _origin(path)[0])),
        kind=content.kind,
        files=_copy(folder, content, staging / "model"),
        source=known.source if known else _origin(path)[1],
        licence=known.licence if known else content.licence,
        languages=content.languages,
        pair=content.pair,
    )
    if known is not None:
        manifest = _checked(known, manifest, folder)
    write_manifest(staging / "model", manifest)
    target = root / content.kind / manifest.name
    _put(staging / "model", target, manifest)
    return manifest.info(target)


def _known(folder: Path) -> Manifest | None:
    """The manifest of a folder that was installed, or packed, before."""
    try:
        return read_manifest(folder)
    except FileNotFoundError:
        return None


def _checked(known: Manifest, manifest: Manifest, folder: Path) -> Manifest:
    for name, expected in known.files.items():
        if name in manifest.files and manifest.files[name] != expected:
            raise ModelDamaged(
                f"The file {name} in {folder} differs from what its {MANIFEST} says.",
                "Get the whole model again, then: testimony models add DIR_OR_ARCHIVE",
            )
        if name not in manifest.files and not (folder / name).is_file():
            raise ModelDamaged(
                f"The model in {folder} lacks its file {name}.",
                "Get the whole model again, then: testimony models add DIR_OR_ARCHIVE",
            )
    return replace(manifest, demo=known.demo, extra=known.extra)


def _copy(folder: Path, content: FolderContent, target: Path) -> dict[str, str]:
    target.mkdir(mode=0o700)
    return {name: _copy_file(folder / name, target / name) for name in content.files}


def _copy_file(source: Path, target: Path) -> str:
    """Copy, hash and flush to the disk in one pass."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    with source.open("rb") as file, target.open("xb") as out:
        target.chmod(0o600)
        while piece := file.read(_PIECE):
            digest.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def _put(folder: Path, target: Path, manifest: Manifest) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        folder.rename(target)
    except OSError:
        if not target.is_dir():
            raise
        if _holds(target, manifest):
            return
        raise ModelDamaged(
            f"Another model is installed as {manifest.name} in {target}.",
            f"testimony models remove {manifest.name}, then add it again",
        ) from None


def _holds(target: Path, manifest: Manifest) -> bool:
    try:
        return digest_of(read_manifest(target).files) == digest_of(manifest.files)
    except (FileNotFoundError, ModelDamaged):
        return False


def _origin(path: Path) -> tuple[str, str]:
    """Name and source from a path, without the folders of this machine.

    A snapshot in a Hugging Face cache is called by a commit; its repository's folder has the name.
    """
    resolved = path.resolve()
    for folder in resolved.parents:
        if folder.name.startswith("models--"):
            repository = folder.name.removeprefix("models--").replace("--", "/")
            return repository.rpartition("/")[2], f"{repository}@{resolved.name}"
    stem = resolved.name
    for suffix in (".argosmodel", ".zip", ".tar.gz", ".tgz", ".tar.xz", ".tar"):
        stem = stem.removesuffix(suffix)
    return stem, resolved.name


def _name_for(text: str) -> str:
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip("-._")[:_NAME_MAX]
    return f"{name}-model" if name.lower() in _RESERVED or not name else name
