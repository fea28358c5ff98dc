"""Refuse a job in a language that its speech model does not know: the one rule for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from testimony.text.languages import few, language_name
from testimony.transcript.errors import ModelUnsupported

__all__ = ["refuse_unknown_languages"]

_UNTAUGHT = "leave it out of --languages: no Whisper model was ever taught Uyghur"


def refuse_unknown_languages(model: str, known: Collection[str], wanted: Iterable[str]) -> None:
    """Refuse a job in a language that the speech model cannot write.

    Args:
        model: Its name, for the message.
        known: The languages that it writes.
        wanted: The languages of the job.

    Raises:
        ModelUnsupported: Names the first unknown language and the model.
    """
    for language in wanted:
        if language not in known:
            raise ModelUnsupported(
                f"The speech model {model} does not know {language_name(language)}; it knows {few(known)}.",
                _UNTAUGHT if language == "ug" else "testimony models list",
            )
