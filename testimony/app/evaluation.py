"""How far a transcript is from a reference, by the rules of the design.

A hypothesis word belongs to the reference row that holds its midpoint
(± 200 ms; the nearest row where none does, so that a word in the wrong place
counts as an error). CER (Chinese) and WER (other languages) are per
*reference* language, so text in the wrong language counts as error. A row's
language is the majority by duration. Rates come normalised (NFKC, case,
punctuation, script) and raw.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from testimony.app.reference import ReferenceRow, read_reference
from testimony.transcript.types import Segment, Word

__all__ = [
    "ComparedRow",
    "Evaluation",
    "ReferenceRow",
    "compare_rows",
    "evaluate",
    "normalise",
    "read_reference",
]

WORD_TOLERANCE_MS = 200
INVENTED_OVERLAP = 0.10


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of ``testimony evaluate``.

    Attributes:
        cer: Character error rate per reference language written without spaces.
        wer: Word error rate per other reference language.
        raw: The same two without normalisation.
        language_accuracy: Share of rows whose majority language is the reference's.
        chrf: ``zh-en`` → chrF (0–100) of the machine's targets.
        missing: Rows without text.
        invented: Segments with text that overlap all rows together by less than 10 %.
        rows: Reference rows compared.
    """

    cer: Mapping[str, float]
    wer: Mapping[str, float]
    raw: Mapping[str, Mapping[str, float]]
    language_accuracy: float
    chrf: Mapping[str, float]
    missing: int
    invented: int
    rows: int

    def as_json(self) -> dict[str, object]:
        """The object that ``evaluate --json`` prints."""
        return {
            "cer": dict(self.cer),
            "wer": dict(self.wer),
            "language_accuracy": self.language_accuracy,
            "chrf": dict(self.chrf),
            "missing": self.missing,
            "invented": self.invented,
            "rows": self.rows,
            "raw": {name: dict(rates) for name, rates in self.raw.items()},
        }


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A reference row beside what the transcript holds for it.

    Attributes:
        row: What was really said.
        errors: Characters (Chinese) or words (others) wrong, missing or too many, normalised.
        units: Characters or words of the reference, normalised.
        segments: The segments whose words belong to the row, in time order.
        words: Those words, each with whether it is wrong or too much.
    """

    row: ReferenceRow
    errors: int
    units: int
    segments: tuple[Segment, ...]
    words: tuple[tuple[Word, bool], ...] = ()


@dataclass(slots=True)
class _Heard:
    """What the hypothesis holds for one reference row."""

    words: list[str] = field(default_factory=list)
    spoken: list[Word] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    durations: Counter[str] = field(default_factory=Counter)
    targets: list[str] = field(default_factory=list)


def evaluate(segments: Sequence[Segment], reference: Sequence[ReferenceRow]) -> Evaluation:
    """Compare segments (with their words loaded, where they have any) to the reference rows."""
    heard = _assign(segments, reference)
    rates = {
        name: _error_rates(reference, heard, normalised=name == "normalised")
        for name in ("normalised", "raw")
    }
    right = sum(
        1
        for row, found in zip(reference, heard, strict=True)
        if found.durations and found.durations.most_common(1)[0][0] == row.language
    )
    cer, wer = rates["normalised"]
    return Evaluation(
        cer=cer,
        wer=wer,
        raw={"cer": rates["raw"][0], "wer": rates["raw"][1]},
        language_accuracy=right / len(reference),
        chrf=_chrf(reference, heard, segments),
        missing=sum(1 for found in heard if not "".join(found.words).strip()),
        invented=sum(1 for segment in segments if _is_invented(segment, reference)),
        rows=len(reference),
    )


def compare_rows(segments: Sequence[Segment], reference: Sequence[ReferenceRow]) -> tuple[ComparedRow, ...]:
    """Compare each reference row alone, by the rules of ``evaluate``.

    Args:
        segments: With their words loaded, where they have any.
        reference: In time order.

    Returns:
        One comparison a row, in the order of the reference.
    """
    import jiwer

    compared = []
    for row, found in zip(reference, _assign(segments, reference), strict=True):
        wanted = _units(row.language, row.source)
        got = [(unit, at) for at, word in enumerate(found.spoken) for unit in _units(row.language, word.text)]
        wrong: set[int] = set()
        errors = len(got)
        if wanted:
            result = jiwer.process_words(" ".join(wanted), " ".join(unit for unit, _ in got))
            errors = result.substitutions + result.deletions + result.insertions
            for chunk in result.alignments[0]:
                if chunk.type in ("substitute", "insert"):
                    wrong.update(at for _, at in got[chunk.hyp_start_idx : chunk.hyp_end_idx])
        words = tuple((word, at in wrong) for at, word in enumerate(found.spoken))
        compared.append(ComparedRow(row, errors, len(wanted), tuple(found.segments), words))
    return tuple(compared)


def _units(language: str, text: str) -> Sequence[str]:
    """Cut a text into what is counted: characters of Chinese, words of other languages, normalised."""
    folded = normalise(text)
    return "".join(folded.split()) if _is_written_without_spaces(language) else folded.split()


def _assign(segments: Sequence[Segment], reference: Sequence[ReferenceRow]) -> list[_Heard]:
    starts = [row.start_ms for row in reference]
    heard = [_Heard() for _ in reference]
    for segment in sorted(segments, key=lambda item: item.start_ms):
        for word in segment.words or _spread(segment):
            found = heard[_row_of((word.start_ms + word.end_ms) / 2, reference, starts)]
            found.words.append(word.text)
            found.spoken.append(word)
            if not found.segments or found.segments[-1] is not segment:
                found.segments.append(segment)
            found.durations[word.language or segment.language] += max(1, word.end_ms - word.start_ms)
        if segment.target:
            heard[_closest_row(segment, reference)].targets.append(segment.target)
    return heard


def _spread(segment: Segment) -> Iterable[Word]:
    """Words of a text without word times, spread evenly (a person's own text has none)."""
    pieces = list(segment.source) if _is_written_without_spaces(segment.language) else segment.source.split()
    step = (segment.end_ms - segment.start_ms) / max(1, len(pieces))
    space = "" if _is_written_without_spaces(segment.language) else " "
    for index, piece in enumerate(pieces):
        start = segment.start_ms + round(index * step)
        yield Word(start, segment.start_ms + round((index + 1) * step), space + piece, 1.0)


def _row_of(moment: float, reference: Sequence[ReferenceRow], starts: Sequence[int]) -> int:
    """Index of the row that holds ``moment``, else of the nearest one."""
    after = bisect_right(starts, moment)
    near = range(max(0, after - 2), min(len(reference), after + 1))
    return min(near, key=lambda index: _distance(moment, reference[index]))


def _distance(moment: float, row: ReferenceRow) -> float:
    return max(row.start_ms - moment, moment - row.end_ms, 0.0)


def _overlap(segment: Segment, row: ReferenceRow) -> int:
    return min(segment.end_ms, row.end_ms) - max(segment.start_ms, row.start_ms)


def _closest_row(segment: Segment, reference: Sequence[ReferenceRow]) -> int:
    return max(range(len(reference)), key=lambda index: _overlap(segment, reference[index]))


def _is_invented(segment: Segment, reference: Sequence[ReferenceRow]) -> bool:
    if not segment.source.strip():
        return False
    covered = sum(max(0, _overlap(segment, row)) for row in reference)
    return covered < INVENTED_OVERLAP * max(1, segment.end_ms - segment.start_ms)


def _error_rates(
    reference: Sequence[ReferenceRow], heard: Sequence[_Heard], *, normalised: bool
) -> tuple[dict[str, float], dict[str, float]]:
    import jiwer

    texts: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for row, found in zip(reference, heard, strict=True):
        spaceless = _is_written_without_spaces(row.language)
        joined = "".join(found.words)
        wanted, got = (normalise(row.source), normalise(joined)) if normalised else (row.source, joined)
        if spaceless:
            wanted, got = "".join(wanted.split()), "".join(got.split())
        if wanted.strip():
            texts[row.language][0].append(" ".join(wanted.split()))
            texts[row.language][1].append(" ".join(got.split()))
    cer = {code: float(jiwer.cer(*pair)) for code, pair in texts.items() if _is_written_without_spaces(code)}
    wer = {
        code: float(jiwer.wer(*pair)) for code, pair in texts.items() if not _is_written_without_spaces(code)
    }
    return cer, wer


def _chrf(
    reference: Sequence[ReferenceRow], heard: Sequence[_Heard], segments: Sequence[Segment]
) -> dict[str, float]:
    import sacrebleu

    targets = {segment.language: segment.target_language for segment in segments if segment.target_language}
    figures = {}
    for language, target_language in sorted(targets.items()):
        pairs = [
            (" ".join(found.targets), row.target)
            for row, found in zip(reference, heard, strict=True)
            if row.language == language and row.target
        ]
        if pairs:
            score = sacrebleu.corpus_chrf([got for got, _ in pairs], [[wanted for _, wanted in pairs]]).score
            figures[f"{language}-{target_language}"] = round(score, 2)
    return figures


def _is_written_without_spaces(language: str) -> bool:
    return language.split("-", maxsplit=1)[0] in ("zh", "yue", "ja", "th", "lo", "my", "km")


@cache
def _to_simplified() -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


def normalise(text: str) -> str:
    """NFKC, lower case, Simplified characters, no punctuation, single spaces.

    An apostrophe inside a word goes without leaving a space (``don't`` → ``dont``).
    """
    folded = unicodedata.normalize("NFKC", text).casefold().replace("'", "").replace("’", "")
    folded = _to_simplified()(folded)
    kept = (" " if unicodedata.category(character)[0] in "PSZC" else character for character in folded)
    return " ".join("".join(kept).split())
