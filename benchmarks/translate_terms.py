"""Are the case's terms in the text, at what cost, and would a placeholder have survived?"""

from __future__ import annotations

import csv
import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.bars import Figure
from benchmarks.translate_peers import open_demo
from translate.glossary import Glossary, Use, load_glossary

__all__ = ["enforcement"]

TERMS = 200
SENTENCES = 400
_STARTER = Path(__file__).parents[1] / "samples" / "glossary" / "immigration-zh-en.tsv"
_NOUNS = ("venue", "thing", "crime", "agency", "place", "relative", "country", "job")
_PLACEHOLDERS = ("EX_1", "XTERMA", "[1]", "Q7")


def enforcement() -> Iterator[Figure]:
    """Translate sentences that hold terms with a glossary of 200 and without, both ways."""
    import sacrebleu

    from samples.recipes.phrasebook import generate

    pairs = [(pair.zh, pair.en) for pair in generate("test", random.Random(23), SENTENCES * 6)]
    for source, target in (("zh", "en"), ("en", "zh")):
        at = 0 if source == "zh" else 1
        glossary = _glossary(f"{source}-{target}")
        rows = [pair for pair in dict.fromkeys(pairs) if glossary.uses(pair[at], source, target)][:SENTENCES]
        texts, wanted = [row[at] for row in rows], [row[1 - at] for row in rows]
        plain = list(open_demo().translate_lines(texts, source, target))
        held = list(open_demo(glossary).translate_lines(texts, source, target))
        without, with_terms = (float(sacrebleu.corpus_chrf(made, [wanted]).score) for made in (plain, held))
        name = f"{source}→{target}, {len(rows)} sentences"
        pair = (source, target)
        asked = _uses(glossary, texts, wanted, pair)
        yield Figure(f"{name}: terms in the glossary", len(glossary))
        yield Figure(f"{name}: uses of terms that the reference renders so", sum(map(len, asked)))
        yield Figure(f"{name}: right without the glossary", _right(asked, plain, target), "%")
        yield Figure(f"{name}: right with it", _right(asked, held, target), "%", 98, at_most=False)
        yield Figure(f"{name}: chrF without", without)
        yield Figure(f"{name}: chrF lost by it", without - with_terms, "", 1)
        if source == "zh":
            yield from _placeholders(glossary, texts[:100])


def _uses(
    glossary: Glossary, texts: Sequence[str], references: Sequence[str], pair: tuple[str, str]
) -> list[list[Use]]:
    """The uses of terms in each text; a word that is no term there ("school" in "I attended school") is none.

    Whether it is one is seen from the reference, which the glossary was not made from.
    """
    return [
        [use for use in glossary.uses(text, *pair) if use.is_rendered(reference, pair[1])]
        for text, reference in zip(texts, references, strict=True)
    ]


def _right(asked: Sequence[Sequence[Use]], made: Sequence[str], target: str) -> float:
    """Share of the uses of terms that are rendered as the glossary asks, per cent."""
    good = [
        use.is_rendered(text, target) and not use.forbidden_in(text, target, uses)
        for uses, text in zip(asked, made, strict=True)
        for use in uses
    ]
    return 100 * sum(good) / max(len(good), 1)


def _placeholders(glossary: Glossary, texts: Sequence[str]) -> Iterator[Figure]:
    """How many placeholders written for a term come back whole, for each way to write one."""
    for sign in _PLACEHOLDERS:
        masked = [text.replace(glossary.uses(text, "zh", "en")[0].said, sign, 1) for text in texts]
        made = open_demo().translate_lines(masked, "zh", "en")
        kept = sum(sign in text or sign.replace("_", " ") in text for text in made)
        yield Figure(f"placeholder {sign}: comes back whole", 100 * kept / len(texts), "%")


def _glossary(direction: str) -> Glossary:
    """200 rows: from Chinese the starter glossary and nouns of the phrasebook, from English nouns alone.

    The starter glossary holds from Chinese only: "court" is not always 法院.
    """
    lines = _STARTER.read_text(encoding="utf-8").splitlines()
    columns = lines[0].split("\t")
    rows = list(csv.DictReader(lines, delimiter="\t")) if direction == "zh-en" else []
    known = {row["term"] for row in rows}
    for term, accepted in _nouns(direction).items():
        if len(rows) < TERMS and term not in known:
            rows.append({"term": term, "preferred": "|".join(accepted), "direction": direction})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "terms.tsv"
        body = ["\t".join(row.get(column) or "" for column in columns) for row in rows[:TERMS]]
        path.write_text("\n".join([lines[0], *body]) + "\n", encoding="utf-8")
        return load_glossary(path)


def _nouns(direction: str) -> dict[str, list[str]]:
    """Nouns of the phrasebook with all that it renders them by."""
    from samples.recipes.phrasebook.slots import values

    found: dict[str, list[str]] = {}
    for name in _NOUNS:
        for value in values(name):
            term, other = (value.zh, value.en) if direction == "zh-en" else (value.en, value.zh)
            if len(value.zh) > 1:
                found.setdefault(term, []).append(other)
    return {term: list(dict.fromkeys(others)) for term, others in found.items()}
