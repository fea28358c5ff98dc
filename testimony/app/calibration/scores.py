"""What a model's words scored where they were right and where they were wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from testimony.app.evaluation import ComparedRow
from testimony.transcript.types import Word
from transcribe.confidence import WordLimits, spoken_words, wrong_words

__all__ = ["LineScore", "Reach", "line_scores", "ranking", "reach_of", "sum_of"]


@dataclass(frozen=True, slots=True)
class LineScore:
    """How sure the model is of a line.

    Attributes:
        language: Of the line.
        wrong_words: How many wrong words its probabilities let expect.
        wrong: True for a line with an error.
        words: Probability of each word, and whether it is wrong.
    """

    language: str
    wrong_words: float
    wrong: bool
    words: tuple[tuple[float, bool], ...]

    def is_doubted(self, limits: WordLimits) -> bool:
        """Tell whether the line is flagged at these limits."""
        return self.wrong_words > limits.wrong_words


@dataclass(frozen=True, slots=True)
class Reach:
    """What limits reach on some lines.

    Attributes:
        right: Lines without an error.
        right_flagged: Those of them that are flagged.
        wrong: Lines with one.
        wrong_flagged: Those of them that are flagged.
        ranking: Area under the curve of wrong words by their probability: 0.5 by chance, 1 at best.
    """

    right: int
    right_flagged: int
    wrong: int
    wrong_flagged: int
    ranking: float

    def as_json(self) -> dict[str, object]:
        """The object that ``--json`` prints."""
        return {
            "right_lines": self.right,
            "right_lines_flagged": self.right_flagged,
            "wrong_lines": self.wrong,
            "wrong_lines_flagged": self.wrong_flagged,
            "area_under_curve": round(self.ranking, 3),
        }


def line_scores(compared: Iterable[ComparedRow]) -> list[LineScore]:
    """Score the lines of a comparison; those without a word are left out, as no limit can flag them."""
    found = []
    for row in compared:
        words = spoken_words([word for word, _ in row.words])
        if not words:
            continue
        found.append(
            LineScore(
                row.row.language,
                wrong_words(words),
                bool(row.errors),
                tuple((word.probability, wrong) for word, wrong in row.words if _is_spoken(word)),
            )
        )
    return found


def _is_spoken(word: Word) -> bool:
    return bool(spoken_words([word]))


def ranking(scores: Sequence[tuple[float, bool]]) -> float:
    """How well low scores tell what is wrong.

    Args:
        scores: A score, and whether what it stands for is wrong.

    Returns:
        The area under the receiver operating characteristic, 0–1: how often a wrong one scores lower than a
        right one, ties counted half; 0.5 where all are right or all are wrong.
    """
    ordered = sorted(scores)
    wrong = sum(is_wrong for _, is_wrong in ordered)
    right = len(ordered) - wrong
    if not wrong or not right:
        return 0.5
    beaten, at, rights_before = 0.0, 0, 0
    while at < len(ordered):
        end = at
        while end < len(ordered) and ordered[end][0] == ordered[at][0]:
            end += 1
        same_wrong = sum(is_wrong for _, is_wrong in ordered[at:end])
        same_right = end - at - same_wrong
        beaten += same_wrong * (right - rights_before - same_right + same_right / 2)
        rights_before += same_right
        at = end
    return beaten / (wrong * right)


def reach_of(lines: Sequence[LineScore], limits: WordLimits) -> Reach:
    """Count what limits flag on lines of one language."""
    return Reach(
        right=sum(not line.wrong for line in lines),
        right_flagged=sum(not line.wrong and line.is_doubted(limits) for line in lines),
        wrong=sum(line.wrong for line in lines),
        wrong_flagged=sum(line.wrong and line.is_doubted(limits) for line in lines),
        ranking=ranking([score for line in lines for score in line.words]),
    )


def sum_of(parts: Sequence[Reach]) -> Reach:
    """Count several reaches together; areas under the curve are weighted by lines."""
    lines = [part.right + part.wrong for part in parts]
    return Reach(
        sum(part.right for part in parts),
        sum(part.right_flagged for part in parts),
        sum(part.wrong for part in parts),
        sum(part.wrong_flagged for part in parts),
        sum(part.ranking * count for part, count in zip(parts, lines, strict=True)) / max(1, sum(lines)),
    )
