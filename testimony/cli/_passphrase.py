"""Passphrases: from a file that the environment names, or typed; never from the command line."""

from __future__ import annotations

import sys
from pathlib import Path

from testimony.runtime.settings import load_settings
from testimony.transcript.errors import SettingsError, WrongPassphrase

__all__ = ["key_passphrase", "new_passphrase", "passphrase_for"]

_HINT = "set TESTIMONY_PASSPHRASE_FILE to a file that holds the passphrase, or run it in a terminal"


def passphrase_for(path: Path) -> str | None:
    """What opens this transcript; None where it is not encrypted.

    Raises:
        WrongPassphrase: It is encrypted, and there is nobody to ask.
        SettingsError: The passphrase file is unusable.
    """
    from testimony.transcript.record.disk.file_checks import is_encrypted

    if not is_encrypted(path):
        return None
    given = _from_file()
    if given is not None:
        return given
    _need_terminal(path)
    return _ask(f"Passphrase of {path}: ")


def new_passphrase(path: Path) -> str:
    """What a transcript is to be encrypted with; typed twice, so that no slip locks it for good."""
    given = _from_file()
    if given is not None:
        return given
    _need_terminal(path)
    first = _ask(f"New passphrase for {path}: ")
    if not first:
        raise WrongPassphrase("An empty passphrase protects nothing.", "type one")
    if first != _ask("The same again: "):
        raise WrongPassphrase("The two passphrases differ.", "type the same one twice")
    return first


def key_passphrase(key: Path, place: Path | None) -> str:
    """What opens a key to sign with: from a file, typed, or nothing where there is nobody to ask.

    Raises:
        SettingsError: The passphrase file is unusable.
    """
    if place is not None:
        return _first_line(place)
    return _ask(f"Passphrase of {key}: ") if sys.stdin.isatty() else ""


def _from_file() -> str | None:
    place = load_settings().passphrase_file
    return None if place is None else _first_line(place)


def _first_line(place: Path) -> str:
    try:
        text = place.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The passphrase file {place} cannot be read.", "check its path") from error
    passphrase = text.split("\n", 1)[0].rstrip("\r")
    if not passphrase:
        raise SettingsError(
            f"The passphrase file {place} has nothing in its first line.", "write one into it"
        )
    return passphrase


def _need_terminal(path: Path) -> None:
    if not sys.stdin.isatty():
        raise WrongPassphrase(f"{path} needs a passphrase, and there is nobody to ask.", _HINT)


def _ask(prompt: str) -> str:
    import getpass

    return getpass.getpass(prompt)
