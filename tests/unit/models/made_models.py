"""Model folders and archives small enough for a test; no engine could load them."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

SPECIALS = ["<|endoftext|>", "<|startoftranscript|>", "<|en|>", "<|zh|>", "<|yue|>", "<|transcribe|>"]


def whisper_folder(folder: Path, weights: bytes = b"weights" * 100, *, multilingual: bool = True) -> Path:
    folder.mkdir(parents=True)
    vocabulary = ["a", "b", *([""] if multilingual else []), *SPECIALS]
    (folder / "model.bin").write_bytes(weights)
    (folder / "config.json").write_text(json.dumps({"lang_ids": [5, 6], "suppress_ids": []}))
    (folder / "tokenizer.json").write_text("{}")
    (folder / "vocabulary.json").write_text(json.dumps(vocabulary))
    return folder


def argos_files(source: str = "zh", target: str = "en") -> dict[str, bytes]:
    metadata = {"from_code": source, "to_code": target, "type": "translate", "package_version": "1.9"}
    return {
        "metadata.json": json.dumps(metadata).encode(),
        "model/model.bin": b"weights" * 50,
        "model/config.json": b"{}",
        "model/shared_vocabulary.json": b"[]",
        "sentencepiece.model": b"pieces",
        "stanza/zh/pretrain.pt": b"never called",
        "README.md": b"---\nlicense: cc-by-4.0\n---\n",
    }


def argos_folder(folder: Path, source: str = "zh", target: str = "en") -> Path:
    for name, content in argos_files(source, target).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def zip_of(path: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def tar_of(path: Path, files: Mapping[str, bytes], extra: tuple[tarfile.TarInfo, ...] = ()) -> Path:
    with tarfile.open(path, "w:gz" if path.suffix == ".gz" else "w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        for info in extra:
            archive.addfile(info)
    return path


def everything_under(folder: Path) -> dict[str, bytes | None]:
    """Every path under a folder with its bytes, to prove that nothing changed."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }
