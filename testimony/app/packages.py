"""The translation packages that lead from the languages of a job to their targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from testimony.transcript.errors import ModelMissing, UnsupportedPair

if TYPE_CHECKING:
    from testimony.models import ModelInfo, ModelLibrary

__all__ = ["DEMO", "find_packages"]

DEMO = "demo"
_PIVOT = "en"


def find_packages(
    library: ModelLibrary, pairs: Sequence[tuple[str, str]], name: str = ""
) -> tuple[ModelInfo, ...]:
    """The packages that lead from each source to its target, direct or by way of English, verified.

    Args:
        library: Where to look.
        pairs: Source and target languages.
        name: A package to prefer; ``demo`` takes the demo packages, which are never taken unasked.

    Raises:
        ModelMissing: No installed package leads there.
        ModelDamaged: A file of a package is missing or changed.
        UnsupportedPair: The package named leads elsewhere.
    """
    installed = library.translation_packages(demo=name == DEMO)
    if name and name != DEMO:
        installed = (library.translation(name), *installed)
    by_pair: dict[tuple[str, str], ModelInfo] = {}
    for package in installed:
        if package.pair is not None:
            by_pair.setdefault(package.pair, package)
    chosen: dict[str, ModelInfo] = {}
    for source, target in pairs:
        chosen.update((package.name, package) for package in _route(by_pair, source, target))
    if name and name != DEMO and installed[0].name not in chosen:
        raise UnsupportedPair(
            f"The translation package {name} does not lead"
            f" {' or '.join(f'from {source} to {target}' for source, target in pairs)}.",
            "name another one, or none: testimony models list",
        )
    for package in chosen.values():
        library.verify(package)
    return tuple(chosen.values())


def _route(by_pair: dict[tuple[str, str], ModelInfo], source: str, target: str) -> Sequence[ModelInfo]:
    if (source, target) in by_pair:
        return [by_pair[source, target]]
    legs = [(source, _PIVOT), (_PIVOT, target)]
    if all(leg in by_pair for leg in legs):
        return [by_pair[leg] for leg in legs]
    raise ModelMissing(
        f"No translation package from {source} to {target} is installed.",
        f"testimony models fetch translate:{source}-{target}",
    )
