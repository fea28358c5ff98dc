"""An original and its rendition compared, by the rules of the translation checks and by those of speech."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass

from testimony.text.scripts import normalise
from testimony.transcript.findings import FindingKind, Grade
from testimony.transcript.types import Flag, FlagKind, Severity
from translate.checks import Context
from translate.checks.pair import Pair
from translate.checks.reading.gazetteer import gazetteer, plain_name
from translate.checks.registry import flags_of
from translate.checks.sense.completeness import LENGTH_RATIO
from translate.glossary import Glossary
from translate.renditions.families import swaps
from translate.renditions.hedges import hedge_added, hedge_dropped
from translate.renditions.names import unaccounted_names, unrendered_names
from translate.renditions.persons import person_changed, reported_speech, subject_changed
from translate.renditions.speech import Spoken, tidy
from translate.renditions.tenses import tense_changed

__all__ = ["Difference", "Sides", "compare"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a rendition says otherwise.

    Attributes:
        note: What differs, one sentence.
        sure: False where free wording may explain it.
    """

    kind: FindingKind
    grade: Grade
    note: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Sides:
    """What the rules look at: both texts without hesitations, and by language.

    Attributes:
        original: What was said.
        rendition: What the interpreter said.
        languages: Of the two.
        chinese: The Chinese side, Simplified, with plain punctuation; empty where there is none.
        english: The English side; empty where there is none.
        from_chinese: The original is the Chinese side.
        pair: The same as the translation checks read it: the rendition is the translation.
    """

    original: Spoken
    rendition: Spoken
    languages: tuple[str, str]
    chinese: str
    english: str
    from_chinese: bool
    pair: Pair


Rule = Callable[[Sides], Iterator[Difference]]

_GRADES = {
    FindingKind.NUMBER: Grade.CRITICAL,
    FindingKind.DATE: Grade.CRITICAL,
    FindingKind.NEGATION: Grade.CRITICAL,
    FindingKind.INTENSITY: Grade.CRITICAL,
    FindingKind.HEDGE: Grade.MINOR,
    FindingKind.REPORTED_SPEECH: Grade.MINOR,
}
_OF_FLAGS = {
    FlagKind.NUMBER_MISMATCH: FindingKind.NUMBER,
    FlagKind.DATE_MISMATCH: FindingKind.DATE,
    FlagKind.NEGATION: FindingKind.NEGATION,
    FlagKind.PRONOUN: FindingKind.PERSON,
    FlagKind.KINSHIP: FindingKind.KINSHIP,
    FlagKind.NAME_MISMATCH: FindingKind.NAME,
    FlagKind.TERM_MISSING: FindingKind.TERM,
    FlagKind.TERM_FORBIDDEN: FindingKind.TERM,
    FlagKind.LENGTH_RATIO: FindingKind.OMISSION,
    FlagKind.UNTRANSLATED: FindingKind.OMISSION,
}
_HAN = re.compile(r"[\u3400-\u9fff]")
_TYPICAL = 0.66  # English words for a Chinese character, docs/decisions/0041


def compare(
    original: str, rendition: str, languages: tuple[str, str], glossary: Glossary | None = None
) -> list[Difference]:
    """Find what a rendition says otherwise than the original; nothing where it is right.

    Args:
        original: What was said, all rows of it.
        rendition: What the interpreter said.
        languages: BCP-47 codes of the two.
        glossary: The case's terms, where there are any.
    """
    sides = _sides(original, rendition, languages, glossary)
    found: list[Difference] = []
    for rule in _RULES if sides.chinese and sides.english else (_checked,):
        found += rule(sides)
    return _settled(found)


def _sides(original: str, rendition: str, languages: tuple[str, str], glossary: Glossary | None) -> Sides:
    codes = [language.split("-")[0].lower() for language in languages]
    said, rendered = tidy(original, codes[0]), tidy(rendition, codes[1])
    chinese = english = ""
    if set(codes) == {"zh", "en"}:
        chinese, english = (said, rendered) if codes[0] == "zh" else (rendered, said)
        chinese = normalise(chinese)
        english = english.replace("’", "'")
    pair = Pair(said, rendered, *languages, Context(glossary=glossary))
    return Sides(said, rendered, languages, chinese, english, codes[0] == "zh", pair)


def _of(kind: FindingKind, note: str, *, sure: bool = True, grade: Grade | None = None) -> Difference:
    return Difference(kind, grade or _GRADES.get(kind, Grade.MAJOR), note, sure)


def _checked(sides: Sides) -> Iterator[Difference]:
    """The rules of the translation checks: the rendition is the translation."""
    for flag in flags_of(sides.pair):
        if flag.severity is Severity.INFO:
            continue
        kind = _OF_FLAGS.get(flag.kind, FindingKind.MEANING)
        if flag.kind is FlagKind.NAME_MISMATCH and _names_a_place(flag, sides):
            kind = FindingKind.PLACE
        if flag.kind is FlagKind.LENGTH_RATIO and _is_longer(sides) and "Nothing" not in flag.note:
            kind = FindingKind.ADDITION
        yield _of(kind, _reworded(flag.note), sure=flag.severity is Severity.ERROR)


def _names_a_place(flag: Flag, sides: Sides) -> bool:
    known = gazetteer()
    words = {plain_name(word) for word in flag.note.split()}
    return bool(words & known.english.keys()) or any(
        place.text in flag.note for place in known.find(sides.chinese)
    )


def _is_longer(sides: Sides) -> bool:
    """Tell whether the rendition says more than the original, by their lengths."""
    chinese, english = _TYPICAL * len(_HAN.findall(sides.chinese)), len(sides.english.split())
    return (english > chinese) == sides.from_chinese


def _reworded(note: str) -> str:
    """What the checks say of a source and a translation, said of an original and a rendition."""
    for theirs, ours in (("translation", "rendition"), ("source", "original"), ("..", ".")):
        note = note.replace(theirs, ours)
    return note


def _added(sides: Sides) -> Iterator[Difference]:
    """What the rendition says beyond the original: the rule of what was left out, the other way round."""
    turned = _turned(sides.pair)
    for severity, note in LENGTH_RATIO.find(turned):
        if severity is not Severity.INFO and note.startswith("Nothing"):
            extra = note.partition(": ")[2]
            yield _of(FindingKind.ADDITION, f"Nothing in the original says: {extra}", sure=False)


_FAMILY_KINDS = {"intensity": FindingKind.INTENSITY, "place": FindingKind.PLACE}


def _turned(pair: Pair) -> Pair:
    """The same pair with the rendition for its source; nothing is read again."""
    turned = copy(pair)
    turned.source, turned.target = pair.target, pair.source
    turned.source_language, turned.target_language = pair.target_language, pair.source_language
    turned.from_chinese = not pair.from_chinese
    return turned


def _families(sides: Sides) -> Iterator[Difference]:
    """A warrant for another, left for right, a push for a blow."""
    for swap in swaps(sides.chinese, sides.english, from_chinese=sides.from_chinese):
        kind = _FAMILY_KINDS.get(swap.family, FindingKind.TERM)
        lost, extra = ", ".join(swap.lost), ", ".join(swap.extra)
        if lost and extra:
            yield _of(kind, f"The original says {lost}, the rendition {extra}.")
        elif lost and kind is not FindingKind.PLACE:
            says = "is as strong as" if kind is FindingKind.INTENSITY else "says"
            yield _of(kind, f"Nothing in the rendition {says} {lost}.", sure=False)
        elif extra and kind is not FindingKind.PLACE:
            yield _of(kind, f"The rendition says {extra}; the original does not.", sure=False)


def _named(sides: Sides) -> Iterator[Difference]:
    """Names and places by their sound."""
    extra = unaccounted_names(sides.chinese, sides.english)
    lost = unrendered_names(sides.chinese, sides.english)
    if not extra and not lost:
        return
    kind = FindingKind.PLACE if not lost and _is_place(extra, sides) else FindingKind.NAME
    english, chinese = ", ".join(extra), "、".join(lost)
    if english and chinese:
        first, second = (chinese, english) if sides.from_chinese else (english, chinese)
        yield _of(kind, f"The original names {first}, the rendition {second}.")
    elif english:
        side, other = ("rendition", "original") if sides.from_chinese else ("original", "rendition")
        yield _of(kind, f"The {side} names {english}; nothing in the {other} sounds or means that.")
    else:
        side, other = ("original", "rendition") if sides.from_chinese else ("rendition", "original")
        yield _of(kind, f"The {side} names {chinese}; the {other} spells another name.")


_PERSON_ZH = re.compile(r"叫|姓|名字|先生|女士|小姐|律师|法官|医生|老师|警官|主任|所长|牧师|认识")


def _is_place(names: list[str], sides: Sides) -> bool:
    """Tell places from people: known ones, or what follows a preposition and no other name."""
    known = gazetteer().own_english
    if any(plain_name(name) in known for name in names):
        return True
    name = re.escape(names[0])
    if re.search(
        rf"\b[A-Z][a-z]+ {name}\b|\b{name} (?!County|City|Province|Village|Town|District)[A-Z]", sides.english
    ):
        return re.search(rf"\b(?:in|at|near|through|via) (?:[A-Z]\w+ )?{name}\b", sides.english) is not None
    after = re.search(rf"\b(?:in|at|near|through|via|to|from|of) (?:the )?{name}\b", sides.english)
    return after is not None or not _PERSON_ZH.search(sides.chinese)


def _reported(sides: Sides) -> Iterator[Difference]:
    if words := reported_speech(sides.chinese, sides.english, from_chinese=sides.from_chinese):
        yield _of(FindingKind.REPORTED_SPEECH, f"The speaker is reported, not rendered: {words}")


def _persons(sides: Sides) -> Iterator[Difference]:
    found = subject_changed(sides.chinese, sides.english)
    if not found:
        found = person_changed(*sides.pair.persons)
    if found:
        first, second = found if sides.from_chinese else (found[1], found[0])
        yield _of(FindingKind.PERSON, f"The original speaks of {first}, the rendition of {second}.")


def _tenses(sides: Sides) -> Iterator[Difference]:
    if note := tense_changed(sides.chinese, sides.english, from_chinese=sides.from_chinese):
        yield _of(FindingKind.TENSE, note, sure=False)


def _hedges(sides: Sides) -> Iterator[Difference]:
    if words := hedge_dropped(sides.chinese, sides.english, from_chinese=sides.from_chinese):
        yield _of(FindingKind.HEDGE, f"The original is not certain ({words}); the rendition is.")
    elif words := hedge_added(sides.chinese, sides.english, from_chinese=sides.from_chinese):
        yield _of(FindingKind.HEDGE, f"The rendition is not certain ({words}); the original is.", sure=False)


_RULES: tuple[Rule, ...] = (
    _checked, _reported, _persons, _named, _families, _tenses, _hedges, _added,
)  # fmt: skip


def _settled(found: list[Difference]) -> list[Difference]:
    """One finding for one thing: what another one explains is left out."""
    kinds = {one.kind for one in found}
    hidden: set[FindingKind] = set()
    if FindingKind.REPORTED_SPEECH in kinds:
        hidden |= {FindingKind.PERSON, FindingKind.ADDITION, FindingKind.TENSE}
    if kinds & {FindingKind.NUMBER, FindingKind.DATE}:
        found = [one for one in found if not _quotes_a_figure(one, found)]
    kept: dict[FindingKind, Difference] = {}
    for one in found:
        framed = FindingKind.REPORTED_SPEECH in kinds and one.kind is FindingKind.TERM and not one.sure
        if (
            one.kind not in hidden
            and not framed
            and (one.kind not in kept or (one.sure and not kept[one.kind].sure))
        ):
            kept[one.kind] = one
    return list(kept.values())


_FIGURE = re.compile(r"[\d零〇一二两三四五六七八九十百千万亿]+")


def _quotes_a_figure(one: Difference, found: list[Difference]) -> bool:
    """Tell whether a clause seems left out or added only because its figure differs."""
    if one.kind not in (FindingKind.OMISSION, FindingKind.ADDITION) or one.sure:
        return False
    figures = {
        figure
        for other in found
        if other.kind in (FindingKind.NUMBER, FindingKind.DATE) and ", the rendition " in other.note
        for figure in _FIGURE.findall(other.note)
    }
    return any(figure in one.note for figure in figures)
