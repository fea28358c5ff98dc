"""Which model hears a recording a second time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from testimony.models.engines import format_of
from testimony.transcript.errors import ModelUnsupported

if TYPE_CHECKING:
    from testimony.models import ModelInfo, ModelLibrary

__all__ = ["AUTO", "DEMO_WITNESS", "SELF", "WitnessChoice", "make_witness"]

AUTO = "auto"
"""Typed alone: the best witness there is, asked where a doubt or a fact stands; ``auto:NAME`` names it."""
DEMO_WITNESS = "ctc-demo"
"""The shipped model that hears the sample hearing a second time, on another engine."""
SELF = "self"
"""The writing model itself, hearing other windows."""


@dataclass(frozen=True, slots=True)
class WitnessChoice:
    """A witness of a job.

    Attributes:
        model: The model; None for the writing model in other windows.
        everything: It hears every utterance; otherwise those alone where a doubt or a fact stands.
    """

    model: ModelInfo | None
    everything: bool

    @property
    def name(self) -> str:
        """As notes on rows call it."""
        return self.model.name if self.model is not None else "a second decoding"


def make_witness(
    library: ModelLibrary, speech: ModelInfo, typed: str, languages: Sequence[str]
) -> WitnessChoice | None:
    """Find the witness that ``--witness`` asks for; None where it asks for none.

    Args:
        library: The installed models.
        speech: The model that writes.
        typed: A model, ``self``, ``auto``, ``auto:NAME`` or ``auto:self``; empty for none.
        languages: Those of the job.

    Raises:
        ModelError: The model is missing, damaged, or knows none of the languages.
    """
    if not typed:
        return None
    name, everything = typed, True
    if typed == AUTO:
        name, everything = _best(library, speech, languages), False
    elif typed.startswith(f"{AUTO}:"):
        name, everything = typed.removeprefix(f"{AUTO}:"), False
    if name == SELF:
        return WitnessChoice(None, everything)
    model = library.speech(name)
    if not set(model.languages) & set(languages):
        raise ModelUnsupported(
            f"The witness {model.name} knows none of the languages {', '.join(languages)}.",
            "name another model with --witness, or: --witness self",
        )
    if model.demo and not speech.demo:
        raise ModelUnsupported(
            f"The demo model {model.name} is no witness of a recording; it knows the sample hearing alone.",
            "name another model with --witness, or: --witness self",
        )
    if model.digest == speech.digest:
        return WitnessChoice(None, everything)
    library.verify(model)
    return WitnessChoice(model, everything)


def _best(library: ModelLibrary, speech: ModelInfo, languages: Sequence[str]) -> str:
    """Another engine's model before one of the same engine, the largest first; else the writer itself.

    A model whose engine is not installed here cannot be asked.
    """
    fit = [
        info
        for info in library.list()
        if info.kind == speech.kind
        and info.demo == speech.demo
        and info.digest != speech.digest
        and format_of(info.engine).is_installed()
        and set(languages) <= set(info.languages)
    ]
    best = max(fit, key=lambda info: (info.engine != speech.engine, info.size_bytes, info.name), default=None)
    return best.name if best is not None else SELF
