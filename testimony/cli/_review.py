"""What the commands that change a transcript share: who acts, which checks run, how it is opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from testimony.cli._passphrase import passphrase_for
from testimony.settings import load_settings
from testimony.transcript.types import Flag, FlagKind, Identity, Segment

if TYPE_CHECKING:
    from testimony.session import Session
    from testimony.transcript.review import Checks
    from translate.glossary import Glossary

__all__ = ["by_option", "identity", "open_session", "take_over_option", "translation_checks"]

_OF_A_GLOSSARY = frozenset({FlagKind.TERM_MISSING, FlagKind.TERM_FORBIDDEN})

by_option = click.option("--by", metavar="NAME", help="Who acts; else [reviewer] name of the settings.")
take_over_option = click.option(
    "--take-over", is_flag=True, help="Take the lock of a process on another machine that is gone for good."
)


def identity(by: str | None) -> Identity:
    """Who acts: a claim, unconfirmed where it is only the account's name."""
    if by and by.strip():
        return Identity(" ".join(by.split()))
    settings = load_settings()
    if settings.reviewer_name:
        return Identity(settings.reviewer_name)
    return Identity(settings.account_name, confirmed=False)


def translation_checks(glossary: Glossary | None = None) -> Checks:
    """What looks at a segment as it now stands and raises the doubts of the translation checks.

    Args:
        glossary: The case's terms. Without it, the doubts that it raised before stay for a person to
            waive: nothing here can tell whether an edit removed them.
    """

    def look(segment: Segment) -> tuple[Flag, ...]:
        from translate.checks import Context, check_pair

        if not segment.target_language:
            return ()
        # A word that a person wrote anew says nothing of how surely it was heard.
        words = [word for word in segment.words if word.text.strip() in segment.source]
        context = Context(glossary=glossary, words=words)
        languages = segment.language, segment.target_language
        found = check_pair(segment.source, segment.target, *languages, context=context)
        kept = () if glossary is not None else (flag for flag in segment.flags if flag.kind in _OF_A_GLOSSARY)
        return (*found, *kept)

    return look


def open_session(
    file: Path, by: str | None, *, take_over: bool = False, glossary: Glossary | None = None
) -> Session:
    """Open a transcript to change it; its edits are checked against ``glossary``.

    Raises:
        TranscriptFileError: It cannot be opened, or another process writes it.
    """
    from testimony.session import Session

    session = Session.open(
        file,
        identity(by),
        checks=translation_checks(glossary),
        passphrase=passphrase_for(file),
        take_over=take_over,
    )
    if session.refusal is not None:
        session.close()
        raise session.refusal
    return session
