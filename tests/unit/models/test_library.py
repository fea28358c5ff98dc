from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_models import argos_files, argos_folder, everything_under, tar_of, whisper_folder, zip_of

from testimony.models import ModelLibrary, require_languages
from testimony.models.manifest import digest_of, read_manifest
from testimony.models.stamps import STAMPED_FROM, Stamps
from testimony.runtime.hashing import sha256_of
from testimony.runtime.samples import samples_folder
from testimony.text.file_names import stays_inside
from testimony.transcript.errors import ModelDamaged, ModelError, ModelMissing, ModelUnsupported


@pytest.fixture
def library(tmp_path: Path) -> ModelLibrary:
    """An empty home, and samples with one demo speech model and one demo package."""
    samples = tmp_path / "samples"
    package = argos_folder(samples / "models" / "translate-zh-en-demo")
    (package / "model" / "model.bin").write_bytes(b"demo package" * 50)
    for name, kind, folder in (
        ("whisper-demo", "whisper", whisper_folder(samples / "models" / "whisper-demo", b"demo" * 100)),
        ("translate-zh-en-demo", "translate", package),
    ):
        files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        manifest = {
            "name": name,
            "kind": kind,
            "source": "made here",
            "licence": "MIT",
            "recipe": {"seed": 1},
            "demo": True,
            "files": {key: hashlib.sha256(path.read_bytes()).hexdigest() for key, path in files.items()},
            **({"languages": ["en", "zh"]} if kind == "whisper" else {"from": "zh", "to": "en"}),
        }
        (folder / "manifest.json").write_text(json.dumps(manifest))
    return ModelLibrary(tmp_path / "home", samples)


def test_a_whisper_folder_is_installed(library: ModelLibrary, tmp_path: Path) -> None:
    info = library.add(whisper_folder(tmp_path / "faster-whisper-small"))
    assert (info.name, info.kind, info.engine, info.demo) == (
        "faster-whisper-small",
        "speech",
        "whisper",
        False,
    )
    assert info.languages == ("en", "zh", "yue")
    assert info.is_multilingual
    assert info.path == tmp_path / "home" / "models" / "whisper" / "faster-whisper-small"
    assert info.size_bytes == sum(
        path.stat().st_size for path in info.path.iterdir() if path.name != "manifest.json"
    )
    manifest = json.loads((info.path / "manifest.json").read_text())
    assert manifest["files"]["model.bin"] == hashlib.sha256(b"weights" * 100).hexdigest()
    assert (manifest["kind"], manifest["engine"], manifest["licence"]) == ("speech", "whisper", "unknown")
    assert info in library.list()
    assert library.speech() == library.speech("faster-whisper-small") == info
    library.verify(info)
    library.verify(info, thorough=True)


def test_nobody_else_can_read_what_is_installed(library: ModelLibrary, tmp_path: Path) -> None:
    info = library.add(whisper_folder(tmp_path / "small"))
    assert stat.S_IMODE(info.path.stat().st_mode) == 0o700
    assert stat.S_IMODE((info.path / "model.bin").stat().st_mode) == 0o600


def test_an_argos_package_is_installed_without_its_sentence_splitter(
    library: ModelLibrary, tmp_path: Path
) -> None:
    archive = zip_of(
        tmp_path / "translate-zh_en-1_9.argosmodel",
        {f"translate-zh_en-1_9/{name}": content for name, content in argos_files().items()},
    )
    info = library.add(archive)
    assert (info.name, info.kind, info.engine) == ("translate-zh_en-1_9", "translation", "argos")
    assert info.pair == ("zh", "en")
    assert (info.licence, info.source) == ("cc-by-4.0", "translate-zh_en-1_9.argosmodel")
    assert (info.path / "model" / "model.bin").is_file()
    assert not (info.path / "stanza").exists()
    assert library.translation_packages() == (info,)
    assert library.translation("translate-zh_en-1_9") == info
    library.verify(info, thorough=True)


def test_an_argos_folder_and_a_tar_give_the_same_model(library: ModelLibrary, tmp_path: Path) -> None:
    from_folder = library.add(argos_folder(tmp_path / "a"))
    from_tar = library.add(tar_of(tmp_path / "b.tar.gz", argos_files()))
    assert (from_folder.name, from_tar.name) == ("a", "b")
    assert from_folder.digest == from_tar.digest


def test_adding_twice_is_adding_once(library: ModelLibrary, tmp_path: Path) -> None:
    folder = whisper_folder(tmp_path / "small")
    assert library.add(folder) == library.add(folder)
    assert [info.name for info in library.list() if not info.demo] == ["small"]


def test_another_model_does_not_take_an_installed_name(library: ModelLibrary, tmp_path: Path) -> None:
    first = library.add(whisper_folder(tmp_path / "small"))
    other = whisper_folder(tmp_path / "other" / "small", b"other weights")
    with pytest.raises(ModelDamaged, match="Another model is installed as small"):
        library.add(other)
    library.verify(first, thorough=True)
    assert library.add(other, name="small-2").name == "small-2"


def test_an_installed_folder_moves_to_another_machine(library: ModelLibrary, tmp_path: Path) -> None:
    info = library.add(argos_folder(tmp_path / "a package"))
    other = ModelLibrary(tmp_path / "other home")
    moved = other.add(info.path)
    assert (moved.name, moved.digest, moved.licence, moved.source) == (
        "a-package",
        info.digest,
        info.licence,
        info.source,
    )
    (info.path / "sentencepiece.model").write_bytes(b"changed on the way")
    with pytest.raises(ModelDamaged, match=r"sentencepiece\.model .* differs"):
        ModelLibrary(tmp_path / "third").add(info.path)


def test_a_demo_model_stays_one_when_it_is_added(library: ModelLibrary, tmp_path: Path) -> None:
    demo = library.speech("demo")
    copy = ModelLibrary(tmp_path / "other").add(demo.path)
    assert copy.demo


def test_a_demo_model_stays_one_without_its_manifest_and_under_another_name(
    library: ModelLibrary, tmp_path: Path
) -> None:
    copy = shutil.copytree(library.speech("demo").path, tmp_path / "Systran-large-v3")
    (copy / "manifest.json").unlink()
    assert library.speech(str(copy)).demo
    library.add(copy)
    assert library.speech("Systran-large-v3").demo
    with pytest.raises(ModelMissing):
        library.speech()


def test_a_snapshot_of_a_hub_cache_is_called_by_its_repository(library: ModelLibrary, tmp_path: Path) -> None:
    repository = tmp_path / "models--Systran--faster-whisper-tiny"
    info = library.add(whisper_folder(repository / "snapshots" / "0123abc"))
    assert (info.name, info.source) == ("faster-whisper-tiny", "Systran/faster-whisper-tiny@0123abc")


def test_a_demo_model_stays_one_whatever_lies_beside_its_weights(
    library: ModelLibrary, tmp_path: Path
) -> None:
    copy = shutil.copytree(library.speech("demo").path, tmp_path / "large-v3")
    (copy / "manifest.json").unlink(missing_ok=True)
    (copy / "config.json").write_text('{"lang_ids": [1]}', encoding="utf-8")
    (copy / "README.md").write_text("another model", encoding="utf-8")
    library.add(copy)
    assert library.speech("large-v3").demo


def test_the_demo_model_is_never_the_default(library: ModelLibrary, tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="No speech model is installed") as caught:
        library.speech()
    assert "testimony models fetch" in caught.value.hint
    assert "testimony models add" in caught.value.hint
    assert library.translation_packages() == ()
    for name in ("demo", "whisper-demo"):
        assert library.speech(name).demo
    assert library.speech(allow_demo=True).demo
    assert [info.pair for info in library.translation_packages(demo=True)] == [("zh", "en")]
    own = library.add(whisper_folder(tmp_path / "own"))
    assert library.speech(allow_demo=True) == own


def test_the_largest_installed_model_is_the_default(library: ModelLibrary, tmp_path: Path) -> None:
    library.add(whisper_folder(tmp_path / "tiny"))
    large = library.add(whisper_folder(tmp_path / "large", b"w" * 5000))
    library.add(whisper_folder(tmp_path / "base"))
    assert library.speech() == large


def test_the_smallest_that_knows_the_languages_tells_them_apart(
    library: ModelLibrary, tmp_path: Path
) -> None:
    for name, weights, multilingual in (("base", 90, True), ("small", 200, True), ("tiny.en", 20, False)):
        library.add(whisper_folder(tmp_path / name, b"w" * weights, multilingual=multilingual))
    base, small = library.speech("base"), library.speech("small")
    assert library.detectors(small, ("zh", "en")) == (base,)
    assert library.detectors(base, ("zh", "en")) == ()
    assert library.detectors(small, ("zh", "ug")) == ()


def test_a_folder_can_be_named_instead_of_a_model(library: ModelLibrary, tmp_path: Path) -> None:
    folder = whisper_folder(tmp_path / "trial")
    info = library.speech(str(folder))
    assert (info.path, info.demo, info.languages) == (folder, False, ("en", "zh", "yue"))
    assert info.digest == library.add(folder).digest
    library.verify(info)
    assert not (folder / "manifest.json").exists()
    with pytest.raises(ModelMissing, match="holds a model for translation"):
        library.speech(str(argos_folder(tmp_path / "argos")))


def test_a_name_that_is_not_installed(library: ModelLibrary, tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="'medium' is not installed") as caught:
        library.speech("medium")
    assert "testimony models fetch" in caught.value.hint
    assert "testimony models add" in caught.value.hint
    with pytest.raises(ModelMissing):
        library.speech("../../no such folder")
    with pytest.raises(ModelUnsupported, match="holds no model"):
        library.speech(str(tmp_path))
    with pytest.raises(ModelMissing):
        ModelLibrary(tmp_path / "none").speech("demo")


def test_english_only_models_know_english_only(library: ModelLibrary, tmp_path: Path) -> None:
    info = library.add(whisper_folder(tmp_path / "small.en", multilingual=False))
    assert info.languages == ("en",)
    with pytest.raises(ModelUnsupported, match=r"does not know Chinese \(zh\)"):
        require_languages(info, ("en", "zh"))


def test_a_language_that_whisper_does_not_have(library: ModelLibrary) -> None:
    demo = library.speech("demo")
    require_languages(demo, ("zh", "en"))
    with pytest.raises(ModelUnsupported, match="Uyghur"):
        require_languages(demo, ("zh", "ug"))


def test_a_vocabulary_of_lines(library: ModelLibrary, tmp_path: Path) -> None:
    folder = whisper_folder(tmp_path / "old")
    tokens = json.loads((folder / "vocabulary.json").read_text())
    (folder / "vocabulary.json").unlink()
    (folder / "vocabulary.txt").write_text("\n".join(tokens) + "\n")
    assert library.add(folder).languages == ("en", "zh", "yue")


@pytest.mark.parametrize("name", ["model.bin", "config.json", "tokenizer.json", "vocabulary.json"])
def test_a_missing_file_is_named(library: ModelLibrary, tmp_path: Path, name: str) -> None:
    folder = whisper_folder(tmp_path / "small")
    (folder / name).unlink()
    with pytest.raises(ModelDamaged, match=name.replace(".", r"\.")) as caught:
        library.add(folder)
    assert caught.value.hint
    assert everything_under(tmp_path / "home" / "models") == {}


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "vocabulary.json"])
@pytest.mark.parametrize("content", [b"", b"{broken", b"\xff\xfe", b"7"])
def test_a_damaged_file_is_named(library: ModelLibrary, tmp_path: Path, name: str, content: bytes) -> None:
    folder = whisper_folder(tmp_path / "small")
    (folder / name).write_bytes(content)
    with pytest.raises(ModelDamaged, match=name.replace(".", r"\.")):
        library.add(folder)


@pytest.mark.parametrize("name", ["metadata.json", "model/model.bin", "sentencepiece.model"])
def test_a_package_that_lacks_a_file(library: ModelLibrary, tmp_path: Path, name: str) -> None:
    folder = argos_folder(tmp_path / "a")
    (folder / name).unlink()
    with pytest.raises(ModelError, match=name.replace(".", r"\.")):
        library.add(folder)


def test_a_package_that_does_not_translate(library: ModelLibrary, tmp_path: Path) -> None:
    folder = argos_folder(tmp_path / "a")
    (folder / "metadata.json").write_text('{"type": "sbd", "from_code": "en"}')
    with pytest.raises(ModelUnsupported, match="'sbd'"):
        library.add(folder)
    (folder / "metadata.json").write_text('{"from_code": "../x", "to_code": "en"}')
    with pytest.raises(ModelDamaged, match="which languages"):
        library.add(folder)


@pytest.mark.parametrize(("name", "word"), [("model.safetensors", "converted"), ("ggml-small.bin", "ggml")])
def test_models_of_other_programs(library: ModelLibrary, tmp_path: Path, name: str, word: str) -> None:
    folder = tmp_path / "hub"
    folder.mkdir()
    (folder / name).write_bytes(b"x")
    (folder / "tokenizer.json").write_text("{}")
    with pytest.raises(ModelUnsupported, match=word) as caught:
        library.add(folder)
    assert caught.value.hint


def test_what_is_no_model(library: ModelLibrary, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.argosmodel").write_text("hello")
    for path in (tmp_path / "empty", tmp_path / "text.argosmodel"):
        with pytest.raises(ModelUnsupported):
            library.add(path)
    with pytest.raises(ModelMissing):
        library.add(tmp_path / "nothing")


def test_a_changed_byte_is_found(library: ModelLibrary, tmp_path: Path) -> None:
    info = library.add(whisper_folder(tmp_path / "small"))
    data = bytearray((info.path / "model.bin").read_bytes())
    data[300] ^= 1
    (info.path / "model.bin").write_bytes(data)
    with pytest.raises(ModelDamaged, match=r"model\.bin differs") as caught:
        library.verify(info)
    assert "models add" in caught.value.hint


def test_a_deleted_file_is_found(library: ModelLibrary, tmp_path: Path) -> None:
    info = library.add(argos_folder(tmp_path / "a"))
    (info.path / "model" / "model.bin").unlink()
    with pytest.raises(ModelDamaged, match=r"model/model\.bin is missing"):
        library.verify(info)
    assert info.name in [found.name for found in library.list()]


def test_a_file_that_an_engine_would_read_and_nobody_listed_is_found(
    library: ModelLibrary, tmp_path: Path
) -> None:
    info = library.add(whisper_folder(tmp_path / "small"))
    (info.path / ".DS_Store").write_bytes(b"harmless")
    library.verify(info)
    (info.path / "preprocessor_config.json").write_text('{"feature_size": 128}')
    with pytest.raises(ModelDamaged, match="preprocessor_config"):
        library.verify(info)


def test_a_damaged_demo_model_is_found(library: ModelLibrary) -> None:
    demo = library.speech("demo")
    (demo.path / "tokenizer.json").write_text("{ }")
    with pytest.raises(ModelDamaged, match=r"tokenizer\.json differs") as caught:
        library.verify(demo)
    assert "again" in caught.value.hint


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        "{}",
        '{"name": "small", "kind": "whisper", "files": {"../x": "%s"}}' % ("0" * 64),
        '{"name": "small", "kind": "whisper", "files": {"a": "short"}}',
        '{"name": "small", "kind": "other", "files": {"a": "%s"}}' % ("0" * 64),
        '{"name": "small", "kind": "translate", "files": {"a": "%s"}}' % ("0" * 64),
        '{"name": "else", "kind": "whisper", "files": {"a": "%s"}}' % ("0" * 64),
    ],
)
def test_one_damaged_manifest_hides_no_other_model(
    library: ModelLibrary, tmp_path: Path, content: str
) -> None:
    library.add(whisper_folder(tmp_path / "good"))
    small = library.add(whisper_folder(tmp_path / "small"))
    (small.path / "manifest.json").write_text(content)
    assert [info.name for info in library.list() if not info.demo] == ["good"]
    (error,) = library.damaged()
    assert "manifest.json" in error.message
    with pytest.raises(ModelError):
        library.speech("small")


def test_a_folder_copied_into_place_by_hand_is_pointed_out(library: ModelLibrary, tmp_path: Path) -> None:
    whisper_folder(tmp_path / "home" / "models" / "whisper" / "byhand")
    assert [info.name for info in library.list() if not info.demo] == []
    (error,) = library.damaged()
    assert "byhand" in error.message
    assert "models add" in error.hint


def test_removing(library: ModelLibrary, tmp_path: Path) -> None:
    info = library.add(whisper_folder(tmp_path / "small"))
    library.remove(info)
    assert not info.path.exists()
    assert everything_under(tmp_path / "home" / "models") == {"whisper": None}
    with pytest.raises(ModelError, match="not one of the installed"):
        library.remove(library.speech("demo"))
    assert library.speech("demo").path.is_dir()


def test_a_full_disk_leaves_nothing_behind(
    library: ModelLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("testimony.models.installing.os.fsync", _disk_full)
    with pytest.raises(ModelError, match="No space left") as caught:
        library.add(whisper_folder(tmp_path / "small"))
    assert caught.value.hint
    assert everything_under(tmp_path / "home" / "models") == {}


def _disk_full(_: int) -> None:
    raise OSError(28, "No space left on device")


def test_nothing_is_written_by_looking(library: ModelLibrary, tmp_path: Path) -> None:
    library.list()
    library.verify(library.speech("demo"))
    assert not (tmp_path / "home").exists()


class TestStamps:
    @pytest.fixture
    def big(self, tmp_path: Path) -> Path:
        path = tmp_path / "model.bin"
        with path.open("wb") as file:
            file.truncate(STAMPED_FROM + 5)
        os.utime(path, ns=(10**18, 10**18))
        return path

    @pytest.fixture
    def hashed(self, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
        calls = []
        import testimony.models.stamps as module

        original = sha256_of

        def counting(path: Path) -> str:
            calls.append(path)
            return original(path)

        monkeypatch.setattr(module, "sha256_of", counting)
        monkeypatch.setattr(module, "_TOO_FRESH_NS", -(10**12))
        return calls

    def test_a_large_file_is_hashed_once(self, tmp_path: Path, big: Path, hashed: list[Path]) -> None:
        path = tmp_path / "home" / "stamps.json"
        first = Stamps(path).sha256(big)
        assert Stamps(path).sha256(big) == first == hashlib.sha256(bytes(STAMPED_FROM + 5)).hexdigest()
        assert len(hashed) == 1

    def test_any_change_is_seen(self, tmp_path: Path, big: Path, hashed: list[Path]) -> None:
        stamps = Stamps(tmp_path / "stamps.json")
        first = stamps.sha256(big)
        before = big.stat()
        with big.open("r+b") as file:
            file.write(b"x")
        os.utime(big, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert stamps.sha256(big) != first
        other = big.with_name("other")
        shutil.copy2(big, other)
        other.replace(big)
        stamps.sha256(big)
        assert len(hashed) == 3

    def test_a_stamp_is_believed_for_a_week(self, tmp_path: Path, big: Path, hashed: list[Path]) -> None:
        path = tmp_path / "stamps.json"
        Stamps(path).sha256(big)
        for age_s, times in ((6 * 86_400, 1), (8 * 86_400, 2), (-60, 3)):
            content = json.loads(path.read_text())
            content[str(big)]["hashed_ns"] -= age_s * 10**9
            path.write_text(json.dumps(content))
            Stamps(path).sha256(big)
            assert len(hashed) == times

    @pytest.mark.parametrize("content", ["{", "[]", '{"X": 7}', '{"X": {"hashed_ns": "now"}}'])
    def test_a_broken_store_of_stamps_costs_time_only(
        self, tmp_path: Path, big: Path, hashed: list[Path], content: str
    ) -> None:
        path = tmp_path / "stamps.json"
        path.write_text(content.replace("X", str(big)))
        assert Stamps(path).sha256(big) == hashlib.sha256(bytes(STAMPED_FROM + 5)).hexdigest()
        assert len(hashed) == 1

    def test_a_home_that_cannot_be_written_costs_time_only(
        self, tmp_path: Path, big: Path, hashed: list[Path]
    ) -> None:
        (tmp_path / "file").touch()
        stamps = Stamps(tmp_path / "file" / "stamps.json")
        assert stamps.sha256(big) == stamps.sha256(big)
        assert len(hashed) == 2

    def test_a_file_that_has_just_changed_is_not_stamped(self, tmp_path: Path, big: Path) -> None:
        path = tmp_path / "stamps.json"
        big.write_bytes(bytes(STAMPED_FROM))
        Stamps(path).sha256(big)
        assert not path.exists()

    def test_small_files_need_no_stamp(self, tmp_path: Path, hashed: list[Path]) -> None:
        (tmp_path / "small").write_bytes(b"x")
        Stamps(tmp_path / "stamps.json").sha256(tmp_path / "small")
        assert not (tmp_path / "stamps.json").exists()


names = st.text(alphabet="abc./\\:\0-_", min_size=0, max_size=12)


@given(name=names)
def test_a_safe_member_stays_inside(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    from pathlib import PurePosixPath, PureWindowsPath

    if stays_inside(name):
        for kind in (PurePosixPath, PureWindowsPath):
            path = kind(name)
            assert not path.is_absolute()
            assert not path.drive
            assert ".." not in path.parts


@given(files=st.dictionaries(st.text(min_size=1), st.text("0123456789abcdef", min_size=64, max_size=64)))
def test_the_digest_is_of_names_and_hashes_in_any_order(files: dict[str, str]) -> None:
    assert digest_of(files) == digest_of(dict(reversed(files.items())))
    assert digest_of({**files, "one more": "0" * 64}) != digest_of(files) or "one more" in files


def test_the_shipped_demo_models_are_whole() -> None:
    samples = samples_folder()
    assert samples is not None
    library = ModelLibrary(samples / "none", samples)
    demos = [info for info in library.list() if info.demo]
    for info in demos:
        library.verify(info, thorough=True)
        assert read_manifest(info.path).name == info.path.name


def test_an_english_only_model_is_known_by_either_vocabulary(library: ModelLibrary, tmp_path: Path) -> None:
    listed = library.add(whisper_folder(tmp_path / "json", multilingual=False))
    lines = json.loads((listed.path / "vocabulary.json").read_text())
    folder = whisper_folder(tmp_path / "lines", b"others", multilingual=False)
    (folder / "vocabulary.json").unlink()
    (folder / "vocabulary.txt").write_text("\n".join(lines) + "\n")
    assert library.add(folder).languages == listed.languages == ("en",)
    both = whisper_folder(tmp_path / "both", b"third")
    lines = json.loads((both / "vocabulary.json").read_text())
    (both / "vocabulary.json").unlink()
    (both / "vocabulary.txt").write_text("\n".join(lines) + "\n")
    assert library.add(both).languages == ("en", "zh", "yue")


def test_a_job_gets_the_largest_model_that_knows_its_languages(library: ModelLibrary, tmp_path: Path) -> None:
    library.add(whisper_folder(tmp_path / "large.en", b"weights" * 500, multilingual=False))
    small = library.add(whisper_folder(tmp_path / "small"))
    assert library.speech(languages=("zh", "en")) == small
    assert library.speech(languages=("en",)).name == "large.en"


@pytest.mark.parametrize("main", [True, False])
def test_a_repository_of_a_cache_is_its_newest_snapshot(
    library: ModelLibrary, tmp_path: Path, main: bool
) -> None:
    repository = tmp_path / "models--maker--made"
    for number, commit in enumerate(("a" * 40, "b" * 40)):
        whisper_folder(repository / "snapshots" / commit, bytes([number]) * 700)
        os.utime(repository / "snapshots" / commit, (number, number))
    if main:
        (repository / "refs").mkdir()
        (repository / "refs" / "main").write_text("a" * 40)
    commit = ("a" if main else "b") * 40
    pointed = library.speech(str(repository))
    assert (pointed.name, pointed.source) == ("made", f"maker/made@{commit}")
    info = library.add(repository)
    assert (info.name, info.source, info.digest) == ("made", f"maker/made@{commit}", pointed.digest)


def test_a_manifest_of_before_is_understood(library: ModelLibrary, tmp_path: Path) -> None:
    for name, kind, rest, task, engine in (
        ("old", "whisper", {"languages": ["en", "zh"]}, "speech", "whisper"),
        ("pair", "translate", {"from": "zh", "to": "en"}, "translation", "argos"),
    ):
        folder = tmp_path / "home" / "models" / kind / name
        (whisper_folder if kind == "whisper" else argos_folder)(folder)
        files = {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*")
            if path.is_file() and "stanza" not in path.parts
        }
        (folder / "manifest.json").write_text(
            json.dumps({"name": name, "kind": kind, "files": files, **rest})
        )
        info = next(info for info in library.list() if info.name == name)
        assert (info.kind, info.engine) == (task, engine)
        library.verify(info, thorough=True)
    text = (tmp_path / "home" / "models" / "whisper" / "old" / "manifest.json").read_text()
    (tmp_path / "home" / "models" / "whisper" / "old" / "manifest.json").write_text(
        text.replace('"kind": "whisper"', '"kind": "speech", "engine": "of tomorrow"')
    )
    assert "no engine 'of tomorrow'" in library.damaged()[0].message
