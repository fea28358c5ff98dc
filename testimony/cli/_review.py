"""What the commands that change a transcript share: who acts, which checks run, how it is opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from testimony.app.checks import translation_checks
from testimony.cli._passphrase import passphrase_for
from testimony.cli._say import tell_recovered
from testimony.runtime.settings import load_settings
from testimony.transcript.types import Identity

if TYPE_CHECKING:
    from testimony.app.session import Session
    from translate.glossary import Glossary

__all__ = ["by_option", "identity", "open_session", "take_over_option"]

by_option = click.option("--by", metavar="NAME", help="Who acts; else [reviewer] name of the settings.")
take_over_option = click.option(
    "--take-over",
    is_flag=True,
    help="Take the lock of a process on another machine or in another container that is gone for good.",
)


def identity(by: str | None) -> Identity:
    """Who acts: a claim, unconfirmed where it is only the account's name."""
    if by and by.strip():
        return Identity(" ".join(by.split()))
    settings = load_settings()
    if settings.reviewer_name:
        return Identity(settings.reviewer_name)
    return Identity(settings.account_name, confirmed=False)


def open_session(
    file: Path, by: str | None, *, take_over: bool = False, glossary: Glossary | None = None
) -> Session:
    """Open a transcript to change it; its edits are checked against ``glossary``.

    Raises:
        TranscriptFileError: It cannot be opened, or another process writes it.
    """
    from testimony.app.session import Session

    session = Session.open(
        file,
        identity(by),
        checks=translation_checks(glossary),
        passphrase=passphrase_for(file),
        take_over=take_over,
    )
    tell_recovered(session.store)
    if session.refusal is not None:
        session.close()
        raise session.refusal
    return session
