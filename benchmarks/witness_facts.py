"""``python -m benchmarks witness_facts``: facts that the demo model hears wrong, shown by a witness or not.

Held-out sentences of the phrasebook in held-out voices, a third in noise and a third by telephone, are
written by ``whisper-demo`` and heard again by ``ctc-demo``. A fact is a slot of the sentence (a name, place,
number, date …) or a negation. One that the draft has wrong is *shown* where its row is flagged
``engines_disagree`` and the witness's reading differs from the draft at that very place, and *warned* where
that flag is a warning.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import wave
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

import numpy as np

from samples.recipes.phrasebook import Pair, generate
from samples.recipes.speech.evaluation import conditioned
from samples.recipes.speech.scoring import matches, units
from samples.recipes.synthesis import RATE, say
from samples.recipes.voices import Language, draw
from testimony.transcript.kinds import FlagKind, Severity
from testimony.transcript.record.store import TranscriptStore
from testimony.transcript.types import Segment

__all__ = ["main"]

_CONDITIONS = ("clean", "noisy", "telephone")
_GAP_MS = 900
_NEGATIONS = {"zh": frozenset("不没未无"), "en": frozenset({"not", "no", "never"})}


_KINDS = {
    **dict.fromkeys(("name", "lawyer", "place", "uscity", "country", "venue", "facility", "agency"), "name"),
    **dict.fromkeys(
        ("date", "monthyear", "monthday", "year", "years", "month", "weekday", "birthyear"), "date"
    ),
    **dict.fromkeys(("clock", "short", "dur", "minutes", "times", "age", "people", "children"), "number"),
    **dict.fromkeys(("yuan", "usd", "percent", "digits", "cases", "copies", "exhibit", "page"), "number"),
    "negation": "negation",
    "number": "number",
}
"""Slots of the phrasebook that hold a fact; the others hold things, relatives, crimes and so on."""


class _State(Enum):
    HIDDEN = 0
    SHOWN = 1
    WARNED = 2


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence in a recording, from when to when in ms."""

    pair: Pair
    language: Language
    start_ms: int
    end_ms: int

    @property
    def text(self) -> str:
        """As it is written."""
        return self.pair.zh if self.language == "zh" else self.pair.en


def main(argv: list[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks witness_facts")
    parser.add_argument("--facts", type=int, default=500, help="go on until so many facts were heard wrong")
    parser.add_argument("--sentences", type=int, default=60, help="a recording")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    wrong: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    warned: Counter[str] = Counter()
    facts = recordings = false = right_rows = 0
    while wrong.total() < options.facts:
        with tempfile.TemporaryDirectory() as folder:
            said, rows = _heard(Path(folder), options.seed + recordings, options.sentences)
        for one in said:
            inside = [
                row for row in rows if min(row.end_ms, one.end_ms) - max(row.start_ms, one.start_ms) > 200
            ]
            found = list(_facts(one))
            facts += len(found)
            for kind, places in found:
                state = _judge(one, places, inside)
                if state is not None:
                    wrong[kind] += 1
                    shown[kind] += state is not _State.HIDDEN
                    warned[kind] += state is _State.WARNED
            if units(one.text, one.language) == units(" ".join(row.source for row in inside), one.language):
                right_rows += 1
                false += any(_warns(row) for row in inside)
        recordings += 1
    print(f"{recordings} recordings, {facts} facts, {wrong.total()} heard wrong")
    for kind, count in [*wrong.most_common(), ("all", wrong.total())]:
        some, more = (shown[kind], warned[kind]) if kind != "all" else (shown.total(), warned.total())
        print(f"{kind:<10} wrong {count:>4}  shown {some / count:6.1%}  warned {more / count:6.1%}")
    print(f"right rows {right_rows}, flagged {false / max(1, right_rows):.1%}")
    return 0


def _heard(folder: Path, seed: int, sentences: int) -> tuple[list[Said], Sequence[Segment]]:
    said = _record(folder / "a.wav", seed, sentences)
    run = ("run", "a.wav", "--model", "demo", "--witness", "ctc-demo", "--no-translate", "--no-speakers")
    command = [sys.executable, "-m", "testimony", *run, "-o", "a.testimony"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    with TranscriptStore.open(folder / "a.testimony", readonly=True) as store:
        rows = store.document().segments.values()
        return said, [replace(row, alternatives=store.alternatives(row.id)) for row in rows]


def _record(path: Path, seed: int, sentences: int) -> list[Said]:
    rng = random.Random(seed)
    parts, said, at = [], [], 0
    for number, pair in enumerate(generate("test", rng, sentences)):
        language: Language = "zh" if rng.random() < 0.5 else "en"
        samples = say(pair, language, draw("test", rng)).samples
        samples = conditioned(samples, _CONDITIONS[number % len(_CONDITIONS)], seed * 1000 + number)
        samples = 0.4 * samples / max(1e-6, float(np.abs(samples).max()))
        said.append(Said(pair, language, at * 1000 // RATE, (at + samples.size) * 1000 // RATE))
        parts += [samples, np.zeros(_GAP_MS * RATE // 1000, np.float32)]
        at += samples.size + parts[-1].size
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((np.concatenate(parts) * 32767).astype(np.int16).tobytes())
    return said


def _facts(one: Said) -> Iterator[tuple[str, range]]:
    """Kinds of facts and the places of their units in the text."""
    text = units(one.text, one.language)
    if one.language == "zh":
        for kind, value in one.pair.slots:
            written = units(value, "zh")
            for at in range(len(text) - len(written) + 1):
                if text[at : at + len(written)] == written:
                    yield _KINDS.get(kind.rstrip("0123456789"), "other"), range(at, at + len(written))
                    break
    else:
        for at, word in enumerate(text):
            if word.isdecimal():
                yield "number", range(at, at + 1)
        for at, word in enumerate(one.text.split()[1:], start=1):
            if word[0].isupper() and len(word) > 1 and len(text) == len(one.text.split()):
                yield "name", range(at, at + 1)
    for at, unit in enumerate(text):
        if unit in _NEGATIONS[one.language]:
            yield "negation", range(at, at + 1)


def _judge(one: Said, places: range, rows: Sequence[Segment]) -> _State | None:
    """None where the draft has the fact; else what the witness shows of it."""
    text = units(one.text, one.language)
    draft = units(" ".join(row.source for row in rows), one.language)
    mine = _stretch(text, draft, places)
    if mine == text[places.start : places.stop]:
        return None
    witness = units(" ".join(_other(row) for row in rows), one.language)
    if not any(_flagged(row) for row in rows) or _stretch(text, witness, places) == mine:
        return _State.HIDDEN
    return _State.WARNED if any(_warns(row) for row in rows) else _State.SHOWN


def _stretch(said: Sequence[str], heard: Sequence[str], places: range) -> list[str]:
    """What was heard where a part was said: between the nearest units around it that are the same."""
    pairs = matches(said, heard)
    first = max((j + 1 for i, j in pairs if i < places.start), default=0)
    last = min((j for i, j in pairs if i >= places.stop), default=len(heard))
    return list(heard[first:last])


def _flagged(row: Segment) -> bool:
    return any(flag.kind is FlagKind.ENGINES_DISAGREE for flag in row.flags)


def _warns(row: Segment) -> bool:
    return any(f.kind is FlagKind.ENGINES_DISAGREE and f.severity is not Severity.INFO for f in row.flags)


def _other(row: Segment) -> str:
    """The witness's reading of a row; the row itself where it heard the same."""
    heard = (one.text for one in row.alternatives if one.note.startswith("heard by ctc-demo"))
    return next(heard, row.source)
