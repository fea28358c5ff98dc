"""The person's own editor, run on one text."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

from testimony.transcript.errors import TestimonyError
from testimony.transcript.record.disk.leftovers import hidden_name

__all__ = ["check_editor", "edit_in_editor"]


def check_editor(editor: str) -> None:
    """See that an editor is set and installed.

    Args:
        editor: Its command, as a shell would read it; empty where none is set.

    Raises:
        TestimonyError: None is set, or it is not installed.
    """
    command = shlex.split(editor)
    if not command:
        raise TestimonyError("No editor is set.", "set EDITOR to the command of your editor")
    if shutil.which(command[0]) is None:
        raise TestimonyError(f"The editor {command[0]} is not installed.", "set EDITOR to one that is")


def edit_in_editor(editor: str, text: str, *, beside: Path) -> str:
    """Write a text to a private file, run the editor on it, and read it back.

    The file lies beside the transcript, never in a shared temporary folder: what the editor leaves around
    it is testimony too.

    Args:
        editor: Its command, as a shell would read it.
        text: What to change.
        beside: The transcript.

    Raises:
        TestimonyError: The editor cannot be used, or says that it failed.
    """
    check_editor(editor)
    command = shlex.split(editor)
    place = hidden_name(beside, ".txt")
    try:
        handle = os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        code = subprocess.run([*command, str(place)], check=False).returncode
        if code:
            raise TestimonyError(f"The editor {command[0]} ended with code {code}.", "nothing was changed")
        return place.read_text(encoding="utf-8").removesuffix("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise TestimonyError(f"The editor {command[0]} cannot be used: {error}.", "set EDITOR") from error
    finally:
        place.unlink(missing_ok=True)
