"""Parts ``switching``, ``silence``, ``doubts`` and ``words``: is what was written what was said?

Demo model, synthetic speech: the figures say nothing about other weights.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from benchmarks.bars import Figure
from benchmarks.transcribe_judging import Outcome, figures_of, judge, word_errors_ms
from benchmarks.transcribe_runs import Run, demo_model, hear
from benchmarks.transcribe_sets import CONDITIONS, Take, dialogue, heard_through, no_speech

__all__ = ["doubts", "silence", "switching", "utterances", "words"]

_SEED = 20_262
_CLOSE_MS = (100, 200)
_NOISY_BAR, _CLEAN_BAR = 2.0, 0.5


def _cost(name: str, run: Run, seconds: float) -> Iterator[Figure]:
    yield Figure(f"{name}: recording", seconds / 60, "min")
    yield Figure(f"{name}: wall clock", run.wall, "s")
    yield Figure(f"{name}: processor", run.processor, "s")


def _hear(take: Take, threads: int) -> Run:
    from transcribe import SpeechOptions

    return hear(take.samples, SpeechOptions(threads=threads))


def switching(options: argparse.Namespace) -> Iterator[Figure]:
    """Chinese and English in turn: wrong language, translated, missing; and with hardly a gap."""
    take = dialogue(options.count or 500, _SEED)
    for condition in CONDITIONS:
        heard = heard_through(take, condition, _SEED)
        run = _hear(heard, options.threads)
        bar = _CLEAN_BAR if condition == "clean" else _NOISY_BAR
        yield from figures_of(f"gaps 0.2–1.5 s, {condition}", run.segments, heard, bar)
        yield from _cost(f"gaps 0.2–1.5 s, {condition}", run, heard.seconds)
    close = dialogue((options.count or 500) // 2, _SEED + 1, gaps_ms=_CLOSE_MS)
    run = _hear(close, options.threads)
    yield from _close(judge(run.segments, close.rows))
    yield from _cost("gaps 0.1–0.2 s", run, close.seconds)


def _close(outcomes: list[Outcome]) -> Iterator[Figure]:
    wrong = [one for one in outcomes if one.is_wrong_language or one.is_translated or one.is_missing]
    yield Figure(
        "gaps 0.1–0.2 s: wrong language, translated or missing", 100 * len(wrong) / len(outcomes), "%", 5.0
    )
    flagged = sum(bool(one.flags) for one in wrong)
    yield Figure(
        f"gaps 0.1–0.2 s: flagged of these {len(wrong)}",
        100 * flagged / len(wrong) if wrong else 100.0,
        "%",
        95.0,
        at_most=False,
    )


def silence(options: argparse.Namespace) -> Iterator[Figure]:
    """Half an hour in which nobody speaks: whatever is written is invented."""
    from transcribe import SpeechOptions

    seconds = options.seconds or 1_800
    for languages in (("zh", "en"), ("en",)):
        run = hear(no_speech(seconds, _SEED), SpeechOptions(threads=options.threads, languages=languages))
        name = "+".join(languages)
        written = [item for item in run.segments if item.source]
        unflagged = [item for item in written if not item.flags]
        yield Figure(f"{name}: segments with text", float(len(written)))
        yield Figure(f"{name}: of these without a flag", float(len(unflagged)), "", 0.0)
        yield Figure(f"{name}: rows that ask a person to listen", float(len(run.segments) - len(written)))
        yield from _cost(name, run, float(seconds))


def utterances(options: argparse.Namespace) -> Iterator[Figure]:
    """The utterances of the sample hearing: time, language, and how sure its sound alone is of it."""
    from testimony.audio.decoding import open_recording
    from testimony.runtime.samples import samples_folder
    from transcribe import SpeechOptions, open_transcriber, transcribe

    folder = samples_folder()
    assert folder is not None  # noqa: S101 - benchmarks run in a checkout
    speech = SpeechOptions(threads=options.threads)
    engine = open_transcriber(demo_model(), options=speech)
    with open_recording(folder / "hearing" / "hearing.opus") as reader:
        for draft in transcribe(reader.chunks(), engine, speech):
            for one in draft.utterances:
                name = f"{one.start_ms / 1000:.2f}–{one.end_ms / 1000:.2f} s {one.language}"
                yield Figure(name, round(one.language_probability, 4))


def words(options: argparse.Namespace) -> Iterator[Figure]:
    """Starts of words beside the synthesis' own events, for words that were written right."""
    take = dialogue(options.count or 200, _SEED + 2)
    for condition in CONDITIONS:
        heard = heard_through(take, condition, _SEED)
        run = _hear(heard, options.threads)
        errors = sorted(word_errors_ms(run.segments, heard))
        bars = (60.0, 200.0) if condition == "clean" else (None, None)
        yield Figure(f"{condition}: words compared", float(len(errors)))
        yield Figure(f"{condition}: median", float(errors[len(errors) // 2]), "ms", bars[0])
        yield Figure(f"{condition}: 95th percentile", float(errors[len(errors) * 95 // 100]), "ms", bars[1])
        yield from _cost(condition, run, heard.seconds)


def doubts(options: argparse.Namespace) -> Iterator[Figure]:
    """Plant what an engine makes up among right lines, and count what is flagged of either."""
    from benchmarks.transcribe_doubts import PLANTS, planted

    take = dialogue(options.count or 200, _SEED + 3, languages=("zh", "en"))
    for condition in CONDITIONS:
        heard = heard_through(take, condition, _SEED)
        run = _hear(heard, options.threads)
        outcomes = judge(run.segments, heard.rows)
        right = [one for one in outcomes if one.error == 0]
        wrong = [one for one in outcomes if one.error > 0]
        flagged = [one for one in right if one.flags]
        bar = 3.0 if condition == "clean" else None
        yield Figure(
            f"{condition}: flags on {len(right)} right lines", 100 * len(flagged) / len(right), "%", bar
        )
        caught = 100 * sum(bool(one.flags) for one in wrong) / max(1, len(wrong))
        yield Figure(f"{condition}: flags on {len(wrong)} lines with an error", caught, "%")
        yield from _cost(condition, run, heard.seconds)
    small = dialogue(options.plants or 60, _SEED + 4)
    for kind in PLANTS:
        found, total = planted(kind, small, options.threads)
        yield Figure(f"planted, {kind}: flagged of {total}", 100 * found / total, "%", 95.0, at_most=False)
