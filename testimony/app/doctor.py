"""What this installation is, what it can do, and the one command to type next."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from testimony.engines.format import ModelKind
from testimony.runtime.samples import installation_folder
from testimony.transcript.errors import ModelError

if TYPE_CHECKING:
    from testimony.models import ModelInfo, ModelLibrary
    from testimony.runtime.settings import Settings

__all__ = ["TOP_LEVEL", "Finding", "engine_packages", "examine", "missing_models", "next_command"]

TOP_LEVEL = ("testimony", "transcribe", "translate", "tui")
_ALWAYS = ("onnxruntime", "av", "textual", "typst")
_EXTRAS = {"encryption": "sqlcipher3", "signing": "pyhanko", "cluster": "distributed"}
_AGAIN = "uv sync --frozen, or install Testimony again in an environment of its own"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        ok: False where something must be mended; the hint says how.
        hint: The command to type.
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
    strangers = _strangers()
    yield from _packages(strangers)
    if strangers:
        return  # the models cannot be looked at with the engines of another package
    yield _extras()
    yield _home(settings)
    yield from (_model(library, info) for info in library.list())
    yield from (Finding("a model", False, error.message, error.hint) for error in library.damaged())
    yield from _unfinished(settings)
    for kind in (ModelKind.SPEECH, ModelKind.TRANSLATION):
        if not any(info.kind == kind and not info.demo for info in library.list()):
            yield Finding(
                kind, True, f"no {kind} model of your own is installed; the demo models only know the samples"
            )


def _strangers() -> list[Finding]:
    home = installation_folder()
    return [finding for name in TOP_LEVEL if (finding := _stranger(name, home)) is not None]


def _packages(strangers: Sequence[Finding]) -> Iterator[Finding]:
    if strangers:
        yield from strangers
    else:
        versions = ", ".join(f"{name} {_version(name)}" for name in engine_packages())
        yield Finding("engines", "missing" not in versions, versions, _AGAIN if "missing" in versions else "")
        yield Finding("packages", True, f"{', '.join(TOP_LEVEL)} all come from {installation_folder()}")
    changed = _changed_files()
    if changed:
        yield Finding("files", False, f"{changed[0]} is not as it was installed", _AGAIN)


def engine_packages() -> tuple[str, ...]:
    """The distributions that decide what is written, of every engine in the registries, then the rest."""
    from testimony.models.engines import formats

    return tuple(dict.fromkeys([*(name for each in formats() for name in each.packages), *_ALWAYS]))


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "missing"


def _stranger(name: str, home: Path) -> Finding | None:
    """What answers to one of our names, where it is not ours: a folder nearby, or another distribution."""
    spec = importlib.util.find_spec(name)
    origin = Path(spec.origin).resolve() if spec is not None and spec.origin else None
    if origin is None or origin.parent.parent != home:
        found = origin or "nothing that could be used"
        return Finding(
            name, False, f"{name} is not ours: {found} answers to that name", f"mv {found} {found}.old"
        )
    others = sorted(set(importlib.metadata.packages_distributions().get(name, ())) - {"testimony"})
    if others:
        what = f"the package {name} is overwritten by {', '.join(others)}"
        return Finding(name, False, what, f"pip uninstall {others[0]}")
    return None


def _changed_files() -> list[str]:
    """Files of the installed wheel that differ from its record; none where it runs from a checkout."""
    from testimony.runtime.hashing import sha256_of

    changed = []
    for file in importlib.metadata.files("testimony") or ():
        path = Path(str(file.locate()))
        if file.hash is None or file.parts[0] not in TOP_LEVEL:
            continue
        if not path.is_file() or file.hash.value != _as_recorded(sha256_of(path)):
            changed.append(str(file))
    return changed


def _as_recorded(sha256: str) -> str:
    """A hash as a wheel's RECORD writes it (PEP 376): URL-safe base64 without padding."""
    import base64

    return base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")


def _extras() -> Finding:
    here = [extra for extra, module in _EXTRAS.items() if importlib.util.find_spec(module) is not None]
    absent = [extra for extra in _EXTRAS if extra not in here]
    parts = [f"{', '.join(here)} installed"] if here else []
    parts += [f"{', '.join(absent)} not (nothing else needs it)"] if absent else []
    return Finding("extras", True, "; ".join(parts))


def _home(settings: Settings) -> Finding:
    home = settings.home
    existing = next(folder for folder in (home, *home.parents) if folder.exists())
    if existing.is_dir() and os.access(existing, os.W_OK):
        return Finding("home", True, f"{home}" + ("" if home.exists() else " (made when it is first needed)"))
    return Finding(
        "home", False, f"{existing} cannot be written to", "export TESTIMONY_HOME=$HOME/testimony-home"
    )


def _model(library: ModelLibrary, info: ModelInfo) -> Finding:
    languages = " → ".join(info.pair) if info.pair else f"{len(info.languages)} languages"
    size = f"{info.size_bytes / 1e6:.1f} MB{', demo' if info.demo else ''}"
    detail = f"{info.kind} ({info.engine}), {languages}, {size}"
    try:
        library.verify(info)
    except ModelError as error:
        return Finding(info.name, False, error.message, error.hint)
    return Finding(info.name, True, detail + ", every file as its manifest says")


def _unfinished(settings: Settings) -> Iterator[Finding]:
    from testimony.models.fetch.fetcher import unfinished

    for name, size in unfinished(settings.home):
        here = f"{size / 1e6:.1f} MB of it are here, the rest is not"
        yield Finding(name, False, here, f"testimony models fetch {name}")


def missing_models(library: ModelLibrary) -> tuple[str, ...]:
    """What ``models fetch`` would have to bring to transcribe Chinese and English and translate both ways."""
    own = [info for info in library.list() if not info.demo]
    missing = [] if any(info.kind == ModelKind.SPEECH for info in own) else ["whisper:large-v3-turbo"]
    pairs = {info.pair for info in own}
    return (*missing, *(f"translate:{a}-{b}" for a, b in (("zh", "en"), ("en", "zh")) if (a, b) not in pairs))


def next_command(findings: list[Finding], library: ModelLibrary) -> str:
    """The one command that brings this installation furthest: mend, fetch what is missing, or work."""
    broken = next((finding for finding in findings if not finding.ok and finding.hint), None)
    if broken is not None:
        return broken.hint
    if missing := missing_models(library):
        return f"testimony models fetch {' '.join(missing)}"
    return "testimony run RECORDING"
