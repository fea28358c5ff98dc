"""The sounds under and between training speech."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from samples.recipes.speech import noises
from samples.recipes.synthesis import RATE


@pytest.mark.parametrize("maker", sorted(set(noises.MAKERS), key=str))
def test_sounds_have_unit_level_and_follow_from_the_seed(maker: Callable[..., np.ndarray]) -> None:
    first, second = (maker(RATE, np.random.default_rng(7)) for _ in range(2))
    assert first.dtype == np.float32
    assert first.shape == (RATE,)
    assert np.array_equal(first, second)
    assert np.sqrt(np.mean(first**2)) == pytest.approx(1.0, abs=0.05)
