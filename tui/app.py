"""The application around the review screen: themes, palette, the way out."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from typing import ClassVar

# Kitty's keyboard flags lose Chinese input-method text in some terminals and confuse pedal keys;
# Textual reads this when it is first imported.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from textual.app import App, SystemCommand
from textual.screen import Screen
from textual.theme import Theme

from tui.review.screen import ReviewScreen
from tui.services import ReviewOptions, ReviewSession, Services

__all__ = ["THEMES", "ReviewApp"]

THEMES = ("dark", "light", "contrast")

_PALETTES = (
    Theme(
        "dark", primary="#7aa2f7", secondary="#9ece6a", accent="#7dcfff", foreground="#d5d9e5",
        background="#16181f", surface="#1d2029", panel="#252937", success="#8fd17a", warning="#e8b95a",
        error="#ff7a80", dark=True, variables={"row": "#2b3554", "muted": "#8d94aa"},
    ),
    Theme(
        "light", primary="#1f4fa3", secondary="#2e6b1e", accent="#0b5f7a", foreground="#1c1e24",
        background="#fbfaf7", surface="#f3f1ec", panel="#e6e3db", success="#25661a", warning="#8a5200",
        error="#b00020", dark=False, variables={"row": "#d3e0f7", "muted": "#5f636e"},
    ),
    Theme(
        "contrast", primary="#ffff00", secondary="#00ff00", accent="#00ffff", foreground="#ffffff",
        background="#000000", surface="#000000", panel="#000000", success="#00ff00", warning="#ffff00",
        error="#ff9090", dark=True, variables={"row": "#000080", "muted": "#ffffff"},
    ),
)  # fmt: skip


class ReviewApp(App[None]):
    """One review screen over an open session; the caller opened it and closes it.

    Args:
        session: An open transcript with somebody at work on it.
        services: Sound, engines, the person's editor.
        options: Language, theme, keys.
    """

    CSS_PATH = "styles.tcss"
    TITLE = "Testimony"
    ENABLE_COMMAND_PALETTE = True
    ANIMATION_LEVEL: ClassVar[str] = "none"

    def __init__(self, session: ReviewSession, services: Services, options: ReviewOptions) -> None:
        super().__init__()
        self.animation_level = "none"
        self.services = services
        for palette in _PALETTES:
            self.register_theme(palette)
        self.theme = options.theme if options.theme in THEMES else THEMES[0]
        self.review = ReviewScreen(session, services, options)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What the style sheet uses beside Textual's own colours."""
        return {"row": "#2b3554", "muted": "#8d94aa"}

    def get_default_screen(self) -> Screen[None]:
        """The review is the first screen, so nothing is painted twice at the start."""
        return self.review

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action by its name."""
        if screen is self.review:
            for name, label, keys in self.review.actions():
                yield SystemCommand(label, keys, partial(self.review.run_named, name))

    def next_theme(self) -> str:
        """Switch to the next theme; returns its name."""
        self.theme = THEMES[(THEMES.index(self.theme) + 1) % len(THEMES)]
        return self.theme

    async def action_quit(self) -> None:
        """Ctrl+Q asks about unsaved typing like every other way out."""
        if self.screen is self.review:
            self.review.action_quit()
        else:
            self.screen.dismiss(None)

    def on_unmount(self) -> None:
        """Let go of devices and processes."""
        self.services.close()
