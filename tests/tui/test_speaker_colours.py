"""Colours of speakers can be told apart and read, by people who are colour-blind too."""

from __future__ import annotations

from itertools import combinations

import pytest
from textual.theme import Theme

from tui.palettes import PALETTES, THEMES
from tui.widgets.speaker_colours import (
    SPEAKER_COLOURS,
    SPEAKER_INKS,
    colour_variables,
    speaker_digits,
    speaker_inks,
)

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear sRGB.
VISION: dict[str, Matrix] = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
XYZ: Matrix = (
    (0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883),
)


def _linear(colour: str) -> Triple:
    values = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in values)
    return red, green, blue


def _times(matrix: Matrix, vector: Triple) -> Triple:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def _lab(linear: Triple) -> Triple:
    scaled = _times(XYZ, linear)
    x, y, z = (one ** (1 / 3) if one > 0.008856 else 7.787 * one + 16 / 116 for one in scaled)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _seen(colour: str, vision: str) -> Triple:
    first, second, third = (min(1.0, max(0.0, one)) for one in _times(VISION[vision], _linear(colour)))
    return _lab((first, second, third))


def _contrast(one: str, other: str) -> float:
    light = sorted(_times(XYZ, _linear(colour))[1] + 0.05 for colour in (one, other))
    return light[1] / light[0]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", VISION)
def test_any_two_speakers_differ(theme: str, vision: str) -> None:
    for one, other in combinations(SPEAKER_COLOURS[theme], 2):
        pairs = zip(_seen(one, vision), _seen(other, vision), strict=True)
        assert sum((a - b) ** 2 for a, b in pairs) ** 0.5 >= 20, (one, other)


@pytest.mark.parametrize("theme", PALETTES, ids=THEMES)
def test_each_speaker_can_be_read_on_every_ground(theme: Theme) -> None:
    needed = 7.0 if theme.name == "contrast" else 4.5
    for colour in SPEAKER_COLOURS[theme.name]:
        assert theme.background
        for ground in (theme.background, theme.variables["row"]):
            assert _contrast(colour, ground) >= needed, (colour, ground)


def test_themes_hand_the_colours_to_the_style_sheet() -> None:
    for palette in PALETTES:
        assert colour_variables(palette.name).items() <= palette.variables.items()


def test_a_ninth_speaker_shares_a_colour_and_a_tenth_has_no_digit() -> None:
    ids = [f"S{number}" for number in range(1, 11)]
    inks, digits = speaker_inks(ids), speaker_digits(ids)
    assert list(inks.values()) == [*SPEAKER_INKS, *SPEAKER_INKS[:2]]
    assert "".join(digits.values()) == "123456789 "
