from __future__ import annotations

import stat
import tarfile
import zipfile

import pytest
from made_models import argos_files, everything_under, tar_of, zip_of

from testimony.models import ModelLibrary
from testimony.transcript.errors import ModelDamaged, ModelUnsupported


@pytest.fixture
def home(tmp_path):
    return tmp_path / "outer" / "home"


def refuses(home, archive, match, kind=ModelDamaged):
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
def test_a_zip_that_would_write_outside(home, tmp_path, name):
    archive = zip_of(tmp_path / "bad.argosmodel", {**argos_files(), name: b"evil"})
    refuses(home, archive, "outside its folder")


@pytest.mark.parametrize("name", [name for name in BAD_NAMES if not name.startswith("./")])
def test_a_tar_that_would_write_outside(home, tmp_path, name):
    archive = tar_of(tmp_path / "bad.tar", {**argos_files(), name: b"evil"})
    refuses(home, archive, "outside its folder")


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_in_a_tar(home, tmp_path, kind):
    info = tarfile.TarInfo("model/extra")
    info.type, info.linkname = kind, "/etc/passwd"
    refuses(home, tar_of(tmp_path / "bad.tar", argos_files(), (info,)), "link or a device")


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_links_and_devices_in_a_zip(home, tmp_path, kind):
    archive = zip_of(tmp_path / "bad.zip", argos_files())
    with zipfile.ZipFile(archive, "a") as opened:
        info = zipfile.ZipInfo("model/extra")
        info.external_attr = (kind | 0o777) << 16
        opened.writestr(info, "/etc/passwd")
    refuses(home, archive, "link or a device")


def test_a_member_twice(home, tmp_path):
    archive = zip_of(tmp_path / "bad.zip", {**argos_files(), "MODEL/Model.bin": b"another"})
    refuses(home, archive, "twice")


@pytest.fixture
def strict(monkeypatch):
    """A bomb of 64 KB is one already, so that the test need not inflate 64 MB."""
    monkeypatch.setattr("testimony.models.archives._FREE_GROWTH", 1 << 16)


@pytest.mark.usefixtures("strict")
def test_a_zip_bomb(home, tmp_path):
    archive = zip_of(tmp_path / "bomb.zip", {**argos_files(), "model/zeros": bytes(10 << 20)})
    assert archive.stat().st_size < 1 << 15
    refuses(home, archive, "would grow to")


@pytest.mark.usefixtures("strict")
def test_a_bomb_in_a_packed_tar(home, tmp_path):
    archive = tar_of(tmp_path / "bomb.tar.gz", {"zeros": bytes(10 << 20), **argos_files()})
    refuses(home, archive, "would grow to")


@pytest.mark.usefixtures("strict")
def test_a_zip_that_lies_about_its_sizes(home, tmp_path):
    archive = zip_of(tmp_path / "liar.zip", {**argos_files(), "model/zeros": bytes(10 << 20)})
    data = bytearray(archive.read_bytes())
    stated = (10 << 20).to_bytes(4, "little")
    assert data.count(stated) == 2  # the local header and the directory
    archive.write_bytes(data.replace(stated, (100).to_bytes(4, "little")))
    refuses(home, archive, "damaged archive|grows without end")


def test_too_many_members(home, tmp_path, monkeypatch):
    monkeypatch.setattr("testimony.models.archives._MOST_MEMBERS", 5)
    for archive in (zip_of(tmp_path / "a.zip", argos_files()), tar_of(tmp_path / "a.tar", argos_files())):
        refuses(home, archive, "more than 5 files")


def test_a_locked_zip(home, tmp_path):
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
def test_a_truncated_archive(home, tmp_path, make, keep):
    import os

    files = {**argos_files(), "model/model.bin": os.urandom(100_000)}
    archive = (zip_of if make == "a.zip" else tar_of)(tmp_path / make, files)
    data = archive.read_bytes()
    archive.write_bytes(data[: int(len(data) * keep)])
    refuses(home, archive, ".", (ModelDamaged, ModelUnsupported))


def test_a_flipped_byte_in_a_zip(home, tmp_path):
    archive = zip_of(tmp_path / "a.zip", {"a/" + name: content for name, content in argos_files().items()})
    data = bytearray(archive.read_bytes())
    with zipfile.ZipFile(archive) as opened:
        info = opened.getinfo("a/model/model.bin")
    data[info.header_offset + 30 + len(info.filename) + info.compress_size // 2] ^= 0x55
    archive.write_bytes(data)
    refuses(home, archive, "damaged archive")


def test_not_enough_room(home, tmp_path, monkeypatch):
    class Full:
        free = 10

    monkeypatch.setattr("testimony.models.archives.shutil.disk_usage", lambda _: Full)
    refuses(home, zip_of(tmp_path / "a.zip", argos_files()), "has 10 left")


def test_an_empty_archive(home, tmp_path):
    refuses(home, zip_of(tmp_path / "a.zip", {}), ".", (ModelDamaged, ModelUnsupported))
