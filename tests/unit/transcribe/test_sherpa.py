"""Models for sherpa-onnx: told apart by their files, heard in a process of its own, survived when it dies."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from tiny_onnx import KINDS

from testimony.models import ModelLibrary
from testimony.transcript.errors import ModelDamaged, ModelUnsupported, TranscriptionError
from transcribe.engines.base import DecodeRequest, DecodingOptions
from transcribe.engines.registry import open_speech_model, speech_engine_of
from transcribe.engines.sherpa.engine import SherpaTranscriber, open_sherpa
from transcribe.engines.sherpa.folder import read_model
from transcribe.engines.sherpa.onnx_header import read_header
from transcribe.engines.sherpa.pieces import decoded_of

pytest.importorskip("sherpa_onnx")
NOISE = np.random.default_rng(0).normal(0, 0.1, 32_000).astype(np.float32)
REQUESTS = [DecodeRequest(NOISE, "en"), DecodeRequest(NOISE[:8_000], "zh")]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("sherpa")
    return {name: build(root / name) for name, build in KINDS.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_known_installed_and_heard(folders: dict[str, Path], tmp_path: Path, kind: str) -> None:
    library = ModelLibrary(tmp_path / "home")
    info = library.add(folders[kind])
    assert (info.kind, info.engine) == ("speech", "sherpa")
    assert {"zh", "en"} <= set(info.languages)
    library.verify(info, thorough=True)
    assert read_model(info.path).kind == kind
    engine = open_speech_model(info.path, None, 1)
    assert isinstance(engine, SherpaTranscriber)
    for request, result in zip(REQUESTS, engine.decode(REQUESTS, DecodingOptions()), strict=True):
        length = len(request.clip) // 16
        starts = [piece.start_ms for piece in result.pieces]
        assert starts == sorted(starts)
        assert all(0 <= piece.start_ms <= piece.end_ms <= length for piece in result.pieces)
        assert all(0 <= piece.probability <= 1 for piece in result.pieces)
        assert "<|" not in result.text
        assert "▁" not in result.text
    assert any(result.text for result in engine.decode(REQUESTS, DecodingOptions()))
    engine.stop()


def test_a_file_that_is_missing_or_damaged_is_named(folders: dict[str, Path], tmp_path: Path) -> None:
    copy = shutil.copytree(folders["transducer"], tmp_path / "copy")
    (copy / "tokens.txt").write_text("")
    with pytest.raises(ModelDamaged, match=r"tokens\.txt"):
        read_model(copy)
    broken = shutil.copytree(folders["sense_voice"], tmp_path / "broken")
    (broken / "model.onnx").write_bytes((broken / "model.onnx").read_bytes()[:2000])
    with pytest.raises(ModelDamaged, match=r"model\.onnx|cannot be loaded"):
        open_sherpa(broken, None, 1)
    (broken / "model.onnx").write_bytes(b"nonsense")
    with pytest.raises(ModelDamaged, match=r"model\.onnx"):
        read_model(broken)


def test_a_model_of_another_purpose_is_refused(folders: dict[str, Path], tmp_path: Path) -> None:
    import onnx

    copy = shutil.copytree(folders["zipformer_ctc"], tmp_path / "copy")
    model = onnx.load(str(copy / "model.int8.onnx"))
    del model.metadata_props[:]
    onnx.save(model, str(copy / "model.int8.onnx"))
    with pytest.raises(ModelUnsupported, match="inputs x, x_lens"):
        read_model(copy)


def test_the_header_is_read_without_the_weights(folders: dict[str, Path]) -> None:
    header = read_header(folders["sense_voice"] / "model.onnx")
    assert header.inputs == ("x", "x_length", "language", "text_norm")
    assert header.metadata["model_type"] == "sense_voice_ctc"


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_an_engine_process_that_dies_is_started_again(folders: dict[str, Path]) -> None:
    engine = open_sherpa(folders["zipformer_ctc"], None, 1)
    before = engine.decode(REQUESTS, DecodingOptions())
    assert engine._process is not None
    os.kill(engine._process.pid, signal.SIGSEGV)
    time.sleep(0.2)
    assert engine.decode(REQUESTS, DecodingOptions()) == before
    engine.stop()


def test_an_engine_process_that_dies_again_is_an_error_in_one_sentence(
    folders: dict[str, Path], tmp_path: Path
) -> None:
    copy = shutil.copytree(folders["zipformer_ctc"], tmp_path / "copy")
    engine = open_sherpa(copy, None, 1)
    shutil.rmtree(copy)
    engine.stop()
    with pytest.raises((TranscriptionError, ModelDamaged), match=r"sherpa-onnx"):
        engine.decode(REQUESTS, DecodingOptions())


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_one_that_gives_no_answer_is_ended(folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    class Stuck(SherpaTranscriber):
        pids: ClassVar[list[int]] = []

        def start(self) -> None:
            super().start()
            assert self._process is not None
            self.pids.append(self._process.pid)
            os.kill(self._process.pid, signal.SIGSTOP)

    monkeypatch.setattr("transcribe.engines.sherpa.engine._ANSWER_S", 0.2)
    monkeypatch.setattr("transcribe.engines.sherpa.engine._TIMES_REAL", 0.0)
    folder = folders["zipformer_ctc"]
    engine = Stuck(folder, read_model(folder), 1)
    with pytest.raises(TranscriptionError, match="no answer in time"):
        engine.decode(REQUESTS * 20, DecodingOptions())
    assert len(engine.pids) == 2
    for pid in engine.pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def answer(tokens: list[str], **more: object) -> dict[str, object]:
    return {
        "text": "".join(tokens),
        "tokens": tokens,
        "starts": [0.1 * n for n in range(len(tokens))],
        "durations": [],
        "logprobs": [],
        **more,
    }


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        (["▁they", "▁be", "at"], "they beat"),
        (["他", "们", "打"], "他们打"),
        (["<|zh|>", "<|NEUTRAL|>", "是", "的"], "是的"),
        (["b@@", "eat"], "beat"),
        (["我", "yes"], "我 yes"),
        ([" they", " beat"], "they beat"),
    ],
)
def test_tokens_join_to_text(tokens: list[str], text: str) -> None:
    assert decoded_of(answer(tokens), 2_000).text == text


def test_times_and_probabilities_of_tokens() -> None:
    result = decoded_of(answer(["是", "的"], logprobs=[-0.1, -2.0]), 250)
    assert [(piece.start_ms, piece.end_ms) for piece in result.pieces] == [(0, 100), (100, 250)]
    assert result.pieces[0].probability > 0.9
    assert result.pieces[1].probability < 0.2
    untimed = decoded_of(answer(["是", "的"], starts=[]), 700)
    assert [(piece.start_ms, piece.end_ms, piece.text) for piece in untimed.pieces] == [(0, 700, "是的")]
    assert decoded_of(answer([], text=""), 700).pieces == ()


def test_a_whisper_folder_is_no_model_of_this_engine(folders: dict[str, Path], samples: Path) -> None:
    assert speech_engine_of(samples / "models" / "whisper-demo").name == "whisper"
    assert speech_engine_of(folders["transducer"]).name == "sherpa"
    assert json.loads(json.dumps(read_model(folders["transducer"]).files))["joiner"].startswith("joiner")
