"""What the interpreter said beside what was said: turns paired, and the pairs compared. Pure."""

from translate.renditions.pairing import Pairing, Rendition, Unpaired, pair_turns
from translate.renditions.turns import Turn, turns_of

__all__ = ["Pairing", "Rendition", "Turn", "Unpaired", "pair_turns", "turns_of"]
