"""The adapter, on models with random weights and the forms of the published ones."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from random_whisper import NARROW_LARGE_V3, NARROW_SMALL, NARROW_TURBO, Shape, build

from testimony.transcript.errors import ModelDamaged, ModelMissing, ModelUnsupported
from transcribe.engines.base import Clip, DecodeRequest, DecodingOptions
from transcribe.engines.whisper import encoding
from transcribe.engines.whisper.encoder_cache import EncodingCache, PreparedEncodings
from transcribe.engines.whisper.engine import MAX_TOKENS, WhisperTranscriber, open_whisper
from transcribe.engines.whisper.loading import LoadedModel
from transcribe.options import SpeechOptions
from transcribe.pipeline import open_transcriber

NOISE = [np.random.default_rng(n).normal(0, 0.1, 16_000 * (n + 1)).astype(np.float32) for n in range(3)]
CHINESE = [DecodeRequest(clip, "zh") for clip in NOISE]
SHAPES = {"small": NARROW_SMALL, "large-v3": NARROW_LARGE_V3, "turbo": NARROW_TURBO}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("models")
    return {name: build(root / name, shape) for name, shape in SHAPES.items()}


@pytest.fixture
def copy(folders: dict[str, Path], tmp_path: Path) -> Path:
    return Path(shutil.copytree(folders["small"], tmp_path / "model"))


@pytest.mark.parametrize("name", SHAPES)
def test_models_of_every_form_detect_and_decode(folders: dict[str, Path], name: str) -> None:
    shape: Shape = SHAPES[name]
    engine = open_whisper(folders[name], None, 1)
    assert ("yue" in engine.languages) is shape.yue
    assert {"zh", "en"} <= engine.languages
    for heard in engine.detect_languages(NOISE):
        assert sum(heard.values()) == pytest.approx(1.0, abs=1e-3)
    for clip, result in zip(NOISE, engine.decode(CHINESE, DecodingOptions(beam_size=2)), strict=True):
        assert all(0 <= piece.start_ms <= piece.end_ms <= len(clip) // 16 + 40 for piece in result.pieces)
        assert result.logprob < 0
        assert 0 <= result.no_speech <= 1


def test_decoding_again_gives_the_same(folders: dict[str, Path]) -> None:
    engine, other = open_whisper(folders["small"], None, 1), open_whisper(folders["small"], None, 1)
    assert engine.decode(CHINESE, DecodingOptions()) == other.decode(CHINESE, DecodingOptions())
    assert engine.decode(CHINESE, DecodingOptions()) == engine.decode(CHINESE, DecodingOptions())


def test_a_text_that_never_ends_is_cut_at_the_limit_and_says_so(tmp_path: Path) -> None:
    engine = open_whisper(build(tmp_path / "endless", replace(NARROW_SMALL, endless=True)), None, 1)
    (result,) = engine.decode(CHINESE[:1], DecodingOptions(beam_size=1))
    assert result.truncated
    assert sum(len(piece.text.encode()) for piece in result.pieces) >= MAX_TOKENS - 1


def test_rows_of_two_languages_share_a_batch_and_come_out_as_alone(folders: dict[str, Path]) -> None:
    engine = open_whisper(folders["turbo"], None, 1)
    mixed = [DecodeRequest(clip, language) for clip, language in zip(NOISE, ("zh", "en", "zh"), strict=True)]
    together = engine.decode(mixed, DecodingOptions(beam_size=2))
    alone = [engine.decode([request], DecodingOptions(beam_size=2))[0] for request in mixed]
    assert [one.text for one in together] == [one.text for one in alone]
    assert [one.pieces for one in together] == [one.pieces for one in alone]


def test_names_to_expect_of_one_language_leave_the_other_alone(folders: dict[str, Path]) -> None:
    engine = open_whisper(folders["turbo"], None, 1)
    mixed = [DecodeRequest(NOISE[0], "zh", "abc"), DecodeRequest(NOISE[1], "en")]
    named, plain = engine.decode(mixed, DecodingOptions(beam_size=2))
    assert plain == engine.decode(mixed[1:], DecodingOptions(beam_size=2))[0]
    assert named == engine.decode(mixed[:1], DecodingOptions(beam_size=2))[0]


def test_what_was_prepared_is_decoded_as_if_it_were_not_and_kept_no_longer(folders: dict[str, Path]) -> None:
    plain, prepared = open_whisper(folders["turbo"], None, 2), open_whisper(folders["turbo"], None, 2)
    prepared.prepare(NOISE)
    held = prepared._prepared
    assert held.get(NOISE[0].copy(), 1_000) is not None
    assert held.get(NOISE[0], 1_000) is None
    assert prepared.decode(CHINESE, DecodingOptions(beam_size=2)) == plain.decode(
        CHINESE, DecodingOptions(beam_size=2)
    )
    assert held.get(NOISE[1], 1_000) is None


def test_a_full_window_model_writes_in_the_shortest_window_that_holds_a_clip(
    folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_whisper(folders["turbo"], None, 1)
    seen: list[int] = []
    encode = encoding.encode

    def spied(loaded: LoadedModel, clips: Sequence[Clip], frames: int, *known: EncodingCache) -> object:
        seen.append(frames)
        return encode(loaded, clips, frames, *known)

    monkeypatch.setattr("transcribe.engines.whisper.engine.encode", spied)
    lengths = (2, 12, 28)
    requests = [DecodeRequest(np.resize(NOISE[0], seconds * 16_000), "zh") for seconds in lengths]
    engine.decode(requests, DecodingOptions(beam_size=1))
    assert seen == [1_000, 1_500, 3_000], "with a second of silence behind it"


def test_a_glance_hears_less_than_a_close_hearing(folders: dict[str, Path]) -> None:
    engine = open_whisper(folders["small"], None, 1)
    glanced, heard = engine.detect_languages(NOISE), engine.detect_languages(NOISE, closely=True)
    assert glanced != heard
    long = [np.tile(NOISE[0], 20)]
    assert engine.detect_languages(long) == engine.detect_languages(long, closely=True)


def test_a_smaller_model_detects_for_a_larger_one(folders: dict[str, Path]) -> None:
    both = open_whisper(folders["large-v3"], folders["small"], 1)
    small = open_whisper(folders["small"], None, 1)
    assert both.detect_languages(NOISE) == small.detect_languages(NOISE)
    assert "yue" not in both.languages


def test_a_model_in_a_missing_folder_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="nowhere"):
        open_transcriber(tmp_path / "nowhere", options=SpeechOptions())


@pytest.mark.parametrize("name", ["model.bin", "config.json", "tokenizer.json", "vocabulary.json"])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelDamaged, match=name):
        open_transcriber(copy, options=SpeechOptions())


@pytest.mark.parametrize("name", ["model.bin", "config.json", "tokenizer.json", "vocabulary.json"])
def test_a_truncated_file_is_named(copy: Path, name: str) -> None:
    (copy / name).write_bytes((copy / name).read_bytes()[:200])
    with pytest.raises(ModelDamaged, match=name):
        open_transcriber(copy, options=SpeechOptions())


def test_an_empty_file_is_named(copy: Path) -> None:
    (copy / "model.bin").write_bytes(b"")
    with pytest.raises(ModelDamaged, match=r"model\.bin"):
        open_transcriber(copy, options=SpeechOptions())


def test_wrong_mel_bands_are_found_before_the_first_recording(copy: Path) -> None:
    (copy / "preprocessor_config.json").write_text(json.dumps({"feature_size": 128}))
    with pytest.raises(ModelDamaged, match="preprocessor_config"):
        open_transcriber(copy, options=SpeechOptions())


def test_a_model_without_preprocessor_file_hears_eighty_bands(copy: Path) -> None:
    (copy / "preprocessor_config.json").unlink()
    assert isinstance(open_transcriber(copy, options=SpeechOptions()), WhisperTranscriber)


def test_bands_are_those_of_the_weights_where_no_file_says_them(
    folders: dict[str, Path], tmp_path: Path
) -> None:
    told = open_whisper(folders["large-v3"], None, 1)
    untold = shutil.copytree(folders["large-v3"], tmp_path / "untold")
    (untold / "preprocessor_config.json").unlink()
    engine = open_whisper(untold, None, 1)
    assert engine.decode(CHINESE, DecodingOptions()) == told.decode(CHINESE, DecodingOptions())


def test_uyghur_is_refused_in_words(copy: Path) -> None:
    with pytest.raises(ModelUnsupported, match=r"Uyghur \(ug\)"):
        open_transcriber(copy, options=SpeechOptions(languages=("zh", "ug")))


def test_encodings_are_found_by_content_and_forgotten_oldest_first() -> None:
    row = np.zeros((10, 10), np.float32)
    cache = EncodingCache(budget=2 * row.nbytes)
    for clip in NOISE:
        cache.put(clip, 400, row)
    assert [cache.get(clip, 400) is not None for clip in NOISE] == [False, True, True]
    assert cache.get(NOISE[1].copy(), 400) is row
    assert cache.get(NOISE[1], 600) is None


def test_what_was_prepared_and_never_asked_for_makes_room() -> None:
    row = np.zeros((10, 10), np.float32)
    prepared = PreparedEncodings(budget=2 * row.nbytes)
    for round_ in range(3):
        for clip in NOISE[:2]:
            prepared.put(clip, 400, row)
        assert [prepared.get(clip, 400) is row for clip in NOISE[:2]] == [True, True], round_
    for clip in NOISE:
        prepared.put(clip, 400, row)
    assert [prepared.get(clip, 400) is not None for clip in NOISE] == [False, True, True]
