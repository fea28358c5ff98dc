"""Which turns of the interpreter render which turns of the others; and what has no counterpart."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from translate.renditions.align import Group, align
from translate.renditions.scoring import is_forward
from translate.renditions.turns import Turn

__all__ = ["Pairing", "Rendition", "Said", "Unpaired", "pair_turns"]

_INTERPRETED = 3  # speakers: two sides and an interpreter

_SHARE = 0.8  # of a voice's linked turns that render others: then it is the interpreter's
_ENOUGH = 4
_ALIKE = 0.25  # of the words of all pairs: below, two people speak two languages, and nobody renders them
_FEW = 0.15  # linked turns of all: below, the hearing has no interpreter that can be made out

# The interpreter speaking for themself, by what they say of themself.
_SELF_EN = re.compile(
    r"\b(?:the |this )?interpreter(?:'s)? (?:request|correct|clarif|ask|need|would|did|could|can|has|is|"
    r"was|apolog|note|inquir|error|stands?|wish|believe|inform|seek)|\binterpreter'?s? (?:note|correction)",
    re.IGNORECASE,
)
_SELF_ZH = re.compile(
    r"(?:翻译|译员|通译|传译)(?:员|人员)?(?:请求|请|需要|想|没有?听|更正|说明|要求|问一下|不清楚|补充)"
)


@dataclass(frozen=True, slots=True)
class Rendition:
    """What was said, and the interpreter's rendition of it.

    Attributes:
        originals: In order of time.
        renditions: In order of time.
        score: How well they fit, in nats; above zero is likelier than not.
        shared: Share of their words and figures that the other side has too, 0 to 1.
    """

    originals: tuple[Turn, ...]
    renditions: tuple[Turn, ...]
    score: float
    shared: float = 1.0


@dataclass(frozen=True, slots=True)
class Unpaired:
    """A turn without a counterpart.

    Attributes:
        kind: ``not_interpreted``; ``record_only`` for words in the language of the record that nobody
            rendered to the other side; ``not_said`` (a rendition of nothing); ``aside`` (the interpreter
            speaking for themself); ``unknown`` where it cannot be told who speaks.
    """

    turn: Turn
    kind: str


@dataclass(frozen=True, slots=True)
class Said:
    """What people said about the pairing.

    Attributes:
        links: (ids of originals, ids of their renditions).
        refused: (id of an original, id of a rendition) that do not belong together.
    """

    links: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    refused: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Pairing:
    """The whole hearing.

    Attributes:
        renditions: In order of the originals.
        unpaired: In order of time.
        interpreters: Ids of the speakers who render others, named so or found to be so.
        interpreted: False where no interpreter can be made out.
    """

    renditions: tuple[Rendition, ...]
    unpaired: tuple[Unpaired, ...]
    interpreters: frozenset[str]
    interpreted: bool


def pair_turns(turns: Sequence[Turn], said: Said | None = None) -> Pairing:
    """Pair the turns of a hearing; works without speakers, and better with them.

    Args:
        turns: In order of time, of any number of languages; see ``turns.turns_of``.
        said: What people said renders what, and what does not; it stands as they said it.
    """
    said = said or Said()
    found = _renditions(turns, said)
    named = frozenset(turn.speaker for turn in turns if turn.interprets)
    if not named and (voices := _interpreting(found, turns)):
        turns = [replace(turn, interprets=turn.speaker in voices, is_sure=False) for turn in turns]
        found, named = _renditions(turns, said), voices
    linked = {turn.id for one in found for turn in (*one.originals, *one.renditions)}
    interpreted = bool(named) or (len(linked) > _FEW * len(turns) and _share(found) > _ALIKE)
    if not interpreted:
        found, linked = [], set()
    record = _record_language(found, turns)
    left = [Unpaired(turn, _kind(turn, record, interpreted)) for turn in turns if turn.id not in linked]
    return Pairing(tuple(found), tuple(left), named, interpreted)


def _share(found: Sequence[Rendition]) -> float:
    """The mean share of words that originals and renditions have in common."""
    return sum(one.shared for one in found) / len(found) if found else 0.0


def _renditions(turns: Sequence[Turn], told: Said) -> list[Rendition]:
    """Align every two languages; of two claims to the same turns, the one that fits better wins."""
    fixed = list(_fixed(turns, told))
    taken = {turn.id for one in fixed for turn in (*one.originals, *one.renditions)}
    said = [
        turn
        for turn in turns
        if turn.id not in taken and (turn.interprets is False or not is_aside(turn.text))
    ]
    streams = Counter(turn.language for turn in said if turn.language)
    claims: list[Rendition] = []
    for one, other in combinations([code for code, _ in streams.most_common()], 2):
        first, second = (one, other) if one == "zh" or other == "en" else (other, one)
        groups = align(
            [turn for turn in said if turn.language == first],
            [turn for turn in said if turn.language == second],
            told.refused,
        )
        claims += [_directed(group) for group in groups if group.score > 0]
    return sorted((*fixed, *_without_clashes(claims)), key=lambda one: one.originals[0].start_ms)


def _fixed(turns: Sequence[Turn], told: Said) -> Iterator[Rendition]:
    """What people linked, where the rows still have words."""
    known = {turn.id: turn for turn in turns}
    for originals, renditions in told.links:
        if all(one in known for one in (*originals, *renditions)):
            sides = [tuple(known[one] for one in ids) for ids in (originals, renditions)]
            yield Rendition(sides[0], sides[1], math.inf)


def _directed(group: Group) -> Rendition:
    """Tell the original by the speaker, else by who began first."""
    forward = is_forward(group.first[0], group.second[0])
    pair = (group.first, group.second) if forward else (group.second, group.first)
    return Rendition(*pair, group.score, group.shared)


def _without_clashes(claims: Iterable[Rendition]) -> list[Rendition]:
    """Let a turn be rendered once and render once; in relay interpreting one turn does both."""
    rendered: set[str] = set()
    rendering: set[str] = set()
    kept = []
    for one in sorted(claims, key=lambda claim: -claim.score):
        sides = {turn.id for turn in one.originals}, {turn.id for turn in one.renditions}
        if sides[0] & rendered or sides[1] & rendering:
            continue
        kept.append(one)
        rendered |= sides[0]
        rendering |= sides[1]
    return kept


def _interpreting(found: Sequence[Rendition], turns: Sequence[Turn]) -> frozenset[str]:
    """Voices that render others in both languages, nearly always."""
    renders = Counter(turn.speaker for one in found for turn in one.renditions)
    speaks = Counter(turn.speaker for one in found for turn in one.originals)
    if len({turn.speaker for turn in turns}) < _INTERPRETED:
        return frozenset()
    return frozenset(
        voice
        for voice, count in renders.items()
        if count >= _ENOUGH
        and count >= _SHARE * (count + speaks[voice])
        and len({turn.language for turn in turns if turn.speaker == voice}) > 1
    )


def _record_language(found: Sequence[Rendition], turns: Sequence[Turn]) -> str:
    """The language of the record: English where it is spoken, else the one most is rendered into."""
    into = Counter(turn.language for one in found for turn in one.renditions)
    if any(turn.language == "en" for turn in turns):
        return "en"
    return into.most_common(1)[0][0] if into else ""


def _kind(turn: Turn, record: str, interpreted: bool) -> str:
    if not interpreted:
        return "unknown"
    if is_aside(turn.text) and turn.interprets is not False:
        return "aside"
    if turn.interprets is None or not turn.is_sure:
        return "not_interpreted" if turn.language and turn.language != record else "unknown"
    if turn.interprets:
        return "not_said"
    return "record_only" if turn.language == record else "not_interpreted"


def is_aside(text: str) -> bool:
    """Tell whether the interpreter speaks for themself: "The interpreter requests a repetition."."""
    return bool(_SELF_EN.search(text) or _SELF_ZH.search(text))
