"""One engine, many sentences: batches in, the best text of each out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from translate.batching import make_batches
from translate.engines.base import Hypothesis, SearchOptions, SentenceEngine
from translate.joining import Unit, cut_tokens, source_bounds
from translate.loops import collapse_loop, is_looping
from translate.options import TranslationOptions
from translate.protect import restore_underscores
from translate.sentences import join_sentences, writes_spaces

__all__ = [
    "Candidate",
    "CountErrors",
    "Rendering",
    "find_candidates",
    "search_sentences",
    "split_joined",
    "translate_sentences",
]

_RETRY_NO_REPEAT = 4
CountErrors = Callable[[str, str], int]


@dataclass(frozen=True, slots=True)
class Rendering:
    """A text in the target language.

    Attributes:
        text: The translation of the whole text.
        score: Mean log-probability of a token in its weakest sentence; 0 where nothing was translated.
    """

    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of several translations of a text.

    Attributes:
        text: The whole translation.
        score: Mean log-probability of a token.
        tokens: Each piece the engine wrote, with its log-probability.
    """

    text: str
    score: float
    tokens: tuple[tuple[str, float], ...]


def basic_search(options: TranslationOptions) -> SearchOptions:
    """Give the search that the options ask for, with Argos Translate's own arguments."""
    return SearchOptions(beam_size=options.beam, length_penalty=options.length_penalty)


def search_sentences(
    engine: SentenceEngine, sentences: Sequence[str], search: SearchOptions, batch_tokens: int
) -> Iterator[tuple[str, list[Hypothesis]]]:
    """Yield every sentence with its hypotheses, in batches of so many tokens, the longest sentences first."""
    rows = [engine.encode(sentence) for sentence in sentences]
    batches = list(make_batches(rows, batch_tokens))
    found = engine.translate(([rows[index] for index in batch] for batch in batches), search)
    for batch, results in zip(batches, found, strict=True):
        yield from zip((sentences[index] for index in batch), results, strict=True)


def translate_sentences(
    engine: SentenceEngine,
    sentences: list[str],
    options: TranslationOptions,
    count_errors: CountErrors | None = None,
) -> dict[str, Rendering]:
    """Translate different sentences; one that loops is searched again, and cut if it still does.

    Args:
        engine: One direction.
        sentences: Each once.
        options: The search.
        count_errors: Source, target → how many errors the checks find. With it, each sentence gets the
            hypothesis with the fewest errors, of several the likeliest; without it, the likeliest.
    """
    search = basic_search(options)
    if count_errors is not None:
        search = replace(search, hypotheses=options.beam)
    best = _best(engine, sentences, search, options.batch_tokens, count_errors)
    looping = [sentence for sentence in sentences if is_looping(sentence, best[sentence].text)]
    if looping:
        again = replace(search, no_repeat=_RETRY_NO_REPEAT)
        for sentence, rendering in _best(engine, looping, again, options.batch_tokens).items():
            still = is_looping(sentence, rendering.text)
            text = collapse_loop(best[sentence].text) if still else rendering.text
            best[sentence] = Rendering(text, min(best[sentence].score, rendering.score))
    return best


def _best(
    engine: SentenceEngine,
    sentences: list[str],
    search: SearchOptions,
    batch_tokens: int,
    count_errors: CountErrors | None = None,
) -> dict[str, Rendering]:
    found = {}
    for sentence, hypotheses in search_sentences(engine, sentences, search, batch_tokens):
        renderings = (Rendering(text_of(engine, sentence, one.tokens), one.score) for one in hypotheses)
        found[sentence] = _fewest_errors(sentence, renderings, count_errors)
    return found


def _fewest_errors(
    sentence: str, renderings: Iterator[Rendering], count_errors: CountErrors | None
) -> Rendering:
    """The first rendering, which is the likeliest, unless a later one has fewer errors."""
    best = next(renderings)
    if count_errors is None:
        return best
    fewest = count_errors(sentence, best.text)
    for other in renderings:
        if fewest == 0:
            break
        if other.text.strip() and (errors := count_errors(sentence, other.text)) < fewest:
            best, fewest = other, errors
    return best


def text_of(engine: SentenceEngine, sentence: str, tokens: Sequence[str]) -> str:
    """Give the text of target tokens, exhibit numbers as the source writes them."""
    return restore_underscores(sentence, engine.decode(tokens)).strip()


def split_joined(
    engine: SentenceEngine, units: Sequence[Unit], pair: tuple[str, str], options: TranslationOptions
) -> dict[Unit, list[Rendering]]:
    """Translate sentences that run across segments, one rendering a part."""
    source, target = pair
    search = replace(basic_search(options), attention=True)
    by_text = {unit.text(source): unit for unit in units}
    found = {}
    for text, hypotheses in search_sentences(engine, list(by_text), search, options.batch_tokens):
        unit, tokens = by_text[text], engine.encode(text)
        bounds = source_bounds(tokens, [part for _, part in unit.parts])
        runs = cut_tokens(hypotheses[0], bounds, len(tokens), writes_spaces(target))
        parts = zip(unit.parts, runs, strict=True)
        found[text] = [
            Rendering(collapse_loop(text_of(engine, part, run)), hypotheses[0].score)
            for (_, part), run in parts
        ]
    return {unit: found[unit.text(source)] for unit in units}


def find_candidates(
    engine: SentenceEngine, sentences: Sequence[str], target: str, count: int, options: TranslationOptions
) -> list[Candidate]:
    """Give up to ``count`` translations of a text from the n-best lists of its sentences."""
    if not sentences:
        return []
    search = replace(basic_search(options), beam_size=max(options.beam, count), hypotheses=count)
    unique = list(dict.fromkeys(sentences))
    lists = dict(search_sentences(engine, unique, search, options.batch_tokens))
    candidates: dict[str, Candidate] = {}
    for rank in range(count):
        chosen = [lists[sentence][min(rank, len(lists[sentence]) - 1)] for sentence in sentences]
        candidate = _candidate(engine, list(zip(sentences, chosen, strict=True)), target)
        candidates.setdefault(candidate.text, candidate)
    return list(candidates.values())


def _candidate(engine: SentenceEngine, chosen: list[tuple[str, Hypothesis]], target: str) -> Candidate:
    texts, tokens = [], []
    for sentence, hypothesis in chosen:
        texts.append(text_of(engine, sentence, hypothesis.tokens))
        scores = engine.score_tokens(engine.encode(sentence), hypothesis.tokens)
        tokens += list(zip(hypothesis.tokens, scores, strict=False))
    score = sum(hypothesis.score for _, hypothesis in chosen) / len(chosen)
    return Candidate(join_sentences(texts, target), score, tuple(tokens))
