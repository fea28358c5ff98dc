from __future__ import annotations

import bz2
import gzip
import lzma
import stat
import tarfile
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_models import argos_files, everything_under, tar_of, zip_of

from testimony.models import ModelLibrary
from testimony.transcript.errors import ModelDamaged, ModelError, ModelUnsupported

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "": bytes,
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "outer" / "home"


def refuses(
    home: Path,
    archive: Path,
    match: str,
    kind: type[ModelError] | tuple[type[ModelError], ...] = ModelDamaged,
) -> None:
    """The archive is refused and nothing is written, inside the home or around it."""
    before = everything_under(archive.parent)
    with pytest.raises(kind, match=match) as caught:
        ModelLibrary(home).add(archive)
    assert caught.value.hint
    assert "\n" not in caught.value.message
    after = everything_under(archive.parent)
    for made in ("outer", "outer/home", "outer/home/models"):
        after.pop(made, None)
        before.pop(made, None)
    assert after == before


BAD_NAMES = [
    "../evil",
    "a/../../evil",
    "/etc/evil",
    "//evil",
    "C:evil",
    "C:\\evil",
    "..\\evil",
    "\\\\host\\share",
    "a//b",
    "./../evil",
]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_zip_that_would_write_outside(home: Path, tmp_path: Path, name: str) -> None:
    archive = zip_of(tmp_path / "bad.argosmodel", {**argos_files(), name: b"evil"})
    refuses(home, archive, "outside its folder")


@pytest.mark.parametrize("name", [name for name in BAD_NAMES if not name.startswith("./")])
def test_a_tar_that_would_write_outside(home: Path, tmp_path: Path, name: str) -> None:
    archive = tar_of(tmp_path / "bad.tar", {**argos_files(), name: b"evil"})
    refuses(home, archive, "outside its folder")


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_in_a_tar(home: Path, tmp_path: Path, kind: bytes) -> None:
    info = tarfile.TarInfo("model/extra")
    info.type, info.linkname = kind, "/etc/passwd"
    refuses(home, tar_of(tmp_path / "bad.tar", argos_files(), (info,)), "link or a device")


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_links_and_devices_in_a_zip(home: Path, tmp_path: Path, kind: int) -> None:
    archive = zip_of(tmp_path / "bad.zip", argos_files())
    with zipfile.ZipFile(archive, "a") as opened:
        info = zipfile.ZipInfo("model/extra")
        info.external_attr = (kind | 0o777) << 16
        opened.writestr(info, "/etc/passwd")
    refuses(home, archive, "link or a device")


def test_a_member_twice(home: Path, tmp_path: Path) -> None:
    archive = zip_of(tmp_path / "bad.zip", {**argos_files(), "MODEL/Model.bin": b"another"})
    refuses(home, archive, "twice")


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bomb of 64 KB is one already, so that the test need not inflate 64 MB."""
    monkeypatch.setattr("testimony.models.archives._FREE_GROWTH", 1 << 16)


@pytest.mark.usefixtures("strict")
def test_a_zip_bomb(home: Path, tmp_path: Path) -> None:
    archive = zip_of(tmp_path / "bomb.zip", {**argos_files(), "model/zeros": bytes(10 << 20)})
    assert archive.stat().st_size < 1 << 15
    refuses(home, archive, "would grow to|grows without end")


@pytest.mark.usefixtures("strict")
def test_a_bomb_in_a_packed_tar(home: Path, tmp_path: Path) -> None:
    archive = tar_of(tmp_path / "bomb.tar.gz", {"zeros": bytes(10 << 20), **argos_files()})
    refuses(home, archive, "would grow to|grows without end")


@pytest.mark.usefixtures("strict")
def test_a_zip_that_lies_about_its_sizes(home: Path, tmp_path: Path) -> None:
    archive = zip_of(tmp_path / "liar.zip", {**argos_files(), "model/zeros": bytes(10 << 20)})
    data = bytearray(archive.read_bytes())
    stated = (10 << 20).to_bytes(4, "little")
    assert data.count(stated) == 2  # the local header and the directory
    archive.write_bytes(data.replace(stated, (100).to_bytes(4, "little")))
    refuses(home, archive, "damaged archive|grows without end")


def test_too_many_members(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("testimony.models.archives._MOST_MEMBERS", 5)
    for archive in (zip_of(tmp_path / "a.zip", argos_files()), tar_of(tmp_path / "a.tar", argos_files())):
        refuses(home, archive, "more than 5 files")


def test_a_locked_zip(home: Path, tmp_path: Path) -> None:
    archive = zip_of(tmp_path / "locked.zip", argos_files())
    data = bytearray(archive.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    archive.write_bytes(data)
    refuses(home, archive, "password")


@pytest.mark.parametrize("keep", [0.3, 0.9])
@pytest.mark.parametrize("make", ["a.zip", "a.tar", "a.tar.gz"])
def test_a_truncated_archive(home: Path, tmp_path: Path, make: str, keep: float) -> None:
    import os

    files = {**argos_files(), "model/model.bin": os.urandom(100_000)}
    archive = (zip_of if make == "a.zip" else tar_of)(tmp_path / make, files)
    data = archive.read_bytes()
    archive.write_bytes(data[: int(len(data) * keep)])
    refuses(home, archive, ".", (ModelDamaged, ModelUnsupported))


def test_a_flipped_byte_in_a_zip(home: Path, tmp_path: Path) -> None:
    archive = zip_of(tmp_path / "a.zip", {"a/" + name: content for name, content in argos_files().items()})
    data = bytearray(archive.read_bytes())
    with zipfile.ZipFile(archive) as opened:
        info = opened.getinfo("a/model/model.bin")
    data[info.header_offset + 30 + len(info.filename) + info.compress_size // 2] ^= 0x55
    archive.write_bytes(data)
    refuses(home, archive, "damaged archive")


def test_not_enough_room(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        free = 10

    monkeypatch.setattr("testimony.models.archives.shutil.disk_usage", lambda _: Full)
    refuses(home, zip_of(tmp_path / "a.zip", argos_files()), "has 10 left")


def test_an_empty_archive(home: Path, tmp_path: Path) -> None:
    refuses(home, zip_of(tmp_path / "a.zip", {}), ".", (ModelDamaged, ModelUnsupported))


@pytest.mark.parametrize("packer", ["gz", "bz2", "xz", ""])
def test_packed_tars_are_unpacked(home: Path, tmp_path: Path, packer: str) -> None:
    plain = tar_of(tmp_path / "model.tar", argos_files())
    path = tmp_path / f"model.tar.{packer}"
    path.write_bytes(PACKERS[packer](plain.read_bytes()))
    assert ModelLibrary(home).add(path).kind == "translation"


@pytest.mark.parametrize("kind", [b"L", b"K", b"x", b"g"])
@pytest.mark.parametrize("size", [64 << 20, 2 << 30])
def test_a_header_that_says_it_is_huge_takes_no_memory(
    home: Path, tmp_path: Path, kind: bytes, size: int
) -> None:
    header = tarfile.TarInfo("x")
    header.type, header.size = kind, size
    path = tmp_path / "bomb.tar.xz"
    with lzma.open(path, "wb", preset=0) as out:
        out.write(header.tobuf(tarfile.GNU_FORMAT))
        for _ in range(min(size, 80 << 20) >> 20):
            out.write(bytes(1 << 20))
    tracemalloc.start()
    refuses(home, path, "damaged archive")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 24 << 20


def test_an_xz_dictionary_that_takes_all_memory_is_refused(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "wide.tar.xz"
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 30, "mode": lzma.MODE_FAST, "mf": lzma.MF_HC3}]
    compressor = _compressor_that_states(filters)
    path.write_bytes(compressor)
    refuses(home, path, "damaged archive")


def _compressor_that_states(filters: list[dict[str, int]]) -> bytes:
    """An xz file whose block header names a dictionary of 1 GB, made from one with a small dictionary."""
    small = [{**filters[0], "dict_size": 1 << 20}]
    data = bytearray(lzma.compress(bytes(4096), format=lzma.FORMAT_XZ, filters=small))
    # Block header: size, flags, filter id 0x21, properties length 1, dictionary size code, padding, CRC32.
    at = 12
    length = (data[at] + 1) * 4
    data[at + 4] = 36  # 2^30 bytes by the format's table
    data[at + length - 4 : at + length] = zlib.crc32(bytes(data[at : at + length - 4])).to_bytes(4, "little")
    return bytes(data)


def test_a_zip_with_a_million_members_is_refused_before_they_are_read(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "crowd.zip"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("a", b"")
    data = bytearray(path.read_bytes())
    end = data.rfind(b"PK\x05\x06")
    data[end + 12 : end + 16] = (200 << 20).to_bytes(4, "little")
    path.write_bytes(bytes(1 << 20) + bytes(data))
    refuses(home, path, "more than 10,000 files|damaged archive")


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_change_of_an_archive_ends_in_anything_but_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("mutant")
    kind = data.draw(st.sampled_from(["zip", "tar", "tar.gz", "tar.xz"]))
    path = folder / f"model.{kind}"
    files = {"metadata.json": b"{}", "model/model.bin": bytes(range(256)) * 4}
    plain = zip_of(path, files) if kind == "zip" else tar_of(folder / "plain.tar", files)
    if kind != "zip":
        path.write_bytes(PACKERS[kind.removeprefix("tar").removeprefix(".")](plain.read_bytes()))
    changed = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(changed) - 1))
        changed[at] = data.draw(st.integers(0, 255))
    path.write_bytes(bytes(changed[: data.draw(st.integers(1, len(changed)))]))
    with pytest.raises((ModelDamaged, ModelUnsupported)):
        ModelLibrary(folder / "home").add(path)
