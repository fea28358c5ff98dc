"""The application around the review screen: themes, keys in the order typed, the way out."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from typing import ClassVar

# Kitty's keyboard flags lose Chinese input-method text in some terminals and confuse pedal keys;
# Textual reads this when it is first imported.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from textual import events
from textual.app import App
from textual.errors import NoWidget
from textual.screen import Screen
from textual.widget import Widget

from tui.dialogs import Dialog
from tui.palettes import PALETTES, THEMES
from tui.review.screen import ReviewScreen
from tui.services import ReviewOptions, ReviewSession, Services
from tui.widgets.speaker_colours import colour_variables

__all__ = ["THEMES", "ReviewApp"]

_HANDLED_S = 1.0  # a widget that takes longer to answer a click is not waited for
_MOUSE = (events.MouseDown, events.MouseUp, events.MouseScrollDown, events.MouseScrollUp)


class ReviewApp(App[None]):
    """One review screen over an open session; the caller opened it and closes it.

    Keys, pasted text and clicks are answered one after the other: the next is looked at only when all
    that the one before did is done, a dialog that it opened included. Textual would send each to the
    widget with the focus, which follows later.

    Args:
        session: An open transcript with somebody at work on it.
        services: Sound, engines, the person's editor.
        options: Language, theme, keys.
    """

    CSS_PATH = "styles.tcss"
    TITLE = "Testimony"
    ENABLE_COMMAND_PALETTE = False
    ANIMATION_LEVEL: ClassVar[str] = "none"

    def __init__(self, session: ReviewSession, services: Services, options: ReviewOptions) -> None:
        super().__init__()
        self.animation_level = "none"
        self.services = services
        for palette in PALETTES:
            self.register_theme(palette)
        self.theme = options.theme if options.theme in THEMES else THEMES[0]
        self.review = ReviewScreen(session, services, options)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What the style sheet uses beside Textual's own colours."""
        return {"row": "#2b3554", "muted": "#8d94aa", **colour_variables(THEMES[0])}

    def get_default_screen(self) -> Screen[None]:
        """The review is the first screen, so nothing is painted twice at the start."""
        return self.review

    async def on_event(self, event: events.Event) -> None:
        """Answer what a person did, in order."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            await self._take(event)
            return
        target = self._target_of(event) if isinstance(event, _MOUSE) else None
        await super().on_event(event)
        if target is not None:
            await self._answered(target)

    async def _take(self, event: events.Key | events.Paste) -> None:
        while not await self._is_ready(screen := self.screen):
            pass  # another one came over it meanwhile
        self.review.desk.tally.press(event.time)
        if isinstance(screen, Dialog):
            if not screen.is_deaf(event.time):
                self.review.desk.pressed_at = event.time
                await screen.take(event)
        elif screen is self.review:
            await self.review.take(event)

    async def _is_ready(self, screen: Screen[object]) -> bool:
        """Wait until a screen can take keys; False where it is no longer the one in front."""
        if isinstance(screen, (Dialog, ReviewScreen)):
            await screen.ready()
        return screen is self.screen

    def _target_of(self, event: events.MouseEvent) -> Widget | None:
        if event.is_forwarded:
            return None
        with contextlib.suppress(NoWidget):
            return self.mouse_captured or self.get_widget_at(event.x, event.y)[0]
        return None

    async def _answered(self, widget: Widget) -> None:
        """Wait until a widget answered what was sent to it."""
        done = asyncio.Event()
        if widget.call_later(done.set):
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(done.wait(), _HANDLED_S)

    def on_mount(self) -> None:
        """Keep what is typed also when the terminal is closed or the process is told to end."""
        for name in ("SIGHUP", "SIGTERM"):
            number = getattr(signal, name, None)
            if number is not None:
                with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                    asyncio.get_running_loop().add_signal_handler(number, self._end)

    def _end(self) -> None:
        self.review.desk.close()
        self.exit()

    def next_theme(self) -> str:
        """Switch to the next theme; returns its name."""
        self.theme = THEMES[(THEMES.index(self.theme) + 1) % len(THEMES)]
        return self.theme

    def on_unmount(self) -> None:
        """Let go of devices and processes."""
        self.services.close()
