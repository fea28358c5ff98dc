"""Names that speech recognition may have written otherwise: 李明, 黎明; Li Ming, Lee Ming; Mr. Li."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import product
from pathlib import Path

from testimony.export.redaction.names import readings, romans_of, rules_for_names, syllables_of
from testimony.export.redaction.plain import folded, plain
from testimony.export.redaction.profile import Person, Profile
from testimony.text.han import is_han
from testimony.transcript.errors import ExportError
from testimony.transcript.types import Transcript

__all__ = ["lookalikes", "refuse_lookalikes"]

_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_LATIN_WORD = re.compile(r"[^\W\d_\u3400-\u9fff]+")
_SHORT, _LONG_ENOUGH = 2, 5
_GIVEN_ENOUGH = 4
_LISTED = 40
_TITLES = r"(?:Mr|Mrs|Ms|Miss|Mister|Dr|Pastor|Uncle|Auntie?|Brother|Sister)\.?\s+"
_CALLED = "先生|女士|小姐|太太|夫人|老师|师傅|医生|律师|牧师|弟兄|姊妹|大哥|大姐|叔叔|阿姨|某某?|氏"


def refuse_lookalikes(path: Path, profile: Profile, transcript: Transcript) -> None:
    """Stop until a person has decided about everything that sounds or looks like a redacted name.

    Raises:
        ExportError: Something is neither in ``accept`` nor in ``refuse``; the message lists it.
    """
    undecided: list[str] = []
    for number, person in enumerate(profile.people, start=1):
        found = lookalikes(person, transcript)
        undecided += [f"{text} (line {line}, like person {number})" for text, line in found.items()]
    if undecided:
        more = f" and {len(undecided) - _LISTED} more" if len(undecided) > _LISTED else ""
        listed = "; ".join(undecided[:_LISTED]) + more
        raise ExportError(
            f"These may be redacted names that were written otherwise: {listed}.",
            f"Put each into accept or refuse of the person in {path}.",
        )


def lookalikes(person: Person, transcript: Transcript) -> dict[str, str]:
    """Return what may be a person's name, and the first line that has it.

    That is: what sounds like the name or is one edit away from it, in either script; Chinese that reads
    like a name given in Latin letters only; a given name, or a family name with a title, alone.
    """
    given = (*person.hanzi, *person.roman, *person.aliases, *person.accept, *person.refuse)
    decided = {_key(text) for text in given}
    known = [rule.pattern for rule in rules_for_names(person, "")]
    search = _Search(person)
    found: dict[str, str] = {}
    for line, text in _texts(transcript):
        shown = plain(text)
        looked = folded(shown)
        spans = _outermost(search.spans(looked))
        if not spans:
            continue
        taken = [match.span() for pattern in known for match in pattern.finditer(looked)]
        for start, end in spans:
            candidate = " ".join(shown[start:end].split())
            inside = any(start < last and first < end for first, last in taken)
            if not inside and _key(candidate) not in decided:
                found.setdefault(candidate, line)
    return found


def _outermost(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out what stands inside another: a decision about Fang Yongfu is one about its Yongfu."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


def _texts(transcript: Transcript) -> Iterator[tuple[str, str]]:
    for segment in transcript.segments:
        yield segment.id, segment.source
        yield segment.id, segment.target
        yield from ((segment.id, note.text) for note in segment.notes)


def _key(text: str) -> str:
    return "".join(re.findall(r"\w", folded(plain(text)))).lower()


class _Search:
    """What to look for in folded text for one person."""

    def __init__(self, person: Person) -> None:
        hanzi = ["".join(filter(is_han, folded(plain(name)))) for name in person.hanzi]
        self._hanzi = [name for name in hanzi if len(name) >= _SHORT]
        tokens = romans_of(person)
        self._romans = {"".join(one).lower() for one in tokens} | {
            "".join(reversed(one)).lower() for one in tokens
        }
        self._sounds = () if self._hanzi else tuple(filter(None, map(_syllables, tokens)))
        self._alone = tuple(_alone(self._hanzi, tokens))

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where something alike stands."""
        for run in _HAN_RUN.finditer(text):
            for start, end in self._han(run[0]):
                yield run.start() + start, run.start() + end
        yield from _latin(text, self._romans)
        for pattern in self._alone:
            yield from (match.span() for match in pattern.finditer(text))

    def _han(self, run: str) -> Iterator[tuple[int, int]]:
        tests: list[tuple[int, Callable[[str], bool]]] = [
            (len(name), partial(_alike, name)) for name in self._hanzi
        ]
        tests += [(len(one), partial(_reads, one)) for one in self._sounds]
        for size, test in tests:
            for at in range(len(run) - size + 1):
                if test(run[at : at + size]):
                    yield at, at + size


def _alike(name: str, window: str) -> bool:
    """Same sound throughout; or one character other, for two-character names one that sounds near."""
    other = [(a, b) for a, b in zip(window, name, strict=True) if a != b]
    if not other:
        return False
    if all(_sounds(a) & _sounds(b) for a, b in other):
        return True
    if len(other) != 1:
        return False
    (a, b), *_ = other
    return len(name) > _SHORT or any(_one_edit(x, y) for x in _sounds(a) for y in _sounds(b))


@lru_cache(maxsize=8192)
def _sounds(character: str) -> frozenset[str]:
    return frozenset(readings(character))


def _reads(syllables: Sequence[str], window: str) -> bool:
    return all(one in _sounds(character) for character, one in zip(window, syllables, strict=True))


def _syllables(tokens: Sequence[str]) -> tuple[str, ...]:
    """Cut a name in pinyin into its two to four syllables; nothing where it is no pinyin."""
    found = [syllables_of(token) for token in tokens]
    flat = tuple(one for part in found for one in part)
    return flat if all(found) and _SHORT <= len(flat) <= _GIVEN_ENOUGH else ()


def _alone(hanzi: Iterable[str], tokens: Iterable[Sequence[str]]) -> Iterator[re.Pattern[str]]:
    """Find a given name of two characters or four letters, and a family name with a title."""
    for name in hanzi:
        family, rest = name[0], name[1:]
        if len(rest) >= _SHORT:
            yield re.compile(re.escape(rest))
        yield re.compile(f"{family}(?:{_CALLED})|[小老阿]{family}")
    for spelling in tokens:
        words = [re.escape(token) for token in spelling]
        if len(words) > 1:
            yield re.compile(rf"(?i)(?<![A-Za-z]){_TITLES}(?:{'|'.join(words)})(?![A-Za-z])")
            alone = [word.capitalize() for word in words if len(word) >= _GIVEN_ENOUGH]
            alone += [word.upper() for word in alone]
            if alone:
                yield re.compile(rf"(?<![A-Za-z])(?:{'|'.join(alone)})(?![A-Za-z])")


def _latin(text: str, romans: Iterable[str]) -> Iterator[tuple[int, int]]:
    squeezed_text = _letters(text)
    # One edit leaves one half of a name as it was.
    names = [
        name
        for name in romans
        if len(name) >= _LONG_ENOUGH
        and (name[: len(name) // 2] in squeezed_text or name[len(name) // 2 :] in squeezed_text)
    ]
    if not names:
        return
    words = list(_LATIN_WORD.finditer(text))
    shortest, longest = min(map(len, names)) - 1, max(map(len, names)) + 1
    for at, size in product(range(len(words)), (1, 2, 3)):
        group = words[at : at + size]
        squeezed = "".join(word[0] for word in group).lower()
        fits = len(group) == size and shortest <= len(squeezed) <= longest
        if fits and any(_one_edit(squeezed, name) for name in names):
            yield group[0].start(), group[-1].end()


@lru_cache(maxsize=4096)
def _letters(text: str) -> str:
    return "".join(_LATIN_WORD.findall(text)).lower()


def _one_edit(one: str, other: str) -> bool:
    """Whether a single insertion, deletion or replacement leads from one to the other."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    at = 0
    while at < min(len(one), len(other)) and one[at] == other[at]:
        at += 1
    if len(one) == len(other):
        return one[at + 1 :] == other[at + 1 :]
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[at + 1 :] == shorter[at:]
