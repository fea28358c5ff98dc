"""What models are installed: list, find, add, remove, verify. Nothing here uses the network."""

from testimony.models.library import ModelLibrary
from testimony.models.types import ModelInfo, ModelKind, require_languages

__all__ = ["ModelInfo", "ModelKind", "ModelLibrary", "require_languages"]
