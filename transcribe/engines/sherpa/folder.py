"""What a folder with a model for sherpa-onnx looks like: its kind, by its files, and its languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from testimony.engines.format import ModelContent
from testimony.engines.reading import damaged_file, is_notice, licence_of, missing_file, need_files, top_level
from testimony.text.han import is_han
from testimony.transcript.errors import ModelUnsupported
from transcribe.engines.sherpa.onnx_header import OnnxHeader, read_header

__all__ = ["SherpaModel", "inspect", "read_model", "recognises", "wanted"]

_TOKENS = "tokens.txt"
_TAGS = re.compile(r"<\|(zh|en|yue|ja|ko)\|>")
_QWEN3 = ("zh", "en", "yue", "ja", "ko", "fr", "de", "es", "pt", "ru", "ar", "vi", "th", "id", "it", "hi")
_ENOUGH_HAN = 100  # characters of a vocabulary that make it a Chinese one


@dataclass(frozen=True, slots=True)
class SherpaModel:
    """A model whose folder was read.

    Attributes:
        kind: As the constructors of ``sherpa_onnx.OfflineRecognizer`` are called, without ``from_``.
        files: Argument of that constructor → path inside the folder.
        languages: What it writes.
        times_tokens: It says when each token was spoken.
    """

    kind: str
    files: dict[str, str]
    languages: tuple[str, ...]
    times_tokens: bool = True


def wanted(name: str) -> bool:
    """True for a path that is part of a model, or says whose it is."""
    return name.endswith(".onnx") or name == _TOKENS or name.startswith("tokenizer/") or is_notice(name)


def recognises(folder: Path) -> bool:
    """True for ONNX files beside a list of tokens or a tokenizer."""
    has_onnx = next(folder.glob("*.onnx"), None) is not None
    return has_onnx and ((folder / _TOKENS).is_file() or (folder / "tokenizer").is_dir())


def inspect(folder: Path) -> ModelContent:
    """Read and check the folder (see ``ModelFormat``)."""
    model = read_model(folder)
    used = [name for name in model.files.values() if (folder / name).is_file()]
    for name in (name for name in model.files.values() if (folder / name).is_dir()):
        inside = sorted(path for path in (folder / name).rglob("*") if path.is_file())
        used += [path.relative_to(folder).as_posix() for path in inside]
    notices = [name for name in top_level(folder) if is_notice(name)]
    return ModelContent(
        tuple(sorted({*used, *notices})), languages=model.languages, licence=licence_of(folder)
    )


def read_model(folder: Path) -> SherpaModel:
    """Say which kind of model a folder holds.

    Raises:
        ModelDamaged: A file is missing or unreadable; the message names it.
        ModelUnsupported: It is none that this version can open.
    """
    encoder, decoder, joiner = (_part(folder, name) for name in ("encoder", "decoder", "joiner"))
    if encoder and decoder:
        return _of_parts(folder, encoder, decoder, joiner)
    single = _part(folder, "model")
    if single is None:
        raise missing_file(folder, "model.onnx")
    need_files(folder, single, _TOKENS)
    tokens = _tokens(folder)
    kind = _single_kind(folder, read_header(folder / single))
    argument = "paraformer" if kind == "paraformer" else "model"
    tagged = tuple(dict.fromkeys(match[1] for token in tokens if (match := _TAGS.fullmatch(token))))
    languages = tagged if kind == "sense_voice" and tagged else _languages(tokens)
    return SherpaModel(kind, {argument: single, "tokens": _TOKENS}, languages)


def _of_parts(folder: Path, encoder: str, decoder: str, joiner: str | None) -> SherpaModel:
    frontend = _part(folder, "conv_frontend")
    if frontend is not None:
        if not (folder / "tokenizer").is_dir():
            raise missing_file(folder, "tokenizer")
        files = {"conv_frontend": frontend, "encoder": encoder, "decoder": decoder, "tokenizer": "tokenizer"}
        return SherpaModel("qwen3_asr", files, _QWEN3, times_tokens=False)
    need_files(folder, _TOKENS)
    files = {"encoder": encoder, "decoder": decoder, "tokens": _TOKENS}
    languages = _languages(_tokens(folder))
    if joiner is not None:
        return SherpaModel("transducer", {**files, "joiner": joiner}, languages)
    return SherpaModel("fire_red_asr", files, languages, times_tokens=False)


def _part(folder: Path, name: str) -> str | None:
    """The file of a part of a model, 8-bit weights before others: ``encoder-epoch-99-avg-1.int8.onnx``."""
    pattern = re.compile(rf"{name}([-._].*)?\.onnx")
    found = sorted(name for name in top_level(folder) if pattern.fullmatch(name))
    return next((one for one in found if "int8" in one), found[0] if found else None)


def _single_kind(folder: Path, header: OnnxHeader) -> str:
    """The kind of a model of one file, by what its exporter wrote into it and by its inputs."""
    said = header.metadata.get("model_type", "").lower()
    inputs = set(header.inputs)
    if {"language", "text_norm"} <= inputs:
        return "sense_voice"
    if {"speech", "speech_lengths"} <= inputs:
        return "paraformer"
    for word, kind in (("fire", "fire_red_asr_ctc"), ("wenet", "wenet_ctc"), ("zipformer", "zipformer_ctc")):
        if word in said:
            return kind
    if "audio_signal" in inputs or said.startswith("encdec"):
        return "nemo_ctc"
    if len(header.inputs) == 1:
        return "omnilingual_asr_ctc"
    raise ModelUnsupported(
        f"{folder} holds an ONNX model that this version cannot open (inputs {', '.join(header.inputs)}).",
        "testimony models add DIR_OR_ARCHIVE",
    )


def _tokens(folder: Path) -> list[str]:
    try:
        lines = (folder / _TOKENS).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        raise damaged_file(folder / _TOKENS) from None
    tokens = [line.rsplit(maxsplit=1)[0] if " " in line.strip() else line for line in lines if line.strip()]
    if not tokens:
        raise damaged_file(folder / _TOKENS)
    return tokens


def _languages(tokens: list[str]) -> tuple[str, ...]:
    """Chinese where the vocabulary has Chinese characters, English where it has Latin letters."""
    han = sum(any(map(is_han, token)) for token in tokens)
    latin = sum(token.strip("▁").isascii() and token.strip("▁").isalpha() for token in tokens)
    found = [("zh", han >= min(_ENOUGH_HAN, len(tokens) // 4)), ("en", latin >= min(20, len(tokens) // 10))]
    return tuple(language for language, enough in found if enough)
