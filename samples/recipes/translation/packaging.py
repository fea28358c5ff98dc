"""The whole package of a trained direction: converted, measured, described."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

from samples.recipes.phrasebook import Split
from samples.recipes.translation import corpus, scoring, training, vocabulary
from samples.recipes.translation.conversion import (
    LANGUAGES,
    Package,
    convert,
    recipe,
    write_manifest,
    write_model,
)
from samples.recipes.translation.scoring import Score
from samples.recipes.translation.variants import Sentence

log = logging.getLogger(__name__)

MEASURED = 1000
"""Sentences behind each published figure."""

PROBED = 120
"""Sentences with an unknown name on which the attention head is chosen."""

SEED = 7


def build(work: Path, source: str, target: str, out: Path) -> dict[str, Score]:
    """Make the package of the checkpoint in ``work``, with measured figures in its README; return them."""
    head = best_head(work, source)
    package = Package(source, target, readme="")
    convert(work / "checkpoint.pt", work / "sentencepiece.model", package, out, head)
    figures = {title: scoring.score(out, sentences)[0] for title, sentences in _sets(source).items()}
    for title, figure in figures.items():
        log.info("%s: %s", title, figure)
    (out / "README.md").write_text(readme(source, target, figures), encoding="utf-8")
    write_manifest(package, out)
    return figures


def best_head(work: Path, source: str) -> int:
    """Find the head of the last decoder layer that best points from an unknown piece to its source word.

    Measured on dev sentences, by the share in which the word came through.
    """
    model = training.load(work / "checkpoint.pt")
    pieces = vocabulary.pieces(vocabulary.load(work / "sentencepiece.model"))
    sentences = corpus.carried("dev", source, PROBED, SEED)
    shares = []
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder)
        (trial / "sentencepiece.model").write_bytes((work / "sentencepiece.model").read_bytes())
        for head in range(model.shape.heads):
            write_model(model, pieces, trial / "model", head)
            results = scoring.translate(trial, [sentence.source for sentence in sentences])
            shares.append(sum(corpus.FOREIGN_NAME in result for result in results) / len(sentences))
    log.info("unknown names carried over, by head: %s", [round(share, 3) for share in shares])
    return shares.index(max(shares))


def _sets(source: str) -> dict[str, list[Sentence]]:
    test: Split = "test"
    return {
        "held-out combinations": corpus.held_out(test, source, MEASURED, SEED),
        "held-out templates": corpus.held_out("test-template", source, MEASURED, SEED),
        "two sentences in one segment": corpus.joined(test, source, MEASURED // 2, SEED),
        "spoilt as recognition spoils": corpus.spoiled(test, source, MEASURED // 2, SEED),
        "a name in an unknown script": corpus.carried(test, source, MEASURED // 4, SEED),
    }


def readme(source: str, target: str, figures: dict[str, Score]) -> str:
    """Write the README of a package, with the figures as a table."""
    rows = "\n".join(
        f"| {title} | {figure.sentences} | {figure.chrf:.1f} | {figure.exact:.1%} | {figure.slots:.1%} "
        f"| {figure.loops} |"
        for title, figure in figures.items()
    )
    speed = figures["held-out combinations"]
    return _README.format(
        name=f"translate-{source}-{target}-demo",
        recipe=recipe(source, target),
        source_name=LANGUAGES[source],
        target_name=LANGUAGES[target],
        rows=rows,
        speed=round(speed.sentences / max(speed.seconds, 0.01)),
    )


_README = """\
# {name}

**A demo model.** It translates {source_name} to {target_name} in the language of one synthetic phrasebook:
what is said in an invented asylum hearing. It makes the demo, the tests and the benchmarks of Testimony run
on a real engine with no download. It is not for a recording of your own, and its figures say nothing about
other weights.

It is an Argos Translate package like any other: `metadata.json`, `sentencepiece.model`, and `model/`, a
CTranslate2 transformer with int8 weights.

## What it can do

- The phrasebook's sentences, in combinations of names, places, dates, numbers and documents that it never
  saw.
- Two or three of them in one segment, without their final mark, with a letter misheard.
- The codes of a transcript's legend (`[UI]`, `[IA]`, `[OV]`, `[PH]`, `[pause]`, `[laughter]`) are kept.
- A character that it does not know is carried over as it stands.

## What it cannot do

- Anything else. A sentence outside the phrasebook comes out as the nearest sentence inside it, fluent and
  wrong: the row *held-out templates* below shows how wrong.
- Names and places that are not in the phrasebook's lists.

## How it was made

Trained from nothing by `{recipe}` on one
processor thread; no other weights and no text from outside the phrasebook went into it. `manifest.json` holds
the SHA-256 of every file.

## Measured

Synthetic sentences of the phrasebook, this package as shipped, CTranslate2 with Argos Translate's own
arguments (beam 4, length penalty 0.2), sacrebleu chrF2. *Exact*: equal to the reference. *Slots*: of the
sentences with names, dates or numbers, those in which every one is right. *Loops*: translations that repeat
themselves.

| sentences | number | chrF | exact | slots | loops |
| --- | --- | --- | --- | --- | --- |
{rows}

About {speed} sentences a second of processor time, on one thread.
"""
