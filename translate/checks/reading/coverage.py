"""How likely a clause was left out, from the words of it that the other side renders.

Each known word of a clause is evidence: of the words of its kind, so many are found on the other side of a
right translation, and so many beside a text that has nothing to do with it. ``coverage.txt`` holds the
logarithms of these odds, and the weights by which they are judged together with the lengths of both sides.
Both were fitted by ``python -m benchmarks.translate_coverage`` on right translations and on the same with a
clause cut out.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from translate.checks.reading.dictionary import Anchor, dictionary, root
from translate.checks.reading.lexicon import stem
from translate.checks.words.tables import read_lines, read_table

if TYPE_CHECKING:
    from translate.checks.pair import Pair
    from translate.checks.reading.figures.facts import Fact

__all__ = [
    "FEATURES",
    "FIGURES",
    "TYPICAL",
    "Clause",
    "Covered",
    "cover",
    "features",
    "odds_of",
    "weigh",
    "worst_clause",
]

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z0-9_]+")
_DIGIT = r"[零一二三四五六七八九\d]"  # of a number that is read out: 二零八,五四三
_CLAUSE_ZH = re.compile(rf"(?:(?<!{_DIGIT})[,、]|[,、](?!{_DIGIT}{_DIGIT})|[。;!?:\s])+")
_COUNT = re.compile(
    "[零一二两三四五六七八九十百千万半几第\\d][零一二两三四五六七八九十百千万半几]*[个次年天月号岁点块元张只]?"
)
_TAG = re.compile(r"[\[【][^\]】]*[\]】]")
_PARTED_ZH = re.compile(r"[,。;!?、:\s](?=.)")
_STOP_EN = re.compile(r"[,.;!?:]\s+")
_CLAUSE_EN = re.compile(
    r"[,.;!?:]\s+|\s+(?:and|but|because|so|then|when|while|before|after|until|if|that|who|which)\s+",
    re.IGNORECASE,
)
# English letters and spaces for a Chinese character: the middle of right pairs of rounds 2 to 14. The ratio
# of letters spreads less than that of words (0.24 against 0.26 in logarithms).
TYPICAL = 4.15
_LEAST = 3
FIGURES = frozenset({"zf", "ef"})  # kinds of word that are figures, Chinese and English
_AS_USUAL = 0.24  # of 829 pairs that lost or got a clause and were found, 1 % are nearer to the usual length
FEATURES = (
    "one", "length", "length squared", "size", "fewer clauses", "one clause", "one clause left",
    "figures lost", "worst clause", "unrendered", "all words", "fewer and shorter", "run and length",
    "chinese",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of one side.

    Attributes:
        words: Its known words: what kind each is, and whether the other side renders it.

    """

    text: str
    words: tuple[tuple[str, bool], ...]

    @property
    def is_whole(self) -> bool:
        """True for three characters or three words; less is an interjection."""
        return len(_HAN.findall(self.text)) >= _LEAST or len(self.text.split()) >= _LEAST


@dataclass(frozen=True, slots=True)
class Covered:
    """The longer side of a pair by clauses: where it is the source, one may have been left out, else added.

    Attributes:
        clauses: Of the longer side.
        stops: How many clauses stops part on it, and on the other side.
        lost: How many figures only it states.
        length: How short the other side is for it, 0 as usual and less where shorter; a logarithm.
        size: Characters of the Chinese side.
        is_source: The longer side is the source.
        is_chinese: The longer side is the Chinese.
    """

    clauses: tuple[Clause, ...]
    stops: tuple[int, int]
    lost: int
    length: float
    size: int
    is_source: bool
    is_chinese: bool


@cache
def _fitted() -> tuple[dict[str, tuple[float, float]], tuple[float, ...]]:
    odds: dict[str, tuple[float, float]] = {}
    weights: dict[str, float] = {}
    for kind, *values in read_table("coverage.txt"):
        if len(values) == 1:
            weights[kind] = float(values[0])
        else:
            odds[kind] = float(values[0]), float(values[1])
    return odds, tuple(weights[name] for name in FEATURES)


def odds_of(kind: str, rendered: bool) -> float:
    """Give the evidence of one word: above 0 where it speaks for a clause that was left out."""
    return _fitted()[0].get(kind, (0.0, 0.0))[rendered]


def weigh(covered: Covered) -> float:
    """Give the log odds that nothing on the other side renders one of the clauses."""
    weights = _fitted()[1]
    return sum(weight * value for weight, value in zip(weights, features(covered), strict=True))


def cover(pair: Pair) -> Covered | None:
    """Part the longer side into clauses and see which of its words are rendered.

    None where a side has no words, where both are one clause, which has none to lose, and where neither is
    shorter than usual, as next to all are that lost one.
    """
    size, words = len(_HAN.findall(pair.zh)), len(pair.english_words)
    if not size or not words:
        return None
    size += len(_LATIN.findall(pair.zh))  # EX_1 and a licence plate are words on both sides
    length = math.log((words + sum(map(len, pair.english_words))) / (TYPICAL * size))
    if abs(length) < _AS_USUAL:
        return None
    if not (_PARTED_ZH.search(pair.zh.strip()) or _CLAUSE_EN.search(pair.english_digits.strip())):
        return None
    chinese = length < 0
    clauses = tuple(_chinese(pair) if chinese else _english(pair))
    english_stops = sum(1 for part in _STOP_EN.split(pair.english_digits) if part.strip())
    stops = len(clauses) if chinese else sum(1 for part in _CLAUSE_ZH.split(pair.zh) if part), english_stops
    return Covered(
        clauses,
        stops if chinese else stops[::-1],
        len(pair.differences[0 if chinese else 1]),
        -abs(length),
        size,
        chinese == pair.from_chinese,
        chinese,
    )


def features(covered: Covered) -> tuple[float, ...]:
    """Give what the weights are for, in the order of ``FEATURES``."""
    evidence = [[odds_of(*word) for word in clause.words] for clause in covered.clauses]
    flat = [value for clause in evidence for value in clause]
    fewer = float(max(covered.stops[0] - covered.stops[1], 0))
    return (
        1.0,
        covered.length,
        covered.length**2,
        math.log(covered.size),
        fewer,
        float(covered.stops[0] == 1),
        float(covered.stops[1] == 1),
        float(covered.lost),
        max((sum(clause) for clause in evidence), default=0.0),
        sum(value for value in flat if value > 0),
        sum(flat),
        fewer * covered.length,
        _best_run(flat) * covered.length,
        float(covered.is_chinese),
    )


def worst_clause(clauses: Sequence[Clause]) -> Clause:
    """Give the clause whose words speak most for its being left out; interjections last."""
    whole = [clause for clause in clauses if clause.is_whole] or clauses
    return max(whole, key=lambda clause: sum(odds_of(*word) for word in clause.words))


def _best_run(values: Sequence[float]) -> float:
    """Give the largest sum of neighbours."""
    best = now = 0.0
    for value in values:
        now = max(0.0, now + value)
        best = max(best, now)
    return best


@cache
def _light() -> frozenset[str]:
    """Read the words that tell of no clause, both languages."""
    return frozenset(word for line in read_lines("light_words.txt") for word in line.split())


def _telling(anchors: Sequence[Anchor]) -> list[Anchor]:
    """Leave out grammar, light verbs and figures, which a right translation adds and drops as it likes."""
    light = _light()
    return [each for each in anchors if each[0] not in light and not _COUNT.fullmatch(each[0])]


def _chinese(pair: Pair) -> list[Clause]:
    known = dictionary()
    texts = [text for text in _CLAUSE_ZH.split(_TAG.sub(" ", pair.zh)) if text]
    anchors = [_telling(known.chinese_anchors(text, pair.english_words)) for text in texts]
    figures = [_figures("zf", text, pair.facts[0], pair.differences[0]) for text in texts]
    return _clauses(texts, anchors, figures, _kind_zh)


def _english(pair: Pair) -> list[Clause]:
    known, reachable = dictionary(), dictionary().reachable(pair.zh)
    texts = [text for text in _CLAUSE_EN.split(_TAG.sub(" ", pair.english_digits)) if text.strip()]
    anchors = [_telling(known.english_anchors(text, reachable)) for text in texts]
    figures = [_figures("ef", text, pair.facts[1], pair.differences[1]) for text in texts]
    return _clauses(texts, anchors, figures, _kind_en)


def _clauses(
    texts: Sequence[str],
    anchors: Sequence[Sequence[Anchor]],
    figures: Sequence[list[tuple[str, bool]]],
    kind: Callable[[str], str],
) -> list[Clause]:
    """Name the kind of each word; one that comes again in another clause tells of neither."""
    often = Counter(word for found in anchors for word in {word for word, _, _ in found})
    return [
        Clause(text, (*((kind(word), seen) for word, _, seen in found if often[word] == 1), *known))
        for text, found, known in zip(texts, anchors, figures, strict=True)
    ]


def _figures(kind: str, text: str, facts: Sequence[Fact], lost: Sequence[Fact]) -> list[tuple[str, bool]]:
    return [(kind, fact not in lost) for fact in facts if not fact.weak and fact.text in text]


def _kind_zh(word: str) -> str:
    """Name the kind of a Chinese word: how long it is, and how many renderings it has."""
    return f"z{min(len(word), 4)}{min(len(dictionary().words[word]) // 3, 5)}"


def _kind_en(word: str) -> str:
    """Name the kind of an English word: how many Chinese words it may render."""
    often = dictionary().often
    return f"e{min(int(math.log2(max(often[stem(word)], often[root(word)]) + 1)), 10)}"
