"""What a folder with a converted translation model holds: weights, a vocabulary, SentencePiece models.

``ct2-transformers-converter`` writes ``model.bin``, ``config.json`` and the vocabulary; the SentencePiece
models are copied beside them from the model that was converted (``--copy_files``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from testimony.engines.format import ModelContent
from testimony.engines.reading import damaged_file, is_notice, licence_of, need_files, read_json, top_level
from testimony.transcript.errors import ModelDamaged, ModelUnsupported
from translate.engines.converted.codes import language_of
from translate.engines.converted.families import Family, family_of
from translate.engines.runner import Framing

__all__ = ["FILES", "ConvertedModel", "inspect", "read_model", "recognises", "wanted"]

_VOCABULARIES = tuple(
    f"{side}_vocabulary.{ending}" for side in ("shared", "source", "target") for ending in ("json", "txt")
)
_SHARED_PIECES = ("sentencepiece.model", "spiece.model", "sentencepiece.bpe.model", "spm.model")
_SOURCE_PIECES, _TARGET_PIECES = "source.spm", "target.spm"
_TOKENIZER = "tokenizer_config.json"
FILES = frozenset(
    {"model.bin", "config.json", _TOKENIZER, _SOURCE_PIECES, _TARGET_PIECES, *_VOCABULARIES, *_SHARED_PIECES}
)
_NAMED_PAIR = re.compile(r"opus-mt-(?:tc-[a-z]+-)?([a-z]{2,3})-([a-z]{2,3})(?![a-z])", re.IGNORECASE)
_CODE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,8})?")


@dataclass(frozen=True, slots=True)
class ConvertedModel:
    """A model whose folder was read.

    Attributes:
        folder: Its folder.
        family: How it is told what to translate into.
        tokens: BCP-47 code → the token of the vocabulary that stands for the language.
        pair: (from, to) of a model of one pair; None for one of many languages.
        source_pieces: The SentencePiece model of the source.
        target_pieces: … and of the target; often the same.
        ends_itself: True where a source needs no end token: CTranslate2 adds it, or the tokenizer adds none.
    """

    folder: Path
    family: Family
    tokens: Mapping[str, str]
    pair: tuple[str, str] | None
    source_pieces: Path
    target_pieces: Path
    ends_itself: bool

    def leads(self, source: str, target: str) -> bool:
        """True where the model translates from the one language to the other."""
        if self.pair is not None:
            return (source, target) == self.pair
        return source != target and source in self.tokens and target in self.tokens

    def framing(self, source: str, target: str) -> Framing:
        """The tokens around a sentence of a direction that the model leads to."""
        framing = self.family.framing(self.tokens, source, target)
        return Framing(framing.before, () if self.ends_itself else framing.after, framing.target)


def wanted(name: str) -> bool:
    """True for a file name that is part of a model, or says whose it is."""
    return name in FILES or is_notice(name)


def recognises(folder: Path) -> bool:
    """True for weights beside a vocabulary or SentencePiece model of a translation."""
    names = (*_VOCABULARIES, *_SHARED_PIECES, _SOURCE_PIECES)
    if (folder / "metadata.json").is_file() or (folder / "model").is_dir():
        return False
    return (folder / "model.bin").is_file() and any((folder / name).is_file() for name in names)


def inspect(folder: Path) -> ModelContent:
    """Read and check the folder before it is installed (see ``ModelFormat``)."""
    model = read_model(folder)
    files = tuple(name for name in top_level(folder) if wanted(name))
    languages = () if model.pair is not None else tuple(sorted(model.tokens))
    return ModelContent(files, languages=languages, pair=model.pair, licence=licence_of(folder))


def read_model(folder: Path) -> ConvertedModel:
    """Read what a folder holds, without loading an engine.

    Raises:
        ModelDamaged: A file is missing or unreadable; the message names it.
        ModelUnsupported: Nothing says which languages the model translates.
    """
    need_files(folder, "model.bin", "config.json")
    config = read_json(folder / "config.json", dict)
    vocabulary = _vocabulary(folder)
    family = family_of(vocabulary)
    source, target = _pieces(folder)
    return ConvertedModel(
        folder=folder,
        family=family,
        tokens=family.languages(vocabulary),
        pair=None if family.many else _pair(folder),
        source_pieces=source,
        target_pieces=target,
        ends_itself=config.get("add_source_eos") is True or _said(folder).get("add_eos_token") is False,
    )


def _vocabulary(folder: Path) -> list[str]:
    """The tokens of the source, which hold those that name languages."""
    for name in ("shared_vocabulary", "source_vocabulary"):
        if (folder / f"{name}.json").is_file():
            return [str(token) for token in read_json(folder / f"{name}.json", list)]
        if (folder / f"{name}.txt").is_file():
            try:
                return (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()
            except (OSError, ValueError):
                raise damaged_file(folder / f"{name}.txt") from None
    raise _without(folder, "shared_vocabulary.json")


def _pieces(folder: Path) -> tuple[Path, Path]:
    for name in _SHARED_PIECES:
        if (folder / name).is_file():
            need_files(folder, name)
            return folder / name, folder / name
    for name in (_SOURCE_PIECES, _TARGET_PIECES):
        if not (folder / name).is_file():
            raise _without(folder, name)
    need_files(folder, _SOURCE_PIECES, _TARGET_PIECES)
    return folder / _SOURCE_PIECES, folder / _TARGET_PIECES


def _said(folder: Path) -> Mapping[str, object]:
    """The tokenizer's configuration; empty where there is none."""
    return read_json(folder / _TOKENIZER, dict) if (folder / _TOKENIZER).is_file() else {}


def _pair(folder: Path) -> tuple[str, str]:
    """The languages of a model of one pair: by its tokenizer's configuration, else by its name."""
    said = _said(folder)
    codes = said.get("source_lang"), said.get("target_lang")
    if not all(isinstance(code, str) and _CODE.fullmatch(code) for code in codes):
        match = _NAMED_PAIR.search(folder.resolve().name)
        codes = (match[1].lower(), match[2].lower()) if match else (None, None)
    source, target = (language_of(str(code)) if code else "" for code in codes)
    if not source or not target:
        raise ModelUnsupported(
            f"Nothing in {folder} says which languages it translates.",
            f'write {{"source_lang": "zh", "target_lang": "en"}} into {folder / _TOKENIZER}',
        )
    return source, target


def _without(folder: Path, name: str) -> ModelDamaged:
    return ModelDamaged(
        f"The translation model in {folder} lacks its file {name}.",
        f"copy {name} from the model that was converted, then: testimony models add {folder}",
    )
