"""Every test runs in a home of its own: no settings, no models, no traces of the person's."""

from pathlib import Path

import pytest
from hypothesis import settings

# Nothing is timed in a test: a busy machine must not fail one.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _home_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("TESTIMONY_HOME", str(home / "testimony"))
    monkeypatch.setenv("HOME", str(home))
    for name in ("TESTIMONY_PASSPHRASE_FILE", "NO_COLOR", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def samples() -> Path:
    """The samples of the checkout."""
    return Path(__file__).parents[1] / "samples"
