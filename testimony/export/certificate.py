"""The translator's certificate, and every reason to refuse one.

The wording is a superset of what the immigration courts ask (8 CFR 1003.33,
Immigration Court Practice Manual 3.3(a): typed, signed, competent, true and
accurate to the best of the translator's abilities, documents named, address and
telephone) and what USCIS asks (8 CFR 103.2(b)(3): a full translation, complete
and accurate, by somebody competent to translate into English). The software is
never the translator, and the signature stays a blank line.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from testimony.export.formats.json import as_data
from testimony.export.job import clock, model_name, reviewed_lines
from testimony.export.options import Direction
from testimony.text.sanitize import file_name, one_line
from testimony.transcript.errors import CertificateIncomplete, NotReviewed
from testimony.transcript.types import Transcript

__all__ = ["Person", "certify", "read_person", "refuse_unreviewed"]

_WORDINGS = ("full", "redacted", "excerpt", "redacted-excerpt", "interpretation")
_TEXTS = ("name", "competence", "from_language", "into_language", "address", "telephone")
_RULE = "_" * 36


@dataclass(frozen=True, slots=True)
class Person:
    """Who certifies, as their own file says.

    Attributes:
        name: As it is to be typed under the signature.
        competence: Why they can translate these languages, in a sentence.
        from_language: English name of the language of the recording.
        into_language: English name of the language translated into.
        address: Postal address.
        telephone: Number.
        wording: ``full``, ``redacted``, ``excerpt``, ``redacted-excerpt`` or ``interpretation``.
        declarant: Who was read to, for the certificate of interpretation.
    """

    name: str
    competence: str
    from_language: str
    into_language: str
    address: str
    telephone: str
    wording: str = "full"
    declarant: str = ""


def read_person(path: Path) -> Person:
    """Read the translator's file and refuse blanks.

    Raises:
        CertificateIncomplete: The file is missing or no TOML, a field is empty, the translator is a
            party, or did not listen; the message names every such field.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CertificateIncomplete(
            f"{path} cannot be read: {error.strerror}.", "See docs/exports.md."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CertificateIncomplete(f"{path} is not TOML: {error}.", "See docs/exports.md.") from error
    wording = str(data.get("wording", "full"))
    missing = _missing(data, wording)
    if missing:
        raise CertificateIncomplete(
            f"{path} lacks what a certificate needs: {'; '.join(missing)}.", f"Fill in {path}."
        )
    texts = {name: one_line(str(data[name])) for name in _TEXTS}
    return Person(**texts, wording=wording, declarant=one_line(str(data.get("declarant", ""))))


def _missing(data: dict[str, Any], wording: str) -> list[str]:
    wanted = [*_TEXTS, "declarant"] if wording == "interpretation" else list(_TEXTS)
    missing = [name for name in wanted if not isinstance(data.get(name), str) or not data[name].strip()]
    if wording not in _WORDINGS:
        missing.append(f"wording, one of {', '.join(_WORDINGS)}")
    if data.get("party") is not False:
        missing.append("party = false (a party to the case may not certify)")
    if wording != "interpretation" and data.get("listened") is not True:
        missing.append("listened = true (you compared every line with the recording)")
    return missing


def refuse_unreviewed(transcript: Transcript) -> None:
    """Refuse a certificate over anything that nobody answers for.

    Raises:
        NotReviewed: Demo models, an unfinished run, no lines, or lines without both approvals.
    """
    total = len(transcript.segments)
    open_lines = [segment.id for segment in transcript.segments if not segment.state.is_reviewed]
    if transcript.is_demo:
        raise NotReviewed(
            "Text of demo models is never certified.", "Transcribe with a real model: testimony models"
        )
    if not transcript.complete:
        raise NotReviewed(
            "The run is unfinished, so the transcript cannot be certified.", "testimony run RECORDING"
        )
    if not total or reviewed_lines(transcript) < total:
        first = ", ".join(open_lines[:8]) + (", …" if len(open_lines) > 8 else "")  # noqa: PLR2004
        raise NotReviewed(
            f"{len(open_lines)} of {total} lines are not approved on both sides: "
            f"{first or 'there are none at all'}.",
            "Approve them: testimony review FILE",
        )


def certify(
    person: Person, shown: Transcript, full: Transcript, direction: Direction, left_out: str
) -> tuple[str, ...]:
    """Compose the certificate page.

    Args:
        person: Who certifies.
        shown: What the document holds, redacted and selected.
        full: The whole transcript.
        direction: Of the document.
        left_out: What a redaction replaced, in words that reveal nothing; empty without one.

    Returns:
        The heading, then the paragraphs; the last are blank lines for signature and date.

    Raises:
        NotReviewed: A line of what is certified is not approved.
        CertificateIncomplete: The wording is not true of this document, or lines lack a translation.
    """
    refuse_unreviewed(shown)
    excerpt = len(shown.segments) < len(full.segments)
    _refuse_untrue(person, redacted=bool(left_out), excerpt=excerpt)
    _refuse_other_language(person, direction)
    _refuse_untranslated(shown, direction)
    if person.wording == "interpretation":
        return _interpretation(person, shown)
    scope = "a full and complete translation" if person.wording == "full" else "a translation"
    exact = "complete, true and accurate" if person.wording == "full" else "true and accurate"
    points = [
        f"I am competent to translate from {person.from_language} into {person.into_language}. "
        f"{person.competence}",
        f"The attached document is a transcription of the recording named below, and {scope} of it"
        f"{_direction(person, direction)}. I listened to the recording and compared every line with it.",
        *_left_out(shown, full, left_out),
        f"The transcription is {exact} to the best of my abilities, "
        f"and the translation is {exact} to the best of my abilities.",
        f"Documents covered: {_documents(shown)}.",
        "Software made a first draft by speech recognition and machine translation on one computer "
        f"({_models(shown)}). "
        f"{_approvals(shown)}The software is not the translator; I answer for every line.",
        "I am not a party to the case.",
    ]
    heading = "Certificate of transcription and translation"
    opening = f"I, {person.name}, certify (8 C.F.R. § 1003.33; 8 C.F.R. § 103.2(b)(3)):"
    return (
        heading,
        opening,
        *(f"{n}. {text}" for n, text in enumerate(points, start=1)),
        *_signature(person),
    )


def _refuse_untrue(person: Person, *, redacted: bool, excerpt: bool) -> None:
    needed = "-".join(filter(None, ("redacted" * redacted, "excerpt" * excerpt))) or "full"
    if person.wording not in (needed, "interpretation"):
        raise CertificateIncomplete(
            f"The {person.wording!r} wording would be untrue of this document, which is {needed}.",
            f'Write wording = "{needed}" into the person\'s file, or change the export.',
        )
    if person.wording == "interpretation" and needed != "full":
        raise CertificateIncomplete(
            "An interpreted document is read whole.", "Leave out --redact and --segments."
        )


def _refuse_other_language(person: Person, direction: Direction) -> None:
    """The column of translations is in one language; the person must claim that one."""
    wanted = {"to-en": "English", "to-zh": "Chinese", "both": ""}[direction]
    known = ("chinese", "mandarin", "cantonese", "中文") if wanted == "Chinese" else (wanted.lower(),)
    if not any(name in person.into_language.lower() for name in known):
        raise CertificateIncomplete(
            f"The document translates into {wanted}, but into_language says {person.into_language!r}.",
            f'Write into_language = "{wanted}", or choose another --direction.',
        )


def _refuse_untranslated(shown: Transcript, direction: Direction) -> None:
    column = {"to-en": "en", "to-zh": "zh", "both": ""}[direction]
    bare = [
        segment.id
        for segment in shown.segments
        if not segment.source.strip()
        or (not segment.target.strip() and not (column and segment.language.startswith(column)))
    ]
    if bare:
        raise CertificateIncomplete(
            f"A certified translation is complete, but these lines have no text or no translation: "
            f"{', '.join(bare[:8])}{', …' if len(bare) > 8 else ''}.",  # noqa: PLR2004
            "Fill them in: testimony review FILE",
        )


def _direction(person: Person, direction: Direction) -> str:
    if direction == "both":
        return f" between {person.from_language} and {person.into_language}"
    return f" from {person.from_language} into {person.into_language}"


def _left_out(shown: Transcript, full: Transcript, left_out: str) -> list[str]:
    points = []
    if left_out:
        points.append(
            f"This is a redacted copy: {left_out}. "
            "What was replaced stands in square brackets or as a pseudonym."
        )
    if len(shown.segments) < len(full.segments):
        first, last = shown.segments[0].id, shown.segments[-1].id
        points.append(
            f"This is an excerpt: {len(shown.segments)} of {len(full.segments)} lines, "
            f"between line {first} and line {last}; the others are left out."
        )
    if points:
        text = json.dumps(as_data(full), ensure_ascii=False, sort_keys=True).encode("utf-8", errors="replace")
        head = one_line(full.history_head) or "none"
        digest = hashlib.sha256(text).hexdigest()
        points[-1] += f" The full version has the history head {head} and the SHA-256 {digest}."
    return points


def _documents(shown: Transcript) -> str:
    named = [
        f"the recording “{file_name(recording.path)}”, duration {clock(recording.duration_ms)}, "
        f"SHA-256 {recording.sha256}"
        for recording in shown.recordings
    ]
    return "; ".join([*named, f"this transcript of it, {len(shown.segments)} lines"])


def _models(shown: Transcript) -> str:
    names = {
        one_line(model_name(role, name))
        for made in shown.provenance.values()
        for role, name in made.models.items()
    }
    return "Testimony; models: " + (", ".join(sorted(names)) or "none recorded")


def _approvals(shown: Transcript) -> str:
    people = Counter(
        one_line(name) for s in shown.segments for name in {approval.by for approval in s.approvals}
    )
    if not people:
        return "Every line was then reviewed and approved. "
    named = ", ".join(f"{name} ({count} lines)" for name, count in sorted(people.items()))
    return f"Every line was then reviewed and approved, by {named}. "


def _interpretation(person: Person, shown: Transcript) -> tuple[str, ...]:
    return (
        "Certificate of interpretation",
        f"I, {person.name}, certify that I am competent to interpret between {person.into_language} and "
        f"{person.from_language}. {person.competence}",
        f"I read the attached document, in its entirety, to {person.declarant} in {person.from_language}. "
        f"{person.declarant} told me that they understood it and that it is true and correct.",
        f"The document is a transcript of {len(shown.segments)} lines. "
        f"Documents covered: {_documents(shown)}.",
        "I am not a party to the case.",
        *_signature(person),
    )


def _signature(person: Person) -> tuple[str, ...]:
    return (
        f"Signature: {_RULE}",
        f"Date: {_RULE}",
        f"Name: {person.name}\nAddress: {person.address}\nTelephone: {person.telephone}",
    )
