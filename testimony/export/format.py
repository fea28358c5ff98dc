"""What is known of a format, in one place: nothing else asks for the name of one."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol, cast

from testimony.export.job import Job
from testimony.export.options import Exhibit, ExportOptions, Layout
from testimony.transcript.errors import ExportError

__all__ = ["CITED", "EVERYWHERE", "PAGES", "PRINTED", "STAMPS", "Format", "Part", "Writer"]

EVERYWHERE = ("segments", "redact", "audio_out", "once", "force", "transcript", "unverified")
"""Options that apply to every format."""
PRINTED = ("direction", "script", "case", "matter", "title")
"""Options of a text with a title block."""
CITED = ("direction", "court", "start_page")
"""Options that page and line depend on."""
PAGES = (*PRINTED, "court", "tab", "start_page", "paper", "certificate", "point_size")
"""Options of numbered pages."""
STAMPS = ("bates", "stamp")
"""Options of a PDF."""
_FLAGS = {"transcript": "FILE", "earlier": "--against", "sign_passphrase": "--sign-passphrase-file"}


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the attorney's pack.

    Attributes:
        name: Of the file.
        says: What it is, for the index page.
        layout: Of the format, where it has several.
    """

    name: str
    says: str
    layout: Layout = "columns"


class Writer(Protocol):
    """Turns a job into files, one after another; the same job always gives the same bytes."""

    def __call__(self, job: Job, /) -> Iterator[bytes]:
        """Yield the bytes of each file, or the pieces of the only one where the format is streamed."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that a transcript can leave in.

    Attributes:
        name: What ``--to`` takes, and the module that writes it.
        folder: Where that module lies in ``testimony.export.formats``; empty for the folder itself.
        suffix: Of the file's name, with its dot.
        summary: One line of help.
        takes: Options that change what it writes, beside those of every format.
        binary: It never goes to a terminal.
        layouts: Values of ``--layout`` that it knows.
        words: It shows single words, which are loaded for it.
        readers: How a finished file is read again, to see that nothing redacted is left (``leaks.READERS``).
        streamed: Its writer yields one file in pieces, not several files.
        batched: A batch can make it: it needs no passage to be named.
        lines: It shows every line of a transcript, and needs nothing else.
        needs_record: It tells of the record, which only the transcript's file has.
        redactable: It can be made of a redacted copy.
        pack: The files that it is in an attorney's pack; empty where it is in none.
    """

    name: str
    suffix: str
    summary: str
    takes: tuple[str, ...] = ()
    binary: bool = False
    layouts: tuple[str, ...] = ("columns",)
    words: bool = False
    readers: tuple[str, ...] = ("text",)
    streamed: bool = False
    batched: bool = True
    lines: bool = True
    folder: str = ""
    needs_record: bool = False
    redactable: bool = True
    pack: tuple[Part, ...] = ()

    @property
    def cites(self) -> bool:
        """Whether it prints page and line."""
        return "start_page" in self.takes

    @property
    def plays_sound(self) -> bool:
        """Whether it plays the recording."""
        return "embed_audio" in self.takes

    def load(self) -> Writer:
        """Import the format's module, and with it whatever library it needs."""
        place = ".".join(filter(None, ("testimony.export.formats", self.folder, self.name)))
        module = importlib.import_module(place)
        return cast("Writer", module.write)

    def knows(self, option: str) -> bool:
        """Whether an option, as ``ExportOptions`` or ``Exhibit`` names it, changes what is written."""
        if option == "layout":
            return len(self.layouts) > 1
        if option == "redact" and not self.redactable:
            return False
        return option in EVERYWHERE or option in self.takes

    def refuse_unknown(self, options: ExportOptions) -> None:
        """Refuse an option that would be ignored.

        Raises:
            ExportError: One was given; the message names it and what this format takes.
        """
        if self.needs_record and options.record is None:
            raise ExportError(
                f"{self.name} tells of the transcript's file, and only its words were given.",
                f"testimony export FILE --to {self.name}",
            )
        if options.layout not in self.layouts:
            raise ExportError(
                f"{self.name} knows no layout {options.layout!r}.",
                f"Write --layout {' or '.join(self.layouts)}.",
            )
        if options.layout == "court" and options.point_size != ExportOptions().point_size:
            raise ExportError("A court page is 12 point, ten characters an inch.", "Leave out --point-size.")
        for option in options.given():
            heard = option == "audio" and options.audio_out is not None
            if option != "layout" and not heard and not self.knows(option):
                raise ExportError(self.unknown(option), f"Leave out {flag_of(option)}.")

    def fitting(self, options: ExportOptions) -> ExportOptions:
        """Return the options without those that mean nothing here: one set of them makes many formats."""
        plain, bare = ExportOptions(), Exhibit()
        heard = options.audio_out is not None
        unknown = [name for name in options.given() if not (self.knows(name) or (name == "audio" and heard))]
        exhibit = replace(
            options.exhibit, **{name: getattr(bare, name) for name in unknown if hasattr(bare, name)}
        )
        others = {name: getattr(plain, name) for name in unknown if hasattr(plain, name)}
        return replace(options, **others, exhibit=exhibit)

    def unknown(self, option: str) -> str:
        """Say that an option does not apply."""
        taken = " ".join(flag_of(name) for name in self.takes) or "none of its own"
        return f"{flag_of(option)} does not apply to {self.name}, which takes {taken}."


def flag_of(option: str) -> str:
    """Return how an option is typed."""
    return _FLAGS.get(option, f"--{option.replace('_', '-')}")
