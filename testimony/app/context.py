"""The settings and the installed models, which every use case starts from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from testimony.runtime.settings import Settings, load_settings

if TYPE_CHECKING:
    from testimony.models import ModelLibrary

__all__ = ["AppContext", "load_context"]


@dataclass(frozen=True, slots=True)
class AppContext:
    """The settings and the installed models."""

    settings: Settings
    library: ModelLibrary


def load_context() -> AppContext:
    """Read the settings and find the models.

    Raises:
        SettingsError: The settings file is unusable.
    """
    from testimony.models import ModelLibrary
    from testimony.runtime.samples import samples_folder

    settings = load_settings()
    return AppContext(settings, ModelLibrary(settings.home, samples_folder()))
