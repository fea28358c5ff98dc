"""``models fetch`` against a hub and an index on the loopback: cut, wrong, missing, redirected, slow."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from loopback_hub import COMMIT, Hub, serve_hub
from made_models import argos_files, everything_under, whisper_folder, zip_of
from product import run_testimony
from tiny_onnx import transducer

from testimony.models import ModelLibrary
from testimony.models.fetch.fetcher import Fetcher, unfinished
from testimony.models.fetch.network import Network
from testimony.models.fetch.sources import SPEECH, parse_wanted
from testimony.models.types import ModelInfo
from testimony.transcript.errors import ModelDamaged, ModelError, ModelMissing, SettingsError

REPOSITORY = SPEECH["small"]
WEIGHTS = bytes(range(256)) * 40


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    folder = whisper_folder(tmp_path / "published", WEIGHTS)
    (folder / "README.md").write_text("---\nlicense: apache-2.0\n---\n")
    (folder / "pytorch_model.bin").write_bytes(b"not wanted")
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    package = argos_files("zh", "en")
    archive = zip_of(
        tmp_path / "a.zip", {f"translate-zh_en-1_9/{name}": data for name, data in package.items()}
    )
    made = Hub(
        files={REPOSITORY: files, "office/own": files},
        archives={"translate-zh_en-1_9.argosmodel": archive.read_bytes()},
        packages=[
            {"package_version": version, "from_code": "zh", "to_code": "en", "links": links}
            for version, links in (
                ("1.9", ["ipfs://x", "files/translate-zh_en-1_9.argosmodel"]),
                ("1.10", ["ipfs://only"]),
                ("1.1", ["files/old.argosmodel"]),
            )
        ],
    )
    with serve_hub(made):
        yield made


@pytest.fixture
def fetcher(tmp_path: Path, hub: Hub) -> Fetcher:
    home = tmp_path / "home"
    network = Network(timeout_s=10, tries=3, pause=lambda _: None)
    return Fetcher(ModelLibrary(home), home, hub.url, f"{hub.url}/index", network)


def fetch(fetcher: Fetcher, name: str = "whisper:small") -> ModelInfo:
    seen: list[int] = []
    offer = fetcher.look_up(name)
    info = fetcher.fetch(offer, seen.append)
    assert seen[-1] == offer.size
    return info


def left_behind(fetcher: Fetcher) -> list[str]:
    return [
        name for name in everything_under(fetcher.home) if name.startswith(("models/.", "models/whisper/"))
    ]


def test_a_speech_model_is_looked_up_shown_brought_checked_and_installed(fetcher: Fetcher, hub: Hub) -> None:
    offer = fetcher.look_up("whisper:small")
    assert (offer.licence, offer.source) == ("mit", f"{REPOSITORY}@{COMMIT}")
    assert offer.size == sum(file.size or 0 for file in offer.files) > len(WEIGHTS)
    assert "pytorch_model.bin" not in [file.path for file in offer.files]
    info = fetch(fetcher)
    assert (info.name, info.licence, info.source) == ("small", "mit", f"{REPOSITORY}@{COMMIT}")
    assert (info.path / "model.bin").read_bytes() == WEIGHTS
    assert stat.S_IMODE((info.path / "model.bin").stat().st_mode) == 0o600
    fetcher.library.verify(info, thorough=True)
    assert fetcher.installed(offer) == info
    assert not list((fetcher.home / "models").glob(".*/*"))
    for _, headers in hub.requests:
        assert set(headers) <= {"Host", "User-Agent", "Accept-Encoding", "Connection"}
        assert headers["User-Agent"].startswith("testimony/")


def test_a_package_of_the_newest_version_that_can_be_had(fetcher: Fetcher) -> None:
    info = fetch(fetcher, "translate:zh-en")
    assert (info.name, info.pair) == ("translate-zh_en-1_9", ("zh", "en"))
    assert info.source.endswith("/files/translate-zh_en-1_9.argosmodel")
    fetcher.library.verify(info, thorough=True)


@pytest.mark.parametrize("name", ["whisper:small", "translate:zh-en"])
def test_a_cut_connection_goes_on_where_it_was(fetcher: Fetcher, hub: Hub, name: str) -> None:
    large = "/storage/" + REPOSITORY + "/model.bin" if name == "whisper:small" else ".argosmodel"
    offer = fetcher.look_up(name)
    hub.requests.clear()
    hub.faults[large] = ["cut:100", "cut:50", ""]
    fetcher.fetch(offer, lambda _: None)
    assert [headers.get("Range") for headers in hub.asked_for(large)] == [None, "bytes=100-", "bytes=150-"]


def test_what_was_brought_survives_the_process_and_is_said(fetcher: Fetcher, hub: Hub) -> None:
    large = f"/storage/{REPOSITORY}/model.bin"
    hub.faults[large] = ["cut:100", "cut:0", "cut:0", "cut:0"]
    with pytest.raises(ModelError, match="100 bytes of it are kept") as caught:
        fetch(fetcher)
    assert "same command" in caught.value.hint
    ((name, size),) = unfinished(fetcher.home)
    assert (name, size >= 100) == ("whisper:small", True)
    assert fetcher.library.list() == ()
    fetch(fetcher)
    assert [headers.get("Range") for headers in hub.asked_for(large)] == [None, *["bytes=100-"] * 4]
    assert len(hub.asked_for(f"/storage/{REPOSITORY}/config.json")) == 1
    assert unfinished(fetcher.home) == ()


def test_a_server_without_ranges_sends_everything_again(fetcher: Fetcher, hub: Hub) -> None:
    hub.faults[f"/storage/{REPOSITORY}/model.bin"] = ["cut:100", "norange"]
    assert (fetch(fetcher).path / "model.bin").read_bytes() == WEIGHTS


def test_another_state_of_the_file_is_not_glued_to_the_old_one(fetcher: Fetcher, hub: Hub) -> None:
    hub.faults[".argosmodel"] = ["", "cut:100", "cut:0", "cut:0", "cut:0"]
    with pytest.raises(ModelError):
        fetch(fetcher, "translate:zh-en")
    hub.etag = '"second"'
    fetch(fetcher, "translate:zh-en")
    assert hub.asked_for(".argosmodel")[-1]["If-Range"] == '"first"'


def test_a_part_longer_than_the_file_begins_anew(fetcher: Fetcher) -> None:
    offer = fetcher.look_up("whisper:small")
    folder = fetcher.home / "models" / ".fetching" / "whisper_small"
    folder.mkdir(parents=True)
    model = next(file for file in offer.files if file.path == "model.bin")
    (folder / "model.bin.part").write_bytes(b"x" * 20_000)
    (folder / "model.bin.of").write_text(f"{model.sha256} {model.size}")
    fetcher.fetch(offer, lambda _: None)


@pytest.mark.parametrize("file", ["model.bin", "tokenizer.json"])
def test_a_wrong_hash_installs_nothing_and_leaves_nothing_of_it(
    fetcher: Fetcher, hub: Hub, file: str
) -> None:
    hub.faults[f"/storage/{REPOSITORY}/{file}"] = ["wrong"]
    with pytest.raises(ModelDamaged, match="not what its publisher says"):
        fetch(fetcher)
    assert fetcher.library.list() == ()
    assert not [name for name in left_behind(fetcher) if name.endswith((f"/{file}", ".part"))]
    fetch(fetcher)


def test_a_resumed_file_that_turns_out_wrong_is_brought_once_more(fetcher: Fetcher, hub: Hub) -> None:
    large = f"/storage/{REPOSITORY}/model.bin"
    hub.faults[large] = ["cut:100", "cut:0", "cut:0", "cut:0"]
    with pytest.raises(ModelError):
        fetch(fetcher)
    part = fetcher.home / "models" / ".fetching" / "whisper_small" / "model.bin.part"
    part.write_bytes(b"?" * 100)
    assert (fetch(fetcher).path / "model.bin").read_bytes() == WEIGHTS


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("404", "is not there"),
        ("403", "not open to everybody"),
        ("500", "answered 500"),
        ("mute", "silent for too long|cut"),
    ],
)
def test_refusals_are_one_sentence(fetcher: Fetcher, hub: Hub, fault: str, says: str) -> None:
    hub.faults[f"/storage/{REPOSITORY}/model.bin"] = [fault] * 9
    fetcher = replace(fetcher, network=replace(fetcher.network, timeout_s=0.15 if fault == "mute" else 10))
    with pytest.raises(ModelError, match=says) as caught:
        fetch(fetcher)
    assert "\n" not in caught.value.message
    assert caught.value.hint
    assert fetcher.library.list() == ()


def test_a_server_that_is_tired_for_a_moment_is_asked_again(fetcher: Fetcher, hub: Hub) -> None:
    hub.faults[f"/storage/{REPOSITORY}/model.bin"] = ["503", "429", "cut:10"]
    hub.faults["/revision/main"] = ["502"]
    assert (fetch(fetcher).path / "model.bin").read_bytes() == WEIGHTS


def test_a_redirect_to_another_host_is_followed_and_to_another_protocol_is_not(
    fetcher: Fetcher, hub: Hub
) -> None:
    hub.storage = hub.url.replace("127.0.0.1", "localhost")
    fetch(fetcher)
    assert hub.asked_for("/model.bin")[-1]["Host"].startswith("localhost")
    hub.faults["/resolve/" + COMMIT + "/model.bin"] = ["to:file:///etc/passwd"]
    with pytest.raises(ModelError, match="not safe to follow"):
        fetch(fetcher, "whisper:office/own")


def test_nobody_listens(fetcher: Fetcher, tmp_path: Path) -> None:
    network = Network(timeout_s=0.3, tries=2, pause=lambda _: None)
    alone = Fetcher(fetcher.library, tmp_path / "home", "http://127.0.0.1:9", "http://127.0.0.1:9", network)
    for name in ("whisper:small", "translate:zh-en"):
        with pytest.raises(ModelError, match="cannot be reached: Connection refused") as caught:
            alone.look_up(name)
        assert "testimony models add office.tar" in caught.value.hint
    with pytest.raises(ModelError, match="neither http nor https"):
        Fetcher(fetcher.library, tmp_path, "file:///etc", "", network).look_up("whisper:small")


@pytest.mark.parametrize(
    "listing",
    [
        b"<html>",
        b"[]",
        b'{"sha": "main"}',
        b'{"sha": "%s", "siblings": [{"rfilename": "model.bin", "size": 3}]}' % COMMIT.encode(),
    ],
)
def test_a_hub_that_answers_something_else(fetcher: Fetcher, hub: Hub, listing: bytes) -> None:
    hub.archives["main"] = listing
    fetcher = Fetcher(fetcher.library, fetcher.home, f"{hub.url}/odd", hub.url, fetcher.network)
    with pytest.raises(ModelError):
        fetcher.look_up("whisper:small")


def test_what_the_hub_does_not_have(fetcher: Fetcher, hub: Hub) -> None:
    with pytest.raises(ModelMissing, match="no package from en to zh"):
        fetcher.look_up("translate:en-zh")
    with pytest.raises(ModelError, match="is not there"):
        fetcher.look_up("whisper:nobody/nothing")
    hub.files["office/own"] = {"model.safetensors": b"x"}
    with pytest.raises(ModelMissing, match=r"no CTranslate2 model"):
        fetcher.look_up("whisper:office/own")


@pytest.mark.parametrize(
    "text", ["small", "whisper:", "whisper:../x", "whisper:a/../../b", "translate:zh", "x:y/z"]
)
def test_a_name_that_is_none(text: str) -> None:
    with pytest.raises(SettingsError, match="names no model to fetch") as caught:
        parse_wanted(text)
    assert caught.value.hint.startswith("testimony models fetch")


def test_the_names_are_those_of_the_engine() -> None:
    from faster_whisper.utils import _MODELS

    assert {name: _MODELS[name] for name in SPEECH} == dict(SPEECH)


def test_a_file_that_no_engine_could_use_is_forgotten(fetcher: Fetcher, hub: Hub) -> None:
    hub.files[REPOSITORY]["config.json"] = b"{broken"
    with pytest.raises(ModelDamaged, match=r"config\.json"):
        fetch(fetcher)
    assert fetcher.library.list() == ()
    assert [name for name in left_behind(fetcher) if "/." not in name.removeprefix("models/.")] == [
        "models/.fetching",
        "models/.fetching/whisper_small",
    ]


def test_a_disk_that_is_too_small_is_said_before_the_first_byte(
    fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "shutil.disk_usage", lambda _: os.terminal_size((0, 0)) and type("D", (), {"free": 100})
    )
    with pytest.raises(ModelError, match="MB are needed"):
        fetcher.room_for([fetcher.look_up("whisper:small")])


def test_two_at_once_are_one(fetcher: Fetcher) -> None:
    from dataclasses import asdict

    from testimony.transcript.record.disk.processes import ProcessMark, _start_of, this_process

    folder = fetcher.home / "models" / ".fetching" / "whisper_small"
    folder.mkdir(parents=True)
    parent = os.getppid()
    other = ProcessMark(this_process().host, parent, _start_of(parent))
    (folder / ".lock").write_text(json.dumps({"text": "whisper:small", "process": asdict(other)}))
    with pytest.raises(ModelError, match=f"already, by process {parent}"):
        fetch(fetcher)
    dead = ProcessMark(other.host, parent, "of an earlier boot")
    (folder / ".lock").write_text(json.dumps({"text": "whisper:small", "process": asdict(dead)}))
    fetch(fetcher)


def _environment(hub: Hub, tmp_path: Path, **more: str) -> dict[str, str]:
    known = {
        "HF_ENDPOINT": hub.url,
        "ARGOS_PACKAGE_INDEX": f"{hub.url}/index/",
        "TESTIMONY_HOME": str(tmp_path / "h"),
    }
    proxies = {
        f"{name}_{kind}": "" for name, kind in (("HTTP", "PROXY"), ("HTTPS", "PROXY"), ("NO", "PROXY"))
    }
    proxies |= {name.lower(): "" for name in proxies}
    return {**os.environ, **proxies, **known, **more}


def test_the_command_shows_size_and_licence_and_asks(hub: Hub, tmp_path: Path) -> None:
    names = ("models", "fetch", "whisper:small", "translate:zh-en")
    asked = run_testimony(*names, cwd=tmp_path, env=_environment(hub, tmp_path), stdin=-3)
    assert (asked.code, asked.out) == (2, "")
    assert "licence  mit" in asked.err
    assert "size     " in asked.err
    assert "--yes" in asked.err
    assert not hub.asked_for("model.bin")
    done = run_testimony(*names, "--yes", cwd=tmp_path, env=_environment(hub, tmp_path))
    assert done.code == 0, done.err
    assert "Added small" in done.err
    again = run_testimony(*names, "--yes", cwd=tmp_path, env=_environment(hub, tmp_path))
    assert again.code == 0
    assert again.err.count("installed already") == 2
    assert "warning" not in done.err + again.err
    everything = [path.relative_to(tmp_path / "h").as_posix() for path in (tmp_path / "h").rglob("*")]
    assert not [name for name in everything if "/." in name and "fetching" not in name]


def test_a_proxy_is_asked_and_an_exception_from_it_is_heeded(hub: Hub, tmp_path: Path) -> None:
    proxy = {"HTTP_PROXY": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"}
    arguments = ("models", "fetch", "whisper:office/own", "--yes")
    direct = _environment(hub, tmp_path, **proxy, NO_PROXY="127.0.0.1", no_proxy="127.0.0.1")
    assert run_testimony(*arguments, cwd=tmp_path, env=direct).code == 0
    unresolvable = _environment(hub, tmp_path, HTTP_PROXY=hub.url, http_proxy=hub.url) | {
        "HF_ENDPOINT": "http://hub.invalid",
        "TESTIMONY_HOME": str(tmp_path / "other"),
    }
    hub.storage = "http://storage.invalid"
    done = run_testimony(*arguments, cwd=tmp_path, env=unresolvable)
    assert done.code == 0, done.err
    assert (
        "http://storage.invalid" in done.err or hub.asked_for("/model.bin")[-1]["Host"] == "storage.invalid"
    )


def test_the_door_is_shut_again_for_everything_else(hub: Hub, tmp_path: Path) -> None:
    code = (
        "import socket, sys\n"
        "from testimony.runtime.offline import forbid_network, network_door\nforbid_network()\n"
        f"address = ('127.0.0.1', {hub.url.rpartition(':')[2]})\n"
        "with network_door(['127.0.0.1']):\n    socket.create_connection(address).close()\n"
        "try:\n    socket.create_connection(address)\nexcept OSError as error:\n    print(error)"
    )
    import subprocess

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Testimony works offline" in done.stdout


@pytest.mark.parametrize(("licence", "forbids"), [("apache-2.0", False), ("cc-by-nc-4.0", True)])
def test_a_converted_translation_model_of_the_hub(
    fetcher: Fetcher, hub: Hub, licence: str, forbids: bool
) -> None:
    hub.card = {"license": licence}
    hub.files["maker/opus-mt-zh-en"] = {
        "model.bin": WEIGHTS,
        "config.json": b"{}",
        "shared_vocabulary.json": b'["<unk>", "</s>", "a"]',
        "source.spm": b"pieces",
        "target.spm": b"pieces",
        "tokenizer_config.json": b'{"source_lang": "zho", "target_lang": "eng"}',
        "pytorch_model.bin": b"not wanted",
    }
    offer = fetcher.look_up("translation:maker/opus-mt-zh-en")
    assert (offer.licence, offer.is_non_commercial) == (licence, forbids)
    info = fetcher.fetch(offer, lambda _: None)
    assert (info.engine, info.pair, info.licence) == ("ctranslate2", ("zh", "en"), licence)
    assert not (info.path / "pytorch_model.bin").exists()
    fetcher.library.verify(info, thorough=True)
    assert fetcher.installed(offer) == info


def test_a_licence_that_forbids_commercial_use_is_said_before_the_download(hub: Hub, tmp_path: Path) -> None:
    hub.card = {"license": "cc-by-nc-4.0"}
    environment = {**os.environ, "HF_ENDPOINT": hub.url, "TESTIMONY_HOME": str(tmp_path / "home")}
    done = run_testimony("models", "fetch", "whisper:small", cwd=tmp_path, env=environment)
    assert done.code == 2
    assert "cc-by-nc-4.0  (NON-COMMERCIAL USE ONLY)" in done.err


def test_a_speech_model_of_another_engine_on_the_hub(fetcher: Fetcher, hub: Hub, tmp_path: Path) -> None:
    folder = transducer(tmp_path / "x-asr")
    hub.files["maker/x-asr"] = {path.name: path.read_bytes() for path in folder.iterdir()}
    hub.files["maker/x-asr"]["test.wav"] = b"not wanted"
    info = fetcher.fetch(fetcher.look_up("speech:maker/x-asr"), lambda _: None)
    assert (info.name, info.engine, info.languages) == ("x-asr", "sherpa", ("zh", "en"))
    assert not (info.path / "test.wav").exists()
    fetcher.library.verify(info, thorough=True)
    with pytest.raises(ModelMissing, match="no ONNX model"):
        fetcher.look_up("speech:office/own")
