"""The translation packages that lead from the languages of a job to their targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from testimony.transcript.errors import ModelMissing, UnsupportedPair

if TYPE_CHECKING:
    from testimony.models import ModelInfo, ModelLibrary

__all__ = ["DEMO", "find_packages"]

DEMO = "demo"


def find_packages(
    library: ModelLibrary, pairs: Sequence[tuple[str, str]], name: str = "", *, partly: bool = False
) -> tuple[ModelInfo, ...]:
    """The packages that lead from each source to its target, direct or by way of English, verified.

    Args:
        library: Where to look.
        pairs: Source and target languages.
        name: A package to prefer; ``demo`` takes the demo packages, which are never taken unasked.
        partly: Take the named package alone, for those pairs that it leads to by itself.

    Raises:
        ModelMissing: No installed package leads there.
        ModelDamaged: A file of a package is missing or changed.
        UnsupportedPair: The package named leads elsewhere.
    """
    installed = library.translation_packages(demo=name == DEMO)
    if name and name != DEMO:
        named = library.translation(name)
        installed = (named,) if partly else (named, *installed)
    chosen: dict[str, ModelInfo] = {}
    for source, target in pairs:
        if partly and not _leads(installed, source, target):
            continue
        chosen.update((package.name, package) for package in _route(installed, source, target))
    if name and name != DEMO and installed[0].name not in chosen:
        raise UnsupportedPair(
            f"The translation package {name} does not lead"
            f" {' or '.join(f'from {source} to {target}' for source, target in pairs)}.",
            "name another one, or none: testimony models list",
        )
    for package in chosen.values():
        library.verify(package)
    return tuple(chosen.values())


def _leads(installed: Sequence[ModelInfo], source: str, target: str) -> bool:
    try:
        return bool(_route(installed, source, target))
    except ModelMissing:
        return False


def _route(installed: Sequence[ModelInfo], source: str, target: str) -> Sequence[ModelInfo]:
    from translate.routes import find_route

    def direct(from_code: str, to_code: str) -> ModelInfo | None:
        return next((package for package in installed if package.translates(from_code, to_code)), None)

    if route := find_route(direct, source, target):
        return route
    raise ModelMissing(
        f"No translation package from {source} to {target} is installed.",
        f"testimony models fetch translate:{source}-{target}",
    )
