"""Prefer, among what the engine itself would say, what the glossary asks for.

Nothing is ever written into a translation by rule: a term is enforced by choosing
among the engine's own hypotheses, and where none has it the flag stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from translate.engines.base import Hypothesis, SentenceEngine
from translate.loops import is_looping
from translate.search import Rendering, basic_search, search_sentences, text_of

if TYPE_CHECKING:
    from translate.glossary import Glossary, Use
    from translate.options import TranslationOptions

__all__ = ["prefer_terms"]

_HYPOTHESES = 12
_MARGIN = 1.0  # mean log-probability a token may lose for a term; more is damage


def prefer_terms(
    engine: SentenceEngine,
    best: Mapping[str, Rendering],
    glossary: Glossary,
    pair: tuple[str, str],
    options: TranslationOptions,
) -> dict[str, Rendering]:
    """Search again where a sentence lacks its terms; give the sentences that gained by it.

    Args:
        engine: The engine that found them.
        best: Sentence → what the plain search found.
        glossary: The terms.
        pair: Source and target language.
        options: The search.
    """
    wanting: dict[str, Sequence[Use]] = {}
    for sentence, rendering in best.items():
        uses = glossary.uses(sentence, *pair)
        if uses and _faults(uses, rendering.text, pair[1]):
            wanting[sentence] = uses
    if not wanting:
        return {}
    search = replace(basic_search(options), beam_size=_HYPOTHESES, hypotheses=_HYPOTHESES)
    better = {}
    for sentence, hypotheses in search_sentences(engine, list(wanting), search, options.batch_tokens):
        chosen = _choose(engine, sentence, hypotheses, wanting[sentence], pair[1])
        if _faults(wanting[sentence], chosen.text, pair[1]) < _faults(
            wanting[sentence], best[sentence].text, pair[1]
        ):
            better[sentence] = chosen
    return better


def _choose(
    engine: SentenceEngine,
    sentence: str,
    hypotheses: Sequence[Hypothesis],
    uses: Sequence[Use],
    language: str,
) -> Rendering:
    renderings = [
        Rendering(text_of(engine, sentence, hypothesis.tokens), hypothesis.score)
        for hypothesis in hypotheses
        if hypothesis.score >= hypotheses[0].score - _MARGIN
    ]
    sound = [each for each in renderings if not is_looping(sentence, each.text)] or renderings
    return min(sound, key=lambda each: _faults(uses, each.text, language))


def _faults(uses: Sequence[Use], text: str, language: str) -> int:
    missing = sum(not use.is_rendered(text, language) for use in uses)
    return missing + sum(len(use.forbidden_in(text, language, uses)) for use in uses)
