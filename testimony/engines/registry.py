"""What the registries of engines have in common: adapters by module name, and the engine of a folder."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, TypeVar

from testimony.engines.format import ModelFormat
from testimony.transcript.errors import ModelMissing, ModelUnsupported

__all__ = ["Engine", "engine_of", "load_engines"]


class Engine(Protocol):
    """An adapter of any task."""

    @property
    def format(self) -> ModelFormat:
        """The model folders of the engine."""
        ...


_Adapter = TypeVar("_Adapter", bound=Engine)


def load_engines(modules: Sequence[str], kind: type[_Adapter]) -> tuple[_Adapter, ...]:
    """The adapters of a registry, in its order; none of them loads its engine.

    Args:
        modules: Names of modules with an ``ENGINE``.
        kind: What their adapters are.

    Raises:
        TypeError: A module's ``ENGINE`` is something else.
    """
    engines = []
    for module in modules:
        engine = import_module(module).ENGINE
        if not isinstance(engine, kind):
            raise TypeError(f"{module}.ENGINE is no {kind.__name__}")
        engines.append(engine)
    return tuple(engines)


def engine_of(engines: Sequence[_Adapter], folder: Path, what: str) -> _Adapter:
    """The engine that a model folder belongs to.

    Args:
        engines: The adapters of a registry.
        folder: The model's folder.
        what: The task, for the message.

    Raises:
        ModelMissing: There is no such folder.
        ModelUnsupported: No engine recognises it.
    """
    if not folder.is_dir():
        raise ModelMissing(f"There is no model folder {folder}.", "testimony models list")
    for engine in engines:
        if engine.format.recognises(folder):
            return engine
    raise ModelUnsupported(
        f"{folder} holds no {what} model that this version can open.", "testimony models list"
    )
