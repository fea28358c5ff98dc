"""The part of an adapter that the model library reads: what a model folder of the engine looks like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

__all__ = ["Ability", "ModelContent", "ModelFormat", "ModelKind"]


class ModelKind(StrEnum):
    """The task of a model."""

    SPEECH = "speech"
    TRANSLATION = "translation"
    SPEAKER = "speaker"


class Ability(StrEnum):
    """What a speech engine can do beside writing down."""

    DETECT_LANGUAGES = "detect-languages"
    """Its models of several languages tell which one a clip is in."""
    TIME_WORDS = "time-words"
    """It says when each word was spoken; otherwise its pieces are as long as the clip."""
    TAKE_HINTS = "take-hints"
    """It uses the names and terms that it is told to expect."""


@dataclass(frozen=True, slots=True)
class ModelContent:
    """What a model folder holds.

    Attributes:
        files: What belongs to the model, as paths inside the folder with ``/``; the rest is left behind
            (weights in other formats, the sentence splitters of Argos packages, which nothing here calls).
        languages: BCP-47 codes that a speech model writes, in the order of its vocabulary; or that a
            translation model translates in every direction.
        pair: (from, to) of a translation model of one direction; None for any other model.
        licence: As the folder states it, else ``unknown``.
    """

    files: tuple[str, ...]
    languages: tuple[str, ...] = ()
    pair: tuple[str, str] | None = None
    licence: str = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFormat:
    """The model folders of one engine.

    Attributes:
        engine: The engine's name, as a manifest and provenance record it.
        kind: What its models do.
        folder: Name of the folder below ``$TESTIMONY_HOME/models`` that its models are installed in.
        packages: Distributions whose version decides what the engine writes.
        recognises: True for a folder with the engine's kind of files, whole or not; no two engines
            recognise the same folder.
        inspect: Reads a recognised folder. Raises ModelDamaged, naming the file that is missing or
            unreadable, or ModelUnsupported, saying what the folder is instead.
        opened: Names of files that the engine opens when they are there, so a manifest must list them.
        wanted: True for a path in a repository that is part of a model, or says whose it is.
        abilities: What a speech engine can do beside writing down.
        weights: How the name of a file with weights ends.
        form: What such a file is called, for messages.
    """

    engine: str
    kind: ModelKind
    folder: str
    packages: tuple[str, ...]
    recognises: Callable[[Path], bool]
    inspect: Callable[[Path], ModelContent]
    opened: frozenset[str]
    wanted: Callable[[str], bool]
    abilities: frozenset[Ability] = frozenset()
    weights: str = "model.bin"
    form: str = "CTranslate2"

    def is_installed(self) -> bool:
        """True where every package that the engine needs is there; nothing is imported."""
        return all(find_spec(name.replace("-", "_")) is not None for name in self.packages)
