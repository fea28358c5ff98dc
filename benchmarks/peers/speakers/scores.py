"""``scores.py OUT.json``: random turns, scored by pyannote.metrics, for the test that compares our scores."""

import json
import random
import sys
from pathlib import Path

from pyannote.core import Annotation, Segment, Timeline
from pyannote.metrics.diarization import DiarizationErrorRate, JaccardErrorRate

CASES = 24


def made_up(rng: random.Random, names: str, count: int) -> list[tuple[int, int, str]]:
    """Turns that do not overlap within a speaker: pyannote counts such a speaker twice."""
    turns: list[tuple[int, int, str]] = []
    ends = dict.fromkeys(names, 0)
    for _ in range(count):
        name = rng.choice(names)
        start = ends[name] + rng.randint(10, 4_000)
        ends[name] = start + rng.randint(50, 5_000)
        turns.append((start, ends[name], name))
    return turns


def annotated(turns: list[tuple[int, int, str]]) -> Annotation:
    """Turns as pyannote has them."""
    annotation = Annotation(uri="case")
    for number, (start, end, name) in enumerate(turns):
        annotation[Segment(start / 1000, end / 1000), number] = name
    return annotation


def main() -> None:
    """Score the cases; a third of them within stretches."""
    rng, cases = random.Random(11), []
    for number in range(CASES):
        truth = made_up(rng, "ABCDE"[: rng.randint(1, 5)], rng.randint(1, 30))
        said = made_up(rng, "UVWXYZ"[: rng.randint(1, 6)], rng.randint(0, 30))
        last = max(turn[1] for turn in truth + said)
        uem = [[0, last]] if number % 3 else [[last // 5, last // 2], [last * 3 // 5, last]]
        timeline = Timeline([Segment(a / 1000, b / 1000) for a, b in uem])
        given = annotated(truth), annotated(said)
        der = DiarizationErrorRate()(*given, uem=timeline, detailed=True)
        jer = JaccardErrorRate()(*given, uem=timeline)
        cases.append(
            {
                "truth": truth,
                "said": said,
                "uem": uem,
                "der": der["diarization error rate"],
                "missed": der["missed detection"] / der["total"],
                "jer": jer,
            }
        )
    Path(sys.argv[1]).write_text(json.dumps(cases), encoding="utf-8")


if __name__ == "__main__":
    main()
