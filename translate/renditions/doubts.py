"""Where the draft itself may be wrong: what a wrong transcription explains is nobody's error."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from testimony.transcript.types import FlagKind, ReviewState, Segment, Severity, Word
from translate.renditions.compare import Difference

__all__ = ["draft_doubts"]

_SPEECH = frozenset({
    FlagKind.LOW_CONFIDENCE, FlagKind.LANGUAGE_UNCERTAIN, FlagKind.SCRIPT_MISMATCH, FlagKind.VARIETY_MISMATCH,
    FlagKind.OVER_SILENCE, FlagKind.KNOWN_CAPTION, FlagKind.LOOP, FlagKind.TOO_FAST, FlagKind.TRUNCATED,
    FlagKind.AUDIO_DAMAGED,
})  # fmt: skip
# Probabilities below which a word may have been misheard: any word, and one that the difference is about.
# See docs/decisions/0114.
_ANYWHERE, _AT_THE_DIFFERENCE = 0.5, 0.9
_SHOWN = 3
_TOKEN = re.compile(r"[A-Za-z0-9:.'$]+|[\u3400-\u9fff]")
# Words of our own notes, which quote what differs.
_OURS = frozenset(
    """the a an of in is as or that this original rendition says say said does do not nothing names speaks
    what was will be renders sounds means calls for strong certain english chinese negates only one side
    spells another name likely perhaps other words source translation no such place""".split()
)
_SENTENCE_END = re.compile(r"[.?!。？！][\s\"”]*(?=\S)")


Heard = tuple[Segment, Sequence[Word]]


def draft_doubts(
    found: Sequence[Difference], originals: Sequence[Heard], renditions: Sequence[Heard]
) -> list[str]:
    """Say of each difference why the draft may be wrong; empty where nothing says so.

    A text that a person wrote or approved is not doubted. Where one difference of a pair may come from
    the draft, each of them may.

    Args:
        found: The differences of one pair.
        originals: Its rows, with their words and the probabilities of these.
        renditions: The same of the rows that render them.
    """
    longer = {
        row.id
        for side, other in ((originals, renditions), (renditions, originals))
        for row, _ in side
        if _sentences([row]) > _sentences([one for one, _ in other])
    }
    reasons = [
        [
            reason
            for row, words in (*originals, *renditions)
            if row.state.source is ReviewState.UNREVIEWED
            and (reason := _reason(each, row, words, several=row.id in longer))
        ]
        for each in found
    ]
    shared = next((each for each in reasons if each), [])
    return [
        f"The draft may be wrong, listen to {', '.join(own or shared)}." if own or shared else ""
        for own in reasons
    ]


def _sentences(rows: Sequence[Segment]) -> int:
    return sum(1 + len(_SENTENCE_END.findall(row.source)) for row in rows)


def _reason(found: Difference, row: Segment, words: Sequence[Word], *, several: bool) -> str:
    kinds = [flag.kind for flag in row.flags if flag.kind in _SPEECH and flag.severity is not Severity.INFO]
    if kinds:
        return f"row {row.id} ({kinds[0].value.replace('_', ' ')})"
    if weak := list(dict.fromkeys(_weak(found, words)))[:_SHOWN]:
        return f"row {row.id} (“{' '.join(weak)}” was heard with little certainty)"
    if several:
        return f"row {row.id} (it may hold more than one turn)"
    return ""


def _weak(found: Difference, words: Sequence[Word]) -> Iterator[str]:
    about = {token.lower().strip(".") for token in _TOKEN.findall(found.note)} - _OURS
    for word in words:
        text = word.text.strip()
        tokens = {token.lower().strip(".") for token in _TOKEN.findall(text)}
        if tokens and word.probability < (_ANYWHERE if tokens.isdisjoint(about) else _AT_THE_DIFFERENCE):
            yield text
