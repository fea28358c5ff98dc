"""Make up batches: a function of the sentences alone, whatever order they came in.

CTranslate2 does not promise that a sentence is worded alike in every batch (its
issue 693), so the same sentences must always meet in the same batches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

__all__ = ["make_batches"]

_MAX_ROWS = 256


def make_batches(rows: Sequence[Sequence[str]], max_tokens: int) -> Iterator[list[int]]:
    """Yield the indices of rows, longest rows first, at most ``max_tokens`` a batch with its padding.

    Args:
        rows: Different tokenised sentences.
        max_tokens: Bound on rows times the longest row; a longer row stands alone.
    """
    order = sorted(range(len(rows)), key=lambda index: (-len(rows[index]), rows[index]))
    batch: list[int] = []
    for index in order:
        width = len(rows[batch[0]]) if batch else 0
        if batch and (width * (len(batch) + 1) > max_tokens or len(batch) >= _MAX_ROWS):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
