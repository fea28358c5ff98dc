"""Error rates and word times: how measured text is compared with what was said."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def units(text: str, language: str) -> list[str]:
    """Split into what is counted: characters in Chinese, words in English; no case, no punctuation."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(c if unicodedata.category(c)[0] in "LNM" or c == "'" else " " for c in folded)
    return list(kept.replace(" ", "")) if language == "zh" else kept.replace("'", "").split()


def _table(said: Sequence[str], heard: Sequence[str]) -> NDArray[np.int32]:
    table = np.zeros((len(said) + 1, len(heard) + 1), dtype=np.int32)
    table[:, 0] = np.arange(len(said) + 1)
    table[0] = np.arange(len(heard) + 1)
    for i, left in enumerate(said, start=1):
        for j, right in enumerate(heard, start=1):
            swap = table[i - 1, j - 1] + (left != right)
            table[i, j] = min(swap, table[i - 1, j] + 1, table[i, j - 1] + 1)
    return table


def errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """Count the fewest substitutions, deletions and insertions from one to the other."""
    return int(_table(said, heard)[-1, -1])


def matches(said: Sequence[str], heard: Sequence[str]) -> list[tuple[int, int]]:
    """Pair the positions of units that a best alignment leaves unchanged."""
    table = _table(said, heard)
    i, j, pairs = len(said), len(heard), []
    while i and j:
        if said[i - 1] == heard[j - 1] and table[i, j] == table[i - 1, j - 1]:
            pairs.append((i - 1, j - 1))
            i, j = i - 1, j - 1
        elif table[i, j] == table[i - 1, j - 1] + 1:
            i, j = i - 1, j - 1
        elif table[i, j] == table[i - 1, j] + 1:
            i -= 1
        else:
            j -= 1
    return pairs[::-1]
