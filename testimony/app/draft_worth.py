"""What a draft is worth to the person who corrects it, judged against a reference.

Correcting text pays only while most of it is right: with up to about 30 % of wrong words people were faster
with a draft, and faster from nothing above it (Gaur et al. 2016, "The Effects of Automatic Speech
Recognition Quality on Human Transcription Latency"). Flags are worth what they find: the share of wrong
lines that they mark, against the share of right lines that they mark for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from testimony.app.evaluation import ComparedRow
from testimony.transcript.types import Severity

__all__ = ["TYPING_ANEW", "DraftWorth", "FlagYield", "judge_draft"]

TYPING_ANEW = 0.30  # share of wrong words or characters above which typing from nothing is faster


@dataclass(frozen=True, slots=True)
class FlagYield:
    """What one kind of flag found.

    Attributes:
        kind: The kind (``low_confidence``).
        wrong_lines: Lines with an error that carry it.
        right_lines: Lines without one that carry it.
    """

    kind: str
    wrong_lines: int
    right_lines: int


@dataclass(frozen=True, slots=True)
class DraftWorth:
    """What a draft and its flags are worth; a line is a row of the reference.

    Attributes:
        error_rates: Language → errors by characters or words of the reference, 0 at best.
        wrong_lines: Lines with an error.
        right_lines: Lines without one.
        found: Wrong lines with a flag of severity ``warn`` or ``error``.
        false_alarms: Right lines with one.
        flags: For each kind of flag what it found, the most useful first.
        overlooked_ms: Starts, in milliseconds, of the wrong lines that no flag marks.
    """

    error_rates: dict[str, float]
    wrong_lines: int
    right_lines: int
    found: int
    false_alarms: int
    flags: tuple[FlagYield, ...]
    overlooked_ms: tuple[int, ...]

    def helps(self, language: str) -> bool:
        """True where correcting the draft is faster than typing the lines of a language anew."""
        return self.error_rates[language] <= TYPING_ANEW

    def as_json(self) -> dict[str, object]:
        """The object that ``evaluate --json`` prints as ``worth``."""
        return {
            "draft_helps": {language: self.helps(language) for language in self.error_rates},
            "wrong_lines": self.wrong_lines,
            "right_lines": self.right_lines,
            "wrong_lines_flagged": self.found,
            "right_lines_flagged": self.false_alarms,
            "flags": {
                flag.kind: {"wrong_lines": flag.wrong_lines, "right_lines": flag.right_lines}
                for flag in self.flags
            },
            "overlooked_ms": list(self.overlooked_ms),
        }


def judge_draft(compared: Sequence[ComparedRow]) -> DraftWorth:
    """Judge a draft by its rows.

    Args:
        compared: The rows of a reference beside the draft.

    Returns:
        The verdict; a row that the draft lacks is a wrong line without a flag.
    """
    marks = [_kinds(item) for item in compared]
    wrong = [bool(item.errors) for item in compared]
    kinds = sorted({kind for kinds in marks for kind in kinds})
    found = [
        FlagYield(
            kind,
            sum(kind in kinds and bad for kinds, bad in zip(marks, wrong, strict=True)),
            sum(kind in kinds and not bad for kinds, bad in zip(marks, wrong, strict=True)),
        )
        for kind in kinds
    ]
    return DraftWorth(
        error_rates=_error_rates(compared),
        wrong_lines=sum(wrong),
        right_lines=len(wrong) - sum(wrong),
        found=sum(bool(kinds) and bad for kinds, bad in zip(marks, wrong, strict=True)),
        false_alarms=sum(bool(kinds) and not bad for kinds, bad in zip(marks, wrong, strict=True)),
        flags=tuple(sorted(found, key=lambda flag: (flag.right_lines - flag.wrong_lines, flag.kind))),
        overlooked_ms=tuple(
            item.row.start_ms
            for item, kinds, bad in zip(compared, marks, wrong, strict=True)
            if bad and not kinds
        ),
    )


def _kinds(item: ComparedRow) -> frozenset[str]:
    return frozenset(
        flag.kind.value
        for segment in item.segments
        for flag in segment.flags
        if flag.severity is not Severity.INFO
    )


def _error_rates(compared: Sequence[ComparedRow]) -> dict[str, float]:
    rates = {}
    for language in dict.fromkeys(item.row.language for item in compared):
        own = [item for item in compared if item.row.language == language]
        rates[language] = sum(item.errors for item in own) / max(1, sum(item.units for item in own))
    return rates
