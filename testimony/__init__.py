"""The front door and the shared rooms of Testimony.

For scripts: ``from testimony import run, open_transcript, export_transcript``.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from testimony.api import export_transcript, open_transcript, run

__version__ = "0.1.0"
__all__ = ["__version__", "export_transcript", "open_transcript", "run"]


def __getattr__(name: str) -> Any:
    # Loaded when first used: every command imports this module.
    if name in __all__:
        return getattr(import_module("testimony.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
