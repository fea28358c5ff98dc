"""Which sentences may be trained on, which tune thresholds, and which measure.

Everything is decided by SHA-256 of the text itself, so a template that is added or moved never
moves another one, and two machines agree:

- about 8 % of the templates with slots are held out whole (``test-template``);
- of the rest, each combination of template and slot values falls into train (90 %), dev (4 %) or
  test (6 %); sentences without slots (an oath, a ruling) are always in train.
"""

import hashlib
from typing import Literal, get_args

Split = Literal["train", "dev", "test", "test-template"]
SPLITS: tuple[Split, ...] = get_args(Split)

_HELD_OUT_TEMPLATES = 8
_TRAIN, _DEV = 90, 94


def percentile(*parts: str) -> int:
    """Give a stable number from 0 to 99 for some strings."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return int.from_bytes(digest[:8], "big") % 100


def template_is_held_out(pattern: str) -> bool:
    """Say whether a Chinese pattern with slots is kept wholly out of training."""
    return "{" in pattern and percentile("template", pattern) < _HELD_OUT_TEMPLATES


def split_of(pattern: str, fillings: tuple[str, ...]) -> Split:
    """Give the split of one sentence: its Chinese pattern and its slots' Chinese values in order."""
    if not fillings:
        return "train"
    if template_is_held_out(pattern):
        return "test-template"
    place = percentile("combination", pattern, *fillings)
    if place < _TRAIN:
        return "train"
    return "dev" if place < _DEV else "test"
