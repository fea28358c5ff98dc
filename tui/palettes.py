"""The colours of the screen: dark, light, high contrast."""

from __future__ import annotations

from textual.theme import Theme

from tui.widgets.speaker_colours import colour_variables

__all__ = ["PALETTES", "THEMES"]

THEMES = ("dark", "light", "contrast")

PALETTES = (
    Theme(
        "dark", primary="#7aa2f7", secondary="#9ece6a", accent="#7dcfff", foreground="#d5d9e5",
        background="#16181f", surface="#1d2029", panel="#252937", success="#8fd17a", warning="#e8b95a",
        error="#ff7a80", dark=True,
        variables={"row": "#2b3554", "muted": "#8d94aa", **colour_variables("dark")},
    ),
    Theme(
        "light", primary="#1f4fa3", secondary="#2e6b1e", accent="#0b5f7a", foreground="#1c1e24",
        background="#fbfaf7", surface="#f3f1ec", panel="#e6e3db", success="#25661a", warning="#8a5200",
        error="#b00020", dark=False,
        variables={"row": "#d3e0f7", "muted": "#5f636e", **colour_variables("light")},
    ),
    Theme(
        "contrast", primary="#ffff00", secondary="#00ff00", accent="#00ffff", foreground="#ffffff",
        background="#000000", surface="#000000", panel="#000000", success="#00ff00", warning="#ffff00",
        error="#ff9090", dark=True,
        variables={"row": "#000080", "muted": "#ffffff", **colour_variables("contrast")},
    ),
)  # fmt: skip
