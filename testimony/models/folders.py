"""Recognise a model folder, whichever engine it is for, and refuse what has to be converted first."""

from __future__ import annotations

from pathlib import Path

from testimony.engines.format import ModelContent, ModelFormat
from testimony.engines.reading import top_level
from testimony.models.engines import format_of_folder
from testimony.transcript.errors import ModelUnsupported

__all__ = ["inspect_folder", "snapshot_of"]


def inspect_folder(folder: Path) -> tuple[ModelFormat, ModelContent]:
    """Say what model a folder holds, and check that it is whole.

    Raises:
        ModelDamaged: It is a model, but a file of it is missing or unreadable; the message names it.
        ModelUnsupported: It is something else; the hint says what to do with it, where that is known.
    """
    found = format_of_folder(folder)
    if not (folder / "metadata.json").is_file() and not (folder / "model.bin").is_file():
        _refuse_other_formats(folder)
    if found is not None:
        return found, found.inspect(folder)
    raise ModelUnsupported(
        f"{folder} holds no model that can be used: neither a CTranslate2 Whisper folder (model.bin, "
        "config.json, tokenizer.json, vocabulary.json) nor an Argos package (metadata.json).",
        "testimony models add DIR_OR_ARCHIVE",
    )


def snapshot_of(path: Path) -> Path:
    """The model's own folder in a Hugging Face cache, where ``models--owner--name`` was named instead of it.

    The snapshot that ``refs/main`` names is taken, else the one that was written last.
    """
    snapshots = path / "snapshots"
    if not snapshots.is_dir():
        return path
    try:
        main = snapshots / (path / "refs" / "main").read_text(encoding="ascii").strip()
        if main != snapshots and main.is_dir():
            return main
    except (OSError, ValueError):
        pass
    found = [folder for folder in snapshots.iterdir() if folder.is_dir()]
    return max(found, key=lambda folder: (folder.stat().st_mtime_ns, folder.name), default=path)


def _refuse_other_formats(folder: Path) -> None:
    names = set(top_level(folder))
    if names & {"model.safetensors", "pytorch_model.bin"}:
        raise ModelUnsupported(
            f"{folder} holds a Transformers model, which has to be converted for CTranslate2 first.",
            f"ct2-transformers-converter --model {folder} --output_dir OUT --quantization int8 "
            "--copy_files tokenizer.json preprocessor_config.json",
        )
    if any(name.startswith("ggml-") or name.endswith((".gguf", ".pt")) for name in names):
        raise ModelUnsupported(
            f"{folder} holds a model in a format (ggml or PyTorch) that cannot be used here.",
            "Get the same model as a CTranslate2 folder, then: testimony models add DIR",
        )
