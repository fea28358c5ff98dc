"""The tests' own helpers: the same made-up rows, kills, power cuts and forgeries, at full counts."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

__all__ = ["helper"]

_TESTS = Path(__file__).parents[1] / "tests"


def helper(name: str) -> Any:
    """One of the modules that lie beside the tests."""
    if str(_TESTS) not in sys.path:
        sys.path.insert(0, str(_TESTS))
    return importlib.import_module(name)
