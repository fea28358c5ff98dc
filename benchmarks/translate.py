"""``python -m benchmarks translate [PART…]``: how fast, how alike, how sparing, how watchful.

Parts: ``speed-zh``, ``speed-en`` and ``parity`` beside the original Argos Translate
(set up by ``uv sync --project benchmarks/peers/translate``), ``overlap``, ``memory``, ``errors``, ``sets``,
``scores``, ``glossary``, ``checks``. Without a part, all of them. The packages are the demo packages: the
figures tell about time, memory and the same text, and nothing about how well other weights translate.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.bars import Figure, print_figures

if TYPE_CHECKING:
    from samples.recipes.phrasebook import Split

__all__ = ["main"]

SENTENCES = 5_000
PARITY = 500
SEGMENTS = 20_000
DATA = Path(__file__).with_name("translate_data")
FREE_PAIRS = DATA / "rounds_2_to_10.tsv"
NEW_ROUNDS = ("round11.tsv", "round12.tsv", "round13.tsv")
PER_KIND = 50
# What must be found, and what may be flagged falsely, in per cent.
SET_BARS = {"answer": (98, 1), "relative time": (95, 2), "unit": (95, 2), "place": (95, 2)}


def sentences(language: str, count: int, seed: int = 5, split: Split = "train") -> list[str]:
    """Give different sentences of the phrasebook, one sentence each."""
    from samples.recipes.phrasebook import generate

    found: dict[str, None] = {}
    for size in (count * 2, count * 8, count * 40):
        for pair in generate(split, random.Random(seed), size):
            found[pair.zh if language == "zh" else pair.en] = None
        if len(found) >= count:
            break
    return list(found)[:count]


def _speed(source: str, target: str) -> Iterator[Figure]:
    from benchmarks.translate_peers import ArgosLoop, raw_batches, timed_translation

    lines = sentences(source, SENTENCES)
    name = f"{source}→{target}, {len(lines)} sentences"
    ours, raw = timed_translation(lines, source, target), raw_batches(lines, source, target)
    theirs = ArgosLoop(source, target).translate(lines)
    # Once more, in the other order: a machine is never quite still.
    raw = min(raw, raw_batches(lines, source, target), key=lambda one: one.seconds)
    ours = min(ours, timed_translation(lines, source, target), key=lambda one: one.seconds)
    yield Figure(f"{name}: ours", ours.seconds, "s")
    yield Figure(f"{name}: ours, processor", ours.processor_seconds, "s")
    yield Figure(f"{name}: raw translate_batch on the same batches", raw.seconds, "s")
    yield Figure(f"{name}: argostranslate.translate in a loop", theirs.seconds, "s")
    yield Figure(f"{name}: theirs, processor", theirs.processor_seconds, "s")
    yield Figure(f"{name}: times as fast", theirs.seconds / ours.seconds, "", 5, at_most=False)
    yield Figure(f"{name}: of raw speed", 100 * raw.seconds / ours.seconds, "%", 90, at_most=False)


def _parity() -> Iterator[Figure]:
    from benchmarks.translate_peers import ArgosLoop, explain_difference, timed_translation

    for source, target in (("zh", "en"), ("en", "zh")):
        lines = sentences(source, PARITY // 2, 11) + sentences(source, PARITY // 2, 11, "test-template")
        loop = ArgosLoop(source, target)
        theirs, ours = loop.translate(lines), timed_translation(lines, source, target)
        print(f"Sentence splitter of the original: {theirs.splitter}.")
        rows = list(zip(lines, ours.texts, theirs.texts, strict=True))
        different = [row for row in rows if row[1] != row[2]]
        unexplained = [row for row in different if not explain_difference(*row)]
        for line, mine, original in different:
            print(f"  {line}\n    ours      {mine}\n    original  {original}")
            print(f"    because   {explain_difference(line, mine, original) or 'nobody knows'}")
        same = 100 * (len(rows) - len(different)) / len(rows)
        yield Figure(f"{source}→{target}: the same text as Argos, {len(rows)} sentences", same, "%")
        explained = 100 * (len(rows) - len(unexplained)) / len(rows)
        what = f"{source}→{target}: the same, or the difference explained"
        yield Figure(what, explained, "%", 100, at_most=False)


def _errors() -> Iterator[Figure]:
    from benchmarks.translate_errors import both_ways
    from benchmarks.translate_judging import judge, judge_planted, judge_set, read_text_pairs
    from benchmarks.translate_sets import SET_FLAGS, added_clauses, changed_scales
    from samples.recipes.phrasebook import generate

    texts = [text for name in NEW_ROUNDS for text in read_text_pairs(DATA / name)]
    judged = judge(texts)
    kinds = dict(judged.kinds)
    free = both_ways(texts)
    dice = random.Random(9)
    dice.shuffle(free)
    added = list(added_clauses(free, dice))[:PER_KIND]
    kinds["clause added"] = judge_planted("clause added", added)
    kinds["scale"] = judge_planted("scale", list(changed_scales(free))[:PER_KIND])
    for kind in SET_FLAGS.keys() - kinds.keys():
        result = judge_set(kind)
        kinds[kind] = result.planted, result.caught, result.right
    for kind, (count, caught, right) in sorted(kinds.items(), key=lambda item: item[1][1]):
        print(f"  {kind}: {count} planted, {caught:.1f} % caught, {right:.1f} % rightly named")
    name = f"{len(kinds)} kinds of error, rounds 11 to 13 and written pairs"
    yield Figure(f"{name}: planted", sum(count for count, _, _ in kinds.values()))
    yield Figure(f"{name}: caught, mean of the kinds", _mean(kinds, 1), "%", 96, at_most=False)
    yield Figure(f"{name}: with the right kind", _mean(kinds, 2), "%", 90, at_most=False)
    yield Figure("the weakest kind: caught", min(one[1] for one in kinds.values()), "%", 88, at_most=False)
    for round_name in ("rounds_2_to_10.tsv", *NEW_ROUNDS):
        looked_at = judge(read_text_pairs(DATA / round_name))
        what = f"false flags on {looked_at.correct} right pairs of {round_name}, looked at since"
        yield Figure(what, looked_at.false, "%", 2)
    book = judge([(pair.zh, pair.en) for pair in generate("test-template", random.Random(19), 500)])
    yield Figure(f"phrasebook, held-out templates: {book.planted} planted errors caught", book.caught, "%")
    yield Figure(f"phrasebook: false flags on {book.correct} right pairs", book.false, "%", 2)


def _mean(kinds: Mapping[str, tuple[int, float, float]], at: int) -> float:
    return sum(values[at] for values in kinds.values()) / len(kinds)


def _scores() -> Iterator[Figure]:
    from benchmarks.translate_scores import scores

    yield from scores()


def _sets() -> Iterator[Figure]:
    from benchmarks.translate_judging import judge_set

    for kind, (found, flagged) in SET_BARS.items():
        result = judge_set(kind)
        yield Figure(f"{kind}: {result.planted} wrong pairs found", result.right, "%", found, at_most=False)
        yield Figure(f"{kind}: {result.correct} right pairs flagged", result.false, "%", flagged)


def _checks() -> Iterator[Figure]:
    from benchmarks.translate_errors import both_ways
    from benchmarks.translate_judging import read_text_pairs
    from samples.recipes.phrasebook import generate
    from translate.checks import check_pair

    texts = [(pair.zh, pair.en) for pair in generate("train", random.Random(3), SEGMENTS)]
    pairs = both_ways(texts + read_text_pairs(FREE_PAIRS))
    random.Random(4).shuffle(pairs)
    rows = [(p.source, p.target, p.source_language, p.target_language) for p in pairs[:SEGMENTS]]
    check_pair(*rows[0])
    slowest, start, used = 0.0, time.perf_counter(), time.process_time()
    for row in rows:
        before = time.process_time()
        check_pair(*row)
        slowest = max(slowest, time.process_time() - before)
    yield Figure(f"checks over {len(rows)} segments", time.perf_counter() - start, "s", 3)
    yield Figure("the same, processor", time.process_time() - used, "s")
    yield Figure("the slowest segment", slowest * 1000, "ms", 2)


def _memory() -> Iterator[Figure]:
    from benchmarks.translate_memory import peak_of_segments

    yield from peak_of_segments(SEGMENTS)


def _glossary() -> Iterator[Figure]:
    from benchmarks.translate_terms import enforcement

    yield from enforcement()


def _overlap() -> Iterator[Figure]:
    from benchmarks.translate_overlap import overlap

    yield from overlap()


PARTS: dict[str, tuple[str, Callable[[], Iterator[Figure]]]] = {
    "speed-zh": ("Speed beside the original, from Chinese", lambda: _speed("zh", "en")),
    "speed-en": ("Speed beside the original, from English", lambda: _speed("en", "zh")),
    "parity": ("The same text as the original", _parity),
    "overlap": ("A block translated beside the transcription of the next", _overlap),
    "memory": ("Memory beyond the models", _memory),
    "errors": ("Planted errors and false flags", _errors),
    "scores": ("The likelihood of a translation beside the rules", _scores),
    "sets": ("Answers, relative time, units, places", _sets),
    "glossary": ("Glossary enforcement, 200 terms", _glossary),
    "checks": ("Speed of the checks", _checks),
}


def main(argv: list[str]) -> int:
    """Print the tables; exit 1 if a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks translate", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="some of the parts only")
    wanted = parser.parse_args(argv).parts or list(PARTS)
    reached = [print_figures(title, figures()) for title, figures in (PARTS[part] for part in wanted)]
    return 0 if all(reached) else 1
