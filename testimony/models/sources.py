"""What can be fetched: names that a person types, and what a hub or a package index says about them.

Nothing here opens a connection; ``testimony.models.network`` does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from testimony.models.engines import format_of
from testimony.models.manifest import is_safe_member
from testimony.models.types import ModelKind
from testimony.transcript.errors import ModelError, ModelMissing, SettingsError

__all__ = ["HUB", "INDEX", "SPEECH", "Offer", "RemoteFile", "Wanted", "look_up", "parse_wanted"]

HUB = "https://huggingface.co"
INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/"

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

_REPOSITORY = re.compile(r"([A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*)(?:@([\w.-]+))?")
_PAIR = re.compile(r"([a-z]{2,3})-([a-z]{2,3})")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_EXAMPLE = "testimony models fetch whisper:large-v3-turbo translate:zh-en translate:en-zh"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked for.

    Attributes:
        text: As typed, to be typed again.
        repository: Of a speech model, ``owner/name``; empty for a translation.
        revision: Branch, tag or commit of the repository.
        pair: (from, to) of a translation; None for speech.
    """

    text: str
    kind: ModelKind
    name: str
    repository: str = ""
    revision: str = "main"
    pair: tuple[str, str] | None = None


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
    """

    wanted: Wanted
    name: str
    source: str
    licence: str
    files: tuple[RemoteFile, ...]
    archive: bool = False

    @property
    def size(self) -> int:
        """Bytes of all files, as far as they are known."""
        return sum(file.size or 0 for file in self.files)


def parse_wanted(text: str) -> Wanted:
    """``whisper:small``, ``whisper:owner/repository@revision`` or ``translate:zh-en``.

    Raises:
        SettingsError: It is none of them; the hint shows one.
    """
    task, _, name = text.partition(":")
    if task == "whisper" and name in SPEECH:
        return Wanted(text, ModelKind.SPEECH, name, SPEECH[name])
    if task == "whisper" and (match := _REPOSITORY.fullmatch(name)):
        repository, revision = match[1], match[2] or "main"
        return Wanted(text, ModelKind.SPEECH, repository.rpartition("/")[2], repository, revision)
    if task == "translate" and (match := _PAIR.fullmatch(name)):
        return Wanted(text, ModelKind.TRANSLATION, name, pair=(match[1], match[2]))
    known = ", ".join(f"whisper:{model}" for model in SPEECH)
    raise SettingsError(
        f"{text!r} names no model to fetch ({known}, whisper:OWNER/REPOSITORY, translate:FROM-TO).", _EXAMPLE
    )


def look_up(wanted: Wanted, read_json: Callable[[str], Any], hub: str, index: str) -> Offer:
    """Ask the hub or the package index what there is.

    Args:
        wanted: From ``parse_wanted``.
        read_json: Reads the document at an address.
        hub: Address of a hub that speaks the Hugging Face Hub's interface.
        index: Address of a folder with ``index.json``, Argos Translate's package index.

    Raises:
        ModelMissing: It is not there.
        ModelError: The answer is not what it should be.
    """
    if wanted.kind == ModelKind.SPEECH:
        return _from_hub(wanted, read_json, hub.rstrip("/"))
    return _from_index(wanted, read_json, index.rstrip("/") + "/index.json")


def _from_hub(wanted: Wanted, read_json: Callable[[str], Any], hub: str) -> Offer:
    url = f"{hub}/api/models/{wanted.repository}/revision/{quote(wanted.revision, safe='')}?blobs=true"
    answer = read_json(url)
    commit = answer.get("sha") if isinstance(answer, dict) else None
    if not isinstance(commit, str) or not _COMMIT.fullmatch(commit):
        raise ModelError(
            f"{url} does not say what it offers.", "unset HF_ENDPOINT, or name another hub there"
        )
    base = f"{hub}/{wanted.repository}/resolve/{commit}"
    siblings, wanted_file = answer.get("siblings"), format_of("whisper").wanted
    files = tuple(
        _sibling(base, entry)
        for entry in (siblings if isinstance(siblings, list) else [])
        if isinstance(entry, dict) and wanted_file(str(entry.get("rfilename")))
    )
    if not any(file.path == "model.bin" for file in files):
        raise ModelMissing(
            f"The repository {wanted.repository} holds no CTranslate2 model (model.bin).", _EXAMPLE
        )
    licence = _licence(answer)
    return Offer(wanted, wanted.name, f"{wanted.repository}@{commit}", licence, files)


def _sibling(base: str, entry: dict[str, Any]) -> RemoteFile:
    name, size, lfs = str(entry["rfilename"]), entry.get("size"), entry.get("lfs")
    sha256 = str(lfs.get("sha256") or "") if isinstance(lfs, dict) else ""
    # What lies in Git itself is named by its content; a pointer's name says nothing about the large file.
    oid = "" if sha256 else str(entry.get("blobId") or "")
    if not isinstance(size, int) or not (sha256 or oid):
        raise ModelError(f"{base} does not say what {name} should be; it cannot be checked.", _EXAMPLE)
    return RemoteFile(name, f"{base}/{quote(name)}", size, sha256, oid)


def _licence(answer: dict[str, Any]) -> str:
    card = answer.get("cardData")
    named = card.get("license") if isinstance(card, dict) else None
    if isinstance(named, str) and named:
        return named
    tags = answer.get("tags")
    found = (
        tag.removeprefix("license:")
        for tag in (tags if isinstance(tags, list) else [])
        if isinstance(tag, str) and tag.startswith("license:")
    )
    return next(found, "unknown")


def _from_index(wanted: Wanted, read_json: Callable[[str], Any], url: str) -> Offer:
    answer = read_json(url)
    if not isinstance(answer, list) or wanted.pair is None:
        raise ModelError(
            f"{url} is no package index.", "unset ARGOS_PACKAGE_INDEX, or name another one there"
        )
    packages = [
        entry
        for entry in answer
        if isinstance(entry, dict)
        and (entry.get("from_code"), entry.get("to_code")) == wanted.pair
        and entry.get("type", "translate") == "translate"
        and _links(entry, url)
    ]
    if not packages:
        source, target = wanted.pair
        raise ModelMissing(f"The index {url} has no package from {source} to {target}.", _EXAMPLE)
    newest = max(packages, key=lambda entry: _version(entry.get("package_version")))
    link = _links(newest, url)[0]
    archive = PurePosixPath(urlsplit(link).path).name
    file = RemoteFile(archive, link, None, str(newest.get("sha256") or ""))
    licence = str(newest.get("license") or newest.get("licence") or "unknown")
    return Offer(wanted, archive.removesuffix(".argosmodel"), link, licence, (file,), archive=True)


def _links(entry: dict[str, Any], index: str) -> list[str]:
    """Addresses that can be fetched from: no ``ipfs:``, and nothing less safe than the index itself."""
    links = entry.get("links")
    safe = ("https", urlsplit(index).scheme)
    found = [
        urljoin(index, link) for link in (links if isinstance(links, list) else []) if isinstance(link, str)
    ]
    return [
        link
        for link in found
        if urlsplit(link).scheme in safe and is_safe_member(PurePosixPath(urlsplit(link).path).name)
    ]


def _version(text: object) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", str(text)))
