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
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from testimony.export.certificates.certifier import Person
from testimony.export.formats.exchange.json import as_data
from testimony.export.job import clock, model_name
from testimony.export.options import Direction, Script
from testimony.text.sanitize import file_name, one_line
from testimony.transcript.errors import CertificateIncomplete
from testimony.transcript.types import Transcript

__all__ = ["Circumstances", "certify", "refuse_other_signer"]

_RULE = "_" * 36
_SCRIPTS = {"hans": "Simplified", "hant": "Traditional"}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a certificate has to say of the document beside who certifies it.

    Attributes:
        left_out: What a redaction replaced, in words that reveal nothing; empty without one.
        script: The script into which Chinese was converted after it was approved; None where it was not.
    """

    left_out: str = ""
    script: Script | None = None


def certify(
    person: Person, shown: Transcript, full: Transcript, direction: Direction, around: Circumstances
) -> tuple[str, ...]:
    """Compose the certificate page of a document that nothing stands in the way of.

    Args:
        person: Who certifies.
        shown: What the document holds, redacted and selected.
        full: The whole transcript.
        direction: Of the document.
        around: What else is to be said.

    Returns:
        The heading, then the paragraphs; the last are blank lines for signature and date.

    Raises:
        CertificateIncomplete: The wording is not true of this document.
    """
    excerpt = len(shown.segments) < len(full.segments)
    _refuse_untrue(person, redacted=bool(around.left_out), excerpt=excerpt)
    if person.wording == "interpretation":
        return _interpretation(person, shown)
    full_text = person.wording == "full"
    scope = "a full and complete translation" if full_text else "a translation"
    exact = "complete, true and accurate" if full_text else "true and accurate"
    points = [
        f"I am competent to translate from {person.from_language} into {person.into_language}. "
        f"{person.competence}",
        f"The attached document is a transcription of the recording named below, and {scope} of it"
        f"{_direction(person, direction)}. I listened to the recording and compared every line with it.",
        *_left_out(shown, full, around.left_out),
        *_converted(around.script),
        f"The transcription is {exact} to the best of my abilities, "
        f"and the translation is {exact} to the best of my abilities.",
        f"Documents covered: {_documents(shown)}.",
        "Software made a first draft by speech recognition and machine translation on one computer "
        f"({_models(shown)}). "
        f"{_approvals(shown)}The software is not the translator; I answer for every line.",
        "I am not a party to the case.",
    ]
    heading = "Certificate of transcription and translation"
    # 8 CFR 103.2(b)(3) asks for a full translation into English: nothing less cites it.
    rules = "8 C.F.R. § 1003.33" + ("; 8 C.F.R. § 103.2(b)(3)" if full_text and direction == "to-en" else "")
    return (
        heading,
        f"I, {person.name}, certify ({rules}):",
        *(f"{n}. {text}" for n, text in enumerate(points, start=1)),
        *_signature(person),
    )


def refuse_other_signer(person: Person, named: str) -> None:
    """Refuse to sign with a key whose certificate bears another name.

    Args:
        person: Who certifies.
        named: The name in the key's certificate.

    Raises:
        CertificateIncomplete: It is another name, and the person's file does not say that it is theirs.
    """
    if _words(named) != _words(person.name) and " ".join(named.split()) != person.signs_as:
        raise CertificateIncomplete(
            f"The key is in the name of {named!r}, and {person.name!r} certifies.",
            f'If both are one person, write signs_as = "{named}" into the person\'s file.',
        )


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", unicodedata.normalize("NFKC", name).casefold()))


def _converted(script: Script | None) -> list[str]:
    if script is None:
        return []
    return [
        f"After the lines were approved, software wrote the Chinese in {_SCRIPTS[script]} characters, one "
        "character for another; no word was changed."
    ]


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
    """Say what Immigration Court Practice Manual 3.3(a) asks of a certificate of interpretation."""
    return (
        "Certificate of interpretation",
        f"I, {person.name}, certify that I am competent to interpret between {person.into_language} and "
        f"{person.from_language}. {person.competence}",
        f"I read the attached document, in its entirety, to {person.declarant} in {person.from_language}, "
        f"a language that {person.declarant} understands. {person.declarant} told me before signing it that "
        "they understood it and that it is true and correct.",
        "The interpretation was true and accurate to the best of the interpreter's abilities.",
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
