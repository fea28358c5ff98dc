"""Colours of the speakers, told apart by people who are colour-blind too.

Each theme has eight. Any two of one theme differ by at least 20 units of CIELAB (ΔE*76), seen with full
colour vision and as Machado, Oliveira and Fernandes (2009) compute protanopia, deuteranopia and tritanopia;
each has a contrast of at least 4.5 : 1 (WCAG 2.1, AA), in the high-contrast theme 7 : 1 (AAA), against the
background and against the current row. The earlier ones differ most. Colour is never alone: each speaker has
a number beside the name, which is the key that gives a segment to that speaker.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

__all__ = ["SPEAKER_COLOURS", "SPEAKER_INKS", "colour_variables", "speaker_digits", "speaker_inks"]

SPEAKER_COLOURS: Mapping[str, tuple[str, ...]] = {
    "dark": ("#7dcfff", "#d8902a", "#f7dc1f", "#c292a0", "#d9f283", "#99ab61", "#b5f8c2", "#9196f7"),
    "light": ("#0b5f7a", "#252d05", "#7b47bf", "#531437", "#7f5352", "#59681d", "#2a0787", "#3e015a"),
    "contrast": ("#00ffff", "#f4d916", "#9cbe7a", "#cc97f3", "#e9a03e", "#bbffc8", "#69c6a7", "#dff98a"),
}
"""Name of a theme → its colours, as ``#rrggbb``, the first speaker's first."""

SPEAKER_INKS = tuple(f"speaker{number}" for number in range(1, 9))
"""Inks of ``tui.widgets.ink`` in the order of the speakers; the ninth speaker has the first one again."""

_DIGITS = 9


def colour_variables(theme: str) -> dict[str, str]:
    """The variables of a theme for the style sheet: ``speaker1`` … ``speaker8`` → ``#rrggbb``."""
    return dict(zip(SPEAKER_INKS, SPEAKER_COLOURS[theme], strict=True))


def speaker_inks(speakers: Iterable[str]) -> dict[str, str]:
    """Speaker id → ink, for the ids in the order in which the transcript lists its speakers."""
    return {one: SPEAKER_INKS[number % len(SPEAKER_INKS)] for number, one in enumerate(speakers)}


def speaker_digits(speakers: Iterable[str]) -> dict[str, str]:
    """Speaker id → the key ``1`` … ``9`` of that speaker; one space for the tenth and later ones."""
    return {one: str(number) if number <= _DIGITS else " " for number, one in enumerate(speakers, start=1)}
