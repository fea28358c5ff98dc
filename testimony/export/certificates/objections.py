"""Everything that stands in the way of a certificate over a transcript, all of it at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from testimony.export.certificates.certifier import Person, faults_of_a_name, languages_in
from testimony.export.options import Direction, ExportOptions
from testimony.text.han import is_han
from testimony.transcript.encoding.canonical import text_digest
from testimony.transcript.errors import CertificateIncomplete, NotReviewed
from testimony.transcript.types import Segment, Severity, Side, Transcript

__all__ = ["refuse_official_title", "refuse_unfit"]

_LISTED = 8
_COLUMNS: dict[Direction, str] = {"to-en": "en", "to-zh": "zh", "both": ""}
_NAMES = {"en": "English", "zh": "Chinese"}
_PLACEHOLDER = re.compile(
    r"(?i)\W*(?:not\s+(?:yet\s+)?translated|untranslated|no\s+(?:text|translation)|translation\s+(?:missing|pending)"
    r"|missing|to\s?do|tbd|tba|pending|same|ditto|n/?a|x+|未翻译|没有翻译|无译文|待译|待翻译|同上|略)\W*"
)
_OFFICIAL = re.compile(
    r"(?i)(?<![a-z])(?:official|sworn|notari[sz]ed|authenticated|court[\s\-]+(?:reporter|approved|certified|issued)"
    r"|certified\s+(?:court|official|true)|by\s+order\s+of|(?:record|transcript)\s+of\s+the\s+court|government)(?![a-z])"
    r"|官方|正式|公证|法院(?:认证|核准)|认证"
)
_FOREIGN = 0.3


@dataclass(frozen=True, slots=True)
class _Objection:
    """Why something cannot be certified, and what to do about it.

    Attributes:
        what: One clause, without a full stop.
        hint: The next command to type.
        review: Whether nobody answers for the words, rather than the certificate being wrong.
    """

    what: str
    hint: str
    review: bool = False


def refuse_unfit(full: Transcript, shown: Transcript, person: Person | None, options: ExportOptions) -> None:
    """Refuse a certificate, with the list of everything that stands in its way.

    Args:
        full: The whole transcript, as it stands.
        shown: The lines that the document holds, as they stand: neither redacted nor converted.
        person: Who certifies; None leaves out what has to do with them.
        options: What was asked; its direction is settled.

    Raises:
        NotReviewed: Nobody answers for the words: a broken record, a run cut short, demo models.
        CertificateIncomplete: The certificate would be untrue in another way.
    """
    found = [
        *_of_the_record(full),
        *_of_the_review(shown),
        *_of_the_texts(shown, options.direction or "to-en"),
    ]
    if person is not None:
        found += _of_the_person(person, shown, options)
    if not found:
        return
    kind = NotReviewed if any(one.review for one in found) else CertificateIncomplete
    listed = "; ".join(one.what for one in found)
    raise kind(f"This is not certified: {listed}.", " · ".join(dict.fromkeys(one.hint for one in found)))


def refuse_official_title(options: ExportOptions) -> None:
    """Refuse a title that claims more than any of our documents is.

    Raises:
        CertificateIncomplete: The title, case or tab says official, sworn, or the like.
    """
    for name, text in (
        ("title", options.exhibit.title),
        ("case", options.exhibit.case),
        ("tab", options.exhibit.tab),
    ):
        claimed = _OFFICIAL.search(unicodedata.normalize("NFKC", text))
        if claimed:
            raise CertificateIncomplete(
                f"The {name} says {claimed[0]!r}, and this document is nothing of the kind.",
                f"Write another --{name}.",
            )
    if options.certificate is None and re.search(r"(?i)(?<![a-z])certified(?![a-z])", options.exhibit.title):
        raise CertificateIncomplete(
            "The title says 'certified', and no certificate is attached.", "Add --certificate PERSON.toml"
        )


def _lines(ids: Iterable[str]) -> str:
    named = list(ids)
    return ", ".join(named[:_LISTED]) + (", …" if len(named) > _LISTED else "")


def _of_the_record(full: Transcript) -> Iterator[_Objection]:
    verdict = full.verdict
    if verdict.is_broken:
        yield _Objection(
            f"the seal is broken ({verdict})", "testimony verify FILE; nothing sets this aside", True
        )
    elif verdict.stored and not (verdict.is_verified and verdict.whole):
        yield _Objection("its file was not verified", "testimony verify FILE; nothing sets this aside", True)
    if full.is_demo:
        yield _Objection(
            "text of demo models is never certified", "Transcribe with a real model: testimony models", True
        )
    if not full.complete:
        yield _Objection("the run is unfinished", "testimony run RECORDING", True)
    if not full.segments:
        yield _Objection("there are none at all of its lines", "testimony run RECORDING", True)


_APPROVE = "Approve them: testimony review FILE"


def _of_the_review(shown: Transcript) -> Iterator[_Objection]:
    total = len(shown.segments)
    waiting = [segment.id for segment in shown.segments if not segment.state.is_reviewed]
    if waiting:
        what = f"{len(waiting)} of {total} lines are not approved on both sides: {_lines(waiting)}"
        yield _Objection(what, _APPROVE, True)
    approved = [segment for segment in shown.segments if segment.state.is_reviewed]
    other = [one.id for one in approved if not _is_what_was_approved(one)]
    if other:
        yield _Objection(f"the text is not the one that was approved in {_lines(other)}", _APPROVE, True)
    nameless = [one.id for one in approved if not _has_approvers(one)]
    if nameless:
        yield _Objection(
            f"nobody with a confirmed name approved {_lines(nameless)}",
            "Approve under your name: testimony review FILE --by NAME",
            True,
        )
    doubted = [
        f"{segment.id} ({flag.kind.value})"
        for segment in shown.segments
        for flag in segment.flags
        if flag.severity is Severity.ERROR and not flag.waived_by.strip()
    ]
    if doubted:
        yield _Objection(
            f"errors are open in {_lines(doubted)}", "Mend or waive each: testimony review FILE", True
        )


def _texts(segment: Segment) -> dict[Side, tuple[str, str]]:
    return {
        Side.SOURCE: (segment.language, segment.source),
        Side.TARGET: (segment.target_language, segment.target),
    }


def _is_what_was_approved(segment: Segment) -> bool:
    texts = _texts(segment)
    return all(one.text_sha256 == text_digest(*texts[one.side]) for one in segment.approvals)


def _has_approvers(segment: Segment) -> bool:
    approved = {
        one.side
        for one in segment.approvals
        if one.confirmed and not one.by.startswith("machine:") and not any(faults_of_a_name(one.by))
    }
    return approved == {Side.SOURCE, Side.TARGET}


def _of_the_texts(shown: Transcript, direction: Direction) -> Iterator[_Objection]:
    column = _COLUMNS[direction]
    faults: dict[str, list[str]] = {}
    for segment in shown.segments:
        fault = _fault_of(segment, column)
        if fault:
            faults.setdefault(fault, []).append(segment.id)
    for fault, ids in faults.items():
        yield _Objection(f"{fault}: {_lines(ids)}", "Fill them in: testimony review FILE")


def _fault_of(segment: Segment, column: str) -> str:
    """Say what is wrong with the two texts of a line, nothing where they can be certified."""
    if not _visible(segment.source):
        return "these lines have no text or no translation"
    if segment.language in ("", "und", "mul", "zxx"):
        return "the language of these lines is not determined"
    if column and _primary(segment.language) == column:
        return ""
    if not _visible(segment.target) or _PLACEHOLDER.fullmatch(segment.target):
        return "these lines have no text or no translation"
    wanted = column or _primary(segment.target_language)
    said_to_be = _primary(segment.target_language) == wanted
    if said_to_be and _is_in(segment.target, wanted, segment.source):
        return ""
    return f"the translation of these lines is not in {_NAMES.get(wanted, wanted)}"


def _primary(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()


def _visible(text: str) -> str:
    return "".join(
        c for c in text if unicodedata.category(c)[0] in "LNPS" and c not in "\u3164\u115f\u1160\uffa0\u2800"
    )


def _is_in(text: str, language: str, source: str) -> bool:
    """Whether a translation is written in a language, by the letters that it has."""
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return any(c.isdecimal() for c in text) or not any(c.isalpha() for c in source)
    han = sum(map(is_han, letters))
    latin = sum(c.isascii() or "LATIN" in unicodedata.name(c, "") for c in letters)
    if language == "zh":
        return han > 0 or text.strip(" .。!！?？") in source
    if language == "en":
        return latin >= (1 - _FOREIGN) * len(letters)
    return True


def _of_the_person(person: Person, shown: Transcript, options: ExportOptions) -> Iterator[_Objection]:
    direction = options.direction or "to-en"
    into, source = languages_in(person.into_language), languages_in(person.from_language)
    wanted = _COLUMNS[direction]
    if wanted and wanted not in into:
        yield _Objection(
            f"the document translates into {_NAMES[wanted]}, but into_language says {person.into_language!r}",
            f'Write into_language = "{_NAMES[wanted]}", or choose another --direction.',
        )
    spoken = {_primary(segment.language) for segment in shown.segments} - {wanted, ""}
    claimed = source if wanted else source | into
    strange = sorted(spoken - claimed - {"und"})
    if strange:
        named = ", ".join(_NAMES.get(code, code) for code in strange)
        yield _Objection(
            f"the lines are in {named}, and from_language says {person.from_language!r}",
            "Write the languages that were spoken into the person's file.",
        )
    if options.text != "both":
        yield _Objection("a certified translation stands beside its source", "Leave out --text.")
    heard = {
        " ".join(s.name.split()).casefold()
        for s in shown.speakers
        if s.role in ("witness", "respondent", "applicant")
    }
    if person.name.casefold() in heard:
        yield _Objection(
            f"{person.name} speaks in the recording as a party or witness", "Somebody else certifies."
        )
    if person.wording == "interpretation" and person.declarant.casefold() == person.name.casefold():
        yield _Objection("nobody interprets for themselves", "Name the declarant in the person's file.")
