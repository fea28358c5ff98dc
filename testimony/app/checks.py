"""The translation checks as an edit runs them: on one segment, as it now stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from testimony.transcript.flags import is_from_translation
from testimony.transcript.types import Flag, FlagKind, Segment

if TYPE_CHECKING:
    from translate.glossary import Glossary

__all__ = ["RowChecks", "translation_checks"]

_OF_A_GLOSSARY = frozenset({FlagKind.TERM_MISSING, FlagKind.TERM_FORBIDDEN})


class RowChecks(Protocol):
    """Looks at a segment as it now stands, and at what was said in the row before."""

    def __call__(self, segment: Segment, before: str = "") -> tuple[Flag, ...]:
        """The flags that the segment deserves."""


def translation_checks(glossary: Glossary | None = None) -> RowChecks:
    """What looks at a segment as it now stands and raises the doubts of the translation checks.

    Args:
        glossary: The case's terms. Without it, the doubts that it raised before stay for a person to
            waive: nothing here can tell whether an edit removed them.
    """

    def look(segment: Segment, before: str = "") -> tuple[Flag, ...]:
        from translate.checks import Context, check_pair

        if not segment.target_language:
            return ()
        context = Context.of_segment(segment, glossary, before)
        languages = segment.language, segment.target_language
        found = check_pair(segment.source, segment.target, *languages, context=context)
        return (*found, *(() if glossary is not None else _glossary_flags(segment)))

    return look


def _glossary_flags(segment: Segment) -> tuple[Flag, ...]:
    """Flags about terms that an earlier check raised; without the glossary nothing can take them back."""
    return tuple(flag for flag in segment.flags if flag.kind in _OF_A_GLOSSARY and is_from_translation(flag))
