"""Join a sentence that runs across segments, and split its translation back to them.

Half a sentence translated alone loses its subject or its verb. Where a segment
ends in mid-sentence and the same speaker goes on at once in the same language,
the two halves are translated together, and the translation is cut where the
engine's own attention passes from the one half to the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from testimony.transcript.types import Segment
from translate.engines.base import Hypothesis
from translate.sentences import split_sentences, writes_spaces

__all__ = ["Unit", "cut_tokens", "plan_units", "source_bounds"]

_GAP_MS = 2000  # a longer silence ends a sentence, whatever it looks like
_LONGEST = 200
_OPEN_ZH = re.compile(
    r"(?:[,\uff0c、]|因为|所以|但是|可是|而且|如果|虽然|然后|或者|就是|为了|由于|關於|关于|因為|雖然|的时候|的"
    r"|在|和|跟|把|被|从|對|对|给|向)$"
)
_OPEN_EN = re.compile(
    r"(?:,|\b(?:and|or|but|because|that|which|who|when|if|to|of|in|on|at|for|with|from|by|the|an?|my|his"
    r"|her|their|our"
    r"|your|was|were|is|are|not|so|then|while|until|than|as))$",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?。\uff01\uff1f…\"”』」)\uff09\]]$")


@dataclass(frozen=True, slots=True)
class Unit:
    """What is translated at once: a sentence, or the parts of one in neighbouring segments.

    Attributes:
        parts: (index of the segment, text of the part), in order.
    """

    parts: tuple[tuple[int, str], ...]

    def text(self, language: str) -> str:
        """Give the whole sentence."""
        return (" " if writes_spaces(language) else "").join(part for _, part in self.parts)


def plan_units(segments: Sequence[Segment], join: bool) -> list[Unit]:
    """Cut segments of one language into sentences, joined across segments where one runs on.

    Args:
        segments: Of one language, in time order; neighbours in the list need not be neighbours in time.
        join: False leaves every sentence to its segment.
    """
    units: list[Unit] = []
    before: Segment | None = None
    for index, segment in enumerate(segments):
        parts = [Unit(((index, text),)) for text in split_sentences(segment.source, segment.language)]
        if parts and units and before and join and _runs_on(before, segment, units[-1], parts[0]):
            units[-1] = Unit(units[-1].parts + parts[0].parts)
            parts = parts[1:]
        units += parts
        before = segment
    return units


def _runs_on(before: Segment, after: Segment, tail: Unit, head: Unit) -> bool:
    last, first = tail.parts[-1][1], head.parts[0][1]
    near = 0 <= after.start_ms - before.end_ms <= _GAP_MS
    same = (before.speaker, before.channel, before.language) == (
        after.speaker,
        after.channel,
        after.language,
    )
    if not near or not same or sum(len(part) for _, part in tail.parts) + len(first) > _LONGEST:
        return False
    if not writes_spaces(before.language):
        return bool(_OPEN_ZH.search(last))
    return bool(_OPEN_EN.search(last)) or (not _ENDED.search(last) and first[:1].islower())


def source_bounds(tokens: Sequence[str], parts: Sequence[str]) -> list[int]:
    """Give the token at which each part but the first begins, by counting characters."""
    bounds: list[int] = []
    wanted = [len("".join(part.split())) for part in parts]
    goals = [sum(wanted[: at + 1]) for at in range(len(wanted) - 1)]
    seen = 0
    for index, token in enumerate(tokens):
        if len(bounds) < len(goals) and seen >= goals[len(bounds)]:
            bounds.append(index)
        seen += len(token.replace("▁", ""))
    return bounds + [len(tokens)] * (len(goals) - len(bounds))


def cut_tokens(hypothesis: Hypothesis, bounds: Sequence[int], size: int, spaced: bool) -> list[list[str]]:
    """Cut target tokens into one run a part, where attention passes from part to part.

    Args:
        hypothesis: With its attention; without, the cuts are proportional.
        bounds: First source token of each part but the first.
        size: Source tokens in all.
        spaced: Cut only where a word begins.
    """
    tokens = list(hypothesis.tokens)
    runs: list[list[str]] = []
    start = 0
    for bound in bounds:
        cut = _best_cut(hypothesis, bound, size, start, spaced)
        runs.append(tokens[start:cut])
        start = cut
    return [*runs, tokens[start:]]


def _best_cut(hypothesis: Hypothesis, bound: int, size: int, start: int, spaced: bool) -> int:
    tokens = hypothesis.tokens
    left = [_mass_before(hypothesis, index, bound, size) for index in range(len(tokens))]
    best, best_score = len(tokens), float("-inf")
    for cut in range(start, len(tokens) + 1):
        if spaced and 0 < cut < len(tokens) and not tokens[cut].startswith("▁"):
            continue
        score = sum(left[start:cut]) + sum(1 - mass for mass in left[cut:])
        if 0 < cut < len(tokens) and tokens[cut - 1].endswith((",", "\uff0c", ";", "\uff1b", "、", "。")):
            score += 0.5  # between equal cuts, the one after a comma reads better
        if score > best_score:
            best, best_score = cut, score
    return best


def _mass_before(hypothesis: Hypothesis, index: int, bound: int, size: int) -> float:
    if not hypothesis.attention:
        return 1.0 if index * size < bound * len(hypothesis.tokens) else 0.0
    row = hypothesis.attention[index][:size]
    total = sum(row)
    return sum(row[:bound]) / total if total else 0.5
