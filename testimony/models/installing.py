"""Put models into ``$TESTIMONY_HOME``: staged beside their place, then renamed into it."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from testimony.engines.format import ModelContent
from testimony.models.archives import unpack
from testimony.models.folders import inspect_folder, snapshot_of
from testimony.models.manifest import MANIFEST, Manifest, digest_of, read_manifest, write_manifest
from testimony.models.packs import PACK, read_pack
from testimony.models.types import ModelInfo
from testimony.runtime.settings import make_private
from testimony.transcript.errors import ModelDamaged, ModelError, ModelMissing, ModelUnsupported
from testimony.transcript.record.disk.leftovers import dead_folders, hidden_folder

__all__ = ["Origin", "install", "origin_of", "remove"]

_PIECE = 1 << 20
_RESERVED = frozenset({"demo"})
_NAME_MAX = 80
_DEPTH = 2
"""Archives hold their model in a folder, sometimes in a folder of a folder."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of a model beside its files; empty is guessed from its path, or unknown."""

    name: str = ""
    source: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A model that is whole and checked, waiting to be put in its place."""

    folder: Path
    manifest: Manifest


def install(
    path: Path, root: Path, origin: Origin | None = None, *, move: bool = False, single: bool = False
) -> tuple[ModelInfo, ...]:
    """See ``ModelLibrary.add_all``.

    Args:
        path: A folder or an archive.
        root: ``$TESTIMONY_HOME/models``.
        origin: What is known beside the files.
        move: Take the folder's files away instead of copying them; it lies on the same disk.
        single: Refuse a pack of several.
    """
    if not path.exists():
        raise ModelMissing(f"{path} does not exist.", f"ls {path.parent}")
    try:
        make_private(root)
        with _staging(root) as staging:
            folder = path = snapshot_of(path)
            if not path.is_dir():
                folder, move = staging / "unpacked", True
                folder.mkdir(mode=0o700)
                unpack(path, folder)
            prepared = list(_prepared(folder, path, staging, origin or Origin(), move=move))
            if single and len(prepared) > 1:
                raise ModelUnsupported(
                    f"{path} holds {len(prepared)} models.", f"testimony models add {path}"
                )
            return _put_all(prepared, root)
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
    for left in dead_folders(root):  # of an installation that was killed: gigabytes
        shutil.rmtree(left, ignore_errors=True)
    staging = hidden_folder(root)
    staging.mkdir(mode=0o700)
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


def _prepared(folder: Path, path: Path, staging: Path, origin: Origin, *, move: bool) -> Iterator[_Prepared]:
    """The model of a folder, or every model of a pack."""
    if not (folder / PACK).is_file():
        yield _prepare(_model_in(folder, path), path, staging / "model", origin, move=move)
        return
    for number, inside in enumerate(read_pack(folder, path)):
        yield _prepare(inside, path, staging / f"model-{number}", origin, move=move)


def _prepare(folder: Path, path: Path, target: Path, origin: Origin, *, move: bool) -> _Prepared:
    found, content = inspect_folder(folder)
    known = _known(folder)
    guess = origin_of(path)
    manifest = Manifest(
        name=_name_for(origin.name or (known.name if known else guess[0])),
        engine=found.engine,
        files=_take(folder, content, target, move=move),
        source=origin.source or (known.source if known else guess[1]),
        licence=_first_known(origin.licence, known.licence if known else content.licence),
        languages=content.languages,
        pair=content.pair,
    )
    if known is not None:
        manifest = _checked(known, manifest, folder, path)
    write_manifest(target, manifest)
    return _Prepared(target, manifest)


def _first_known(*licences: str) -> str:
    return next((licence for licence in licences if licence not in ("", "unknown")), "unknown")


def _known(folder: Path) -> Manifest | None:
    """The manifest of a folder that was installed, or packed, before."""
    try:
        return read_manifest(folder)
    except FileNotFoundError:
        return None


def _checked(known: Manifest, manifest: Manifest, folder: Path, path: Path) -> Manifest:
    hint = "Get the whole model again, then: testimony models add DIR_OR_ARCHIVE"
    for name, expected in known.files.items():
        found = manifest.files.get(name)
        if found is None and not (folder / name).is_file():
            raise ModelDamaged(f"The model {known.name} in {path} lacks its file {name}.", hint)
        if found not in (None, expected):
            raise ModelDamaged(
                f"The file {name} of {known.name} in {path} differs from what its {MANIFEST} says.", hint
            )
    return replace(manifest, demo=known.demo, extra=known.extra)


def _take(folder: Path, content: ModelContent, target: Path, *, move: bool) -> dict[str, str]:
    target.mkdir(mode=0o700)
    take = _move_file if move else _copy_file
    return {name: take(folder / name, target / name) for name in content.files}


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


def _move_file(source: Path, target: Path) -> str:
    """Hash what was written just now, flush it to the disk, and take it over."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    source.chmod(0o600)
    with source.open("r+b", buffering=0) as file:
        digest = hashlib.file_digest(file, "sha256")
        os.fsync(file.fileno())
    source.rename(target)
    return digest.hexdigest()


def _put_all(prepared: list[_Prepared], root: Path) -> tuple[ModelInfo, ...]:
    """Every model of a pack gets its place, or none does."""
    places = [root / one.manifest.place for one in prepared]
    for one, target in zip(prepared, places, strict=True):
        if target.is_dir() and not _holds(target, one.manifest):
            raise _taken(one.manifest, target)
    done: list[Path] = []
    try:
        for one, target in zip(prepared, places, strict=True):
            if _put(one.folder, target, one.manifest):
                done.append(target)
    except BaseException:
        for target in done:
            remove(target, root)
        raise
    return tuple(one.manifest.info(target) for one, target in zip(prepared, places, strict=True))


def _put(folder: Path, target: Path, manifest: Manifest) -> bool:
    """True when the folder got its place; False where the same model has it already."""
    make_private(target.parent)
    try:
        folder.rename(target)
    except OSError:
        if not target.is_dir():
            raise
        if _holds(target, manifest):
            return False
        raise _taken(manifest, target) from None
    return True


def _taken(manifest: Manifest, target: Path) -> ModelDamaged:
    return ModelDamaged(
        f"Another model is installed as {manifest.name} in {target}.",
        f"testimony models remove {manifest.name}, then add it again",
    )


def _holds(target: Path, manifest: Manifest) -> bool:
    try:
        return digest_of(read_manifest(target).files) == digest_of(manifest.files)
    except (FileNotFoundError, ModelDamaged):
        return False


def origin_of(path: Path) -> tuple[str, str]:
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
