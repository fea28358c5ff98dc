"""A wide Chinese–English dictionary that tells whether a word was rendered at all, and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from translate.checks.reading.lexicon import lexicon, stem
from translate.checks.words.tables import read_lines

__all__ = ["Dictionary", "dictionary", "past_forms", "root"]

_LETTERS = re.compile(r"[a-z]+")
_LONGEST = 5
_IDIOM = 4
_NO = re.compile("[不无未没非弗勿莫]")
_NO_DOUBT = re.compile("无论|不管|不论|不但|不过|不可$|^从来|不能不|[线轨]电|主义|神论")
_NUMERAL = re.compile("[一二两三四五六七八九十百千万]")
# A listed word that holds one of these does count: 百分之百, 三月份, 第二位.
_COUNTS = {
    4: re.compile("[年月日号点元块个岁天周]|星期|分之"),
    3: re.compile(
        "[年月日号点元块个岁天周人方口第份吨倍次位级件名位数几]|分之|[一二三四五六七八九十百千万]{2}"
    ),
}
# How much an English word tells: the more Chinese words it may render, the less its presence says.
_WEIGHTS = ((120, 1.0), (500, 0.5))
_LITTLE = 0.25
_FULL, _HALF = 1.0, 0.5

# Base form, then its other forms.
_FORMS = """be am is are was were been;beat beaten;become became;begin began begun;bend bent;bind bound
    bite bit bitten;bleed bled;break broke broken;bring brought;build built;burn burnt;buy bought;catch caught
    child children;choose chose chosen;come came;die died dead death dying;dig dug;draw drew drawn
    drink drank drunk;drive drove driven;eat ate eaten;fall fell fallen;feed fed;feel felt;fight fought
    find found;flee fled;fly flew flown;foot feet;forget forgot forgotten;freeze froze frozen;get got gotten
    give gave given;go went gone;undergo underwent undergone
    good better best well;grow grew grown;hang hung;hear heard;hide hid hidden
    hold held;keep kept;kneel knelt;know knew known;lead led;leave left;lend lent;lie lay lain lying;lose lost
    make made;man men;mean meant;meet met;pay paid;person people;ride rode ridden;rise rose risen;run ran
    say said;see saw seen;seek sought;sell sold;send sent;shake shook shaken;shoot shot;sink sank;sit sat
    sleep slept;speak spoke spoken;spend spent;stand stood;steal stole stolen;strike struck;swear swore sworn
    swim swam;take took taken;teach taught;tear tore torn;tell told;think thought;throw threw thrown;tie tying
    tooth teeth;understand understood;wake woke woken;wear wore worn;win won;withdraw withdrew;woman women
    write wrote written;bad worse worst;life lives;wife wives;knife knives;police policeman policemen
    """
_ROWS = [row.split() for row in re.split("[;\n]", _FORMS.strip())]
_IRREGULAR = {form: base for base, *forms in _ROWS for form in forms}
_NO_VERBS = frozenset(
    [
        "good",
        "bad",
        "man",
        "woman",
        "person",
        "policeman",
        "police",
        "child",
        "foot",
        "tooth",
        "life",
        "wife",
        "knife",
    ]
)


@cache
def past_forms() -> frozenset[str]:
    """Irregular past tenses and participles of English verbs, such as ``went``."""
    return frozenset(
        form for form, base in _IRREGULAR.items() if base not in _NO_VERBS and not form.endswith("ing")
    ) - {"am", "is", "are", "dead", "death"}


# English words that say so little that Chinese passes over them.
_COMMON = frozenset(
    """was were is are be been have had to in at on for the of us am by with or no so as a an and but this
    that these those it they he she you we i my your his her their our me him them did do does done
    would could should will can may might must what which who when where how why just also very much
    than then there here up out off down about into over only even still such if all any some each not s
    t re ve ll d m
    """.split()
)

Anchor = tuple[str, float, bool]


# What makes one word of another: protect, protection, protective.
_DERIVED = re.compile(
    r"(?<=[a-z]{4})(?:ment|ation|ition|at|ion|ness|ful|ly|al|ance|ence|ous|iv|abl|ibl|it|or)$"
)


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """Give what an English word shares with those derived from it: ``took`` → ``tak``, treatment → treat."""
    return _DERIVED.sub("", stem(_IRREGULAR.get(word, word)))


@dataclass(frozen=True)
class Dictionary:
    """Chinese words and what may render them.

    Attributes:
        words: Simplified word → stems and roots of English words.
        sure: Words of one character that mean little else; the others only help to find a rendering.
    """

    words: dict[str, frozenset[str]]
    sure: frozenset[str]

    @cached_property
    def often(self) -> Counter[str]:
        """How many Chinese words each English stem may render."""
        return Counter(each for stems in self.words.values() for each in stems)

    def chinese_anchors(self, clause: str, english: Sequence[str]) -> list[Anchor]:
        """Give the known words of a Chinese clause: word, weight, and whether the English renders it.

        Args:
            clause: Simplified.
            english: The words of the other side, lower case.
        """
        stems = self.roots(english)
        return [
            (word, _FULL if len(word) > 1 else _HALF, not stems.isdisjoint(self.words[word]))
            for word in self._parted(clause)
            if len(word) > 1 or word in self.sure
        ]

    def roots(self, english: Sequence[str]) -> frozenset[str]:
        """Give the stems and roots of English words, by which renderings are found; none of mere grammar."""
        words = [word for word in english if word not in _COMMON]
        return frozenset(stem(word) for word in words) | frozenset(root(word) for word in words)

    def english_anchors(self, clause: str, reachable: frozenset[str]) -> list[Anchor]:
        """Give the known words of an English clause: stem, weight, and whether the Chinese reaches it."""
        anchors = []
        for word in dict.fromkeys(_LETTERS.findall(clause.lower())):
            stems = {stem(word), root(word)}
            count = max(self.often[each] for each in stems)
            if count and word not in _COMMON:
                weight = next((value for bound, value in _WEIGHTS if count < bound), _LITTLE)
                anchors.append((word, weight, not stems.isdisjoint(reachable)))
        return anchors

    def reachable(self, chinese: str) -> frozenset[str]:
        """Give the stems that any word within a Chinese text may be rendered by."""
        found: set[str] = set()
        lengths, words = self.lengths, self.words
        for at, first in enumerate(chinese):
            for size in lengths.get(first, ()):
                if word := words.get(chinese[at : at + size]):
                    found.update(word)
        return frozenset(found)

    @cached_property
    def lengths(self) -> dict[str, tuple[int, ...]]:
        """First character → lengths of the words that begin with it, longest first."""
        found: dict[str, set[int]] = {}
        for word in self.words:
            if len(word) <= _LONGEST:
                found.setdefault(word[0], set()).add(len(word))
        return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in found.items()}

    @cached_property
    def negative_idioms(self) -> frozenset[str]:
        """Phrases of four characters that say no in the way of idioms (数不胜数, 无缘无故)."""
        return frozenset(
            word
            for word in self.words
            if len(word) == _IDIOM and _NO.search(word) and not _NO_DOUBT.search(word)
        )

    @cached_property
    def figure_phrases(self) -> frozenset[str]:
        """Words and idioms in which a numeral counts nothing (进退两难, 三角形)."""
        return frozenset(
            word
            for word in self.words
            if len(word) in {3, _IDIOM} and _NUMERAL.search(word) and not _COUNTS[len(word)].search(word)
        )

    def listed_words(self, text: str) -> list[tuple[str, float]]:
        """Give the known words of a Chinese text, Simplified, and what each weighs."""
        return [
            (word, _FULL if len(word) > 1 else _HALF)
            for word in self._parted(text)
            if len(word) > 1 or word in self.sure
        ]

    def root_of_each(self, english: Sequence[str]) -> list[str]:
        """Give one root for each English word, lower case; none for mere grammar."""
        return [root(word) for word in english if word not in _COMMON]

    def _parted(self, text: str) -> list[str]:
        """Give the listed words of a text, longest first at each place."""
        found, at, end = [], 0, len(text)
        lengths, words = self.lengths, self.words
        while at < end:
            step = 1
            for size in lengths.get(text[at], ()):
                if text[at : at + size] in words:
                    found.append(text[at : at + size])
                    step = size
                    break
            at += step
        return found


@cache
def dictionary() -> Dictionary:
    """Read the dictionary once; the project's own lexicon adds to it what hearings say."""
    known = lexicon().chinese
    words = {word: stems | {_DERIVED.sub("", each) for each in stems} for word, stems in known.items()}
    for line in read_lines("dictionary.txt"):
        word, *stems = line.split()
        words[word] = words.get(word, frozenset()) | frozenset(stems)
    found = Dictionary(words, frozenset(word for word in known if len(word) == 1))
    # Counted and sorted out here, so that the first pair pays for it and no later one.
    _ = found.lengths, found.often, found.negative_idioms, found.figure_phrases
    return found
