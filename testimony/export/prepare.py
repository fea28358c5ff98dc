"""From what the caller asked to what the writer is given."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from testimony.export.exchanges import MARK, once
from testimony.export.job import Job, marks_of
from testimony.export.options import ExportOptions, Script
from testimony.export.selection import select, without_hints
from testimony.export.sound import bleeped_copy, bleeped_sound, sound_for
from testimony.transcript.edits import document_of
from testimony.transcript.errors import CertificateIncomplete, ExportError
from testimony.transcript.rendered import rendered_pairs
from testimony.transcript.renditions import is_stale
from testimony.transcript.types import Transcript

if TYPE_CHECKING:
    from testimony.export.redaction.redact import Redaction

__all__ = ["prepare"]

_CERTIFIABLE = ("pdf", "docx", "txt")


def prepare(
    transcript: Transcript, name: str, layouts: tuple[str, ...], options: ExportOptions, suffix: str = ""
) -> Job:
    """Select, redact, convert, certify and mark a transcript for one format.

    Args:
        transcript: As it stands.
        name: The format.
        layouts: Those it knows.
        options: As the caller gave them.
        suffix: Ending of the file's name, for sound.

    Raises:
        ExportError: An option does not fit the format or the transcript.
    """
    if options.layout not in layouts:
        known = " or ".join(layouts)
        raise ExportError(f"{name} knows no layout {options.layout!r}.", f"Write --layout {known}.")
    transcript = without_hints(transcript)
    chosen = select(transcript, options.segments)
    direction = options.direction or ("both" if options.certificate is None else "to-en")
    settled = replace(options, direction=direction)
    excerpt = len(chosen.segments) < len(transcript.segments)
    total = len(transcript.segments)
    redaction, bleeped = None, b""
    if options.redact is not None:
        redaction, settled = _redacted(options.redact, transcript, chosen, settled)
        bleeped = bleeped_copy(transcript, redaction, options) if name == "html" or options.audio_out else b""
        chosen = redaction.transcript
    _refuse_signing(name, options)
    if options.once:
        chosen = _once(chosen, options)
    certificate = _certificate(transcript, chosen, name, settled, redaction)
    marks = list(marks_of(chosen, certified=bool(certificate)))
    if redaction is not None:
        marks.append("REDACTED COPY")
    if excerpt:
        marks.append(f"EXCERPT – {len(chosen.segments)} OF {total} LINES")
    sound = None
    if name == "html":
        sound = sound_for(chosen, options) if redaction is None else bleeped_sound(bleeped, options)
    if options.once:
        marks.append(MARK)
    if options.script:
        chosen = _in_script(chosen, name, options.script)
    numbered = _numbered(transcript) if transcript.findings else {}
    return Job(
        chosen, settled, tuple(marks), direction, certificate, sound, redaction, suffix, bleeped, numbered
    )


def _numbered(transcript: Transcript) -> dict[str, tuple[int, bool]]:
    """Number of each finding, and whether it is stale, before anything is left out or written otherwise."""
    document = document_of(transcript)
    return {
        finding.id: (number, is_stale(document, finding))
        for pair in rendered_pairs(document)
        for number, finding in pair.findings
    }


def _once(transcript: Transcript, options: ExportOptions) -> Transcript:
    if options.certificate is not None:
        raise ExportError(
            "A certificate is over a translation, and --once shows the interpreter's words for it.",
            "Leave --once or --certificate out.",
        )
    return once(transcript)


def _redacted(
    profile: Path, full: Transcript, chosen: Transcript, options: ExportOptions
) -> tuple[Redaction, ExportOptions]:
    from testimony.export.redaction.redact import redact

    redaction, exhibit = redact(profile, full, chosen, options.exhibit)
    named = Path(full.recordings[0].path) if full.recordings else None  # the redacted transcript has lost it
    return redaction, replace(options, exhibit=exhibit, audio=options.audio or named)


def _refuse_signing(name: str, options: ExportOptions) -> None:
    if options.sign is not None and name != "pdf":
        raise ExportError(f"{name} takes no signature; a PDF does.", "Write --to pdf, or leave --sign out.")
    if options.sign is not None and options.certificate is None:
        raise ExportError(
            "A signature stands under a certificate, and there is none.", "Add --certificate PERSON.toml"
        )


def _certificate(
    full: Transcript, shown: Transcript, name: str, options: ExportOptions, redaction: Redaction | None
) -> tuple[str, ...]:
    if options.certificate is None:
        return ()
    if name not in _CERTIFIABLE:
        known = ", ".join(_CERTIFIABLE)
        raise ExportError(
            f"A certificate is signed on paper: {name} carries none.", f"Write --to one of {known}."
        )
    from testimony.export.certificate import certify, read_person, refuse_unreviewed

    refuse_unreviewed(shown)
    _refuse_unverified(full)
    left_out = ""
    if redaction is not None:
        left_out = "replaced were " + ("; ".join(redaction.report) or "no words, as none of them occur")
    direction = options.direction or "to-en"
    return certify(read_person(options.certificate), shown, full, direction, left_out)


def _refuse_unverified(transcript: Transcript) -> None:
    """A certificate stands only under words whose whole file was found to be what was sealed."""
    verdict = transcript.verdict
    if verdict.stored and not (verdict.is_verified and verdict.whole):
        why = str(verdict) if verdict.is_broken else "its file was not verified"
        raise CertificateIncomplete(
            f"The transcript is not certified: {why}.",
            "testimony verify FILE; nothing sets this aside",
        )


def _in_script(transcript: Transcript, name: str, script: Script) -> Transcript:
    if name in ("json", "xliff"):
        raise ExportError(
            f"{name} carries the characters as they were written; --script does not apply to it.",
            "Leave --script out, or choose another format.",
        )
    from testimony.export.scripts import convert_script

    return convert_script(transcript, script)
