"""What CTranslate2 answers → what the engine's protocol asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from transcribe.engines.base import Piece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["mean_logprob", "positions", "probabilities", "timed_pieces"]

_STEP_MS = 20  # a position of the encoder, and so of an alignment


def positions(
    encoding: NDArray[np.float32], stretches_ms: Iterable[tuple[int, int]]
) -> Iterator[NDArray[np.float32]]:
    """Yield the part of an encoding that each stretch takes up; at least one position."""
    for start, end in stretches_ms:
        first = min(start // _STEP_MS, len(encoding) - 1)
        yield encoding[first : max(first + 1, -(-end // _STEP_MS))]


def probabilities(row: Sequence[tuple[str, float]]) -> dict[str, float]:
    """Turn language tokens with their probabilities into languages with theirs."""
    return {token[2:-2]: float(probability) for token, probability in row}


def mean_logprob(result: Any) -> float:
    """Undo the length normalisation of beam search, and count the end token, as faster-whisper does."""
    length = len(result.sequences_ids[0])
    return float(result.scores[0]) * length / (length + 1)


def timed_pieces(tokenizer: Any, tokens: list[int], alignment: Any) -> list[Piece]:
    """Join tokens to whole characters, and give each its time on the alignment path."""
    import numpy as np

    texts, groups = tokenizer.split_tokens_on_unicode([*tokens, tokenizer.eot])
    limits = np.concatenate([[0], np.cumsum([len(group) for group in groups[:-1]])]).astype(int)
    text_indices = np.array([pair[0] for pair in alignment.alignments])
    time_indices = np.array([pair[1] for pair in alignment.alignments])
    jumps = np.concatenate([[True], np.diff(text_indices) > 0])
    times = time_indices[jumps]
    times = np.append(times, [time_indices[-1]] * max(0, len(tokens) + 1 - len(times)))
    probabilities = alignment.text_token_probs
    return [
        Piece(
            int(times[first]) * _STEP_MS,
            int(times[last]) * _STEP_MS,
            text,
            float(np.mean(probabilities[first:last])),
        )
        for text, first, last in zip(texts[:-1], limits[:-1], limits[1:], strict=True)
    ]
