"""The translation engine in a process of its own, so that its crash leaves the review screen alone."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from testimony.transcript.errors import TestimonyError, TranslationError

__all__ = ["TranslationJob", "prepare_processes", "translate_in_process"]

_ENGINE_S = 120  # a segment takes a second; a process that says nothing for this long hangs


def prepare_processes() -> None:
    """Start what every spawned process needs, while standard error is still a file.

    The screen puts an object without a descriptor in its place, and no process could be spawned then.
    """
    if os.name == "posix":
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()


TranslationJob = tuple[Sequence[str], str, str, str]
"""Folders of the packages, the text, its language, the wanted language."""


def translate_in_process(job: TranslationJob) -> str:
    """Run the engine in a spawned process; whatever kills it, kills nothing here."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_translate, args=(theirs, job), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(_ENGINE_S):
            raise TranslationError(f"The translation engine said nothing for {_ENGINE_S} s.", "try it again")
        answer = ours.recv()
    except EOFError:
        process.join(1)
        raise TranslationError(
            f"The translation engine died (exit {process.exitcode}).", "testimony models verify"
        ) from None
    finally:
        ours.close()
        process.kill()
        process.join()
    if isinstance(answer, TestimonyError):
        raise answer
    return str(answer)


def _translate(answer: Connection, job: TranslationJob) -> None:
    """The child's whole work: one text."""
    from testimony.runtime.offline import forbid_network
    from translate import TranslationOptions, open_translator

    forbid_network(report_at_once=True)
    folders, text, source, target = job
    try:
        translator = open_translator([Path(folder) for folder in folders], TranslationOptions(threads=1))
        answer.send(translator.translate_texts([text], source, target)[0].text)
    except TestimonyError as error:
        answer.send(TranslationError(error.message, error.hint))
    finally:
        answer.close()
