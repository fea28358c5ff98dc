"""Packs for machines without internet: all models or none, whole or refused, and nothing left behind."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from made_models import argos_folder, everything_under, tar_of, whisper_folder

from testimony.models import ModelLibrary
from testimony.models.packs import PACK, write_pack
from testimony.models.speeds import Speed, SpeedLog, SpeedMeter
from testimony.runtime.samples import samples_folder
from testimony.transcript.errors import ModelDamaged, ModelError, ModelUnsupported


@pytest.fixture
def library(tmp_path: Path) -> ModelLibrary:
    made = ModelLibrary(tmp_path / "home")
    made.add(whisper_folder(tmp_path / "small"))
    made.add(argos_folder(tmp_path / "zh_en"))
    return made


@pytest.fixture
def pack(library: ModelLibrary, tmp_path: Path) -> Path:
    write_pack(library.list(), tmp_path / "office.tar", lambda _: None)
    return tmp_path / "office.tar"


def members(pack: Path) -> dict[str, bytes]:
    with tarfile.open(pack) as tar:
        return {info.name: tar.extractfile(info).read() for info in tar}  # type: ignore[union-attr]


def test_models_travel_to_another_machine(library: ModelLibrary, pack: Path, tmp_path: Path) -> None:
    other = ModelLibrary(tmp_path / "other")
    moved = other.add_all(pack)
    before = [(info.name, info.digest, info.licence, info.source) for info in library.list()]
    assert [(info.name, info.digest, info.licence, info.source) for info in moved] == before
    for info in moved:
        other.verify(info, thorough=True)
    assert other.add_all(pack) == moved
    assert not list((tmp_path / "other" / "models").glob(".incoming*"))


def test_the_same_models_give_the_same_bytes_and_say_nothing_of_this_machine(
    library: ModelLibrary, pack: Path, tmp_path: Path
) -> None:
    seen: list[int] = []
    again = write_pack(library.list(), tmp_path / "again.tar", seen.append)
    assert again == hashlib.sha256(pack.read_bytes()).hexdigest()
    assert (tmp_path / "again.tar").read_bytes() == pack.read_bytes()
    assert (tmp_path / "again.tar").stat().st_mode & 0o777 == 0o600
    assert sum(seen) == sum(info.size_bytes for info in library.list())
    with tarfile.open(pack) as tar:
        assert {(info.uid, info.gid, info.uname, info.mtime) for info in tar} == {(0, 0, "", 0)}


def test_an_installed_model_and_a_demo_model_of_one_name_are_one(tmp_path: Path) -> None:
    def type_in(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "testimony", "models", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert type_in("pack", "-o", "office.tar").returncode == 5
    samples = samples_folder()
    assert samples is not None
    assert type_in("add", str(samples / "models" / "whisper-demo")).returncode == 0
    packed = type_in("pack", "whisper-demo", "-o", "office.tar")
    assert packed.stdout.split()[0] == hashlib.sha256((tmp_path / "office.tar").read_bytes()).hexdigest()
    assert type_in("add", "office.tar").returncode == 0
    assert type_in("pack", "whisper-demo", "-o", "office.tar").returncode == 8


def test_a_damaged_model_is_not_packed(library: ModelLibrary, tmp_path: Path) -> None:
    (library.speech().path / "model.bin").write_bytes(b"other")
    with pytest.raises(ModelDamaged, match=r"model\.bin differs"):
        write_pack(library.list(), tmp_path / "office.tar", lambda _: None)
    assert not list(tmp_path.glob("*.tar")) + list(tmp_path.glob(".testimony*"))


def _without(name: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return lambda files: {key: data for key, data in files.items() if key != name}


def _with(name: str, data: bytes) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return lambda files: {**files, name: data}


def _renamed(files: dict[str, bytes]) -> dict[str, bytes]:
    return {key.replace("whisper/small", "whisper/large"): data for key, data in files.items()}


SPOILED = {
    "a wrong hash": (_with("whisper/small/model.bin", b"poison"), r"model\.bin of small .* differs"),
    "a missing file": (_without("whisper/small/tokenizer.json"), r"lacks whisper/small/tokenizer\.json"),
    "a missing manifest": (
        _without("translate/zh_en/manifest.json"),
        r"lacks translate/zh_en/manifest\.json",
    ),
    "another manifest": (_with("whisper/small/manifest.json", b"{}"), "manifest.json"),
    "a stowaway": (_with("whisper/small/evil.py", b"evil"), r"evil\.py is in no manifest"),
    "a stowaway beside": (_with("notes.txt", b"hello"), r"notes\.txt is in no manifest"),
    "another name": (_renamed, "lacks whisper/small"),
    "no index": (_with(PACK, b"{"), "is not JSON"),
    "no models": (_with(PACK, b'{"schema": "testimony-models/1", "models": {}}'), "names no models"),
    "a place outside": (
        _with(PACK, b'{"schema": "testimony-models/1", "models": {"whisper/../../x": "00"}}'),
        "names no models",
    ),
    "traversal": (_with("../evil", b"evil"), "outside its folder"),
    "an absolute path": (_with("/etc/evil", b"evil"), "outside its folder"),
}


@pytest.mark.parametrize(("spoil", "says"), SPOILED.values(), ids=SPOILED.keys())
def test_a_spoiled_pack_is_refused_whole(
    pack: Path, tmp_path: Path, spoil: Callable[[dict[str, bytes]], dict[str, bytes]], says: str
) -> None:
    place = tmp_path / "there"
    place.mkdir()
    bad = tar_of(place / "bad.tar", spoil(members(pack)))
    with pytest.raises(ModelError, match=says) as caught:
        ModelLibrary(place / "home").add_all(bad)
    assert "\n" not in caught.value.message
    assert caught.value.hint
    assert set(everything_under(place)) == {"bad.tar", "home", "home/models"}


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_in_a_pack(pack: Path, tmp_path: Path, kind: bytes) -> None:
    info = tarfile.TarInfo("whisper/small/model.bin")
    info.type, info.linkname = kind, "/etc/passwd"
    bad = tar_of(tmp_path / "bad.tar", _without("whisper/small/model.bin")(members(pack)), (info,))
    with pytest.raises(ModelDamaged, match="link or a device"):
        ModelLibrary(tmp_path / "other").add_all(bad)
    assert set(everything_under(tmp_path / "other")) == {"models"}


def test_a_bomb(pack: Path, tmp_path: Path) -> None:
    bad = tar_of(tmp_path / "bad.tar.gz", _with("whisper/small/model.bin", bytes(80 << 20))(members(pack)))
    with pytest.raises(ModelDamaged, match="grow"):
        ModelLibrary(tmp_path / "other").add_all(bad)
    assert set(everything_under(tmp_path / "other")) == {"models"}


def test_a_pack_cut_short(pack: Path, tmp_path: Path) -> None:
    for length in (600, 4000, pack.stat().st_size - 11_000):
        bad = tmp_path / f"cut-{length}.tar"
        bad.write_bytes(pack.read_bytes()[:length])
        with pytest.raises(ModelError):
            ModelLibrary(tmp_path / "other").add_all(bad)
        assert set(everything_under(tmp_path / "other")) == {"models"}


def test_one_taken_name_keeps_the_whole_pack_out(pack: Path, tmp_path: Path) -> None:
    other = ModelLibrary(tmp_path / "other")
    taken = other.add(argos_folder(tmp_path / "elsewhere" / "zh_en", "en", "zh"))
    with pytest.raises(ModelDamaged, match="Another model is installed as zh_en"):
        other.add_all(pack)
    assert other.list() == (taken,)


def test_a_disk_that_fails_half_way_leaves_none_of_them(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename, calls = Path.rename, []

    def failing(self: Path, target: Path) -> Path:
        if self.name.startswith("model-") and target.parent.name == "translate":
            calls.append(target)
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    other = ModelLibrary(tmp_path / "other")
    with pytest.raises(ModelError, match="No space left"):
        other.add_all(pack)
    assert calls
    assert other.list() == ()


def test_a_pack_is_no_single_model(pack: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelUnsupported, match="holds 2 models"):
        ModelLibrary(tmp_path / "other").add(pack)
    assert ModelLibrary(tmp_path / "other").list() == ()
    newer = json.dumps({"schema": "testimony-models/9", "models": {"whisper/small": "00"}}).encode()
    bad = tar_of(tmp_path / "newer.tar", {PACK: newer})
    with pytest.raises(ModelError, match="another version"):
        ModelLibrary(tmp_path / "other").add_all(bad)


def speed(log: SpeedLog, name: str) -> Speed:
    found = log.of(name)
    assert found is not None
    return found


class TestSpeeds:
    def test_the_newest_runs_count_most(self, tmp_path: Path) -> None:
        log = SpeedLog(tmp_path / "home")
        assert log.of("a") is None
        log.add("a", 100, 50)
        assert speed(log, "a").rate == 2
        for _ in range(12):
            log.add("a", 100, 10)
        assert 9.5 < speed(log, "a").rate <= 10
        assert speed(log, "a").runs == 13
        assert log.of("b") is None

    def test_nothing_measured_is_nothing_remembered(self, tmp_path: Path) -> None:
        SpeedMeter().keep(SpeedLog(tmp_path / "home"), "a", ["b"])
        assert not (tmp_path / "home").exists()

    def test_a_meter_times_what_comes_and_not_what_is_done_with_it(self, tmp_path: Path) -> None:
        meter, log = SpeedMeter(), SpeedLog(tmp_path / "home")
        assert list(meter.heard([1.5, 2.5], lambda piece: piece)) == [1.5, 2.5]
        with meter.translating(80):
            pass
        meter.keep(log, "speech", ["zh-en", "en-zh"])
        assert speed(log, "speech").work == 4
        assert log.of("zh-en") == log.of("en-zh")
        assert speed(log, "zh-en").work == 80

    @pytest.mark.parametrize("content", ["{", "[]", '{"a": 7}', '{"a": {"work": "x"}}'])
    def test_a_broken_file_costs_the_figures_only(self, tmp_path: Path, content: str) -> None:
        log = SpeedLog(tmp_path)
        (tmp_path / "models").mkdir()
        (tmp_path / "models" / ".speeds.json").write_text(content)
        assert log.of("a") is None
        log.add("a", 1, 1)
        assert speed(log, "a").rate == 1

    def test_a_home_that_cannot_be_written_costs_the_figures_only(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        SpeedLog(tmp_path / "file").add("a", 1, 1)
