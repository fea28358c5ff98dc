"""Which model tells the languages of a recording apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_models import whisper_folder

from testimony.app.context import AppContext
from testimony.app.jobs import RunChoices, make_job
from testimony.app.run.job import RunJob
from testimony.app.run.passes import provenance_of
from testimony.app.run.provenance import fingerprint_of
from testimony.models import ModelLibrary
from testimony.runtime.samples import samples_folder
from testimony.runtime.settings import Settings
from testimony.transcript.errors import ModelUnsupported, SettingsError


@pytest.fixture
def context(tmp_path: Path) -> AppContext:
    library = ModelLibrary(tmp_path / "home", samples_folder())
    library.add(whisper_folder(tmp_path / "big", b"weights" * 900))
    library.add(whisper_folder(tmp_path / "small", b"weights" * 200))
    library.add(whisper_folder(tmp_path / "tiny.en", multilingual=False))
    return AppContext(Settings(home=tmp_path / "home"), library)


def job(context: AppContext, warnings: list[str], **choices: str) -> RunJob:
    wanted = RunChoices(model="big", translate=False, **choices)  # type: ignore[arg-type]
    return make_job(context, Path("a.wav"), Path("a.testimony"), wanted, warnings.append)


def test_the_smallest_model_that_knows_the_languages(context: AppContext) -> None:
    warnings: list[str] = []
    found = job(context, warnings).language_model
    assert found is not None
    assert (found.name, warnings) == ("small", [])


def test_a_damaged_one_is_passed_over_and_said(context: AppContext) -> None:
    weights = context.library.speech("small").path / "model.bin"
    weights.write_bytes(b"changed")
    warnings: list[str] = []
    assert job(context, warnings).language_model is None
    assert "small" in warnings[0]
    assert "not used to tell languages apart" in warnings[0]


def test_a_manifest_that_lists_too_many_languages_is_not_believed(context: AppContext) -> None:
    manifest = context.library.speech("tiny.en").path / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"en"', '"en",\n  "zh"'))
    assert context.library.speech("tiny.en").languages == ("en", "zh")
    found = job(context, []).language_model
    assert found is not None
    assert found.name == "small"


def test_the_demo_model_is_no_listener_of_a_recording(context: AppContext) -> None:
    with pytest.raises(ModelUnsupported, match="demo model whisper-demo cannot tell"):
        job(context, [], language_model="demo")


def test_each_language_may_have_a_model_of_its_own(context: AppContext) -> None:
    wanted = RunChoices(models=(("zh", "big"), ("en", "tiny.en")), translate=False)
    made = make_job(context, Path("a.wav"), Path("a.testimony"), wanted)
    assert made.speech.name == "big"
    assert [(language, info.name) for language, info in made.by_language] == [
        ("zh", "big"),
        ("en", "tiny.en"),
    ]
    asr = provenance_of(made)["asr"]
    assert asr.models["speech en"].startswith("tiny.en@")
    assert fingerprint_of("0", provenance_of(made)) != fingerprint_of("0", provenance_of(job(context, [])))


def test_a_model_must_know_its_language_and_the_job_must_speak_it(context: AppContext) -> None:
    for models, error in (((("zh", "tiny.en"),), ModelUnsupported), ((("fr", "big"),), SettingsError)):
        with pytest.raises(error):
            make_job(context, Path("a.wav"), Path("a.testimony"), RunChoices(models=models, translate=False))
