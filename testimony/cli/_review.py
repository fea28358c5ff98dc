"""What the commands that change a transcript share: who acts, which checks run, how it is opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from testimony.cli._passphrase import passphrase_for
from testimony.settings import load_settings
from testimony.transcript.types import Flag, Identity, Segment

if TYPE_CHECKING:
    from testimony.session import Session

__all__ = ["by_option", "identity", "open_session", "take_over_option", "translation_checks"]

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


def translation_checks(segment: Segment) -> tuple[Flag, ...]:
    """The doubts that the translation checks have about a segment as it now stands."""
    from translate.checks import check_pair

    if not segment.target_language:
        return ()
    return check_pair(segment.source, segment.target, segment.language, segment.target_language)


def open_session(file: Path, by: str | None, *, take_over: bool = False) -> Session:
    """Open a transcript to change it.

    Raises:
        TranscriptFileError: It cannot be opened, or another process writes it.
    """
    from testimony.session import Session

    session = Session.open(
        file,
        identity(by),
        checks=translation_checks,
        passphrase=passphrase_for(file),
        take_over=take_over,
    )
    if session.refusal is not None:
        session.close()
        raise session.refusal
    return session
