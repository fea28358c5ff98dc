"""What this installation is, what it can do, and the one command to type next."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from testimony.transcript.errors import ModelError

if TYPE_CHECKING:
    from testimony.models import ModelInfo, ModelLibrary
    from testimony.settings import Settings

__all__ = ["Finding", "examine", "missing_models", "next_command"]

TOP_LEVEL = ("testimony", "transcribe", "translate", "tui")
_ENGINES = ("faster-whisper", "ctranslate2", "argostranslate", "av", "textual")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        ok: False where something must be mended; the hint says how.
    """

    subject: str
    ok: bool
    detail: str
    hint: str = ""


def examine(settings: Settings, library: ModelLibrary) -> Iterator[Finding]:
    """Look at the interpreter, the packages, the home folder and every model, one after another."""
    yield Finding(
        "python", sys.version_info >= (3, 11), f"{platform.python_version()} on {platform.system()}"
    )
    yield from _packages()
    yield _home(settings)
    yield from (_model(library, info) for info in library.list())
    yield from (Finding("a model", False, error.message, error.hint) for error in library.damaged())
    for kind, what in (("whisper", "speech"), ("translate", "translation")):
        if not any(info.kind == kind and not info.demo for info in library.list()):
            yield Finding(
                what, True, f"no {what} model of your own is installed; the demo models only know the samples"
            )


def _packages() -> Iterator[Finding]:
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in _ENGINES)
    yield Finding("engines", True, versions)
    owners = importlib.metadata.packages_distributions()
    for name in TOP_LEVEL:
        others = sorted(set(owners.get(name, [])) - {"testimony"})
        if others:
            yield Finding(
                name,
                False,
                f"the package {name} is overwritten by {', '.join(others)}",
                f"pip uninstall {others[0]}",
            )


def _home(settings: Settings) -> Finding:
    home = settings.home
    existing = next(folder for folder in (home, *home.parents) if folder.exists())
    if existing.is_dir() and os.access(existing, os.W_OK):
        return Finding("home", True, f"{home}" + ("" if home.exists() else " (made when it is first needed)"))
    return Finding(
        "home", False, f"{existing} cannot be written to", "set TESTIMONY_HOME to a folder of yours"
    )


def _model(library: ModelLibrary, info: ModelInfo) -> Finding:
    languages = " → ".join(info.pair) if info.pair else f"{len(info.languages)} languages"
    detail = f"{info.kind}, {languages}, {info.size_bytes / 1e6:.1f} MB{', demo' if info.demo else ''}"
    try:
        library.verify(info)
    except ModelError as error:
        return Finding(info.name, False, error.message, error.hint)
    return Finding(info.name, True, detail + ", every file as its manifest says")


def missing_models(library: ModelLibrary) -> tuple[str, ...]:
    """What ``models fetch`` would have to bring to transcribe Chinese and English and translate both ways."""
    own = [info for info in library.list() if not info.demo]
    missing = [] if any(info.kind == "whisper" for info in own) else ["whisper:large-v3-turbo"]
    pairs = {info.pair for info in own}
    return (*missing, *(f"translate:{a}-{b}" for a, b in (("zh", "en"), ("en", "zh")) if (a, b) not in pairs))


def next_command(findings: list[Finding], library: ModelLibrary) -> str:
    """The one command that brings this installation furthest."""
    broken = next((finding for finding in findings if not finding.ok and finding.hint), None)
    if broken is not None:
        return broken.hint
    if any(info.kind == "whisper" and not info.demo for info in library.list()):
        return "testimony run RECORDING"
    return "testimony demo"
