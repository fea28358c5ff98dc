"""Converted models of every family are recognised, installed, opened, and given their tokens."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from converted_models import FORMS, write_converted

from testimony.models import ModelKind, ModelLibrary
from testimony.transcript.errors import ModelDamaged, ModelUnsupported, UnsupportedPair
from translate import TranslationOptions, open_translator
from translate.engines.converted.codes import language_of
from translate.engines.converted.folder import read_model
from translate.engines.registry import open_translation_model
from translate.engines.runner import Framing

LINES = ["你是什么时候离开中国的?", "没有。", "他们打了我三次。"]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("converted")
    return {name: write_converted(root / name, form, seed) for seed, (name, form) in enumerate(FORMS.items())}


@pytest.fixture
def copy(models: dict[str, Path], tmp_path: Path) -> Path:
    return Path(shutil.copytree(models["marian"], tmp_path / "made"))


@pytest.mark.parametrize(
    ("name", "source", "target", "framing"),
    [
        ("marian", "zh", "en", Framing(after=("</s>",))),
        ("marian-targets", "en", "zh", Framing((">>cmn_Hans<<",), ("</s>",))),
        ("madlad", "zh", "ug", Framing(("<2ug>",), ("</s>",))),
        ("madlad", "ug", "zh", Framing(("<2zh>",), ("</s>",))),
        ("m2m", "zh", "en", Framing(("__zh__",), ("</s>",), ("__en__",))),
        ("nllb", "en", "bo", Framing(("eng_Latn",), ("</s>",), ("bod_Tibt",))),
        ("nllb", "zh-Hant", "en", Framing(("zho_Hant",), ("</s>",), ("eng_Latn",))),
        ("nllb", "zh", "yue", Framing(("zho_Hans",), ("</s>",), ("yue_Hant",))),
    ],
)
def test_each_family_is_told_what_to_translate_into(
    models: dict[str, Path], name: str, source: str, target: str, framing: Framing
) -> None:
    model = read_model(models[name])
    assert model.leads(source, target)
    assert model.framing(source, target) == framing


@pytest.mark.parametrize("name", FORMS)
def test_each_family_is_installed_and_translates(models: dict[str, Path], tmp_path: Path, name: str) -> None:
    library = ModelLibrary(tmp_path / "home")
    info = library.add(models[name])
    assert (info.kind, info.engine, info.licence) == (ModelKind.TRANSLATION, "ctranslate2", "apache-2.0")
    library.verify(info, thorough=True)
    source, target = info.pair or ("zh", "en")
    assert info.translates(source, target)
    assert not info.translates(source, "xx")
    translator = open_translator([info.path], TranslationOptions(beam_size=2, threads=1))
    found = translator.translate_texts(LINES, source, target)
    assert len(found) == len(LINES)
    assert any(rendering.text for rendering in found)
    tokens = read_model(info.path).tokens.values()
    assert not any(token in rendering.text for token in tokens for rendering in found)
    assert [one.text for one in translator.translate_texts(LINES[::-1], source, target)][::-1] == [
        one.text for one in found
    ]
    candidates = translator.alternatives(LINES[0], source, target, 2)
    assert all(len(one.tokens) == len([t for t, _ in one.tokens]) for one in candidates)


def test_attention_has_a_column_for_each_piece_and_none_for_a_language(models: dict[str, Path]) -> None:
    from dataclasses import replace

    from translate.search import basic_search

    options = TranslationOptions(beam_size=2, threads=1)
    engine = open_translation_model(models["nllb"], options).direction("zh", "en")
    assert engine is not None
    pieces = engine.encode(LINES[0])
    search = replace(basic_search(options), attention=True)
    ((best, *_),) = next(iter(engine.translate([[pieces]], search)))
    assert {len(row) for row in best.attention} == {len(pieces)}
    assert len(best.attention) == len(best.tokens)
    assert len(engine.score_tokens(pieces, best.tokens)) == len(best.tokens)


def test_directions_of_one_model_share_its_weights(models: dict[str, Path]) -> None:
    model = open_translation_model(models["madlad"], TranslationOptions(threads=1))
    one, other = model.direction("zh", "en"), model.direction("ug", "zh")
    assert one is not None
    assert other is not None
    assert one is model.direction("ZH", "en")
    assert model.direction("zh", "zh") is None
    assert model.directions == "5 languages"


def test_a_language_that_no_model_knows_is_refused(models: dict[str, Path]) -> None:
    translator = open_translator([models["marian"]], TranslationOptions(threads=1))
    with pytest.raises(UnsupportedPair, match=r"installed: zh→en"):
        translator.translate_texts(["x"], "en", "zh")


@pytest.mark.parametrize("name", ["source.spm", "target.spm", "config.json", "shared_vocabulary.json"])
def test_a_missing_or_damaged_file_is_named(copy: Path, name: str) -> None:
    (copy / name).write_bytes(b"")
    with pytest.raises(ModelDamaged, match=name.replace(".", r"\.")):
        open_translator([copy]).translate_texts(LINES, "zh", "en")
    (copy / name).unlink()
    with pytest.raises((ModelDamaged, ModelUnsupported), match=name.replace(".", r"\.")):
        open_translation_model(copy, TranslationOptions())


def test_damaged_weights_are_named(copy: Path) -> None:
    (copy / "model.bin").write_bytes(b"nonsense")
    with pytest.raises(ModelDamaged, match=r"model\.bin"):
        open_translator([copy]).translate_texts(LINES, "zh", "en")


def test_the_pair_is_read_from_the_folders_name_where_no_file_says_it(copy: Path, tmp_path: Path) -> None:
    (copy / "tokenizer_config.json").unlink()
    with pytest.raises(ModelUnsupported, match="which languages it translates") as caught:
        read_model(copy)
    assert "source_lang" in caught.value.hint
    named = copy.rename(tmp_path / "opus-mt-zh-en-ct2")
    assert read_model(named).pair == ("zh", "en")
    named = named.rename(tmp_path / "opus-mt-tc-big-zho-eng")
    assert read_model(named).pair == ("zh", "en")


def test_a_model_that_ends_its_sources_itself_gets_no_second_end(copy: Path) -> None:
    config = json.loads((copy / "config.json").read_text())
    (copy / "config.json").write_text(json.dumps({**config, "add_source_eos": True}))
    assert read_model(copy).framing("zh", "en") == Framing()


def test_the_demo_packages_say_the_same_in_this_form(samples: Path, tmp_path: Path) -> None:
    package = samples / "models" / "translate-zh-en-demo"
    flat = tmp_path / "opus-mt-zh-en"
    shutil.copytree(package / "model", flat)
    shutil.copy(package / "sentencepiece.model", flat)
    (flat / "tokenizer_config.json").write_text(
        json.dumps({"source_lang": "zh", "target_lang": "en", "add_eos_token": False})
    )
    lines = ["视频连接清楚吗？", "他们打了我三次。", "我的名字叫李明。"]
    texts = [
        [one.text for one in open_translator([folder]).translate_texts(lines, "zh", "en")]
        for folder in (package, flat)
    ]
    assert texts[0] == texts[1]
    assert all(texts[0])


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("zho_Hans", "zh"),
        ("zho_Hant", "zh-Hant"),
        ("zh_TW", "zh-Hant"),
        ("cmn", "zh"),
        ("eng_Latn", "en"),
        ("uig_Arab", "ug"),
        ("yue_Hant", "yue"),
        ("wuu", "wuu"),
        ("srp_Cyrl", "srp"),
    ],
)
def test_codes(code: str, language: str) -> None:
    assert language_of(code) == language
