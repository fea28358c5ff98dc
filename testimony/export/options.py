"""What a caller can ask of an export, in one frozen object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from testimony.text.scripts import Script

if TYPE_CHECKING:
    from testimony.export.record import Record
    from testimony.transcript.types import Transcript

__all__ = ["Court", "Direction", "Exhibit", "ExportOptions", "Layout", "Paper", "Script", "TextChoice"]

Layout = Literal["columns", "court", "stacked"]
TextChoice = Literal["both", "source", "target"]
Direction = Literal["both", "to-en", "to-zh"]
Paper = Literal["letter", "a4"]
Court = Literal["federal", "utah", "najit", "eoir"]
FindingChoice = Literal["accepted", "all"]


@dataclass(frozen=True, slots=True)
class Exhibit:
    """How the document names itself on its pages.

    Attributes:
        case: Name of the case, for the title block.
        matter: The court's or the firm's number.
        title: Name of the document; the default says what it is.
        tab: Tab letter of the exhibit, printed before the page number.
        start_page: Number of the first page of lines, which page:line counts from.
        bates: Stamp of the first page, ending in digits (``CHEN000041``); each page has the next number.
        stamp: Text of a sticker on the first page (``EXHIBIT 12``).
    """

    case: str = ""
    matter: str = ""
    title: str = "Bilingual transcript"
    tab: str = ""
    start_page: int = 1
    bates: str = ""
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """Everything about an export but the transcript, the format and the place.

    Attributes:
        layout: ``columns``; ``court`` (PDF); ``stacked`` (plain text).
        text: Which side is written, in formats that can write one alone.
        direction: ``to-en``: English speech appears once, in the English column. None: ``to-en``
            with a certificate, ``both`` otherwise.
        script: Chinese in Simplified or Traditional characters, one by one; None leaves them.
        court: Whose rules the court page keeps; None keeps Utah's.
        segments: ``12-15``, ``3,7-9``; empty for all.
        width: Columns of plain text, in cells.
        paper: Size of PDF and Word pages.
        point_size: Of the lines in two columns and in Word, points.
        exhibit: Names and numbers on the pages.
        redact: Redaction profile, a TOML file.
        certificate: The translator's particulars, a TOML file.
        sign: A PKCS #12 file; the PDF with the certificate is signed with the key in it.
        sign_passphrase: What opens it; empty for a file without one.
        audio: The recording as it is now; None looks where the transcript says, then beside ``transcript``.
        transcript: The transcript's file; None where there is none.
        audio_out: Where a bleeped copy of the recording goes.
        embed_audio: Put the sound into the HTML page.
        findings: Of a discrepancy log: those that a person accepted, or all with their state.
        clips: A folder for a sound file of each finding of a discrepancy log.
        once: Show each exchange once: what was said, and the interpreter's rendition for its translation.
        unverified: Write what is not as it was sealed too, marked so on every page; never a certificate.
        force: Overwrite files that are there.
        record: What the transcript's file knows beside the words, for formats that tell of it.
        earlier: Another version to compare with; None compares with the machine's draft.
    """

    layout: Layout = "columns"
    text: TextChoice = "both"
    direction: Direction | None = None
    script: Script | None = None
    court: Court | None = None
    segments: str = ""
    width: int = 80
    paper: Paper = "letter"
    point_size: int = 12
    exhibit: Exhibit = field(default_factory=Exhibit)
    redact: Path | None = None
    certificate: Path | None = None
    sign: Path | None = None
    sign_passphrase: str = field(default="", repr=False)
    audio: Path | None = None
    transcript: Path | None = None
    audio_out: Path | None = None
    embed_audio: bool = False
    findings: FindingChoice = "accepted"
    clips: Path | None = None
    once: bool = False
    unverified: bool = False
    force: bool = False
    record: Record | None = field(default=None, repr=False, compare=False)
    earlier: Transcript | None = field(default=None, repr=False, compare=False)

    def given(self) -> Iterator[str]:
        """Yield the names of the options, those of the exhibit among them, that are not as by default."""
        for group, plain in ((self, ExportOptions()), (self.exhibit, Exhibit())):
            for one in fields(group):
                if one.name not in ("exhibit", "record") and getattr(group, one.name) != getattr(
                    plain, one.name
                ):
                    yield one.name
