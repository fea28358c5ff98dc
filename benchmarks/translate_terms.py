"""Are the case's terms in the text, at what cost, and would a placeholder have survived?"""

from __future__ import annotations

import csv
import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.bars import Figure
from benchmarks.translate_peers import open_demo
from translate.glossary import Glossary, load_glossary

__all__ = ["enforcement"]

TERMS = 200
SENTENCES = 400
_STARTER = Path(__file__).parents[1] / "samples" / "glossary" / "immigration-zh-en.tsv"
_NOUNS = ("venue", "thing", "crime", "agency", "place", "relative", "country", "job", "illness")
_PLACEHOLDERS = ("EX_1", "XTERMA", "[1]", "Q7")


def enforcement() -> Iterator[Figure]:
    """Translate sentences that hold terms with a glossary of 200 and without, both ways."""
    import sacrebleu

    from samples.recipes.phrasebook import generate

    pairs = [(pair.zh, pair.en) for pair in generate("test", random.Random(23), SENTENCES * 6)]
    for source, target in (("zh", "en"), ("en", "zh")):
        at = 0 if source == "zh" else 1
        glossary = _glossary("zh-en" if source == "zh" else "both")
        rows = [pair for pair in dict.fromkeys(pairs) if glossary.uses(pair[at], source, target)][:SENTENCES]
        texts, wanted = [row[at] for row in rows], [row[1 - at] for row in rows]
        plain = list(open_demo().translate_lines(texts, source, target))
        held = list(open_demo(glossary).translate_lines(texts, source, target))
        without, with_terms = (float(sacrebleu.corpus_chrf(made, [wanted]).score) for made in (plain, held))
        name = f"{source}→{target}, {len(rows)} sentences"
        uses = sum(len(glossary.uses(text, source, target)) for text in texts)
        yield Figure(f"{name}: terms in the glossary", len(glossary))
        yield Figure(f"{name}: uses of terms", uses)
        yield Figure(
            f"{name}: right without the glossary", _right(glossary, texts, plain, (source, target)), "%"
        )
        right = _right(glossary, texts, held, (source, target))
        yield Figure(f"{name}: right with it", right, "%", 98, at_most=False)
        yield Figure(f"{name}: chrF without", without)
        yield Figure(f"{name}: chrF lost by it", without - with_terms, "", 1)
        if source == "zh":
            yield from _placeholders(glossary, texts[:100])


def _right(glossary: Glossary, texts: Sequence[str], made: Sequence[str], pair: tuple[str, str]) -> float:
    """Share of the uses of terms that are rendered as the glossary asks, per cent."""
    good = total = 0
    for text, other in zip(texts, made, strict=True):
        for use in glossary.uses(text, *pair):
            total += 1
            good += use.is_rendered(other, pair[1]) and not use.forbidden_in(other, pair[1])
    return 100 * good / max(total, 1)


def _placeholders(glossary: Glossary, texts: Sequence[str]) -> Iterator[Figure]:
    """How many placeholders written for a term come back whole, for each way to write one."""
    for sign in _PLACEHOLDERS:
        masked = [text.replace(glossary.uses(text, "zh", "en")[0].said, sign, 1) for text in texts]
        made = open_demo().translate_lines(masked, "zh", "en")
        kept = sum(sign in text or sign.replace("_", " ") in text for text in made)
        yield Figure(f"placeholder {sign}: comes back whole", 100 * kept / len(texts), "%")


def _glossary(direction: str) -> Glossary:
    """The starter glossary and nouns of the phrasebook, 200 rows together, all of one direction."""
    from samples.recipes.phrasebook.slots import values

    lines = _STARTER.read_text(encoding="utf-8").splitlines()
    known = {row["term"] for row in csv.DictReader(lines, delimiter="\t")}
    columns = lines[0].split("\t")
    for name in _NOUNS:
        try:
            offered = values(name)
        except KeyError:
            continue
        for value in offered:
            if len(lines) > TERMS or value.zh in known or len(value.zh) < 2:
                continue
            known.add(value.zh)
            row = {"term": value.zh, "preferred": value.en, "status": "draft", "direction": "zh-en"}
            lines.append("\t".join(row.get(column, "") for column in columns))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "terms.tsv"
        rows = [line.replace("\tzh-en", f"\t{direction}") for line in lines[: TERMS + 1]]
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        return load_glossary(path)
