"""Average-linkage clustering by a nearest-neighbour chain: one matrix, merged in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Merge", "cut_at", "cut_into", "merges_of"]

Merge = tuple[int, int, float]


def merges_of(similarity: NDArray[np.float32], weights: NDArray[np.float32]) -> list[Merge]:
    """Merge all items into one, the most alike first.

    Average linkage is reducible, so a chain of nearest neighbours finds the same tree as a search for
    the best pair, in time that grows with the square of the items (Murtagh 1983).

    Args:
        similarity: Symmetric, shape (n, n); it is overwritten.
        weights: How much each item counts in an average, shape (n,), above zero.

    Returns:
        ``n - 1`` merges ``(kept, absorbed, similarity)``, most alike first; items are named by the
        index of one of their members.
    """
    import numpy as np

    count = len(weights)
    matrix = similarity
    np.fill_diagonal(matrix, -np.inf)
    mass = weights.astype(np.float64)
    alive = np.ones(count, bool)
    merges: list[Merge] = []
    chain: list[int] = []
    while len(merges) < count - 1:
        if not chain:
            chain.append(int(np.argmax(alive)))
        top = chain[-1]
        best = int(np.argmax(matrix[top]))
        if len(chain) > 1 and matrix[top, chain[-2]] >= matrix[top, best]:
            best = chain[-2]
            del chain[-2:]
            _join(matrix, mass, alive, (best, top), merges)
        else:
            chain.append(best)
    return sorted(merges, key=lambda merge: -merge[2])


def _join(
    matrix: NDArray[np.float32],
    mass: NDArray[np.float64],
    alive: NDArray[np.bool_],
    pair: tuple[int, int],
    merges: list[Merge],
) -> None:
    import numpy as np

    first, second = min(pair), max(pair)
    merges.append((first, second, float(matrix[first, second])))
    total = mass[first] + mass[second]
    row = (mass[first] * matrix[first] + mass[second] * matrix[second]) / total
    row[~alive] = -np.inf
    row[[first, second]] = -np.inf
    matrix[first], matrix[:, first] = row, row
    matrix[second], matrix[:, second] = -np.inf, -np.inf
    mass[first], alive[second] = total, False


def cut_at(merges: list[Merge], count: int, threshold: float) -> list[int]:
    """Label ``count`` items (0, 1, …) so that no merge below a score of ``threshold`` was made."""
    return _labels([merge for merge in merges if merge[2] >= threshold], count)


def cut_into(merges: list[Merge], count: int, clusters: int) -> list[int]:
    """Label ``count`` items so that a number of ``clusters`` remain, or one for each item."""
    return _labels(merges[: max(0, count - clusters)], count)


def _labels(merges: list[Merge], count: int) -> list[int]:
    parent = list(range(count))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for first, second, _ in merges:
        low, high = sorted((root(first), root(second)))
        parent[high] = low
    numbers: dict[int, int] = {}
    return [numbers.setdefault(root(item), len(numbers)) for item in range(count)]
