"""``manifest.json`` of an installed model: what it is, where it came from, the hash of every file."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from testimony.models.engines import LEGACY_ENGINES, format_of
from testimony.models.types import ModelInfo, ModelKind
from testimony.text.file_names import stays_inside
from testimony.text.json_values import JsonObject, JsonValue, parse_json
from testimony.transcript.errors import ModelDamaged, ModelUnsupported

__all__ = ["MANIFEST", "Manifest", "digest_of", "read_manifest", "write_manifest"]

MANIFEST = "manifest.json"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MAX_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """The content of ``manifest.json``.

    Attributes:
        engine: Name of the engine that opens the model.
        files: Path inside the folder, with ``/`` → SHA-256 as lowercase hex.
        extra: Keys that this version does not know, kept as they are.
    """

    name: str
    engine: str
    files: Mapping[str, str]
    source: str = "unknown"
    licence: str = "unknown"
    languages: tuple[str, ...] = ()
    pair: tuple[str, str] | None = None
    demo: bool = False
    extra: JsonObject = field(default_factory=dict)

    @property
    def kind(self) -> ModelKind:
        """The task of the model."""
        return format_of(self.engine).kind

    @property
    def place(self) -> str:
        """Its path in ``$TESTIMONY_HOME/models`` and in a pack: the engine's folder, then its name."""
        return f"{format_of(self.engine).folder}/{self.name}"

    def info(self, path: Path) -> ModelInfo:
        """The model as the rest of the product sees it; files that are gone count nothing."""
        return ModelInfo(
            name=self.name,
            kind=self.kind,
            engine=self.engine,
            path=path,
            languages=self.languages,
            pair=self.pair,
            demo=self.demo,
            licence=self.licence,
            source=self.source,
            size_bytes=sum((path / name).stat().st_size for name in self.files if (path / name).is_file()),
            digest=digest_of(self.files),
        )


def digest_of(files: Mapping[str, str]) -> str:
    """SHA-256 over ``NAME NUL HASH LF`` of every file, sorted by name."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{files[name]}\n".encode())
    return digest.hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """Read and check the manifest of a model folder.

    Raises:
        FileNotFoundError: There is none.
        ModelDamaged: It is not one.
    """
    path = folder / MANIFEST
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise _unusable(path, "it is far too long")
        content = parse_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise
    except (OSError, ValueError):
        raise _unusable(path, "it is not JSON") from None
    if not isinstance(content, dict):
        raise _unusable(path, "it is not a JSON object")
    return _parsed(path, content)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write ``manifest.json``; the same manifest gives the same bytes."""
    content: dict[str, JsonValue] = {
        "name": manifest.name,
        "kind": str(manifest.kind),
        "engine": manifest.engine,
        "source": manifest.source,
        "licence": manifest.licence,
        **manifest.extra,
    }
    if manifest.pair is not None:
        content["from"], content["to"] = manifest.pair
    if manifest.languages:
        content["languages"] = list(manifest.languages)
    if manifest.demo:
        content["demo"] = True
    content["files"] = dict(sorted(manifest.files.items()))
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def _parsed(path: Path, content: JsonObject) -> Manifest:
    files, name, engine = content.get("files"), content.get("name"), _engine(content)
    if engine is None or not isinstance(name, str) or not name:
        raise _unusable(path, "its name or kind is missing")
    hashes = _hashes(files)
    if not hashes:
        raise _unusable(path, "its list of files is missing or wrong")
    try:
        kind = format_of(engine).kind
    except ModelUnsupported as error:
        raise ModelDamaged(f"{path} cannot be used: {error.message}", error.hint) from None
    pair = (content.get("from"), content.get("to"))
    named = content.get("languages") or []
    languages = tuple(str(code) for code in named) if isinstance(named, list) else ()
    has_pair = kind == ModelKind.TRANSLATION and not languages
    if has_pair and not all(isinstance(code, str) and code for code in pair):
        raise _unusable(path, "its languages are missing")
    known = {"name", "kind", "engine", "source", "licence", "languages", "from", "to", "demo", "files"}
    return Manifest(
        name=name,
        engine=engine,
        files=hashes,
        source=str(content.get("source") or "unknown"),
        licence=str(content.get("licence") or "unknown"),
        languages=languages,
        pair=(str(pair[0]), str(pair[1])) if has_pair else None,
        demo=bool(content.get("demo")),
        extra={key: value for key, value in content.items() if key not in known},
    )


def _engine(content: JsonObject) -> str | None:
    """The engine that a manifest names, or that its kind stood for before manifests named one."""
    engine, kind = content.get("engine"), content.get("kind")
    if isinstance(engine, str) and kind in tuple(ModelKind):
        return engine
    return LEGACY_ENGINES.get(str(kind))


def _hashes(files: JsonValue) -> dict[str, str]:
    """Hash by path; empty where one of them is neither or leads out of the folder."""
    found: dict[str, str] = {}
    for name, sha256 in files.items() if isinstance(files, dict) else ():
        inside = stays_inside(name) and PurePosixPath(name).name != ""
        if not inside or not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
            return {}
        found[name] = sha256
    return found


def _unusable(path: Path, why: str) -> ModelDamaged:
    return ModelDamaged(f"{path} cannot be used: {why}.", "testimony models add DIR_OR_ARCHIVE")
