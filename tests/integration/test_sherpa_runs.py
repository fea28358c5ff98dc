"""A model of sherpa-onnx writes, and hears again; where its process dies as a witness, the run goes on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from product import Testimony
from tiny_onnx import sense_voice, zipformer_ctc

from testimony.app.run.witnesses import make_witness
from testimony.models import ModelLibrary
from testimony.runtime.samples import samples_folder

pytest.importorskip("sherpa_onnx")


def test_a_recording_is_written_and_verified(testimony: Testimony, excerpt: Path, tmp_path: Path) -> None:
    assert testimony("models", "add", sense_voice(tmp_path / "sense-voice")).code == 0
    options = ("run", excerpt, "--model", "sense-voice", "--no-translate", "-o", "a.testimony")
    refused = testimony(*options)
    assert refused.code == 3
    assert "cannot tell zh and en apart" in refused.err
    done = testimony(*options, "--languages", "zh")
    assert done.code == 0, done.err
    shown = json.loads(testimony("export", "a.testimony", "--to", "json").out)
    assert shown["provenance"]["asr"]["models"]["speech"].startswith("sense-voice@")
    assert "sherpa-onnx" in shown["provenance"]["asr"]["versions"]
    for row in shown["segments"]:
        assert all(
            row["start_ms"] <= word["start_ms"] <= word["end_ms"] <= row["end_ms"] for word in row["words"]
        )
    assert testimony("verify", "a.testimony").code == 0


def test_a_second_hearing_by_another_engine(testimony: Testimony, excerpt: Path, tmp_path: Path) -> None:
    assert testimony("models", "add", zipformer_ctc(tmp_path / "other")).code == 0
    done = testimony(
        "run", excerpt, "--model", "demo", "--witness", "other", "--no-translate", "-o", "a.testimony"
    )
    assert done.code == 0, done.err
    shown = json.loads(testimony("export", "a.testimony", "--to", "json").out)
    assert shown["provenance"]["asr"]["models"]["witness"].startswith("other@")
    assert "sherpa-onnx" in shown["provenance"]["asr"]["versions"]
    kinds = [flag["kind"] for row in shown["segments"] for flag in row["flags"]]
    assert "engines_disagree" in kinds
    assert testimony("verify", "a.testimony").code == 0


def test_the_shipped_second_engine_hears_what_was_said(testimony: Testimony, excerpt: Path) -> None:
    done = testimony(
        "run", excerpt, "--model", "demo", "--witness", "auto", "--no-translate", "-o", "a.testimony"
    )
    assert done.code == 0, done.err
    sure = testimony(
        "run", excerpt, "--model", "demo", "--witness", "ctc-demo", "--no-translate", "-o", "b.testimony"
    )
    assert sure.code == 0, sure.err
    first, second = (
        json.loads(testimony("export", name, "--to", "json").out) for name in ("a.testimony", "b.testimony")
    )
    assert first["provenance"]["asr"]["models"]["witness"].startswith("ctc-demo@")
    rows = second["segments"]
    warned = [
        row
        for row in rows
        for flag in row["flags"]
        if (flag["kind"], flag["severity"]) == ("engines_disagree", "warn")
    ]
    assert len(warned) <= len(rows) / 2  # random weights disagree with every row


def test_auto_takes_no_model_whose_engine_is_not_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    library = ModelLibrary(tmp_path, samples_folder())
    speech = library.speech("demo")
    chosen = make_witness(library, speech, "auto", ("zh", "en"))
    assert chosen is not None
    assert chosen.model is not None
    assert chosen.model.name == "ctc-demo"
    monkeypatch.setattr("testimony.engines.format.find_spec", lambda _: None)
    alone = make_witness(library, speech, "auto", ("zh", "en"))
    assert alone is not None
    assert alone.model is None


def test_a_witness_whose_process_dies_costs_the_run_nothing(
    testimony: Testimony, excerpt: Path, tmp_path: Path
) -> None:
    broken = zipformer_ctc(tmp_path / "broken")
    model = broken / "model.int8.onnx"
    model.write_bytes(
        model.read_bytes().replace(b"MatMul", b"MatMuX")
    )  # read as a model, refused when loaded
    assert testimony("models", "add", broken).code == 0
    done = testimony(
        "run", excerpt, "--model", "demo", "--witness", "broken", "--no-translate", "-o", "a.testimony"
    )
    assert done.code == 0, done.err
    assert "the witness broken failed" in done.err
