"""Settings are typed, and what is wrong in them is named."""

from pathlib import Path

import pytest

from testimony.runtime.settings import load_settings
from testimony.transcript.errors import SettingsError


def test_the_environment_names_the_home_and_the_account(tmp_path: Path) -> None:
    settings = load_settings({"TESTIMONY_HOME": str(tmp_path), "USER": "hui", "NO_COLOR": "1"})
    assert (settings.home, settings.account_name, settings.no_color) == (tmp_path, "hui", True)
    assert settings.reviewer_name == ""


def test_without_a_named_home_the_platform_decides() -> None:
    assert load_settings({}).home.name == "testimony"


def test_the_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(
        '[reviewer]\nname = " Chen Hui "\n[speech]\nmodel = "turbo"\nthreads = 3\n'
    )
    settings = load_settings({"TESTIMONY_HOME": str(tmp_path)})
    assert (settings.reviewer_name, settings.speech_model, settings.speech_threads) == (
        "Chen Hui",
        "turbo",
        3,
    )


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("[reviewer", "settings.toml"),
        ("[revewer]\nname = 'x'", "revewer"),
        ("[reviewer]\nnmae = 'x'", "nmae"),
        ("[speech]\nthreads = 'four'", "threads"),
        ("[speech]\nthreads = -1", "threads"),
        ("[speech]\nthreads = true", "threads"),
        ("speech = 1", "speech"),
    ],
)
def test_what_is_wrong_in_it_is_named(tmp_path: Path, content: str, named: str) -> None:
    (tmp_path / "settings.toml").write_text(content)
    with pytest.raises(SettingsError, match=named):
        load_settings({"TESTIMONY_HOME": str(tmp_path)})
