"""The translation engine in a process of its own, so that its crash leaves the review screen alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from testimony.app.own_process import run_apart
from testimony.transcript.errors import TestimonyError, TranslationError

__all__ = ["TranslationJob", "translate_in_process"]

_ENGINE_S = 120  # a segment takes a second; a process that says nothing for this long hangs
TranslationJob = tuple[Sequence[str], str, str, str]
"""Folders of the packages, the text, its language, the wanted language."""


def translate_in_process(job: TranslationJob) -> str:
    """Run the engine in a spawned process; whatever kills it, kills nothing here.

    Raises:
        TranslationError: The engine failed, died or said nothing.
    """
    try:
        return run_apart(_translate, job, _ENGINE_S)
    except TestimonyError as error:
        raise TranslationError(error.message, error.hint) from error


def _translate(job: TranslationJob) -> str:
    """The child's whole work: one text."""
    from translate import TranslationOptions, open_translator

    folders, text, source, target = job
    translator = open_translator([Path(folder) for folder in folders], TranslationOptions(threads=1))
    return translator.translate_texts([text], source, target)[0].text
