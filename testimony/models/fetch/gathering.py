"""Put a known model together from whatever lies in a folder: files of any name, parts, archives.

A file is taken for what its content is. ``model.bin.part1`` and ``model.bin.part2``, wherever they lie, are
tried as one file. Nothing of the folder is imported or run, and nothing but the model's own files leaves it.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from testimony.models.archives import unpack
from testimony.models.fetch.catalogue import KnownFile
from testimony.transcript.errors import ModelMissing

__all__ = ["gather"]

_PART = re.compile(r"(?P<name>.+)\.(?:part)?(?P<number>\d{1,3})")
_ARCHIVES = (".whl", ".zip", ".tar", ".tar.gz", ".tgz")
_PIECE = 1 << 20
_Pieces = Sequence[Path]


def gather(
    source: Path, wanted: Mapping[str, KnownFile], folder: Path, progress: Callable[[int], None]
) -> None:
    """Copy every file of a model into a folder, each compared with its SHA-256 on the way.

    Args:
        source: Where to look; archives in it are unpacked beside ``folder``, into ``folder.unpacked``.
        wanted: Path inside the model's folder → its content.
        folder: Where the files go; exists.
        progress: Told how many bytes are in their place.

    Raises:
        ModelMissing: Nothing in the folder has the content of a file; the message names it.
        ModelDamaged: An archive is damaged, or would write outside its folder.
        OSError: Something cannot be read or written.
    """
    places = [source]
    for number, archive in enumerate(_archives(source)):
        place = folder.with_name(f"{folder.name}.unpacked") / str(number)
        place.mkdir(parents=True)
        unpack(archive, place)
        places.append(place)
    by_size = _candidates(places)
    done = 0
    for name, known in wanted.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not any(_copied(pieces, target, known.sha256) for pieces in by_size[known.size]):
            raise ModelMissing(
                f"{source} holds no file with the content of {name} ({known.size:,} bytes, SHA-256"
                f" {known.sha256[:8]}…).",
                "name another place with --from, or get the model again",
            )
        done += known.size
        progress(done)


def _archives(source: Path) -> Iterator[Path]:
    return (path for path in sorted(source.rglob("*")) if path.name.endswith(_ARCHIVES) and path.is_file())


def _candidates(places: Iterable[Path]) -> dict[int, list[_Pieces]]:
    """What there is by its size: single files, and parts that belong together, in order."""
    found: dict[int, list[_Pieces]] = defaultdict(list)
    parts: dict[tuple[str, str], list[tuple[int, Path]]] = defaultdict(list)
    for place in places:
        for path in sorted(place.rglob("*")):
            if not path.is_file():
                continue
            found[path.stat().st_size].append([path])
            if match := _PART.fullmatch(path.name):
                for where in ("", str(path.parent)):  # parts may lie in several folders, or sets side by side
                    parts[where, match["name"]].append((int(match["number"]), path))
    for numbered in parts.values():
        pieces = [path for _, path in sorted(numbered)]
        if len(pieces) > 1:
            found[sum(path.stat().st_size for path in pieces)].append(pieces)
    return found


def _copied(pieces: _Pieces, target: Path, sha256: str) -> bool:
    """Write pieces one after another; True where they are the file, which then stays."""
    digest = hashlib.sha256()
    with target.open("wb") as out:
        target.chmod(0o600)
        for path in pieces:
            with path.open("rb") as file:
                while piece := file.read(_PIECE):
                    digest.update(piece)
                    out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    if digest.hexdigest() == sha256:
        return True
    target.unlink()
    return False
