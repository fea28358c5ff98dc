"""The proof kit: what was verified of a transcript, in plain language for a declaration.

Rule 902(13) and (14) of the Federal Rules of Evidence let a qualified person certify that a process gives an
accurate result, and that a copy is the original by its hash. The report gives that person the facts; it is
unsigned and says so on every page.
"""

from __future__ import annotations

import platform
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from testimony import __version__
from testimony.export.pages.proof_page import Section, proof_pdf
from testimony.runtime.hashing import sha256_of
from testimony.transcript.record.disk.database import now_text
from testimony.transcript.record.seal import CANNOT_KNOW

if TYPE_CHECKING:
    from testimony.app.timestamps import Stamped
    from testimony.transcript.record.history import LoggedEntry
    from testimony.transcript.record.seal import Report
    from testimony.transcript.record.store import TranscriptStore
    from testimony.transcript.types import Transcript

__all__ = ["Facts", "report_pdf"]

TITLE = "Report of a verification"
_MOST_EVENTS = 400  # lines of the custody table; the log itself holds all
_SIGNIFICANT = frozenset(
    ("create", "finish", "reseal", "purge", "timestamp", "second_approve", "pass", "diarize", "pair")
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What verifying found.

    Attributes:
        recording: Where the recording lay and was proved to be the one; None where it was not at hand.
        stamps: Timestamps that hold.
        stamps_said: Why timestamps were not checked; empty where they were, or where there are none.
    """

    path: Path
    report: Report
    recording: Path | None
    stamps: Sequence[Stamped] = ()
    stamps_said: str = ""


def report_pdf(store: TranscriptStore, facts: Facts, paper: str = "letter") -> bytes:
    """Write the report of a transcript that was verified.

    Args:
        store: Open; its transcript is read, none of its words is printed.
        facts: What verifying found.
        paper: ``letter`` or ``a4``.
    """
    transcript = store.load(whole=True)
    log = store.log.entries()
    marks = ["UNSIGNED – FACTS FOR A DECLARATION, NOT A DECLARATION"]
    if not facts.report.is_clean:
        marks.insert(0, "NOT VERIFIED – THE TRANSCRIPT IS NOT WHAT WAS SEALED")
    if transcript.is_demo:
        marks.append("MADE WITH DEMO MODELS – FOR DEMONSTRATION ONLY")
    sections = [
        _outcome(facts),
        _file(facts),
        _recording(transcript, facts),
        _makers(transcript),
        _review(transcript),
        _custody(log),
        _events(log),
        _times(facts),
        _limits(),
        _declaration(),
    ]
    return proof_pdf(TITLE, marks, sections, paper)


def _outcome(facts: Facts) -> Section:
    report = facts.report
    if report.is_clean:
        said = (
            f"The transcript file {facts.path.name} was verified. Each of its {report.entries} log entries"
            " follows the one before it and says what it committed to; each row of the machine's draft is the"
            " one that was sealed, where it was sealed; each change starts from what stood before it; each"
            " approval names the text that stands."
        )
    else:
        said = (
            f"The transcript file {facts.path.name} is NOT what was sealed. {len(report.problems)} problems"
            " were found. The first are listed here."
        )
    rows = tuple((one.where, one.what) for one in report.problems[:20])
    return Section("What was found", (said, *report.notices[:10]), rows)


def _file(facts: Facts) -> Section:
    report = facts.report
    return Section(
        "What was verified, with what",
        (),
        (
            ("File", facts.path.name),
            ("SHA-256 of the file as it lies", sha256_of(facts.path)),
            ("Size", f"{facts.path.stat().st_size} bytes"),
            ("Head of the log", report.head),
            ("Log entries; segments of the draft", f"{report.entries}; {report.segments}"),
            ("Seal", f"{report.seal}"),
            ("Segments whose words were purged", ", ".join(report.purged) or "none"),
            ("Verified on", f"{now_text()} (clock of this machine)"),
            ("Software", f"Testimony {__version__}, Python {platform.python_version()},"
             f" SQLite {sqlite3.sqlite_version}, {platform.system()} {platform.machine()}"),
        ),
    )  # fmt: skip


def _recording(transcript: Transcript, facts: Facts) -> Section:
    one = transcript.recordings[0]
    if facts.recording is not None:
        proved = f"{facts.recording.name} was at hand; its SHA-256 is the one in the transcript"
    else:
        proved = "was not at hand and was not compared"
    return Section(
        "The recording",
        ("The recording is never changed and never part of the file. Its hash is under the seal.",),
        (
            ("Name when it was transcribed", Path(one.path).name),
            ("SHA-256", one.sha256),
            ("Length", f"{one.duration_ms / 1000:.1f} seconds"),
            ("Recorded", one.started_at or "the file does not say"),
            ("Compared now", proved),
        ),
    )


def _makers(transcript: Transcript) -> Section:
    return Section(
        "What made the draft",
        ("Models are named with the SHA-256 of their files; each pass with its settings and software.",),
        tuple(_passes(transcript)),
        ("Pass", "Models, settings, software"),
        (1, 4),
    )


def _passes(transcript: Transcript) -> Iterator[tuple[str, str]]:
    for name, made in transcript.provenance.items():
        parts = (
            "; ".join(f"{role}: {model}" for role, model in sorted(made.models.items())),
            "; ".join(f"{key} = {value}" for key, value in sorted(made.settings.items())),
            "; ".join(f"{key} {value}" for key, value in sorted(made.versions.items())),
        )
        yield name, " | ".join(filter(None, parts))


def _review(transcript: Transcript) -> Section:
    total = len(transcript.segments)
    reviewed = sum(one.state.is_reviewed for one in transcript.segments)
    sides = Counter(
        f"{side}: {state}"
        for one in transcript.segments
        for side, state in (("source", one.state.source.value), ("translation", one.state.target.value))
    )
    said = (
        f"Of {total} lines, {reviewed} are approved in both languages as they now stand. An approval names"
        " the hash of the text that was approved; a later change of the text ends it."
    )
    return Section(
        "How far people reviewed it", (said,), tuple((key, str(n)) for key, n in sorted(sides.items()))
    )


def _custody(log: Iterable[LoggedEntry]) -> Section:
    kinds: dict[tuple[str, str], Counter[str]] = {}
    spans: dict[tuple[str, str], tuple[str, str]] = {}
    for one in log:
        who = (one.entry.author, one.entry.standing)
        kinds.setdefault(who, Counter())[one.entry.kind] += 1
        spans[who] = (spans.get(who, (one.entry.at,))[0], one.entry.at)
    rows = tuple(
        (
            name,
            standing,
            *map(_to_the_second, spans[name, standing]),
            ", ".join(f"{n} {kind}" for kind, n in found.most_common()),
        )
        for (name, standing), found in kinds.items()
    )
    said = "Who wrote how many entries of the log. Names are what people typed; nothing checks them."
    return Section(
        "Chain of custody: who",
        (said,),
        rows,
        ("Name", "Standing", "First (UTC)", "Last (UTC)", "Entries"),
        (3, 2, 3, 3, 6),
    )


def _events(log: Sequence[LoggedEntry]) -> Section:
    chosen = list(log) if len(log) <= _MOST_EVENTS else [
        one for one in log if one.entry.kind in _SIGNIFICANT or one.is_purged
    ]  # fmt: skip
    left = len(log) - len(chosen[:_MOST_EVENTS])
    said = "What happened, without its words." + (
        f" {left} entries are left out here; testimony history prints all of them." if left else ""
    )
    rows = tuple(
        (
            str(one.entry.seq),
            _to_the_second(one.entry.at),
            one.entry.author,
            f"{one.entry.kind} {one.entry.subject}"[:120],
        )
        for one in chosen[:_MOST_EVENTS]
    )
    return Section(
        "Chain of custody: when", (said,), rows, ("Entry", "Time (UTC)", "Who", "What"), (1, 3, 3, 6)
    )


def _to_the_second(at: str) -> str:
    return at.partition(".")[0].replace("T", " ")


def _times(facts: Facts) -> Section:
    if facts.stamps_said:
        return Section("Times that others vouch for", (facts.stamps_said,))
    if not facts.stamps:
        none = "No timestamp of an authority is attached. The times in the log are those of machines' clocks."
        return Section("Times that others vouch for", (none,))
    rows = tuple((f"Entry {one.of}", f"{one}; root certificate SHA-256 {one.root}") for one in facts.stamps)
    return Section(
        "Times that others vouch for",
        ("These signatures hold. Whether to trust the authority is for the reader to decide.",),
        rows,
    )


def _limits() -> Section:
    return Section(
        "What this cannot show",
        (
            CANNOT_KNOW,
            "A verification says that the words are the ones that were sealed. It does not say that a machine"
            " heard or translated them rightly: that is what the review of people is for.",
        ),
    )


def _declaration() -> Section:
    return Section(
        "Words for a declaration (Federal Rules of Evidence 902(13) and 902(14))",
        (
            "To be completed, corrected and signed by a person who is qualified to say it.",
            "My name is ____________________. I am ____________________ and have used the software named"
            " above as part of my work. On ____________________ I verified the file named above with it; this"
            " report is what it printed.",
            "902(13): The transcript was produced by an electronic process: a recording is divided at its"
            " silences, transcribed and translated by the models named above, and every change that a person"
            " made afterwards is kept beside the machine's draft with name and time. The software keeps each"
            " step in a log in which every entry includes the hash of the one before it. I have"
            " ____________________ to satisfy myself that the process gives an accurate result.",
            "902(14): The copy of the recording and the copy of the transcript that I offer are those whose"
            " SHA-256 hashes are given above; I computed the hashes and found them the same.",
            "Signed: ____________________    Date: ____________________",
        ),
    )
