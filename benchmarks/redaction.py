"""Redaction: 1,000 secrets in writings that were not tuned on, and 1,000 sentences without any."""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from benchmarks.export import Result, make_transcript, show
from benchmarks.redaction_harmless import harmless
from benchmarks.redaction_numbers import numbers_of
from benchmarks.redaction_people import Case, people_of
from testimony.export.redaction.fold import fold
from testimony.export.redaction.kinds import PATTERNS
from testimony.export.redaction.places import Place
from testimony.export.redaction.profile import Person, Profile
from testimony.export.redaction.redactor import Redactor
from testimony.transcript.types import Transcript

__all__ = ["main"]

_NAMES = ("冯永福", "李明", "王建国", "张伟", "高明", "陈方", "何文", "马成龙", "金海", "安然")


def main(argv: list[str]) -> int:
    """Print the table; exit 1 where a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks redaction", description=__doc__)
    parser.add_argument(
        "--set", choices=("report", "tune"), default="report", help="whose rules write the secrets"
    )
    parser.add_argument("--count", type=int, default=1_000, help="secrets, and sentences")
    parser.add_argument("--seed", type=int, default=20_261_128, help="for the dice")
    parser.add_argument("--sentences", type=Path, help="harmless sentences of your own, one a line")
    parser.add_argument("--misses", action="store_true", help="print each case that is missed")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    chosen = parser.parse_args(argv)
    failed = False
    for result in (*_secrets(chosen), *_sentences(chosen)):
        failed = failed or result.held is False
        show(result, as_json=chosen.json)
    return int(failed)


def _transcript(*lines: str) -> Transcript:
    base = make_transcript(len(lines), words=False)
    segments = tuple(
        replace(segment, source=line, target="", target_language="")
        for segment, line in zip(base.segments, lines, strict=True)
    )
    return replace(base, segments=segments)


def _cases(chosen: argparse.Namespace) -> Iterator[Case]:
    dice = random.Random(chosen.seed)
    people, numbers = people_of(chosen.set, dice), numbers_of(chosen.set, dice)
    for _ in range((chosen.count + 1) // 2):
        yield next(people)
        yield next(numbers)


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]", "", fold(text).text).lower()


def outcome(case: Case) -> str:
    """Return ``replaced``, ``asked``, ``leaked``, or ``crash`` with the error's name."""
    try:
        lines = (case.before, case.line) if case.before else (case.line,)
        redactor = Redactor(case.profile, _transcript(*lines))
        place = next(place for place in redactor.places if place.text == case.line)
        left = redactor.clear(place)
        frame = _squeezed(case.line.replace(case.secret, ""))
        if not _remains(case, left, frame):
            return "replaced"
        for proposal in redactor.proposals():
            left = left.replace(proposal.text, "")
        return "leaked" if _remains(case, left, frame) else "asked"
    except Exception as error:  # noqa: BLE001  a crash is a result
        return f"crash {type(error).__name__}"


def _remains(case: Case, left: str, frame: str) -> bool:
    """Whether any run of three characters that only the secret has is still there."""
    secret, kept = _squeezed(case.secret), _squeezed(re.sub(r"\[[A-Z][^\]]*\]|WITNESS [AB]", "", left))
    size = min(3, len(secret)) if secret.isascii() else min(2, len(secret))
    pieces = {secret[i : i + size] for i in range(len(secret) - size + 1)}
    return any(piece in kept for piece in pieces if piece not in frame)


def _secrets(chosen: argparse.Namespace) -> Iterator[Result]:
    counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    missed: Counter[str] = Counter()
    for case in islice(_cases(chosen), chosen.count):
        found = outcome(case)
        counts[case.claimed][found.split()[0]] += 1
        if found.startswith(("leaked", "crash")) or (case.claimed and found == "asked"):
            missed[f"{case.kind}: {found}"] += 1
            if chosen.misses:
                print(json.dumps({"kind": case.kind, "found": found, "line": case.line}, ensure_ascii=False))
    for claimed, bar in ((True, 0.0), (False, 0.05)):
        told = counts[claimed]
        total, leaked = sum(told.values()), told["leaked"] + told["crash"]
        what = "claimed writings" if claimed else "other writings"
        measured = f"{leaked} of {total} leaked, {told['replaced']} replaced, {told['asked']} asked"
        yield Result(f"{what}, set {chosen.set}", measured, f"≤ {bar:.0%} leaked", leaked <= bar * total)
    crashes = sum(count["crash"] for count in counts.values())
    yield Result("crashes", str(crashes), "none", crashes == 0)
    for kind, count in sorted(missed.items()):
        yield Result(f"  {kind}", str(count), "", None)


def _sentences(chosen: argparse.Namespace) -> Iterator[Result]:
    people = tuple(Person(f"WITNESS {n}", hanzi=(name,)) for n, name in enumerate(_NAMES))
    people += (Person("WITNESS U", roman=("Abdurehim Tursun",)),)
    profile = Profile(people=people, patterns=PATTERNS)
    redactor = Redactor(profile, _transcript("空。"))
    given = chosen.sentences.read_text(encoding="utf-8").splitlines() if chosen.sentences else None
    sentences = given or list(islice(harmless(chosen.set, random.Random(chosen.seed)), chosen.count))
    changed = asked = 0
    for sentence in sentences:
        place = Place("line 1, source", sentence)
        redactor.places = (place,)
        altered, proposed = redactor.clear(place) != sentence, [one.text for one in redactor.proposals()]
        changed, asked = changed + altered, asked + bool(proposed)
        if chosen.misses and (altered or proposed):
            print(json.dumps({"changed": altered, "asked": proposed, "line": sentence}, ensure_ascii=False))
    total = len(sentences)
    yield Result("harmless sentences changed", f"{changed} of {total}", "none", changed == 0)
    yield Result("harmless sentences asked about", f"{asked} of {total}", "≤ 3 %", asked <= 0.03 * total)
