"""From what the caller asked to what the writer is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from testimony.export.certificates.objections import refuse_official_title
from testimony.export.exchanges import MARK, holders, once
from testimony.export.format import Format
from testimony.export.job import EXCERPT, Job, marks_of
from testimony.export.options import ExportOptions, Script
from testimony.export.selection import select, without_hints
from testimony.export.sound import bleeped_copy, bleeped_sound, sound_for
from testimony.transcript.edits import document_of
from testimony.transcript.errors import ExportError
from testimony.transcript.rendered import rendered_pairs
from testimony.transcript.renditions import is_stale
from testimony.transcript.types import Transcript

if TYPE_CHECKING:
    from testimony.export.redaction.redact import Redaction

__all__ = ["prepare"]


def prepare(transcript: Transcript, kind: Format, options: ExportOptions, suffix: str = "") -> Job:
    """Select, redact, convert, certify and mark a transcript for one format.

    Args:
        transcript: As it stands.
        kind: The format.
        options: As the caller gave them.
        suffix: Ending of the file's name, for sound.

    Raises:
        ExportError: An option does not fit the format or the transcript.
    """
    kind.refuse_unknown(options)
    transcript = without_hints(transcript)
    chosen = select(transcript, options.segments)
    direction = options.direction or ("both" if options.certificate is None else "to-en")
    settled = replace(options, direction=direction)
    excerpt = len(chosen.segments) < len(transcript.segments)
    whole = transcript if excerpt and kind.cites else None
    redaction, bleeped = None, b""
    if options.redact is not None:
        redaction, settled = _redacted(options.redact, transcript, chosen, settled)
        bleeped = (
            bleeped_copy(transcript, redaction, options) if kind.plays_sound or options.audio_out else b""
        )
        chosen = redaction.transcript
        if whole is not None:
            whole = _redacted(options.redact, transcript, transcript, settled)[0].transcript
    _refuse_signing(options)
    if kind.knows("title"):
        refuse_official_title(options)
    if options.once:
        chosen, whole = _once(chosen, whole, options)
    certificate = _certificate(transcript, chosen, settled, redaction)
    marks = tuple(_marks(transcript, chosen, settled, redaction, certified=bool(certificate)))
    sound = None
    if kind.plays_sound:
        sound = sound_for(chosen, options) if redaction is None else bleeped_sound(bleeped, options)
    if options.script:
        chosen = _in_script(chosen, options.script)
        whole = _in_script(whole, options.script) if whole is not None else None
    return Job(
        chosen,
        settled,
        marks,
        direction,
        certificate,
        sound,
        redaction,
        suffix,
        bleeped,
        _numbered(transcript) if transcript.findings else {},
        whole,
    )


def _marks(
    full: Transcript,
    shown: Transcript,
    options: ExportOptions,
    redaction: Redaction | None,
    *,
    certified: bool,
) -> Iterator[str]:
    """Say what the document is, the most important first."""
    yield from marks_of(shown, certified=certified)
    if redaction is not None:
        yield "REDACTED COPY"
    if options.segments and (left := select(full, options.segments)).segments != full.segments:
        yield f"{EXCERPT} – {len(left.segments)} OF {len(full.segments)} LINES"
    if certified and _converts(shown, options.script):
        yield "CHINESE CHARACTERS CONVERTED AFTER APPROVAL"
    if options.once:
        yield MARK


def _numbered(transcript: Transcript) -> dict[str, tuple[int, bool]]:
    """Number of each finding, and whether it is stale, before anything is left out or written otherwise."""
    document = document_of(transcript)
    return {
        finding.id: (number, is_stale(document, finding))
        for pair in rendered_pairs(document)
        for number, finding in pair.findings
    }


def _once(
    shown: Transcript, whole: Transcript | None, options: ExportOptions
) -> tuple[Transcript, Transcript | None]:
    """Fold the exchanges; an excerpt holds each exchange of which it holds a row."""
    if options.certificate is not None:
        raise ExportError(
            "A certificate is over a translation, and --once shows the interpreter's words for it.",
            "Leave --once or --certificate out.",
        )
    if whole is None:
        return once(shown), None
    held = holders(whole)
    ids = {held.get(one.id, one.id) for one in shown.segments}
    folded = once(whole)
    rows = tuple(one for one in folded.segments if one.id in ids)
    return replace(shown, segments=rows, links=()), folded


def _redacted(
    profile: Path, full: Transcript, chosen: Transcript, options: ExportOptions
) -> tuple[Redaction, ExportOptions]:
    from testimony.export.redaction.redact import redact

    redaction, exhibit = redact(profile, full, chosen, options.exhibit)
    named = Path(full.recordings[0].path) if full.recordings else None  # the redacted transcript has lost it
    return redaction, replace(options, exhibit=exhibit, audio=options.audio or named)


def _refuse_signing(options: ExportOptions) -> None:
    if options.sign is not None and options.certificate is None:
        raise ExportError(
            "A signature stands under a certificate, and there is none.", "Add --certificate PERSON.toml"
        )


def _certificate(
    full: Transcript, shown: Transcript, options: ExportOptions, redaction: Redaction | None
) -> tuple[str, ...]:
    if options.certificate is None:
        return ()
    from testimony.export.certificates.certificate import Circumstances, certify, refuse_other_signer
    from testimony.export.certificates.certifier import read_person
    from testimony.export.certificates.objections import refuse_unfit

    person = read_person(options.certificate)
    ids = {segment.id for segment in shown.segments}
    as_it_stands = replace(full, segments=tuple(one for one in full.segments if one.id in ids))
    refuse_unfit(full, as_it_stands, person, options)
    if options.sign is not None:
        from testimony.export.formats.documents.signing import name_in, open_key

        refuse_other_signer(person, name_in(open_key(options.sign, options.sign_passphrase)))
    left_out = ""
    if redaction is not None:
        left_out = "replaced were " + ("; ".join(redaction.report) or "no words, as none of them occur")
    around = Circumstances(left_out, options.script if _converts(shown, options.script) else None)
    return certify(person, shown, full, options.direction or "to-en", around)


def _converts(shown: Transcript, script: Script | None) -> bool:
    """Whether a conversion changes a text that was approved."""
    return script is not None and _in_script(shown, script).segments != shown.segments


def _in_script(transcript: Transcript, script: Script) -> Transcript:
    from testimony.export.scripts import convert_script

    return convert_script(transcript, script)
