"""The front door and the shared rooms of Testimony.

For scripts: ``from testimony import run, open_transcript, export_transcript``.
"""

# Nothing is imported here: with ``python -m testimony`` the working folder is still on the import path.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from testimony.api import export_transcript, open_transcript, run

__version__ = "0.1.0"
__all__ = ["__version__", "export_transcript", "open_transcript", "run"]


def __getattr__(name: str) -> object:
    # Loaded when first used: every command imports this module.
    if name in __all__:
        from testimony import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
