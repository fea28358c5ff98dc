"""What the interpreter said beside what was said: turns paired, and the pairs compared. Pure."""

from translate.renditions.compare import Difference, compare
from translate.renditions.pairing import Pairing, Rendition, Said, Unpaired, pair_turns
from translate.renditions.turns import Turn, turns_of

__all__ = [
    "Difference",
    "Pairing",
    "Rendition",
    "Said",
    "Turn",
    "Unpaired",
    "compare",
    "pair_turns",
    "turns_of",
]
